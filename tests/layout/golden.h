// A text against the file that it was when someone looked at it.
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include <stdbool.h>

struct golden {
    const char *folder; // NAME.txt are kept here
    const char *actual; // and here what differs from them
    bool update;        // keeps the text instead: after a change that was looked at
};

// False, with a line on stderr, when the text isn't what NAME.txt holds, or that is missing.
bool golden_check(const struct golden *golden, const char *name, const char *text);

#endif
