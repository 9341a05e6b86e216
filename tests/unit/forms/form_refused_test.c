// One form, and what is refused when one thing in it is changed: the exact path and the exact
// reason.
#include "check.h"
#include "form.h"

#include <stdlib.h>
#include <string.h>

// ' stands for ". Every piece that a row changes stands once, or the first one is meant.
#define ABSENT "http://terminology.hl7.org/CodeSystem/data-absent-reason"
#define ORDINAL(n)                                                                                 \
    "'extension':[{'url':'http://hl7.org/fhir/StructureDefinition/ordinalValue','valueDecimal':" n \
    "}]"
#define OPTION(code, display, n) \
    "{'valueCoding':{'system':'urn:yn','code':'" code "','display':'" display "'," ORDINAL(n) "}}"
#define DECLINE \
    "{'valueCoding':{'system':'" ABSENT "','code':'asked-declined','display':'Rather not'}}"
#define PLAIN(code, display) \
    "{'valueCoding':{'system':'urn:when','code':'" code "','display':'" display "'}}"
#define OPTIONS "[" OPTION("y", "Yes", "1") "," OPTION("n", "No", "0") "," DECLINE "]"
#define BAND(code, low, high)                                     \
    "{'url':'band','extension':[{'url':'code','valueCode':'" code \
    "'},{'url':'low','valueInteger':" low "},{'url':'high','valueInteger':" high "}]}"
#define HELP                                                                                       \
    "{'linkId':'a.help','type':'display','text':'Help.','extension':[{'url':'http://hl7.org/fhir/" \
    "StructureDefinition/questionnaire-itemControl','valueCodeableConcept':{'coding':[{'system':"  \
    "'http://hl7.org/fhir/questionnaire-item-control','code':'help'}]}}]}"
#define BANDS_URL "https://envelop.example/fhir/StructureDefinition/score-bands"

static const char base[] =
    "{'resourceType':'Questionnaire','id':'tiny','language':'en','url':'https://t.example/tiny',"
    "'version':'1.0','name':'Tiny','title':'A tiny form','status':'draft','date':'2026-11-22',"
    "'description':'d','extension':[{'url':'" BANDS_URL "','extension':[{'url':'source',"
    "'valueString':'s'}," BAND("low", "0", "0") "," BAND(
        "high", "1",
        "2") "]}],"
             "'item':[{'linkId':'w','type':'group','item':[{'linkId':'hi','type':'display','text':'"
             "Hi.'}]},"
             "{'linkId':'q','type':'group','item':[{'linkId':'a','type':'choice','text':'A?',"
             "'answerOption':" OPTIONS ",'item':[" HELP "]},"
             "{'linkId':'b','type':'choice','text':'B?','answerOption':" OPTIONS "}]}]}";

#define A "item[1].item[0]"
#define B "item[1].item[1]"
#define BANDS "extension[0]"

static const struct {
    const char *find, *replace, *path, *reason;
} rows[] = {
    // The whole
    {"{'resourceType'", "[{'resourceType'", "", "line 1, column 1990: ']' expected"},
    {"'id':'tiny',", "'id':'tiny','id':'tiny',", "", "line 1, column 48: duplicate object key"},
    {"{'resourceType'", "{'\xff", "", "line 1, column 2: unable to decode byte 0xff"},
    {"'Questionnaire'", "'Patient'", "resourceType", "not \"Questionnaire\""},
    {"'resourceType':'Questionnaire',", "", "resourceType", "missing"},
    {"'description':'d'", "'experimental':true", "experimental", "field is outside the subset"},
    {"'description':'d'", "'contained':[]", "contained", "field is outside the subset"},
    {"'description':'d'", "'description':null", "description", "not a string"},
    {"'description':'d'", "'description':''", "description", "empty"},
    {"'description':'d'", "'a\\u001bb\\u00e9c':'d'", "a?b??c", "field is outside the subset"},
    {"'id':'tiny'", "'id':'Tiny'", "id", "has a character that is not allowed here"},
    {"'id':'tiny'", "'id':'-'", "id", "has a character that is not allowed here"},
    {"'id':'tiny'", "'id':'../../etc'", "id", "has a character that is not allowed here"},
    {"'id':'tiny',", "", "id", "missing"},
    {"'language':'en'", "'language':'nl'", "language", "not \"en\""},
    {"'language':'en',", "", "language", "missing"},
    {"https://t.example/tiny", "t.example", "url", "not an absolute http, https or urn URI"},
    {"https://t.example/tiny", "https://", "url", "not an absolute http, https or urn URI"},
    {"https://t.example/tiny", "https://t.example/tiny|1", "url",
     "has a character that is not allowed in a URI"},
    {"https://t.example/tiny", "https://t.example/\\\\", "url",
     "has a character that is not allowed in a URI"},
    {"'version':'1.0'", "'version':'1..0'", "version", "has a character that is not allowed here"},
    {"'version':'1.0'", "'version':1.0", "version", "not a string"},
    {"'version':'1.0'", "'version':'12345678901234567'", "version", "longer than 16 bytes"},
    {"'name':'Tiny'", "'name':'tiny'", "name", "does not begin with a capital"},
    {"'title':'A tiny form'", "'title':'A\\ntiny form'", "title", "has a control character"},
    {"'title':'A tiny form'", "'title':'A\\u0085'", "title", "has a control character"},
    {"'title':'A tiny form'", "'title':'A\\u0000'", "",
     "line 1, column 138: \\u0000 is not allowed without JSON_ALLOW_NUL"},
    {"'status':'draft'", "'status':'retired'", "status", "neither draft nor active"},
    {"2026-11-22", "2026-11", "date", "not YYYY-MM-DD"},
    {"2026-11-22", "2026-13-01", "date", "not YYYY-MM-DD"},
    {"2026-11-22", "2026-11-22T10:00", "date", "longer than 10 bytes"},

    // Groups and screens
    {"'linkId':'w','type':'group'", "'linkId':'w','type':'group','text':'t'", "item[0].text",
     "field is outside the subset"},
    {"'linkId':'w','type':'group'", "'linkId':'w','type':'display'", "item[0].type",
     "not \"group\""},
    {"'linkId':'w','type':'group'", "'linkId':'w'", "item[0].type", "missing"},
    {"[{'linkId':'hi','type':'display','text':'Hi.'}]", "[]", "item[0].item", "fewer than 1"},
    {"[{'linkId':'hi','type':'display','text':'Hi.'}]", "{}", "item[0].item", "not an array"},
    {"{'linkId':'hi','type':'display','text':'Hi.'}", "null", "item[0].item[0]",
     "type is neither display nor choice"},
    {"'linkId':'hi','type':'display'", "'linkId':'hi','type':'group'", "item[0].item[0]",
     "type is neither display nor choice"},
    {"'linkId':'hi','type':'display'", "'linkId':'hi','type':'boolean'", "item[0].item[0]",
     "type is neither display nor choice"},
    {"'linkId':'hi',", "", "item[0].item[0].linkId", "missing"},
    {",'text':'Hi.'", "", "item[0].item[0].text", "missing"},
    {"'text':'Hi.'", "'text':'Hi.','_text':{}", "item[0].item[0]._text",
     "field is outside the subset"},
    {"'linkId':'hi'", "'linkId':'Hi'", "item[0].item[0].linkId",
     "has a character that is not allowed here"},
    {"'linkId':'hi'", "'linkId':'h/i'", "item[0].item[0].linkId",
     "has a character that is not allowed here"},
    {"'linkId':'hi'", "'linkId':'.hi'", "item[0].item[0].linkId",
     "has a character that is not allowed here"},
    {"'linkId':'hi'", "'linkId':'hi.'", "item[0].item[0].linkId",
     "has a character that is not allowed here"},
    {"'linkId':'hi'", "'linkId':'ui.next'", "item[0].item[0].linkId",
     "begins with the reserved \"ui.\""},
    {"'linkId':'hi'", "'linkId':'site.help'", "item[0].item[0].linkId",
     "begins with the reserved \"site.\""},
    {"'linkId':'hi'", "'linkId':'answer.y'", "item[0].item[0].linkId",
     "begins with the reserved \"answer.\""},
    {"'linkId':'hi'", "'linkId':'abcdefghijabcdefghijabcdefghijabcdefghijk'",
     "item[0].item[0].linkId", "longer than 40 bytes"},
    {"'linkId':'hi'", "'linkId':'w'", "item[0].item[0].linkId", "linkId is used twice"},
    {"'linkId':'b'", "'linkId':'a'", B ".linkId", "linkId is used twice"},
    {"'linkId':'b'", "'linkId':'a.help'", B ".linkId", "linkId is used twice"},
    {"{'linkId':'b'", "{'linkId':'s','type':'display','text':'S.'},{'linkId':'b'",
     "item[1].item[2]", "a screen stands between two questions"},

    // Questions and explanations
    {"'linkId':'a','type':'choice'", "'linkId':'a','type':'choice','required':true", A ".required",
     "field is outside the subset"},
    {"'linkId':'a','type':'choice'", "'linkId':'a','type':'choice','enableWhen':[]",
     A ".enableWhen", "field is outside the subset"},
    {"'linkId':'a','type':'choice'", "'linkId':'a','type':'open-choice'", A,
     "type is neither display nor choice"},
    {"'item':[" HELP "]", "'item':[" HELP "," HELP "]", A ".item", "more than 1"},
    {"'linkId':'a.help'", "'linkId':'a.helps'", A ".item[0].linkId",
     "not the question's linkId with \".help\""},
    {"'linkId':'a.help','type':'display'", "'linkId':'a.help','type':'choice'", A ".item[0].type",
     "not \"display\""},
    {"'code':'help'", "'code':'flyover'",
     A ".item[0].extension[0].valueCodeableConcept.coding[0].code", "not \"help\""},
    {"'text':'Help.'", "'text':7", A ".item[0].text", "not a string"},

    // Options
    {"'answerOption':" OPTIONS ",", "", A ".answerOption", "missing"},
    {"'valueCoding':{'system':'urn:yn'", "'x':1,'valueCoding':{'system':'urn:yn'",
     A ".answerOption[0].x", "field is outside the subset"},
    {OPTION("y", "Yes", "1"), "{}", A ".answerOption[0]", "no value[x]"},
    {OPTION("y", "Yes", "1"), "7", A ".answerOption[0]", "not an object"},
    {OPTION("y", "Yes", "1"), "{'valueString':'Yes'}", A ".answerOption[0].valueString",
     "field is outside the subset"},
    {"{'valueCoding'", "{'valueInteger':1,'valueCoding'", A ".answerOption[0]",
     "more than one value[x]"},
    {"{'valueCoding'", "{'initialSelected':true,'valueCoding'",
     A ".answerOption[0].initialSelected", "field is outside the subset"},
    {"'code':'n'", "'code':'y'", A ".answerOption[1].valueCoding.code",
     "code is used twice in one question"},
    {"'code':'y'", "'code':'y z'", A ".answerOption[0].valueCoding.code",
     "has a character that is not allowed here"},
    {"'code':'y',", "", A ".answerOption[0].valueCoding.code", "missing"},
    {"'system':'urn:yn',", "", A ".answerOption[0].valueCoding.system", "missing"},
    {",'display':'Yes'", "", A ".answerOption[0].valueCoding.display", "missing"},
    {"'display':'Yes'", "'display':'Sure'", B ".answerOption[0].valueCoding.display",
     "code has another display elsewhere"},
    {"'system':'urn:yn'", "'system':'urn:other'", B ".answerOption[0].valueCoding.display",
     "code stands for another system elsewhere"},
    {"'valueDecimal':1", "'valueDecimal':0.5",
     A ".answerOption[0].valueCoding.extension[0].valueDecimal", "not a whole number"},
    {"'valueDecimal':1", "'valueDecimal':9007199254740993",
     A ".answerOption[0].valueCoding.extension[0].valueDecimal", "not between -100 and 100"},
    {"'valueDecimal':1", "'valueDecimal':'1'",
     A ".answerOption[0].valueCoding.extension[0].valueDecimal", "not a number"},
    {"," ORDINAL("1"), "", A ".answerOption",
     "some answers have an ordinalValue and some have none"},
    {"'display':'Rather not'", "'display':'Rather not'," ORDINAL("0"),
     A ".answerOption[2].valueCoding", "data-absent-reason has an ordinalValue"},
    {"," DECLINE, "", A ".answerOption", "no option declines (asked-declined)"},
    {"asked-declined", "asked-unknown", A ".answerOption", "no option declines (asked-declined)"},
    {OPTION("n", "No", "0") ",", "", A ".answerOption", "fewer than two answers besides declining"},
    {"'linkId':'q'", "'linkId':'closing'", "item[1].item[0].answerOption",
     "a closing question has an ordinalValue"},

    // Bands
    {BANDS_URL, "https://envelop.example/other", BANDS ".url", "not \"" BANDS_URL "\""},
    {"{'url':'source','valueString':'s'},", "", BANDS ".extension[0].extension",
     "field is outside the subset"},
    {"'url':'source','valueString'", "'url':'source','valueUri'", BANDS ".extension[0].valueUri",
     "field is outside the subset"},
    {"'valueCode':'high'", "'valueCode':'low'", BANDS ".extension[2].extension[0].valueCode",
     "band is used twice"},
    {"'low','valueInteger':1", "'low','valueInteger':2", BANDS ".extension[2]",
     "leaves a gap: begins at 2, not at 1"},
    {"'low','valueInteger':1", "'low','valueInteger':0", BANDS ".extension[2]",
     "overlaps: begins at 0, not at 1"},
    {"'low','valueInteger':0", "'low','valueInteger':-1", BANDS ".extension[1]",
     "overlaps: begins at -1, not at 0"},
    {"'high','valueInteger':0", "'high','valueInteger':-1", BANDS ".extension[1]",
     "ends at -1, before its begin 0"},
    {"'high','valueInteger':2", "'high','valueInteger':1", BANDS ".extension",
     "bands end at 1, but the highest score is 2"},
    {"'high','valueInteger':2", "'high','valueInteger':3", BANDS ".extension",
     "bands end at 3, but the highest score is 2"},
    {"'url':'low'", "'url':'from'", BANDS ".extension[1].extension[1].url", "not \"low\""},
    {"," BAND("high", "1", "2"), "", BANDS ".extension",
     "bands end at 0, but the highest score is 2"},
    {"," BAND("low", "0", "0") "," BAND("high", "1", "2"), "", BANDS ".extension", "fewer than 2"},
};

static char *quoted(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    strcpy(copy, text);
    for (char *p = copy; *p; p++) {
        *p = *p == '\'' ? '"' : *p;
    }
    return copy;
}

// NULL when `find` isn't there.
static char *changed(const char *text, const char *find, const char *replace)
{
    const char *at = strstr(text, find);
    if (!at) {
        return NULL;
    }
    char *copy = malloc(strlen(text) + strlen(replace) + 1);
    memcpy(copy, text, (size_t)(at - text));
    strcpy(copy + (at - text), replace);
    strcat(copy, at + strlen(find));
    return copy;
}

static void expect(const char *name, const char *json, size_t bytes, const char *path,
                   const char *reason)
{
    struct form_error error;
    struct form *form = form_parse(json, bytes, &error);
    CHECK(!form, "accepted: %s", name);
    if (!form) {
        CHECK(strcmp(error.path, path) == 0, "%s: path \"%s\", not \"%s\"", name, error.path, path);
        CHECK(strcmp(error.reason, reason) == 0, "%s: \"%s\", not \"%s\"", name, error.reason,
              reason);
    }
    form_destroy(form);
}

static void every_row_is_refused(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = changed(base, rows[i].find, rows[i].replace);
        CHECK(text, "not in the base: %s", rows[i].find);
        if (text) {
            char *json = quoted(text);
            expect(rows[i].replace[0] ? rows[i].replace : rows[i].find, json, strlen(json),
                   rows[i].path, rows[i].reason);
            free(json);
        }
        free(text);
    }
}

// The base itself, and changes that must not be refused.
static void what_is_allowed_is_read(void)
{
    static const char *const allowed[][2] = {
        {"'status':'draft'", "'status':'active'"},
        {",'date':'2026-11-22'", ""},
        {"'valueDecimal':1", "'valueDecimal':1.0"},
        {"," DECLINE "]}]}]}",
         "," DECLINE "]}]},{'linkId':'closing','type':'group','item':[{'linkId':'c','type':'choice'"
         ",'text':'C?','answerOption':[" PLAIN("now", "Now") "," PLAIN(
             "then", "Then") "," DECLINE "]},{'linkId':'bye','type':'display','text':'Bye.'}]}]}"},
        {"'text':'Hi.'", "'text':'Salut \\u00e9\\u2019 \xd8\xb3'"},
        {"'status':'draft'", "'status':'draft','publisher':'p','purpose':'p','copyright':'c'"},
    };
    char *json = quoted(base);
    struct form_error error;
    struct form *form = form_parse(json, strlen(json), &error);
    CHECK(form, "%s: %s", error.path, error.reason);
    form_destroy(form);
    free(json);
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++) {
        char *text = changed(base, allowed[i][0], allowed[i][1]);
        json = quoted(text);
        form = form_parse(json, strlen(json), &error);
        CHECK(form, "%s: %s: %s", allowed[i][1], error.path, error.reason);
        form_destroy(form);
        free(json);
        free(text);
    }
}

// Before `find`, `count` times `piece` with % replaced by two letters that count.
static void expect_many(const char *find, const char *piece, int count, const char *path,
                        const char *reason)
{
    char *many = calloc((size_t)count + 1, 2 * strlen(piece) + strlen(find));
    char *end = many;
    for (int i = 0; i < count; i++) {
        for (const char *p = piece; *p; p++) {
            if (*p == '%') {
                *end++ = (char)('a' + i / 26);
                *end++ = (char)('a' + i % 26);
            } else {
                *end++ = *p;
            }
        }
    }
    strcpy(end, find);
    char *text = changed(base, find, many), *json = quoted(text);
    expect(piece, json, strlen(json), path, reason);
    free(json);
    free(text);
    free(many);
}

static void too_many_is_refused(void)
{
    expect_many("{'linkId':'hi'",
                "{'linkId':'%','type':'display','text':'t'},{'linkId':'x%','type'"
                ":'display','text':'t'},",
                40, "item[0].item", "more than 64");
    expect_many("{'linkId':'hi'", "{'linkId':'%','type':'display','text':'t'},", 63,
                "item[1].item[0]", "more than 64 items");
    expect_many("{'linkId':'w'",
                "{'linkId':'%','type':'group','item':[{'linkId':'x%','type':"
                "'display','text':'t'}]},",
                7, "item", "more than 8");
    expect_many(DECLINE, OPTION("%", "%", "0") ",", 6, A ".answerOption", "more than 8");
    expect_many("Hi.'", "123456789%1234567890123456789%1234567890", 13, "item[0].item[0].text",
                "longer than 500 bytes");
}

static void sizes_are_capped(void)
{
    size_t bytes = 256 * 1024 + 1;
    char *json = malloc(bytes);
    memset(json, ' ', bytes);
    expect("too large", json, bytes, "", "larger than 262144 bytes");
    memset(json, '[', bytes);
    expect("too deep", json, 4096, "", "nested too deeply");
    expect("deepest", json, 20, "", "line 1, column 20: ']' expected");
    expect("empty", "", 0, "", "empty");
    expect("null", NULL, 0, "", "empty");
    free(json);
}

int main(void)
{
    every_row_is_refused();
    what_is_allowed_is_read();
    too_many_is_refused();
    sizes_are_capped();
    return check_done();
}
