// UAX #29 grapheme clusters on code points, by utf8proc.
#ifndef FONTS_GRAPHEME_H
#define FONTS_GRAPHEME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// starts[i] becomes whether a cluster begins at code point i.
void grapheme_find(const uint32_t *text, size_t count, bool *starts);

#endif
