// Random texts for the tests that compare with ICU: from an alphabet, and from the strings of all
// languages, mutated. The same seed gives the same texts.
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "words.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <utf8proc.h>

// The code points of every string of every language, one after the other.
struct fuzz {
    uint64_t state;
    uint32_t *text;
    size_t count;
};

// splitmix64
static inline uint32_t fuzz_below(struct fuzz *fuzz, uint32_t limit)
{
    uint64_t z = fuzz->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ (z >> 31)) >> 32) % limit;
}

static inline void fuzz_add(struct fuzz *fuzz, const char *text)
{
    utf8proc_int32_t c;
    for (utf8proc_ssize_t size; *text; text += size) {
        size = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &c);
        fuzz->text[fuzz->count++] = (uint32_t)c;
    }
}

static inline struct fuzz fuzz_open(const char *tree, uint64_t seed)
{
    enum { ROOM = 1 << 20 };
    struct fuzz fuzz = {.state = seed, .text = malloc(ROOM * sizeof *fuzz.text)};
    for (size_t i = 0; fuzz.text && i < WORDS_LANGUAGES; i++) {
        struct words words = words_read(tree, words_languages[i]);
        for (size_t k = 0; k < words.count && fuzz.count + 10000 < ROOM; k++) {
            fuzz_add(&fuzz, words.list[k].text);
        }
        words_free(&words);
    }
    return fuzz;
}

static inline void fuzz_close(struct fuzz *fuzz)
{
    free(fuzz->text);
}

// A stretch of a string with up to five characters replaced by, or taken from between, others of
// the alphabet or of any language. Returns its length, at least 1, at most `room`.
static inline size_t fuzz_mutant(struct fuzz *fuzz, const uint32_t *alphabet, uint32_t letters,
                                 uint32_t *text, size_t room)
{
    size_t count = 1 + fuzz_below(fuzz, (uint32_t)room);
    size_t start = fuzz_below(fuzz, (uint32_t)(fuzz->count - count));
    for (size_t i = 0; i < count; i++) {
        text[i] = fuzz->text[start + i];
    }
    for (uint32_t changes = fuzz_below(fuzz, 6); changes > 0; changes--) {
        size_t at = fuzz_below(fuzz, (uint32_t)count);
        uint32_t elsewhere = fuzz_below(fuzz, (uint32_t)fuzz->count);
        text[at] =
            fuzz_below(fuzz, 3) ? alphabet[fuzz_below(fuzz, letters)] : fuzz->text[elsewhere];
    }
    return count;
}

// PROGRAM TREE [STRINGS [SEED]]: calls `run` for each string from 0 on. Returns how many they were;
// 0, with how to call the program, when there is no TREE.
static inline uint32_t fuzz_run(int argc, char **argv, uint32_t strings,
                                void (*run)(struct fuzz *fuzz, uint32_t number))
{
    if (argc < 2) {
        fprintf(stderr, "usage: %s TREE [strings [seed]]\n", argv[0]);
        return 0;
    }
    strings = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : strings;
    uint64_t seed = argc > 3 ? strtoull(argv[3], NULL, 10) : 20240229;
    printf("seed %llu, %u strings\n", (unsigned long long)seed, strings);
    struct fuzz fuzz = fuzz_open(argv[1], seed);
    for (uint32_t i = 0; i < strings; i++) {
        run(&fuzz, i);
    }
    fuzz_close(&fuzz);
    return strings;
}

#endif
