#include "canvas.h"

#include "shape.h"

#include <stdlib.h>
#include <string.h>

// Where the next ink may be: most of a pictogram is none.
static int skip_clear(const uint8_t *coverage, int x, int count)
{
    uint64_t some = 0;
    while (x + (int)sizeof some <= count) {
        memcpy(&some, coverage + x, sizeof some);
        if (some != 0) {
            break;
        }
        x += (int)sizeof some;
    }
    return x;
}

static void blend_row(uint32_t *pixels, const uint8_t *coverage, int count, uint32_t ink)
{
    for (int x = skip_clear(coverage, 0, count); x < count; x++) {
        if (coverage[x] == 255) { // most of a letter is all ink or none
            pixels[x] = ink;
        } else if (coverage[x] != 0) {
            pixels[x] = shape_blend(pixels[x], ink, coverage[x]);
        } else {
            x = skip_clear(coverage, x + 1, count) - 1;
        }
    }
}

uint32_t pixel_of(const struct painter *painter, struct colour colour)
{
    return SDL_MapRGB(painter->target->format, colour.r, colour.g, colour.b);
}

// Lays ink on `at` of the target as far as `coverage` (rows of `stride` bytes) says.
void lay(const struct painter *painter, const uint8_t *coverage, int stride, SDL_Rect at,
         uint32_t ink)
{
    SDL_Rect seen;
    if (!SDL_IntersectRect(&at, &painter->target->clip_rect, &seen)) {
        return;
    }
    coverage += (ptrdiff_t)(seen.y - at.y) * stride + (seen.x - at.x);
    uint8_t *row = (uint8_t *)painter->target->pixels + (ptrdiff_t)seen.y * painter->target->pitch;
    for (int y = 0; y < seen.h; y++) {
        blend_row((uint32_t *)(void *)row + seen.x, coverage, seen.w, ink);
        coverage += stride;
        row += painter->target->pitch;
    }
}

// Coverage of a disc by the distance of each pixel's centre from the rim.
static uint8_t *draw_disc(int radius)
{
    int side = 2 * radius;
    uint8_t *coverage = malloc((size_t)side * (size_t)side);
    if (!coverage) {
        return NULL;
    }
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            float distance = hypotf((float)(x - radius) + 0.5f, (float)(y - radius) + 0.5f);
            float inside = fminf(fmaxf((float)radius - distance + 0.5f, 0), 1);
            coverage[y * side + x] = (uint8_t)lroundf(inside * 255);
        }
    }
    return coverage;
}

static const uint8_t *disc_find(struct painter *painter, int radius)
{
    for (int i = 0; i < DISCS_MAX; i++) {
        struct disc *disc = &painter->discs[i];
        if (!disc->coverage) {
            *disc = (struct disc){radius, draw_disc(radius)};
            return disc->coverage;
        }
        if (disc->radius == radius) {
            return disc->coverage;
        }
    }
    return NULL;
}

void fill_rect(struct painter *painter, SDL_FRect rect, struct colour colour)
{
    SDL_Rect whole = {(int)rect.x, (int)rect.y, (int)rect.w, (int)rect.h};
    SDL_FillRect(painter->target, &whole, pixel_of(painter, colour));
}

void fill_round(struct painter *painter, SDL_FRect rect, float radius_px, struct colour colour)
{
    int r = (int)fminf(radius_px, floorf(fminf(rect.w, rect.h) / 2));
    const uint8_t *disc = r > 0 ? disc_find(painter, r) : NULL;
    if (!disc) {
        fill_rect(painter, rect, colour);
        return;
    }
    float f = (float)r;
    fill_rect(painter, (SDL_FRect){rect.x, rect.y + f, rect.w, rect.h - 2 * f}, colour);
    fill_rect(painter, (SDL_FRect){rect.x + f, rect.y, rect.w - 2 * f, f}, colour);
    fill_rect(painter, (SDL_FRect){rect.x + f, rect.y + rect.h - f, rect.w - 2 * f, f}, colour);
    for (int corner = 0; corner < 4; corner++) {
        int right = corner & 1, lower = corner >> 1;
        SDL_Rect at = {(int)(right ? rect.x + rect.w - f : rect.x),
                       (int)(lower ? rect.y + rect.h - f : rect.y), r, r};
        lay(painter, disc + (ptrdiff_t)(lower * r) * 2 * r + right * r, 2 * r, at,
            pixel_of(painter, colour));
    }
}
