// In the body, words and their picture stand in the middle of what the targets below leave free;
// the targets stand on the ground line, so that Yes is where it was one question ago.
#include "placing.h"

#include "theme.h"

#include <math.h>

// What can't be touched but stands among the targets, in a row of its own.
static bool is_block(const struct node *node)
{
    return node->kind == NODE_TICKET || node->kind == NODE_FIELD || node->kind == NODE_TIMER;
}

static bool is_drawing(const struct node *node)
{
    return node->kind == NODE_ENVELOPE || node->kind == NODE_REST || node->kind == NODE_TIMER;
}

static float measure_cell(struct placing *placing, struct node *node, float width_px)
{
    return node->kind == NODE_TICKET  ? ticket_measure(placing, node)
           : node->kind == NODE_FIELD ? field_measure(placing, node)
           : is_drawing(node)         ? placing_px(placing, drawing_height_mm(placing, node))
                                      : target_measure(placing, node, width_px);
}

static void place_cell(struct placing *placing, struct node *node)
{
    if (node->kind == NODE_TICKET) {
        ticket_place(placing, node);
    } else if (node->kind == NODE_FIELD) {
        field_place(placing, node);
    } else if (is_drawing(node)) {
        drawing_place(placing, node);
    } else {
        target_centre(placing, node);
    }
}

static bool is_target_row(const struct page *page, int row)
{
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        if (node->region == REGION_BODY && node->row == row) {
            return node_touchable(node) || is_block(node);
        }
    }
    return false;
}

static float least_height_mm(const struct node *node)
{
    return node->kind == NODE_ANSWER || node->kind == NODE_CARD ? THEME_ANSWER_MIN_MM
           : is_block(node)                                     ? 0
                                                                : THEME_TARGET_MM;
}

static float most_height_mm(const struct node *node)
{
    switch (node->kind) {
    case NODE_ANSWER:
    case NODE_CARD:
        return THEME_ANSWER_MAX_MM;
    case NODE_ITEM:
        return 24.0f;
    case NODE_KEY:
        return 22.0f;
    case NODE_TICKET:
    case NODE_FIELD:
    case NODE_TIMER:
    case NODE_ENVELOPE:
    case NODE_REST:
        return 0; // just what it needs
    default:
        return THEME_FOOT_MM;
    }
}

bool body_is_sheet(const struct node *node)
{
    return node->region == REGION_BODY && (node->kind == NODE_ANSWER || node->kind == NODE_BUTTON);
}

static bool is_row_of_sheets(const struct page *page, int row)
{
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        if (node->row == row && body_is_sheet(node)) {
            return true;
        }
    }
    return false;
}

bool body_has_wide_row(const struct page *page)
{
    for (int row = 0; row < page->rows; row++) {
        if (page->columns[row] > 3 && is_row_of_sheets(page, row)) {
            return true;
        }
    }
    return false;
}

// Keys and other small things stand as they were asked for, until nothing else helps.
static int row_columns(const struct placing *placing, int row)
{
    int wanted = placing->page->columns[row], most = placing->columns_most;
    bool fewer = most == 1 || is_row_of_sheets(placing->page, row);
    return fewer && most < wanted ? most : wanted;
}

// One row of targets: how many cells and lines of cells, and between which heights a cell may be.
struct row {
    int cells, columns, lines;
    float least_px, most_px;
};

static struct row measure_row_alone(struct placing *placing, int index)
{
    struct page *page = placing->page;
    struct row row = {.columns = row_columns(placing, index)};
    float gap = placing_gap_px(placing);
    float width = (placing->width_px - gap * (float)(row.columns - 1)) / (float)row.columns;
    for (int i = 0; i < page->count; i++) {
        struct node *node = &page->nodes[i];
        if (node->region != REGION_BODY || node->row != index) {
            continue;
        }
        row.cells++;
        float need = measure_cell(placing, node, width);
        float least = fmaxf(placing_px(placing, least_height_mm(node)), need);
        row.least_px = fmaxf(row.least_px, least);
        row.most_px = fmaxf(row.most_px, fmaxf(least, placing_px(placing, most_height_mm(node))));
    }
    row.lines = (row.cells + row.columns - 1) / row.columns;
    return row;
}

static bool is_row_of_answers(const struct page *page, int row)
{
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        if (node->region == REGION_BODY && node->row == row) {
            return node->style == STYLE_YES || node->style == STYLE_NO;
        }
    }
    return false;
}

// Yes and No are never lower than what stands below them, however many words that has.
static struct row measure_row(struct placing *placing, int index)
{
    struct row row = measure_row_alone(placing, index);
    if (is_row_of_answers(placing->page, index)) {
        for (int other = index + 1; other < placing->page->rows; other++) {
            if (is_target_row(placing->page, other)) {
                row.least_px = fmaxf(row.least_px, measure_row_alone(placing, other).least_px);
            }
        }
        row.most_px = fmaxf(row.most_px, row.least_px);
    }
    return row;
}

// The height of all rows of targets with the gaps between and above them.
static void measure_targets(struct placing *placing, float *least_px, float *most_px, int *lines)
{
    float gap = placing_gap_px(placing);
    *least_px = *most_px = 0;
    *lines = 0;
    for (int index = 0; index < placing->page->rows; index++) {
        if (is_target_row(placing->page, index)) {
            struct row row = measure_row(placing, index);
            *least_px += (float)row.lines * (row.least_px + gap);
            *most_px += (float)row.lines * (row.most_px + gap);
            *lines += row.lines;
        }
    }
}

// Lays the words above the targets out in the width the picture leaves; returns their height.
static float measure_words(struct placing *placing, float width_px)
{
    float height = 0, gap = placing_px(placing, THEME_LINE_GAP_MM);
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region != REGION_BODY || node->kind != NODE_TEXT) {
            continue;
        }
        bool centred = !placing->beside || placing->picture_mm <= 0;
        bool larger = node->style == STYLE_CODE && placing->body_mm > theme_body_mm[0];
        float body_mm = placing_body_mm(placing, node) * (larger ? 1.1f : 1.0f);
        node->layout = placing_words(placing, node, node->name, body_mm, width_px,
                                     centred ? TEXT_ALIGN_CENTRE : TEXT_ALIGN_START);
        if (!node->layout || node->layout->overfull) {
            placing->page->overflow = true;
        }
        height += (height > 0 ? gap : 0) + layout_height_px(node->layout);
        node->w_px = width_px;
        node->h_px = layout_height_px(node->layout);
    }
    return height;
}

int body_count_pictures(const struct page *page)
{
    int count = 0;
    for (int i = 0; i < page->count; i++) {
        count += page->nodes[i].region == REGION_BODY && page->nodes[i].kind == NODE_PICTURE;
    }
    return count;
}

// Pictures of one page stand side by side, above the words or before them.
static void place_pictures(struct placing *placing, float left_px, float top_px, float size_px)
{
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_BODY && node->kind == NODE_PICTURE) {
            node->x_px = node->icon_x_px = roundf(left_px);
            node->y_px = node->icon_y_px = roundf(top_px);
            node->w_px = node->h_px = node->icon_px = size_px;
            left_px += size_px + placing_gap_px(placing);
        }
    }
}

static void place_words(struct placing *placing, float left_px, float top_px)
{
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_BODY && node->kind == NODE_TEXT) {
            node->x_px = node->text_x_px = roundf(left_px);
            node->y_px = node->text_y_px = roundf(top_px);
            top_px += node->h_px + placing_px(placing, THEME_LINE_GAP_MM);
        }
    }
}

static void place_targets(struct placing *placing, float top_px, float spare_px, int lines)
{
    struct page *page = placing->page;
    float gap = placing_gap_px(placing);
    for (int index = 0; index < page->rows; index++) {
        if (!is_target_row(page, index)) {
            continue;
        }
        struct row row = measure_row(placing, index);
        float more = fminf(row.most_px - row.least_px, spare_px / (float)(lines > 0 ? lines : 1));
        float height = floorf(row.least_px + fmaxf(more, 0));
        float width =
            floorf((placing->width_px - gap * (float)(row.columns - 1)) / (float)row.columns);
        int cell = 0, last = row.cells % row.columns; // on a last line with room left; 0: full
        bool sheets = is_row_of_sheets(page, index);
        for (int i = 0; i < page->count; i++) {
            struct node *node = &page->nodes[i];
            if (node->region == REGION_BODY && node->row == index) {
                int column = cell % row.columns, line = cell / row.columns;
                bool alone = sheets && last > 0 && cell >= row.cells - last; // in the middle
                float indent = alone ? (float)(row.columns - last) * (width + gap) / 2 : 0;
                node->x_px = roundf(placing->left_px + indent + (float)column * (width + gap));
                node->y_px = top_px + (float)line * (height + gap);
                node->w_px = width;
                node->h_px = height;
                place_cell(placing, node);
                cell++;
            }
        }
        top_px += (float)row.lines * (height + gap);
    }
}

// How much of the gaps above and below the words their own leading stands for.
struct leading {
    float above, below;
};

static struct leading measure_leading(const struct placing *placing)
{
    struct leading leading = {0};
    const struct node *first = NULL, *last = NULL;
    for (int i = 0; i < placing->page->count; i++) {
        const struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_BODY && node->kind == NODE_TEXT) {
            first = first ? first : node;
            last = node;
        }
    }
    if (placing->close && first) {
        float gap = placing_gap_px(placing), least = placing_px(placing, THEME_INK_GAP_MM);
        struct layout_rect top = typesetter_ink(placing->typesetter, first->layout);
        struct layout_rect end = typesetter_ink(placing->typesetter, last->layout);
        float below = layout_height_px(last->layout) - end.y_px - end.h_px;
        leading.above = fminf(fmaxf(gap + top.y_px - least, 0), gap);
        leading.below = fminf(fmaxf(gap + below - least, 0), gap);
    }
    return leading;
}

// The sizes of one attempt, all in pixels.
struct body {
    float picture, pictures, words, words_width;
    float above; // height of words and picture
    struct leading leading;
    float least, most;
    int lines;
};

static struct body measure_body(struct placing *placing)
{
    struct body body = {.picture = placing_px(placing, placing->picture_mm)};
    int pictures = body_count_pictures(placing->page);
    float gap = placing_gap_px(placing);
    if (pictures == 0 || placing->picture_mm <= 0) {
        body.picture = 0;
        pictures = 0;
    }
    body.pictures = (float)pictures * (body.picture + gap);
    body.words_width = placing->width_px - (placing->beside ? body.pictures + gap : 0);
    body.words = measure_words(placing, body.words_width);
    body.leading = measure_leading(placing);
    float words = body.words - body.leading.above - body.leading.below;
    body.above = placing->beside || pictures == 0
                     ? fmaxf(words, body.picture)
                     : body.words - body.leading.below + body.picture + gap;
    measure_targets(placing, &body.least, &body.most, &body.lines);
    return body;
}

// One attempt at a text size and a picture size. False when it doesn't fit.
bool body_place(struct placing *placing)
{
    placing->page->overflow = false;
    typesetter_rest(placing->typesetter); // every layout of the attempt before is asked for anew
    frame_place_bar(placing);
    frame_place_mark(placing);
    frame_place_foot(placing); // stands on the mark
    struct body body = measure_body(placing);
    float room = placing->body_bottom_px - placing->body_top_px;
    float spare = room - body.above - body.least;
    float targets = fminf(body.most, body.least + fmaxf(spare, 0));
    float free_px = fmaxf(room - targets - body.above, 0);
    float thread = frame_place_thread(placing, free_px);
    free_px -= thread;
    float top = placing->body_top_px + thread + free_px / 2;
    if (body.above <= 0) { // nothing but targets: in the middle
        top = placing->body_top_px;
    }
    float left = placing->left_px;
    float words = body.words - body.leading.above - body.leading.below;
    if (placing->beside) {
        place_pictures(placing, left, top + (body.above - body.picture) / 2, body.picture);
        place_words(placing,
                    left + body.pictures + (body.pictures > 0 ? placing_gap_px(placing) : 0),
                    top + (body.above - words) / 2 - body.leading.above);
    } else {
        float gap = placing_gap_px(placing);
        place_pictures(placing, left + (placing->width_px - body.pictures + gap) / 2, top,
                       body.picture);
        place_words(placing, left,
                    top + (body.pictures > 0 ? body.picture + gap : -body.leading.above));
    }
    float ground = placing->body_bottom_px - targets + placing_gap_px(placing);
    if (body.above <= 0) {
        ground -= free_px / 2;
    }
    place_targets(placing, ground, targets - body.least, body.lines);
    if (spare < 0) {
        placing->page->overflow = true;
    }
    return !placing->page->overflow;
}
