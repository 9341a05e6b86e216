// Inside a target: words and pictogram side by side in the middle, a remark below or at the end.
#include "placing.h"

#include "theme.h"

#include <math.h>
#include <string.h>

// The way on points onward: its arrow follows the words.
static bool icon_follows(const struct node *node)
{
    return strcmp(node->pictogram, "ui.next") == 0 && node->kind != NODE_CONTROL;
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

// Puts pictogram and words side by side in the middle of the target.
void target_centre(struct placing *placing, struct node *node)
{
    float gap = node->icon_px > 0 && node->layout ? placing_px(placing, THEME_PAD_MM) : 0;
    float words = layout_width_px(node->layout), height = layout_height_px(node->layout);
    float from = node->kind == NODE_ENTRY
                     ? node->x_px + placing_px(placing, THEME_PAD_MM)
                     : node->x_px + (node->w_px - node->icon_px - gap - words) / 2;
    float below = detail_below(placing, node) ? layout_height_px(node->detail_layout) : 0;
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
float target_measure(struct placing *placing, struct node *node, float width_px)
{
    float pad = placing_px(placing, THEME_PAD_MM);
    float body_mm = placing_body_mm(placing, node);
    bool below = detail_below(placing, node);
    node->icon_px = placing_px(placing, icon_size_mm(node));
    float room = width_px - 2 * pad - (node->icon_px > 0 ? node->icon_px + pad : 0);
    node->detail_layout = NULL;
    if (node->detail[0] != '\0' && node->kind != NODE_ITEM) {
        node->detail_layout = placing_words(placing, node, node->detail,
                                            node->kind == NODE_CARD ? THEME_CAPTION_MM : body_mm,
                                            below ? room : 0, TEXT_ALIGN_START);
        room -= below ? 0 : layout_width_px(node->detail_layout) + pad;
    }
    const char *words = shown_words(node);
    node->layout = words[0] == '\0' ? NULL
                                    : placing_words(placing, node, words, body_mm, fmaxf(room, 1),
                                                    TEXT_ALIGN_START);
    placing->page->overflow |= node->layout && node->layout->overfull;
    float under = below ? layout_height_px(node->detail_layout) : 0;
    return fmaxf(layout_height_px(node->layout) + under, node->icon_px) + pad;
}

// --- the ticket --------------------------------------------------------------------------------

// Digits and pictures on one line where they fit, else the pictures below the digits.
static float ticket_pictures_px(const struct placing *placing)
{
    int count = 0;
    for (int i = 0; i < placing->page->count; i++) {
        count += placing->page->nodes[i].region == REGION_TICKET;
    }
    return (float)count *
           (placing_px(placing, THEME_TICKET_MM) + placing_px(placing, THEME_GAP_MM));
}

static bool ticket_in_one_line(const struct placing *placing, const struct node *node)
{
    float need = layout_width_px(node->layout) + ticket_pictures_px(placing);
    return need + 3 * placing_px(placing, THEME_PAD_MM) <= placing->width_px;
}

float ticket_measure(struct placing *placing, struct node *node)
{
    float pad = placing_px(placing, THEME_PAD_MM), picture = placing_px(placing, THEME_TICKET_MM);
    node->layout = placing_words(placing, node, node->name, THEME_CODE_MM, 0, TEXT_ALIGN_START);
    float digits = layout_height_px(node->layout);
    return 2 * pad +
           (ticket_in_one_line(placing, node) ? fmaxf(digits, picture) : digits + picture);
}

void ticket_place(struct placing *placing, struct node *node)
{
    float picture = placing_px(placing, THEME_TICKET_MM), gap = placing_px(placing, THEME_GAP_MM);
    float digits = layout_width_px(node->layout), pictures = ticket_pictures_px(placing) - gap;
    bool line = ticket_in_one_line(placing, node);
    float between = 2 * gap;
    float whole = line ? digits + between + pictures : digits;
    float top =
        node->y_px + (node->h_px - layout_height_px(node->layout) - (line ? 0 : picture)) / 2;
    node->text_x_px = roundf(node->x_px + (node->w_px - whole) / 2);
    node->text_y_px = roundf(top);
    float x = line ? node->text_x_px + digits + between : node->x_px + (node->w_px - pictures) / 2;
    float y = line ? node->y_px + (node->h_px - picture) / 2 : top + layout_height_px(node->layout);
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
