#include "atlas.h"
#include "check.h"
#include "layout.h"
#include "noto.h"

#include <math.h>
#include <string.h>

enum { SIDE = 256, MOST = 4096 };

// How many pixels are of two glyphs, of a glyph and the gap right of or below another, or outside.
static uint32_t overlaps(const struct atlas_glyph *glyphs, size_t count)
{
    static uint8_t owner[SIDE + 1][SIDE + 1];
    memset(owner, 0, sizeof owner);
    uint32_t found = 0;
    for (size_t i = 0; i < count; i++) {
        const struct atlas_glyph *glyph = &glyphs[i];
        int gap = glyph->w > 0;
        found += glyph->x + glyph->w > SIDE || glyph->y + glyph->h > SIDE;
        for (int y = glyph->y; y < glyph->y + glyph->h + gap && y <= SIDE; y++) {
            for (int x = glyph->x; x < glyph->x + glyph->w + gap && x <= SIDE; x++) {
                bool inside = x < glyph->x + glyph->w && y < glyph->y + glyph->h;
                found += inside ? owner[y][x] > 0 : owner[y][x] == 2;
                owner[y][x] = inside ? 2 : owner[y][x] | 1;
            }
        }
    }
    return found;
}

// Fills the sheet with glyphs at all 16 subpixel positions until it is full.
static size_t fill(struct atlas *atlas, struct atlas_glyph *glyphs)
{
    size_t count = 0;
    for (uint32_t glyph = 36; count < MOST; glyph++) {
        for (int s = 0; s < 16 && count < MOST; s++) {
            float x = 7 + (float)(s % 4) / 4;
            float y = 9 + (float)(s >> 2) / 4;
            if (!atlas_find(atlas, 0, glyph, 20, x, y, &glyphs[count])) {
                return count;
            }
            count++;
        }
    }
    return count;
}

static bool has_ink(const struct atlas *atlas, const struct atlas_glyph *glyph)
{
    for (int y = glyph->y; y < glyph->y + glyph->h; y++) {
        for (int x = glyph->x; x < glyph->x + glyph->w; x++) {
            if (atlas_pixels(atlas)[y * SIDE + x] > 0) {
                return true;
            }
        }
    }
    return false;
}

static void test_full_sheet(const struct fonts *fonts)
{
    static struct atlas_glyph glyphs[MOST];
    struct atlas *atlas = atlas_create(fonts, SIDE);
    size_t count = fill(atlas, glyphs);
    CHECK(count > 100 && count < MOST, "%zu glyphs fill the sheet", count);
    CHECK(overlaps(glyphs, count) == 0, "glyphs overlap or leave the sheet");
    for (size_t i = 0; i < count; i++) {
        CHECK(glyphs[i].w == 0 || has_ink(atlas, &glyphs[i]), "glyph %zu is empty", i);
    }
    struct atlas_glyph again;
    CHECK(atlas_find(atlas, 0, 36, 20, 7, 9, &again), "what is there is found when full");
    CHECK(memcmp(&again, &glyphs[0], sizeof again) == 0, "and is the same");
    atlas_clear(atlas);
    size_t inked = 0;
    for (size_t i = 0; i < SIDE * SIDE; i++) {
        inked += atlas_pixels(atlas)[i] != 0;
    }
    CHECK(inked == 0, "%zu pixels left after a clear", inked);
    CHECK(fill(atlas, glyphs) == count, "as many again after a clear");
    atlas_destroy(atlas);
}

// The place of the ink on the page moves with the pen, by quarters.
static void test_subpixels(const struct fonts *fonts)
{
    struct atlas *atlas = atlas_create(fonts, SIDE);
    static const struct {
        float x;
        int whole; // pixels that the bitmap moves from pen 10.0
    } rows[] = {{10.0f, 0}, {10.1f, 0}, {10.9f, 1}, {10.99f, 1}, {-0.01f, 1}, {-1.0f, 0}};
    struct atlas_glyph at_zero;
    CHECK(atlas_find(atlas, 0, 43, 24, 10, 20, &at_zero), "glyph");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct atlas_glyph glyph;
        CHECK(atlas_find(atlas, 0, 43, 24, rows[i].x, 20, &glyph), "glyph");
        CHECK(glyph.left - at_zero.left == rows[i].whole, "row %zu: left %d", i, glyph.left);
        CHECK(glyph.x == at_zero.x && glyph.y == at_zero.y, "row %zu: the same bitmap", i);
    }
    struct atlas_glyph half;
    CHECK(atlas_find(atlas, 0, 43, 24, 10.5f, 20, &half), "glyph");
    CHECK(half.x != at_zero.x || half.y != at_zero.y, "half a pixel is another bitmap");
    CHECK(at_zero.top < 0 && at_zero.top >= -24, "top %d is above the baseline", at_zero.top);
    struct atlas_glyph low;
    CHECK(atlas_find(atlas, 0, 43, 24, 10, 20.95f, &low), "glyph");
    CHECK(low.top == at_zero.top + 1, "y grows downwards");
    atlas_destroy(atlas);
}

static void test_odd(const struct fonts *fonts)
{
    static const uint16_t sides[] = {0, 1, 63, 100, 32768, 65535};
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        CHECK(!atlas_create(fonts, sides[i]), "side %u", sides[i]);
    }
    static const struct {
        uint16_t face;
        uint32_t glyph;
        float em, x;
    } rows[] = {
        {0, 3, 20, 0},    {0, 0xFFFFFFFF, 20, 0}, {999, 40, 20, 0},
        {0, 40, 0, 0},    {0, 40, -5, 0},         {0, 40, 1e30f, 0},
        {0, 40, 2000, 0}, {0, 40, NAN, 0},        {0, 40, 20, INFINITY},
    };
    struct atlas *atlas = atlas_create(fonts, SIDE);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct atlas_glyph glyph = {.w = 9};
        CHECK(atlas_find(atlas, rows[i].face, rows[i].glyph, rows[i].em, rows[i].x, 0, &glyph),
              "row %zu would be retried for ever", i);
        CHECK(glyph.w == 0, "row %zu: nothing to draw", i);
    }
    struct atlas_glyph glyph;
    CHECK(atlas_find(atlas, 0, 40, 20, 0, 0, &glyph) && glyph.w > 0, "the sheet still works");
    atlas_destroy(atlas);
    atlas_destroy(NULL);
}

// What layout_ink says is what is drawn, by another library, to a pixel.
static void test_ink(const struct fonts *fonts)
{
    static const struct {
        const char *language, *text;
        bool hangs; // above the first line's top
    } rows[] = {
        {"en", "Ågj, twice\nin two lines", false},
        {"ar", "كيف حالك؟", false},
        {"ur", "کبھی نہیں، یا معلوم نہیں", true},
        {"ti", "ሰላም፣ ከመይ ኣለኹም?", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct writing *writing = writing_find(rows[i].language);
        struct layout *layout = layout_create(&(struct layout_params){
            .fonts = fonts,
            .writing = writing,
            .text = rows[i].text,
            .text_bytes = strlen(rows[i].text),
            .em_px = fonts_em_for_body(fonts, writing, FONT_REGULAR, 20),
        });
        struct atlas *atlas = atlas_create(fonts, 1024);
        struct layout_rect ink = layout_ink(layout, fonts);
        float top = INFINITY, bottom = -INFINITY, left = INFINITY, right = -INFINITY;
        for (size_t g = 0; g < layout->glyph_count; g++) {
            const struct layout_glyph *glyph = &layout->glyphs[g];
            struct atlas_glyph drawn;
            CHECK(atlas_find(atlas, glyph->face, glyph->glyph, layout->em_px, glyph->x_px,
                             glyph->y_px, &drawn),
                  "%s: glyph %zu", rows[i].language, g);
            if (drawn.w > 0) {
                float x = floorf(glyph->x_px) + drawn.left, y = floorf(glyph->y_px) + drawn.top;
                left = fminf(left, x);
                top = fminf(top, y);
                right = fmaxf(right, x + drawn.w);
                bottom = fmaxf(bottom, y + drawn.h);
            }
        }
        CHECK(fabsf(ink.x_px - left) < 2 && fabsf(ink.y_px - top) < 2 &&
                  fabsf(ink.x_px + ink.w_px - right) < 2 && fabsf(ink.y_px + ink.h_px - bottom) < 2,
              "%s: %.1f %.1f %.1f %.1f instead of %.0f %.0f %.0f %.0f", rows[i].language,
              (double)ink.x_px, (double)ink.y_px, (double)ink.w_px, (double)ink.h_px, (double)left,
              (double)top, (double)(right - left), (double)(bottom - top));
        CHECK((ink.y_px < 0) == rows[i].hangs, "%s: its ink begins at %.1f", rows[i].language,
              (double)ink.y_px);
        layout_destroy(layout);
        atlas_destroy(atlas);
    }
    struct layout *blank = layout_create(&(struct layout_params){
        .fonts = fonts, .writing = writing_find("en"), .text = " ", .text_bytes = 1, .em_px = 20});
    struct layout_rect none = layout_ink(blank, fonts);
    CHECK(none.w_px == 0 && none.h_px == 0, "a space has ink");
    layout_destroy(blank);
}

int main(void)
{
    struct noto noto = noto_open();
    test_full_sheet(noto.fonts);
    test_subpixels(noto.fonts);
    test_odd(noto.fonts);
    test_ink(noto.fonts);
    noto_close(&noto);
    return check_done();
}
