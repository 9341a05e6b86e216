#include "reading.h"

#include <stdbool.h>
#include <string.h>

enum {
    SILENCE_MS = 80, // at both ends of every prompt (audio/FORMAT.md)
    LETTER = 2,      // what a letter, the gap between two words and a breath weigh
    WORD = 3,
    BREATH = 14,
};

static bool is_space(const char *at)
{
    return *at == ' ' || *at == '\n' || strncmp(at, "\u1361", 3) == 0 || // Ethiopic wordspace
           strncmp(at, "\u00a0", 2) == 0;
}

static bool ends_clause(const char *at)
{
    static const char *const marks[] = {".", ",", "?", "!", ":", ";", "؟", "،", "؛", "۔", "።", "፣"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        if (strncmp(at, marks[i], strlen(marks[i])) == 0) {
            return true;
        }
    }
    return false;
}

static size_t character_bytes(const char *at)
{
    size_t bytes = 1;
    while (((unsigned char)at[bytes] & 0xc0) == 0x80) {
        bytes++;
    }
    return bytes;
}

// The next word at or after `at`, and what it weighs. False: there is none.
static bool next_word(const char *text, const char **at, struct reading *word, uint32_t *weight)
{
    while (**at && is_space(*at)) {
        *at += character_bytes(*at);
    }
    *weight = WORD;
    word->start = (uint32_t)(*at - text);
    while (**at && !is_space(*at)) {
        *weight += ends_clause(*at) ? BREATH : LETTER;
        *at += character_bytes(*at);
    }
    word->end = (uint32_t)(*at - text);
    return word->end > word->start;
}

static uint32_t weigh(const char *text)
{
    uint32_t sum = 0, weight;
    struct reading word;
    for (const char *at = text; next_word(text, &at, &word, &weight);) {
        sum += weight;
    }
    return sum;
}

struct reading reading_word(const char *text, uint32_t at_ms, uint32_t length_ms)
{
    struct reading word = {.until_ms = length_ms};
    uint32_t whole = weigh(text), before = 0, weight;
    uint32_t silence_ms = length_ms > 2 * SILENCE_MS ? SILENCE_MS : 0;
    uint32_t spoken_ms = length_ms - 2 * silence_ms;
    const char *at = text;
    while (whole > 0 && next_word(text, &at, &word, &weight)) {
        before += weight;
        word.until_ms = silence_ms + (uint32_t)((uint64_t)spoken_ms * before / whole);
        if (at_ms < word.until_ms || before == whole) {
            break;
        }
    }
    if (before == whole) {
        word.until_ms = length_ms;
    }
    return word;
}
