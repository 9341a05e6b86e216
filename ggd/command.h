// A subcommand: one const row in main's table, one file.
#ifndef GGD_COMMAND_H
#define GGD_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

enum ggd_exit {
    GGD_DONE = 0,
    GGD_REFUSED = 1, // or not found
    GGD_USAGE = 2,
    GGD_SOME_SET_ASIDE = 3, // the rest was done
};

// What stood on the command line; NULL where an option wasn't given.
struct options {
    const char *home, *name, *number, *passphrase_file, *stage, *out, *words, *language, *kiosk;
    bool throwaway, json;
    char **operands; // after the subcommand
    int operand_count;
    char today[11]; // YYYY-MM-DD, of the machine's clock (or SOURCE_DATE_EPOCH)
};

struct command {
    const char *name;
    const char *help;    // shown by --help, ends with an example
    const char *allowed; // option letters of main's table
    int operands_least, operands_most;
    enum ggd_exit (*run)(const struct options *options);
};

extern const struct command command_export, command_find, command_import, command_init,
    command_kiosk, command_list, command_pack, command_receipt, command_show;

#endif
