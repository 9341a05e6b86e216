// Values that are inserted into a text of any direction: phone numbers, names, codes,
// abbreviations. Bare, "06-12345678" inside Arabic shows as "12345678-06", and rightly so by UAX
// #9; and it may break at its hyphen. Isolated it does neither.
#ifndef FONTS_ISOLATE_H
#define FONTS_ISOLATE_H

#include <stdbool.h>
#include <stddef.h>

enum { ISOLATE_MAX_CHARACTERS = 256 };

enum isolate_direction {
    ISOLATE_AUTO, // by the value's first strong letter (FSI): a name
    ISOLATE_LTR,  // LRI: a number, a code, an address
    ISOLATE_RTL,  // RLI
};

// Writes `value` (UTF-8) to `buffer` as a zero-terminated text: between an isolate initiator and
// U+2069, a hyphen-minus as U+2011, spaces and line ends as U+00A0, a word joiner (U+2060) where it
// could break all the same. Controls, and characters that steer direction, are left out. Six bytes
// for each of the value and 7 more always suffice. False, with an empty text in `buffer`, when the
// value isn't UTF-8, has more than ISOLATE_MAX_CHARACTERS characters or the result doesn't fit
// `room`. No heap is used.
bool text_isolate(const char *value, enum isolate_direction direction, char *buffer, size_t room);

#endif
