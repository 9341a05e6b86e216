// One grid for every screen. From top to bottom: the bar with the controls, the body, the foot with
// the way on, a mark. In the body, words and their picture stand in the middle of what the targets
// below leave free; the targets stand on the ground line, so that Yes is where it was one question
// ago. Start and end are the reading direction's; x is mirrored in one place, at the very end.
#include "place.h"

#include "theme.h"

#include <math.h>
#include <string.h>

struct placing {
    struct page *page;
    const struct panel *panel;
    struct typesetter *typesetter;
    float body_mm;           // of running text, this attempt
    float picture_mm;        // 0: without
    bool beside;             // picture beside the words, not above
    bool stacked;            // one target a line: a word is too long for half the width
    float left_px, width_px; // of the column
    float body_top_px, body_bottom_px;
};

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

static float px(const struct placing *placing, float mm)
{
    return roundf(mm * placing->panel->px_per_mm);
}

static bool landscape(const struct placing *placing)
{
    return placing->panel->w_px > placing->panel->h_px;
}

static float body_height_mm(const struct placing *placing, const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        return node->style == STYLE_CAPTION ? THEME_CAPTION_MM : placing->body_mm;
    case NODE_ANSWER:
    case NODE_CARD:
        return placing->body_mm;
    default:
        return placing->body_mm * THEME_LABEL_RATIO;
    }
}

static const struct layout *set_words(const struct placing *placing, const struct node *node,
                                      const char *words, float body_mm, float width_px,
                                      enum text_align align)
{
    bool bold = node->style == STYLE_STRONG || node->style == STYLE_CODE;
    struct typeset wanted = {
        .writing = node->writing,
        .text = words,
        .body_px = body_mm * placing->panel->px_per_mm,
        .width_px = width_px,
        .weight = bold ? FONT_BOLD : FONT_REGULAR,
        .align = align,
    };
    return typesetter_set(placing->typesetter, &wanted);
}

static float height_of(const struct layout *layout)
{
    return layout ? layout->height_px : 0;
}

static float width_of(const struct layout *layout)
{
    return layout ? layout->width_px : 0;
}

// --- words inside a target ---------------------------------------------------------------------

// The way on points onward: its arrow follows the words.
static bool icon_follows(const struct node *node)
{
    return strcmp(node->pictogram, "ui.next") == 0 && node->kind != NODE_CONTROL;
}

// A card's remark stands below its name; an entry's number too, where the panel is upright.
static bool detail_below(const struct placing *placing, const struct node *node)
{
    return node->kind == NODE_CARD || (node->kind == NODE_ENTRY && !landscape(placing));
}

static void place_detail(struct placing *placing, struct node *node)
{
    if (detail_below(placing, node)) {
        float centre = node->x_px + (node->w_px - width_of(node->detail_layout)) / 2;
        node->detail_x_px = node->kind == NODE_CARD ? roundf(centre) : node->text_x_px;
        node->detail_y_px = roundf(node->text_y_px + height_of(node->layout));
    } else { // at the end of the line
        node->detail_x_px = roundf(node->x_px + node->w_px - px(placing, THEME_PAD_MM) -
                                   width_of(node->detail_layout));
        node->detail_y_px = roundf(node->y_px + (node->h_px - height_of(node->detail_layout)) / 2);
    }
}

// Puts pictogram and words side by side in the middle of the target.
static void centre_in_target(struct placing *placing, struct node *node)
{
    float gap = node->icon_px > 0 && node->layout ? px(placing, THEME_PAD_MM) : 0;
    float words = width_of(node->layout), height = height_of(node->layout);
    float from = node->kind == NODE_ENTRY
                     ? node->x_px + px(placing, THEME_PAD_MM)
                     : node->x_px + (node->w_px - node->icon_px - gap - words) / 2;
    float below = detail_below(placing, node) ? height_of(node->detail_layout) : 0;
    node->text_y_px = roundf(node->y_px + (node->h_px - height - below) / 2);
    node->icon_y_px = roundf(node->text_y_px + (height - node->icon_px) / 2);
    bool follows = icon_follows(node);
    node->icon_x_px = roundf(follows ? from + words + gap : from);
    node->text_x_px = roundf(follows ? from : from + node->icon_px + gap);
    if (node->detail_layout) {
        place_detail(placing, node);
    }
}

// The words a target shows: its name, or its short sign where it has one of its own.
static const char *shown_words(const struct node *node)
{
    return node->kind == NODE_ITEM ? node->detail : node->wordless ? "" : node->name;
}

static float icon_size_mm(const struct node *node)
{
    return node->pictogram[0] == '\0'  ? 0
           : node->kind == NODE_ANSWER ? THEME_ANSWER_ICON_MM
                                       : THEME_ICON_MM;
}

// Lays a target's words out for its width; returns the height they need.
static float measure_target(struct placing *placing, struct node *node, float width_px)
{
    float pad = px(placing, THEME_PAD_MM);
    float body_mm = body_height_mm(placing, node);
    bool below = detail_below(placing, node);
    node->icon_px = px(placing, icon_size_mm(node));
    float room = width_px - 2 * pad - (node->icon_px > 0 ? node->icon_px + pad : 0);
    node->detail_layout = NULL;
    if (node->detail[0] != '\0' && node->kind != NODE_ITEM) {
        node->detail_layout = set_words(placing, node, node->detail,
                                        node->kind == NODE_CARD ? THEME_CAPTION_MM : body_mm,
                                        below ? room : 0, TEXT_ALIGN_START);
        room -= below ? 0 : width_of(node->detail_layout) + pad;
    }
    const char *words = shown_words(node);
    node->layout = words[0] == '\0'
                       ? NULL
                       : set_words(placing, node, words, body_mm, fmaxf(room, 1), TEXT_ALIGN_START);
    placing->page->overflow |= node->layout && node->layout->overfull;
    float under = below ? height_of(node->detail_layout) : 0;
    return fmaxf(height_of(node->layout) + under, node->icon_px) + pad;
}

// --- the ticket --------------------------------------------------------------------------------

// Digits and pictures on one line where they fit, else the pictures below the digits.
static float ticket_pictures_px(const struct placing *placing)
{
    int count = 0;
    for (int i = 0; i < placing->page->count; i++) {
        count += placing->page->nodes[i].region == REGION_TICKET;
    }
    return (float)count * (px(placing, THEME_TICKET_MM) + px(placing, THEME_GAP_MM));
}

static bool ticket_in_one_line(const struct placing *placing, const struct node *node)
{
    float need = width_of(node->layout) + ticket_pictures_px(placing);
    return need + 3 * px(placing, THEME_PAD_MM) <= placing->width_px;
}

static float measure_ticket(struct placing *placing, struct node *node)
{
    float pad = px(placing, THEME_PAD_MM), picture = px(placing, THEME_TICKET_MM);
    node->layout = set_words(placing, node, node->name, THEME_CODE_MM, 0, TEXT_ALIGN_START);
    float digits = height_of(node->layout);
    return 2 * pad +
           (ticket_in_one_line(placing, node) ? fmaxf(digits, picture) : digits + picture);
}

static void place_ticket(struct placing *placing, struct node *node)
{
    float picture = px(placing, THEME_TICKET_MM), gap = px(placing, THEME_GAP_MM);
    float digits = width_of(node->layout), pictures = ticket_pictures_px(placing) - gap;
    bool line = ticket_in_one_line(placing, node);
    float between = 2 * gap;
    float whole = line ? digits + between + pictures : digits;
    float top = node->y_px + (node->h_px - height_of(node->layout) - (line ? 0 : picture)) / 2;
    node->text_x_px = roundf(node->x_px + (node->w_px - whole) / 2);
    node->text_y_px = roundf(top);
    float x = line ? node->text_x_px + digits + between : node->x_px + (node->w_px - pictures) / 2;
    float y = line ? node->y_px + (node->h_px - picture) / 2 : top + height_of(node->layout);
    for (int i = 0; i < placing->page->count; i++) {
        struct node *part = &placing->page->nodes[i];
        if (part->region == REGION_TICKET) {
            part->x_px = part->icon_x_px = roundf(x);
            part->y_px = part->icon_y_px = roundf(y);
            part->w_px = part->h_px = part->icon_px = picture;
            x += picture + gap;
        }
    }
}

// --- the bar -----------------------------------------------------------------------------------

static float measure_bar_middle(struct placing *placing, struct node *node)
{
    if (node->kind == NODE_PROGRESS) {
        node->h_px = px(placing, THEME_DOTS_MM);
        return px(placing, THEME_DOT_STEP_MM) * (float)(node->total + 3);
    }
    node->layout = set_words(placing, node, node->name, placing->body_mm, 0, TEXT_ALIGN_START);
    node->h_px = height_of(node->layout);
    return width_of(node->layout);
}

// Between the controls where it fits, else on a line of its own below them.
static void place_bar_middle(struct placing *placing, float start, float end)
{
    float gap = px(placing, THEME_GAP_MM), bar = px(placing, THEME_TARGET_MM);
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
            node->y_px = roundf(px(placing, THEME_EDGE_MM) + (bar - node->h_px) / 2);
        } else {
            if (words) {
                node->layout = set_words(placing, node, node->name, placing->body_mm,
                                         placing->width_px, TEXT_ALIGN_START);
                node->w_px = placing->width_px;
                node->h_px = height_of(node->layout);
            }
            node->x_px = roundf(placing->left_px + (placing->width_px - node->w_px) / 2);
            node->y_px = placing->body_top_px;
            placing->body_top_px += node->h_px + gap;
        }
        node->text_x_px = node->x_px;
        node->text_y_px = node->y_px;
    }
}

static void place_bar(struct placing *placing)
{
    float size = px(placing, THEME_TARGET_MM), gap = px(placing, THEME_GAP_MM);
    float top = px(placing, THEME_EDGE_MM);
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
        node->icon_px = px(placing, THEME_ICON_MM);
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
            centre_in_target(placing, node);
        }
    }
    placing->body_top_px = bar ? top + size + gap : px(placing, THEME_MARGIN_MM);
    place_bar_middle(placing, start, end);
}

// --- the foot and the mark ---------------------------------------------------------------------

static float foot_height(struct placing *placing, float width_px)
{
    float height = 0;
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_FOOT && node_touchable(node)) {
            height = fmaxf(
                height, fmaxf(px(placing, THEME_FOOT_MM), measure_target(placing, node, width_px)));
        }
    }
    return height;
}

static void place_foot(struct placing *placing)
{
    struct page *page = placing->page;
    float gap = px(placing, THEME_GAP_MM), pad = px(placing, THEME_PAD_MM);
    float bottom = (float)placing->panel->h_px - px(placing, THEME_EDGE_MM + 3.0f);
    int count = 0;
    float picture = 0;
    for (int i = 0; i < page->count; i++) {
        if (page->nodes[i].region == REGION_FOOT) {
            bool still = !node_touchable(&page->nodes[i]);
            picture = still ? px(placing, THEME_TARGET_MM) : picture;
            count += !still;
        }
    }
    placing->body_bottom_px = bottom;
    float room = placing->width_px - (picture > 0 ? picture + gap : 0);
    float widest = count ? (room - gap * (float)(count - 1)) / (float)count : 0;
    float height = fmaxf(foot_height(placing, widest), picture);
    float end = placing->left_px + placing->width_px;
    for (int i = page->count - 1; i >= 0; i--) { // the last one stands at the end
        struct node *node = &page->nodes[i];
        if (node->region != REGION_FOOT) {
            continue;
        }
        if (node->kind == NODE_TEXT) { // a small remark at the start, as wide as the rest leaves
            float width = fmaxf(end - placing->left_px, 1);
            node->layout =
                set_words(placing, node, node->name, THEME_CAPTION_MM, width, TEXT_ALIGN_START);
            node->w_px = width;
            node->h_px = height_of(node->layout);
            node->x_px = node->text_x_px = placing->left_px;
            node->y_px = node->text_y_px = roundf(bottom - (height + node->h_px) / 2);
            continue;
        }
        if (node->kind == NODE_PICTURE) {
            node->w_px = node->h_px = node->icon_px = picture;
            node->x_px = node->icon_x_px = placing->left_px;
            node->y_px = node->icon_y_px = roundf(bottom - (height + picture) / 2);
            continue;
        }
        float words = width_of(node->layout) + node->icon_px + (node->icon_px > 0 ? pad : 0);
        node->w_px = roundf(fminf(widest, fmaxf(words + 3 * pad, px(placing, 46.0f))));
        node->h_px = height;
        node->x_px = end - node->w_px;
        node->y_px = bottom - height;
        end = node->x_px - gap;
        centre_in_target(placing, node);
    }
    if (height > 0) {
        placing->body_bottom_px = bottom - height - gap;
    }
}

static void place_mark(struct placing *placing)
{
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region != REGION_MARK) {
            continue;
        }
        node->layout = set_words(placing, node, node->name, THEME_CAPTION_MM * 0.8f,
                                 placing->width_px, TEXT_ALIGN_CENTRE);
        node->w_px = placing->width_px;
        node->h_px = height_of(node->layout);
        node->x_px = node->text_x_px = placing->left_px;
        node->y_px = node->text_y_px =
            roundf((float)placing->panel->h_px - px(placing, 1.5f) - node->h_px);
    }
}

// --- the body ----------------------------------------------------------------------------------

static bool is_target_row(const struct page *page, int row)
{
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        if (node->region == REGION_BODY && node->row == row) {
            return node_touchable(node) || node->kind == NODE_TICKET;
        }
    }
    return false;
}

static float least_height_mm(const struct node *node)
{
    return node->kind == NODE_ANSWER || node->kind == NODE_CARD ? THEME_ANSWER_MIN_MM
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
    case NODE_TICKET:
        return 0; // just what it needs
    default:
        return THEME_FOOT_MM;
    }
}

// One row of targets: how many cells and lines of cells, and between which heights a cell may be.
struct row {
    int cells, columns, lines;
    float least_px, most_px;
};

static struct row measure_row(struct placing *placing, int index)
{
    struct page *page = placing->page;
    struct row row = {.columns = placing->stacked ? 1 : page->columns[index]};
    float gap = px(placing, THEME_GAP_MM);
    float width = (placing->width_px - gap * (float)(row.columns - 1)) / (float)row.columns;
    for (int i = 0; i < page->count; i++) {
        struct node *node = &page->nodes[i];
        if (node->region != REGION_BODY || node->row != index) {
            continue;
        }
        row.cells++;
        float need = node->kind == NODE_TICKET ? measure_ticket(placing, node)
                                               : measure_target(placing, node, width);
        float least = fmaxf(px(placing, least_height_mm(node)), need);
        row.least_px = fmaxf(row.least_px, least);
        row.most_px = fmaxf(row.most_px, fmaxf(least, px(placing, most_height_mm(node))));
    }
    row.lines = (row.cells + row.columns - 1) / row.columns;
    return row;
}

// The height of all rows of targets with the gaps between and above them.
static void measure_targets(struct placing *placing, float *least_px, float *most_px, int *lines)
{
    float gap = px(placing, THEME_GAP_MM);
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
    float height = 0, gap = px(placing, THEME_LINE_GAP_MM);
    for (int i = 0; i < placing->page->count; i++) {
        struct node *node = &placing->page->nodes[i];
        if (node->region != REGION_BODY || node->kind != NODE_TEXT) {
            continue;
        }
        bool centred = !placing->beside || placing->picture_mm <= 0;
        bool larger = node->style == STYLE_CODE && placing->body_mm > theme_body_mm[0];
        float body_mm = body_height_mm(placing, node) * (larger ? 1.1f : 1.0f);
        node->layout = set_words(placing, node, node->name, body_mm, width_px,
                                 centred ? TEXT_ALIGN_CENTRE : TEXT_ALIGN_START);
        if (!node->layout || node->layout->overfull) {
            placing->page->overflow = true;
        }
        height += (height > 0 ? gap : 0) + height_of(node->layout);
        node->w_px = width_px;
        node->h_px = height_of(node->layout);
    }
    return height;
}

static int count_pictures(const struct page *page)
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
            left_px += size_px + px(placing, THEME_GAP_MM);
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
            top_px += node->h_px + px(placing, THEME_LINE_GAP_MM);
        }
    }
}

static void place_targets(struct placing *placing, float top_px, float spare_px, int lines)
{
    struct page *page = placing->page;
    float gap = px(placing, THEME_GAP_MM);
    for (int index = 0; index < page->rows; index++) {
        if (!is_target_row(page, index)) {
            continue;
        }
        struct row row = measure_row(placing, index);
        float more = fminf(row.most_px - row.least_px, spare_px / (float)(lines > 0 ? lines : 1));
        float height = floorf(row.least_px + fmaxf(more, 0));
        float width =
            floorf((placing->width_px - gap * (float)(row.columns - 1)) / (float)row.columns);
        int cell = 0;
        for (int i = 0; i < page->count; i++) {
            struct node *node = &page->nodes[i];
            if (node->region == REGION_BODY && node->row == index) {
                int column = cell % row.columns, line = cell / row.columns;
                node->x_px = placing->left_px + (float)column * (width + gap);
                node->y_px = top_px + (float)line * (height + gap);
                node->w_px = width;
                node->h_px = height;
                if (node->kind == NODE_TICKET) {
                    place_ticket(placing, node);
                } else {
                    centre_in_target(placing, node);
                }
                cell++;
            }
        }
        top_px += (float)row.lines * (height + gap);
    }
}

// The sizes of one attempt, all in pixels.
struct body {
    float picture, pictures, words, words_width, above; // above: height of words and picture
    float least, most;
    int lines;
};

static struct body measure_body(struct placing *placing)
{
    struct body body = {.picture = px(placing, placing->picture_mm)};
    int pictures = count_pictures(placing->page);
    float gap = px(placing, THEME_GAP_MM);
    if (pictures == 0 || placing->picture_mm <= 0) {
        body.picture = 0;
        pictures = 0;
    }
    body.pictures = (float)pictures * (body.picture + gap);
    body.words_width = placing->width_px - (placing->beside ? body.pictures + gap : 0);
    body.words = measure_words(placing, body.words_width);
    body.above = placing->beside ? fmaxf(body.words, body.picture)
                                 : body.words + (pictures > 0 ? body.picture + gap : 0);
    measure_targets(placing, &body.least, &body.most, &body.lines);
    return body;
}

// One attempt at a text size and a picture size. False when it doesn't fit.
static bool place_body(struct placing *placing)
{
    placing->page->overflow = false;
    place_bar(placing);
    place_foot(placing);
    place_mark(placing);
    struct body body = measure_body(placing);
    float room = placing->body_bottom_px - placing->body_top_px;
    float spare = room - body.above - body.least;
    float targets = fminf(body.most, body.least + fmaxf(spare, 0));
    float free_px = fmaxf(room - targets - body.above, 0);
    float top = placing->body_top_px + free_px / 2;
    if (body.above <= 0) { // nothing but targets: in the middle
        top = placing->body_top_px;
    }
    float left = placing->left_px;
    if (placing->beside) {
        place_pictures(placing, left, top + (body.above - body.picture) / 2, body.picture);
        place_words(placing,
                    left + body.pictures + (body.pictures > 0 ? px(placing, THEME_GAP_MM) : 0),
                    top + (body.above - body.words) / 2);
    } else {
        float gap = px(placing, THEME_GAP_MM);
        place_pictures(placing, left + (placing->width_px - body.pictures + gap) / 2, top,
                       body.picture);
        place_words(placing, left, top + (body.pictures > 0 ? body.picture + gap : 0));
    }
    float ground = placing->body_bottom_px - targets + px(placing, THEME_GAP_MM);
    if (body.above <= 0) {
        ground -= free_px / 2;
    }
    place_targets(placing, ground, targets - body.least, body.lines);
    if (spare < 0) {
        placing->page->overflow = true;
    }
    return !placing->page->overflow;
}

// --- the whole ---------------------------------------------------------------------------------

// Everything was placed from the left as from the start; a right-to-left page turns as a whole.
static void mirror(struct page *page, float width_px)
{
    for (int i = 0; i < page->count; i++) {
        struct node *node = &page->nodes[i];
        node->x_px = width_px - node->x_px - node->w_px;
        node->icon_x_px = width_px - node->icon_x_px - node->icon_px;
        node->text_x_px = width_px - node->text_x_px;
        node->detail_x_px = width_px - node->detail_x_px - width_of(node->detail_layout);
        if (node->layout) {
            bool box = node->kind == NODE_TEXT && node->layout->max_width_px > 0;
            node->text_x_px -= box ? node->layout->max_width_px : width_of(node->layout);
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
    return place_body(placing);
}

// From the wanted text size down to the smallest. Whoever asked for larger words gets them before
// the picture.
static bool attempt_sizes(struct placing *placing, int text_step)
{
    for (int step = text_step; step >= 0; step--) {
        bool bare = step == 0 || step > THEME_TEXT_DEFAULT;
        placing->body_mm = theme_body_mm[step];
        if (attempt(placing, THEME_PICTURE_MM) || attempt(placing, THEME_PICTURE_MIN_MM) ||
            (bare && attempt(placing, 0))) {
            return true;
        }
    }
    return false;
}

void place_page(struct page *page, const struct panel *panel, struct typesetter *typesetter,
                int text_step)
{
    struct placing placing = {.page = page, .panel = panel, .typesetter = typesetter};
    float margin = px(&placing, THEME_MARGIN_MM);
    placing.left_px = margin;
    placing.width_px = (float)panel->w_px - 2 * margin;
    placing.beside = landscape(&placing) && count_pictures(page) == 1;
    bool fits = attempt_sizes(&placing, text_step);
    if (!fits) {
        placing.stacked = true;
        fits = attempt_sizes(&placing, text_step);
    }
    page->overflow = !fits;
    page->body_mm = placing.body_mm;
    if (page->writing->direction == TEXT_RTL) {
        mirror(page, (float)panel->w_px);
    }
    pull_to_words(page);
}
