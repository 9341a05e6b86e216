// Above and below the body: the bar, the foot, the mark.
#include "placing.h"

#include "theme.h"

#include <math.h>

// --- the bar -----------------------------------------------------------------------------------

// No higher than the bar and the edge above it: the large sizes of Nastaliq are.
static const struct layout *set_title(struct placing *placing, struct node *node, float width_px)
{
    float most = placing_px(placing, THEME_TARGET_MM + THEME_EDGE_MM);
    const struct layout *layout = NULL;
    for (int step = THEME_TEXT_STEPS - 1; step >= 0; step--) {
        float body_mm = fminf(placing->body_mm, theme_body_mm[step]);
        layout = placing_words(placing, node, node->name, body_mm, width_px, TEXT_ALIGN_START);
        if (layout_height_px(layout) <= most) {
            break;
        }
    }
    return layout;
}

// The open envelope that the dots lead to, NULL where it stands elsewhere or nowhere.
static struct node *waiting_envelope(const struct placing *placing)
{
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->kind == NODE_WAITING && node->region == REGION_BAR_MIDDLE) {
            return node;
        }
    }
    return NULL;
}

// Dots that count no question only go with the envelope: both stand there if there is room.
static bool yields(const struct node *node)
{
    return node->kind == NODE_PROGRESS && (node->value < 1 || node->value > node->total);
}

static float measure_dots(const struct placing *placing, const struct node *node)
{
    return placing_px(placing, THEME_DOT_STEP_MM) * (float)node->total;
}

// Dots and envelope begin at `x_px`.
static void place_thread(struct placing *placing, struct node *dots, float x_px, float y_px)
{
    struct node *envelope = waiting_envelope(placing);
    dots->x_px = roundf(x_px);
    dots->y_px = roundf(y_px);
    dots->w_px = measure_dots(placing, dots);
    dots->h_px = placing_px(placing, THEME_DOTS_MM);
    if (envelope) {
        envelope->w_px = placing_px(placing, THEME_WAITING_MM);
        envelope->h_px = dots->h_px;
        envelope->x_px = dots->x_px + dots->w_px + placing_gap_px(placing);
        envelope->y_px = dots->y_px;
    }
}

static void hide_thread(struct placing *placing, struct node *dots)
{
    struct node *envelope = waiting_envelope(placing);
    dots->w_px = dots->h_px = 0;
    if (envelope) {
        envelope->w_px = envelope->h_px = 0;
    }
}

static float measure_thread(const struct placing *placing, const struct node *dots)
{
    float envelope = placing_gap_px(placing) + placing_px(placing, THEME_WAITING_MM);
    return measure_dots(placing, dots) + (waiting_envelope(placing) ? envelope : 0);
}

static float measure_bar_middle(struct placing *placing, struct node *node)
{
    if (node->kind == NODE_PROGRESS) {
        node->h_px = placing_px(placing, THEME_DOTS_MM);
        return measure_thread(placing, node);
    }
    node->layout = set_title(placing, node, 0);
    node->h_px = layout_height_px(node->layout);
    return layout_width_px(node->layout);
}

// Between the controls where it fits, else on a line of its own below them.
static void place_bar_middle(struct placing *placing, float start, float end)
{
    float gap = placing_gap_px(placing), bar = placing_px(placing, THEME_TARGET_MM);
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region != REGION_BAR_MIDDLE || node->kind == NODE_WAITING) {
            continue;
        }
        node->w_px = measure_bar_middle(placing, node);
        bool words = node->kind == NODE_TEXT;
        float room = end - start;
        if (node->w_px <= room) {
            node->x_px = roundf(words ? start : start + (room - node->w_px) / 2);
            node->y_px = roundf(placing_px(placing, THEME_EDGE_MM) + (bar - node->h_px) / 2);
        } else if (yields(node)) {
            hide_thread(placing, node); // frame_place_thread
            continue;
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
        if (node->kind == NODE_PROGRESS) {
            place_thread(placing, node, node->x_px, node->y_px);
        }
    }
}

float frame_place_thread(struct placing *placing, float free_px)
{
    float height = placing_px(placing, THEME_DOTS_MM) + placing_gap_px(placing);
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (!yields(node) || node->w_px > 0) {
            continue;
        }
        float width = measure_thread(placing, node);
        if (height <= free_px && width <= placing->width_px) {
            place_thread(placing, node, placing->left_px + (placing->width_px - width) / 2,
                         placing->body_top_px);
            return height;
        }
    }
    return 0;
}

// The same on every screen, so that nothing in the bar moves from one to the next; smaller only
// where the panel is too narrow for so many controls.
static float bar_gap(const struct placing *placing, float size)
{
    float gap = placing_px(placing, THEME_GAP_MM);
    int count = 0;
    for (int i = 0; i < placing->page->count; i++) {
        const struct node *node = &placing->page->nodes[i];
        count += node->region == REGION_BAR_START || node->region == REGION_BAR_END;
    }
    bool fits = (float)count * (size + gap) - gap <= placing->width_px;
    return fits ? gap : placing_px(placing, THEME_GAP_MIN_MM);
}

void frame_place_bar(struct placing *placing)
{
    float size = placing_px(placing, THEME_TARGET_MM), gap = bar_gap(placing, size);
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
    placing->body_top_px =
        bar ? top + size + placing_gap_px(placing) : placing_px(placing, THEME_MARGIN_MM);
    place_bar_middle(placing, start, end);
}

// --- the foot and the mark ---------------------------------------------------------------------

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

// What the foot's parts share. Buttons stand at the end, in one line where each has room for its
// words, else in several: the way on stays where it is, at the end of the lowest.
struct foot {
    float bottom, height; // height: of one line
    float room;           // for the buttons of the lowest line; those above have the whole width
    float picture;        // or remark at the start of the lowest line; 0: none
    int lines;
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
    return roundf(fmaxf(words + 3 * pad, placing_px(placing, THEME_BUTTON_MM)));
}

// Gives each button its line (kept in y_px for a moment) and its place on it, from the end on.
static void share_lines(struct placing *placing, struct foot *foot)
{
    float gap = placing_gap_px(placing);
    float end = placing->left_px + placing->width_px, start = end - foot->room;
    float at = end;
    for (int i = placing->page->count - 1; i >= 0; i--) { // the last one stands at the end
        struct node *node = &placing->page->nodes[i];
        if (node->region != REGION_FOOT || !node_touchable(node)) {
            continue;
        }
        float wanted = natural_width(placing, node);
        if (foot->lines == 0 || at - fminf(wanted, end - start) < start - 0.5f) {
            foot->lines++;
            at = end;
            start = foot->lines > 1 ? placing->left_px : start;
        }
        node->w_px = fminf(wanted, end - start);
        node->x_px = at - node->w_px;
        node->y_px = (float)(foot->lines - 1);
        at = node->x_px - gap;
        float least_mm = placing->tight ? THEME_TARGET_MM : THEME_FOOT_MM;
        foot->height = fmaxf(foot->height, ceilf(fmaxf(placing_px(placing, least_mm),
                                                       target_measure(placing, node, node->w_px))));
    }
}

static struct foot measure_foot(struct placing *placing)
{
    struct foot foot = {.bottom = foot_bottom(placing)};
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_FOOT && !node_touchable(node)) {
            foot.picture = placing_px(placing, THEME_TARGET_MM);
        }
    }
    float gap = placing_gap_px(placing);
    foot.room = placing->width_px - (foot.picture > 0 ? foot.picture + gap : 0);
    share_lines(placing, &foot);
    foot.height = fmaxf(foot.height, foot.picture);
    foot.lines = foot.lines > 0 || foot.picture <= 0 ? foot.lines : 1;
    return foot;
}

// Where the lowest line's buttons begin.
static float buttons_start(const struct placing *placing)
{
    float start = placing->left_px + placing->width_px;
    for (int i = 0; i < placing->page->count; i++) {
        const struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_FOOT && node_touchable(node) && node->y_px < 0.5f) {
            start = fminf(start, node->x_px);
        }
    }
    return start - placing_gap_px(placing);
}

// A small remark at the start, as wide as the buttons leave.
static void place_remark(struct placing *placing, struct node *node, const struct foot *foot)
{
    float width = fmaxf(buttons_start(placing) - placing->left_px, 1);
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
    bool envelope = node->kind == NODE_WAITING;
    node->w_px = node->icon_px = foot->picture;
    node->h_px =
        envelope ? roundf(foot->picture * THEME_DOTS_MM / THEME_WAITING_MM) : foot->picture;
    node->x_px = node->icon_x_px = placing->left_px;
    node->y_px = node->icon_y_px = roundf(foot->bottom - (foot->height + node->h_px) / 2);
}

static void place_button(struct placing *placing, struct node *node, const struct foot *foot)
{
    float line = node->y_px;
    node->h_px = foot->height;
    node->y_px = foot->bottom - foot->height - line * (foot->height + placing_gap_px(placing));
    target_centre(placing, node);
}

void frame_place_foot(struct placing *placing)
{
    struct page *page = placing->page;
    struct foot foot = measure_foot(placing);
    for (int i = 0; i < page->count; i++) {
        struct node *node = &page->nodes[i];
        if (node->region == REGION_FOOT && node->kind == NODE_TEXT) {
            place_remark(placing, node, &foot);
        } else if (node->region == REGION_FOOT && !node_touchable(node)) {
            place_corner_picture(placing, node, &foot);
        }
    }
    for (int i = 0; i < page->count; i++) {
        if (page->nodes[i].region == REGION_FOOT && node_touchable(&page->nodes[i])) {
            place_button(placing, &page->nodes[i], &foot);
        }
    }
    placing->body_bottom_px =
        foot.bottom - (float)foot.lines * (foot.height + placing_gap_px(placing));
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
        float below_mm = node->style == STYLE_BAND ? THEME_BAND_MM : 1.5f;
        node->text_y_px =
            roundf((float)placing->panel->h_px - placing_px(placing, below_mm) - node->h_px);
        struct layout_rect ink = typesetter_ink(placing->typesetter, node->layout);
        float hang = fmaxf(ceilf(-ink.y_px), 0); // letters of Nastaliq stand out of their line
        node->y_px = node->text_y_px - hang;
        node->h_px += hang;
    }
}
