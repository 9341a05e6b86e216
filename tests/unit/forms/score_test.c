// The Observation says what form_score says; a form without points has none.
#include "check.h"
#include "forms_data.h"
#include "score.h"

static const struct response_context context = {
    .language = "ti",
    .authored = "2026-11",
    .kiosk = "0123456789ABCDEF",
    .pack_serial = 7,
    .claim_code = "17-482915-boat-key-tree",
};

#define BAND(code)                                                        \
    "{\"coding\":[{\"system\":\"https://envelop.example/fhir/CodeSystem/" \
    "score-band\",\"code\":\"" code "\"}]}"

// Answers of the ten questions, as in form_test.c.
static const struct {
    const char *answers, *value, *bands;
} rows[] = {
    {"2222222222", "\"valueInteger\":0,", "[" BAND("low") "]"},
    {"1111111111", "\"valueInteger\":10,", "[" BAND("high") "]"},
    {"1113322222", "\"valueRange\":{\"low\":{\"value\":3},\"high\":{\"value\":5}},",
     "[" BAND("low") "," BAND("medium") "]"},
    {"..........", "\"valueRange\":{\"low\":{\"value\":0},\"high\":{\"value\":10}},",
     "[" BAND("low") "," BAND("medium") "," BAND("high") "]"},
};

static void observation_says_the_score(void)
{
    struct form *form = data_form(WELLBEING);
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        struct form_answers answers = {0};
        for (size_t i = 0; i < 10; i++) {
            char c = rows[row].answers[i];
            answers.option[4 + i] = c == '.' ? 0 : (uint8_t)(c - '0');
        }
        char out[4096] = "";
        size_t bytes = score_write_observation(form, &answers, &context, out, sizeof out - 1);
        CHECK(bytes > 0 && bytes == strlen(out), "row %zu", row);
        CHECK(strstr(out, rows[row].value), "row %zu: %s", row, out);
        CHECK(strstr(out, rows[row].bands), "row %zu: %s", row, out);
        CHECK(strstr(out, "Screening only"), "row %zu: %s", row, out);
        CHECK(strstr(out, context.claim_code), "row %zu: %s", row, out);
        CHECK(!strstr(out, "HTEST"), "row %zu: %s", row, out);
        CHECK(score_write_observation(form, &answers, &context, out, bytes) == bytes, "fits");
        CHECK(score_write_observation(form, &answers, &context, out, bytes - 1) == 0, "too small");
        CHECK(out[0] == '\0', "something is left");
    }
    form_destroy(form);
}

static void bundle_holds_both(void)
{
    struct form *form = data_form(FACES);
    struct form_answers answers = {.option = {0, 1, 1, 1, 1, 1}};
    struct response_context demo = context;
    demo.demo = true;
    char out[8192] = "";
    size_t bytes = score_write_bundle(form, &answers, &demo, out, sizeof out - 1);
    CHECK(bytes > 0 && bytes == strlen(out), "%zu", bytes);
    CHECK(strstr(out, "\"resourceType\":\"QuestionnaireResponse\""), "%s", out);
    CHECK(strstr(out, "\"valueInteger\":-10,"), "%s", out);
    const char *first = strstr(out, "HTEST");
    CHECK(first && strstr(first + 1, "HTEST"), "a part lacks the demo mark: %s", out);
    demo.kiosk[0] = 'x';
    CHECK(score_write_bundle(form, &answers, &demo, out, sizeof out) == 0, "bad context");
    form_destroy(form);
}

static const char unscored[] =
    "{'resourceType':'Questionnaire','id':'tea','language':'en','url':'urn:tea','version':'1',"
    "'name':'Tea','title':'Tea','status':'draft','item':[{'linkId':'g','type':'group','item':[{"
    "'linkId':'tea','type':'choice','text':'Tea?','answerOption':["
    "{'valueCoding':{'system':'urn:yn','code':'y','display':'Yes'}},"
    "{'valueCoding':{'system':'urn:yn','code':'n','display':'No'}},"
    "{'valueCoding':{'system':'http://terminology.hl7.org/CodeSystem/data-absent-reason',"
    "'code':'asked-declined','display':'-'}}]}]}]}";

static void no_points_no_observation(void)
{
    char json[sizeof unscored];
    for (size_t i = 0; i < sizeof unscored; i++) {
        json[i] = unscored[i] == '\'' ? '"' : unscored[i];
    }
    struct form_error error;
    struct form *form = form_parse(json, strlen(json), &error);
    CHECK(form, "%s: %s", error.path, error.reason);
    if (!form) {
        return;
    }
    char out[8192] = "";
    struct form_answers answers = {.option = {1}};
    CHECK(score_write_observation(form, &answers, &context, out, sizeof out) == 0, "%s", out);
    CHECK(score_write_bundle(form, &answers, &context, out, sizeof out - 1) > 0, "no bundle");
    CHECK(!strstr(out, "Observation"), "%s", out);
    CHECK(strcmp(form_score(form, &answers).band_low, "") == 0, "a band without bands");
    form_destroy(form);
}

int main(void)
{
    observation_says_the_score();
    bundle_holds_both();
    no_points_no_observation();
    return check_done();
}
