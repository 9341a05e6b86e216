#include "check.h"
#include "fonts.h"
#include "layout.h"
#include "noto.h"

#include <math.h>
#include <string.h>

static void test_writings(void)
{
    static const struct {
        const char *asked, *found;
        enum text_direction direction;
    } rows[] = {
        {"en", "en", TEXT_LTR},      {"nl-NL", "nl", TEXT_LTR}, {"ar-SY", "ar", TEXT_RTL},
        {"prs_AF", "prs", TEXT_RTL}, {"kmr", "kmr", TEXT_LTR},  {"ti", "ti", TEXT_LTR},
        {"am", "am", TEXT_LTR},      {"fa", "fa", TEXT_RTL},    {"ps", "ps", TEXT_RTL},
        {"ckb", "ckb", TEXT_RTL},    {"tr", "tr", TEXT_LTR},    {"so", "so", TEXT_LTR},
        {"uk", "uk", TEXT_LTR},      {"ru", "ru", TEXT_LTR},    {"fr", "fr", TEXT_LTR},
        {"es", "es", TEXT_LTR},      {"ur", "ur", TEXT_RTL},    {"a", "en", TEXT_LTR},
        {"", "en", TEXT_LTR},        {"arx", "en", TEXT_LTR},   {"xx", "en", TEXT_LTR},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct writing *writing = writing_find(rows[i].asked);
        CHECK(strcmp(writing->language, rows[i].found) == 0, "%s gives %s", rows[i].asked,
              writing->language);
        CHECK(writing->direction == rows[i].direction, "%s", rows[i].asked);
    }
}

// At the em of a body height each writing's letters are that high, times its factor.
static void test_body(const struct fonts *fonts)
{
    static const struct {
        const char *language;
        enum font_weight weight;
        float least_em, most_em; // per body height
    } rows[] = {
        {"en", FONT_REGULAR, 1.38f, 1.42f}, {"en", FONT_BOLD, 1.38f, 1.42f},
        {"ar", FONT_REGULAR, 1.4f, 1.7f},   {"ti", FONT_BOLD, 1.3f, 1.5f},
        {"ur", FONT_REGULAR, 1.2f, 1.8f},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct writing *writing = writing_find(rows[i].language);
        float em = fonts_em_for_body(fonts, writing, rows[i].weight, 1);
        CHECK(em >= rows[i].least_em && em <= rows[i].most_em, "%s: %.3f", rows[i].language,
              (double)em);
        float ten = fonts_em_for_body(fonts, writing, rows[i].weight, 10);
        CHECK(fabsf(ten - 10 * em) < 0.001f, "%s: not in proportion", rows[i].language);
    }
}

static void test_none(void)
{
    struct fonts *fonts = fonts_create();
    const struct writing *writing = writing_find("ar");
    CHECK(fonts_em_for_body(fonts, writing, FONT_REGULAR, 20) == 0, "no face, no em");
    struct layout *layout = layout_create(&(struct layout_params){
        .fonts = fonts, .writing = writing, .text = "abc", .text_bytes = 3, .em_px = 20});
    CHECK(layout && layout->missing && layout->glyph_count == 0, "no face: all is missing");
    CHECK(layout && layout->line_count == 1, "no face: a line all the same");
    layout_destroy(layout);
    fonts_destroy(fonts);
}

// Every prefix of a font, and noise in its tables, is taken or refused but never harms.
static void test_broken(const unsigned char *bytes, size_t size)
{
    struct fonts *fonts = fonts_create();
    CHECK(!fonts_add(fonts, "x", FONT_REGULAR, bytes, 0), "nothing");
    CHECK(!fonts_add(fonts, "x", FONT_REGULAR, "not a font at all", 17), "text");
    unsigned char *copy = malloc(size);
    for (size_t cut = 1; copy && cut < size; cut = cut * 2 + 1) {
        memcpy(copy, bytes, cut);
        fonts_add(fonts, "x", FONT_REGULAR, copy, cut);
    }
    fonts_destroy(fonts);
    free(copy);
}

static void test_weights(void)
{
    size_t size;
    void *bytes = noto_read(noto_faces[0].path, &size);
    struct fonts *fonts = fonts_create();
    CHECK(fonts_add(fonts, "NotoSans", FONT_REGULAR, bytes, size), "regular");
    const struct writing *writing = writing_find("nl");
    CHECK(fonts_em_for_body(fonts, writing, FONT_BOLD, 20) > 0, "regular stands in for bold");
    test_broken(bytes, size);
    fonts_destroy(fonts);
    free(bytes);
}

int main(void)
{
    struct noto noto = noto_open();
    test_writings();
    test_body(noto.fonts);
    test_none();
    test_weights();
    noto_close(&noto);
    fonts_destroy(NULL);
    return check_done();
}
