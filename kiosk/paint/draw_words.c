#include "draw.h"

#include "canvas.h"

// The bitmap of a glyph, on a sheet that begins anew when it is full.
static bool find_glyph(struct painter *painter, const struct layout *layout, size_t i, float x,
                       float y, struct atlas_glyph *found)
{
    const struct layout_glyph *glyph = &layout->glyphs[i];
    for (int attempt = 0; attempt < 2; attempt++) {
        if (atlas_find(painter->atlas, glyph->face, glyph->glyph, layout->em_px, x, y, found)) {
            return found->w > 0;
        }
        atlas_clear(painter->atlas);
    }
    return false;
}

void draw_words(struct painter *painter, const struct layout *layout, float x, float y,
                struct colour colour)
{
    uint32_t ink = pixel_of(painter, colour);
    for (size_t i = 0; layout && i < layout->glyph_count; i++) {
        float pen_x = x + layout->glyphs[i].x_px, pen_y = y + layout->glyphs[i].y_px;
        struct atlas_glyph found;
        if (find_glyph(painter, layout, i, pen_x, pen_y, &found)) {
            SDL_Rect at = {(int)floorf(pen_x) + found.left, (int)floorf(pen_y) + found.top, found.w,
                           found.h};
            const uint8_t *sheet = atlas_pixels(painter->atlas);
            lay(painter, sheet + (size_t)found.y * ATLAS_SIDE + found.x, ATLAS_SIDE, at, ink);
        }
    }
}

// Behind the word that is being spoken; on a button of the accent's colour a line below it.
size_t lit_boxes(const struct painter *painter, const struct node *node,
                 SDL_FRect boxes[static LIT_MAX])
{
    struct layout_rect rects[LIT_MAX];
    size_t count = node->layout && node->lit_end > node->lit_start
                       ? layout_rects(node->layout, node->lit_start, node->lit_end, rects, LIT_MAX)
                       : 0;
    count = count < LIT_MAX ? count : LIT_MAX;
    for (size_t i = 0; i < count; i++) {
        boxes[i] = (SDL_FRect){floorf(node->text_x_px + rects[i].x_px) - mm(painter, 0.6f),
                               floorf(node->text_y_px + rects[i].y_px),
                               ceilf(rects[i].w_px) + 2 * mm(painter, 0.6f), ceilf(rects[i].h_px)};
        if (node->style == STYLE_PRIMARY) {
            boxes[i].y += boxes[i].h - mm(painter, 0.8f);
            boxes[i].h = mm(painter, 0.8f);
        }
    }
    return count;
}

void draw_lit(struct painter *painter, const struct node *node)
{
    SDL_FRect boxes[LIT_MAX];
    bool line = node->style == STYLE_PRIMARY;
    size_t count = lit_boxes(painter, node, boxes);
    for (size_t i = 0; i < count; i++) {
        fill_round(painter, boxes[i], line ? 0 : mm(painter, 1.2f),
                   line ? painter->theme->on_accent : painter->theme->lit);
    }
}
