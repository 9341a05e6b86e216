// What laying out a paragraph costs: fonts/ and Pango over the same paragraphs, the same fonts, the
// same width, in turns in one process. Processor time of the fastest round, per paragraph. The
// paragraphs are all strings of form, kiosk and site in a language of each script.
//
// usage: bench_text TREE
#include "layout.h"
#include "noto.h"
#include "words.h"

#include <fontconfig/fontconfig.h>
#include <pango/pangoft2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 30 };

static const float em_px = 45, width_px = 1138;

static const struct script {
    const char *language, *families;
} scripts[] = {
    {"nl", "Noto Sans"},
    {"ru", "Noto Sans"},
    {"ar", "Noto Sans Arabic UI, Noto Sans"},
    {"ur", "Noto Nastaliq Urdu, Noto Sans Arabic UI, Noto Sans"},
    {"ti", "Noto Sans Ethiopic, Noto Sans"},
};

struct bench {
    const struct fonts *fonts;
    PangoContext *pango;
    const struct writing *writing;
    PangoFontDescription *font;
    struct words words;
    size_t lines[2];
};

static double cpu_us(void)
{
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec * 1e6 + (double)used.tv_nsec / 1e3;
}

static size_t lay_out(const struct bench *bench, const char *text)
{
    struct layout_params params = {.fonts = bench->fonts,
                                   .writing = bench->writing,
                                   .text = text,
                                   .text_bytes = strlen(text),
                                   .em_px = em_px,
                                   .max_width_px = width_px,
                                   .weight = FONT_REGULAR};
    struct layout *layout = layout_create(&params);
    size_t lines = layout ? layout->line_count : 0;
    layout_destroy(layout);
    return lines;
}

static size_t lay_out_pango(const struct bench *bench, const char *text)
{
    PangoLayout *layout = pango_layout_new(bench->pango);
    int w, h;
    pango_layout_set_font_description(layout, bench->font);
    pango_layout_set_width(layout, (int)width_px * PANGO_SCALE);
    pango_layout_set_text(layout, text, -1);
    pango_layout_get_size(layout, &w, &h);
    size_t lines = (size_t)pango_layout_get_line_count(layout);
    g_object_unref(layout);
    return lines;
}

// One round over all paragraphs; processor time of one.
static double round_us(struct bench *bench, int engine)
{
    size_t count = bench->words.count, lines = 0;
    double start = cpu_us();
    for (size_t i = 0; i < count; i++) {
        const char *text = bench->words.list[i].text;
        lines += engine == 0 ? lay_out(bench, text) : lay_out_pango(bench, text);
    }
    bench->lines[engine] = lines;
    return (cpu_us() - start) / (double)count;
}

static void run_script(struct bench *bench)
{
    double best[2] = {0};
    for (int round = 0; round < ROUNDS; round++) {
        for (int engine = 0; engine < 2; engine++) {
            double us = round_us(bench, engine);
            best[engine] = round == 0 || us < best[engine] ? us : best[engine];
        }
    }
    const char *language = bench->writing->language;
    printf("layout_%s_us %.1f\npango_%s_us %.1f\nlines_%s %zu\npango_lines_%s %zu\n", language,
           best[0], language, best[1], language, bench->lines[0], language, bench->lines[1]);
}

static void run(struct bench *bench, const char *tree, const struct script *script)
{
    bench->writing = writing_find(script->language);
    bench->words = words_read(tree, script->language);
    bench->font = pango_font_description_from_string(script->families);
    pango_font_description_set_absolute_size(bench->font, (double)em_px * PANGO_SCALE);
    pango_context_set_language(bench->pango, pango_language_from_string(script->language));
    pango_context_set_base_dir(bench->pango, bench->writing->direction == TEXT_RTL
                                                 ? PANGO_DIRECTION_RTL
                                                 : PANGO_DIRECTION_LTR);
    run_script(bench);
    pango_font_description_free(bench->font);
    words_free(&bench->words);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: bench_text TREE\n", stderr);
        return 2;
    }
    struct noto noto = noto_open();
    FcConfig *config = FcConfigCreate();
    PangoFontMap *map = pango_ft2_font_map_new();
    struct bench bench = {.fonts = noto.fonts};
    for (int i = 0; i < NOTO_FACES; i++) {
        if (noto_faces[i].weight == FONT_REGULAR) {
            FcConfigAppFontAddFile(config, (const FcChar8 *)noto_faces[i].path);
        }
    }
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(map), 96, 96);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    bench.pango = pango_font_map_create_context(map);
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        run(&bench, argv[1], &scripts[i]);
    }
    g_object_unref(bench.pango);
    g_object_unref(map);
    FcConfigDestroy(config);
    noto_close(&noto);
    return 0;
}
