// Cuts a shaped paragraph into lines, one after the other.
//
// Where a cut doesn't change shapes the glyphs of the paragraph are taken as they are; where it
// does, the stretch between the nearest safe places is shaped again for this line alone.
//
//   struct lines lines;
//   for (bool more = lines_init(&lines, paragraph); more && lines_next(&lines);) { use lines.line }
//   if (lines.failed) ...
//   lines_finish(&lines);
#ifndef FONTS_LINES_H
#define FONTS_LINES_H

#include "paragraph.h"

struct line_piece {
    uint8_t level;  // after rule L1
    bool backwards; // its level runs against the direction it was shaped in: white space only
    bool reshaped;  // its glyphs are in line.reshaped, else in the paragraph's
    uint16_t face;
    struct span text;
    size_t glyph_start, glyph_end; // in visual order
};

struct line {
    struct span text;
    uint32_t ink_end;          // where the trailing white space begins
    struct line_piece *pieces; // in logical order
    size_t piece_count, piece_room;
    struct shape_glyphs reshaped;
    float ink_px, trailing_px; // advance without and of the trailing white space
};

struct lines {
    const struct paragraph *paragraph;
    struct line line;   // the present one
    uint8_t *levels;    // of the code points of the present line, after rule L1
    float max_width_px; // the paragraph's; a narrower one may be set before the first line
    size_t first_item;  // the first that reaches into the present line
    uint32_t at;        // the next line begins here
    bool started, failed;
};

// False when memory ran out; `lines_finish` is due in any case.
bool lines_init(struct lines *lines, const struct paragraph *paragraph);
void lines_finish(struct lines *lines);

// Makes the next line the present one. False after the last or when memory ran out (`failed`). An
// empty text has one empty line, and so has what follows a line end at the end of the text.
bool lines_next(struct lines *lines);

// The width to cut lines at so that the last of them isn't one word alone: the widest that gives as
// many lines and leaves no other line a word alone. The paragraph's own where there is none, and
// for a text of more than a screen.
float lines_width_without_widow(const struct paragraph *paragraph);

// The glyphs that a piece's indices count in.
const struct shape_glyph *lines_glyphs(const struct lines *lines, const struct line_piece *piece);

#endif
