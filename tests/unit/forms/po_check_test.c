// Every problem of a translation, in order, once; against the form and against a template.
#include "check.h"
#include "forms_data.h"
#include "po_check.h"

#define HEADER "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n"
#define ENTRY(id, source, text) "msgctxt \"" id "\"\nmsgid \"" source "\"\nmsgstr \"" text "\"\n"

static struct po *po_of(const char *text)
{
    struct po_error error;
    struct po *po = po_parse(text, strlen(text), &error);
    if (!po) {
        fprintf(stderr, "line %zu: %s\n%s", error.line, error.reason, text);
        exit(2);
    }
    return po;
}

static const char template_text[] =
    HEADER ENTRY("a", "A", "") ENTRY("b", "Number {number} of {total}", "") ENTRY("c", "C {", "");

// `expected`: "id:kind" for each problem.
static const struct {
    const char *po, *expected;
} rows[] = {
    {ENTRY("a", "A", "1") ENTRY("b", "Number {number} of {total}", "{total}: {number}")
         ENTRY("c", "C {", "}{"),
     ""},
    {"", "a:0 b:0 c:0 "},
    {ENTRY("c", "C {", "3") "#, fuzzy\n" ENTRY("a", "A", "1"), "a:4 b:0 "},
    {ENTRY("a", "AA", "1") ENTRY("b", "Number {number} of {total}", "") ENTRY("c", "C {", "3"),
     "a:1 b:2 "},
    {ENTRY("a", "A", "1") ENTRY("b", "Number {number} of {total}", "{number}")
         ENTRY("c", "C {", "3"),
     "b:3 "},
    {ENTRY("a", "A {x}", "1") ENTRY("b", "Number {number} of {total}", "{number}{total}{total}")
         ENTRY("c", "C {", "3"),
     "a:1 b:3 "},
    {ENTRY("z", "Z", "9") ENTRY("a", "A", "{new}")
         ENTRY("b", "Number {number} of {total}", "{total}{number}") ENTRY("c", "C {", "3"),
     "a:3 z:5 "},
};

static void list(struct po_check check, char *out)
{
    struct po_problem problem;
    for (*out = '\0'; po_check_next(&check, &problem); out += strlen(out)) {
        sprintf(out, "%.20s:%d ", problem.id, (int)problem.kind);
        CHECK(problem.found && problem.english && po_problem_text(problem.kind)[0], "%s",
              problem.id);
    }
    CHECK(!po_check_next(&check, &problem), "goes on after the end");
}

static void templates(void)
{
    struct po *template = po_of(template_text);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[1024], found[512];
        sprintf(text, "%s%s", HEADER, rows[i].po);
        struct po *po = po_of(text);
        list(po_check_template(template, po), found);
        CHECK(strcmp(found, rows[i].expected) == 0, "row %zu: \"%s\", not \"%s\"", i, found,
              rows[i].expected);
        po_destroy(po);
    }
    po_destroy(template);
}

// The template itself, filled, has no problem; one entry removed, changed or emptied has one.
static void form_against_its_template(void)
{
    struct form *form = data_form(WELLBEING);
    size_t bytes;
    char *text = data_read(WELLBEING_POT, &bytes), found[2048];
    char *filled = malloc(4 * bytes);
    char *end = filled;
    for (const char *at = text; *at; at++) {
        bool empty = strncmp(at, "msgstr \"\"\n\n", 11) == 0 || strcmp(at, "msgstr \"\"\n") == 0;
        *end++ = *at;
        if (empty) {
            end += sprintf(end, "sgstr \"ok\"\n");
            at += 9;
        }
    }
    *end = '\0';
    struct po *po = po_of(filled);
    list(po_check_form(form, po), found);
    CHECK(found[0] == '\0', "%s", found);
    po_destroy(po);

    memcpy(strstr(filled, "bad dreams"), "bad creams", 10);
    memcpy(strstr(filled, "\"focus\""), "\"fucos\"", 7);
    po = po_of(filled);
    list(po_check_form(form, po), found);
    CHECK(strcmp(found, "dreams:1 focus:0 fucos:5 ") == 0, "%s", found);
    po_destroy(po);

    po = po_of(text); // nothing translated at all
    struct po_check check = po_check_form(form, po);
    struct po_problem problem;
    size_t count = 0;
    for (; po_check_next(&check, &problem); count++) {
        CHECK(problem.kind == PO_PROBLEM_EMPTY && po_problem_blocks(problem.kind), "%s",
              problem.id);
    }
    CHECK(count == form_message_count(form), "%zu", count);
    po_destroy(po);
    free(filled);
    free(text);
    form_destroy(form);
}

int main(void)
{
    templates();
    form_against_its_template();
    CHECK(!po_problem_blocks(PO_PROBLEM_DRAFT), "a draft is complete");
    CHECK(!po_problem_blocks(PO_PROBLEM_SURPLUS), "a surplus entry is harmless");
    return check_done();
}
