#include "draw.h"

#include "canvas.h"
#include "shape.h"

// Where the parts of an envelope are in its box, by how far its flap has come down.
struct envelope {
    struct point left, right, apex; // of the flap
    struct point lower_left, lower_right, middle;
    float closed; // 0 open .. 1 closed
};

static struct envelope envelope_of(const struct node *node)
{
    float closed = (float)node->value / (float)(node->total > 0 ? node->total : 1);
    float shoulder = node->y_px + node->h_px * 0.38f, flap = node->h_px * 0.38f;
    float centre = node->x_px + node->w_px / 2;
    return (struct envelope){
        .left = {node->x_px, shoulder},
        .right = {node->x_px + node->w_px, shoulder},
        .apex = {centre, shoulder - flap * cosf((float)M_PI * closed)},
        .lower_left = {node->x_px, node->y_px + node->h_px},
        .lower_right = {node->x_px + node->w_px, node->y_px + node->h_px},
        .middle = {centre, shoulder + node->h_px * 0.3f},
        .closed = closed,
    };
}

static void envelope_line(struct painter *painter, struct point from, struct point to)
{
    shape_line(painter->target, &painter->target->clip_rect, from, to, mm(painter, 0.9f),
               pixel_of(painter, painter->theme->ink));
}

static void draw_flap(struct painter *painter, const struct envelope *envelope)
{
    const struct point corners[3] = {envelope->left, envelope->right, envelope->apex};
    shape_triangle(painter->target, &painter->target->clip_rect, corners,
                   pixel_of(painter, painter->theme->sheet_no));
    envelope_line(painter, envelope->left, envelope->apex);
    envelope_line(painter, envelope->apex, envelope->right);
}

// The folded sheet with the answers, that goes down as the flap comes.
static void draw_sheet(struct painter *painter, const struct node *node, float closed)
{
    float inset = node->w_px * 0.1f;
    float top = node->y_px + node->h_px * (0.16f + 0.3f * fminf(2 * closed, 1));
    SDL_FRect sheet = {node->x_px + inset, top, node->w_px - 2 * inset,
                       node->y_px + node->h_px - top};
    fill_round(painter, sheet, mm(painter, 1), painter->theme->edge);
    fill_round(painter, shrink(sheet, mm(painter, THEME_OUTLINE_MM)), mm(painter, 1),
               painter->theme->sheet);
    for (int i = 0; i < 2; i++) {
        fill_rect(painter,
                  (SDL_FRect){sheet.x + inset, sheet.y + mm(painter, 3.0f + 3.0f * (float)i),
                              sheet.w - (2.0f + (float)i) * inset, mm(painter, 0.6f)},
                  painter->theme->edge);
    }
}

void draw_envelope(struct painter *painter, const struct node *node)
{
    struct envelope envelope = envelope_of(node);
    bool behind = envelope.closed < 0.5f;
    SDL_FRect box = {envelope.left.x, envelope.left.y, node->w_px,
                     envelope.lower_left.y - envelope.left.y};
    if (node->focused) {
        SDL_FRect ring = {node->x_px, node->y_px, node->w_px, node->h_px};
        fill_round(painter, shrink(ring, -mm(painter, 2 * THEME_FOCUS_MM)),
                   mm(painter, THEME_RADIUS_MM), painter->theme->accent);
        fill_round(painter, shrink(ring, -mm(painter, THEME_FOCUS_MM)),
                   mm(painter, THEME_RADIUS_MM), painter->theme->paper);
    }
    if (behind) {
        draw_flap(painter, &envelope);
        draw_sheet(painter, node, envelope.closed);
    }
    fill_rect(painter, box, painter->theme->sheet);
    envelope_line(painter, envelope.lower_left, envelope.middle);
    envelope_line(painter, envelope.middle, envelope.lower_right);
    if (!behind) {
        draw_flap(painter, &envelope);
    } else {
        envelope_line(painter, envelope.left, envelope.middle);
        envelope_line(painter, envelope.middle, envelope.right);
    }
    envelope_line(painter, envelope.left, envelope.lower_left);
    envelope_line(painter, envelope.lower_left, envelope.lower_right);
    envelope_line(painter, envelope.lower_right, envelope.right);
    if (!behind) {
        envelope_line(painter, envelope.left, envelope.right);
    }
}
