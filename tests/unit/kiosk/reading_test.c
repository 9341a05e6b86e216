// Which word is lit: in order, never backwards, to the very end of the prompt.
#include "reading.h"

#include "check.h"

#include <string.h>

static const struct {
    const char *text;
    int words;
} rows[] = {
    {"", 0},
    {"   ", 0},
    {"Sleep", 1},
    {"Do you sleep badly?", 4},
    {"  Do   you sleep  ", 3},
    {"Ja.\nNee.", 2},
    {"088\u00a0000\u00a000\u00a000", 4},
    {"ለመተኛት፡ይቸግርዎታል፡ወይ።", 3},
    {"ደሓን ዶ ኣለኹም፧", 3},
    {"هل تجد صعوبة في النوم؟", 5},
    {"a, b; c. d! e? f:", 6},
};

enum { LENGTH_MS = 4000 };

// Walks a prompt from word to word, as the app does.
static int walk(const char *text, uint32_t length_ms)
{
    int words = 0;
    uint32_t at_ms = 0, end = 0;
    while (at_ms < length_ms) {
        struct reading word = reading_word(text, at_ms, length_ms);
        CHECK(word.end > word.start && word.end <= strlen(text), "\"%s\" at %u: %u to %u", text,
              at_ms, word.start, word.end);
        CHECK(word.start >= end || words == 0, "\"%s\" at %u: backwards", text, at_ms);
        CHECK(word.until_ms > at_ms && word.until_ms <= length_ms, "\"%s\" at %u: until %u", text,
              at_ms, word.until_ms);
        CHECK(!strchr(" \n", text[word.start]) && !strchr(" \n", text[word.end - 1]),
              "\"%s\" at %u: a space is lit", text, at_ms);
        CHECK(((unsigned char)text[word.start] & 0xc0) != 0x80 &&
                  ((unsigned char)text[word.end] & 0xc0) != 0x80,
              "\"%s\" at %u: half a character", text, at_ms);
        end = word.end;
        at_ms = word.until_ms > at_ms ? word.until_ms : length_ms;
        words++;
    }
    return words;
}

static void test_words(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].words == 0) {
            struct reading none = reading_word(rows[i].text, 100, LENGTH_MS);
            CHECK(none.start == none.end, "row %zu: something of nothing is lit", i);
            CHECK(none.until_ms == LENGTH_MS, "row %zu: until %u", i, none.until_ms);
        } else {
            int words = walk(rows[i].text, LENGTH_MS);
            CHECK(words == rows[i].words, "row %zu: %d words", i, words);
        }
    }
}

// At any time the same word as on the walk, and never an earlier one.
static void test_monotonic(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t before = 0;
        for (uint32_t at_ms = 0; at_ms <= LENGTH_MS + 500; at_ms += 7) {
            struct reading word = reading_word(rows[i].text, at_ms, LENGTH_MS);
            CHECK(word.start >= before, "row %zu at %u: back to %u", i, at_ms, word.start);
            before = word.start;
        }
        struct reading last = reading_word(rows[i].text, LENGTH_MS - 1, LENGTH_MS);
        CHECK(last.until_ms == LENGTH_MS, "row %zu: the last word ends at %u", i, last.until_ms);
    }
}

// A comma is a breath: the word before it is lit longer than the same word without.
static void test_breath(void)
{
    struct reading with = reading_word("one, two", 0, LENGTH_MS);
    struct reading without = reading_word("one  two", 0, LENGTH_MS);
    CHECK(with.until_ms > without.until_ms, "%u and %u", with.until_ms, without.until_ms);
}

static void test_short(void)
{
    static const uint32_t lengths[] = {0, 1, 2, 80, 159, 160, 161, 400};
    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        for (uint32_t at_ms = 0; at_ms <= lengths[i]; at_ms++) {
            struct reading word = reading_word("Do you sleep badly?", at_ms, lengths[i]);
            CHECK(word.end > word.start && word.end <= 19, "%u of %u ms", at_ms, lengths[i]);
            CHECK(word.until_ms <= lengths[i], "%u of %u ms: until %u", at_ms, lengths[i],
                  word.until_ms);
        }
    }
}

int main(void)
{
    test_words();
    test_monotonic();
    test_breath();
    test_short();
    return check_done();
}
