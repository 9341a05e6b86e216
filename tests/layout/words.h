// Every string of every language that a person at the kiosk can meet: form, kiosk, example site, as
// they stand in the tree. Placeholders are filled in as the kiosk does it.
#ifndef TESTS_WORDS_H
#define TESTS_WORDS_H

#include <stddef.h>

enum { WORDS_LANGUAGES = 17 };
extern const char *const words_languages[WORDS_LANGUAGES];

struct word {
    char *name; // "kiosk ui.next"
    char *text;
};

struct words {
    struct word *list;
    size_t count;
};

// `tree` is the source tree. Ends the program when a file can't be read or a string isn't
// translated: what is missing is a failure.
struct words words_read(const char *tree, const char *language);
void words_free(struct words *words);

#endif
