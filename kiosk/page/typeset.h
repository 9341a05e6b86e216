// Paragraphs laid out once and kept: a touch repaints words without shaping them again. What it
// keeps can be an answer or a code, so it can be wiped.
#ifndef KIOSK_TYPESET_H
#define KIOSK_TYPESET_H

#include "layout.h"

struct typesetter;

// `fonts` outlives it. NULL for lack of memory.
struct typesetter *typesetter_create(const struct fonts *fonts);
void typesetter_destroy(struct typesetter *typesetter);

struct typeset {
    const struct writing *writing;
    const char *text;
    float body_px;  // visible body height
    float width_px; // 0: one line
    enum font_weight weight;
    enum text_align align;
};

// The layout belongs to the typesetter and lives until the next typesetter_rest or _wipe. NULL when
// the text can't be laid out (not UTF-8, no memory).
const struct layout *typesetter_set(struct typesetter *typesetter, const struct typeset *wanted);

// Where the ink of such a layout is (layout_ink); all 0 for NULL.
struct layout_rect typesetter_ink(const struct typesetter *typesetter, const struct layout *layout);

// Between two pages, or two attempts at one: forgets everything once much has been kept. No layout
// given out is valid after.
void typesetter_rest(struct typesetter *typesetter);

// Zeroes and frees everything kept.
void typesetter_wipe(struct typesetter *typesetter);

#endif
