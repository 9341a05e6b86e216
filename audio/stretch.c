// libsonic keeps what it was given in buffers that grow with the largest piece, so it is given
// small pieces of one size, and silence at the end until that has replaced what was said.
#define _DEFAULT_SOURCE // explicit_bzero
#include "stretch.h"
#include "player.h"
#include <assert.h>
#include <sonic.h>
#include <stdlib.h>
#include <string.h>

enum {
    PIECE_SAMPLES = 2048,
    PERIODS_SAMPLES = 2 * AUDIO_RATE_HZ / SONIC_MIN_PITCH, // what libsonic holds back
    SILENT_PIECES = 2 + PERIODS_SAMPLES / PIECE_SAMPLES,   // push it out, and cover it
};

struct stretch {
    sonicStream stream;
    int16_t piece[PIECE_SAMPLES];
};

struct stretch *stretch_create(int percent)
{
    assert(percent >= STRETCH_MIN_PERCENT && percent <= STRETCH_MAX_PERCENT);
    struct stretch *stretch = calloc(1, sizeof *stretch);
    if (stretch == NULL) {
        return NULL;
    }
    stretch->stream = sonicCreateStream(AUDIO_RATE_HZ, 1);
    if (stretch->stream == NULL) {
        free(stretch);
        return NULL;
    }
    sonicSetSpeed(stretch->stream, (float)percent / 100);
    return stretch;
}

size_t stretch_length(size_t count, int percent)
{
    return (count * 100 + (size_t)percent / 2) / (size_t)percent;
}

// What doesn't fit is read, so that libsonic forgets it, and dropped.
static void read_ready(struct stretch *stretch, struct stretched *out)
{
    for (int got;
         (got = sonicReadShortFromStream(stretch->stream, stretch->piece, PIECE_SAMPLES)) > 0;) {
        size_t room = out->capacity - out->count;
        size_t kept = (size_t)got < room ? (size_t)got : room;
        if (kept > 0) {
            memcpy(out->samples + out->count, stretch->piece, kept * sizeof *out->samples);
            out->count += kept;
        }
    }
}

bool stretch_write(struct stretch *stretch, const int16_t *samples, size_t count,
                   struct stretched *out)
{
    for (size_t at = 0, size; at < count; at += size) {
        size = count - at < PIECE_SAMPLES ? count - at : PIECE_SAMPLES;
        memcpy(stretch->piece, samples + at, size * sizeof *samples); // libsonic's isn't const
        if (!sonicWriteShortToStream(stretch->stream, stretch->piece, (int)size)) {
            return false;
        }
        read_ready(stretch, out);
    }
    return true;
}

bool stretch_finish(struct stretch *stretch, struct stretched *out)
{
    static const int16_t silence[PIECE_SAMPLES];
    for (int i = 0; i < SILENT_PIECES; i++) {
        if (!stretch_write(stretch, silence, PIECE_SAMPLES, out)) {
            return false;
        }
    }
    for (; out->count < out->capacity; out->count++) {
        out->samples[out->count] = 0;
    }
    return true;
}

void stretch_destroy(struct stretch *stretch)
{
    if (stretch == NULL) {
        return;
    }
    stretch_finish(stretch, &(struct stretched){0});
    sonicDestroyStream(stretch->stream);
    explicit_bzero(stretch, sizeof *stretch);
    free(stretch);
}
