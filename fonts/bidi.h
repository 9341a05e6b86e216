// UAX #9 on code points: levels of a text, levels of a line, visual order.
//
// FriBidi resolves weak and neutral types and brackets (W1-W7, N0-N2, I1, I2) and nothing else.
// Version 1.0.8 lets isolates influence one another (its issue 141), so the explicit rules (X1-X10)
// are worked out here and every isolating run sequence is handed to FriBidi as a paragraph of its
// own.
#ifndef FONTS_BIDI_H
#define FONTS_BIDI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { BIDI_MAX_COUNT = 1 << 24 }; // more code points than this are refused

// Rules P2 and P3: 0 or 1 by the first strong character outside isolates; 0 when there is none.
uint8_t bidi_base_level(const uint32_t *text, size_t count);

// The levels of `text` before rule L1, one a code point, into `levels`. Paragraph separators part
// paragraphs (P1), all of which have `base_level` (HL1). A character that X9 removes has the level
// of the one before it. False when memory ran out or the text is too long.
bool bidi_resolve(const uint32_t *text, size_t count, uint8_t base_level, uint8_t *levels);

// Rule X9: is `c` an embedding control or a boundary neutral?
bool bidi_is_removed(uint32_t c);

// Rule L1 on the line [start, end): separators and the white space before them or at the end of the
// line get `base_level`.
void bidi_end_line(const uint32_t *text, size_t start, size_t end, uint8_t base_level,
                   uint8_t *levels);

// Rule L2: order[v] is the logical index of what stands at visual position v, from the left.
void bidi_visual_order(const uint8_t *levels, size_t count, uint32_t *order);

#endif
