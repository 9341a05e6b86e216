// Lines and triangles with smooth edges, blended straight into a surface of four bytes a pixel:
// SDL's software renderer draws them in steps.
#ifndef KIOSK_SHAPE_H
#define KIOSK_SHAPE_H

#include <SDL.h>

struct point {
    float x, y; // pixels
};

// From `under` towards `ink` (pixels of one format) by coverage / 255, rounded.
uint32_t shape_blend(uint32_t under, uint32_t ink, uint32_t coverage);

// A line of this width with round ends. Only inside `clip`, which lies within the surface.
void shape_line(SDL_Surface *surface, const SDL_Rect *clip, struct point from, struct point to,
                float width_px, uint32_t ink);

void shape_triangle(SDL_Surface *surface, const SDL_Rect *clip, const struct point corners[3],
                    uint32_t ink);

#endif
