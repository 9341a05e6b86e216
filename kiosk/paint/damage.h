// What differs between the page painted last and the next one.
#ifndef KIOSK_DAMAGE_H
#define KIOSK_DAMAGE_H

#include "paint_inner.h"

// All of a node that shows: two nodes of equal looks are painted alike.
struct look look_of(const struct painter *painter, const struct node *node);

// The rectangles in which the new page differs from the painted one; the whole target for a new
// screen, or where more than `room` (at least 1) differ. `looks`: of the new page's nodes. Returns
// how many.
int find_changes(const struct painter *painter, const struct page *page, const struct look *looks,
                 SDL_Rect *changed, int room);

#endif
