// Measuring and placing: gives every node of a page its rectangle and its words their layout.
// Lengths are the panel's millimetres; the grid and all sizes come from theme.h.
//
// The rule when words don't fit: first the picture gives way, then answers side by side on an
// upright panel where a word is too wide for its share, then the text steps down one size after the
// other, never below the smallest. If even that doesn't fit, page->overflow is set and
// the pack's translation is at fault.
#ifndef KIOSK_PLACE_H
#define KIOSK_PLACE_H

#include "page.h"
#include "typeset.h"

struct panel {
    int w_px, h_px;
    float px_per_mm;
    float top_px; // everything stands below it; 0: the whole panel
};

// A panel of so many pixels and millimetres. With 0 mm the size is guessed: a 10.1-inch device up
// to 1280 pixels on its longer side, a 15.6-inch one beyond.
struct panel panel_measure(int w_px, int h_px, float w_mm, float h_mm);

void place_page(struct page *page, const struct panel *panel, struct typesetter *typesetter,
                int text_step);

#endif
