#include "damage.h"

#include "draw.h"

#include <string.h>

static uint64_t mix(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ at[i]) * 0x100000001b3u;
    }
    return hash;
}

// The node's box with room for its focus ring, its shadow and ink that hangs over.
static SDL_Rect look_box(const struct painter *painter, const struct node *node)
{
    int margin = (int)mm(painter, 2.0f);
    if (node->style == STYLE_BAND) {
        return (SDL_Rect){0, (int)node->y_px - margin, painter->target->w,
                          painter->target->h - (int)node->y_px + margin};
    }
    if (node->kind == NODE_TEXT || node->kind == NODE_ENVELOPE) {
        margin = (int)mm(painter, 4.0f);
    }
    return (SDL_Rect){(int)node->x_px - margin, (int)node->y_px - margin,
                      (int)ceilf(node->w_px) + 2 * margin, (int)ceilf(node->h_px) + 2 * margin};
}

// Whole pixels around all that is lit.
static SDL_Rect lit_box(const struct painter *painter, const struct node *node)
{
    SDL_FRect boxes[LIT_MAX];
    SDL_Rect all = {0};
    size_t count = lit_boxes(painter, node, boxes);
    for (size_t i = 0; i < count; i++) {
        SDL_Rect box = {(int)floorf(boxes[i].x), (int)floorf(boxes[i].y),
                        (int)ceilf(boxes[i].w) + 1, (int)ceilf(boxes[i].h) + 1};
        SDL_UnionRect(&box, &all, &all);
    }
    return all;
}

struct look look_of(const struct painter *painter, const struct node *node)
{
    uint64_t key = mix(0xcbf29ce484222325u, node->name, strlen(node->name));
    key = mix(key, node->detail, strlen(node->detail));
    key = mix(key, node->pictogram, strlen(node->pictogram));
    const int state[] = {(int)node->kind, (int)node->style, node->value,   node->total,
                         node->selected,  node->focused,    node->pressed, node->wordless};
    key = mix(key, state, sizeof state);
    const float place[] = {
        node->x_px,      node->y_px,      node->w_px,
        node->h_px,      node->text_x_px, node->text_y_px,
        node->icon_x_px, node->icon_px,   node->layout ? node->layout->em_px : 0};
    key = mix(key, place, sizeof place);
    return (struct look){key, look_box(painter, node), node->lit_start, node->lit_end,
                         lit_box(painter, node)};
}

// What differs between two looks of a node: a word lit before and one lit now, or all of it.
static int differences(const struct look *before, const struct look *now,
                       SDL_Rect changed[static 2])
{
    if (before->key != now->key) {
        SDL_UnionRect(&now->box, &before->box, &changed[0]);
        return 1;
    }
    changed[0] = before->lit_box;
    changed[1] = now->lit_box;
    return before->lit_start != now->lit_start || before->lit_end != now->lit_end ? 2 : 0;
}

// The rectangles in which the new page differs from the painted one; the whole target for a new
// screen.
int find_changes(const struct painter *painter, const struct page *page, const struct look *looks,
                 SDL_Rect *changed, int room)
{
    SDL_Rect whole = {0, 0, painter->target->w, painter->target->h};
    if (painter->screen != page->screen || painter->look_count != page->count ||
        painter->theme != page->theme || painter->dark) {
        changed[0] = whole;
        return 1;
    }
    int count = 0;
    for (int i = 0; i < page->count; i++) {
        SDL_Rect boxes[2];
        int different = differences(&painter->looks[i], &looks[i], boxes);
        if (count + different > room) {
            changed[0] = whole;
            return 1;
        }
        for (int k = 0; k < different; k++) {
            SDL_IntersectRect(&boxes[k], &whole, &changed[count]);
            count += changed[count].w > 0 && changed[count].h > 0;
        }
    }
    return count;
}
