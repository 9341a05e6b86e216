// "check": what a pack still lacks, as a table or as JSON.
#include "forms_stage.h"
#include "pack_inspect.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

static json_t *row_json(const struct pack_row *row)
{
    return json_pack("{s:s,s:s,s:I,s:I,s:I,s:I,s:I,s:b,s:b,s:b}", "code", row->language.code,
                     "name", row->language.name, "messages", (json_int_t)row->messages,
                     "translated", (json_int_t)row->translated, "fuzzy", (json_int_t)row->draft,
                     "prompts", (json_int_t)row->prompts, "prompts_draft",
                     (json_int_t)row->prompts_draft, "draft", row->language.draft, "voice",
                     row->language.voice, "voice_draft", row->language.voice_draft);
}

static void report_json(const struct pack_report *report)
{
    json_t *rows = json_array(), *problems = json_array();
    for (size_t i = 0; i < report->row_count; i++) {
        json_array_append_new(rows, row_json(&report->rows[i]));
    }
    for (size_t i = 0; i < report->kept; i++) {
        const struct pack_problem *p = &report->at[i];
        json_array_append_new(problems,
                              json_pack("{s:s,s:s,s:s,s:s}", "severity",
                                        p->severity == PACK_PROBLEM ? "problem" : "warning", "file",
                                        p->file, "id", p->id, "sentence", p->sentence));
    }
    json_t *root =
        json_pack("{s:I,s:I,s:o,s:o}", "problems", (json_int_t)report->problems, "warnings",
                  (json_int_t)report->warnings, "languages", rows, "list", problems);
    json_dumpf(root, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(root);
}

static void report_table(const struct pack_report *report)
{
    printf("%-10s %9s %10s %6s %8s %8s\n", "language", "messages", "translated", "fuzzy", "prompts",
           "machine");
    for (size_t i = 0; i < report->row_count; i++) {
        const struct pack_row *row = &report->rows[i];
        printf("%-10s %9zu %10zu %6zu %8zu %8zu\n", row->language.code, row->messages,
               row->translated, row->draft, row->prompts, row->prompts_draft);
    }
    for (size_t i = 0; i < report->kept; i++) {
        const struct pack_problem *p = &report->at[i];
        printf("%s: %s%s%s%s%s\n", p->severity == PACK_PROBLEM ? "problem" : "warning", p->file,
               p->file[0] ? ": " : "", p->id, p->id[0] ? ": " : "", p->sentence);
    }
    printf("%zu problems, %zu warnings\n", report->problems, report->warnings);
}

static int check_run(const struct forms_options *options, struct pack_contents *contents)
{
    struct pack_report *report = calloc(1, sizeof *report);
    if (!report) {
        return forms_fail("memory is too short");
    }
    pack_inspect(contents, 2, report); // an officer and the recovery key
    (options->json ? report_json : report_table)(report);
    int code = report->problems > 0 ? FORMS_REFUSED : FORMS_DONE;
    free(report);
    return code;
}

int forms_check(const struct forms_options *options)
{
    return forms_on_stage(options, check_run);
}
