#include "shape.h"

#include "wipe.h"

bool shape_init(struct shaper *shaper, const char *language)
{
    shaper->buffer = hb_buffer_create();
    shaper->language = hb_language_from_string(language, -1);
    return hb_buffer_allocation_successful(shaper->buffer);
}

// HarfBuzz frees its buffer without wiping it.
static void wipe_buffer(hb_buffer_t *buffer)
{
    unsigned count = 0;
    hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    wipe(info, count * sizeof *info);
}

void shape_finish(struct shaper *shaper)
{
    hb_buffer_destroy(shaper->buffer);
}

static bool reserve(struct shape_glyphs *glyphs, size_t more)
{
    size_t need = glyphs->count + more;
    if (need <= glyphs->room) {
        return true;
    }
    size_t room = need > 2 * glyphs->room ? need : 2 * glyphs->room;
    struct shape_glyph *list = wipe_calloc(room, sizeof *list);
    if (!list) {
        return false;
    }
    for (size_t i = 0; i < glyphs->count; i++) {
        list[i] = glyphs->list[i];
    }
    wipe_free(glyphs->list, glyphs->room * sizeof *list);
    glyphs->list = list;
    glyphs->room = room;
    return true;
}

// HarfBuzz hides default ignorables, but for Hangul fillers and the controls of shorthand.
static bool is_shown_by_harfbuzz(uint32_t c)
{
    return c < 0xA0 || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0 ||
           (c >= 0x1BCA0 && c <= 0x1BCA3);
}

// What has no glyph and would show as a box is shaped as a zero width space.
static void hide_controls(hb_buffer_t *buffer)
{
    unsigned count = 0;
    hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    for (unsigned i = 0; i < count; i++) {
        uint32_t c = info[i].codepoint;
        if (c == '\t') {
            info[i].codepoint = ' ';
        } else if (is_shown_by_harfbuzz(c) && itemise_is_invisible(c)) {
            info[i].codepoint = 0x200B;
        }
    }
}

static void fill_buffer(const struct shaper *shaper, const struct item *item, struct span part,
                        struct span context)
{
    hb_buffer_t *buffer = shaper->buffer;
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_codepoints(buffer, shaper->text + context.start,
                             (int)(context.end - context.start), part.start - context.start,
                             (int)(part.end - part.start));
    hide_controls(buffer);
    hb_buffer_set_direction(buffer, item->level & 1 ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_set_script(buffer, item->script);
    hb_buffer_set_language(buffer, shaper->language);
    hb_buffer_set_invisible_glyph(buffer, SHAPE_INVISIBLE);
}

static void append(const struct shaper *shaper, const struct face *face, uint32_t context_start,
                   struct shape_glyphs *glyphs)
{
    unsigned count = 0;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(shaper->buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(shaper->buffer, NULL);
    float scale = shaper->em_px / face->units_per_em;
    for (unsigned i = 0; i < count; i++) {
        glyphs->list[glyphs->count++] = (struct shape_glyph){
            .glyph = info[i].codepoint,
            .cluster = info[i].cluster + context_start,
            .advance_px = (float)position[i].x_advance * scale,
            .dx_px = (float)position[i].x_offset * scale,
            .dy_px = -(float)position[i].y_offset * scale,
            .unsafe = hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK,
        };
    }
}

bool shape_part(const struct shaper *shaper, const struct item *item, struct span part,
                struct span context, struct shape_glyphs *glyphs)
{
    if (item->face == FACE_NONE || part.start >= part.end) {
        return true;
    }
    const struct face *face = &shaper->fonts->faces[item->face];
    fill_buffer(shaper, item, part, context);
    hb_shape(face->hb, shaper->buffer, NULL, 0);
    unsigned count = hb_buffer_get_length(shaper->buffer);
    bool done = hb_buffer_allocation_successful(shaper->buffer) && reserve(glyphs, count);
    if (done) {
        append(shaper, face, context.start, glyphs);
    }
    wipe_buffer(shaper->buffer);
    return done;
}

void shape_glyphs_finish(struct shape_glyphs *glyphs)
{
    wipe_free(glyphs->list, glyphs->room * sizeof *glyphs->list);
    *glyphs = (struct shape_glyphs){0};
}
