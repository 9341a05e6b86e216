// What the files of paint.h share: the painter, and how it draws on its target. All of it stays
// within the target's clip rectangle; lengths are the target's pixels.
//   canvas      rectangles, round corners and coverage, blended in
//   picture     pictograms as coverage
//   draw        a node; draw_words its letters and lit word, draw_envelope the envelope
//   damage      what differs from what was painted before
#ifndef KIOSK_PAINT_INNER_H
#define KIOSK_PAINT_INNER_H

#include "atlas.h"
#include "paint.h"

#include <math.h>

enum { ATLAS_SIDE = 1024, DISCS_MAX = 16, PICTURES_MAX = 96 };

struct disc { // a filled circle as coverage: its quarters are round corners
    int radius;
    uint8_t *coverage; // two radii wide and high
};

struct picture {
    char name[PAGE_KEY_BYTES];
    int size;
    bool mirrored;
    uint8_t *coverage; // size x size; NULL: there is no such picture
};

struct look { // what of a node has been painted where
    uint64_t key;
    SDL_Rect box;
    uint32_t lit_start, lit_end; // the word that is being spoken: it alone changes several
    SDL_Rect lit_box;            // times a second
};

struct painter {
    SDL_Surface *target;
    const struct fonts *fonts;
    struct atlas *atlas;
    struct picture_source source;
    const struct theme *theme;
    bool dark; // nothing but black was painted last
    float px_per_mm;
    struct disc discs[DISCS_MAX];
    struct picture pictures[PICTURES_MAX];
    int picture_count;
    const char *screen;
    struct look looks[PAGE_MAX_NODES];
    int look_count;
    unsigned frames;
};

static inline float mm(const struct painter *painter, float length_mm)
{
    return fmaxf(1, roundf(length_mm * painter->px_per_mm));
}

static inline SDL_FRect shrink(SDL_FRect rect, float by)
{
    return (SDL_FRect){rect.x + by, rect.y + by, rect.w - 2 * by, rect.h - 2 * by};
}

#endif
