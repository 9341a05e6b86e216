#include "contrast.h"

#include <math.h>

static double linear(uint8_t channel)
{
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour colour)
{
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

double contrast(struct colour one, struct colour other)
{
    double a = luminance(one), b = luminance(other);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

struct list {
    struct pair *pairs;
    int count;
};

static void add(struct list *list, enum pair_kind kind, const char *what, struct colour front,
                struct colour back)
{
    list->pairs[list->count++] = (struct pair){what, front, back, kind};
}

static void add_lit(struct list *list, const struct theme *theme, struct colour words,
                    struct colour under)
{
    add(list, PAIR_STATE, "the word being said", words, theme->lit);
    add(list, PAIR_SHAPE, "the bar below it, on its tint", theme->accent, theme->lit);
    add(list, PAIR_SHAPE, "the bar below it", theme->accent, under);
}

static void add_control(struct list *list, const struct theme *theme, const struct node *node)
{
    add(list, PAIR_SHAPE, "pictogram", theme->ink, node->pressed ? theme->pressed : theme->paper);
    if (node->focused) {
        add(list, PAIR_SHAPE, "focus", theme->accent, theme->paper);
    }
}

static void add_primary(struct list *list, const struct theme *theme, const struct node *node)
{
    struct colour fill = node->pressed ? theme->ink : theme->accent;
    add(list, PAIR_WORDS, "words on the way on", theme->on_accent, fill);
    add(list, PAIR_SHAPE, "the bar below the word being said", theme->on_accent, fill);
    add(list, PAIR_SHAPE, "the way on, on paper", fill, theme->paper);
    add(list, PAIR_SHAPE, "the way on, on its shadow", fill, theme->shade);
}

static void add_sheet(struct list *list, const struct theme *theme, const struct node *node)
{
    bool tinted = node->pressed || node->selected;
    struct colour fill = tinted                     ? theme->pressed
                         : node->style == STYLE_YES ? theme->sheet_yes
                         : node->style == STYLE_NO  ? theme->sheet_no
                                                    : theme->sheet;
    struct colour edge = node->selected ? theme->accent : theme->edge;
    add(list, tinted ? PAIR_STATE : PAIR_WORDS, "words on a sheet", theme->ink, fill);
    add_lit(list, theme, theme->ink, fill);
    add(list, PAIR_SHAPE, "its edge", edge, fill);
    add(list, PAIR_SHAPE, "its edge on paper", edge, theme->paper);
    if (!node->pressed) {
        add(list, PAIR_SHAPE, "its edge on the shadow", edge, theme->shade);
    }
    if (node->focused) {
        add(list, PAIR_SHAPE, "focus", theme->accent, theme->paper);
    }
}

static void add_text(struct list *list, const struct theme *theme, const struct node *node)
{
    if (node->style == STYLE_BAND) {
        add(list, PAIR_WORDS, "the band", theme->on_accent, theme->accent);
        return;
    }
    struct colour words = node->style == STYLE_CAPTION ? theme->faint : theme->ink;
    add(list, PAIR_WORDS, "words on paper", words, theme->paper);
    if (node->style != STYLE_CAPTION) { // nothing says these
        add_lit(list, theme, words, theme->paper);
    }
}

static void add_envelope(struct list *list, const struct theme *theme)
{
    add(list, PAIR_SHAPE, "its lines on paper", theme->ink, theme->paper);
    add(list, PAIR_SHAPE, "its lines on the sheet", theme->ink, theme->sheet);
    add(list, PAIR_SHAPE, "its lines on the flap", theme->ink, theme->sheet_no);
    add(list, PAIR_SHAPE, "the letter in it", theme->edge, theme->sheet);
}

static void add_waiting(struct list *list, const struct theme *theme)
{
    add(list, PAIR_SHAPE, "its lines on paper", theme->accent, theme->paper);
    add(list, PAIR_SHAPE, "its lines on the sheet", theme->accent, theme->sheet);
    add(list, PAIR_SHAPE, "its lines on the flap", theme->accent, theme->sheet_no);
    add(list, PAIR_SHAPE, "the sheet's edge on paper", theme->edge, theme->paper);
    add(list, PAIR_SHAPE, "the sheet's edge on the flap", theme->edge, theme->sheet_no);
}

int contrast_pairs(const struct theme *theme, const struct node *node,
                   struct pair pairs[static CONTRAST_MAX_PAIRS])
{
    struct list list = {pairs, 0};
    const struct colour black = {0, 0, 0}, white = {255, 255, 255};
    switch (node->kind) {
    case NODE_TEXT:
        add_text(&list, theme, node);
        break;
    case NODE_PICTURE:
        add(&list, PAIR_SHAPE, "picture",
            node->region == REGION_TICKET ? theme->ink : theme->accent,
            node->region == REGION_TICKET ? theme->sheet : theme->paper);
        break;
    case NODE_REST:
        add(&list, PAIR_SHAPE, "picture", theme->accent, theme->paper);
        break;
    case NODE_PROGRESS:
    case NODE_TIMER:
        add(&list, PAIR_SHAPE, "what is done", theme->accent, theme->paper);
        add(&list, PAIR_SHAPE, "what is to come", theme->edge, theme->paper);
        break;
    case NODE_TICKET:
    case NODE_FIELD:
        add(&list, PAIR_WORDS, "words on a sheet", theme->ink, theme->sheet);
        break;
    case NODE_QR:
        add(&list, PAIR_SHAPE, "modules", black, white);
        break;
    case NODE_WAITING:
        add_waiting(&list, theme);
        break;
    case NODE_ENVELOPE:
        add_envelope(&list, theme);
        break;
    case NODE_CONTROL:
        add_control(&list, theme, node);
        break;
    default:
        (node->style == STYLE_PRIMARY ? add_primary : add_sheet)(&list, theme, node);
        break;
    }
    return list.count;
}
