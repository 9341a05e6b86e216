#include "layout.h"

#include "bidi.h"
#include "face.h"
#include "lines.h"
#include "wipe.h"

#include <math.h>
#include <string.h>

// The part of a layout that its users don't see.
struct layout_body {
    struct layout layout;
    float *pen_px; // of each glyph before its own offset: where its box begins
    size_t glyph_room, line_room;
};

static const struct layout_body *body_of(const struct layout *layout)
{
    return (const struct layout_body *)layout;
}

// What placing needs to know of the paragraph.
struct placement {
    struct layout_body *body;
    const struct paragraph *paragraph;
    float line_height_px, ascent_px;
};

static void *grow(void *old, size_t count, size_t *room, size_t size)
{
    if (count < *room) {
        return old;
    }
    size_t more = 2 * *room + 16;
    void *grown = wipe_calloc(more, size);
    if (grown) {
        if (count > 0) {
            memcpy(grown, old, count * size);
        }
        wipe_free(old, *room * size);
        *room = more;
    }
    return grown;
}

static bool reserve_glyph(struct layout_body *body)
{
    struct layout *layout = &body->layout;
    size_t room = body->glyph_room;
    float *pens = grow(body->pen_px, layout->glyph_count, &room, sizeof *pens);
    if (!pens) {
        return false;
    }
    body->pen_px = pens;
    struct layout_glyph *glyphs =
        grow(layout->glyphs, layout->glyph_count, &body->glyph_room, sizeof *glyphs);
    if (!glyphs) {
        return false;
    }
    layout->glyphs = glyphs;
    return true;
}

static bool place_glyph(const struct placement *placement, const struct shape_glyph *from,
                        const struct line_piece *piece, float *pen_px)
{
    const struct paragraph *p = placement->paragraph;
    struct layout *layout = &placement->body->layout;
    if (from->glyph == SHAPE_INVISIBLE) {
        return true;
    }
    if (!reserve_glyph(placement->body)) {
        return false;
    }
    const struct layout_line *line = &layout->lines[layout->line_count - 1];
    layout->missing |= from->glyph == 0;
    placement->body->pen_px[layout->glyph_count] = *pen_px;
    layout->glyphs[layout->glyph_count++] = (struct layout_glyph){
        .glyph = from->glyph,
        .cluster = p->byte_offset[from->cluster],
        .face = piece->face,
        .line = (uint16_t)(layout->line_count - 1),
        .x_px = *pen_px + from->dx_px,
        .y_px = line->baseline_px + from->dy_px,
        .advance_px = from->advance_px,
    };
    *pen_px += from->advance_px;
    return true;
}

static bool place_piece(const struct placement *placement, const struct lines *lines,
                        const struct line_piece *piece, float *pen_px)
{
    const struct shape_glyph *list = lines_glyphs(lines, piece);
    size_t count = piece->glyph_end - piece->glyph_start;
    for (size_t i = 0; i < count; i++) {
        size_t g = piece->backwards ? piece->glyph_end - 1 - i : piece->glyph_start + i;
        if (!place_glyph(placement, &list[g], piece, pen_px)) {
            return false;
        }
    }
    return true;
}

// Rule L2 on the pieces of the line, then each at the pen, from the left.
static bool place_pieces(struct placement *placement, const struct lines *lines)
{
    const struct line *line = &lines->line;
    uint8_t *levels = wipe_calloc(line->piece_count, sizeof *levels);
    uint32_t *order = wipe_calloc(line->piece_count, sizeof *order);
    bool done = levels && order;
    if (done) {
        for (size_t i = 0; i < line->piece_count; i++) {
            levels[i] = line->pieces[i].level;
        }
        bidi_visual_order(levels, line->piece_count, order);
    }
    float pen_px = placement->paragraph->base_level == 1 ? -line->trailing_px : 0;
    for (size_t i = 0; done && i < line->piece_count; i++) {
        done = place_piece(placement, lines, &line->pieces[order[i]], &pen_px);
    }
    wipe_free(levels, line->piece_count);
    wipe_free(order, line->piece_count * sizeof *order);
    return done;
}

static bool place_line(struct placement *placement, const struct lines *lines)
{
    const struct paragraph *p = placement->paragraph;
    struct layout_body *body = placement->body;
    struct layout *layout = &body->layout;
    struct layout_line *all =
        grow(layout->lines, layout->line_count, &body->line_room, sizeof *all);
    if (!all || layout->line_count == LAYOUT_MAX_LINES) {
        return false;
    }
    layout->lines = all;
    struct layout_line *line = &layout->lines[layout->line_count];
    *line = (struct layout_line){
        .text_start = p->byte_offset[lines->line.text.start],
        .text_end = p->byte_offset[lines->line.text.end],
        .glyph_start = (uint32_t)layout->glyph_count,
        .width_px = lines->line.ink_px,
        .baseline_px = (float)layout->line_count * placement->line_height_px + placement->ascent_px,
    };
    layout->line_count++;
    bool done = place_pieces(placement, lines);
    line->glyph_end = (uint32_t)layout->glyph_count;
    return done;
}

static bool place_lines(struct placement *placement)
{
    struct lines lines;
    bool more = lines_init(&lines, placement->paragraph);
    if (placement->paragraph->params.fine) {
        lines.max_width_px = lines_width_without_widow(placement->paragraph);
    }
    while (more && !lines.failed && lines_next(&lines)) {
        more = place_line(placement, &lines);
    }
    bool done = more && !lines.failed;
    lines_finish(&lines);
    return done;
}

static void shift_line(struct layout_body *body, struct layout_line *line, float by_px)
{
    line->left_px += by_px;
    for (uint32_t g = line->glyph_start; g < line->glyph_end; g++) {
        body->layout.glyphs[g].x_px += by_px;
        body->pen_px[g] += by_px;
    }
}

// Lines stand flush left until the widest is known.
static void align_lines(struct layout_body *body, const struct layout_params *params)
{
    struct layout *layout = &body->layout;
    for (size_t i = 0; i < layout->line_count; i++) {
        layout->width_px = fmaxf(layout->width_px, layout->lines[i].width_px);
    }
    float box_px = params->max_width_px > 0 ? params->max_width_px : layout->width_px;
    bool rtl = params->writing->direction == TEXT_RTL;
    float share = params->align == TEXT_ALIGN_CENTRE         ? 0.5f
                  : (params->align == TEXT_ALIGN_END) != rtl ? 1.0f
                                                             : 0.0f;
    for (size_t i = 0; i < layout->line_count; i++) {
        shift_line(body, &layout->lines[i], share * (box_px - layout->lines[i].width_px));
    }
    layout->overfull = params->max_width_px > 0 && layout->width_px > box_px + 1.0f / 64;
}

// The first face of the writing stands in the middle of the line height, unless the writing says
// otherwise; what falls back stands on the same baseline.
static float ascent_in_line(const struct layout_params *params, float line_height_px)
{
    if (params->writing->baseline_em > 0) {
        return params->writing->baseline_em * params->em_px;
    }
    uint16_t list[WRITING_MAX_FACES];
    if (face_list(params->fonts, params->writing, params->weight, list) == 0) {
        return line_height_px;
    }
    const struct face *face = &params->fonts->faces[list[0]];
    float height_px = (face->ascent_em + face->descent_em) * params->em_px;
    return (line_height_px - height_px) / 2 + face->ascent_em * params->em_px;
}

static bool has_unshaped(const struct paragraph *p)
{
    for (size_t n = 0; n < p->item_count; n++) {
        for (uint32_t i = p->items[n].start; p->items[n].face == FACE_NONE && i < p->items[n].end;
             i++) {
            if (!itemise_ends_line(p->text[i]) && !itemise_is_invisible(p->text[i])) {
                return true;
            }
        }
    }
    return false;
}

static bool fill(struct layout_body *body, const struct paragraph *paragraph)
{
    const struct layout_params *params = &paragraph->params;
    struct layout *layout = &body->layout;
    float line_height_px = params->writing->line_height_em * params->em_px;
    struct placement placement = {
        .body = body,
        .paragraph = paragraph,
        .line_height_px = line_height_px,
        .ascent_px = ascent_in_line(params, line_height_px),
    };
    layout->em_px = params->em_px;
    layout->max_width_px = params->max_width_px;
    layout->missing = has_unshaped(paragraph);
    if (!place_lines(&placement)) {
        return false;
    }
    layout->height_px = (float)layout->line_count * line_height_px;
    align_lines(body, params);
    return true;
}

struct layout *layout_create(const struct layout_params *params)
{
    struct paragraph paragraph;
    struct layout_body *body = wipe_calloc(1, sizeof *body);
    bool done = paragraph_init(&paragraph, params) && body && fill(body, &paragraph);
    paragraph_finish(&paragraph);
    if (!done && body) {
        layout_destroy(&body->layout);
    }
    return done ? &body->layout : NULL;
}

void layout_destroy(struct layout *layout)
{
    if (!layout) {
        return;
    }
    struct layout_body *body = (struct layout_body *)layout;
    wipe_free(layout->glyphs, body->glyph_room * sizeof *layout->glyphs);
    wipe_free(layout->lines, body->line_room * sizeof *layout->lines);
    wipe_free(body->pen_px, body->glyph_room * sizeof *body->pen_px);
    wipe_free(body, sizeof *body);
}

// The glyphs of one line that follow one another and begin in [start, end).
static size_t rects_of_line(const struct layout *layout, const struct layout_line *line,
                            struct layout_rect *rects, size_t room, struct span bytes)
{
    const float *pen_px = body_of(layout)->pen_px;
    float line_height_px = layout->height_px / (float)layout->line_count;
    size_t index = (size_t)(line - layout->lines);
    size_t count = 0;
    bool open = false;
    for (uint32_t g = line->glyph_start; g < line->glyph_end; g++) {
        const struct layout_glyph *glyph = &layout->glyphs[g];
        bool in = glyph->cluster >= bytes.start && glyph->cluster < bytes.end;
        if (in && !open && count < room) {
            rects[count++] =
                (struct layout_rect){pen_px[g], (float)index * line_height_px, 0, line_height_px};
            open = true;
        } else if (in && !open) {
            return count;
        }
        if (in) {
            rects[count - 1].w_px = pen_px[g] + glyph->advance_px - rects[count - 1].x_px;
        }
        open = in;
    }
    return count;
}

size_t layout_rects(const struct layout *layout, uint32_t start, uint32_t end,
                    struct layout_rect *rects, size_t room)
{
    const struct span bytes = {start, end};
    size_t count = 0;
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct layout_line *line = &layout->lines[i];
        if (line->text_start < end && line->text_end > start) {
            count += rects_of_line(layout, line, rects + count, room - count, bytes);
        }
    }
    return count;
}

struct layout_rect layout_ink(const struct layout *layout, const struct fonts *fonts)
{
    float left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
    for (size_t i = 0; i < layout->glyph_count; i++) {
        const struct layout_glyph *glyph = &layout->glyphs[i];
        const struct face *face = &fonts->faces[glyph->face];
        float scale = layout->em_px / face->units_per_em;
        hb_glyph_extents_t ink;
        if (!hb_font_get_glyph_extents(face->hb, glyph->glyph, &ink) || ink.width == 0) {
            continue;
        }
        float x_px = glyph->x_px + (float)ink.x_bearing * scale;
        float y_px = glyph->y_px - (float)ink.y_bearing * scale;
        left = fminf(left, x_px);
        top = fminf(top, y_px);
        right = fmaxf(right, x_px + (float)ink.width * scale);
        bottom = fmaxf(bottom, y_px - (float)ink.height * scale); // heights count downwards
    }
    return left > right ? (struct layout_rect){0}
                        : (struct layout_rect){left, top, right - left, bottom - top};
}

static size_t line_at(const struct layout *layout, float y_px)
{
    float line_height_px = layout->height_px / (float)layout->line_count;
    float at = y_px / line_height_px;
    return !(at > 0) ? 0 : at >= (float)layout->line_count ? layout->line_count - 1 : (size_t)at;
}

uint32_t layout_hit(const struct layout *layout, float x_px, float y_px)
{
    const float *pen_px = body_of(layout)->pen_px;
    const struct layout_line *line = &layout->lines[line_at(layout, y_px)];
    uint32_t nearest = line->text_start;
    if (line->glyph_start == line->glyph_end) {
        return nearest;
    }
    // from afar the nearest of all would be lost in rounding
    uint32_t last = line->glyph_end - 1;
    float right_end_px = pen_px[last] + layout->glyphs[last].advance_px;
    float at_px = fminf(fmaxf(x_px, pen_px[line->glyph_start]), right_end_px);
    float distance = INFINITY;
    for (uint32_t g = line->glyph_start; g < line->glyph_end; g++) {
        float right_px = pen_px[g] + layout->glyphs[g].advance_px;
        float away = fmaxf(0, fmaxf(pen_px[g] - at_px, at_px - right_px));
        if (away < distance) {
            distance = away;
            nearest = layout->glyphs[g].cluster;
        }
    }
    return nearest;
}
