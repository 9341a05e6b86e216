// What stands at a place of its own on the panel: crosses and squares that a worker touches.
#include "placing.h"

#include "theme.h"

#include <math.h>

#define WORDS_OF_WIDTH 0.72f // between squares at both edges
#define CROSS_MM 12.0f

static void place_words(struct placing *placing, struct node *node)
{
    bool cross = node->style == STYLE_STRONG;
    float width = cross ? 0 : placing->width_px * WORDS_OF_WIDTH;
    node->layout = placing_words(placing, node, node->name, cross ? CROSS_MM : placing->body_mm,
                                 width, TEXT_ALIGN_CENTRE);
    node->w_px = cross ? layout_width_px(node->layout) : width;
    node->h_px = layout_height_px(node->layout);
    node->x_px = roundf((float)placing->panel->w_px * node->at_x - node->w_px / 2);
    node->y_px = roundf((float)placing->panel->h_px * node->at_y - node->h_px / 2);
    node->text_x_px = node->x_px;
    node->text_y_px = node->y_px;
}

// A band across the foot belongs to nobody's finger.
static float bottom_px(const struct placing *placing)
{
    for (int i = 0; i < placing->page->count; i++) {
        const struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_MARK && node->style == STYLE_BAND) {
            return node->y_px;
        }
    }
    return (float)placing->panel->h_px;
}

// 0 and 1 are the edges: a target touches them and doesn't stand out.
static void place_target(struct placing *placing, struct node *node)
{
    float side = placing_px(placing, THEME_TARGET_MM);
    float width = node->kind == NODE_ITEM ? side : placing_px(placing, THEME_BUTTON_MM);
    node->w_px = width;
    node->h_px = fmaxf(side, target_measure(placing, node, width));
    node->x_px = roundf(((float)placing->panel->w_px - node->w_px) * node->at_x);
    node->y_px = roundf((bottom_px(placing) - node->h_px) * node->at_y);
    target_centre(placing, node);
}

void panel_place(struct placing *placing)
{
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_PANEL && node_touchable(node)) {
            place_target(placing, node);
        } else if (node->region == REGION_PANEL) {
            place_words(placing, node);
        }
    }
}
