// One response, and what is refused when one thing in it is changed: the exact path and reason.
// What a strict reader must still accept comes last.
#include "check.h"
#include "forms_data.h"
#include "response.h"

// ' stands for ".
#define YN "http://terminology.hl7.org/CodeSystem/v2-0532"
#define URL(name) "https://envelop.example/fhir/StructureDefinition/" name
#define ANSWER(id, code) \
    "{'linkId':'" id "','answer':[{'valueCoding':{'system':'" YN "','code':'" code "'}}]}"

static const char base[] =
    "{'resourceType':'QuestionnaireResponse','language':'ti','extension':["
    "{'url':'" URL(
        "kiosk") "','valueId':'0123456789ABCDEF'},"
                 "{'url':'" URL(
                     "pack") "','valueString':'7'},"
                             "{'url':'" URL(
                                 "translation") "','valueCode':'draft'}],"
                                                "'identifier':{'system':'urn:uuid:43664ca3-2f60-"
                                                "4a28-b8b9-ef04cb4e59bf',"
                                                "'value':'17-482915-boat-key-tree'},"
                                                "'questionnaire':'https://envelop.example/forms/"
                                                "wellbeing|1.1.0',"
                                                "'status':'completed','authored':'2026-11','item':["
                                                "{'linkId':'questions','item':[" ANSWER(
                                                    "sleep", "Y") "," ANSWER("dreams",
                                                                             "N") "]}]}  ";

#define FIRST "item[0].item[0]"

// A contact as the fourth extension: what stands in place of the end of the third.
#define CODE(part, code) "{'url':'" part "','valueCode':'" code "'}"
#define REACH(text) "{'url':'reach','valueString':'" text "'}"
#define CONTACT(parts) ",{'url':'" URL("contact") "','extension':[" parts "]}"
#define WITH(extensions) "'valueCode':'draft'}],", "'valueCode':'draft'}" extensions "],"
#define YES CODE("permission", "yes") ","
#define CALL YES CODE("channel", "call") ","
#define IN_CONTACT "extension[3].extension"
#define MISPLACED "not a part of the contact wish, or not in its place"
#define LONG "~" // `changed` makes so many digits of it
enum { LONG_BYTES = 10000 };

static const struct {
    const char *find, *replace, *path, *reason;
} rows[] = {
    {"QuestionnaireResponse", "Questionnaire", "resourceType", "not \"QuestionnaireResponse\""},
    {"'language':'ti',", "", "language", "missing"},
    {"'language':'ti'", "'language':'t\\u0000'", "",
     "line 1, column 60: \\u0000 is not allowed without JSON_ALLOW_NUL"},
    {"'language':'ti'", "'language':'t i'", "language", "not of the form that the profile wants"},
    {"'language':'ti'", "'language':'abcdefgh-1234567'", "language", "longer than 15 bytes"},
    {"'language':'ti'", "'language':'ti','language':'ar'", "",
     "line 1, column 66: duplicate object key"},
    {"'language':'ti'", "'language':'ti','subject':{'display':'x'}", "subject",
     "field is outside the subset"},
    {"'language':'ti'", "'language':'ti','id':'1'", "id", "field is outside the subset"},
    {"'language':'ti'", "'language':'ti','meta':{'tag':[]}", "meta.tag", "fewer than 1"},
    {"'language':'ti'", "'language':'ti','meta':{'lastUpdated':'2026'}", "meta.lastUpdated",
     "field is outside the subset"},
    {"'valueId':'0123456789ABCDEF'", "'valueId':'0123456789ABCDE'", "extension[0].valueId",
     "not of the form that the profile wants"},
    {"'valueId'", "'valueString'", "extension[0].valueString", "field is outside the subset"},
    {"'valueString':'7'", "'valueString':'07'", "extension[1].valueString", "not a serial number"},
    {"'valueString':'7'", "'valueString':'-7'", "extension[1].valueString", "not a serial number"},
    {"'valueString':'7'", "'valueString':'18446744073709551616'", "extension[1].valueString",
     "not a serial number"},
    {"'valueString':'7'", "'valueString':7", "extension[1].valueString", "not a string"},
    {"'valueCode':'draft'", "'valueCode':'good'", "extension[2].valueCode",
     "neither draft nor reviewed"},
    {"{'url':'" URL("pack") "','valueString':'7'},", "", "extension", "fewer than 3"},
    {URL("pack"), URL("kiosk"), "extension[1].url", "not \"" URL("pack") "\""},
    {"43664ca3", "43664ca4", "identifier.system",
     "not \"urn:uuid:43664ca3-2f60-4a28-b8b9-ef04cb4e59bf\""},
    {"17-482915-boat-key-tree", "17-482915", "identifier.value",
     "not of the form that the profile wants"},
    {"forms/wellbeing|", "forms/wellbein|", "questionnaire", "another form"},
    {"forms/wellbeing|", "forms/wellbeings|", "questionnaire", "another form"},
    {"|1.1.0", "|1.1.1", "questionnaire", "another version of the form"},
    {"|1.1.0", "|1.1.0 ", "questionnaire", "another version of the form"},
    {"|1.1.0", "", "questionnaire", "another form"},
    {"'completed'", "'in-progress'", "status", "not \"completed\""},
    {"'2026-11'", "'2026-11-22T10:00:00Z'", "authored", "longer than 10 bytes"},
    {"'2026-11'", "'2026-1'", "authored", "not of the form that the profile wants"},
    {"'linkId':'questions'", "'linkId':'welcom'", "item[0].linkId", "no such group"},
    {"'linkId':'questions'", "'linkId':'welcome'", FIRST ".linkId",
     "no such question in this group"},
    {"'linkId':'sleep'", "'linkId':'snore'", FIRST ".linkId", "no such question in this group"},
    {"'linkId':'sleep'", "'linkId':'sleep.help'", FIRST ".linkId",
     "no such question in this group"},
    {"'linkId':'sleep'", "'linkId':'who'", FIRST ".linkId", "no such question in this group"},
    {"'linkId':'sleep'", "'linkId':'dreams'", "item[0].item[1].linkId", "answered twice"},
    {"'linkId':'sleep'", "'linkId':'sleep','text':'x'", FIRST ".text",
     "field is outside the subset"},
    {"'code':'Y'", "'code':'y'", FIRST ".answer[0].valueCoding", "not an option of this question"},
    {"'code':'Y'", "'code':'asked-declined'", FIRST ".answer[0].valueCoding",
     "not an option of this question"},
    {"'code':'Y'", "'code':'Y','display':'Yes'", FIRST ".answer[0].valueCoding.display",
     "field is outside the subset"},
    {"'valueCoding':{'system':'" YN "','code':'Y'}", "'valueBoolean':true",
     FIRST ".answer[0].valueBoolean", "field is outside the subset"},
    {"[{'valueCoding':{'system':'" YN "','code':'Y'}}]", "[]", FIRST ".answer", "fewer than 1"},
    {"[{'valueCoding':{'system':'" YN "','code':'Y'}}]",
     "[{'valueCoding':{'system':'" YN "','code':'Y'}},{'valueCoding':{'system':'" YN
     "','code':'N'}}]",
     FIRST ".answer", "more than 1"},
    {"[" ANSWER("sleep", "Y") "," ANSWER("dreams", "N") "]", "[]", "item[0].item", "fewer than 1"},
    {"]}]}  ", "]},{'linkId':'questions','item':[" ANSWER("pain", "N") "]}]}", "item[1].linkId",
     "group stands twice"},

    // Contact
    {WITH(CONTACT(CODE("permission", "yes")) CONTACT(CODE("permission", "yes"))), "extension",
     "more than 4"},
    {WITH(CONTACT("")), IN_CONTACT, "fewer than 1"},
    {WITH(",{'url':'" URL("contact") "','valueCode':'yes'}"), "extension[3].valueCode",
     "field is outside the subset"},
    {WITH(",{'url':'" URL("contacts") "','extension':[]}"), "extension[3].url",
     "not \"" URL("contact") "\""},
    {WITH(",{'url':'" URL("contact") "','extension':{}}"), IN_CONTACT, "not an array"},
    {WITH(",{'url':'" URL("contact") "','id':'1','extension':[]}"), "extension[3].id",
     "field is outside the subset"},
    {WITH(CONTACT("7")), IN_CONTACT "[0]", MISPLACED},
    {WITH(CONTACT("{}")), IN_CONTACT "[0]", MISPLACED},
    {WITH(CONTACT("{'url':7}")), IN_CONTACT "[0]", MISPLACED},
    {WITH(CONTACT(CODE("permission", "maybe"))), IN_CONTACT "[0].valueCode",
     "not a code that the profile has here"},
    {WITH(CONTACT(CODE("permission", "YES"))), IN_CONTACT "[0].valueCode",
     "not a code that the profile has here"},
    {WITH(CONTACT(CODE("permission", ""))), IN_CONTACT "[0].valueCode", "empty"},
    {WITH(CONTACT(CODE("permission", LONG))), IN_CONTACT "[0].valueCode", "longer than 200 bytes"},
    {WITH(CONTACT("{'url':'" LONG "','valueCode':'yes'}")), IN_CONTACT "[0]", MISPLACED},
    {WITH(CONTACT("{'url':'permission','valueCode':true}")), IN_CONTACT "[0].valueCode",
     "not a string"},
    {WITH(CONTACT("{'url':'permission','valueString':'yes'}")), IN_CONTACT "[0].valueString",
     "field is outside the subset"},
    {WITH(CONTACT("{'url':'permission'}")), IN_CONTACT "[0].valueCode", "missing"},
    {WITH(CONTACT(YES CODE("permission", "yes"))), IN_CONTACT "[1]", MISPLACED},
    {WITH(CONTACT(YES CODE("colour", "any"))), IN_CONTACT "[1]", MISPLACED},
    {WITH(CONTACT(CODE("gender", "woman") "," CODE("permission", "yes"))), IN_CONTACT "[1]",
     MISPLACED},
    {WITH(CONTACT(CODE("gender", "woman"))), IN_CONTACT, "says more than the permission covers"},
    {WITH(CONTACT(CODE("permission", "no") "," CODE("gender", "woman"))), IN_CONTACT,
     "says more than the permission covers"},
    {WITH(CONTACT(CODE("permission", "no") "," CODE("channel", "call") "," REACH("0612345678"))),
     IN_CONTACT, "says more than the permission covers"},
    {WITH(CONTACT(CODE("permission", "no") "," CODE("language", "ti"))), IN_CONTACT,
     "says more than the permission covers"},
    {WITH(CONTACT(YES CODE("channel", "fax"))), IN_CONTACT "[1].valueCode",
     "not a code that the profile has here"},
    {WITH(CONTACT(YES CODE("gender", "same"))), IN_CONTACT "[1].valueCode",
     "not a code that the profile has here"},
    {WITH(CONTACT(YES REACH("0612345678"))), IN_CONTACT "[1].valueString",
     "not what this channel needs"},
    {WITH(CONTACT(YES CODE("channel", "visit") "," REACH("0612345678"))),
     IN_CONTACT "[2].valueString", "not what this channel needs"},
    {WITH(CONTACT(YES CODE("channel", "letter") "," REACH("0612345678"))),
     IN_CONTACT "[2].valueString", "not what this channel needs"},
    {WITH(CONTACT(CALL REACH("1234AB 56"))), IN_CONTACT "[2].valueString",
     "not what this channel needs"},
    {WITH(CONTACT(CALL REACH(""))), IN_CONTACT "[2].valueString", "empty"},
    {WITH(CONTACT(CALL REACH("06\\u000712345678"))), IN_CONTACT "[2].valueString",
     "has a control character"},
    {WITH(CONTACT(CALL REACH("06\\u202e12345678"))), IN_CONTACT "[2].valueString",
     "not what this channel needs"},
    {WITH(CONTACT(CALL REACH("\\u206806123456\\u2069"))), IN_CONTACT "[2].valueString",
     "not what this channel needs"},
    {WITH(CONTACT(CALL REACH("\\u0660\\u0661\\u0662\\u0663\\u0664\\u0665"))),
     IN_CONTACT "[2].valueString", "not what this channel needs"},
    {WITH(CONTACT(CALL REACH("<b>0612345678"))), IN_CONTACT "[2].valueString",
     "not what this channel needs"},
    {WITH(CONTACT(CALL REACH(LONG))), IN_CONTACT "[2].valueString", "longer than 23 bytes"},
    {WITH(CONTACT(CALL CODE("reach", "0612345678"))), IN_CONTACT "[2].valueCode",
     "field is outside the subset"},
    {WITH(CONTACT(YES CODE("language", "t i"))), IN_CONTACT "[1].valueCode",
     "not of the form that the profile wants"},
    {WITH(CONTACT(YES CODE("language", "abcdefgh-1234567"))), IN_CONTACT "[1].valueCode",
     "longer than 15 bytes"},

    {"]}]}  ", "]}]} x", "", "line 1, column 825: end of file expected"},
    {"]}]}  ", "]}]", "", "line 1, column 822: '}' expected"},
};

static const struct {
    const char *find, *replace;
} accepted[] = {
    {"'status':'completed',", "'status' :\n\t'completed',\r\n"},
    {",'authored':'2026-11'", ""},
    {",'item':[{'linkId':'questions','item':[" ANSWER("sleep", "Y") "," ANSWER("dreams", "N") "]}]",
     ""},
    {ANSWER("sleep", "Y") "," ANSWER("dreams", "N"),
     ANSWER("dreams", "N") "," ANSWER("sleep", "Y")},
    {"'valueString':'7'", "'valueString':'18446744073709551615'"},
    {"'valueString':'7'", "'valueString':'0'"},
    {WITH(CONTACT(CODE("permission", "no")))},
    {WITH(CONTACT(CODE("permission", "yes")))},
    {WITH(CONTACT(YES CODE("background", "other")))},
    {WITH(CONTACT(YES CODE("channel", "call")))}, // the number was kept back
    {WITH(CONTACT(CALL REACH("+31612345678") "," CODE("helper", "key-person") "," CODE(
        "gender", "man") "," CODE("background", "any") "," CODE("language", "other")))},
};

// `base` with the change, ' made "; ends the program when there is nothing to change.
static char *changed(const char *find, const char *replace)
{
    const char *at = strstr(base, find);
    if (!at) {
        fprintf(stderr, "not in the base: %s\n", find);
        exit(2);
    }
    char *copy = malloc(sizeof base + strlen(replace) + LONG_BYTES);
    char *end = copy + sprintf(copy, "%.*s", (int)(at - base), base);
    for (const char *p = replace; *p; p++) {
        size_t count = *p == LONG[0] ? LONG_BYTES : 1;
        memset(end, *p == LONG[0] ? '7' : *p, count);
        end += count;
    }
    strcpy(end, at + strlen(find));
    for (char *p = copy; *p; p++) {
        *p = *p == '\'' ? '"' : *p;
    }
    return copy;
}

static bool nothing_left(const struct form_answers *answers, const struct response_context *context)
{
    static const struct form_answers no_answers;
    static const struct response_context no_context;
    return memcmp(answers, &no_answers, sizeof no_answers) == 0 &&
           memcmp(context, &no_context, sizeof no_context) == 0;
}

static void refused(const struct form *form)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *json = changed(rows[i].find, rows[i].replace);
        struct form_answers answers;
        struct response_context context;
        struct form_error error;
        bool read = response_parse(form, json, strlen(json), &answers, &context, &error);
        CHECK(!read, "accepted: %s", rows[i].replace);
        CHECK(strcmp(error.path, rows[i].path) == 0, "%s: path \"%s\", not \"%s\"", rows[i].replace,
              error.path, rows[i].path);
        CHECK(strcmp(error.reason, rows[i].reason) == 0, "%s: \"%s\", not \"%s\"", rows[i].replace,
              error.reason, rows[i].reason);
        CHECK(nothing_left(&answers, &context), "%s: something is left", rows[i].replace);
        free(json);
    }
}

static void allowed(const struct form *form)
{
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        char *json = changed(accepted[i].find, accepted[i].replace);
        struct form_answers answers;
        struct response_context context;
        struct form_error error;
        CHECK(response_parse(form, json, strlen(json), &answers, &context, &error), "%s: %s: %s",
              accepted[i].replace, error.path, error.reason);
        free(json);
    }
}

// Every beginning of a good response is refused, and so is every response with one byte lost.
static void cut(const struct form *form)
{
    char *json = changed("ti", "ti");
    size_t bytes = strlen(json) - 2; // without the padding
    struct form_answers answers;
    struct response_context context;
    struct form_error error;
    for (size_t i = 0; i < bytes; i++) {
        CHECK(!response_parse(form, json, i, &answers, &context, &error), "%zu bytes", i);
    }
    CHECK(response_parse(form, json, bytes, &answers, &context, &error), "%s", error.reason);
    CHECK(!response_parse(form, NULL, 0, &answers, &context, &error), "NULL");
    char *large = malloc(16385);
    memset(large, ' ', 16385);
    memcpy(large, json, bytes);
    CHECK(response_parse(form, large, 16384, &answers, &context, &error), "%s", error.reason);
    CHECK(!response_parse(form, large, 16385, &answers, &context, &error), "16385 bytes");
    free(large);
    free(json);
}

int main(void)
{
    struct form *form = data_form(WELLBEING);
    refused(form);
    allowed(form);
    cut(form);
    form_destroy(form);
    return check_done();
}
