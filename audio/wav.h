// A recording as microphones and espeak-ng write it: RIFF WAVE, 16-bit PCM, one or two channels.
// Read with care: a file on a stick is hostile.
#ifndef AUDIO_WAV_H
#define AUDIO_WAV_H

#include <stddef.h>
#include <stdint.h>

enum {
    WAV_MAX_BYTES = 64 * 1024 * 1024,
    WAV_MIN_RATE_HZ = 8000,
    WAV_MAX_RATE_HZ = 192000,
};

// One channel, -1 .. 1, whatever the file had.
struct wav {
    float *samples; // wav_finish frees
    size_t count;
    uint32_t rate_hz;
};

// Reads `bytes` of `file` into `wav`: two channels mixed to one, the mean taken off. NULL when it
// worked, else one sentence on what is wrong, and nothing to free. Chunks that aren't known are
// skipped; a chunk that claims more than the file has is refused.
const char *wav_parse(struct wav *wav, const uint8_t *file, size_t bytes);
void wav_finish(struct wav *wav);

#endif
