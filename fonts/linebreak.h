// UAX #14 (Unicode 15.0) on code points, with the tailoring of numbers of its Example 7, which is
// the one that LineBreakTest.txt expects.
#ifndef FONTS_LINEBREAK_H
#define FONTS_LINEBREAK_H

#include <stddef.h>
#include <stdint.h>

enum linebreak { LINEBREAK_NEVER, LINEBREAK_MAY, LINEBREAK_MUST };

// after[i] becomes what may happen between code points i and i + 1. After the last: LINEBREAK_MUST
// (LB3).
void linebreak_find(const uint32_t *text, size_t count, uint8_t *after);

// Takes back what UAX #14 allows and a setter of type avoids: a line that ends with a word of one
// letter (Russian "о сне", Turkish "o zaman"), or begins with one that leans on the word before
// (Ukrainian "було б", Kurmanji "zehmet e"), with a dash, or with the one or two letters after a
// hyphen (Russian "что-то").
void linebreak_refine(const uint32_t *text, size_t count, uint8_t *after);

#endif
