#include "paragraph.h"

#include "bidi.h"
#include "grapheme.h"
#include "linebreak.h"
#include "wipe.h"

#include <math.h>
#include <stdlib.h>
#include <utf8proc.h>

static bool allocate(struct paragraph *p, size_t room)
{
    p->text = wipe_calloc(room, sizeof *p->text);
    p->byte_offset = wipe_calloc(room + 1, sizeof *p->byte_offset);
    p->levels = wipe_calloc(room, sizeof *p->levels);
    p->breaks = wipe_calloc(room, sizeof *p->breaks);
    p->clusters = wipe_calloc(room, sizeof *p->clusters);
    p->advance_px = wipe_calloc(room, sizeof *p->advance_px);
    p->safe = wipe_calloc(room + 1, sizeof *p->safe);
    return p->text && p->byte_offset && p->levels && p->breaks && p->clusters && p->advance_px &&
           p->safe;
}

// utf8proc refuses overlong forms, surrogates and what is above U+10FFFF.
static bool decode(struct paragraph *p)
{
    const char *text = p->params.text;
    size_t at = 0;
    while (at < p->params.text_bytes) {
        utf8proc_int32_t c;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)text + at,
                                                 (utf8proc_ssize_t)(p->params.text_bytes - at), &c);
        if (size <= 0) {
            return false;
        }
        p->byte_offset[p->count] = (uint32_t)at;
        p->text[p->count++] = (uint32_t)c;
        at += (size_t)size;
    }
    p->byte_offset[p->count] = (uint32_t)at;
    return true;
}

static bool resolve_items(struct paragraph *p)
{
    uint16_t faces[WRITING_MAX_FACES];
    const struct itemise_input input = {
        .fonts = p->params.fonts,
        .faces = faces,
        .face_count = face_list(p->params.fonts, p->params.writing, p->params.weight, faces),
        .text = p->text,
        .count = p->count,
        .levels = p->levels,
        .clusters = p->clusters,
    };
    p->items = itemise(&input, &p->item_count);
    return p->items != NULL;
}

// Where a text may be cut, and how wide each cluster is.
static void measure_clusters(struct paragraph *p)
{
    for (uint32_t i = 0; i < p->count; i++) {
        p->safe[i] = p->item_count > 0;
    }
    p->safe[p->count] = true;
    for (size_t n = 0; n < p->item_count; n++) {
        for (uint32_t i = p->items[n].start + 1; i < p->items[n].end; i++) {
            p->safe[i] = p->items[n].face == FACE_NONE;
        }
    }
    for (size_t g = 0; g < p->glyphs.count; g++) {
        const struct shape_glyph *glyph = &p->glyphs.list[g];
        bool first = g == 0 || p->glyphs.list[g - 1].cluster != glyph->cluster;
        p->advance_px[glyph->cluster] += glyph->advance_px;
        p->safe[glyph->cluster] = !glyph->unsafe && (first || p->safe[glyph->cluster]);
    }
}

static bool shape_items(struct paragraph *p)
{
    p->item_glyphs = wipe_calloc(p->item_count + 1, sizeof *p->item_glyphs);
    bool done = p->item_glyphs != NULL;
    const struct span all = {0, p->count};
    for (size_t n = 0; done && n < p->item_count; n++) {
        const struct item *item = &p->items[n];
        p->item_glyphs[n] = p->glyphs.count;
        done = shape_part(&p->shaper, item, (struct span){item->start, item->end}, all, &p->glyphs);
        p->item_glyphs[n + 1] = p->glyphs.count;
    }
    return done;
}

static float finite_or_zero(float px)
{
    return isfinite(px) && px > 0 ? px : 0;
}

bool paragraph_init(struct paragraph *p, const struct layout_params *params)
{
    *p = (struct paragraph){.params = *params};
    p->params.em_px = finite_or_zero(params->em_px);
    p->params.max_width_px = finite_or_zero(params->max_width_px);
    p->base_level = params->writing->direction == TEXT_RTL;
    if (params->text_bytes > LAYOUT_MAX_BYTES || !allocate(p, params->text_bytes) || !decode(p) ||
        !bidi_resolve(p->text, p->count, p->base_level, p->levels)) {
        return false;
    }
    linebreak_find(p->text, p->count, p->breaks);
    if (params->fine) {
        linebreak_refine(p->text, p->count, p->breaks);
    }
    grapheme_find(p->text, p->count, p->clusters);
    p->shaper = (struct shaper){.fonts = params->fonts, .text = p->text, .em_px = p->params.em_px};
    bool done =
        resolve_items(p) && shape_init(&p->shaper, params->writing->language) && shape_items(p);
    if (done) {
        measure_clusters(p);
    }
    return done;
}

void paragraph_finish(struct paragraph *p)
{
    size_t room = p->params.text_bytes;
    wipe_free(p->text, room * sizeof *p->text);
    wipe_free(p->byte_offset, (room + 1) * sizeof *p->byte_offset);
    wipe_free(p->levels, room * sizeof *p->levels);
    wipe_free(p->breaks, room * sizeof *p->breaks);
    wipe_free(p->clusters, room * sizeof *p->clusters);
    wipe_free(p->advance_px, room * sizeof *p->advance_px);
    wipe_free(p->safe, (room + 1) * sizeof *p->safe);
    wipe_free(p->items, p->item_count * sizeof *p->items);
    wipe_free(p->item_glyphs, (p->item_count + 1) * sizeof *p->item_glyphs);
    shape_glyphs_finish(&p->glyphs);
    shape_finish(&p->shaper);
}
