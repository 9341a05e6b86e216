// Parts a text into items: stretches of one level, script and face that HarfBuzz shapes in one go.
//
// A character that scripts share (Common, Inherited) takes the script before it, a closing bracket
// that of its opening one. A grapheme cluster never falls into two items.
#ifndef FONTS_ITEMISE_H
#define FONTS_ITEMISE_H

#include "face.h"

struct item {
    uint32_t start, end; // code points
    uint16_t face;       // index in fonts; FACE_NONE: a line's end, or no face at all: not shaped
    uint8_t level;
    hb_script_t script;
};

struct itemise_input {
    const struct fonts *fonts;
    const uint16_t *faces; // in order of fallback
    size_t face_count;
    const uint32_t *text;
    uint32_t count;
    const uint8_t *levels;
    const bool *clusters; // grapheme.h
};

// The items in logical order, to be freed; NULL when memory ran out. Together they cover the text.
struct item *itemise(const struct itemise_input *input, size_t *count);

// Is `c` never drawn: a default ignorable (UAX #44) or a control?
bool itemise_is_invisible(uint32_t c);

// Does `c` end a line (LB4, LB5)? It has no glyph.
bool itemise_ends_line(uint32_t c);

#endif
