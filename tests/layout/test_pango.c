// The same lines as Pango, at several widths, with the same faces: a corpus written for this, and
// every string of every language.
//
// usage: test_pango TREE
#include "check.h"
#include "layout.h"
#include "noto.h"
#include "words.h"

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

static int layouts;

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
    layouts++;
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

static void compare_widths(const struct fonts *fonts, PangoContext *context,
                           const struct paragraph *paragraph)
{
    for (size_t w = 0; w < sizeof widths_px / sizeof *widths_px; w++) {
        compare(fonts, context, paragraph, widths_px[w]);
    }
}

// Pango's list of a writing's families: "NotoSansArabicUI" is "Noto Sans Arabic UI" there.
static void write_families(const struct writing *writing, char *out)
{
    for (int i = 0; i < 4 && writing->faces[i]; i++) {
        const char *name = writing->faces[i];
        for (const char *at = name; *at; at++) {
            bool word = at > name && at[0] >= 'A' && at[0] <= 'Z' && at[-1] >= 'a';
            out += sprintf(out, "%s%c", word ? " " : "", *at);
        }
        out += sprintf(out, ", ");
    }
}

static void compare_language(const struct fonts *fonts, PangoContext *context, const char *tree,
                             const char *language)
{
    char families[256];
    struct words words = words_read(tree, language);
    write_families(writing_find(language), families);
    for (size_t i = 0; i < words.count; i++) {
        compare_widths(fonts, context, &(struct paragraph){language, families, words.list[i].text});
    }
    words_free(&words);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: test_pango TREE\n");
        return 2;
    }
    struct noto noto = noto_open();
    FcConfig *config = FcConfigCreate();
    PangoContext *context = open_pango(config);
    for (size_t i = 0; i < sizeof corpus / sizeof *corpus; i++) {
        compare_widths(noto.fonts, context, &corpus[i]);
    }
    for (size_t i = 0; i < WORDS_LANGUAGES; i++) {
        compare_language(noto.fonts, context, argv[1], words_languages[i]);
    }
    printf("%d layouts compared\n", layouts);
    g_object_unref(context);
    FcConfigDestroy(config);
    noto_close(&noto);
    return check_done();
}
