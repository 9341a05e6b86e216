#include "draw.h"

#include "canvas.h"
#include "shape.h"

// Part of its height: how far below the tip of the flap a sheet's edge rests.
#define SHEET_DOWN 0.16f

// Where the parts of an envelope are in its box, by how far its flap has come down.
struct envelope {
    SDL_FRect box;
    struct point left, right, apex; // of the flap
    struct point lower_left, lower_right, middle;
    float closed; // 0 open .. 1 closed
    bool waits;   // small: fewer and thinner lines
    float line_px;
    uint32_t ink;
};

static struct envelope envelope_of(const struct painter *painter, const struct node *node)
{
    bool waits = node->kind == NODE_WAITING;
    float closed = waits || node->total == 0 ? 0 : (float)node->value / (float)node->total;
    // A ring around the large one lies within its place: below it begins the band.
    const SDL_FRect place = {node->x_px, node->y_px, node->w_px, node->h_px};
    SDL_FRect box = waits ? place : shrink(place, mm(painter, 2 * THEME_FOCUS_MM));
    float shoulder = box.y + box.h * 0.38f, flap = box.h * 0.38f;
    float centre = box.x + box.w / 2;
    return (struct envelope){
        .box = box,
        .left = {box.x, shoulder},
        .right = {box.x + box.w, shoulder},
        .apex = {centre, shoulder - flap * cosf((float)M_PI * closed)},
        .lower_left = {box.x, box.y + box.h},
        .lower_right = {box.x + box.w, box.y + box.h},
        .middle = {centre, shoulder + box.h * 0.3f},
        .closed = closed,
        .waits = waits,
        .line_px = mm(painter, waits ? DRAW_WAITING_LINE_MM : 0.9f),
        .ink = pixel_of(painter, waits ? painter->theme->accent : painter->theme->ink),
    };
}

static void envelope_line(struct painter *painter, const struct envelope *envelope,
                          struct point from, struct point to)
{
    shape_line(painter->target, &painter->target->clip_rect, from, to, envelope->line_px,
               envelope->ink);
}

static void draw_flap(struct painter *painter, const struct envelope *envelope)
{
    const struct point corners[3] = {envelope->left, envelope->right, envelope->apex};
    shape_triangle(painter->target, &painter->target->clip_rect, corners,
                   pixel_of(painter, painter->theme->sheet_no));
    envelope_line(painter, envelope, envelope->left, envelope->apex);
    envelope_line(painter, envelope, envelope->apex, envelope->right);
}

// A blank sheet whose upper edge is so far down the envelope's height; what is below is hidden.
static SDL_FRect draw_blank(struct painter *painter, const struct envelope *envelope, float down)
{
    const SDL_FRect *box = &envelope->box;
    float inset = roundf(box->w * 0.1f), top = roundf(box->y + box->h * down);
    float bottom = fminf(box->y + box->h, top + roundf(box->h * 0.8f));
    SDL_FRect sheet = {box->x + inset, top, box->w - 2 * inset, bottom - top};
    float radius = mm(painter, 1), line = mm(painter, THEME_OUTLINE_MM);
    fill_round(painter, sheet, radius, painter->theme->edge);
    fill_round(painter, shrink(sheet, line), radius - line, painter->theme->sheet);
    return sheet;
}

// The folded sheet with the answers, that goes down as the flap comes.
static void draw_sheet(struct painter *painter, const struct envelope *envelope)
{
    float down = SHEET_DOWN + 0.3f * fminf(2 * envelope->closed, 1);
    SDL_FRect sheet = draw_blank(painter, envelope, down);
    float inset = envelope->box.w * 0.1f;
    for (int i = 0; i < 2; i++) {
        fill_rect(painter,
                  (SDL_FRect){sheet.x + inset, sheet.y + mm(painter, 3.0f + 3.0f * (float)i),
                              sheet.w - (2.0f + (float)i) * inset, mm(painter, 0.6f)},
                  painter->theme->edge);
    }
}

// The pocket of an open envelope, or the flap over it.
static void draw_front(struct painter *painter, const struct envelope *envelope)
{
    bool open = envelope->closed < 0.5f;
    SDL_FRect pocket = {envelope->left.x, envelope->left.y, envelope->box.w,
                        envelope->lower_left.y - envelope->left.y};
    fill_rect(painter, pocket, painter->theme->sheet);
    if (!envelope->waits) {
        envelope_line(painter, envelope, envelope->lower_left, envelope->middle);
        envelope_line(painter, envelope, envelope->middle, envelope->lower_right);
    }
    if (open) {
        envelope_line(painter, envelope, envelope->left, envelope->middle);
        envelope_line(painter, envelope, envelope->middle, envelope->right);
    } else {
        draw_flap(painter, envelope);
        envelope_line(painter, envelope, envelope->left, envelope->right);
    }
    envelope_line(painter, envelope, envelope->left, envelope->lower_left);
    envelope_line(painter, envelope, envelope->lower_left, envelope->lower_right);
    envelope_line(painter, envelope, envelope->lower_right, envelope->right);
}

void draw_envelope(struct painter *painter, const struct node *node)
{
    struct envelope envelope = envelope_of(painter, node);
    if (node->focused) {
        fill_round(painter, shrink(envelope.box, -mm(painter, 2 * THEME_FOCUS_MM)),
                   mm(painter, THEME_RADIUS_MM), painter->theme->accent);
        fill_round(painter, shrink(envelope.box, -mm(painter, THEME_FOCUS_MM)),
                   mm(painter, THEME_RADIUS_MM), painter->theme->paper);
    }
    if (envelope.closed < 0.5f) {
        draw_flap(painter, &envelope);
        draw_sheet(painter, &envelope);
    }
    draw_front(painter, &envelope);
}

// What slides in comes to rest slowly; sheets that are in look like one. None says what is on it.
void draw_waiting(struct painter *painter, const struct node *node)
{
    if (node->w_px <= 0) { // it found no room
        return;
    }
    struct envelope envelope = envelope_of(painter, node);
    float left = (float)node->value / THEME_SLIDE_STEPS;
    draw_flap(painter, &envelope);
    if (node->total > (node->value > 0)) {
        draw_blank(painter, &envelope, SHEET_DOWN);
    }
    if (node->value > 0 && node->total > 0) {
        draw_blank(painter, &envelope, SHEET_DOWN - DRAW_SLIDE_UP * left * left);
    }
    draw_front(painter, &envelope);
}
