// Glyph bitmaps: FreeType, unhinted, 8-bit coverage, 4x4 subpixel positions, packed into one sheet
// that a painter blends from. No SDL in here.
#ifndef FONTS_ATLAS_H
#define FONTS_ATLAS_H

#include "fonts.h"

struct atlas;

struct atlas_glyph {
    uint16_t x, y, w, h; // place in the sheet, pixels; w == 0: nothing to draw (a space)
    int16_t left, top;   // from the floored pen position to the bitmap's top left, y downwards
};

// A square sheet of `side_px` (a power of two from 64 to 16384). NULL for another side or for lack
// of memory.
struct atlas *atlas_create(const struct fonts *fonts, uint16_t side_px);
void atlas_destroy(struct atlas *atlas);

// The bitmap of a glyph whose pen stands at (x_px, y_px): the fraction picks one of 4x4 subpixel
// positions, the integral part is the caller's to add. `em_px` is kept to 1/64. False when the
// sheet is full: draw what you have, call atlas_clear, begin the page again. A glyph larger than an
// empty sheet, or of an em above 2048 pixels, isn't drawn (w == 0).
bool atlas_find(struct atlas *atlas, uint16_t face, uint32_t glyph, float em_px, float x_px,
                float y_px, struct atlas_glyph *out);

void atlas_clear(struct atlas *atlas);

// The sheet: side x side bytes of coverage, row by row; valid until the atlas is destroyed.
const uint8_t *atlas_pixels(const struct atlas *atlas);

#endif
