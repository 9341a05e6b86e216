// envelop-ggd: the GGD's program. One row a subcommand, one file a row.
#include "command.h"
#include "say.h"

#include <getopt.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

static const struct command *const commands[] = {
    &command_init, &command_pack, &command_kiosk,  &command_import,  &command_list,
    &command_find, &command_show, &command_export, &command_receipt,
};

enum { COMMANDS = sizeof commands / sizeof *commands };

static const struct option known[] = {
    {"home", required_argument, NULL, 'H'},
    {"passphrase-file", required_argument, NULL, 'P'},
    {"name", required_argument, NULL, 'n'},
    {"number", required_argument, NULL, 'N'},
    {"throwaway", no_argument, NULL, 't'},
    {"stage", required_argument, NULL, 's'},
    {"out", required_argument, NULL, 'o'},
    {"words", required_argument, NULL, 'w'},
    {"language", required_argument, NULL, 'l'},
    {"kiosk", required_argument, NULL, 'k'},
    {"json", no_argument, NULL, 'j'},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char help_head[] = "envelop-ggd - keys, packs and envelopes of a GGD\n"
                                "\n"
                                "  envelop-ggd COMMAND --home DIR [options]\n"
                                "\n";

static const char help_tail[] =
    "\n"
    "example: envelop-ggd import --home ~/ggd /media/stick/envelop\n"
    "\n"
    "exit code: 0 done, 1 refused or not found, 2 wrong usage, 3 some items set aside.\n"
    "envelop-ggd COMMAND --help tells more; see also envelop-ggd(1).\n";

static void help_print(const struct command *command)
{
    if (command) {
        fputs(command->help, stdout);
        return;
    }
    fputs(help_head, stdout);
    for (int i = 0; i < COMMANDS; i++) {
        const char *line = commands[i]->help;
        printf("  %.*s\n", (int)strcspn(line, "\n"), line);
    }
    fputs(help_tail, stdout);
}

static const struct command *command_named(const char *name)
{
    for (int i = 0; i < COMMANDS; i++) {
        if (strcmp(commands[i]->name, name) == 0) {
            return commands[i];
        }
    }
    return NULL;
}

static const char **slot(struct options *options, int letter)
{
    switch (letter) {
    case 'H':
        return &options->home;
    case 'P':
        return &options->passphrase_file;
    case 'n':
        return &options->name;
    case 'N':
        return &options->number;
    case 's':
        return &options->stage;
    case 'o':
        return &options->out;
    case 'w':
        return &options->words;
    case 'l':
        return &options->language;
    case 'k':
        return &options->kiosk;
    default:
        return NULL;
    }
}

// False on wrong usage, after saying what.
static bool options_read(int argc, char **argv, const struct command *command,
                         struct options *options)
{
    int letter, index = 0;
    while ((letter = getopt_long(argc, argv, "", known, &index)) != -1) {
        if (letter == '?') {
            return false;
        }
        if (!strchr(command->allowed, letter) && letter != 'H') {
            return refuse("%s has no option --%s; see envelop-ggd %s --help", command->name,
                          known[index].name, command->name);
        }
        const char **value = slot(options, letter);
        if (value) {
            *value = optarg;
        }
        options->throwaway |= letter == 't';
        options->json |= letter == 'j';
    }
    options->operands = argv + optind;
    options->operand_count = argc - optind;
    return true;
}

static bool today_read(char today[static 11])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm parts;
    return (epoch ? gmtime_r(&now, &parts) : localtime_r(&now, &parts)) &&
           strftime(today, 11, "%Y-%m-%d", &parts) == 10;
}

static bool asks_for_help(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) {
            return true;
        }
    }
    return false;
}

static enum ggd_exit command_run(const struct command *command, int argc, char **argv)
{
    struct options options = {0};
    if (!options_read(argc, argv, command, &options)) {
        return GGD_USAGE;
    }
    if (!options.home) {
        refuse("a home is needed: --home DIR");
        return GGD_USAGE;
    }
    if (options.operand_count < command->operands_least ||
        options.operand_count > command->operands_most) {
        refuse("%s is given too %s words; see envelop-ggd %s --help", command->name,
               options.operand_count < command->operands_least ? "few" : "many", command->name);
        return GGD_USAGE;
    }
    if (!today_read(options.today)) {
        refuse("the date of this machine can't be read");
        return GGD_REFUSED;
    }
    return command->run(&options);
}

int main(int argc, char **argv)
{
    umask(077);
    if (sodium_init() < 0) {
        refuse("libsodium can't start");
        return GGD_REFUSED;
    }
    const struct command *command = argc > 1 ? command_named(argv[1]) : NULL;
    if (asks_for_help(argc, argv)) {
        help_print(command);
        return GGD_DONE;
    }
    if (!command) {
        refuse("unknown command \"%s\"; see envelop-ggd --help", argc > 1 ? argv[1] : "");
        return GGD_USAGE;
    }
    enum ggd_exit code = command_run(command, argc - 1, argv + 1);
    if (fflush(stdout) != 0 && code == GGD_DONE) {
        refuse("the output could not be written");
        return GGD_REFUSED;
    }
    return (int)code;
}
