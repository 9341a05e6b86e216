// A loudspeaker in the test's hand: keeps what it was given, and plays as much of it as it is told.
#ifndef TESTS_SPEAKER_H
#define TESTS_SPEAKER_H

#include "player.h"
#include <string.h>

enum { SPEAKER_SAMPLES = 20 * AUDIO_RATE_HZ };

struct speaker {
    int opened, closed;
    bool missing;   // open fails
    bool unplugged; // queue fails
    size_t late;    // samples that stay pending whatever the clock says
    size_t pending; // what a driver with a memory would still have
    int16_t heard[SPEAKER_SAMPLES];
    size_t count;
};

static void *speaker_open(void *self)
{
    struct speaker *speaker = self;
    if (speaker->missing) {
        return NULL;
    }
    speaker->opened++;
    return speaker;
}

static bool speaker_queue(void *device, const int16_t *samples, size_t count)
{
    struct speaker *speaker = device;
    if (speaker->unplugged || speaker->count + count > SPEAKER_SAMPLES) {
        return false;
    }
    memcpy(speaker->heard + speaker->count, samples, count * sizeof *samples);
    speaker->count += count;
    speaker->pending += count;
    return true;
}

static void speaker_close(void *device)
{
    struct speaker *speaker = device;
    speaker->closed++;
    speaker->pending = 0;
}

static size_t speaker_pending(void *device)
{
    struct speaker *speaker = device;
    return speaker->late;
}

static size_t speaker_clear(void *device)
{
    struct speaker *speaker = device;
    size_t dropped = speaker->pending;
    speaker->count -= dropped;
    speaker->pending = 0;
    return dropped;
}

static struct speaker speaker;

static const struct audio_driver plain = {
    .open = speaker_open, .queue = speaker_queue, .close = speaker_close, .self = &speaker};
static const struct audio_driver knowing = {.open = speaker_open,
                                            .queue = speaker_queue,
                                            .close = speaker_close,
                                            .self = &speaker,
                                            .pending = speaker_pending,
                                            .clear = speaker_clear};

#endif
