// envelop-forms: for those who write forms and translate.
#include "fonts.h"
#include "pack_inspect.h"
#include "pack_stage.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

struct options {
    const char *stage, *language;
    bool json;
};

static const char help[] =
    "envelop-forms - is everything there that a deployment pack needs?\n"
    "\n"
    "  envelop-forms check --stage DIR [--json]\n"
    "      a table of the languages, and one sentence for each problem\n"
    "  envelop-forms audio plan --stage DIR --language CODE\n"
    "      what is to be spoken: a line for each message, its key, a tab, its words\n"
    "  envelop-forms font plan --stage DIR\n"
    "      the typefaces that the languages of site.json are written with, one a line\n"
    "\n"
    "example: envelop-forms check --stage build/stage\n"
    "\n"
    "exit code: 0 all there, 1 something is wrong, 2 wrong usage. See envelop-forms(1).\n";

static int fail(const char *message)
{
    fprintf(stderr, "envelop-forms: %s\n", message);
    return EXIT_REFUSED;
}

static int usage(const char *message, const char *word)
{
    fprintf(stderr, "envelop-forms: %s \"%s\"; see envelop-forms --help\n", message, word);
    return EXIT_USAGE;
}

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

static int check_run(const struct options *options, struct pack_contents *contents)
{
    struct pack_report *report = calloc(1, sizeof *report);
    if (!report) {
        return fail("memory is too short");
    }
    pack_inspect(contents, 2, report); // an officer and the recovery key
    (options->json ? report_json : report_table)(report);
    int code = report->problems > 0 ? EXIT_REFUSED : EXIT_DONE;
    free(report);
    return code;
}

// A {placeholder} is filled in on the screen only: it is left out, with the space before it.
static void speech_print(const char *text)
{
    for (const char *at = text; *at; at++) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        bool before = at[0] == ' ' && at[1] == '{' && strchr(at, '}');
        if (end) {
            at = end;
        } else if (!before) {
            putchar(*at == '\n' || *at == '\t' ? ' ' : *at);
        }
    }
}

static int plan_run(const struct options *options, struct pack_contents *contents)
{
    const struct pack_codes *codes = &contents->site.languages;
    size_t language = 0;
    while (language < codes->count && strcmp(codes->at[language], options->language) != 0) {
        language++;
    }
    if (language == codes->count) {
        return usage("site.json doesn't name the language", options->language);
    }
    struct pack_error error;
    const struct pack_catalogue *catalogue = pack_contents_catalogue(contents, language, &error);
    if (!catalogue) {
        return fail(error.reason);
    }
    for (size_t i = 0; i < contents->messages.count; i++) {
        if (contents->messages.at[i].origin != PACK_WORKER) {
            printf("%s\t", contents->messages.at[i].id);
            speech_print(catalogue->texts[i]);
            putchar('\n');
        }
    }
    return EXIT_DONE;
}

struct command {
    const char *name, *second; // "audio plan": both words
    bool needs_language;
    int (*run)(const struct options *options, struct pack_contents *contents);
};

// Each face of the writing systems once, in the order of the languages.
static int fonts_run(const struct options *options, struct pack_contents *contents)
{
    enum { FACES = PACK_MAX_LANGUAGES * 4 };
    const char *said[FACES];
    size_t count = 0;
    (void)options;
    for (size_t i = 0; i < contents->site.languages.count; i++) {
        const struct writing *writing = writing_find(contents->site.languages.at[i]);
        for (size_t f = 0; f < 4 && writing->faces[f]; f++) {
            size_t j = 0;
            while (j < count && strcmp(said[j], writing->faces[f]) != 0) {
                j++;
            }
            if (j == count && count < FACES) {
                said[count++] = writing->faces[f];
                printf("%s\n", writing->faces[f]);
            }
        }
    }
    return EXIT_DONE;
}

static const struct command commands[] = {
    {"check", NULL, false, check_run},
    {"font", "plan", false, fonts_run},
    {"audio", "plan", true, plan_run},
};

static const struct command *command_find(int count, char **words)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        int length = commands[i].second ? 2 : 1;
        if (count == length && strcmp(words[0], commands[i].name) == 0 &&
            (length == 1 || strcmp(words[1], commands[i].second) == 0)) {
            return &commands[i];
        }
    }
    return NULL;
}

static int run_on_stage(const struct command *command, const struct options *options)
{
    struct pack_error error;
    struct pack_files files = {0};
    struct pack_contents *contents = NULL;
    if (pack_stage_read(options->stage, &files, &error)) {
        contents = pack_contents_create(&files, &error);
    }
    int code = contents ? command->run(options, contents) : fail(error.reason);
    pack_contents_destroy(contents);
    pack_files_finish(&files);
    return code;
}

// -1: go on.
static int options_read(int argc, char **argv, struct options *options)
{
    static const struct option known[] = {{"stage", required_argument, NULL, 's'},
                                          {"language", required_argument, NULL, 'l'},
                                          {"json", no_argument, NULL, 'j'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    int c;
    while ((c = getopt_long(argc, argv, "h", known, NULL)) != -1) {
        switch (c) {
        case 's':
            options->stage = optarg;
            break;
        case 'l':
            options->language = optarg;
            break;
        case 'j':
            options->json = true;
            break;
        case 'h':
            fputs(help, stdout);
            return EXIT_DONE;
        default:
            return EXIT_USAGE;
        }
    }
    return -1;
}

int main(int argc, char **argv)
{
    struct options options = {0};
    int code = options_read(argc, argv, &options);
    if (code >= 0) {
        return code;
    }
    const struct command *command = command_find(argc - optind, argv + optind);
    if (!command) {
        return usage("unknown command", optind < argc ? argv[optind] : "");
    }
    if (!options.stage) {
        return usage("a folder is needed:", "--stage DIR");
    }
    if (command->needs_language && !options.language) {
        return usage("a language is needed:", "--language CODE");
    }
    return run_on_stage(command, &options);
}
