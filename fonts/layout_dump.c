#define _POSIX_C_SOURCE 200809L
#include "layout_dump.h"

#include "linebreak.h"
#include "paragraph.h"

#include <stdio.h>
#include <stdlib.h>

static void dump_params(FILE *out, const struct paragraph *p)
{
    const struct layout_params *params = &p->params;
    fprintf(out, "%s, %s, em %.2f, width %.2f, base level %u\n", params->writing->language,
            params->weight == FONT_BOLD ? "bold" : "regular", (double)params->em_px,
            (double)params->max_width_px, p->base_level);
}

// Bidi levels, what may happen after the character, whether a grapheme cluster begins.
static void dump_characters(FILE *out, const struct paragraph *p)
{
    static const char *const after[] = {
        [LINEBREAK_NEVER] = "-", [LINEBREAK_MAY] = "may", [LINEBREAK_MUST] = "must"};
    fprintf(out, "\ncharacters: index, byte, code point, level, break after, cluster begins\n");
    for (uint32_t i = 0; i < p->count; i++) {
        fprintf(out, "%3u %3u U+%04X %u %-4s %s\n", i, p->byte_offset[i], p->text[i], p->levels[i],
                after[p->breaks[i]], p->clusters[i] ? "cluster" : "-");
    }
}

static void dump_item(FILE *out, const struct paragraph *p, size_t n)
{
    const struct item *item = &p->items[n];
    char script[5] = {0};
    hb_tag_to_string(hb_script_to_iso15924_tag(item->script), script);
    const char *face =
        item->face == FACE_NONE ? "no face" : p->params.fonts->faces[item->face].name;
    fprintf(out, "item [%u, %u) level %u, %s, %s\n", item->start, item->end, item->level, script,
            face);
    for (size_t g = p->item_glyphs[n]; g < p->item_glyphs[n + 1]; g++) {
        const struct shape_glyph *glyph = &p->glyphs.list[g];
        if (glyph->glyph == SHAPE_INVISIBLE) {
            fprintf(out, "  invisible %u\n", glyph->cluster);
            continue;
        }
        fprintf(out, "  glyph %u of %u, advance %.2f", glyph->glyph, glyph->cluster,
                (double)glyph->advance_px);
        if (glyph->dx_px != 0 || glyph->dy_px != 0) {
            fprintf(out, ", moved %.2f %.2f", (double)glyph->dx_px, (double)glyph->dy_px);
        }
        fprintf(out, "%s\n", glyph->unsafe ? ", unsafe" : "");
    }
}

static void dump_items(FILE *out, const struct paragraph *p)
{
    fprintf(out, "\nitems, and their glyphs from left to right (glyph of character)\n");
    for (size_t n = 0; n < p->item_count; n++) {
        dump_item(out, p, n);
    }
}

static void dump_line(FILE *out, const struct layout *layout, const struct layout_line *line)
{
    fprintf(out, "line bytes [%u, %u) left %.2f, width %.2f, baseline %.2f\n", line->text_start,
            line->text_end, (double)line->left_px, (double)line->width_px,
            (double)line->baseline_px);
    for (uint32_t g = line->glyph_start; g < line->glyph_end; g++) {
        const struct layout_glyph *glyph = &layout->glyphs[g];
        fprintf(out, "  byte %u: glyph %u of face %u at %.2f %.2f\n", glyph->cluster, glyph->glyph,
                glyph->face, (double)glyph->x_px, (double)glyph->y_px);
    }
}

static void dump_lines(FILE *out, const struct layout *layout)
{
    fprintf(out, "\nlines, and their glyphs from left to right; %.2f x %.2f%s%s\n",
            (double)layout->width_px, (double)layout->height_px, layout->missing ? ", missing" : "",
            layout->overfull ? ", overfull" : "");
    for (size_t i = 0; i < layout->line_count; i++) {
        dump_line(out, layout, &layout->lines[i]);
    }
}

char *layout_dump(const struct layout_params *params)
{
    struct paragraph paragraph;
    struct layout *layout = layout_create(params);
    char *text = NULL;
    size_t size = 0;
    FILE *out = layout ? open_memstream(&text, &size) : NULL;
    if (paragraph_init(&paragraph, params) && out) {
        dump_params(out, &paragraph);
        dump_characters(out, &paragraph);
        dump_items(out, &paragraph);
        dump_lines(out, layout);
    }
    paragraph_finish(&paragraph);
    layout_destroy(layout);
    if (out && fclose(out) != 0) {
        free(text);
        text = NULL;
    }
    return text;
}
