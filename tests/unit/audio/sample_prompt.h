// Prompts for the tests, made with libopusenc: noise bursts, so that any place in one can be told
// from any other, or a tone, whose pitch can be judged.
#ifndef TESTS_SAMPLE_PROMPT_H
#define TESTS_SAMPLE_PROMPT_H

#include <stddef.h>
#include <stdint.h>

struct sample_prompt {
    uint8_t *opus;
    size_t bytes;
};

struct sample_shape {
    uint32_t ms;
    int channels;      // 1 or 2, or 6 for 5.1
    const char *voice; // ENVELOP_VOICE; NULL: no such tag
    uint32_t seed;
    int hz; // 0: noise; else a tone of this pitch, an octave higher from the middle on
};

// The caller frees `opus`.
struct sample_prompt sample_prompt_make(const struct sample_shape *shape);

#endif
