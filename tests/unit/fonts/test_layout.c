// Lines, the map from clusters to boxes, and texts that mean harm.
#include "check.h"
#include "layout.h"
#include "noto.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const struct sample {
    const char *language, *family, *text;
} samples[] = {
#include "corpus.inc"
    // cut where shapes change: joined letters at soft hyphens, kerned ones at hyphens
    {"ar", "",
     "\u0628\u062A\u00AD\u0633\u0645\u00AD\u0644\u0627\u0645\u00AD\u0628\u062A\u0645 "
     "\u0628\u00AD\u062A\u0633\u00AD\u0645\u0644"},
    {"ur", "",
     "\u06A9\u06CC\u00AD\u0633\u06D2\u200B\u06C1\u06CC\u00AD\u06BA\u00AD\u0645\u06CC\u06BA"},
    {"nl", "", "AV-VA-To-Yo-T-A-V-TAXI-AT-YA-W-Ty-AW-LT-AVATAR-P-VA"},
};

enum { SAMPLES = sizeof samples / sizeof *samples };

static struct layout *lay(const struct fonts *fonts, const char *language, const char *text,
                          size_t bytes, float width_px)
{
    const struct writing *writing = writing_find(language);
    return layout_create(&(struct layout_params){
        .fonts = fonts,
        .writing = writing,
        .text = text,
        .text_bytes = bytes,
        .em_px = fonts_em_for_body(fonts, writing, FONT_REGULAR, 20),
        .max_width_px = width_px,
    });
}

static float advance_of(const struct layout *layout, const struct layout_line *line)
{
    float sum = 0;
    for (uint32_t g = line->glyph_start; g < line->glyph_end; g++) {
        sum += layout->glyphs[g].advance_px;
    }
    return sum;
}

// What holds of every layout: lines and glyphs are whole and in order, nothing leaves its line.
static void check_whole(const struct layout *layout, size_t bytes, const char *name)
{
    uint32_t text_at = 0;
    uint32_t glyph_at = 0;
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct layout_line *line = &layout->lines[i];
        CHECK(line->text_start == text_at, "%s: line %zu begins at %u", name, i, line->text_start);
        CHECK(line->glyph_start == glyph_at, "%s: line %zu", name, i);
        for (uint32_t g = line->glyph_start; g < line->glyph_end; g++) {
            uint32_t cluster = layout->glyphs[g].cluster;
            bool inside = cluster >= line->text_start && cluster < line->text_end;
            CHECK(inside && layout->glyphs[g].line == i, "%s: line %zu, glyph %u", name, i, g);
        }
        CHECK(advance_of(layout, line) >= line->width_px - 0.01f, "%s: line %zu", name, i);
        text_at = line->text_end;
        glyph_at = line->glyph_end;
    }
    CHECK(text_at == bytes, "%s: the lines end at %u of %zu", name, text_at, bytes);
    CHECK(glyph_at == layout->glyph_count, "%s: glyphs outside lines", name);
}

// A line that was cut from the paragraph's shaping is as if its text had been shaped alone, but for
// the face of the space that hangs over its end.
static void check_cut(const struct fonts *fonts, const struct sample *sample,
                      const struct layout *layout, const struct layout_line *line)
{
    size_t bytes = line->text_end - line->text_start;
    struct layout *alone = lay(fonts, sample->language, sample->text + line->text_start, bytes, 0);
    uint32_t count = line->glyph_end - line->glyph_start;
    CHECK(alone && alone->line_count == 1, "%s: alone", sample->language);
    CHECK(alone->glyph_count == count, "%s [%u: %zu glyphs alone, %u cut", sample->text,
          line->text_start, alone->glyph_count, count);
    CHECK(fabsf(alone->width_px - line->width_px) < 0.05f, "%s [%u: %.2f alone, %.2f cut",
          sample->text, line->text_start, (double)alone->width_px, (double)line->width_px);
    for (uint32_t g = 0; g < count && count == alone->glyph_count; g++) {
        const struct layout_glyph *cut = &layout->glyphs[line->glyph_start + g];
        bool over = cut->cluster + 1 == line->text_end && sample->text[cut->cluster] == ' ';
        CHECK(over || cut->glyph == alone->glyphs[g].glyph, "%s [%u: glyph %u", sample->text,
              line->text_start, g);
        CHECK(cut->cluster == alone->glyphs[g].cluster + line->text_start, "%s: cluster",
              sample->text);
    }
    layout_destroy(alone);
}

static void test_lines(const struct fonts *fonts)
{
    static const float widths_px[] = {60, 130, 250, 410, 777, 0};
    for (size_t i = 0; i < SAMPLES; i++) {
        for (size_t w = 0; w < sizeof widths_px / sizeof *widths_px; w++) {
            size_t bytes = strlen(samples[i].text);
            struct layout *layout =
                lay(fonts, samples[i].language, samples[i].text, bytes, widths_px[w]);
            CHECK(layout && !layout->missing, "%s", samples[i].text);
            check_whole(layout, bytes, samples[i].text);
            CHECK(widths_px[w] > 0 || layout->line_count == 1, "%s wraps", samples[i].text);
            bool wide = widths_px[w] > 0 && layout->width_px > widths_px[w] + 0.1f;
            CHECK(layout->overfull == wide, "%s: overfull", samples[i].text);
            for (size_t l = 0; l < layout->line_count; l++) {
                check_cut(fonts, &samples[i], layout, &layout->lines[l]);
            }
            layout_destroy(layout);
        }
    }
}

// Every cluster has a box, whose middle hits that cluster; all of a line's boxes make up its
// advance.
static void check_boxes(const struct layout *layout, const char *text)
{
    for (size_t l = 0; l < layout->line_count; l++) {
        const struct layout_line *line = &layout->lines[l];
        struct layout_rect all;
        size_t count = layout_rects(layout, line->text_start, line->text_end, &all, 1);
        if (line->glyph_start == line->glyph_end) {
            CHECK(count == 0, "%s: a box of an empty line", text);
            continue;
        }
        CHECK(count == 1 && fabsf(all.w_px - advance_of(layout, line)) < 0.05f, "%s: line %zu",
              text, l);
        for (uint32_t g = line->glyph_start; g < line->glyph_end; g++) {
            uint32_t cluster = layout->glyphs[g].cluster;
            struct layout_rect box;
            CHECK(layout_rects(layout, cluster, cluster + 1, &box, 1) == 1, "%s: %u", text,
                  cluster);
            float x_px = box.x_px + box.w_px / 2;
            float y_px = box.y_px + box.h_px / 2;
            CHECK(box.w_px <= 0 || layout_hit(layout, x_px, y_px) == cluster, "%s: byte %u hits %u",
                  text, cluster, layout_hit(layout, x_px, y_px));
        }
    }
}

static void test_boxes(const struct fonts *fonts)
{
    for (size_t i = 0; i < SAMPLES; i++) {
        struct layout *layout =
            lay(fonts, samples[i].language, samples[i].text, strlen(samples[i].text), 300);
        CHECK(layout, "%s", samples[i].text);
        check_boxes(layout, samples[i].text);
        layout_destroy(layout);
    }
}

static void test_rects(const struct fonts *fonts)
{
    static const struct {
        const char *language, *text;
        float width_px;
        uint32_t start, end;
        size_t count;
    } rows[] = {
        {"en", "ab cd ef", 0, 3, 5, 1},
        {"en", "ab cd ef", 0, 0, 8, 1},
        {"en", "ab cd ef", 0, 5, 5, 0},
        {"en", "ab cd ef", 0, 90, 99, 0},
        {"en", "ab cd ef", 40, 0, 8, 3},
        {"en", "ab cd ef", 40, 1, 4, 2},
        // "a", two Arabic letters, "b": a letter of each, and what stands between
        {"en", "a \u0628\u062A b", 0, 0, 4, 2},
        {"en", "a \u0628\u062A b", 0, 0, 6, 1},
        {"ar", "\u0628 ab \u062A", 0, 3, 4, 1},
        {"ar", "\u0628 ab \u062A", 0, 0, 4, 2},
        // a ligature is one cluster: its box belongs to where it begins
        {"ar", "\u0644\u0627", 0, 0, 2, 1},
        {"en", "", 100, 0, 1, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct layout_rect rects[4];
        struct layout *layout =
            lay(fonts, rows[i].language, rows[i].text, strlen(rows[i].text), rows[i].width_px);
        size_t count = layout_rects(layout, rows[i].start, rows[i].end, rects, 4);
        CHECK(count == rows[i].count, "row %zu: %zu boxes", i, count);
        for (size_t room = 0; room < count; room++) {
            CHECK(layout_rects(layout, rows[i].start, rows[i].end, rects, room) == room,
                  "row %zu: room %zu", i, room);
        }
        layout_destroy(layout);
    }
}

static void test_hit(const struct fonts *fonts)
{
    struct layout *layout = lay(fonts, "ar", "\u0628\u062A\n\u062B 12", 10, 200);
    CHECK(layout && layout->line_count == 2, "two lines");
    static const struct {
        float x_px, y_px;
        uint32_t byte;
    } rows[] = {
        {199, 5, 0},    {1e9f, -1e9f, 0}, {0, 5, 2},        {-5, -5, 2},
        {199, 1e9f, 5}, {0, 1e9f, 8},     {0, INFINITY, 8}, {NAN, NAN, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t byte = layout_hit(layout, rows[i].x_px, rows[i].y_px);
        CHECK(byte == rows[i].byte || (isnan(rows[i].x_px) && byte < 10), "row %zu: byte %u", i,
              byte);
    }
    layout_destroy(layout);
    layout = lay(fonts, "ar", "", 0, 200);
    CHECK(layout && layout->line_count == 1 && layout_hit(layout, 3, 3) == 0, "empty");
    layout_destroy(layout);
}

static void test_alignment(const struct fonts *fonts)
{
    static const struct {
        const char *language;
        enum text_align align;
        float share; // of the room left over that stands to the left
    } rows[] = {
        {"en", TEXT_ALIGN_START, 0}, {"en", TEXT_ALIGN_CENTRE, 0.5f}, {"en", TEXT_ALIGN_END, 1},
        {"ar", TEXT_ALIGN_START, 1}, {"ar", TEXT_ALIGN_CENTRE, 0.5f}, {"ar", TEXT_ALIGN_END, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct layout *layout =
            layout_create(&(struct layout_params){.fonts = fonts,
                                                  .writing = writing_find(rows[i].language),
                                                  .text = "abc  ",
                                                  .text_bytes = 5,
                                                  .em_px = 20,
                                                  .max_width_px = 200,
                                                  .align = rows[i].align});
        const struct layout_line *line = &layout->lines[0];
        CHECK(fabsf(line->left_px - rows[i].share * (200 - line->width_px)) < 0.01f,
              "row %zu: %.2f", i, (double)line->left_px);
        struct layout_rect word;
        CHECK(layout_rects(layout, 0, 3, &word, 1) == 1 &&
                  fabsf(word.x_px - line->left_px) < 0.01f &&
                  fabsf(word.w_px - line->width_px) < 0.01f,
              "row %zu: the word stands where the line does, its spaces hang over", i);
        layout_destroy(layout);
    }
}

// Where lines end when set as by hand.
static void test_fine(const struct fonts *fonts)
{
    static const struct {
        const char *language, *text, *fits; // the longest line that fits
        const char *lines;                  // parted by |
    } rows[] = {
        {"tr", "Bir sohbete, bir derse ya da bir filme.", "Bir sohbete, bir derse ya da bir",
         "Bir sohbete, bir derse ya da |bir filme."},
        {"so", "Toddobaadyadii u dambeeyay", "Toddobaadyadii u", "Toddobaadyadii |u dambeeyay"},
        {"so", "madaxu ku xanuunaa", "madaxu ku", "madaxu ku |xanuunaa"}, // else "madaxu"
        {"tr", "Tekrar göster", "Tekrar", "Tekrar |göster"},              // no word to spare
        {"tr", "bir bir bir bir", "bir bir ", "bir bir |bir bir"},
        {"ru", "Можно ли GGD связаться с вами сегодня же?", "Можно ли GGD связаться с",
         "Можно ли GGD связаться |с вами сегодня же?"},
        {"ru", "у вас часто болит что-то ещё?", "у вас часто болит что-",
         "у вас часто болит |что-то ещё?"},
        {"ru", "о настроении GGD — это служба", "о настроении GGD",
         "о настроении |GGD — это служба"},
        {"uk", "З ким вам було б легше поговорити?", "З ким вам було",
         "З ким вам |було б легше |поговорити?"},
        {"kmr", "ji bo we zehmet e ku", "ji bo we zehmet", "ji bo we |zehmet e ku"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct writing *writing = writing_find(rows[i].language);
        struct layout *fits = lay(fonts, rows[i].language, rows[i].fits, strlen(rows[i].fits), 0);
        struct layout *layout = layout_create(&(struct layout_params){
            .fonts = fonts,
            .writing = writing,
            .text = rows[i].text,
            .text_bytes = strlen(rows[i].text),
            .em_px = fonts_em_for_body(fonts, writing, FONT_REGULAR, 20),
            .max_width_px = fits->lines[0].width_px + 1,
            .fine = true,
        });
        char lines[256] = "";
        for (size_t n = 0; n < layout->line_count; n++) {
            const struct layout_line *line = &layout->lines[n];
            snprintf(lines + strlen(lines), sizeof lines - strlen(lines), "%s%.*s", n ? "|" : "",
                     (int)(line->text_end - line->text_start), rows[i].text + line->text_start);
        }
        CHECK(strcmp(lines, rows[i].lines) == 0, "row %zu: %s", i, lines);
        check_whole(layout, strlen(rows[i].text), rows[i].text);
        layout_destroy(layout);
        layout_destroy(fits);
    }
}

static void test_refused(const struct fonts *fonts)
{
    static const char *const rows[] = {
        "\x80",         "a\xC3",
        "\xC0\x80",     "\xE0\x80\x80",
        "\xED\xA0\x80", "\xF4\x90\x80\x80",
        "\xFF",         "\xF8\x88\x80\x80\x80",
        "ok \xE2\x81",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(!lay(fonts, "ar", rows[i], strlen(rows[i]), 100), "row %zu", i);
    }
}

// 100,000 bytes of one thing again and again.
static void test_hostile(const struct fonts *fonts)
{
    static const char *const units[] = {
        "a",
        "a ",
        "a-",
        "AV-",
        "(",
        "(a]",
        "\u0627",
        "\u0644\u0627-",
        "\u0644\u00AD",
        "\u06A9\u200B",
        "\u2066",
        "\u2067",
        "\u2068",
        "\u2069",
        "\u2068\u202B",
        "\u202E",
        "\u2066\u2069",
        "\u202A\u0627",
        "\u2067\u0661a",
        "\u0301",
        "\u064B",
        "\u200D",
        "\u1361",
        "\u4E2D",
        "\U0001F1E6",
        "\uFFFF",
        "\U0010FFFF",
        "\u034F",
        "\uFEFF",
        "\t",
        "x\u0301\u0323",
        "\u0915\u094D",
        "\u1100\u1161",
    };
    static const char *const languages[] = {"en", "ar", "ur", "ti"};
    enum { BYTES = 100000 };
    char *text = malloc(BYTES + 8);
    for (size_t i = 0; text && i < sizeof units / sizeof *units; i++) {
        size_t size = strlen(units[i]);
        size_t bytes = BYTES / size * size;
        for (size_t at = 0; at < bytes; at += size) {
            memcpy(text + at, units[i], size);
        }
        struct layout *layout = lay(fonts, languages[i % 4], text, bytes, i % 2 ? 0 : 120);
        CHECK(layout, "unit %zu", i);
        if (layout) {
            uint32_t end = layout->lines[layout->line_count - 1].text_end;
            CHECK(end == bytes, "unit %zu: lines end at %u of %zu", i, end, bytes);
        }
        layout_destroy(layout);
    }
    memset(text, 0, BYTES);
    struct layout *layout = lay(fonts, "nl", text, BYTES, 100);
    CHECK(layout && layout->glyph_count == 0 && !layout->missing, "NULs show nothing");
    layout_destroy(layout);
    memset(text, '\n', BYTES);
    CHECK(!lay(fonts, "nl", text, BYTES, 100), "more lines than a layout has");
    free(text);
}

static uint64_t state = 7;

static uint32_t random_below(uint32_t limit)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(state >> 33) % limit;
}

// Random mixtures of what matters to one stage or another, at random widths.
static void test_random(const struct fonts *fonts)
{
    static const char *const units[] = {
        "a",      "fi",     "V",      " ",      " ",      "-",      "\n",       "\r",     "\t",
        "(",      ")",      "\u0644", "\u0627", "\u0645", "\u064E", "\u0661",   "1",      "2",
        "\u1230", "\u1361", "\u2066", "\u2067", "\u2068", "\u2069", "\u202E",   "\u202C", "\u200B",
        "\u00AD", "\u0301", "\u2060", "\u200D", "\u4E2D", "\u2028", "\xC2\x85", "\u00AB",
    };
    static const char *const languages[] = {"en", "ar", "ur", "ti", "ckb"};
    printf("seed %llu\n", (unsigned long long)state);
    for (int i = 0; i < 3000; i++) {
        char text[256] = "";
        for (uint32_t n = random_below(40); n > 0; n--) {
            strcat(text, units[random_below(sizeof units / sizeof *units)]);
        }
        struct layout *layout =
            lay(fonts, languages[random_below(5)], text, strlen(text), (float)random_below(200));
        CHECK(layout, "random text %d", i);
        check_whole(layout, strlen(text), text);
        layout_hit(layout, (float)random_below(200), (float)random_below(200));
        layout_destroy(layout);
    }
}

static void test_odd_sizes(const struct fonts *fonts)
{
    static const float sizes[] = {0, -1, 1e-20f, 1e20f, INFINITY, -INFINITY, NAN};
    enum { SIZES = sizeof sizes / sizeof *sizes };
    for (size_t i = 0; i < SIZES * SIZES; i++) {
        struct layout *layout =
            layout_create(&(struct layout_params){.fonts = fonts,
                                                  .writing = writing_find("ar"),
                                                  .text = "a \u0627 b",
                                                  .text_bytes = 6,
                                                  .em_px = sizes[i / SIZES],
                                                  .max_width_px = sizes[i % SIZES]});
        CHECK(layout, "size %zu", i);
        check_whole(layout, 6, "odd sizes");
        layout_hit(layout, 1, 1);
        layout_destroy(layout);
    }
}

int main(void)
{
    struct noto noto = noto_open();
    test_lines(noto.fonts);
    test_boxes(noto.fonts);
    test_rects(noto.fonts);
    test_hit(noto.fonts);
    test_alignment(noto.fonts);
    test_fine(noto.fonts);
    test_refused(noto.fonts);
    test_hostile(noto.fonts);
    test_random(noto.fonts);
    test_odd_sizes(noto.fonts);
    noto_close(&noto);
    layout_destroy(NULL);
    return check_done();
}
