// The rules are those of UAX #9 revision 46 (Unicode 15.0). Names: a level run is a stretch of kept
// characters (those that X9 does not remove) of one level; a sequence is an isolating run sequence.
#include "bidi.h"

#include <fribidi.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 125, NONE = -1 };

struct status {
    uint8_t level;
    bool isolate;
    FriBidiCharType override; // FRIBIDI_TYPE_ON: none
    int32_t opened_at;        // index of the isolate initiator
};

struct run {
    int32_t start, end; // in `kept`
    uint8_t level;      // the explicit one: `levels` changes as sequences are resolved
    int32_t next;       // the run that goes on after this one's isolate, or NONE
    bool continues;     // goes on where an isolate ended: not the first of a sequence
};

struct resolver {
    const uint32_t *text;
    int32_t count;
    uint8_t base_level;
    uint8_t *levels;
    FriBidiCharType *types; // after overrides
    int32_t *match;         // isolate initiator -> its PDI, or NONE
    int32_t *run_at;        // index of a run's first character -> run
    int32_t *kept;          // indices of the characters that X9 keeps
    int32_t kept_count;
    struct run *runs;
    int32_t run_count;
    // one sequence, with a strong character for sos before it and one for eos after it
    int32_t *member; // its characters
    int32_t *place;  // of each, where its type stands in sequence_types
    int32_t member_count, sequence_count;
    FriBidiCharType *sequence_types;
    FriBidiBracketType *brackets;
    FriBidiLevel *sequence_levels;
    // rules X1-X8
    struct status stack[MAX_DEPTH + 2];
    int depth, overflow_isolates, overflow_embeddings, valid_isolates;
};

static bool is_initiator(FriBidiCharType type)
{
    return type == FRIBIDI_TYPE_LRI || type == FRIBIDI_TYPE_RLI || type == FRIBIDI_TYPE_FSI;
}

static bool is_removed_type(FriBidiCharType type)
{
    return type == FRIBIDI_TYPE_LRE || type == FRIBIDI_TYPE_RLE || type == FRIBIDI_TYPE_LRO ||
           type == FRIBIDI_TYPE_RLO || type == FRIBIDI_TYPE_PDF || type == FRIBIDI_TYPE_BN;
}

bool bidi_is_removed(uint32_t c)
{
    return is_removed_type(fribidi_get_bidi_type(c));
}

// P2 from `start` to the end of the paragraph or, inside an isolate, to its PDI.
static uint8_t first_strong_level(const uint32_t *text, size_t start, size_t count, bool isolate)
{
    size_t nested = 0;
    for (size_t i = start; i < count; i++) {
        FriBidiCharType type = fribidi_get_bidi_type(text[i]);
        if (is_initiator(type)) {
            nested++;
        } else if (type == FRIBIDI_TYPE_PDI && nested > 0) {
            nested--;
        } else if ((type == FRIBIDI_TYPE_PDI && isolate) || type == FRIBIDI_TYPE_BS) {
            return 0;
        } else if (nested == 0 && FRIBIDI_IS_STRONG(type) && FRIBIDI_IS_LETTER(type)) {
            return FRIBIDI_IS_RTL(type) ? 1 : 0;
        }
    }
    return 0;
}

uint8_t bidi_base_level(const uint32_t *text, size_t count)
{
    return first_strong_level(text, 0, count, false);
}

// X1
static void begin_paragraph(struct resolver *r)
{
    r->stack[0] =
        (struct status){.level = r->base_level, .override = FRIBIDI_TYPE_ON, .opened_at = NONE};
    r->depth = 1;
    r->overflow_isolates = r->overflow_embeddings = r->valid_isolates = 0;
}

static const struct status *top(const struct resolver *r)
{
    return &r->stack[r->depth - 1];
}

// The next odd or even level above the present one.
static int next_level(const struct resolver *r, bool rtl)
{
    int level = top(r)->level;
    return rtl ? (level + 1) | 1 : (level + 2) & ~1;
}

static void apply_override(struct resolver *r, int32_t i)
{
    if (top(r)->override != FRIBIDI_TYPE_ON) {
        r->types[i] = top(r)->override;
    }
}

// X2-X5
static void embed(struct resolver *r, int32_t i)
{
    FriBidiCharType type = r->types[i];
    bool rtl = type == FRIBIDI_TYPE_RLE || type == FRIBIDI_TYPE_RLO;
    int level = next_level(r, rtl);
    if (level > MAX_DEPTH || r->overflow_isolates > 0 || r->overflow_embeddings > 0) {
        r->overflow_embeddings += r->overflow_isolates == 0;
        return;
    }
    r->stack[r->depth++] = (struct status){
        .level = (uint8_t)level,
        .override = type == FRIBIDI_TYPE_RLO   ? FRIBIDI_TYPE_RTL
                    : type == FRIBIDI_TYPE_LRO ? FRIBIDI_TYPE_LTR
                                               : FRIBIDI_TYPE_ON,
        .opened_at = NONE,
    };
}

// X5a-X5c. Once the depth has overflowed, an FSI's direction no longer matters and isn't looked
// for: that keeps a text of nothing but FSI from taking quadratic time.
static void isolate(struct resolver *r, int32_t i)
{
    FriBidiCharType type = r->types[i];
    r->levels[i] = top(r)->level;
    apply_override(r, i);
    bool full = r->overflow_isolates > 0 || r->overflow_embeddings > 0;
    bool rtl = type == FRIBIDI_TYPE_RLI ||
               (type == FRIBIDI_TYPE_FSI && !full && top(r)->level < MAX_DEPTH &&
                first_strong_level(r->text, (size_t)i + 1, (size_t)r->count, true) == 1);
    int level = next_level(r, rtl);
    if (full || level > MAX_DEPTH) {
        r->overflow_isolates++;
        return;
    }
    r->valid_isolates++;
    r->stack[r->depth++] = (struct status){
        .level = (uint8_t)level, .isolate = true, .override = FRIBIDI_TYPE_ON, .opened_at = i};
}

// X6a
static void end_isolate(struct resolver *r, int32_t i)
{
    if (r->overflow_isolates > 0) {
        r->overflow_isolates--;
    } else if (r->valid_isolates > 0) {
        r->overflow_embeddings = 0;
        while (!top(r)->isolate) {
            r->depth--;
        }
        r->match[top(r)->opened_at] = i;
        r->depth--;
        r->valid_isolates--;
    }
    r->levels[i] = top(r)->level;
    apply_override(r, i);
}

// X7
static void end_embedding(struct resolver *r)
{
    if (r->overflow_isolates > 0) {
        return;
    }
    if (r->overflow_embeddings > 0) {
        r->overflow_embeddings--;
    } else if (!top(r)->isolate && r->depth > 1) {
        r->depth--;
    }
}

// X2-X8 for one character; X9's characters only change the stack.
static void explicit_level(struct resolver *r, int32_t i)
{
    FriBidiCharType type = r->types[i];
    if (type == FRIBIDI_TYPE_PDF) {
        end_embedding(r);
    } else if (type == FRIBIDI_TYPE_PDI) {
        end_isolate(r, i);
    } else if (is_initiator(type)) {
        isolate(r, i);
    } else if (type == FRIBIDI_TYPE_BS) {
        begin_paragraph(r);
        r->levels[i] = r->base_level;
    } else if (type == FRIBIDI_TYPE_BN) {
        return;
    } else if (is_removed_type(type)) {
        embed(r, i);
    } else {
        r->levels[i] = top(r)->level;
        apply_override(r, i);
    }
}

static void explicit_levels(struct resolver *r)
{
    begin_paragraph(r);
    for (int32_t i = 0; i < r->count; i++) {
        bool removed = is_removed_type(r->types[i]);
        r->match[i] = NONE;
        explicit_level(r, i);
        if (!removed) {
            r->kept[r->kept_count++] = i;
        }
    }
}

static bool is_separator(const struct resolver *r, int32_t kept)
{
    return fribidi_get_bidi_type(r->text[r->kept[kept]]) == FRIBIDI_TYPE_BS;
}

// BD7: level runs; a paragraph separator ends one.
static void find_runs(struct resolver *r)
{
    for (int32_t k = 0; k < r->kept_count; k++) {
        bool first =
            k == 0 || is_separator(r, k - 1) || r->levels[r->kept[k]] != r->levels[r->kept[k - 1]];
        if (first) {
            r->run_at[r->kept[k]] = r->run_count;
            r->runs[r->run_count++] =
                (struct run){.start = k, .level = r->levels[r->kept[k]], .next = NONE};
        }
        r->runs[r->run_count - 1].end = k + 1;
    }
}

// BD13: a run that ends in an isolate initiator goes on where the isolate ends.
static void link_runs(struct resolver *r)
{
    for (int32_t i = 0; i < r->run_count; i++) {
        int32_t pdi = r->match[r->kept[r->runs[i].end - 1]];
        if (pdi != NONE) {
            r->runs[i].next = r->run_at[pdi];
            r->runs[r->runs[i].next].continues = true;
        }
    }
}

static uint8_t level_before(const struct resolver *r, const struct run *run)
{
    return run == r->runs || is_separator(r, run->start - 1) ? r->base_level : run[-1].level;
}

// An initiator without a PDI isolates to the end of the paragraph.
static uint8_t level_after(const struct resolver *r, const struct run *run)
{
    bool open = is_initiator(fribidi_get_bidi_type(r->text[r->kept[run->end - 1]]));
    bool last = run == &r->runs[r->run_count - 1] || is_separator(r, run->end - 1);
    return open || last ? r->base_level : run[1].level;
}

static FriBidiCharType strong_type(uint8_t level, uint8_t beyond)
{
    return (level > beyond ? level : beyond) & 1 ? FRIBIDI_TYPE_RTL : FRIBIDI_TYPE_LTR;
}

// FriBidi is to see neither separators nor isolates, which are neutrals in W1-N2; what an override
// has made strong is strong.
static FriBidiCharType sequence_type(FriBidiCharType type)
{
    bool neutral = type == FRIBIDI_TYPE_WS || type == FRIBIDI_TYPE_SS || type == FRIBIDI_TYPE_BS ||
                   type == FRIBIDI_TYPE_PDI || is_initiator(type);
    return neutral ? FRIBIDI_TYPE_ON : type;
}

static FriBidiBracketType bracket_type(const struct resolver *r, int32_t i)
{
    return r->types[i] == FRIBIDI_TYPE_ON ? fribidi_get_bracket(r->text[i]) : FRIBIDI_NO_BRACKET;
}

static void append_type(struct resolver *r, FriBidiCharType type, FriBidiBracketType bracket)
{
    r->sequence_types[r->sequence_count] = type;
    r->brackets[r->sequence_count++] = bracket;
}

// Appends character i to the sequence. W1 is done here, because FriBidi loses a bracket that stands
// after a mark: a mark is of the type before it, and one on a bracket isn't shown to FriBidi at all
// but takes the level of its bracket (the note under N0).
static void append_member(struct resolver *r, int32_t i)
{
    FriBidiCharType type = sequence_type(r->types[i]);
    int32_t last = r->sequence_count - 1;
    if (type != FRIBIDI_TYPE_NSM) {
        append_type(r, type, bracket_type(r, i));
    } else if (r->brackets[last] == FRIBIDI_NO_BRACKET) {
        append_type(r, r->sequence_types[last], FRIBIDI_NO_BRACKET);
    }
    r->place[r->member_count] = r->sequence_count - 1;
    r->member[r->member_count++] = i;
}

// Gathers the sequence that begins with `run`, between sos and eos (X10).
static void gather_sequence(struct resolver *r, const struct run *run)
{
    uint8_t level = run->level;
    r->member_count = r->sequence_count = 0;
    append_type(r, strong_type(level, level_before(r, run)), FRIBIDI_NO_BRACKET);
    for (const struct run *next = run; next;
         next = run->next == NONE ? NULL : &r->runs[run->next]) {
        run = next;
        for (int32_t k = run->start; k < run->end; k++) {
            append_member(r, r->kept[k]);
        }
    }
    append_type(r, strong_type(level, level_after(r, run)), FRIBIDI_NO_BRACKET);
}

static bool resolve_sequence(struct resolver *r, const struct run *run)
{
    gather_sequence(r, run);
    FriBidiParType direction = run->level & 1 ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    if (!fribidi_get_par_embedding_levels_ex(r->sequence_types, r->brackets, r->sequence_count,
                                             &direction, r->sequence_levels)) {
        return false;
    }
    int base = run->level - (run->level & 1);
    for (int32_t m = 0; m < r->member_count; m++) {
        r->levels[r->member[m]] = (uint8_t)(base + r->sequence_levels[r->place[m]]);
    }
    return true;
}

static bool resolve_sequences(struct resolver *r)
{
    for (int32_t i = 0; i < r->run_count; i++) {
        if (!r->runs[i].continues && !resolve_sequence(r, &r->runs[i])) {
            return false;
        }
    }
    return true;
}

static void level_removed(struct resolver *r)
{
    uint8_t level = r->base_level;
    for (int32_t i = 0; i < r->count; i++) {
        FriBidiCharType type = fribidi_get_bidi_type(r->text[i]);
        if (is_removed_type(type)) {
            r->levels[i] = level;
        } else {
            level = type == FRIBIDI_TYPE_BS ? r->base_level : r->levels[i];
        }
    }
}

static bool allocate(struct resolver *r, size_t count)
{
    r->types = calloc(count, sizeof *r->types);
    r->match = calloc(count, sizeof *r->match);
    r->run_at = calloc(count, sizeof *r->run_at);
    r->kept = calloc(count, sizeof *r->kept);
    r->runs = calloc(count, sizeof *r->runs);
    r->member = calloc(count, sizeof *r->member);
    r->place = calloc(count, sizeof *r->place);
    r->sequence_types = calloc(count + 2, sizeof *r->sequence_types);
    r->brackets = calloc(count + 2, sizeof *r->brackets);
    r->sequence_levels = calloc(count + 2, sizeof *r->sequence_levels);
    return r->types && r->match && r->run_at && r->kept && r->runs && r->member && r->place &&
           r->sequence_types && r->brackets && r->sequence_levels;
}

static void release(struct resolver *r)
{
    free(r->types);
    free(r->match);
    free(r->run_at);
    free(r->kept);
    free(r->runs);
    free(r->member);
    free(r->place);
    free(r->sequence_types);
    free(r->brackets);
    free(r->sequence_levels);
}

bool bidi_resolve(const uint32_t *text, size_t count, uint8_t base_level, uint8_t *levels)
{
    if (count == 0 || count > BIDI_MAX_COUNT) {
        return count == 0;
    }
    struct resolver r = {
        .text = text, .count = (int32_t)count, .base_level = base_level, .levels = levels};
    bool done = false;
    if (allocate(&r, count)) {
        fribidi_get_bidi_types(text, r.count, r.types);
        explicit_levels(&r);
        find_runs(&r);
        link_runs(&r);
        done = resolve_sequences(&r);
        level_removed(&r);
    }
    release(&r);
    return done;
}

void bidi_end_line(const uint32_t *text, size_t start, size_t end, uint8_t base_level,
                   uint8_t *levels)
{
    bool trailing = true;
    for (size_t i = end; i-- > start;) {
        FriBidiCharType type = fribidi_get_bidi_type(text[i]);
        bool separator = type == FRIBIDI_TYPE_BS || type == FRIBIDI_TYPE_SS;
        bool space = type == FRIBIDI_TYPE_WS || type == FRIBIDI_TYPE_PDI || is_initiator(type) ||
                     is_removed_type(type);
        trailing = separator || (trailing && space);
        if (trailing) {
            levels[i] = base_level;
        }
    }
}

static void reverse(uint32_t *order, size_t start, size_t end)
{
    while (start + 1 < end) {
        uint32_t left = order[start];
        order[start++] = order[--end];
        order[end] = left;
    }
}

void bidi_visual_order(const uint8_t *levels, size_t count, uint32_t *order)
{
    uint8_t highest = 0;
    uint8_t lowest_odd = UINT8_MAX;
    for (size_t i = 0; i < count; i++) {
        order[i] = (uint32_t)i;
        highest = levels[i] > highest ? levels[i] : highest;
        lowest_odd = (levels[i] & 1) && levels[i] < lowest_odd ? levels[i] : lowest_odd;
    }
    for (int level = highest; level >= lowest_odd; level--) {
        for (size_t i = 0; i < count; i++) {
            size_t start = i;
            while (i < count && levels[i] >= level) {
                i++;
            }
            reverse(order, start, i);
        }
    }
}
