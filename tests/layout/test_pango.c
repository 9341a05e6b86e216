// The same lines as Pango, at several widths, with the same faces.
#include "check.h"
#include "layout.h"
#include "noto.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <string.h>

static const struct paragraph {
    const char *language, *family, *text;
} corpus[] = {
#include "corpus.inc"
};

static const float widths_px[] = {240, 480, 760, 1100};

static PangoContext *open_pango(FcConfig *config)
{
    for (int i = 0; i < NOTO_FACES; i++) {
        if (noto_faces[i].weight == FONT_REGULAR) {
            FcConfigAppFontAddFile(config, (const FcChar8 *)noto_faces[i].path);
        }
    }
    PangoFontMap *map = pango_ft2_font_map_new();
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    PangoContext *context = pango_font_map_create_context(map);
    pango_context_set_round_glyph_positions(context, FALSE);
    g_object_unref(map);
    return context;
}

static PangoLayout *pango_lines(PangoContext *context, const struct paragraph *paragraph,
                                float em_px, float width_px)
{
    bool rtl = writing_find(paragraph->language)->direction == TEXT_RTL;
    PangoFontDescription *font = pango_font_description_from_string(paragraph->family);
    pango_font_description_set_absolute_size(font, (double)em_px * PANGO_SCALE);
    pango_context_set_base_dir(context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
    pango_context_set_language(context, pango_language_from_string(paragraph->language));
    PangoLayout *layout = pango_layout_new(context);
    pango_layout_set_auto_dir(layout, FALSE);
    pango_layout_set_font_description(layout, font);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD);
    pango_layout_set_width(layout, (int)(width_px * PANGO_SCALE));
    pango_layout_set_text(layout, paragraph->text, -1);
    pango_font_description_free(font);
    return layout;
}

static void compare(const struct fonts *fonts, PangoContext *context,
                    const struct paragraph *paragraph, float width_px)
{
    const struct writing *writing = writing_find(paragraph->language);
    float em_px = fonts_em_for_body(fonts, writing, FONT_REGULAR, 20);
    struct layout *ours = layout_create(&(struct layout_params){
        .fonts = fonts,
        .writing = writing,
        .text = paragraph->text,
        .text_bytes = strlen(paragraph->text),
        .em_px = em_px,
        .max_width_px = width_px,
    });
    PangoLayout *theirs = pango_lines(context, paragraph, em_px, width_px);
    int count = pango_layout_get_line_count(theirs);
    CHECK(ours && ours->line_count == (size_t)count, "%s at %.0f: %zu lines, Pango %d: %s",
          paragraph->language, (double)width_px, ours ? ours->line_count : 0, count,
          paragraph->text);
    for (int i = 0; ours && i < count && (size_t)i < ours->line_count; i++) {
        int start = pango_layout_get_line_readonly(theirs, i)->start_index;
        CHECK((uint32_t)start == ours->lines[i].text_start,
              "%s at %.0f: line %d begins at %u, Pango's at %d", paragraph->language,
              (double)width_px, i, ours->lines[i].text_start, start);
    }
    layout_destroy(ours);
    g_object_unref(theirs);
}

int main(void)
{
    struct noto noto = noto_open();
    FcConfig *config = FcConfigCreate();
    PangoContext *context = open_pango(config);
    for (size_t i = 0; i < sizeof corpus / sizeof *corpus; i++) {
        for (size_t w = 0; w < sizeof widths_px / sizeof *widths_px; w++) {
            compare(noto.fonts, context, &corpus[i], widths_px[w]);
        }
    }
    g_object_unref(context);
    FcConfigDestroy(config);
    noto_close(&noto);
    return check_done();
}
