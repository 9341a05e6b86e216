// One Ogg Opus file in memory, decoded piece by piece to mono. The file may come from anywhere: it
// is walked page by page before a decoder sees it, and refused unless it is one whole stream.
//
// Calling sequence: prompt_reader_open -> prompt_reader_read until 0 -> prompt_reader_close.
#ifndef AUDIO_PROMPT_READER_H
#define AUDIO_PROMPT_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PROMPT_MAX_SECONDS = 60,
    PROMPT_MAX_BYTES = 4 * 1024 * 1024, // 60 s at the highest rate that Opus knows, rounded up
};

struct prompt_reader;

// Borrows `opus` until prompt_reader_close. NULL unless it is one Ogg stream of whole pages, from
// its first (RFC 3533: BOS) to its last (EOS) with nothing before, between or after, one Opus
// stream of one or two channels in it, of 1 sample to PROMPT_MAX_SECONDS.
struct prompt_reader *prompt_reader_open(const uint8_t *opus, size_t bytes);
void prompt_reader_close(struct prompt_reader *reader);

// Samples at AUDIO_RATE_HZ as the container claims them: 1 .. PROMPT_MAX_SECONDS * AUDIO_RATE_HZ.
size_t prompt_reader_total(const struct prompt_reader *reader);

// Decodes up to `capacity` mono samples, two channels mixed to one. Returns how many, 0 at the end.
// Damage (a bad checksum, a packet that is none) ends the prompt: a sentence with a hole in it
// could say the opposite of what was meant.
size_t prompt_reader_read(struct prompt_reader *reader, int16_t *samples, size_t capacity);

// The value of the first tag `name`, or NULL; lives until prompt_reader_close.
const char *prompt_reader_tag(const struct prompt_reader *reader, const char *name);

#endif
