#include "draw.h"

#include "canvas.h"
#include "picture.h"

#include <string.h>

// Only what shows the reading direction turns with it; a clock or a phone doesn't.
static bool turns(const char *pictogram)
{
    static const char *const names[] = {"ui.back",    "ui.next",      "ui.stop",    "ui.stop.yes",
                                        "ui.stop.no", "ui.begin.yes", "ui.goodbye", "ui.text-size"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], pictogram) == 0) {
            return true;
        }
    }
    return false;
}

static void draw_icon(struct painter *painter, const struct node *node, struct colour colour)
{
    if (node->pictogram[0] == '\0' || node->icon_px < 1) {
        return;
    }
    bool mirrored = node->writing->direction == TEXT_RTL && turns(node->pictogram);
    int size = (int)node->icon_px;
    const uint8_t *picture = picture_find(painter, node->pictogram, size, mirrored);
    if (picture) {
        SDL_Rect at = {(int)node->icon_x_px, (int)node->icon_y_px, size, size};
        lay(painter, picture, size, at, pixel_of(painter, colour));
    }
}

// An arrow on a round ground of its own, over the corner of what it belongs to.
static void draw_badge(struct painter *painter, const struct node *node)
{
    if (node->pictogram[0] != '\0') {
        SDL_FRect ground = {node->icon_x_px, node->icon_y_px, node->icon_px, node->icon_px};
        fill_round(painter, ground, floorf(node->icon_px / 2), painter->theme->accent);
        draw_icon(painter, node, painter->theme->on_accent);
    }
}

static struct colour sheet_colour(const struct painter *painter, const struct node *node)
{
    const struct theme *theme = painter->theme;
    if (node->style == STYLE_PRIMARY) {
        return node->pressed ? theme->ink : theme->accent;
    }
    if (node->pressed || node->selected) {
        return theme->pressed;
    }
    return node->style == STYLE_YES  ? theme->sheet_yes
           : node->style == STYLE_NO ? theme->sheet_no
                                     : theme->sheet;
}

static void draw_target(struct painter *painter, const struct node *node)
{
    const struct theme *theme = painter->theme;
    SDL_FRect box = {node->x_px, node->y_px, node->w_px, node->h_px};
    bool control = node->kind == NODE_CONTROL;
    float radius = node->style == STYLE_NO ? mm(painter, 0.6f) : mm(painter, THEME_RADIUS_MM);
    if (node->focused) {
        fill_round(painter, shrink(box, -mm(painter, THEME_FOCUS_MM)),
                   radius + mm(painter, THEME_FOCUS_MM), theme->accent);
        fill_round(painter, shrink(box, -1), radius, theme->paper);
    }
    float line = mm(painter, node->selected ? THEME_FOCUS_MM : THEME_OUTLINE_MM);
    struct colour edge = node->selected ? theme->accent : theme->edge;
    if (control && !node->pressed) {
        edge = theme->paper; // controls rest on the paper without a frame
    }
    struct colour fill = sheet_colour(painter, node);
    if (control && !node->pressed) {
        fill = theme->paper;
    }
    if (node->style == STYLE_PRIMARY) {
        edge = fill;
    }
    if (!control && !node->pressed) {
        SDL_FRect shadow = {box.x, box.y + mm(painter, 0.7f), box.w, box.h};
        fill_round(painter, shadow, radius, theme->shade);
    }
    fill_round(painter, box, radius, edge);
    fill_round(painter, shrink(box, line), radius - line, fill);
    struct colour words = node->style == STYLE_PRIMARY ? theme->on_accent : theme->ink;
    draw_lit(painter, node);
    if (node->kind == NODE_CARD) {
        draw_badge(painter, node);
    } else {
        draw_icon(painter, node, words);
    }
    draw_words(painter, node->layout, node->text_x_px, node->text_y_px, words);
    draw_words(painter, node->detail_layout, node->detail_x_px, node->detail_y_px, words);
}

// In reading direction, towards the envelope.
static void draw_progress(struct painter *painter, const struct node *node)
{
    float step = mm(painter, THEME_DOT_STEP_MM), size = mm(painter, 2.6f);
    bool rtl = node->writing->direction == TEXT_RTL;
    for (int i = 0; i < node->total && node->w_px > 0; i++) {
        int place = rtl ? node->total - 1 - i : i;
        SDL_FRect dot = {node->x_px + (float)place * step + (step - size) / 2,
                         node->y_px + (node->h_px - size) / 2, size, size};
        bool here = i + 1 == node->value;
        SDL_FRect whole = here ? shrink(dot, -mm(painter, 0.5f)) : dot;
        fill_round(painter, whole, whole.h / 2,
                   i < node->value ? painter->theme->accent : painter->theme->edge);
        if (i >= node->value) {
            fill_round(painter, shrink(dot, mm(painter, 0.4f)), size / 2, painter->theme->paper);
        }
    }
}

// Black on white in every theme, with the quiet zone of four modules that phones need.
static void draw_qr(struct painter *painter, const struct node *node, const struct page *page)
{
    int modules = page->qr_side + 8;
    float module = floorf(node->w_px / (float)modules);
    SDL_FRect box = {node->x_px, node->y_px, node->w_px, node->h_px};
    float start = floorf((node->w_px - module * (float)page->qr_side) / 2);
    fill_rect(painter, box, (struct colour){255, 255, 255});
    for (int i = 0; i < page->qr_side * page->qr_side; i++) {
        int row = i / page->qr_side, column = i % page->qr_side;
        if (page->qr[i]) {
            fill_rect(painter,
                      (SDL_FRect){box.x + start + module * (float)column,
                                  box.y + start + module * (float)row, module, module},
                      (struct colour){0, 0, 0});
        }
    }
}

// Shrinks from both ends towards the middle: no direction of reading.
static void draw_timer(struct painter *painter, const struct node *node)
{
    SDL_FRect track = {node->x_px, node->y_px, node->w_px, node->h_px};
    float radius = node->h_px / 2, left = node->w_px * (float)node->value / (float)node->total;
    fill_round(painter, track, radius, painter->theme->edge);
    fill_round(painter, shrink(track, mm(painter, THEME_OUTLINE_MM)), radius,
               painter->theme->paper);
    if (node->value > 0) {
        SDL_FRect bar = {roundf(node->x_px + (node->w_px - left) / 2), node->y_px, roundf(left),
                         node->h_px};
        fill_round(painter, shrink(bar, mm(painter, 1)), radius, painter->theme->accent);
    }
}

static void draw_field(struct painter *painter, const struct node *node)
{
    SDL_FRect box = {node->x_px, node->y_px, node->w_px, node->h_px};
    fill_round(painter, box, mm(painter, THEME_RADIUS_MM), painter->theme->edge);
    fill_round(painter, shrink(box, mm(painter, THEME_OUTLINE_MM)), mm(painter, THEME_RADIUS_MM),
               painter->theme->sheet);
    draw_words(painter, node->layout, node->text_x_px, node->text_y_px, painter->theme->ink);
}

// Words that nobody can take for part of the page.
static void draw_band(struct painter *painter, const struct node *node)
{
    float top = node->y_px - mm(painter, THEME_BAND_MM);
    fill_rect(painter,
              (SDL_FRect){0, top, (float)painter->target->w, (float)painter->target->h - top},
              painter->theme->accent);
    draw_words(painter, node->layout, node->text_x_px, node->text_y_px, painter->theme->on_accent);
}

static void draw_text(struct painter *painter, const struct node *node)
{
    draw_lit(painter, node);
    draw_words(painter, node->layout, node->text_x_px, node->text_y_px,
               node->style == STYLE_CAPTION ? painter->theme->faint : painter->theme->ink);
}

void draw_node(struct painter *painter, const struct page *page, const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        (node->style == STYLE_BAND ? draw_band : draw_text)(painter, node);
        break;
    case NODE_PICTURE:
    case NODE_REST:
        draw_icon(painter, node,
                  node->region == REGION_TICKET ? painter->theme->ink : painter->theme->accent);
        break;
    case NODE_PROGRESS:
        draw_progress(painter, node);
        break;
    case NODE_TICKET:
        fill_round(painter, (SDL_FRect){node->x_px, node->y_px, node->w_px, node->h_px},
                   mm(painter, THEME_RADIUS_MM), painter->theme->sheet);
        draw_words(painter, node->layout, node->text_x_px, node->text_y_px, painter->theme->ink);
        break;
    case NODE_QR:
        draw_qr(painter, node, page);
        break;
    case NODE_TIMER:
        draw_timer(painter, node);
        break;
    case NODE_FIELD:
        draw_field(painter, node);
        break;
    case NODE_WAITING:
        draw_waiting(painter, node);
        break;
    case NODE_ENVELOPE:
        draw_envelope(painter, node);
        break;
    default:
        draw_target(painter, node);
        break;
    }
}
