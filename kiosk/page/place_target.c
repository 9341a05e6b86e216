// Inside a target: words and pictogram side by side in the middle, a remark below or at the end.
#include "placing.h"

#include "theme.h"

#include <math.h>
#include <string.h>

#define HANG_ROOM_MM 1.0f // between ink and the edge of its sheet

// The way on points onward: its arrow follows the words.
static bool icon_follows(const struct node *node)
{
    return strcmp(node->pictogram, "ui.next") == 0 && node->kind != NODE_CONTROL;
}

// The arrow of a card that was touched once lies over its upper corner: nothing may move under a
// finger that comes a second time.
static bool icon_on_corner(const struct node *node)
{
    return node->kind == NODE_CARD;
}

// A card's remark stands below its name; an entry's number too, where the panel is upright.
static bool detail_below(const struct placing *placing, const struct node *node)
{
    return node->kind == NODE_CARD || (node->kind == NODE_ENTRY && !placing_landscape(placing));
}

static void place_detail(struct placing *placing, struct node *node)
{
    if (detail_below(placing, node)) {
        float centre = node->x_px + (node->w_px - layout_width_px(node->detail_layout)) / 2;
        node->detail_x_px = node->kind == NODE_CARD ? roundf(centre) : node->text_x_px;
        node->detail_y_px = roundf(node->text_y_px + layout_height_px(node->layout));
    } else { // at the end of the line
        node->detail_x_px = roundf(node->x_px + node->w_px - placing_px(placing, THEME_PAD_MM) -
                                   layout_width_px(node->detail_layout));
        node->detail_y_px =
            roundf(node->y_px + (node->h_px - layout_height_px(node->detail_layout)) / 2);
    }
}

// Between its edge, its pictogram and its words; small sheets have small ones, and all where words
// are short of room.
static float target_pad_px(const struct placing *placing, const struct node *node)
{
    bool tight = placing->tight && node->kind != NODE_ENTRY; // its number stands at the other end
    bool small = tight || node->kind == NODE_ITEM || node->kind == NODE_KEY;
    return placing_px(placing, small ? THEME_PAD_MM / 2 : THEME_PAD_MM);
}

// Letters of Nastaliq hang far out of their line: where they come near the edge of their sheet,
// their ink stands in its middle.
static bool hangs(const struct node *node)
{
    return node->layout && node->writing->baseline_em > 0;
}

static float hang_px(const struct placing *placing, const struct node *node)
{
    if (!hangs(node) || node->detail_layout) {
        return 0;
    }
    struct layout_rect ink = typesetter_ink(placing->typesetter, node->layout);
    float above = node->y_px - (node->text_y_px + ink.y_px);
    float below = node->text_y_px + ink.y_px + ink.h_px - (node->y_px + node->h_px);
    bool near = fmaxf(above, below) > -placing_px(placing, HANG_ROOM_MM);
    return near ? roundf((above - below) / 2) : 0;
}

// The height that such letters need.
static float hanging_px(const struct placing *placing, const struct node *node)
{
    float ink = hangs(node) ? typesetter_ink(placing->typesetter, node->layout).h_px : 0;
    return ink > 0 ? ink + 2 * placing_px(placing, HANG_ROOM_MM) : 0;
}

static bool is_choice(const struct node *node)
{
    bool sheet = node->kind == NODE_ANSWER || node->kind == NODE_BUTTON;
    return sheet && node->region == REGION_BODY && node->pictogram[0] != '\0';
}

// Several answers in a row: too narrow for words beside a pictogram.
static bool icon_above(const struct placing *placing, const struct node *node, float width_px)
{
    if (!is_choice(node)) { // a choice has a row; the bar and the foot have none
        return false;
    }
    bool many = placing->columns_most > 3 && placing->page->columns[node->row] > 3;
    return many || width_px < placing_px(placing, THEME_BUTTON_MM);
}

static bool fills_line(const struct placing *placing, const struct node *node)
{
    return is_choice(node) && !icon_follows(node) &&
           (placing->columns_most == 1 || placing->page->columns[node->row] == 1);
}

// Choices below one another form a list: their pictograms stand below one another as well. The
// width of the widest; 0: this one stands alone or in a pair.
static float list_width(const struct placing *placing, const struct node *node)
{
    float widest = 0;
    int count = 0;
    for (int i = 0; fills_line(placing, node) && i < placing->page->count; i++) {
        if (fills_line(placing, &placing->page->nodes[i])) {
            widest = fmaxf(widest, layout_width_px(placing->page->nodes[i].layout));
            count++;
        }
    }
    return count > 2 ? widest : 0;
}

static void centre_below(struct placing *placing, struct node *node)
{
    float pad = placing_px(placing, THEME_PAD_MM / 2), words = layout_height_px(node->layout);
    node->icon_x_px = roundf(node->x_px + (node->w_px - node->icon_px) / 2);
    node->icon_y_px = roundf(node->y_px + (node->h_px - node->icon_px - pad - words) / 2);
    node->text_x_px = roundf(node->x_px + (node->w_px - layout_width_px(node->layout)) / 2);
    node->text_y_px = node->icon_y_px + node->icon_px + pad;
}

static float measure_below(struct placing *placing, struct node *node, float width_px)
{
    float pad = placing_px(placing, THEME_PAD_MM / 2);
    node->icon_px = placing_px(placing, THEME_ANSWER_ICON_MM);
    node->detail_layout = NULL;
    node->layout = placing_words(placing, node, node->name, placing_body_mm(placing, node),
                                 width_px - 2 * pad, TEXT_ALIGN_CENTRE);
    placing->page->overflow |= !node->layout || node->layout->overfull;
    return node->icon_px + layout_height_px(node->layout) + 3 * pad;
}

// Puts pictogram and words side by side in the middle of the target.
void target_centre(struct placing *placing, struct node *node)
{
    if (icon_above(placing, node, node->w_px)) {
        centre_below(placing, node);
        return;
    }
    float icon = icon_on_corner(node) ? 0 : node->icon_px;
    float gap = icon > 0 && node->layout ? target_pad_px(placing, node) : 0;
    float words = layout_width_px(node->layout), height = layout_height_px(node->layout);
    words = fmaxf(words, list_width(placing, node));
    float from = node->kind == NODE_ENTRY ? node->x_px + placing_px(placing, THEME_PAD_MM)
                                          : node->x_px + (node->w_px - icon - gap - words) / 2;
    float below = detail_below(placing, node) ? layout_height_px(node->detail_layout) : 0;
    node->text_y_px = roundf(node->y_px + (node->h_px - height - below) / 2);
    node->icon_y_px = roundf(node->text_y_px + (height - node->icon_px) / 2);
    node->text_y_px += hang_px(placing, node);
    bool follows = icon_follows(node);
    node->icon_x_px = roundf(follows ? from + words + gap : from);
    node->text_x_px = roundf(follows ? from : from + icon + gap);
    if (icon_on_corner(node)) {
        float over = placing_px(placing, THEME_BADGE_OVER_MM);
        node->icon_x_px = node->x_px + node->w_px - node->icon_px + over;
        node->icon_y_px = node->y_px - over;
    }
    if (node->detail_layout) {
        place_detail(placing, node);
    }
}

// The words a target shows: its name, or its short sign where it has one of its own.
static const char *shown_words(const struct node *node)
{
    bool sign = node->kind == NODE_ITEM || (node->kind == NODE_KEY && !node->wordless);
    return sign ? node->detail : node->wordless ? "" : node->name;
}

static float icon_size_mm(const struct node *node)
{
    return node->pictogram[0] == '\0'  ? 0
           : node->kind == NODE_ANSWER ? THEME_ANSWER_ICON_MM
                                       : THEME_ICON_MM;
}

// Words beside a pictogram begin below one another.
static enum text_align target_align(const struct node *node)
{
    bool beside = node->icon_px > 0 || node->kind == NODE_ENTRY;
    return beside ? TEXT_ALIGN_START : TEXT_ALIGN_CENTRE;
}

// Lays a target's words out for its width; returns the height they need.
float target_measure(struct placing *placing, struct node *node, float width_px)
{
    if (icon_above(placing, node, width_px)) {
        return measure_below(placing, node, width_px);
    }
    float pad = target_pad_px(placing, node);
    float body_mm = placing_body_mm(placing, node);
    bool below = detail_below(placing, node);
    node->icon_px = placing_px(placing, icon_size_mm(node));
    bool beside = node->icon_px > 0 && !icon_on_corner(node);
    float room = width_px - 2 * pad - (beside ? node->icon_px + pad : 0);
    node->detail_layout = NULL;
    if (node->detail[0] != '\0' && node->kind != NODE_ITEM && node->kind != NODE_KEY) {
        bool card =
            node->kind == NODE_CARD; // below the pictogram too, so that choosing moves nothing
        node->detail_layout =
            placing_words(placing, node, node->detail, card ? THEME_CAPTION_MM : body_mm,
                          card    ? width_px - 2 * pad
                          : below ? room
                                  : 0,
                          card ? TEXT_ALIGN_CENTRE : TEXT_ALIGN_START);
        room -= below ? 0 : layout_width_px(node->detail_layout) + pad;
    }
    enum text_align align = target_align(node);
    const char *words = shown_words(node);
    node->layout = words[0] == '\0'
                       ? NULL
                       : placing_words(placing, node, words, body_mm, fmaxf(room, 1), align);
    placing->page->overflow |= words[0] != '\0' && (!node->layout || node->layout->overfull);
    float under = below ? layout_height_px(node->detail_layout) : 0;
    float lines = layout_height_px(node->layout) + under;
    return fmaxf(fmaxf(lines, beside ? node->icon_px : 0) + pad, hanging_px(placing, node) + under);
}

// --- the ticket --------------------------------------------------------------------------------

// Digits, pictures and the QR code on one line where they fit, else the pictures and the QR code
// below the digits.
static float ticket_part_px(const struct placing *placing, const struct node *node)
{
    return placing_px(placing, node->kind == NODE_QR ? THEME_QR_MM : THEME_TICKET_MM);
}

struct ticket {
    float width, height; // of pictures and QR code
    bool line;
};

static struct ticket measure_parts(const struct placing *placing, const struct node *ticket)
{
    struct ticket parts = {0};
    float gap = placing_px(placing, THEME_GAP_MM);
    for (int i = 0; i < placing->page->count; i++) {
        const struct node *node = &placing->page->nodes[i];
        if (node->region == REGION_TICKET) {
            parts.width += ticket_part_px(placing, node) + gap;
            parts.height = fmaxf(parts.height, ticket_part_px(placing, node));
        }
    }
    float need = layout_width_px(ticket->layout) + gap + parts.width;
    parts.width -= parts.width > 0 ? gap : 0;
    parts.line = need + 2 * placing_px(placing, THEME_PAD_MM) <= placing->width_px;
    return parts;
}

float ticket_measure(struct placing *placing, struct node *node)
{
    float pad = target_pad_px(placing, node);
    node->layout = placing_words(placing, node, node->name, THEME_CODE_MM, 0, TEXT_ALIGN_START);
    struct ticket parts = measure_parts(placing, node);
    float digits = layout_height_px(node->layout);
    return pad + (parts.line ? fmaxf(digits, parts.height) : digits + parts.height);
}

void ticket_place(struct placing *placing, struct node *node)
{
    struct ticket parts = measure_parts(placing, node);
    float gap = placing_px(placing, THEME_GAP_MM);
    float digits_w = layout_width_px(node->layout), digits_h = layout_height_px(node->layout);
    float whole_w = parts.line ? digits_w + 2 * gap + parts.width : digits_w;
    float whole_h = parts.line ? digits_h : digits_h + parts.height;
    node->text_x_px = roundf(node->x_px + (node->w_px - whole_w) / 2);
    node->text_y_px = roundf(node->y_px + (node->h_px - whole_h) / 2);
    float x = parts.line ? node->text_x_px + digits_w + 2 * gap
                         : node->x_px + (node->w_px - parts.width) / 2;
    float middle =
        parts.line ? node->y_px + node->h_px / 2 : node->text_y_px + digits_h + parts.height / 2;
    for (int i = 0; i < placing->page->count; i++) {
        struct node *part = &placing->page->nodes[i];
        if (part->region == REGION_TICKET) {
            float side = ticket_part_px(placing, part);
            part->x_px = part->icon_x_px = roundf(x);
            part->y_px = part->icon_y_px = roundf(middle - side / 2);
            part->w_px = part->h_px = part->icon_px = side;
            x += side + gap;
        }
    }
}

// --- what isn't words --------------------------------------------------------------------------

// A drawing in the middle of its cell: the envelope, the quiet picture, the shrinking shape.
static float envelope_mm(const struct placing *placing)
{
    return placing->tight ? THEME_TIGHT_ENVELOPE_MM : THEME_ENVELOPE_MM;
}

float drawing_height_mm(const struct placing *placing, const struct node *node)
{
    return node->kind == NODE_ENVELOPE ? envelope_mm(placing) * 0.68f
           : node->kind == NODE_REST   ? THEME_REST_MM
                                       : THEME_TIMER_MM;
}

void drawing_place(struct placing *placing, struct node *node)
{
    float width = node->kind == NODE_ENVELOPE ? placing_px(placing, envelope_mm(placing))
                  : node->kind == NODE_REST   ? placing_px(placing, THEME_REST_MM)
                                              : node->w_px;
    node->x_px = roundf(node->x_px + (node->w_px - width) / 2);
    node->w_px = width;
    float height = placing_px(placing, drawing_height_mm(placing, node));
    node->y_px = roundf(node->y_px + (node->h_px - height) / 2);
    node->h_px = height;
    node->icon_px = node->kind == NODE_REST ? width : 0;
    node->icon_x_px = node->x_px;
    node->icon_y_px = node->y_px;
}

// What is being typed: as large as the code, at the start of the panel's direction of digits.
float field_measure(struct placing *placing, struct node *node)
{
    node->layout = placing_words(placing, node, node->name, THEME_FIELD_MM, 0, TEXT_ALIGN_START);
    return layout_height_px(node->layout);
}

void field_place(struct placing *placing, struct node *node)
{
    (void)placing;
    node->text_x_px = roundf(node->x_px + (node->w_px - layout_width_px(node->layout)) / 2);
    node->text_y_px = roundf(node->y_px + (node->h_px - layout_height_px(node->layout)) / 2);
}
