// Letters that don't belong: a Latin a in a Russian word, an Arabic yeh in a Persian one. They look
// right to whoever typed them, and are read and shaped wrongly.
#ifndef PACK_PACK_SCRIPT_H
#define PACK_PACK_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

enum script_fault {
    SCRIPT_RIGHT,
    SCRIPT_FOREIGN_WORD, // a word of another script that the English doesn't have
    SCRIPT_MIXED_WORD,   // letters of two scripts side by side, and the English has no such part
    SCRIPT_WRONG_LETTER, // a letter or digit of a neighbour that writes with the same script
    SCRIPT_NOT_A_LETTER, // a presentation form, or a control of direction: never in a translation
};

// The first fault of `text`, a translation of `english` into `language` (BCP 47); the part that is
// wrong in [*at, *at + *bytes). A {placeholder} has no script.
enum script_fault script_check(const char *language, const char *english, const char *text,
                               size_t *at, size_t *bytes);

// "has letters of two scripts in one word", for a message to a person.
const char *script_fault_text(enum script_fault fault);

#endif
