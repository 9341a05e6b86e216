// What every one of the seventeen writings must do: its language reaches HarfBuzz, values inserted
// into it stay whole and in order, brackets are mirrored, Ethiopic breaks after its word space, and
// no string has other digits than its TERMS file decides.
//
// usage: test_writing TREE
#include "check.h"
#include "isolate.h"
#include "layout.h"
#include "linebreak.h"
#include "noto.h"
#include "shape.h"
#include "words.h"

#include <string.h>

static struct layout *lay(const struct fonts *fonts, const struct writing *writing,
                          const char *text, float width_px)
{
    return layout_create(&(struct layout_params){.fonts = fonts,
                                                 .writing = writing,
                                                 .text = text,
                                                 .text_bytes = strlen(text),
                                                 .em_px = 40,
                                                 .max_width_px = width_px});
}

// --- language -----------------------------------------------------------------------------------

static void test_language(const char *language)
{
    struct shaper shaper = {0};
    CHECK(shape_init(&shaper, writing_find(language)->language), "%s", language);
    CHECK(strcmp(hb_language_to_string(shaper.language), language) == 0, "%s: HarfBuzz is given %s",
          language, hb_language_to_string(shaper.language));
    shape_finish(&shaper);
}

static bool same_glyphs(const struct layout *a, const struct layout *b)
{
    bool same = a->glyph_count == b->glyph_count;
    for (size_t i = 0; same && i < a->glyph_count; i++) {
        same = a->glyphs[i].glyph == b->glyphs[i].glyph && a->glyphs[i].face == b->glyphs[i].face;
    }
    return same;
}

// One text in the faces of one writing, as two languages have it: where a face has local forms
// (feature locl) they differ. hb-shape --language says the same.
static void test_forms(const struct fonts *fonts)
{
    static const struct {
        const char *faces, *one, *other, *text;
        bool same;
    } rows[] = {
        {"ar", "ur", "ar", "\u06F4\u06F6\u06F7", false}, // 4, 6 and 7 as Urdu writes them
        {"ar", "ur", "fa", "\u06F4\u06F6\u06F7", false}, {"ar", "ps", "fa", "\u06F4\u06F6", true},
        {"ar", "ckb", "ar", "\u06F4\u06D5\u0647", true}, {"ur", "fa", "ur", "\u06F4\u06F7", false},
        {"ur", "prs", "ur", "\u06F4\u06F7", false},      {"ur", "prs", "fa", "\u06F4\u06F7", true},
        {"nl", "tr", "en", "fi \u0131i", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct writing one = *writing_find(rows[i].faces), other = one;
        one.language = rows[i].one;
        other.language = rows[i].other;
        struct layout *a = lay(fonts, &one, rows[i].text, 0);
        struct layout *b = lay(fonts, &other, rows[i].text, 0);
        CHECK(a && b && same_glyphs(a, b) == rows[i].same, "row %zu: %s and %s", i, rows[i].one,
              rows[i].other);
        layout_destroy(a);
        layout_destroy(b);
    }
}

// --- inserted values ----------------------------------------------------------------------------

// A value of each kind between two words of the language stands in one piece, left to right, at
// every width.
static void test_value(const struct fonts *fonts, const char *language, const struct word *word)
{
    static const char *const values[] = {"088-678 1234", "0800-0113", "9.00-17.00", "1 / 10",
                                         "ggd-voorbeeld.nl"};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        char isolated[128], text[4096];
        text_isolate(values[i], ISOLATE_LTR, isolated, sizeof isolated);
        snprintf(text, sizeof text, "%s %s %s", word->text, isolated, word->text);
        uint32_t start = (uint32_t)strlen(word->text) + 1;
        uint32_t end = start + (uint32_t)strlen(isolated);
        for (float width_px = 500; width_px < 800; width_px += 60) {
            struct layout *layout = lay(fonts, writing_find(language), text, width_px);
            uint32_t last = 0;
            uint16_t line = UINT16_MAX;
            bool whole = layout != NULL;
            for (size_t g = 0; layout && g < layout->glyph_count; g++) {
                const struct layout_glyph *glyph = &layout->glyphs[g];
                if (glyph->cluster >= start && glyph->cluster < end) {
                    whole = whole && glyph->cluster >= last &&
                            (line == UINT16_MAX || line == glyph->line);
                    last = glyph->cluster;
                    line = glyph->line;
                }
            }
            CHECK(whole, "%s at %.0f: %s in \"%s\"", language, (double)width_px, values[i], text);
            layout_destroy(layout);
        }
    }
}

// --- brackets -----------------------------------------------------------------------------------

static uint32_t glyph_of(const struct fonts *fonts, const struct writing *writing, const char *text,
                         uint32_t cluster)
{
    struct layout *layout = lay(fonts, writing, text, 0);
    uint32_t found = UINT32_MAX;
    for (size_t g = 0; layout && g < layout->glyph_count; g++) {
        found = layout->glyphs[g].cluster == cluster ? layout->glyphs[g].glyph : found;
    }
    layout_destroy(layout);
    return found;
}

// From right to left an opening bracket has the shape of a closing one.
static void test_brackets(const struct fonts *fonts, const char *language)
{
    static const char *const pairs[][2] = {{"(", ")"}, {"[", "]"}, {"\u00AB", "\u00BB"}};
    const struct writing *rtl = writing_find(language);
    struct writing ltr = *rtl;
    ltr.direction = TEXT_LTR;
    for (size_t i = 0; rtl->direction == TEXT_RTL && i < 3; i++) {
        CHECK(glyph_of(fonts, rtl, pairs[i][0], 0) == glyph_of(fonts, &ltr, pairs[i][1], 0),
              "%s: %s isn't mirrored", language, pairs[i][0]);
        CHECK(glyph_of(fonts, rtl, pairs[i][1], 0) == glyph_of(fonts, &ltr, pairs[i][0], 0),
              "%s: %s isn't mirrored", language, pairs[i][1]);
    }
}

// --- breaks and digits --------------------------------------------------------------------------

static void test_breaks(void)
{
    static const struct {
        uint32_t text[4];
        enum linebreak after_second;
    } rows[] = {
        {{0x1230, 0x1361, 0x12A8, 0x1218}, LINEBREAK_MAY},   // after the Ethiopic word space
        {{0x1230, 0x120B, 0x1361, 0x12A8}, LINEBREAK_NEVER}, // not before it
        {{0x1230, 0x120B, 0x1362, ' '}, LINEBREAK_NEVER},    // not before the full stop
        {{'1', '.', '5', ' '}, LINEBREAK_NEVER},             // not in numbers
        {{'1', 0x066B, 0x0665, ' '}, LINEBREAK_NEVER},       // of any script
        {{0x06F1, ':', 0x06F5, ' '}, LINEBREAK_NEVER},
        {{'a', 0x00A0, 0x00BB, ' '}, LINEBREAK_NEVER}, // French quotation marks have their spaces
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t after[4];
        linebreak_find(rows[i].text, 4, after);
        CHECK(after[1] == rows[i].after_second, "row %zu", i);
    }
}

// Every language's TERMS file decides for 0 to 9.
static void test_digits(const char *language, const struct word *word)
{
    for (const char *at = word->text; *at; at++) {
        unsigned char lead = (unsigned char)at[0], next = (unsigned char)at[1];
        bool arabic = lead == 0xD9 && next >= 0xA0 && next <= 0xA9;
        bool persian = lead == 0xDB && next >= 0xB0 && next <= 0xB9;
        CHECK(!arabic && !persian, "%s %s: digits other than 0 to 9", language, word->name);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: test_writing TREE\n", stderr);
        return 2;
    }
    struct noto noto = noto_open();
    test_forms(noto.fonts);
    test_breaks();
    for (size_t i = 0; i < WORDS_LANGUAGES; i++) {
        const char *language = words_languages[i];
        struct words words = words_read(argv[1], language);
        test_language(language);
        test_brackets(noto.fonts, language);
        for (size_t k = 0; k < words.count; k++) {
            test_digits(language, &words.list[k]);
            if (k % 40 == 0) {
                test_value(noto.fonts, language, &words.list[k]);
            }
        }
        words_free(&words);
    }
    noto_close(&noto);
    return check_done();
}
