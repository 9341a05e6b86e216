// One grid for every screen: from top to bottom the bar with the controls, the body, the foot with
// the way on, a mark. Start and end are the reading direction's; everything is placed from the left
// and a right-to-left page is mirrored in one place, at the very end.
#include "placing.h"

#include "theme.h"

#include <math.h>

struct panel panel_measure(int w_px, int h_px, float w_mm, float h_mm)
{
    struct panel panel = {.w_px = w_px, .h_px = h_px};
    if (w_mm > 0 && h_mm > 0) {
        panel.px_per_mm = fminf((float)w_px / w_mm, (float)h_px / h_mm);
        return panel;
    }
    float diagonal_px = hypotf((float)w_px, (float)h_px);
    bool tablet = (w_px > h_px ? w_px : h_px) <= 1280;
    panel.px_per_mm = diagonal_px / ((tablet ? 10.1f : 15.6f) * 25.4f);
    return panel;
}

// Everything was placed from the left as from the start; a right-to-left page turns as a whole.
static void mirror(struct page *page, float width_px)
{
    for (int i = 0; i < page->count; i++) {
        struct node *node = &page->nodes[i];
        if (node->kind == NODE_KEY) {
            continue; // digits stand as on a telephone
        }
        node->x_px = width_px - node->x_px - node->w_px;
        node->icon_x_px = width_px - node->icon_x_px - node->icon_px;
        node->text_x_px = width_px - node->text_x_px;
        node->detail_x_px = width_px - node->detail_x_px - layout_width_px(node->detail_layout);
        if (node->layout) {
            bool box = node->kind == NODE_TEXT && node->layout->max_width_px > 0;
            node->text_x_px -= box ? node->layout->max_width_px : layout_width_px(node->layout);
        }
    }
}

// The words of a target were laid out in a box wider than they are; x points at the words.
static void pull_to_words(struct page *page)
{
    for (int i = 0; i < page->count; i++) {
        struct node *node = &page->nodes[i];
        const struct layout *pair[] = {node->kind == NODE_TEXT ? NULL : node->layout,
                                       node->detail_layout};
        float *x[] = {&node->text_x_px, &node->detail_x_px};
        for (int p = 0; p < 2; p++) {
            if (!pair[p] || pair[p]->line_count == 0) {
                continue;
            }
            float left = pair[p]->lines[0].left_px;
            for (size_t line = 1; line < pair[p]->line_count; line++) {
                left = fminf(left, pair[p]->lines[line].left_px);
            }
            *x[p] -= left;
        }
    }
}

static bool attempt(struct placing *placing, float picture_mm)
{
    placing->picture_mm = picture_mm;
    return body_place(placing);
}

// The attempt failed because a word is wider than its sheet: no smaller picture helps.
static bool is_too_wide(const struct page *page)
{
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        if (body_is_sheet(node) && node->layout && node->layout->overfull) {
            return true;
        }
    }
    return false;
}

static bool attempt_pictures(struct placing *placing, bool bare)
{
    if (attempt(placing, THEME_PICTURE_MM)) {
        return true;
    }
    if (body_count_pictures(placing->page) == 0 || is_too_wide(placing->page)) {
        return false; // the same again
    }
    return attempt(placing, THEME_PICTURE_MIN_MM) || (bare && attempt(placing, 0));
}

// Before words become smaller, they stand closer to what is above and below them. Whoever asked for
// larger words gets them before the picture.
static bool attempt_size(struct placing *placing, int step)
{
    bool bare = step == 0 || step > THEME_TEXT_DEFAULT;
    placing->body_mm = theme_body_mm[step];
    for (int close = 0; close < 2; close++) {
        placing->close = close;
        if (attempt_pictures(placing, bare)) {
            return true;
        }
        if (is_too_wide(placing->page)) {
            break;
        }
    }
    return false;
}

static bool attempt_tight(struct placing *placing)
{
    placing->tight = placing->close = true;
    bool fits = attempt(placing, THEME_PICTURE_MIN_MM) || attempt(placing, 0);
    placing->tight = fits;
    return fits;
}

// From the wanted text size down to the smallest.
static bool attempt_sizes(struct placing *placing, int text_step)
{
    for (int step = text_step; step >= 0; step--) {
        if (attempt_size(placing, step)) {
            return true;
        }
    }
    return attempt_tight(placing);
}

// Nothing else stands side by side than answers, and no more than three of them.
static bool has_narrow_answers(const struct page *page)
{
    bool narrow = false;
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        bool beside =
            node->region == REGION_BODY && node_touchable(node) && page->columns[node->row] > 1;
        if (beside && !body_is_sheet(node)) {
            return false;
        }
        narrow = narrow || beside;
    }
    return narrow && !body_has_wide_row(page);
}

// On an upright panel, where a word is too wide for its share of a row, the answers stand one above
// the other before words become smaller.
static bool attempt_stacked(struct placing *placing, int text_step)
{
    for (int step = text_step; step >= 0; step--) {
        placing->columns_most = PAGE_MAX_NODES;
        if (attempt_size(placing, step)) {
            return true;
        }
        placing->columns_most = 1;
        if (is_too_wide(placing->page) && attempt_size(placing, step)) {
            return true;
        }
    }
    return false;
}

// As many side by side as the screen asked for, then three, then one; side by side again where
// nothing fits: less is lost.
static bool attempt_columns(struct placing *placing, int text_step)
{
    static const int most[] = {PAGE_MAX_NODES, 3, 1};
    bool stacked = !placing_landscape(placing) && has_narrow_answers(placing->page);
    if (stacked && attempt_stacked(placing, text_step)) {
        return true;
    }
    for (size_t i = 0; i < sizeof most / sizeof most[0]; i++) {
        placing->columns_most = most[i];
        if ((most[i] != 3 || body_has_wide_row(placing->page)) &&
            (stacked ? attempt_tight(placing) : attempt_sizes(placing, text_step))) {
            return true;
        }
    }
    placing->columns_most = most[0];
    return attempt_sizes(placing, text_step);
}

// Everything was placed from the top; now it begins further down.
static void lower(struct page *page, float by_px)
{
    for (int i = 0; i < page->count; i++) {
        struct node *node = &page->nodes[i];
        node->y_px += by_px;
        node->text_y_px += by_px;
        node->icon_y_px += by_px;
        node->detail_y_px += by_px;
    }
}

void place_page(struct page *page, const struct panel *whole, struct typesetter *typesetter,
                int text_step)
{
    struct panel used = *whole, *panel = &used;
    used.h_px -= (int)used.top_px;
    struct placing placing = {.page = page, .panel = panel, .typesetter = typesetter};
    float margin = placing_px(&placing, THEME_MARGIN_MM);
    placing.left_px = margin;
    placing.width_px = (float)panel->w_px - 2 * margin;
    placing.beside = placing_landscape(&placing) && body_count_pictures(page) == 1;
    bool fits = attempt_columns(&placing, text_step);
    page->overflow = !fits;
    page->body_mm = placing.body_mm;
    panel_place(&placing);
    if (page->writing->direction == TEXT_RTL) {
        mirror(page, (float)panel->w_px);
    }
    pull_to_words(page);
    lower(page, whole->top_px);
}
