// A page of a language's strings as fonts/ lays it out and as a browser is asked to: a picture of
// ours, HTML for theirs, and where our lines begin. tests/layout/chromium compares them.
//
// usage: page write TREE OUT LANGUAGE    OUT.pgm, OUT.html, OUT.lines of the longest strings
//        page write TREE OUT all         OUT.html, OUT.lines of every string of every language
//        page compare OURS.pgm THEIRS.pgm
//
// A line of OUT.lines: "LANGUAGE NAME: 0 17 33", the indices in UTF-16 of the first characters that
// show on each line. `compare` prints by how much the ink differs, as a share of theirs, and at
// which shift by whole pixels it does least; more than two pixels apart nothing is compared.
#define _POSIX_C_SOURCE 200809L
#include "atlas.h"
#include "layout.h"
#include "noto.h"
#include "words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { WIDTH_PX = 720, MARGIN_PX = 40, PAGE_PX = 800, GAP_PX = 24, PARAGRAPHS = 9, SHIFT = 2 };

static const float body_px = 26;

struct page {
    const struct fonts *fonts;
    FILE *html, *lines;
    uint8_t *ink; // PAGE_PX wide, or NULL
    int height_px, top_px;
};

static void die(const char *about)
{
    fprintf(stderr, "page: %s\n", about);
    exit(1);
}

static FILE *open_out(const char *out, const char *ending)
{
    char path[512];
    snprintf(path, sizeof path, "%s.%s", out, ending);
    FILE *file = fopen(path, "wb");
    if (!file) {
        die(path);
    }
    return file;
}

// --- our picture --------------------------------------------------------------------------------

static void blend(struct page *page, const struct atlas *atlas, const struct atlas_glyph *glyph,
                  int x, int y)
{
    for (int row = 0; row < glyph->h; row++) {
        for (int column = 0; column < glyph->w; column++) {
            int px = x + column, py = y + row;
            if (px < 0 || px >= PAGE_PX || py < 0 || py >= page->height_px) {
                continue;
            }
            unsigned ink =
                atlas_pixels(atlas)[(size_t)(glyph->y + row) * 2048 + (size_t)(glyph->x + column)];
            uint8_t *to = &page->ink[py * PAGE_PX + px];
            *to = (uint8_t)(*to * (255 - ink) / 255);
        }
    }
}

// With the first baseline on a whole pixel, where a browser puts it.
static void paint(struct page *page, struct atlas *atlas, const struct layout *layout)
{
    float down_px = roundf(layout->lines[0].baseline_px) - layout->lines[0].baseline_px;
    for (size_t i = 0; i < layout->glyph_count; i++) {
        const struct layout_glyph *glyph = &layout->glyphs[i];
        float x = MARGIN_PX + glyph->x_px, y = (float)page->top_px + down_px + glyph->y_px;
        struct atlas_glyph drawn;
        if (!atlas_find(atlas, glyph->face, glyph->glyph, layout->em_px, x, y, &drawn)) {
            atlas_clear(atlas);
            atlas_find(atlas, glyph->face, glyph->glyph, layout->em_px, x, y, &drawn);
        }
        blend(page, atlas, &drawn, (int)floorf(x) + drawn.left, (int)floorf(y) + drawn.top);
    }
}

// --- where lines begin --------------------------------------------------------------------------

static bool is_hidden(utf8proc_int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_CF ||
           category == UTF8PROC_CATEGORY_CC;
}

static void write_lines(struct page *page, const char *text, const struct layout *layout)
{
    size_t line = 0;
    bool begun = false;
    unsigned units = 0;
    for (uint32_t at = 0; text[at];) {
        utf8proc_int32_t c;
        utf8proc_ssize_t size = utf8proc_iterate((const utf8proc_uint8_t *)text + at, -1, &c);
        if (at >= layout->lines[line].text_end) {
            line++;
            begun = false;
        }
        if (!begun && !is_hidden(c)) {
            fprintf(page->lines, " %u", units);
            begun = true;
        }
        at += (uint32_t)size;
        units += c > 0xFFFF ? 2 : 1;
    }
    fputc('\n', page->lines);
}

// --- the browser's page -------------------------------------------------------------------------

static void write_text(FILE *html, const char *text)
{
    for (; *text; text++) {
        if (*text == '<' || *text == '&') {
            fprintf(html, "&#%d;", *text);
        } else {
            fputc(*text, html);
        }
    }
}

static void write_head(FILE *html)
{
    fputs("<!DOCTYPE html><meta charset=utf-8><style>\n", html);
    for (int i = 0; i < NOTO_FACES; i++) {
        if (noto_faces[i].weight == FONT_REGULAR) {
            fprintf(html, "@font-face { font-family: %s; src: url(file://%s); }\n",
                    noto_faces[i].name, noto_faces[i].path);
        }
    }
    fprintf(html,
            "body { margin: 0; background: #fff; color: #000; }\n"
            "p { position: absolute; left: %dpx; width: %dpx; margin: 0; white-space: pre-wrap;\n"
            "    text-rendering: geometricPrecision; font-synthesis: none; }\n"
            "</style>\n",
            MARGIN_PX, WIDTH_PX);
}

static void write_paragraph(struct page *page, const struct writing *writing, const char *name,
                            const char *text, float em_px, float line_px)
{
    fprintf(page->html, "<p lang=%s dir=%s title='%s' style='top: %dpx; font: %.4fpx/%.4fpx ",
            writing->language, writing->direction == TEXT_RTL ? "rtl" : "ltr", name, page->top_px,
            (double)em_px, (double)line_px);
    for (int i = 0; i < 4 && writing->faces[i]; i++) {
        fprintf(page->html, "%s%s", i > 0 ? ", " : "", writing->faces[i]);
    }
    fputs("'>", page->html);
    write_text(page->html, text);
    fputs("</p>\n", page->html);
}

// What the page finds out about itself, as OUT.lines has it.
static void write_tail(FILE *html)
{
    fputs("<pre id=told hidden></pre><script>\n"
          "function starts(p) {\n"
          "  const text = p.firstChild, range = document.createRange(), found = [];\n"
          "  const half = parseFloat(getComputedStyle(p).lineHeight) / 2;\n"
          "  let last = -1e9;\n"
          "  for (let i = 0; i < text.length; i++) {\n"
          "    if (/[\\p{Zs}\\p{Cf}\\p{Cc}]/u.test(text.data[i])) continue;\n"
          "    range.setStart(text, i); range.setEnd(text, i + 1);\n"
          "    const box = range.getClientRects()[0];\n"
          "    if (box && box.top > last + half) { found.push(i); last = box.top; }\n"
          "  }\n"
          "  return `${p.lang} ${p.title}: ${found.join(' ')}`;\n"
          "}\n"
          "Promise.all([...document.fonts].map(face => face.load())).then(\n"
          "  () => [...document.querySelectorAll('p')].map(starts).join('\\n'),\n"
          "  error => 'NOT LOADED: ' + error).then(told => {\n"
          "    document.getElementById('told').textContent = told + '\\n'; });\n"
          "</script>\n",
          html);
}

// --- a page -------------------------------------------------------------------------------------

// For a picture the em at which a line is a whole number of pixels high: a browser puts baselines
// on whole ones. For lines alone one at which every advance of these faces is a whole number of
// 64ths: Skia cuts off what is less, and a line that just doesn't fit here would fit there.
static float page_em_px(const struct page *page, const struct writing *writing)
{
    float em_px = fonts_em_for_body(page->fonts, writing, FONT_REGULAR, body_px);
    return page->ink ? roundf(em_px * writing->line_height_em) / writing->line_height_em : 31.25f;
}

static void add(struct page *page, struct atlas *atlas, const char *language,
                const struct word *word)
{
    const struct writing *writing = writing_find(language);
    float em_px = page_em_px(page, writing);
    struct layout *layout = layout_create(&(struct layout_params){
        .fonts = page->fonts,
        .writing = writing,
        .text = word->text,
        .text_bytes = strlen(word->text),
        .em_px = em_px,
        .max_width_px = WIDTH_PX,
    });
    if (!layout) {
        die(word->name);
    }
    write_paragraph(page, writing, word->name, word->text, em_px,
                    roundf(em_px * writing->line_height_em));
    fprintf(page->lines, "%s %s:", language, word->name);
    write_lines(page, word->text, layout);
    if (page->ink) {
        paint(page, atlas, layout);
    }
    page->top_px += (int)ceilf(layout->height_px) + GAP_PX;
    layout_destroy(layout);
}

static int by_length(const void *a, const void *b)
{
    size_t one = strlen(((const struct word *)a)->text);
    size_t other = strlen(((const struct word *)b)->text);
    return one < other ? 1 : one > other ? -1 : 0;
}

static void add_language(struct page *page, struct atlas *atlas, const char *tree,
                         const char *language, size_t most)
{
    struct words words = words_read(tree, language);
    if (words.count > most) {
        qsort(words.list, words.count, sizeof *words.list, by_length);
    }
    for (size_t i = 0; i < words.count && i < most; i++) {
        add(page, atlas, language, &words.list[i]);
    }
    words_free(&words);
}

static void write_picture(const struct page *page, const char *out)
{
    FILE *file = open_out(out, "pgm");
    fprintf(file, "P5 %d %d 255\n", PAGE_PX, page->top_px);
    fwrite(page->ink, PAGE_PX, (size_t)page->top_px, file);
    fclose(file);
}

static int write_page(const char *tree, const char *out, const char *language)
{
    enum { HEIGHT_PX = 8000 };
    struct noto noto = noto_open();
    struct atlas *atlas = atlas_create(noto.fonts, 2048);
    struct page page = {.fonts = noto.fonts,
                        .html = open_out(out, "html"),
                        .lines = open_out(out, "lines"),
                        .height_px = HEIGHT_PX,
                        .top_px = GAP_PX};
    write_head(page.html);
    if (strcmp(language, "all") == 0) {
        for (size_t i = 0; i < WORDS_LANGUAGES; i++) {
            add_language(&page, atlas, tree, words_languages[i], SIZE_MAX);
        }
    } else {
        page.ink = malloc((size_t)PAGE_PX * HEIGHT_PX);
        memset(page.ink, 255, (size_t)PAGE_PX * HEIGHT_PX);
        add_language(&page, atlas, tree, language, PARAGRAPHS);
        write_picture(&page, out);
    }
    write_tail(page.html);
    printf("%d %d\n", PAGE_PX, page.top_px);
    fclose(page.html);
    fclose(page.lines);
    free(page.ink);
    atlas_destroy(atlas);
    noto_close(&noto);
    return 0;
}

// --- the comparison -----------------------------------------------------------------------------

struct picture {
    int w, h;
    uint8_t *bytes;
};

static struct picture read_picture(const char *path)
{
    struct picture picture = {0};
    FILE *file = fopen(path, "rb");
    if (!file || fscanf(file, "P5 %d %d 255", &picture.w, &picture.h) != 2 || picture.w < 1 ||
        picture.h < 1 || picture.w > 10000 || picture.h > 10000 || fgetc(file) == EOF) {
        die(path);
    }
    size_t size = (size_t)picture.w * (size_t)picture.h;
    picture.bytes = malloc(size);
    if (!picture.bytes || fread(picture.bytes, 1, size, file) != size) {
        die(path);
    }
    fclose(file);
    return picture;
}

static int ink_at(const struct picture *picture, int x, int y)
{
    bool inside = x >= 0 && y >= 0 && x < picture->w && y < picture->h;
    return inside ? 255 - picture->bytes[y * picture->w + x] : 0;
}

// As a share of theirs.
static double difference(const struct picture *ours, const struct picture *theirs, int dx, int dy)
{
    double differs = 0, ink = 0;
    for (int y = 0; y < ours->h; y++) {
        for (int x = 0; x < ours->w; x++) {
            int their_ink = ink_at(theirs, x + dx, y + dy);
            differs += abs(ink_at(ours, x, y) - their_ink);
            ink += their_ink;
        }
    }
    return ink > 0 ? differs / ink : HUGE_VAL;
}

static int compare(const char *our_path, const char *their_path)
{
    struct picture ours = read_picture(our_path), theirs = read_picture(their_path);
    double least = HUGE_VAL;
    int best_x = 0, best_y = 0;
    for (int dy = -SHIFT; dy <= SHIFT; dy++) {
        for (int dx = -SHIFT; dx <= SHIFT; dx++) {
            double found = difference(&ours, &theirs, dx, dy);
            if (found < least) {
                least = found;
                best_x = dx;
                best_y = dy;
            }
        }
    }
    printf("ink differs by %.1f %%, shifted by %d %d\n", least * 100, best_x, best_y);
    free(ours.bytes);
    free(theirs.bytes);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 5 && strcmp(argv[1], "write") == 0) {
        return write_page(argv[2], argv[3], argv[4]);
    }
    if (argc == 4 && strcmp(argv[1], "compare") == 0) {
        return compare(argv[2], argv[3]);
    }
    fputs("usage: page write TREE OUT LANGUAGE|all, or page compare OURS.pgm THEIRS.pgm\n", stderr);
    return 2;
}
