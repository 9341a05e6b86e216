// Rules: one prompt at a time; the device is open from the first prompt of a sequence to the last
// sound of it; nothing is cut off, so the end is where both the clock and the device say so; and
// nothing that takes longer than decoding one second happens in one call, device and first prompt
// aside.
//
// What is said can give an answer away (the overview before sealing), so samples are wiped after
// use.
#define _DEFAULT_SOURCE // explicit_bzero
#include "player.h"
#include "prompt_reader.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    SLICE_SAMPLES = AUDIO_RATE_HZ,     // decoded in one go: 4 ms of a desktop core
    RAMP_SAMPLES = AUDIO_RATE_HZ / 50, // a new volume fades in: no click
    BREATH_MS = 200,                   // between two prompts, beside the silence in them
    DRAIN_MS = 200,                    // after the last: what the hardware still has in its buffers
    FULL_GAIN = 32768,
    SCALED_SAMPLES = 4096,
};

struct player {
    const struct audio_driver *driver;
    void *device; // NULL: closed
    player_listener *listener;
    void *listener_context;

    struct prompt queue[AUDIO_MAX_PROMPTS];
    size_t count, next;

    struct prompt_reader *reader; // NULL: what is being said is decoded
    int16_t *samples;             // what is being said, as recorded
    size_t decoded, total;
    int16_t scaled[SCALED_SAMPLES];
    uint64_t began_ms;

    int volume;
    int32_t gain, gain_before; // gain_before fades into gain over the next RAMP_SAMPLES
    enum player_state state;
    uint64_t deadline_ms;
};

static int32_t gain_of(int step)
{
    return step == 0 ? 0 : FULL_GAIN >> (PLAYER_VOLUME_STEPS - step);
}

struct player *player_create(const struct audio_driver *driver)
{
    struct player *player = calloc(1, sizeof *player);
    if (player == NULL) {
        return NULL;
    }
    player->driver = driver;
    player->volume = PLAYER_VOLUME_DEFAULT;
    player->gain = player->gain_before = gain_of(player->volume);
    player->deadline_ms = UINT64_MAX;
    return player;
}

void player_destroy(struct player *player)
{
    if (player != NULL) {
        player_stop(player);
        free(player);
    }
}

void player_listen(struct player *player, player_listener *listener, void *context)
{
    player->listener = listener;
    player->listener_context = context;
}

static void wipe_and_free(int16_t *samples, size_t count)
{
    if (samples != NULL) {
        explicit_bzero(samples, count * sizeof *samples);
        free(samples);
    }
}

static void drop_prompt(struct player *player)
{
    prompt_reader_close(player->reader);
    wipe_and_free(player->samples, player->total);
    explicit_bzero(player->scaled, sizeof player->scaled);
    player->reader = NULL;
    player->samples = NULL;
    player->decoded = player->total = 0;
}

static void close_device(struct player *player)
{
    if (player->device != NULL) {
        player->driver->close(player->device);
        player->device = NULL;
    }
}

static void fall_silent(struct player *player, enum player_state state)
{
    close_device(player);
    drop_prompt(player);
    player->count = player->next = 0;
    player->gain_before = player->gain;
    player->state = state;
    player->deadline_ms = UINT64_MAX;
}

void player_stop(struct player *player)
{
    fall_silent(player, player->state == PLAYER_NO_SOUND ? PLAYER_NO_SOUND : PLAYER_SILENT);
}

// Fills `scaled` with samples[from .. to), which lie `at` samples after a change of volume.
static void scale(struct player *player, size_t from, size_t to, size_t at)
{
    int32_t before = player->gain_before, change = player->gain - before;
    for (size_t i = from; i < to; i++, at++) {
        int32_t gain =
            at < RAMP_SAMPLES ? before + change * (int32_t)at / RAMP_SAMPLES : player->gain;
        player->scaled[i - from] = (int16_t)(player->samples[i] * gain / FULL_GAIN);
    }
}

// Queues samples[from .. to) at the volume set. False when the device doesn't take them.
static bool queue_scaled(struct player *player, size_t from, size_t to)
{
    for (size_t at = from, end; at < to; at = end) {
        end = to - at < SCALED_SAMPLES ? to : at + SCALED_SAMPLES;
        scale(player, at, end, at - from);
        if (!player->driver->queue(player->device, player->scaled, end - at)) {
            return false;
        }
    }
    player->gain_before = player->gain;
    return true;
}

static uint64_t ms_of(size_t samples)
{
    return (samples * 1000 + AUDIO_RATE_HZ - 1) / AUDIO_RATE_HZ;
}

static uint64_t silence_after_ms(const struct player *player)
{
    return player->next < player->count ? BREATH_MS : DRAIN_MS;
}

// Decodes and queues the next slice. False when the device doesn't take it.
static bool say_slice(struct player *player, uint64_t now_ms)
{
    size_t from = player->decoded;
    size_t left = player->total - from;
    size_t wanted = left < SLICE_SAMPLES ? left : SLICE_SAMPLES;
    size_t got = prompt_reader_read(player->reader, player->samples + from, wanted);
    player->decoded += got;
    player->deadline_ms = now_ms;
    if (got < wanted || player->decoded == player->total) {
        prompt_reader_close(player->reader);
        player->reader = NULL;
        player->deadline_ms = player->began_ms + ms_of(player->decoded) + silence_after_ms(player);
    }
    return got == 0 || queue_scaled(player, from, player->decoded);
}

static bool open_prompt(struct player *player, const struct prompt *prompt)
{
    player->reader = prompt_reader_open(prompt->opus, prompt->bytes);
    if (player->reader == NULL) {
        return false;
    }
    player->total = prompt_reader_total(player->reader);
    player->samples = calloc(player->total, sizeof *player->samples);
    return player->samples != NULL;
}

static bool open_device(struct player *player)
{
    if (player->device == NULL) {
        player->device = player->driver->open(player->driver->self);
    }
    return player->device != NULL;
}

static void tell_listener(const struct player *player, const char *key, uint64_t now_ms)
{
    if (player->listener != NULL) {
        player->listener(player->listener_context, now_ms, key, (uint32_t)ms_of(player->total));
    }
}

// Begins the next prompt that is whole. False when there is none, or no device: then all is silent.
static bool say_next(struct player *player, uint64_t now_ms)
{
    drop_prompt(player);
    while (player->next < player->count) {
        const struct prompt *prompt = &player->queue[player->next++];
        if (!open_prompt(player, prompt)) {
            drop_prompt(player);
            continue;
        }
        player->began_ms = now_ms;
        if (!open_device(player) || !say_slice(player, now_ms)) {
            fall_silent(player, PLAYER_NO_SOUND);
            return false;
        }
        if (player->decoded > 0) {
            player->state = PLAYER_SPEAKING;
            tell_listener(player, prompt->key, now_ms);
            return true;
        }
        drop_prompt(player);
    }
    player_stop(player);
    return false;
}

bool player_say(struct player *player, const struct prompt *prompts, size_t count, uint64_t now_ms)
{
    if (player->device != NULL && player->driver->clear != NULL && count > 0) {
        player->driver->clear(player->device); // closing and opening again takes up to 150 ms
        drop_prompt(player);
    } else {
        player_stop(player);
    }
    player->count = count <= AUDIO_MAX_PROMPTS ? count : 0;
    player->next = 0;
    if (player->count > 0) {
        memcpy(player->queue, prompts, count * sizeof *prompts);
    }
    return say_next(player, now_ms);
}

void player_tick(struct player *player, uint64_t now_ms)
{
    if (player->state != PLAYER_SPEAKING || now_ms < player->deadline_ms) {
        return;
    }
    if (player->reader != NULL) {
        if (!say_slice(player, now_ms)) {
            fall_silent(player, PLAYER_NO_SOUND);
        }
        return;
    }
    size_t pending = player->driver->pending == NULL ? 0 : player->driver->pending(player->device);
    if (pending > 0) { // the device began late or runs slow
        player->deadline_ms = now_ms + ms_of(pending) + silence_after_ms(player);
        return;
    }
    say_next(player, now_ms);
}

uint64_t player_deadline_ms(const struct player *player)
{
    return player->deadline_ms;
}

enum player_state player_state(const struct player *player)
{
    return player->state;
}

void player_set_volume(struct player *player, int step)
{
    int least = step < 0 ? 0 : step;
    player->volume = least > PLAYER_VOLUME_STEPS ? PLAYER_VOLUME_STEPS : least;
    player->gain = gain_of(player->volume);
    if (player->device == NULL) {
        player->gain_before = player->gain;
        return;
    }
    if (player->driver->clear == NULL) {
        return;
    }
    size_t dropped = player->driver->clear(player->device);
    assert(dropped <= player->decoded);
    if (dropped > 0 && !queue_scaled(player, player->decoded - dropped, player->decoded)) {
        fall_silent(player, PLAYER_NO_SOUND);
    }
}

int player_volume(const struct player *player)
{
    return player->volume;
}
