// What is said can give an answer away (the overview before sealing), so samples are wiped after
// use.
#define _DEFAULT_SOURCE // explicit_bzero
#include "utterance.h"
#include "player.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { SLICE_SAMPLES = AUDIO_RATE_HZ }; // made in one go: 4 ms of a desktop core to decode

static void wipe_and_free(int16_t *samples, size_t count)
{
    if (samples != NULL) {
        explicit_bzero(samples, count * sizeof *samples);
        free(samples);
    }
}

static void drop_heard(struct utterance *utterance)
{
    if (utterance->percent != 100) {
        wipe_and_free(utterance->heard.samples, utterance->heard.count);
    }
    stretch_destroy(utterance->stretch);
    utterance->stretch = NULL;
    utterance->heard = (struct stretched){0};
}

// `heard` begins at recorded[from].
static bool begin_heard(struct utterance *utterance, size_t from, int percent)
{
    drop_heard(utterance);
    struct stretched *heard = &utterance->heard;
    utterance->from = utterance->taken = from;
    utterance->percent = percent;
    heard->capacity = stretch_length(utterance->total - from, percent);
    if (percent == 100) {
        heard->samples = utterance->recorded + from;
        return true;
    }
    heard->samples = calloc(heard->capacity + 1, sizeof *heard->samples);
    utterance->stretch = stretch_create(percent);
    return heard->samples != NULL && utterance->stretch != NULL;
}

bool utterance_open(struct utterance *utterance, const uint8_t *opus, size_t bytes, int percent)
{
    *utterance = (struct utterance){.percent = 100, .reader = prompt_reader_open(opus, bytes)};
    if (utterance->reader == NULL) {
        return false;
    }
    utterance->total = prompt_reader_total(utterance->reader);
    utterance->recorded = calloc(utterance->total, sizeof *utterance->recorded);
    if (utterance->recorded == NULL || !begin_heard(utterance, 0, percent)) {
        utterance_close(utterance);
        return false;
    }
    return true;
}

void utterance_close(struct utterance *utterance)
{
    prompt_reader_close(utterance->reader);
    drop_heard(utterance);
    wipe_and_free(utterance->recorded, utterance->decoded);
    *utterance = (struct utterance){.percent = 100};
}

static void decode_slice(struct utterance *utterance)
{
    size_t left = utterance->total - utterance->decoded;
    size_t wanted = left < SLICE_SAMPLES ? left : SLICE_SAMPLES;
    size_t got =
        prompt_reader_read(utterance->reader, utterance->recorded + utterance->decoded, wanted);
    utterance->decoded += got;
    if (got < wanted) { // damaged
        utterance->total = utterance->decoded;
    }
    if (utterance->decoded == utterance->total) {
        prompt_reader_close(utterance->reader);
        utterance->reader = NULL;
    }
}

// After damage less is to come than was thought.
static void shorten_heard(struct utterance *utterance)
{
    struct stretched *heard = &utterance->heard;
    size_t most = stretch_length(utterance->total - utterance->from, utterance->percent);
    heard->capacity = most > heard->count ? most : heard->count;
}

static bool stretch_slice(struct utterance *utterance, size_t end)
{
    const int16_t *slice = utterance->recorded + utterance->taken;
    if (!stretch_write(utterance->stretch, slice, end - utterance->taken, &utterance->heard)) {
        return false;
    }
    if (end < utterance->total) {
        return true;
    }
    bool finished = stretch_finish(utterance->stretch, &utterance->heard);
    stretch_destroy(utterance->stretch);
    utterance->stretch = NULL;
    return finished;
}

bool utterance_more(struct utterance *utterance)
{
    if (utterance->reader != NULL && utterance->taken == utterance->decoded) {
        decode_slice(utterance);
        shorten_heard(utterance);
    }
    size_t left = utterance->decoded - utterance->taken;
    size_t end = utterance->taken + (left < SLICE_SAMPLES ? left : SLICE_SAMPLES);
    bool made = true;
    if (utterance->stretch != NULL) {
        made = stretch_slice(utterance, end);
    } else {
        utterance->heard.count += end - utterance->taken;
    }
    utterance->taken = end;
    return made;
}

bool utterance_whole(const struct utterance *utterance)
{
    return utterance->reader == NULL && utterance->taken == utterance->total &&
           utterance->stretch == NULL;
}

bool utterance_restart(struct utterance *utterance, size_t place, int percent)
{
    assert(place <= utterance->heard.count);
    size_t recorded = utterance->from + place * (size_t)utterance->percent / 100;
    size_t from = recorded < utterance->taken ? recorded : utterance->taken;
    return begin_heard(utterance, from, percent);
}

size_t utterance_length(const struct utterance *utterance)
{
    return stretch_length(utterance->total, utterance->percent);
}

size_t utterance_before(const struct utterance *utterance)
{
    return stretch_length(utterance->from, utterance->percent);
}
