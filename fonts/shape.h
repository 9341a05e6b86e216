// HarfBuzz on one stretch of a paragraph, with the text around it as context.
#ifndef FONTS_SHAPE_H
#define FONTS_SHAPE_H

#include "itemise.h"

// The glyph of what is never drawn: controls and default ignorables.
enum { SHAPE_INVISIBLE = 0x7FFFFFFF };

struct shape_glyph {
    uint32_t glyph;
    uint32_t cluster; // code point that its cluster begins with
    float advance_px;
    float dx_px, dy_px; // from the pen to the origin, y downwards
    bool unsafe;        // breaking before its cluster changes shapes: shape again
};

// A growing list of glyphs; zeroed is empty.
struct shape_glyphs {
    struct shape_glyph *list;
    size_t count, room;
};

struct span {
    uint32_t start, end; // code points
};

struct shaper {
    hb_buffer_t *buffer;
    hb_language_t language;
    const struct fonts *fonts;
    const uint32_t *text;
    float em_px;
};

// False when memory ran out.
bool shape_init(struct shaper *shaper, const char *language);
void shape_finish(struct shaper *shaper);

// Appends the glyphs of `part` of `item` in visual order, from left to right. `context` holds
// `part`: what of the text may influence its shapes. Nothing for an item without face. False when
// memory ran out.
bool shape_part(const struct shaper *shaper, const struct item *item, struct span part,
                struct span context, struct shape_glyphs *glyphs);

// Wipes and frees the list.
void shape_glyphs_finish(struct shape_glyphs *glyphs);

#endif
