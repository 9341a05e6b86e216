// Rectangles, round corners and coverage on a painter's target, blended straight into its pixels.
// Corners, pictograms and glyphs are coverage, one byte a pixel: SDL would keep four bytes a pixel
// for them and take three times as long, and its SDL_RenderGeometry loses rows and columns of each
// letter.
#ifndef KIOSK_CANVAS_H
#define KIOSK_CANVAS_H

#include "paint_inner.h"

// The colour as a pixel of the target.
uint32_t pixel_of(const struct painter *painter, struct colour colour);

// Lays ink on `at` of the target as far as `coverage` (rows of `stride` bytes) says.
void lay(const struct painter *painter, const uint8_t *coverage, int stride, SDL_Rect at,
         uint32_t ink);

// Fills whole pixels: fractions of the rectangle's numbers are dropped.
void fill_rect(struct painter *painter, SDL_FRect rect, struct colour colour);

// The same with smooth round corners, at most half of the shorter side. The corners stay square
// where no memory is left for a disc, or DISCS_MAX other radii came before.
void fill_round(struct painter *painter, SDL_FRect rect, float radius_px, struct colour colour);

#endif
