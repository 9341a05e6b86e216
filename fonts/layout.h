// One paragraph (or several, parted by U+000A) of any language as positioned glyphs.
//
// The stages, each dumpable as text (layout_dump) and each tested against its own oracle:
//   bidi (UAX #9, FriBidi behind an isolate wrapper) -> itemise (script x font x level) ->
//   shape once a paragraph (HarfBuzz, context and language) -> break lines (UAX #14) ->
//   reorder a line (UAX #9, L2) -> place.
// Everything is in pixels; x grows to the right and y downwards from the top left of the box. Ink
// may reach a little beyond the box (Nastaliq, marks below): don't clip to it.
#ifndef FONTS_LAYOUT_H
#define FONTS_LAYOUT_H

#include "fonts.h"

// HarfBuzz needs quadratic time for a run of nothing but combining marks: seconds at this size.
enum { LAYOUT_MAX_BYTES = 1 << 17, LAYOUT_MAX_LINES = UINT16_MAX };

enum text_align { TEXT_ALIGN_START, TEXT_ALIGN_CENTRE, TEXT_ALIGN_END };

struct layout_params {
    const struct fonts *fonts;
    const struct writing *writing; // language, direction and faces of the paragraph
    const char *text;              // UTF-8, borrowed for the call
    size_t text_bytes;
    float em_px;        // see fonts_em_for_body
    float max_width_px; // lines wrap at this width; 0: one line, never wrapped
    enum font_weight weight;
    enum text_align align;
    bool fine; // as set by hand: linebreak_refine, and no word alone on the last line (lines.h)
};

struct layout_glyph {
    uint32_t glyph;   // glyph id in the face
    uint32_t cluster; // byte offset in the text of the first character it stands for
    uint16_t face;    // index in fonts
    uint16_t line;
    float x_px, y_px; // pen position: origin of the glyph on its baseline
    float advance_px;
};

struct layout_line {
    uint32_t text_start, text_end;   // bytes, trailing spaces included
    uint32_t glyph_start, glyph_end; // in visual order, left to right
    float left_px, width_px;         // ink advance without trailing spaces
    float baseline_px;               // from the top of the box
};

struct layout_rect {
    float x_px, y_px, w_px, h_px;
};

// Owned by the caller; read only. `text` is not kept.
struct layout {
    struct layout_glyph *glyphs;
    size_t glyph_count;
    struct layout_line *lines;
    size_t line_count;
    float em_px;
    float width_px;  // the widest line
    float height_px; // line_count x line height
    float max_width_px;
    bool missing;  // a character that none of the faces has: .notdef is among the glyphs
    bool overfull; // a line is wider than max_width_px (one word longer than the line)
};

// NULL when the text isn't UTF-8, is longer than LAYOUT_MAX_BYTES, has more than
// LAYOUT_MAX_LINES lines or memory ran out.
struct layout *layout_create(const struct layout_params *params);
void layout_destroy(struct layout *layout);

// The boxes covering the clusters that begin in [start, end) (bytes): one a visual run and line, at
// most `room`. Returns how many there are. For word highlight, carets and tests.
size_t layout_rects(const struct layout *layout, uint32_t start, uint32_t end,
                    struct layout_rect *rects, size_t room);

// The box around all ink, from the top left of the layout's box; all 0 for a layout without any. It
// stands out of the layout's box where a writing's letters hang (Nastaliq). `fonts` are those it
// was laid out with.
struct layout_rect layout_ink(const struct layout *layout, const struct fonts *fonts);

// The byte offset of the cluster nearest to a point of the box.
uint32_t layout_hit(const struct layout *layout, float x_px, float y_px);

#endif
