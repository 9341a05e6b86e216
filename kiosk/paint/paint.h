// Painting a placed page straight onto a surface's pixels: the same in a window, on a bare console
// and in a script's pictures. Only what changed since the last page is painted.
#ifndef KIOSK_PAINT_H
#define KIOSK_PAINT_H

#include "page.h"
#include "theme.h"

#include <SDL.h>

// Where pictograms come from: a PNG of 8 bits of grey, how much of a pixel is drawn. NULL for none.
struct picture_source {
    const uint8_t *(*find)(void *context, const char *name, size_t *bytes);
    void *context;
};

struct painter;

// `target` (four bytes a pixel), `fonts` and the source are borrowed. NULL with SDL_GetError() on
// failure.
struct painter *painter_create(SDL_Surface *target, const struct fonts *fonts,
                               struct picture_source pictures, float px_per_mm);
void painter_destroy(struct painter *painter);

// Paints what differs from the page painted last, in the page's theme. Returns how many rectangles
// of the target changed, at most `room` (0: nothing to present).
int painter_draw(struct painter *painter, const struct page *page, SDL_Rect *changed, int room);

// Forgets the last page, so that the next one is painted whole, and every glyph drawn so far:
// nothing tells what stood on the screen.
void painter_forget(struct painter *painter);

// How often something was painted since painter_create: tests see that nothing is painted for
// nothing.
unsigned painter_frames(const struct painter *painter);

#endif
