// Scripts by ranges of Unicode's Scripts.txt, as coarse as this needs: letters only, marks and
// punctuation belong to whatever stands before them.
#include "pack_script.h"

#include <stdint.h>
#include <string.h>

enum script { COMMON, LATIN, GREEK, CYRILLIC, HEBREW, ARABIC, ETHIOPIC, OTHER };

static const struct {
    uint32_t first, last;
    enum script script;
} ranges[] = {
    {'A', 'Z', LATIN},          {'a', 'z', LATIN},          {0xaa, 0xaa, LATIN},
    {0xba, 0xba, LATIN},        {0xc0, 0xd6, LATIN},        {0xd8, 0xf6, LATIN},
    {0xf8, 0x2af, LATIN},       {0x370, 0x37d, GREEK},      {0x37f, 0x3ff, GREEK},
    {0x400, 0x52f, CYRILLIC},   {0x531, 0x58a, OTHER},      {0x5d0, 0x5f2, HEBREW},
    {0x620, 0x63f, ARABIC},     {0x641, 0x64a, ARABIC},     {0x66e, 0x6d3, ARABIC},
    {0x6d5, 0x6d5, ARABIC},     {0x6ee, 0x6ef, ARABIC},     {0x6fa, 0x6ff, ARABIC},
    {0x700, 0x74f, OTHER},      {0x750, 0x77f, ARABIC},     {0x780, 0x89f, OTHER},
    {0x8a0, 0x8c7, ARABIC},     {0x900, 0x11ff, OTHER},     {0x1200, 0x135a, ETHIOPIC},
    {0x1380, 0x138f, ETHIOPIC}, {0x13a0, 0x1c7f, OTHER},    {0x1c80, 0x1c8f, CYRILLIC},
    {0x1e00, 0x1eff, LATIN},    {0x1f00, 0x1fff, GREEK},    {0x2c60, 0x2c7f, LATIN},
    {0x2d80, 0x2dde, ETHIOPIC}, {0x3041, 0xa63f, OTHER},    {0xa640, 0xa69f, CYRILLIC},
    {0xa722, 0xa7ff, LATIN},    {0xab01, 0xab2f, ETHIOPIC}, {0xab30, 0xab64, LATIN},
    {0xac00, 0xd7ff, OTHER},    {0xff21, 0xff3a, LATIN},    {0xff41, 0xff5a, LATIN},
    {0x10400, 0x1efff, OTHER},  {0x20000, 0x3ffff, OTHER},
};

// What a language is written with, and the letters of its neighbours that are none of its own.
// Sources: CLDR's exemplar characters of the language; for digits those that it counts with.
static const struct writing_letters {
    const char *language;
    enum script script;
    const char *wrong;
} languages[] = {
    {"ar", ARABIC,
     "\u06cc\u06a9\u06c1\u06be\u06d5\u06c0\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8"
     "\u06f9"},
    {"fa", ARABIC,
     "\u064a\u0643\u0649\u06c1\u06be\u06d2\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668"
     "\u0669"},
    {"prs", ARABIC,
     "\u064a\u0643\u0649\u06c1\u06be\u06d2\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668"
     "\u0669"},
    {"ps", ARABIC,
     "\u0643\u06c1\u06be\u06d2\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"},
    {"ur", ARABIC,
     "\u064a\u0643\u0649\u0647\u0629\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669"},
    {"ckb", ARABIC,
     "\u064a\u0643\u0649\u0629\u06c1\u06d2\u06f0\u06f1\u06f2\u06f3\u06f4\u06f5\u06f6\u06f7\u06f8"
     "\u06f9"},
    {"ti", ETHIOPIC, ""},
    {"am", ETHIOPIC, ""},
    {"ru", CYRILLIC, "\u0456\u0406\u0457\u0407\u0454\u0404\u0491\u0490"},
    {"uk", CYRILLIC, "\u044b\u042b\u044d\u042d\u044a\u042a\u0451\u0401"},
    {"kmr", LATIN, "\u0131\u0130\u011f\u011e\u00f6\u00d6\u00fc\u00dc"},
    {"tr", LATIN, "\u00ea\u00ca"},
};

// Not well formed: U+FFFD and one byte. po_parse has seen to it that this isn't so.
static uint32_t next_character(const char *text, size_t *bytes)
{
    const unsigned char *p = (const unsigned char *)text;
    static const unsigned char masks[] = {0x7f, 0x1f, 0x0f, 0x07};
    size_t more = p[0] >= 0xf0 ? 3 : p[0] >= 0xe0 ? 2 : p[0] >= 0xc0 ? 1 : 0;
    uint32_t c = p[0] & masks[more];
    *bytes = 1;
    for (size_t i = 1; i <= more; i++) {
        if ((p[i] & 0xc0) != 0x80) {
            return 0xfffd;
        }
        c = c << 6 | (p[i] & 0x3fu);
    }
    *bytes = more + 1;
    return c;
}

static enum script script_of(uint32_t c)
{
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (c >= ranges[i].first && c <= ranges[i].last) {
            return ranges[i].script;
        }
    }
    return COMMON;
}

static bool is_never_written(uint32_t c)
{
    return (c >= 0xfb50 && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_in(uint32_t c, const char *list)
{
    size_t bytes;
    for (; *list; list += bytes) {
        if (next_character(list, &bytes) == c) {
            return true;
        }
    }
    return false;
}

// Of `{name}`, 0 if there is none.
static size_t placeholder_bytes(const char *text)
{
    size_t bytes = text[0] == '{' ? 1 + strspn(text + 1, "abcdefghijklmnopqrstuvwxyz") : 0;
    return bytes > 1 && text[bytes] == '}' ? bytes + 1 : 0;
}

// Where the letters of one script end that begin at `text`.
static size_t part_bytes(const char *text, enum script script)
{
    size_t end = 0, bytes;
    while (text[end]) {
        if (script_of(next_character(text + end, &bytes)) != script) {
            break;
        }
        end += bytes;
    }
    return end;
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// As a word: the "a" of "asleep" is none.
static bool stands_in(const char *english, const char *part, size_t bytes)
{
    size_t room = strlen(english);
    for (size_t i = 0; i + bytes <= room; i++) {
        bool begins = i == 0 || !is_letter(english[i - 1]);
        if (begins && !is_letter(english[i + bytes]) && memcmp(english + i, part, bytes) == 0) {
            return true;
        }
    }
    return false;
}

// A part in a script that isn't the language's own: right where the English has it too.
static enum script_fault foreign_check(const char *english, const char *part, size_t bytes,
                                       bool beside)
{
    return stands_in(english, part, bytes) ? SCRIPT_RIGHT
           : beside                        ? SCRIPT_MIXED_WORD
                                           : SCRIPT_FOREIGN_WORD;
}

static const struct writing_letters *letters_of(const char *language)
{
    static const struct writing_letters latin = {"", LATIN, ""};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        if (strcmp(languages[i].language, language) == 0) {
            return &languages[i];
        }
    }
    return &latin;
}

enum script_fault script_check(const char *language, const char *english, const char *text,
                               size_t *at, size_t *bytes)
{
    const struct writing_letters *letters = letters_of(language);
    enum script before = COMMON;
    for (*at = 0; text[*at]; *at += *bytes) {
        *bytes = placeholder_bytes(text + *at);
        size_t size;
        uint32_t c = *bytes > 0 ? ' ' : next_character(text + *at, &size);
        enum script script = script_of(c);
        *bytes = *bytes > 0 ? *bytes : size;
        if (is_never_written(c)) {
            return SCRIPT_NOT_A_LETTER;
        }
        if (is_in(c, letters->wrong)) {
            return SCRIPT_WRONG_LETTER;
        }
        if (script != COMMON && script != letters->script) {
            *bytes = part_bytes(text + *at, script);
            enum script after = script_of(next_character(text + *at + *bytes, &size));
            bool beside = before == letters->script || after == letters->script;
            enum script_fault fault = foreign_check(english, text + *at, *bytes, beside);
            if (fault != SCRIPT_RIGHT) {
                return fault;
            }
        }
        before = script;
    }
    return SCRIPT_RIGHT;
}

const char *script_fault_text(enum script_fault fault)
{
    static const char *const texts[] = {
        [SCRIPT_RIGHT] = "is right",
        [SCRIPT_FOREIGN_WORD] = "has a word of another script that the English doesn't have",
        [SCRIPT_MIXED_WORD] = "has letters of two scripts in one word",
        [SCRIPT_WRONG_LETTER] = "has a letter or digit that this language doesn't write",
        [SCRIPT_NOT_A_LETTER] = "has a presentation form or a control of direction",
    };
    return texts[fault];
}
