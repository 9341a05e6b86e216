// The form that ships and a quite different one (five faces, other codes, other bands) are read
// alike; scores and bands at every edge.
#include "check.h"
#include "forms_data.h"
#include "po.h"

static void wellbeing_is_what_the_design_says(void)
{
    struct form *form = data_form(WELLBEING);
    CHECK(strcmp(form_id(form), "wellbeing") == 0, "%s", form_id(form));
    CHECK(strcmp(form_url(form), "https://envelop.example/forms/wellbeing") == 0, "%s",
          form_url(form));
    CHECK(strcmp(form_version(form), "1.1.0") == 0, "%s", form_version(form));
    CHECK(form_item_count(form) == 15, "%zu", form_item_count(form));
    for (size_t i = 0; i < 14; i++) {
        const struct form_item *item = form_item(form, i);
        CHECK(item->kind == (i < 4 ? FORM_SCREEN : FORM_CHOICE), "%s", item->link_id);
        CHECK(strcmp(item->group, i < 4 ? "welcome" : "questions") == 0, "%s", item->link_id);
        CHECK((item->help != NULL) == (i >= 4), "%s", item->link_id);
        CHECK(item->option_count == (i < 4 ? 0 : 3), "%s", item->link_id);
        for (size_t k = 0; k < item->option_count; k++) {
            const struct form_option *option = &item->options[k];
            CHECK(option->declines == (k == 2), "%s %zu", item->link_id, k);
            CHECK(option->scored == (k < 2), "%s %zu", item->link_id, k);
            CHECK(option->ordinal == (k == 0), "%s %zu", item->link_id, k);
        }
    }
    form_destroy(form);
}

// Asked after the ten, in a group of its own, and worth no point.
static void closing_question_has_no_points(void)
{
    static const char *const keys[] = {"answer.month", "answer.year", "answer.longer",
                                       "answer.never", "answer.asked-declined"};
    struct form *form = data_form(WELLBEING);
    const struct form_item *item = form_item(form, 14);
    CHECK(form_question_count(form) == 11, "%zu", form_question_count(form));
    CHECK(form_question_index(form, 10) == 14, "%zu", form_question_index(form, 10));
    CHECK(strcmp(item->link_id, "doctor") == 0, "%s", item->link_id);
    CHECK(strcmp(item->group, "closing") == 0, "%s", item->group);
    CHECK(strcmp(item->help_id, "doctor.help") == 0, "%s", item->help_id);
    CHECK(item->option_count == 5, "%zu", item->option_count);
    for (size_t k = 0; k < 5; k++) {
        const struct form_option *option = &item->options[k];
        CHECK(strcmp(option->key, keys[k]) == 0, "%s", option->key);
        CHECK(!option->scored && option->declines == (k == 4), "%s", option->key);
    }
    form_destroy(form);
}

// The template is what translators get: same ids, same English, same order.
static void template_has_every_message(void)
{
    struct form *form = data_form(WELLBEING);
    size_t bytes;
    char *text = data_read(WELLBEING_POT, &bytes);
    struct po_error error;
    struct po *pot = po_parse(text, bytes, &error);
    CHECK(pot, "line %zu: %s", error.line, error.reason);
    CHECK(po_count(pot) == form_message_count(form), "%zu of %zu", po_count(pot),
          form_message_count(form));
    for (size_t i = 0; i < form_message_count(form) && i < po_count(pot); i++) {
        struct form_message message = form_message(form, i);
        CHECK(strcmp(message.id, po_at(pot, i)->context) == 0, "%s", message.id);
        CHECK(strcmp(message.english, po_at(pot, i)->source) == 0, "%s", message.id);
        CHECK(po_at(pot, i)->comment[0] != '\0', "%s: no word to the translator", message.id);
    }
    po_destroy(pot);
    free(text);
    form_destroy(form);
}

static void faces_have_their_own_codes(void)
{
    struct form *form = data_form(FACES);
    CHECK(form_item_count(form) == 7, "%zu", form_item_count(form));
    const struct form_item *first = form_item(form, 1), *last = form_item(form, 6);
    CHECK(first->option_count == 6 && first->help == NULL, "%zu", first->option_count);
    CHECK(strcmp(first->options[0].key, "answer.face-1") == 0, "%s", first->options[0].key);
    CHECK(first->options[0].key == form_item(form, 2)->options[0].key, "label isn't shared");
    CHECK(first->options[4].ordinal == 2, "%d", first->options[4].ordinal);
    CHECK(!first->options[5].scored && first->options[5].declines, "declining");
    CHECK(last->kind == FORM_SCREEN && strcmp(last->group, "after") == 0, "%s", last->group);
    CHECK(form_message_count(form) == 7 + 1 + 6, "%zu", form_message_count(form));
    CHECK(form_band_count(form) == 2, "%zu", form_band_count(form));
    form_destroy(form);
}

// `answers`: one character a question, from the first on; '.' unanswered.
static const struct {
    const char *path, *answers;
    int low, high;
    const char *band_low, *band_high;
} scores[] = {
    {WELLBEING, "2222222222.", 0, 0, "low", "low"},
    {WELLBEING, "1112222222.", 3, 3, "low", "low"},
    {WELLBEING, "1111222222.", 4, 4, "medium", "medium"},
    {WELLBEING, "1111111222.", 7, 7, "medium", "medium"},
    {WELLBEING, "1111111122.", 8, 8, "high", "high"},
    {WELLBEING, "1111111111.", 10, 10, "high", "high"},
    {WELLBEING, "1113222222.", 3, 4, "low", "medium"},
    {WELLBEING, "111.222222.", 3, 4, "low", "medium"},
    {WELLBEING, "1333222222.", 1, 4, "low", "medium"},
    {WELLBEING, "3333333333.", 0, 10, "low", "high"},
    {WELLBEING, "22222222221", 0, 0, "low", "low"}, // the closing question adds nothing,
    {WELLBEING, "22222222225", 0, 0, "low", "low"}, // and declining it leaves no doubt
    {WELLBEING, "11111111114", 10, 10, "high", "high"},
    {WELLBEING, "...........", 0, 10, "low", "high"},
    {FACES, "11111", -10, -10, "calm", "calm"},
    {FACES, "55555", 10, 10, "heavy", "heavy"},
    {FACES, "33333", 0, 0, "heavy", "heavy"},
    {FACES, "33332", -1, -1, "calm", "calm"},
    {FACES, "66666", -10, 10, "calm", "heavy"},
    {FACES, "33336", -2, 2, "calm", "heavy"},
};

static void scores_are_honest(void)
{
    for (size_t row = 0; row < sizeof scores / sizeof *scores; row++) {
        struct form *form = data_form(scores[row].path);
        struct form_answers answers = {0};
        const char *next = scores[row].answers;
        for (size_t i = 0; i < form_item_count(form); i++) {
            if (form_item(form, i)->kind == FORM_CHOICE) {
                answers.option[i] = *next == '.' ? 0 : (uint8_t)(*next - '0');
                next++;
            }
        }
        CHECK(!*next, "row %zu: answers left over", row);
        struct form_score score = form_score(form, &answers);
        CHECK(score.low == scores[row].low && score.high == scores[row].high, "row %zu: %d .. %d",
              row, score.low, score.high);
        CHECK(strcmp(score.band_low, scores[row].band_low) == 0, "row %zu: %s", row,
              score.band_low);
        CHECK(strcmp(score.band_high, scores[row].band_high) == 0, "row %zu: %s", row,
              score.band_high);
        form_destroy(form);
    }
}

// The file must say what it is and what it is not, in words that a GGD reads.
static void provenance_is_cited(void)
{
    static const char *const said[] = {
        "public PROTECT questionnaire",
        "Screening only",
        "never a diagnosis",
        "legal status",
        "secondary sources",
        "with Pharos before use",
        "to be confirmed by the GGD",
    };
    size_t bytes;
    char *json = data_read(WELLBEING, &bytes);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        CHECK(strstr(json, said[i]), "not said: %s", said[i]);
    }
    free(json);
}

int main(void)
{
    wellbeing_is_what_the_design_says();
    closing_question_has_no_points();
    template_has_every_message();
    faces_have_their_own_codes();
    scores_are_honest();
    provenance_is_cited();
    form_destroy(NULL);
    return check_done();
}
