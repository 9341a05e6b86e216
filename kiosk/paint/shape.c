#include "shape.h"

#include <math.h>
#include <stdbool.h>

// Two of a pixel's four bytes at once.
static uint32_t blend_two(uint32_t under, uint32_t ink, uint32_t coverage)
{
    uint32_t sum = (ink & 0xff00ff) * coverage + (under & 0xff00ff) * (255 - coverage) + 0x800080;
    return (sum + (sum >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
}

uint32_t shape_blend(uint32_t under, uint32_t ink, uint32_t coverage)
{
    return blend_two(under, ink, coverage) | blend_two(under >> 8, ink >> 8, coverage) << 8;
}

struct shape {
    struct point corner[3];
    float radius_px;
    float (*outside)(const struct shape *shape, struct point at); // distance from its edge
};

// The pixels that some of these points and a margin around them touch.
static bool bounds(const struct shape *shape, int corners, const SDL_Rect *clip, SDL_Rect *box)
{
    float x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    for (int i = 0; i < corners; i++) {
        x0 = fminf(x0, shape->corner[i].x);
        y0 = fminf(y0, shape->corner[i].y);
        x1 = fmaxf(x1, shape->corner[i].x);
        y1 = fmaxf(y1, shape->corner[i].y);
    }
    float margin = shape->radius_px + 1;
    SDL_Rect all = {(int)floorf(x0 - margin), (int)floorf(y0 - margin),
                    (int)ceilf(x1 - x0 + 2 * margin) + 1, (int)ceilf(y1 - y0 + 2 * margin) + 1};
    return SDL_IntersectRect(&all, clip, box);
}

// A pixel further on the distance differs by a pixel at most: pixels nearer than the edge are all
// like this one.
static void fill_row(uint32_t *pixels, int y, const SDL_Rect *box, const struct shape *shape,
                     uint32_t ink)
{
    int end = box->x + box->w;
    for (int x = box->x; x < end;) {
        float outside = shape->outside(shape, (struct point){(float)x + 0.5f, (float)y + 0.5f});
        int alike = (int)fminf(fabsf(outside), (float)(end - x));
        if (alike == 0) {
            float inside = fminf(fmaxf(0.5f - outside, 0), 1);
            pixels[x] = shape_blend(pixels[x], ink, (uint32_t)lroundf(inside * 255));
            alike = 1;
        } else if (outside < 0) {
            for (int i = 0; i < alike; i++) {
                pixels[x + i] = ink;
            }
        }
        x += alike;
    }
}

static void fill(SDL_Surface *surface, const SDL_Rect *box, const struct shape *shape, uint32_t ink)
{
    for (int y = box->y; y < box->y + box->h; y++) {
        uint8_t *row = (uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch;
        fill_row((uint32_t *)(void *)row, y, box, shape, ink);
    }
}

static float outside_line(const struct shape *shape, struct point at)
{
    struct point a = shape->corner[0], b = shape->corner[1];
    float dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;
    float t = length > 0 ? ((at.x - a.x) * dx + (at.y - a.y) * dy) / length : 0;
    t = fminf(fmaxf(t, 0), 1);
    return hypotf(at.x - a.x - t * dx, at.y - a.y - t * dy) - shape->radius_px;
}

void shape_line(SDL_Surface *surface, const SDL_Rect *clip, struct point from, struct point to,
                float width_px, uint32_t ink)
{
    struct shape line = {.corner = {from, to}, .radius_px = width_px / 2, .outside = outside_line};
    SDL_Rect box;
    if (bounds(&line, 2, clip, &box)) {
        fill(surface, &box, &line, ink);
    }
}

// The farthest side decides; corners go clockwise on the screen.
static float outside_triangle(const struct shape *shape, struct point at)
{
    float farthest = -INFINITY;
    for (int i = 0; i < 3; i++) {
        struct point a = shape->corner[i], b = shape->corner[(i + 1) % 3];
        float dx = b.x - a.x, dy = b.y - a.y, length = hypotf(dx, dy);
        float side = length > 0 ? ((at.x - a.x) * dy - (at.y - a.y) * dx) / length : 0;
        farthest = fmaxf(farthest, side);
    }
    return farthest;
}

void shape_triangle(SDL_Surface *surface, const SDL_Rect *clip, const struct point corners[3],
                    uint32_t ink)
{
    float turn = (corners[1].x - corners[0].x) * (corners[2].y - corners[0].y) -
                 (corners[1].y - corners[0].y) * (corners[2].x - corners[0].x);
    bool clockwise = turn > 0;
    struct shape triangle = {
        .corner = {corners[0], corners[clockwise ? 1 : 2], corners[clockwise ? 2 : 1]},
        .outside = outside_triangle};
    SDL_Rect box;
    if (bounds(&triangle, 3, clip, &box)) {
        fill(surface, &box, &triangle, ink);
    }
}
