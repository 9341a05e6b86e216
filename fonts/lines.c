#include "lines.h"

#include "bidi.h"
#include "linebreak.h"
#include "wipe.h"

#include <math.h>
#include <string.h>
#include <utf8proc.h>

// A widow is worth looking for on a screen, not in a book.
enum { LINES_OF_A_SCREEN = 16, WIDOW_TRIES = 24 };

static const float TOLERANCE_PX = 1.0f / 64;

bool lines_init(struct lines *lines, const struct paragraph *paragraph)
{
    *lines = (struct lines){.paragraph = paragraph, .max_width_px = paragraph->params.max_width_px};
    lines->levels = wipe_calloc(paragraph->count, sizeof *lines->levels);
    lines->failed = lines->levels == NULL;
    return !lines->failed;
}

void lines_finish(struct lines *lines)
{
    wipe_free(lines->levels, lines->paragraph->count * sizeof *lines->levels);
    wipe_free(lines->line.pieces, lines->line.piece_room * sizeof *lines->line.pieces);
    shape_glyphs_finish(&lines->line.reshaped);
}

const struct shape_glyph *lines_glyphs(const struct lines *lines, const struct line_piece *piece)
{
    return piece->reshaped ? lines->line.reshaped.list : lines->paragraph->glyphs.list;
}

// What hangs over at the end of a line; a no-break space doesn't.
static bool is_trailing(uint32_t c)
{
    bool space = utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS && c != 0x00A0 &&
                 c != 0x2007 && c != 0x202F;
    return space || c == '\t' || itemise_ends_line(c) || itemise_is_invisible(c);
}

static uint32_t ink_end(const struct paragraph *p, struct span text)
{
    uint32_t end = text.end;
    while (end > text.start && is_trailing(p->text[end - 1])) {
        end--;
    }
    return end;
}

static struct line_piece *add_piece(struct line *line)
{
    if (line->piece_count == line->piece_room) {
        size_t room = 2 * line->piece_room + 8;
        struct line_piece *pieces = wipe_calloc(room, sizeof *pieces);
        if (!pieces) {
            return NULL;
        }
        if (line->piece_count > 0) {
            memcpy(pieces, line->pieces, line->piece_count * sizeof *pieces);
        }
        wipe_free(line->pieces, line->piece_room * sizeof *pieces);
        line->pieces = pieces;
        line->piece_room = room;
    }
    return &line->pieces[line->piece_count++];
}

// The first glyph of [start, end), which runs in the direction of `rtl`, that stands at or after
// (rtl: before) code point `at`.
static size_t glyph_at(const struct shape_glyph *list, struct line_piece in, uint32_t at, bool rtl)
{
    size_t low = in.glyph_start;
    size_t high = in.glyph_end;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if ((list[middle].cluster < at) != rtl) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

// Adds the stretch `whole` of one item to the line, cut where rule L1 changes the level.
static bool add_stretch(struct lines *lines, const struct item *item, struct line_piece whole)
{
    const struct shape_glyph *list = lines_glyphs(lines, &whole);
    bool rtl = item->level & 1;
    for (uint32_t start = whole.text.start, end; start < whole.text.end; start = end) {
        for (end = start + 1; end < whole.text.end && lines->levels[end] == lines->levels[start];) {
            end++;
        }
        struct line_piece *piece = add_piece(&lines->line);
        if (!piece) {
            return false;
        }
        size_t first = glyph_at(list, whole, rtl ? end : start, rtl);
        size_t last = glyph_at(list, whole, rtl ? start : end, rtl);
        *piece = whole;
        piece->level = lines->levels[start];
        piece->backwards = (piece->level & 1) != rtl;
        piece->text = (struct span){start, end};
        piece->glyph_start = first;
        piece->glyph_end = last;
    }
    return true;
}

static bool add_shaped(struct lines *lines, size_t n, struct span part)
{
    const struct paragraph *p = lines->paragraph;
    struct line_piece whole = {
        .face = p->items[n].face,
        .text = part,
        .glyph_start = p->item_glyphs[n],
        .glyph_end = p->item_glyphs[n + 1],
    };
    return add_stretch(lines, &p->items[n], whole);
}

static bool add_reshaped(struct lines *lines, const struct item *item, struct span part)
{
    struct shape_glyphs *reshaped = &lines->line.reshaped;
    struct line_piece whole = {.face = item->face, .text = part, .reshaped = true};
    whole.glyph_start = reshaped->count;
    if (!shape_part(&lines->paragraph->shaper, item, part, lines->line.text, reshaped)) {
        return false;
    }
    whole.glyph_end = reshaped->count;
    return add_stretch(lines, item, whole);
}

// Adds what the line has of item n: its glyphs as they are, but for an unsafe end.
static bool add_item(struct lines *lines, size_t n)
{
    const struct item *item = &lines->paragraph->items[n];
    const struct span *line = &lines->line.text;
    const bool *safe = lines->paragraph->safe;
    uint32_t start = item->start > line->start ? item->start : line->start;
    uint32_t end = item->end < line->end ? item->end : line->end;
    uint32_t head = start;
    uint32_t tail = end;
    while (head < end && head > item->start && !safe[head]) {
        head++;
    }
    while (tail > head && tail < item->end && !safe[tail]) {
        tail--;
    }
    return (start == head || add_reshaped(lines, item, (struct span){start, head})) &&
           (head == tail || add_shaped(lines, n, (struct span){head, tail})) &&
           (tail == end || add_reshaped(lines, item, (struct span){tail, end}));
}

static void measure(struct lines *lines)
{
    struct line *line = &lines->line;
    line->ink_px = line->trailing_px = 0;
    for (size_t i = 0; i < line->piece_count; i++) {
        const struct line_piece *piece = &line->pieces[i];
        const struct shape_glyph *list = lines_glyphs(lines, piece);
        for (size_t g = piece->glyph_start; g < piece->glyph_end; g++) {
            bool ink = list[g].cluster < line->ink_end;
            *(ink ? &line->ink_px : &line->trailing_px) += list[g].advance_px;
        }
    }
}

// Builds the line [at, end) in lines->line.
static bool build(struct lines *lines, uint32_t end)
{
    const struct paragraph *p = lines->paragraph;
    struct line *line = &lines->line;
    line->text = (struct span){lines->at, end};
    line->ink_end = ink_end(p, line->text);
    line->piece_count = 0;
    line->reshaped.count = 0;
    for (uint32_t i = lines->at; i < end; i++) {
        lines->levels[i] = p->levels[i];
    }
    bidi_end_line(p->text, lines->at, end, p->base_level, lines->levels);
    for (size_t n = lines->first_item; n < p->item_count && p->items[n].start < end; n++) {
        if (!add_item(lines, n)) {
            return false;
        }
    }
    measure(lines);
    return true;
}

// The end of the longest line from `at` that fits by the widths of its clusters, or of its first
// word.
static uint32_t longest(const struct lines *lines)
{
    const struct paragraph *p = lines->paragraph;
    float max = lines->max_width_px > 0 ? lines->max_width_px + TOLERANCE_PX : 0;
    float width = 0;
    float ink = 0;
    uint32_t end = lines->at;
    for (uint32_t i = lines->at; i < p->count; i++) {
        width += p->advance_px[i];
        ink = is_trailing(p->text[i]) ? ink : width;
        if (max > 0 && ink > max && end > lines->at) {
            break;
        }
        if (p->breaks[i] == LINEBREAK_MUST) {
            return i + 1;
        }
        end = p->breaks[i] == LINEBREAK_MAY && max > 0 ? i + 1 : end;
    }
    return end;
}

// The last opportunity before `end`, or `end` when there is none.
static uint32_t earlier(const struct lines *lines, uint32_t end)
{
    for (uint32_t i = end - 1; i > lines->at; i--) {
        if (lines->paragraph->breaks[i - 1] == LINEBREAK_MAY) {
            return i;
        }
    }
    return end;
}

static bool is_too_wide(const struct lines *lines)
{
    float max = lines->max_width_px;
    return max > 0 && lines->line.ink_px > max + TOLERANCE_PX;
}

// Builds the next line; shaped again it may be wider than thought, then it ends a word earlier.
static bool fit(struct lines *lines)
{
    uint32_t end = longest(lines);
    bool built = build(lines, end);
    while (built && is_too_wide(lines) && lines->line.reshaped.count > 0) {
        uint32_t shorter = earlier(lines, end);
        if (shorter == end) {
            break;
        }
        end = shorter;
        built = build(lines, end);
    }
    return built;
}

bool lines_next(struct lines *lines)
{
    const struct paragraph *p = lines->paragraph;
    bool open = lines->at > 0 && itemise_ends_line(p->text[lines->at - 1]);
    bool after_last = lines->at == p->count && lines->started;
    if (lines->failed || (after_last && (!open || lines->line.text.start == p->count))) {
        return false;
    }
    lines->started = true;
    while (lines->first_item < p->item_count && p->items[lines->first_item].end <= lines->at) {
        lines->first_item++;
    }
    lines->failed = !fit(lines);
    lines->at = lines->line.text.end;
    return !lines->failed;
}

// What cutting at one width comes to.
struct cut {
    int lines, words; // words: lines of one word alone
    float widest_px;
    bool widow, failed; // widow: the last line is one of them
};

static bool is_one_word(const struct paragraph *p, const struct line *line)
{
    for (uint32_t i = line->text.start; i + 1 < line->ink_end; i++) {
        if (p->breaks[i] == LINEBREAK_MAY) {
            return false;
        }
    }
    return true;
}

static struct cut cut_at(const struct paragraph *p, float width_px)
{
    struct cut cut = {0};
    struct lines lines;
    bool more = lines_init(&lines, p);
    lines.max_width_px = width_px;
    while (more && cut.lines <= LINES_OF_A_SCREEN && lines_next(&lines)) {
        cut.lines++;
        cut.widest_px = fmaxf(cut.widest_px, lines.line.ink_px);
        cut.widow = is_one_word(p, &lines.line);
        cut.words += cut.widow;
    }
    cut.failed = lines.failed;
    lines_finish(&lines);
    return cut;
}

float lines_width_without_widow(const struct paragraph *paragraph)
{
    float own = paragraph->params.max_width_px;
    struct cut first = own > 0 ? cut_at(paragraph, own) : (struct cut){0};
    if (first.lines < 2 || first.lines > LINES_OF_A_SCREEN || !first.widow || first.failed) {
        return own;
    }
    struct cut cut = first;
    for (int tries = 0; tries < WIDOW_TRIES; tries++) {
        float narrower = cut.widest_px - 2 * TOLERANCE_PX; // the widest line gives a word away
        cut = cut_at(paragraph, narrower);
        bool stuck = cut.widest_px > narrower + TOLERANCE_PX; // a word that is wider itself
        if (cut.failed || cut.lines != first.lines || stuck) {
            return own;
        }
        if (!cut.widow) { // nor is another line, instead
            return cut.words < first.words ? narrower : own;
        }
    }
    return own;
}
