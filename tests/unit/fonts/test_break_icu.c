// Line breaks of random texts, and of the strings of all languages mutated, against ICU.
// Usage: test_break_icu TREE [strings [seed]]
//
// Where the two differ ICU 72 has a rule of its own; these are counted, and anything else fails.
//   number  LB25: ICU keeps an infix (IS) and a digit together though no number stands before it,
//           as in "end.1" or "$(.1"; Example 7 of the annex, and with it LineBreakTest.txt,
//           doesn't
//   point   ICU's LB 14a breaks before a point that begins a number, as in "a .1"; LB13 forbids it
//   hyphen  ICU's LB 20.09 keeps a hyphen that begins a word and a letter together, as in " -a";
//           the annex has that since Unicode 15.1 only (LB20a)
#include "check.h"
#include "fuzz.h"
#include "linebreak.h"

#include <stdbool.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>

enum { MAX_LENGTH = 40 };

// One or more of every class but those that need a dictionary (SA) or a style of CSS (CJ).
static const uint32_t alphabet[] = {
    'a',    'Z',    0x0431, 0x0628, 0x1208, 0x1362, 0x05D0, '0',     '6',     0x0660,
    0x06F4, ' ',    ' ',    ' ',    ' ',    '-',    0x2010, 0x00AD,  0x1361,  '\t',
    0x2014, 0x00B4, '(',    '[',    0x00A1, ')',    ']',    0x3002,  '}',     '!',
    '?',    0x061F, ',',    '.',    ':',    ';',    '/',    '%',     0x00B0,  '$',
    '+',    0x20AC, '\'',   '"',    0x00AB, 0x00BB, 0x201C, 0x2019,  0x00A0,  0x2011,
    0x202F, 0x2060, 0x200B, 0x200D, 0x0301, 0x064B, 0x2026, 0x3041,  0x4E2D,  0xAC00,
    0xAC01, 0x1100, 0x1161, 0x11A8, 0xFFFC, '\n',   '\r',   0x0085,  0x2028,  0x2066,
    0x2069, 0x200F, 0x060C, 0x06D4, 0x00BF, 0x2013, 0x066A, 0x1F1F3, 0x1F466, 0x1F3FB,
};
enum { LETTERS = sizeof alphabet / sizeof *alphabet };

static uint32_t number_breaks, hyphen_breaks, point_breaks;

static bool icu_breaks(const uint32_t *text, size_t count, bool *after)
{
    static UBreakIterator *iterator;
    UErrorCode error = U_ZERO_ERROR;
    UChar utf16[MAX_LENGTH * 2];
    int32_t length = 0;
    u_strFromUTF32(utf16, MAX_LENGTH * 2, &length, (const UChar32 *)text, (int32_t)count, &error);
    iterator = iterator ? iterator : ubrk_open(UBRK_LINE, "en", NULL, 0, &error);
    ubrk_setText(iterator, utf16, length, &error);
    int32_t at = 0;
    for (size_t i = 0; U_SUCCESS(error) && i < count; i++) {
        at += text[i] > 0xFFFF ? 2 : 1;
        after[i] = ubrk_isBoundary(iterator, at);
    }
    return U_SUCCESS(error);
}

static void describe(const uint32_t *text, size_t count, const uint8_t *ours, const bool *theirs,
                     char *out, size_t room)
{
    size_t used = 0;
    for (size_t i = 0; i < count && used < room; i++) {
        bool breaks = ours[i] != LINEBREAK_NEVER;
        used += (size_t)snprintf(out + used, room - used, "%04X%s ", text[i],
                                 breaks == theirs[i] ? (breaks ? " |" : "")
                                 : breaks            ? " |ours|"
                                                     : " |ICU|");
    }
}

static int class_of(uint32_t c)
{
    return u_getIntPropertyValue((UChar32)c, UCHAR_LINE_BREAK);
}

static bool is_mark(uint32_t c)
{
    return class_of(c) == U_LB_COMBINING_MARK || class_of(c) == U_LB_ZWJ;
}

// Before i there is the start, a space, or what ends a line or a word.
static bool begins(const uint32_t *text, size_t i)
{
    size_t base = i;
    while (base > 0 && is_mark(text[base - 1])) {
        base--;
    }
    int before = base > 0 ? class_of(text[base - 1]) : U_LB_SPACE;
    bool word = before == U_LB_CONTINGENT_BREAK || before == U_LB_GLUE;
    bool line = before == U_LB_SPACE || before == U_LB_MANDATORY_BREAK ||
                before == U_LB_LINE_FEED || before == U_LB_CARRIAGE_RETURN ||
                before == U_LB_NEXT_LINE || before == U_LB_ZWSPACE;
    return word || (line && base == i);
}

// The class of the n-th character after i that is no mark; -1: there is none.
static int class_beyond(const uint32_t *text, size_t count, size_t i, int n)
{
    for (i++; i < count; i++) {
        if (!is_mark(text[i]) && n-- == 0) {
            return class_of(text[i]);
        }
    }
    return -1;
}

// Does a digit follow after i, perhaps behind an opening bracket or hyphen, with an infix before
// it?
static bool infix_follows(const uint32_t *text, size_t count, size_t i)
{
    int next = class_beyond(text, count, i, 0);
    int more = next == U_LB_OPEN_PUNCTUATION || next == U_LB_HYPHEN;
    return class_beyond(text, count, i, more) == U_LB_INFIX_NUMERIC &&
           class_beyond(text, count, i, more + 1) == U_LB_NUMERIC;
}

// Is the difference after i one of those above?
static bool is_explained(const uint32_t *text, size_t count, size_t i, bool ours)
{
    size_t base = i;
    while (base > 0 && is_mark(text[base])) {
        base--;
    }
    int before = class_of(text[base]), after = class_of(text[i + 1]);
    bool letter = after == U_LB_ALPHABETIC || after == U_LB_HEBREW_LETTER;
    bool affix = before == U_LB_PREFIX_NUMERIC || before == U_LB_POSTFIX_NUMERIC;
    bool point = !ours && class_of(text[i]) == U_LB_SPACE && infix_follows(text, count, i);
    bool number = ours && ((before == U_LB_INFIX_NUMERIC && after == U_LB_NUMERIC) ||
                           (affix && infix_follows(text, count, i)));
    bool hyphen =
        ours && letter && (before == U_LB_HYPHEN || text[base] == 0x2010) && begins(text, base);
    point_breaks += point;
    number_breaks += number;
    hyphen_breaks += hyphen;
    return point || number || hyphen;
}

static void run_string(struct fuzz *fuzz, uint32_t number)
{
    uint32_t text[MAX_LENGTH];
    uint8_t ours[MAX_LENGTH];
    bool theirs[MAX_LENGTH];
    char shown[MAX_LENGTH * 16];
    size_t count = 1 + fuzz_below(fuzz, MAX_LENGTH);
    if (number % 2 == 0) {
        count = fuzz_mutant(fuzz, alphabet, LETTERS, text, MAX_LENGTH);
    }
    for (size_t i = 0; number % 2 == 1 && i < count; i++) {
        text[i] = alphabet[fuzz_below(fuzz, LETTERS)];
    }
    linebreak_find(text, count, ours);
    bool done = icu_breaks(text, count, theirs);
    describe(text, count, ours, theirs, shown, sizeof shown);
    for (size_t i = 0; i < count; i++) {
        bool breaks = ours[i] != LINEBREAK_NEVER;
        CHECK(done && (breaks == theirs[i] || is_explained(text, count, i, breaks)),
              "string %u at %zu: %s", number, i, shown);
    }
}

int main(int argc, char **argv)
{
    if (fuzz_run(argc, argv, 100000, run_string) == 0) {
        return 2;
    }
    printf("ICU otherwise: %u at a number, %u at a point, %u at a hyphen\n", number_breaks,
           point_breaks, hyphen_breaks);
    return check_done();
}
