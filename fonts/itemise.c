#include "itemise.h"

#include <fribidi.h>
#include <stdlib.h>
#include <utf8proc.h>

enum { BRACKET_DEPTH = 64 };

struct bracket {
    uint32_t pair;
    hb_script_t script;
};

// Where the resolution of scripts stands.
struct scripts {
    hb_script_t last;
    struct bracket open[BRACKET_DEPTH];
    size_t depth;
};

bool itemise_is_invisible(uint32_t c)
{
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)c);
    return property->ignorable || (property->category == UTF8PROC_CATEGORY_CC && c != '\t');
}

bool itemise_ends_line(uint32_t c)
{
    return (c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_shared(hb_script_t script)
{
    return script == HB_SCRIPT_COMMON || script == HB_SCRIPT_INHERITED ||
           script == HB_SCRIPT_UNKNOWN;
}

static hb_script_t script_of(uint32_t c)
{
    return hb_unicode_script(hb_unicode_funcs_get_default(), c);
}

static bool is_space(uint32_t c)
{
    return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS || c == '\t';
}

static hb_script_t first_script(const struct itemise_input *in)
{
    for (uint32_t i = 0; i < in->count; i++) {
        hb_script_t script = script_of(in->text[i]);
        if (!is_shared(script)) {
            return script;
        }
    }
    return HB_SCRIPT_COMMON;
}

static void push_bracket(struct scripts *scripts, uint32_t pair)
{
    if (scripts->depth < BRACKET_DEPTH) {
        scripts->open[scripts->depth++] = (struct bracket){pair, scripts->last};
    }
}

// The script of the bracket that `pair` closes; what was left open in between is forgotten.
static hb_script_t pop_bracket(struct scripts *scripts, uint32_t pair)
{
    for (size_t i = scripts->depth; i-- > 0;) {
        if (scripts->open[i].pair == pair) {
            scripts->depth = i;
            return scripts->open[i].script;
        }
    }
    return scripts->last;
}

static hb_script_t resolve_script(struct scripts *scripts, uint32_t c)
{
    hb_script_t script = script_of(c);
    if (!is_shared(script)) {
        scripts->last = script;
        return script;
    }
    FriBidiBracketType bracket = fribidi_get_bracket(c);
    if (bracket == FRIBIDI_NO_BRACKET) {
        return scripts->last;
    }
    if (FRIBIDI_IS_BRACKET_OPEN(bracket)) {
        push_bracket(scripts, FRIBIDI_BRACKET_ID(bracket));
    } else {
        scripts->last = pop_bracket(scripts, FRIBIDI_BRACKET_ID(bracket));
    }
    return scripts->last;
}

static uint32_t cluster_end(const struct itemise_input *in, uint32_t start)
{
    uint32_t end = start + 1;
    while (end < in->count && !in->clusters[end]) {
        end++;
    }
    return end;
}

static bool has_all(const struct itemise_input *in, uint16_t face, uint32_t start, uint32_t end)
{
    for (uint32_t i = start; i < end; i++) {
        if (!itemise_is_invisible(in->text[i]) && !face_has(&in->fonts->faces[face], in->text[i])) {
            return false;
        }
    }
    return true;
}

// The first face that has all of [start, end), or FACE_NONE.
static uint16_t face_for(const struct itemise_input *in, uint32_t start, uint32_t end)
{
    for (size_t i = 0; i < in->face_count; i++) {
        if (has_all(in, in->faces[i], start, end)) {
            return in->faces[i];
        }
    }
    return FACE_NONE;
}

// The face of a cluster that none has whole: that of its base, else the first (which shows
// .notdef).
static uint16_t face_of_base(const struct itemise_input *in, uint32_t start)
{
    uint16_t face = face_for(in, start, start + 1);
    return face != FACE_NONE || in->face_count == 0 ? face : in->faces[0];
}

// One level and script of the clusters of a piece, by their first characters.
static void level_and_script(const struct itemise_input *in, struct item *pieces)
{
    struct scripts scripts = {.last = first_script(in)};
    for (uint32_t i = 0; i < in->count; i++) {
        hb_script_t script = resolve_script(&scripts, in->text[i]);
        bool first = i == 0 || in->clusters[i];
        pieces[i] = first ? (struct item){.start = i,
                                          .end = i + 1,
                                          .face = FACE_NONE,
                                          .level = in->levels[i],
                                          .script = script}
                          : pieces[i - 1];
    }
}

static bool same_run(const struct item *a, const struct item *b)
{
    return a->level == b->level && a->script == b->script;
}

static void set_face(struct item *pieces, uint32_t start, uint32_t end, uint16_t face)
{
    for (uint32_t i = start; i < end; i++) {
        pieces[i].face = face;
    }
}

// The end of the word that begins at `start`: to the next space, line end, level or script.
static uint32_t word_end(const struct itemise_input *in, const struct item *pieces, uint32_t start)
{
    uint32_t end = start;
    do {
        end = cluster_end(in, end);
    } while (end < in->count && same_run(&pieces[end], &pieces[start]) &&
             !is_space(in->text[end]) && !itemise_ends_line(in->text[end]));
    return end;
}

// One face for the whole word where there is one, so that a number isn't of two designs; else a
// face a cluster.
static void choose_word(const struct itemise_input *in, struct item *pieces, uint32_t start,
                        uint32_t end)
{
    uint16_t face = face_for(in, start, end);
    if (face != FACE_NONE) {
        set_face(pieces, start, end, face);
        return;
    }
    for (uint32_t i = start, next; i < end; i = next) {
        next = cluster_end(in, i);
        face = face_for(in, i, next);
        set_face(pieces, i, next, face != FACE_NONE ? face : face_of_base(in, i));
    }
}

// The face of what stands at i, if that is of the run of `space` and a word.
static uint16_t face_beside(const struct itemise_input *in, const struct item *pieces,
                            uint32_t space, uint32_t i)
{
    bool beside = i < in->count && same_run(&pieces[i], &pieces[space]);
    return beside ? pieces[i].face : FACE_NONE;
}

// Between two words of one face a space is of that face too; else of the first that has it, so that
// what falls back has equal spaces on both sides.
static void choose_space(const struct itemise_input *in, struct item *pieces, uint32_t start,
                         uint32_t end)
{
    uint32_t next = end;
    while (next < in->count && is_space(in->text[next])) {
        next++;
    }
    uint16_t face = start > 0 ? face_beside(in, pieces, start, start - 1) : FACE_NONE;
    bool between = face != FACE_NONE && face == face_beside(in, pieces, start, next);
    if (!between || !has_all(in, face, start, end)) {
        face = face_for(in, start, end);
    }
    set_face(pieces, start, end, face != FACE_NONE ? face : face_of_base(in, start));
}

// Words first, then the spaces between them.
static void choose_faces(const struct itemise_input *in, struct item *pieces, bool spaces)
{
    for (uint32_t i = 0, next; i < in->count; i = next) {
        bool space = is_space(in->text[i]);
        bool word = !space && !itemise_ends_line(in->text[i]);
        next = word ? word_end(in, pieces, i) : cluster_end(in, i);
        if (word && !spaces) {
            choose_word(in, pieces, i, next);
        } else if (space && spaces) {
            choose_space(in, pieces, i, next);
        }
    }
}

// Joins the pieces, one a character, into items in place.
static size_t join(const struct itemise_input *in, struct item *pieces)
{
    size_t count = 0;
    for (uint32_t i = 0; i < in->count; i++) {
        struct item piece = pieces[i];
        piece.start = i;
        piece.end = i + 1;
        struct item *last = count > 0 ? &pieces[count - 1] : NULL;
        if (last && same_run(last, &piece) && last->face == piece.face) {
            last->end = i + 1;
        } else {
            pieces[count++] = piece;
        }
    }
    return count;
}

struct item *itemise(const struct itemise_input *input, size_t *count)
{
    struct item *pieces = calloc(input->count + (size_t)1, sizeof *pieces);
    if (pieces) {
        level_and_script(input, pieces);
        choose_faces(input, pieces, false);
        choose_faces(input, pieces, true);
        *count = join(input, pieces);
    }
    return pieces;
}
