// A set of typefaces, opened from bytes, and what each writing system needs of them.
//
// Calling sequence:
//   struct fonts *fonts = fonts_create();
//   fonts_add(fonts, "NotoSans", FONT_REGULAR, bytes, size);   // for every file of the pack
//   struct layout *layout = layout_create(fonts, &params);     // layout.h, as often as wanted
//   layout_destroy(layout);
//   fonts_destroy(fonts);                                      // after every layout and atlas
//
// Fonts are given by name and weight and never searched for: font matching picks the Bold of
// NotoNastaliqUrdu for its Regular, because the file declares a wrong weight.
#ifndef FONTS_H
#define FONTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum font_weight { FONT_REGULAR, FONT_BOLD };

enum text_direction { TEXT_LTR, TEXT_RTL };

struct fonts;

// Never NULL but for lack of memory.
struct fonts *fonts_create(void);
void fonts_destroy(struct fonts *fonts);

// Adds one OpenType file. `bytes` is borrowed and must outlive `fonts`; `name` is copied. False
// when FreeType or HarfBuzz can't read it. A face has an index, counted from 0 in the order of
// adding.
bool fonts_add(struct fonts *fonts, const char *name, enum font_weight weight, const void *bytes,
               size_t size);

// What a language's writing needs: looked up by BCP 47 primary subtag ("ar", "ti", "prs", "kmr").
struct writing {
    const char *language; // BCP 47, as given to HarfBuzz
    enum text_direction direction;
    const char *faces[4];    // family names in order of fallback, NULL-terminated
    const char *body_sample; // one character whose ink height stands for the body height
    float body_factor;       // body heights of Latin at which the writing looks as large
    float line_height_em;    // of every line of the paragraph, whatever fallback it uses
    float baseline_em;       // from the top of the line; 0: the first face stands in its middle
};

// The entry for `language`, or that of "en" for an unknown one. Static storage.
const struct writing *writing_find(const char *language);

// The em size in pixels at which `writing`'s body height (cap height of Latin, height of alef, of
// an Ethiopic letter) is `body_px` times its body_factor. 0 when none of its faces was added.
float fonts_em_for_body(const struct fonts *fonts, const struct writing *writing,
                        enum font_weight weight, float body_px);

#endif
