// How every string of every language breaks into lines: on three panels, at every text size of the
// kiosk, as a text that a change is compared with. And what must hold of each of them, whatever the
// dump says: no character without a glyph, no line that ends with what opens or begins with what
// closes, no number in two, and at the size that everybody begins with no word wider than the
// narrowest box. Larger, a page that a word is too wide for is set one size smaller
// (kiosk/place.c); those are marked "overfull" and counted.
//
// usage: test_words TREE GOLDEN_DIR ACTUAL_DIR [--update]
//
// A golden file has a line "NAME HASH" for a string (the hash is of its shaped glyphs), and below
// it a line for each panel where it takes more than one line at some size: the sizes parted by "|",
// the lines of each as "first byte:width in pixels". A string of one line has its width alone.
#define _POSIX_C_SOURCE 200809L
#include "words.h"

#include "check.h"
#include "golden.h"
#include "layout.h"
#include "noto.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

// As in kiosk/theme.h: what stands beside a picture on a panel that lies, across one that stands.
static const float body_mm[] = {6.2f, 7.0f, 8.0f, 9.0f};
enum { SIZES = sizeof body_mm / sizeof *body_mm, DEFAULT_SIZE = 1 };

static const struct panel {
    const char *name;
    float px_per_mm, column_mm;
} panels[] = {
    {"10-inch", 1280.0f / 216, 150},
    {"15-inch", 1920.0f / 344, 278},
    {"upright", 800.0f / 135, 111},
};
enum { PANELS = sizeof panels / sizeof *panels };

// The words of an answer between its edges and beside its picture, one answer a line, on the
// upright panel: the narrowest box of all.
static const float label_ratio = 0.8f, label_mm = 80;

static int overfull;

struct text {
    const char *language;
    const struct writing *writing;
    const struct word *word;
};

static struct layout *lay_out(const struct fonts *fonts, const struct text *text, float body_px,
                              float width_px)
{
    return layout_create(&(struct layout_params){
        .fonts = fonts,
        .writing = text->writing,
        .text = text->word->text,
        .text_bytes = strlen(text->word->text),
        .em_px = fonts_em_for_body(fonts, text->writing, FONT_REGULAR, body_px),
        .max_width_px = width_px,
    });
}

// --- what must hold -----------------------------------------------------------------------------

static utf8proc_int32_t character_at(const char *text, uint32_t at)
{
    utf8proc_int32_t c = 0;
    utf8proc_iterate((const utf8proc_uint8_t *)text + at, -1, &c);
    return c;
}

static bool is_hidden(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_CC;
}

// The first or the last character of a line that shows; 0: none.
static utf8proc_int32_t edge(const char *text, const struct layout_line *line, bool last)
{
    utf8proc_int32_t found = 0;
    for (uint32_t at = line->text_start; at < line->text_end; at++) {
        bool whole = ((unsigned char)text[at] & 0xC0) != 0x80;
        utf8proc_int32_t c = whole ? character_at(text, at) : 0;
        if (c != 0 && !is_hidden(c) && (last || found == 0)) {
            found = c;
        }
    }
    return found;
}

static bool opens(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_PS || category == UTF8PROC_CATEGORY_PI;
}

// Closes, or ends a sentence or a part of it; an apostrophe (U+2019) may begin a word.
static bool closes(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    bool ends = (c < 0x80 && strchr(".,:;!?%", (int)c)) || (c >= 0x1361 && c <= 0x1368) ||
                c == 0x060C || c == 0x061B || c == 0x061F || c == 0x06D4;
    return category == UTF8PROC_CATEGORY_PE || (category == UTF8PROC_CATEGORY_PF && c != 0x2019) ||
           ends;
}

static bool is_digit(utf8proc_int32_t c)
{
    return utf8proc_category(c) == UTF8PROC_CATEGORY_ND;
}

static void check_edges(const struct text *text, const struct layout *layout)
{
    const char *bytes = text->word->text;
    for (size_t i = 0; i + 1 < layout->line_count; i++) {
        utf8proc_int32_t last = edge(bytes, &layout->lines[i], true);
        utf8proc_int32_t first = edge(bytes, &layout->lines[i + 1], false);
        CHECK(!opens(last), "%s %s: a line ends with U+%04X", text->language, text->word->name,
              (unsigned)last);
        CHECK(!closes(first), "%s %s: a line begins with U+%04X", text->language, text->word->name,
              (unsigned)first);
        CHECK(!(is_digit(last) && is_digit(first)), "%s %s: a number in two", text->language,
              text->word->name);
    }
}

static void check_layout(const struct text *text, const struct layout *layout, int size,
                         const char *where)
{
    CHECK(!layout->missing, "%s %s: a character has no glyph", text->language, text->word->name);
    CHECK(!layout->overfull || size > DEFAULT_SIZE, "%s %s: a word is too wide for %s: %s",
          text->language, text->word->name, where, text->word->text);
    check_edges(text, layout);
}

static void check_label(const struct fonts *fonts, const struct text *text)
{
    const struct panel *panel = &panels[PANELS - 1];
    struct layout *layout =
        lay_out(fonts, text, label_ratio * body_mm[DEFAULT_SIZE] * panel->px_per_mm,
                label_mm * panel->px_per_mm);
    CHECK(layout, "%s %s", text->language, text->word->name);
    if (layout) {
        check_layout(text, layout, DEFAULT_SIZE, "an answer");
    }
    layout_destroy(layout);
}

// --- the dump -----------------------------------------------------------------------------------

// FNV-1a over glyphs, faces and clusters, which no size changes.
static uint32_t hash_glyphs(const struct layout *layout)
{
    uint32_t hash = 0x811c9dc5u;
    for (size_t i = 0; i < layout->glyph_count; i++) {
        const struct layout_glyph *glyph = &layout->glyphs[i];
        const uint32_t about[] = {glyph->glyph, glyph->face, glyph->cluster};
        for (size_t k = 0; k < 3; k++) {
            for (int shift = 0; shift < 32; shift += 8) {
                hash = (hash ^ (about[k] >> shift & 0xFF)) * 0x01000193u;
            }
        }
    }
    return hash;
}

static void dump_lines(FILE *out, const struct layout *layout)
{
    for (size_t i = 0; i < layout->line_count; i++) {
        const struct layout_line *line = &layout->lines[i];
        if (layout->line_count == 1) {
            fprintf(out, " %.0f", (double)line->width_px);
        } else {
            fprintf(out, " %u:%.0f", line->text_start, (double)line->width_px);
        }
    }
}

static void dump_panel(FILE *out, const struct fonts *fonts, const struct text *text,
                       const struct panel *panel)
{
    fprintf(out, " %s", panel->name);
    for (int size = 0; size < SIZES; size++) {
        struct layout *layout = lay_out(fonts, text, body_mm[size] * panel->px_per_mm,
                                        panel->column_mm * panel->px_per_mm);
        CHECK(layout, "%s %s", text->language, text->word->name);
        if (layout) {
            fputs(size > 0 ? " |" : "", out);
            dump_lines(out, layout);
            fputs(layout->overfull ? " overfull" : "", out);
            overfull += layout->overfull;
            check_layout(text, layout, size, panel->name);
        }
        layout_destroy(layout);
    }
    fputc('\n', out);
}

static void dump_word(FILE *out, const struct fonts *fonts, const struct text *text)
{
    struct layout *line = lay_out(fonts, text, 100, 0);
    fprintf(out, "%s %08x\n", text->word->name, line ? hash_glyphs(line) : 0);
    layout_destroy(line);
    for (int panel = 0; panel < PANELS; panel++) {
        dump_panel(out, fonts, text, &panels[panel]);
    }
    check_label(fonts, text);
}

static char *dump_language(const struct fonts *fonts, const char *tree, const char *language)
{
    char *dump = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&dump, &size);
    struct words words = words_read(tree, language);
    for (size_t i = 0; out && i < words.count; i++) {
        dump_word(out, fonts, &(struct text){language, writing_find(language), &words.list[i]});
    }
    words_free(&words);
    if (out) {
        fclose(out);
    }
    return dump;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: test_words TREE GOLDEN_DIR ACTUAL_DIR [--update]\n");
        return 2;
    }
    struct noto noto = noto_open();
    const struct golden golden = {argv[2], argv[3], argc > 4 && strcmp(argv[4], "--update") == 0};
    for (size_t i = 0; i < WORDS_LANGUAGES; i++) {
        char *dump = dump_language(noto.fonts, argv[1], words_languages[i]);
        if (dump) {
            CHECK(golden_check(&golden, words_languages[i], dump), "%s", words_languages[i]);
        }
        free(dump);
    }
    printf("%d layouts are wider than their box at the larger sizes\n", overfull);
    noto_close(&noto);
    return check_done();
}
