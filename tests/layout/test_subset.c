// The typefaces of a pack are subset to its words: every string that the pack can show is shaped
// from them as from the whole files. Glyphs are numbered anew, so outlines are compared, point by
// point, and where they stand.
//
// usage: test_subset STAGE TREE LANGUAGE...    LANGUAGE...: those of the stage
#include "check.h"
#include "face.h"
#include "layout.h"
#include "noto.h"
#include "words.h"

#include FT_OUTLINE_H

#include <string.h>

enum { MOST_BYTES = 2 << 20 };

struct subset {
    struct fonts *fonts;
    void *bytes[NOTO_FACES];
    size_t size;
};

static struct subset open_subset(const char *stage)
{
    struct subset subset = {.fonts = fonts_create()};
    for (int i = 0; i < NOTO_FACES; i++) {
        char path[512];
        bool regular = noto_faces[i].weight == FONT_REGULAR;
        snprintf(path, sizeof path, "%s/fonts/%s-%s.ttf", stage, noto_faces[i].name,
                 regular ? "Regular" : "Bold");
        FILE *file = fopen(path, "rb");
        if (!file) {
            continue; // a face that none of the languages is written with
        }
        fclose(file);
        size_t size = 0;
        subset.bytes[i] = noto_read(path, &size);
        CHECK(fonts_add(subset.fonts, noto_faces[i].name, noto_faces[i].weight, subset.bytes[i],
                        size),
              "%s", path);
        subset.size += size;
    }
    return subset;
}

static void close_subset(struct subset *subset)
{
    fonts_destroy(subset->fonts);
    for (int i = 0; i < NOTO_FACES; i++) {
        free(subset->bytes[i]);
    }
}

static const FT_Outline *outline_of(const struct fonts *fonts, const struct layout_glyph *glyph)
{
    FT_Face face = fonts->faces[glyph->face].ft;
    bool loaded = FT_Load_Glyph(face, glyph->glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING) == 0;
    return loaded ? &face->glyph->outline : NULL;
}

static bool same_outline(const FT_Outline *a, const FT_Outline *b)
{
    if (!a || !b || a->n_points != b->n_points || a->n_contours != b->n_contours) {
        return false;
    }
    return a->n_points == 0 || // a space
           (memcmp(a->points, b->points, (size_t)a->n_points * sizeof *a->points) == 0 &&
            memcmp(a->contours, b->contours, (size_t)a->n_contours * sizeof *a->contours) == 0);
}

static bool same_glyph(const struct fonts *whole, const struct layout_glyph *a,
                       const struct fonts *subset, const struct layout_glyph *b)
{
    bool same_face = strcmp(whole->faces[a->face].name, subset->faces[b->face].name) == 0 &&
                     whole->faces[a->face].weight == subset->faces[b->face].weight;
    bool same_place = a->cluster == b->cluster && a->line == b->line && a->x_px == b->x_px &&
                      a->y_px == b->y_px && a->advance_px == b->advance_px;
    return same_face && same_place && same_outline(outline_of(whole, a), outline_of(subset, b));
}

static struct layout *lay_out(const struct fonts *fonts, const char *language, const char *text,
                              enum font_weight weight)
{
    return layout_create(&(struct layout_params){.fonts = fonts,
                                                 .writing = writing_find(language),
                                                 .text = text,
                                                 .text_bytes = strlen(text),
                                                 .em_px = 40,
                                                 .max_width_px = 700,
                                                 .weight = weight});
}

static void compare(const struct fonts *whole, const struct fonts *subset, const char *language,
                    const char *text, enum font_weight weight)
{
    struct layout *a = lay_out(whole, language, text, weight);
    struct layout *b = lay_out(subset, language, text, weight);
    bool same = a && b && !b->missing && a->glyph_count == b->glyph_count;
    for (size_t i = 0; same && i < a->glyph_count; i++) {
        same = same_glyph(whole, &a->glyphs[i], subset, &b->glyphs[i]);
    }
    CHECK(same, "%s: %s", language, text);
    layout_destroy(a);
    layout_destroy(b);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fputs("usage: test_subset STAGE TREE LANGUAGE...\n", stderr);
        return 2;
    }
    struct noto noto = noto_open();
    struct subset subset = open_subset(argv[1]);
    for (int i = 3; i < argc; i++) {
        struct words words = words_read(argv[2], argv[i]);
        for (size_t k = 0; k < words.count; k++) {
            compare(noto.fonts, subset.fonts, argv[i], words.list[k].text, FONT_REGULAR);
            compare(noto.fonts, subset.fonts, argv[i], words.list[k].text, FONT_BOLD);
        }
        compare(noto.fonts, subset.fonts, argv[i], "0123456789 +-/ 1234 AB", FONT_REGULAR);
        words_free(&words);
    }
    printf("%zu bytes of typefaces\n", subset.size);
    CHECK(subset.size < MOST_BYTES, "%zu bytes", subset.size);
    close_subset(&subset);
    noto_close(&noto);
    return check_done();
}
