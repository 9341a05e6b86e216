// Which word is being spoken: the words on the screen are lit while the voice says them. Prompts
// carry no times of their words, so the time is shared out by letters, with a breath at each mark
// that ends a clause.
#ifndef KIOSK_READING_H
#define KIOSK_READING_H

#include <stdint.h>

struct reading {
    uint32_t start, end; // bytes of the word in the text; equal: none
    uint32_t until_ms;   // from the prompt's beginning: when the next word begins
};

// The word of `text` that a voice has come to `at_ms` after the beginning of a prompt of
// `length_ms`. The last word is lit to the end.
struct reading reading_word(const char *text, uint32_t at_ms, uint32_t length_ms);

#endif
