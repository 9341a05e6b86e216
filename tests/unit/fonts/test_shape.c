// What surrounds a part, and the language, decide its shapes; places unsafe to cut are known.
#include "check.h"
#include "noto.h"
#include "shape.h"

#include <string.h>

enum { BEH = 0x0628, SEVEN = 0x06F7, ARABIC_UI = 2 };

static struct shape_glyphs shape(const struct fonts *fonts, const char *language,
                                 const uint32_t *text, struct span part, struct span context)
{
    struct shaper shaper = {.fonts = fonts, .text = text, .em_px = 20};
    struct shape_glyphs glyphs = {0};
    const struct item item = {.face = ARABIC_UI, .level = 1, .script = HB_SCRIPT_ARABIC};
    bool done = shape_init(&shaper, language) && shape_part(&shaper, &item, part, context, &glyphs);
    CHECK(done && glyphs.count > 0, "shaped");
    shape_finish(&shaper);
    return glyphs;
}

static uint32_t first_glyph(const struct fonts *fonts, const char *language, const uint32_t *text,
                            struct span part, struct span context)
{
    struct shape_glyphs glyphs = shape(fonts, language, text, part, context);
    uint32_t glyph = glyphs.count > 0 ? glyphs.list[0].glyph : 0;
    shape_glyphs_finish(&glyphs);
    return glyph;
}

// The middle one of three letters in each of the four contexts has four forms.
static void test_context(const struct fonts *fonts)
{
    static const uint32_t text[] = {BEH, BEH, BEH};
    const struct span middle = {1, 2};
    const struct span contexts[] = {{1, 2}, {0, 2}, {1, 3}, {0, 3}};
    uint32_t forms[4];
    for (int i = 0; i < 4; i++) {
        forms[i] = first_glyph(fonts, "ar", text, middle, contexts[i]);
        for (int k = 0; k < i; k++) {
            CHECK(forms[i] != forms[k], "contexts %d and %d give one form", i, k);
        }
    }
}

// Urdu writes seven otherwise than Persian.
static void test_language(const struct fonts *fonts)
{
    static const uint32_t text[] = {SEVEN};
    const struct span all = {0, 1};
    CHECK(first_glyph(fonts, "ur", text, all, all) != first_glyph(fonts, "fa", text, all, all),
          "the language doesn't reach the font");
}

static void test_unsafe(const struct fonts *fonts)
{
    static const uint32_t text[] = {BEH, BEH, ' ', BEH};
    const struct span all = {0, 4};
    struct shape_glyphs glyphs = shape(fonts, "ar", text, all, all);
    for (size_t i = 0; i < glyphs.count; i++) {
        const struct shape_glyph *glyph = &glyphs.list[i];
        CHECK(glyph->unsafe == (glyph->cluster == 1), "cluster %u", glyph->cluster);
    }
    CHECK(glyphs.count == 4 && glyphs.list[0].cluster == 3, "visual order, from the left");
    shape_glyphs_finish(&glyphs);
}

int main(void)
{
    struct noto noto = noto_open();
    test_context(noto.fonts);
    test_language(noto.fonts);
    test_unsafe(noto.fonts);
    noto_close(&noto);
    return check_done();
}
