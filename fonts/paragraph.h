// The stages of a layout up to and including shaping, with all that each of them found: what
// layout.c breaks into lines and layout_dump.c prints. Indices are code points unless a name says
// otherwise.
#ifndef FONTS_PARAGRAPH_H
#define FONTS_PARAGRAPH_H

#include "layout.h"
#include "shape.h"

struct paragraph {
    struct layout_params params;
    uint8_t base_level;
    uint32_t count;
    uint32_t *text;
    uint32_t *byte_offset; // count + 1 of them
    uint8_t *levels;       // before rule L1; layout applies it line by line
    uint8_t *breaks;       // enum linebreak, after each code point
    bool *clusters;        // a grapheme cluster begins here
    struct item *items;
    size_t item_count;
    struct shaper shaper;
    struct shape_glyphs glyphs;
    size_t *item_glyphs; // item_count + 1 of them: where the glyphs of an item begin
    float *advance_px;   // of the glyph cluster that begins here, else 0
    bool *safe;          // the text may be cut before this without shaping again
};

// Runs the stages. False when the text isn't UTF-8, is longer than LAYOUT_MAX_BYTES or memory ran
// out; paragraph_finish is due in any case.
bool paragraph_init(struct paragraph *paragraph, const struct layout_params *params);

// Wipes and frees everything.
void paragraph_finish(struct paragraph *paragraph);

#endif
