// envelop-forms: for those who write forms and translate. Finds the command, reads its options.
#include "forms_command.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static const char help[] =
    "envelop-forms - for those who write forms and translate\n"
    "\n"
    "Is everything there that a pack needs? (a stage folder: pack/stage makes it)\n"
    "  envelop-forms check --stage DIR [--json]\n"
    "      a table of the languages, and one sentence for each problem\n"
    "  envelop-forms audio plan --stage DIR --language CODE\n"
    "      what is to be spoken: a line for each message, its key, a tab, its words\n"
    "  envelop-forms font plan --stage DIR\n"
    "      the typefaces that the languages of site.json are written with, one a line\n"
    "\n"
    "Translating (in the tree of Envelop: --tree, --form, --site)\n"
    "  envelop-forms lang add CODE [--out DIR]\n"
    "      begins a language: its PO files, a spreadsheet and a list for recording\n"
    "  envelop-forms lang export CODE [--out FILE] [--semicolon] [--recording]\n"
    "      every message as a spreadsheet (CSV); or the list for recording\n"
    "  envelop-forms lang import FILE\n"
    "      takes the translations of such a spreadsheet into the PO files\n"
    "  envelop-forms review CODE --by NAME --date YYYY-MM-DD ID... | --all-read FILE\n"
    "      these messages are no longer drafts: this person has read them\n"
    "  envelop-forms flat CODE [--out FILE]\n"
    "      the form in one language, as a FHIR Questionnaire by itself\n"
    "\n"
    "  --tree DIR  where forms/ and kiosk/ are (default: .)\n"
    "  --form ID   the form, forms/ID (default: wellbeing)\n"
    "  --site DIR  the folder with site.json and po/ (default: deploy/example of the tree)\n"
    "\n"
    "example: envelop-forms check --stage build/stage\n"
    "example: envelop-forms lang export ti --out ti.csv\n"
    "\n"
    "exit code: 0 done, 1 something is wrong or refused, 2 wrong usage. See envelop-forms(1).\n";

enum { ANY = 1000 };

static const struct command {
    const char *name, *second; // "audio plan": both words
    bool needs_stage, needs_language;
    int words_least, words_most;
    const char *wanted; // what these words are
    int (*run)(const struct forms_options *options);
} commands[] = {
    {"check", NULL, true, false, 0, 0, "", forms_check},
    {"font", "plan", true, false, 0, 0, "", forms_font_plan},
    {"audio", "plan", true, true, 0, 0, "", forms_audio_plan},
    {"lang", "add", false, false, 1, 1, "a language code", forms_lang_add},
    {"lang", "export", false, false, 1, 1, "a language code", forms_lang_export},
    {"lang", "import", false, false, 1, 1, "a CSV file", forms_lang_import},
    {"review", NULL, false, false, 1, ANY, "a language code", forms_review},
    {"flat", NULL, false, false, 1, 1, "a language code", forms_flat},
};

static const struct command *command_find(int count, char **words)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        int length = commands[i].second ? 2 : 1;
        if (count >= length && strcmp(words[0], commands[i].name) == 0 &&
            (length == 1 || strcmp(words[1], commands[i].second) == 0)) {
            return &commands[i];
        }
    }
    return NULL;
}

static const struct option known[] = {
    {"stage", required_argument, NULL, 's'},    {"language", required_argument, NULL, 'l'},
    {"tree", required_argument, NULL, 't'},     {"form", required_argument, NULL, 'f'},
    {"site", required_argument, NULL, 'i'},     {"out", required_argument, NULL, 'o'},
    {"by", required_argument, NULL, 'b'},       {"date", required_argument, NULL, 'd'},
    {"all-read", required_argument, NULL, 'r'}, {"json", no_argument, NULL, 'j'},
    {"semicolon", no_argument, NULL, 'm'},      {"recording", no_argument, NULL, 'c'},
    {"help", no_argument, NULL, 'h'},           {NULL, 0, NULL, 0}};

// Where an option's value goes; NULL when it has none.
static const char **value_of(struct forms_options *options, int c)
{
    const struct {
        int c;
        const char **value;
    } values[] = {{'s', &options->stage}, {'l', &options->language}, {'t', &options->tree},
                  {'f', &options->form},  {'i', &options->site},     {'o', &options->out},
                  {'b', &options->by},    {'d', &options->date},     {'r', &options->read}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (values[i].c == c) {
            return values[i].value;
        }
    }
    return NULL;
}

// -1: go on.
static int options_read(int argc, char **argv, struct forms_options *options)
{
    int c;
    while ((c = getopt_long(argc, argv, "h", known, NULL)) != -1) {
        const char **value = value_of(options, c);
        if (value) {
            *value = optarg;
        } else if (c == 'h') {
            fputs(help, stdout);
            return FORMS_DONE;
        } else if (c == '?') {
            return FORMS_USAGE;
        }
        options->json |= c == 'j';
        options->semicolon |= c == 'm';
        options->recording |= c == 'c';
    }
    return -1;
}

// -1: go on.
static int usage_check(const struct command *command, const struct forms_options *options)
{
    if (command->needs_stage && !options->stage) {
        return forms_misused("a folder is needed:", "--stage DIR");
    }
    if (command->needs_language && !options->language) {
        return forms_misused("a language is needed:", "--language CODE");
    }
    if (options->word_count < command->words_least) {
        return forms_misused("what is missing:", command->wanted);
    }
    if (options->word_count > command->words_most) {
        return forms_misused("too much:", options->words[command->words_most]);
    }
    return -1;
}

int main(int argc, char **argv)
{
    struct forms_options options = {.tree = ".", .form = "wellbeing"};
    int code = options_read(argc, argv, &options);
    if (code >= 0) {
        return code;
    }
    const struct command *command = command_find(argc - optind, argv + optind);
    if (!command) {
        return forms_misused("unknown command", optind < argc ? argv[optind] : "");
    }
    optind += command->second ? 2 : 1;
    options.words = argv + optind;
    options.word_count = argc - optind;
    code = usage_check(command, &options);
    return code >= 0 ? code : command->run(&options);
}
