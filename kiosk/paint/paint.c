// What is painted, from back to front: paper, sheets (two rounded rectangles: edge and inside),
// pictograms, words; of a page only what differs from the one before (damage.h).
#include "canvas.h"
#include "damage.h"
#include "draw.h"
#include "picture.h"

#include <stdlib.h>
#include <string.h>

struct painter *painter_create(SDL_Surface *target, const struct fonts *fonts,
                               struct picture_source pictures, float px_per_mm)
{
    if (target->format->BytesPerPixel != 4) {
        SDL_SetError("a screen of %d bits a pixel", target->format->BitsPerPixel);
        return NULL;
    }
    struct painter *painter = calloc(1, sizeof *painter);
    if (!painter) {
        return NULL;
    }
    painter->target = target;
    painter->fonts = fonts;
    painter->source = pictures;
    painter->theme = &theme_paper;
    painter->px_per_mm = px_per_mm;
    painter->atlas = atlas_create(fonts, ATLAS_SIDE);
    if (!painter->atlas) {
        SDL_OutOfMemory();
        painter_destroy(painter);
        return NULL;
    }
    return painter;
}

void painter_destroy(struct painter *painter)
{
    if (!painter) {
        return;
    }
    atlas_destroy(painter->atlas);
    drop_pictures(painter, "");
    for (int i = 0; i < DISCS_MAX; i++) {
        free(painter->discs[i].coverage);
    }
    free(painter);
}

unsigned painter_frames(const struct painter *painter)
{
    return painter->frames;
}

void painter_forget(struct painter *painter)
{
    painter->screen = NULL;
    memset(painter->looks, 0, sizeof painter->looks);
    painter->look_count = 0;
    atlas_clear(painter->atlas);
    drop_pictures(painter, "ui.picture."); // of a code: they tell which one stood there
}

static void paint_region(struct painter *painter, const struct page *page, const struct look *looks,
                         const SDL_Rect *region)
{
    SDL_SetClipRect(painter->target, region);
    fill_rect(painter, (SDL_FRect){0, 0, (float)painter->target->w, (float)painter->target->h},
              painter->theme->paper);
    for (int i = 0; i < page->count; i++) {
        if (SDL_HasIntersection(&looks[i].box, region)) {
            draw_node(painter, page, &page->nodes[i]);
        }
    }
    SDL_SetClipRect(painter->target, NULL);
}

// A screen that shows nothing at all.
static int darken(struct painter *painter, SDL_Rect *changed)
{
    if (painter->dark) {
        return 0;
    }
    *changed = (SDL_Rect){0, 0, painter->target->w, painter->target->h};
    SDL_FillRect(painter->target, NULL, SDL_MapRGB(painter->target->format, 0, 0, 0));
    painter->dark = true;
    painter->frames++;
    return 1;
}

int painter_draw(struct painter *painter, const struct page *page, SDL_Rect *changed, int room)
{
    struct look looks[PAGE_MAX_NODES];
    if (page->dark) {
        return darken(painter, changed);
    }
    for (int i = 0; i < page->count; i++) {
        looks[i] = look_of(painter, &page->nodes[i]);
    }
    int count = find_changes(painter, page, looks, changed, room);
    painter->theme = page->theme;
    painter->dark = false;
    for (int i = 0; i < count; i++) {
        paint_region(painter, page, looks, &changed[i]);
    }
    memcpy(painter->looks, looks, sizeof looks[0] * (size_t)page->count);
    painter->look_count = page->count;
    painter->screen = page->screen;
    painter->frames += count > 0;
    return count;
}
