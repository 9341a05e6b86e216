// From a recording to a prompt as FORMAT.md has it: trimmed, at one loudness, Ogg Opus with its
// tags. Used when a pack is built and when people record; a kiosk that only speaks doesn't link it.
#ifndef AUDIO_PROMPT_ENCODE_H
#define AUDIO_PROMPT_ENCODE_H

#include "wav.h"
#include <stddef.h>
#include <stdint.h>

// FORMAT.md's numbers.
#define PROMPT_LUFS (-18.0)
#define PROMPT_MAX_DBTP (-1.5)
enum { PROMPT_SILENCE_MS = 80, PROMPT_BITS_PER_S = 28000 };

struct prompt_tags {
    const char *language; // BCP 47
    const char *key;      // message id
    const char *voice;    // "draft" or "recorded"
    const char *text;     // hash of what was spoken and how; NULL: no such tag
};

struct prompt_file {
    uint8_t *opus; // prompt_file_finish frees
    size_t bytes;
    double lufs, peak_dbtp; // measured on the decoded file
    uint32_t duration_ms;
};

// The same samples and tags give the same bytes with the same libraries. NULL when it worked, else
// one sentence on what is wrong with the recording, and nothing to free.
const char *prompt_encode(struct prompt_file *file, const struct wav *wav,
                          const struct prompt_tags *tags);
void prompt_file_finish(struct prompt_file *file);

#endif
