// No two lines touch: the ink of every string of every language, at widths from a button's to a
// wide panel's. Prints how close they come, in em, and how far ink reaches from the baseline.
//
// usage: test_ink TREE
#include "atlas.h"
#include "check.h"
#include "layout.h"
#include "noto.h"
#include "words.h"

#include <math.h>
#include <string.h>

// At 50 pixels an em; two columns further counts as near.
enum { EM_PX = 50, LEFT_PX = 100, ROOM_PX = 2000, NEAR_PX = 2, SHEET_PX = 4096, FAINT = 40 };

static const float least_em = 0.03f;

// The highest and the lowest ink of a line in each column of pixels.
struct skyline {
    int top[ROOM_PX], bottom[ROOM_PX];
};

struct ruler {
    const struct fonts *fonts;
    struct atlas *atlas;
    const struct writing *writing;
    int closest_px;
    float up_em, down_em;
};

static void clear(struct skyline *line)
{
    for (int i = 0; i < ROOM_PX; i++) {
        line->top[i] = INT32_MAX / 2;
        line->bottom[i] = INT32_MIN / 2;
    }
}

static void add_pixel(struct skyline *line, int x, int y)
{
    if (x >= 0 && x < ROOM_PX) {
        line->top[x] = y < line->top[x] ? y : line->top[x];
        line->bottom[x] = y > line->bottom[x] ? y : line->bottom[x];
    }
}

static void add_glyph(struct ruler *ruler, struct skyline *line, const struct layout_glyph *glyph)
{
    float x = LEFT_PX + glyph->x_px, y = glyph->y_px;
    struct atlas_glyph drawn;
    if (!atlas_find(ruler->atlas, glyph->face, glyph->glyph, EM_PX, x, y, &drawn)) {
        atlas_clear(ruler->atlas);
        atlas_find(ruler->atlas, glyph->face, glyph->glyph, EM_PX, x, y, &drawn);
    }
    const uint8_t *sheet = atlas_pixels(ruler->atlas);
    for (int row = 0; row < drawn.h; row++) {
        for (int column = 0; column < drawn.w; column++) {
            if (sheet[(size_t)(drawn.y + row) * SHEET_PX + (size_t)(drawn.x + column)] > FAINT) {
                add_pixel(line, (int)floorf(x) + drawn.left + column,
                          (int)floorf(y) + drawn.top + row);
            }
        }
    }
}

static int distance(const struct skyline *above, const struct skyline *below)
{
    int least = EM_PX * 10;
    for (int x = NEAR_PX; x < ROOM_PX - NEAR_PX; x++) {
        for (int near = x - NEAR_PX; near <= x + NEAR_PX; near++) {
            int gap = below->top[near] / 2 - above->bottom[x] / 2; // halved: no overflow
            least = gap * 2 < least ? gap * 2 : least;
        }
    }
    return least;
}

static void note_reach(struct ruler *ruler, const struct skyline *line, float baseline_px)
{
    for (int x = 0; x < ROOM_PX; x++) {
        if (line->top[x] < line->bottom[x]) {
            ruler->up_em = fmaxf(ruler->up_em, (baseline_px - (float)line->top[x]) / EM_PX);
            ruler->down_em = fmaxf(ruler->down_em, ((float)line->bottom[x] - baseline_px) / EM_PX);
        }
    }
}

static void measure(struct ruler *ruler, const struct layout *layout, const char *name)
{
    static struct skyline lines[2];
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct layout_line *line = &layout->lines[i];
        struct skyline *now = &lines[i % 2];
        clear(now);
        for (uint32_t g = line->glyph_start; g < line->glyph_end; g++) {
            add_glyph(ruler, now, &layout->glyphs[g]);
        }
        note_reach(ruler, now, line->baseline_px);
        int gap = i > 0 ? distance(&lines[1 - i % 2], now) : EM_PX;
        CHECK((float)gap >= least_em * EM_PX, "%s %s: lines %zu and %zu are %d pixels apart",
              ruler->writing->language, name, i - 1, i, gap);
        ruler->closest_px = gap < ruler->closest_px ? gap : ruler->closest_px;
    }
}

static void measure_word(struct ruler *ruler, const struct word *word)
{
    for (float width_px = 400; width_px < 1700; width_px += 150) {
        struct layout *layout = layout_create(&(struct layout_params){
            .fonts = ruler->fonts,
            .writing = ruler->writing,
            .text = word->text,
            .text_bytes = strlen(word->text),
            .em_px = EM_PX,
            .max_width_px = width_px,
        });
        CHECK(layout, "%s", word->name);
        if (layout && !layout->overfull) {
            measure(ruler, layout, word->name);
        }
        layout_destroy(layout);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: test_ink TREE\n", stderr);
        return 2;
    }
    struct noto noto = noto_open();
    struct atlas *atlas = atlas_create(noto.fonts, SHEET_PX);
    for (size_t i = 0; atlas && i < WORDS_LANGUAGES; i++) {
        struct words words = words_read(argv[1], words_languages[i]);
        struct ruler ruler = {.fonts = noto.fonts,
                              .atlas = atlas,
                              .writing = writing_find(words_languages[i]),
                              .closest_px = EM_PX * 10};
        for (size_t k = 0; k < words.count; k++) {
            measure_word(&ruler, &words.list[k]);
        }
        printf("%-4s lines of %.2f em: %.2f em apart at least; ink %.2f up, %.2f down\n",
               words_languages[i], (double)ruler.writing->line_height_em,
               (double)ruler.closest_px / EM_PX, (double)ruler.up_em, (double)ruler.down_em);
        words_free(&words);
    }
    atlas_destroy(atlas);
    noto_close(&noto);
    return check_done();
}
