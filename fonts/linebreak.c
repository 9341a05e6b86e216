// The rules are a table in the order of the annex; the first that matches decides. What a rule must
// know beyond two neighbouring classes (the number before, the number to come, the parity of
// regional indicators) is a bit among the classes' bits, so a rule stays two masks.
#include "linebreak.h"

#include <assert.h>
#include <stdbool.h>
#include <utf8proc.h>

enum lb_class {
    LB_AL,
    LB_B2,
    LB_BA,
    LB_BB,
    LB_BK,
    LB_CB,
    LB_CL,
    LB_CM,
    LB_CP,
    LB_CPW,
    LB_CR,
    LB_EB,
    LB_EM,
    LB_EX,
    LB_GL,
    LB_H2,
    LB_H3,
    LB_HL,
    LB_HY,
    LB_ID,
    LB_IDX,
    LB_IN,
    LB_IS,
    LB_JL,
    LB_JT,
    LB_JV,
    LB_LF,
    LB_NL,
    LB_NS,
    LB_NU,
    LB_OP,
    LB_OPW,
    LB_PO,
    LB_PR,
    LB_QU,
    LB_RI,
    LB_SP,
    LB_SY,
    LB_WJ,
    LB_ZW,
    LB_ZWJ,
    // what stands around a character
    AFTER_HEBREW,  // HY or BA after HL
    IN_NUMBER,     // NU (NU | SY | IS)*
    NUMBER_CLOSED, // CL or CP after that
    BEFORE_NUMBER, // OP or HY before NU
    RI_PAIR,       // the second of two regional indicators
    LB_BITS
};

static_assert(LB_BITS <= 64, "a set of classes is one word");

struct row {
    uint32_t first, last;
    enum lb_class class;
};

static const struct row rows[] = {
#include "linebreak_data.inc"
};

typedef uint64_t set;

#define S(class) ((set)1 << LB_##class)
#define BIT(state) ((set)1 << (state))

#define ANY (~(set)0)
#define CLASSES (BIT(AFTER_HEBREW) - 1)
#define BREAKS (S(BK) | S(CR) | S(LF) | S(NL))
#define OP_ANY (S(OP) | S(OPW))
#define CP_ANY (S(CP) | S(CPW))
#define LETTER (S(AL) | S(HL))
#define IDEOGRAPH (S(ID) | S(IDX) | S(EB) | S(EM))
#define HANGUL (S(JL) | S(JV) | S(JT) | S(H2) | S(H3))

enum spaces { TOUCHING, OVER_SPACES }; // OVER_SPACES: `before` is the last character that isn't SP

struct rule {
    set before, after;
    enum spaces spaces;
    enum linebreak verdict;
};

static const struct rule rules[] = {
    {S(BK), ANY, TOUCHING, LINEBREAK_MUST},    // LB4
    {S(CR), S(LF), TOUCHING, LINEBREAK_NEVER}, // LB5
    {S(CR) | S(LF) | S(NL), ANY, TOUCHING, LINEBREAK_MUST},
    {ANY, BREAKS, TOUCHING, LINEBREAK_NEVER},        // LB6
    {ANY, S(SP) | S(ZW), TOUCHING, LINEBREAK_NEVER}, // LB7
    {S(ZW), ANY, OVER_SPACES, LINEBREAK_MAY},        // LB8
    {S(ZWJ), ANY, TOUCHING, LINEBREAK_NEVER},        // LB8a
    {ANY, S(WJ), TOUCHING, LINEBREAK_NEVER},         // LB11
    {S(WJ), ANY, TOUCHING, LINEBREAK_NEVER},
    {S(GL), ANY, TOUCHING, LINEBREAK_NEVER},                                  // LB12
    {CLASSES & ~(S(SP) | S(BA) | S(HY)), S(GL), TOUCHING, LINEBREAK_NEVER},   // LB12a
    {ANY, S(CL) | CP_ANY | S(EX) | S(IS) | S(SY), TOUCHING, LINEBREAK_NEVER}, // LB13
    {OP_ANY, ANY, OVER_SPACES, LINEBREAK_NEVER},                              // LB14
    {S(QU), OP_ANY, OVER_SPACES, LINEBREAK_NEVER},                            // LB15
    {S(CL) | CP_ANY, S(NS), OVER_SPACES, LINEBREAK_NEVER},                    // LB16
    {S(B2), S(B2), OVER_SPACES, LINEBREAK_NEVER},                             // LB17
    {S(SP), ANY, TOUCHING, LINEBREAK_MAY},                                    // LB18
    {ANY, S(QU), TOUCHING, LINEBREAK_NEVER},                                  // LB19
    {S(QU), ANY, TOUCHING, LINEBREAK_NEVER},
    {ANY, S(CB), TOUCHING, LINEBREAK_MAY}, // LB20
    {S(CB), ANY, TOUCHING, LINEBREAK_MAY},
    {ANY, S(BA) | S(HY) | S(NS), TOUCHING, LINEBREAK_NEVER}, // LB21
    {S(BB), ANY, TOUCHING, LINEBREAK_NEVER},
    {BIT(AFTER_HEBREW), ANY, TOUCHING, LINEBREAK_NEVER}, // LB21a
    {S(SY), S(HL), TOUCHING, LINEBREAK_NEVER},           // LB21b
    {ANY, S(IN), TOUCHING, LINEBREAK_NEVER},             // LB22
    {LETTER, S(NU), TOUCHING, LINEBREAK_NEVER},          // LB23
    {S(NU), LETTER, TOUCHING, LINEBREAK_NEVER},
    {S(PR), IDEOGRAPH, TOUCHING, LINEBREAK_NEVER}, // LB23a
    {IDEOGRAPH, S(PO), TOUCHING, LINEBREAK_NEVER},
    {S(PR) | S(PO), LETTER, TOUCHING, LINEBREAK_NEVER}, // LB24
    {LETTER, S(PR) | S(PO), TOUCHING, LINEBREAK_NEVER},
    {S(PR) | S(PO), S(NU) | BIT(BEFORE_NUMBER), TOUCHING, LINEBREAK_NEVER}, // LB25, Example 7
    {OP_ANY | S(HY), S(NU), TOUCHING, LINEBREAK_NEVER},
    {BIT(IN_NUMBER), S(NU) | S(PO) | S(PR), TOUCHING, LINEBREAK_NEVER},
    {BIT(NUMBER_CLOSED), S(PO) | S(PR), TOUCHING, LINEBREAK_NEVER},
    {S(JL), S(JL) | S(JV) | S(H2) | S(H3), TOUCHING, LINEBREAK_NEVER}, // LB26
    {S(JV) | S(H2), S(JV) | S(JT), TOUCHING, LINEBREAK_NEVER},
    {S(JT) | S(H3), S(JT), TOUCHING, LINEBREAK_NEVER},
    {HANGUL, S(PO), TOUCHING, LINEBREAK_NEVER}, // LB27
    {S(PR), HANGUL, TOUCHING, LINEBREAK_NEVER},
    {LETTER, LETTER, TOUCHING, LINEBREAK_NEVER},        // LB28
    {S(IS), LETTER, TOUCHING, LINEBREAK_NEVER},         // LB29
    {LETTER | S(NU), S(OP), TOUCHING, LINEBREAK_NEVER}, // LB30
    {S(CP), LETTER | S(NU), TOUCHING, LINEBREAK_NEVER},
    {S(RI), BIT(RI_PAIR), TOUCHING, LINEBREAK_NEVER},   // LB30a
    {S(EB) | S(IDX), S(EM), TOUCHING, LINEBREAK_NEVER}, // LB30b
};

// What stands before a possible break.
struct context {
    set before;       // the character, with the marks on it taken for it (LB9)
    set before_space; // the last one that isn't SP
    bool joiner;      // the mark that came last is ZWJ
};

static enum lb_class class_of(uint32_t c)
{
    size_t low = 0;
    size_t high = sizeof rows / sizeof *rows;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c > rows[middle].last) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    bool found = low < sizeof rows / sizeof *rows && rows[low].first <= c;
    return found ? rows[low].class : LB_AL;
}

static bool is_mark(enum lb_class class)
{
    return class == LB_CM || class == LB_ZWJ;
}

// The class of the next character that isn't a mark.
static enum lb_class class_beyond(const uint32_t *text, size_t i, size_t count)
{
    for (i++; i < count; i++) {
        enum lb_class class = class_of(text[i]);
        if (!is_mark(class)) {
            return class;
        }
    }
    return LB_AL;
}

// The set of what `class` is at position i, given what stands before it.
static set describe(const uint32_t *text, size_t i, size_t count, const struct context *context)
{
    enum lb_class class = class_of(text[i]);
    set is = BIT(is_mark(class) ? LB_AL : class); // LB10
    if (is & (OP_ANY | S(HY)) && class_beyond(text, i, count) == LB_NU) {
        is |= BIT(BEFORE_NUMBER);
    }
    if (is & (S(HY) | S(BA)) && context->before & S(HL)) {
        is |= BIT(AFTER_HEBREW);
    }
    if (is & S(NU) || (is & (S(SY) | S(IS)) && context->before & BIT(IN_NUMBER))) {
        is |= BIT(IN_NUMBER);
    }
    if (is & (S(CL) | CP_ANY) && context->before & BIT(IN_NUMBER)) {
        is |= BIT(NUMBER_CLOSED);
    }
    if (is & S(RI) && context->before & S(RI) && !(context->before & BIT(RI_PAIR))) {
        is |= BIT(RI_PAIR);
    }
    return is;
}

static enum linebreak judge(const struct context *context, set after)
{
    set before = context->before | (context->joiner ? S(ZWJ) : 0);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        set left = rules[i].spaces == OVER_SPACES ? context->before_space : before;
        if (left & rules[i].before && after & rules[i].after) {
            return rules[i].verdict;
        }
    }
    return LINEBREAK_MAY; // LB31
}

// LB9: a mark belongs to what stands before it, but for spaces and breaks.
static bool attaches(enum lb_class class, const struct context *context)
{
    return is_mark(class) && context->before != 0 && !(context->before & (BREAKS | S(SP) | S(ZW)));
}

void linebreak_find(const uint32_t *text, size_t count, uint8_t *after)
{
    struct context context = {0};
    for (size_t i = 0; i < count; i++) {
        enum lb_class class = class_of(text[i]);
        enum linebreak verdict = LINEBREAK_NEVER;
        if (!attaches(class, &context)) {
            set is = describe(text, i, count, &context);
            verdict = judge(&context, is);
            context.before = is;
            context.before_space = is & S(SP) ? context.before_space : is;
        }
        context.joiner = class == LB_ZWJ;
        if (i > 0) {
            after[i - 1] = (uint8_t)verdict;
        }
    }
    if (count > 0) {
        after[count - 1] = LINEBREAK_MUST;
    }
}

static bool is_letter(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

// Letters from `at` on, five at most: more don't matter.
static size_t letters_from(const uint32_t *text, size_t count, size_t at)
{
    size_t letters = 0;
    while (letters < 5 && at + letters < count && is_letter(text[at + letters])) {
        letters++;
    }
    return letters;
}

// A word of one letter that leans on the word before it: Ukrainian and Russian, Kurmanji.
static bool leans_back(uint32_t c)
{
    return c == 0x431 || c == 0x436 || c == 'e' || c == 0xEA;
}

// Whether a word of one letter ends before `at`.
static bool is_single(const uint32_t *text, size_t at)
{
    return at > 0 && is_letter(text[at - 1]) && (at == 1 || text[at - 2] == ' ');
}

static bool is_worse(const uint32_t *text, size_t count, size_t at)
{
    if (text[at] == '-') {
        size_t letters = letters_from(text, count, at + 1);
        return letters >= 1 && letters <= 4; // что-то, avez-vous
    }
    if (text[at] != ' ' || at + 1 == count) {
        return false;
    }
    uint32_t next = text[at + 1];
    bool dash = next == 0x2013 || next == 0x2014;
    bool leaning = leans_back(next) && letters_from(text, count, at + 1) == 1;
    bool single = is_single(text, at) && !(at >= 2 && is_single(text, at - 2)); // "il y a moins"
    return dash || leaning || (single && !leans_back(text[at - 1]));
}

void linebreak_refine(const uint32_t *text, size_t count, uint8_t *after)
{
    for (size_t i = 0; i < count; i++) {
        if (after[i] == LINEBREAK_MAY && is_worse(text, count, i)) {
            after[i] = LINEBREAK_NEVER;
        }
    }
}
