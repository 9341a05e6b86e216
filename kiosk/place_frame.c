// Above and below the body: the bar, the foot, the mark.
#include "placing.h"

#include "theme.h"

#include <math.h>

// --- the bar -----------------------------------------------------------------------------------

static float measure_bar_middle(struct placing *placing, struct node *node)
{
    if (node->kind == NODE_PROGRESS) {
        node->h_px = placing_px(placing, THEME_DOTS_MM);
        return placing_px(placing, THEME_DOT_STEP_MM) * (float)(node->total + 3);
    }
    node->layout = placing_words(placing, node, node->name, placing->body_mm, 0, TEXT_ALIGN_START);
    node->h_px = layout_height_px(node->layout);
    return layout_width_px(node->layout);
}

// Between the controls where it fits, else on a line of its own below them.
static void place_bar_middle(struct placing *placing, float start, float end)
{
    float gap = placing_px(placing, THEME_GAP_MM), bar = placing_px(placing, THEME_TARGET_MM);
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region != REGION_BAR_MIDDLE) {
            continue;
        }
        node->w_px = measure_bar_middle(placing, node);
        bool words = node->kind == NODE_TEXT;
        float room = end - start;
        if (node->w_px <= room) {
            node->x_px = roundf(words ? start : start + (room - node->w_px) / 2);
            node->y_px = roundf(placing_px(placing, THEME_EDGE_MM) + (bar - node->h_px) / 2);
        } else {
            if (words) {
                node->layout = placing_words(placing, node, node->name, placing->body_mm,
                                             placing->width_px, TEXT_ALIGN_START);
                node->w_px = placing->width_px;
                node->h_px = layout_height_px(node->layout);
            }
            node->x_px = roundf(placing->left_px + (placing->width_px - node->w_px) / 2);
            node->y_px = placing->body_top_px;
            placing->body_top_px += node->h_px + gap;
        }
        node->text_x_px = node->x_px;
        node->text_y_px = node->y_px;
    }
}

void frame_place_bar(struct placing *placing)
{
    float size = placing_px(placing, THEME_TARGET_MM), gap = placing_px(placing, THEME_GAP_MM);
    float top = placing_px(placing, THEME_EDGE_MM);
    float start = placing->left_px, end = placing->left_px + placing->width_px;
    bool bar = false;
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region > REGION_BAR_END) {
            continue;
        }
        bar = true;
        node->y_px = top;
        node->w_px = node->h_px = size;
        node->icon_px = placing_px(placing, THEME_ICON_MM);
        if (node->region == REGION_BAR_START) {
            node->x_px = start;
            start += size + gap;
        } else if (node->region == REGION_BAR_END) {
            end -= size;
            node->x_px = end;
            end -= gap;
        }
    }
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_BAR_START || node->region == REGION_BAR_END) {
            target_centre(placing, node);
        }
    }
    placing->body_top_px = bar ? top + size + gap : placing_px(placing, THEME_MARGIN_MM);
    place_bar_middle(placing, start, end);
}

// --- the foot and the mark ---------------------------------------------------------------------

static float foot_height(struct placing *placing, float width_px)
{
    float height = 0;
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_FOOT && node_touchable(node)) {
            float least_mm = placing->tight ? THEME_TARGET_MM : THEME_FOOT_MM;
            height = fmaxf(height, fmaxf(placing_px(placing, least_mm),
                                         target_measure(placing, node, width_px)));
        }
    }
    return ceilf(height); // whole pixels: no seams
}

// Above the mark, which takes a second line where the panel is narrow.
static float foot_bottom(const struct placing *placing)
{
    float bottom = (float)placing->panel->h_px - placing_px(placing, THEME_EDGE_MM + 3.0f);
    for (int i = 0; i < placing->page->count; i++) {
        const struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_MARK) {
            float above_mm = node->style == STYLE_BAND ? 3.0f : 0.5f;
            bottom = fminf(bottom, node->y_px - placing_px(placing, above_mm));
        }
    }
    return bottom;
}

// What the foot's parts share; `end` moves towards the start as buttons take their place.
struct foot {
    float bottom, height, end;
    float widest;  // a button, at most
    float picture; // or remark at the start; 0: none
};

// As wide as it wants to be, its words in one line.
static float natural_width(struct placing *placing, struct node *node)
{
    float pad = placing_px(placing, THEME_PAD_MM);
    target_measure(placing, node, placing->width_px * 4);
    if (node->wordless) {
        return placing_px(placing, THEME_FOOT_MM);
    }
    float words = layout_width_px(node->layout) + node->icon_px + (node->icon_px > 0 ? pad : 0);
    return fmaxf(words + 3 * pad, placing_px(placing, THEME_BUTTON_MM));
}

static struct foot measure_foot(struct placing *placing)
{
    struct page *page = placing->page;
    float gap = placing_px(placing, THEME_GAP_MM);
    struct foot foot = {.bottom = foot_bottom(placing),
                        .end = placing->left_px + placing->width_px};
    int count = 0;
    float natural = 0;
    for (int i = 0; i < page->count; i++) {
        if (page->nodes[i].region == REGION_FOOT) {
            bool still = !node_touchable(&page->nodes[i]);
            natural += still ? 0 : natural_width(placing, &page->nodes[i]) + gap;
            foot.picture = still ? placing_px(placing, THEME_TARGET_MM) : foot.picture;
            count += !still;
        }
    }
    float room = placing->width_px - (foot.picture > 0 ? foot.picture + gap : 0);
    bool lined = natural - gap <= room; // each in one line
    foot.widest = lined ? room : (room - gap * (float)(count - 1)) / (float)(count ? count : 1);
    foot.height = fmaxf(foot_height(placing, foot.widest), foot.picture);
    return foot;
}

// A small remark at the start, as wide as the buttons leave.
static void place_remark(struct placing *placing, struct node *node, const struct foot *foot)
{
    float width = fmaxf(foot->end - placing->left_px, 1);
    node->layout =
        placing_words(placing, node, node->name, THEME_CAPTION_MM, width, TEXT_ALIGN_START);
    node->w_px = width;
    node->h_px = layout_height_px(node->layout);
    node->x_px = node->text_x_px = placing->left_px;
    node->y_px = node->text_y_px =
        roundf(foot->bottom - fmaxf((foot->height + node->h_px) / 2, node->h_px));
}

static void place_corner_picture(struct placing *placing, struct node *node,
                                 const struct foot *foot)
{
    node->w_px = node->h_px = node->icon_px = foot->picture;
    node->x_px = node->icon_x_px = placing->left_px;
    node->y_px = node->icon_y_px = roundf(foot->bottom - (foot->height + foot->picture) / 2);
}

static void place_button(struct placing *placing, struct node *node, struct foot *foot)
{
    float wanted = fminf(foot->widest, natural_width(placing, node));
    target_measure(placing, node, foot->widest); // its lines in the room there is
    node->w_px = roundf(wanted);
    node->h_px = foot->height;
    node->x_px = foot->end - node->w_px;
    node->y_px = foot->bottom - foot->height;
    foot->end = node->x_px - placing_px(placing, THEME_GAP_MM);
    target_centre(placing, node);
}

void frame_place_foot(struct placing *placing)
{
    struct page *page = placing->page;
    struct foot foot = measure_foot(placing);
    for (int i = page->count - 1; i >= 0; i--) { // the last one stands at the end
        struct node *node = &page->nodes[i];
        if (node->region != REGION_FOOT) {
            continue;
        }
        if (node->kind == NODE_TEXT) {
            place_remark(placing, node, &foot);
        } else if (node->kind == NODE_PICTURE) {
            place_corner_picture(placing, node, &foot);
        } else {
            place_button(placing, node, &foot);
        }
    }
    bool empty = foot.height <= 0;
    float above = empty ? 0 : foot.height + placing_px(placing, THEME_GAP_MM);
    placing->body_bottom_px = foot.bottom - above;
}

void frame_place_mark(struct placing *placing)
{
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region != REGION_MARK) {
            continue;
        }
        float body_mm = node->style == STYLE_BAND ? THEME_CAPTION_MM : THEME_CAPTION_MM * 0.8f;
        node->layout =
            placing_words(placing, node, node->name, body_mm, placing->width_px, TEXT_ALIGN_CENTRE);
        node->w_px = placing->width_px;
        node->h_px = layout_height_px(node->layout);
        node->x_px = node->text_x_px = placing->left_px;
        float below_mm = node->style == STYLE_BAND ? 0.6f : 1.5f;
        node->y_px = node->text_y_px =
            roundf((float)placing->panel->h_px - placing_px(placing, below_mm) - node->h_px);
    }
}
