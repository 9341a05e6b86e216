// Inside fonts/: the opened faces that fonts.h hides.
#ifndef FONTS_FACE_H
#define FONTS_FACE_H

#include "fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb.h>

enum { FACE_NONE = UINT16_MAX, WRITING_MAX_FACES = 4 };

struct face {
    char *name;
    enum font_weight weight;
    hb_font_t *hb; // scaled to font units
    FT_Face ft;
    float units_per_em;
    float ascent_em, descent_em; // both positive, of the horizontal header
    bool no_numbers;             // its digits and hyphens are not to be used
};

struct fonts {
    FT_Library library;
    struct face *faces;
    uint16_t count;
};

// The indices of a writing's faces in order of fallback into `list`; returns how many. A face that
// was not added in `weight` is taken in the other one.
size_t face_list(const struct fonts *fonts, const struct writing *writing, enum font_weight weight,
                 uint16_t list[static WRITING_MAX_FACES]);

// Can `face` show `c`, be it by a stand-in that HarfBuzz knows (U+2010 for U+2011, other spaces)?
bool face_has(const struct face *face, uint32_t c);

#endif
