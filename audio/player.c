// Rules: one prompt at a time; the device is open from the first prompt of a sequence to the last
// sound of it; nothing is cut off, so the end is where both the clock and the device say so; and
// nothing that takes longer than decoding one second happens in one call, device and first prompt
// aside.
//
// What is said can give an answer away (the overview before sealing), so samples are wiped after
// use.
#define _DEFAULT_SOURCE // explicit_bzero
#include "player.h"
#include "utterance.h"
#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    RAMP_SAMPLES = AUDIO_RATE_HZ / 50, // a new volume fades in: no click
    BREATH_MS = 200,                   // between two prompts, beside the silence in them
    DRAIN_MS = 200,                    // after the last: what the hardware still has in its buffers
    AHEAD_MS = 3000,                   // decoded ahead: who touches on has cost no more than that
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

    struct utterance saying;
    const char *key;   // NULL: nothing is being said
    uint64_t began_ms; // what lies before a restart counted at the speed of now: may be below 0
    int16_t scaled[SCALED_SAMPLES];

    int volume, speed;
    int32_t gain, gain_before; // gain_before fades into gain over the next RAMP_SAMPLES
    enum player_state state;
    uint64_t deadline_ms;
};

static int clamp(int step, int most)
{
    return step < 0 ? 0 : step > most ? most : step;
}

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
    player->speed = PLAYER_SPEED_DEFAULT;
    player->gain = player->gain_before = gain_of(player->volume);
    player->deadline_ms = UINT64_MAX;
    return player;
}

void player_destroy(struct player *player)
{
    if (player != NULL) {
        player_stop(player);
        if (player->driver->settle != NULL) {
            player->driver->settle(player->driver->self);
        }
        free(player);
    }
}

void player_listen(struct player *player, player_listener *listener, void *context)
{
    player->listener = listener;
    player->listener_context = context;
}

static void drop_prompt(struct player *player)
{
    utterance_close(&player->saying);
    explicit_bzero(player->scaled, sizeof player->scaled);
    player->key = NULL;
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

// Fills `scaled` with what is heard in [from, to), which lies `at` samples after a change of
// volume.
static void scale(struct player *player, size_t from, size_t to, size_t at)
{
    const int16_t *samples = player->saying.heard.samples;
    int32_t before = player->gain_before, change = player->gain - before;
    for (size_t i = from; i < to; i++, at++) {
        int32_t gain =
            at < RAMP_SAMPLES ? before + change * (int32_t)at / RAMP_SAMPLES : player->gain;
        player->scaled[i - from] = (int16_t)(samples[i] * gain / FULL_GAIN);
    }
}

// Queues what is heard in [from, to) at the volume set. False when the device doesn't take them.
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

// How much is made, from the prompt's beginning.
static uint64_t ready_ms(const struct player *player)
{
    return ms_of(utterance_before(&player->saying) + player->saying.heard.count);
}

// How much has been said by the clock: right even where the beginning has wrapped below 0.
static uint64_t said_ms(const struct player *player, uint64_t now_ms)
{
    return now_ms - player->began_ms;
}

// Where the loop was held up for so long that the device has run dry, the rest comes later.
static void note_hole(struct player *player, uint64_t now_ms)
{
    uint64_t said = said_ms(player, now_ms);
    if (said > ready_ms(player)) {
        player->began_ms += said - ready_ms(player);
    }
}

// When the next slice is due, or what comes after the last.
static uint64_t next_ms(const struct player *player, uint64_t now_ms)
{
    const struct utterance *saying = &player->saying;
    if (utterance_whole(saying)) {
        return player->began_ms + ms_of(utterance_length(saying)) + silence_after_ms(player);
    }
    uint64_t wanted_ms = said_ms(player, now_ms) + AHEAD_MS;
    return ready_ms(player) > wanted_ms ? now_ms + ready_ms(player) - wanted_ms : now_ms;
}

// Makes and queues the next slice. False when the device doesn't take it, or there is no memory.
static bool say_slice(struct player *player, uint64_t now_ms)
{
    struct utterance *saying = &player->saying;
    size_t from = saying->heard.count;
    bool made = utterance_more(saying);
    player->deadline_ms = next_ms(player, now_ms);
    return made && (saying->heard.count == from || queue_scaled(player, from, saying->heard.count));
}

static bool open_device(struct player *player)
{
    if (player->device == NULL) {
        player->device = player->driver->open(player->driver->self);
    }
    return player->device != NULL;
}

static void tell_listener(const struct player *player)
{
    struct player_said said;
    if (player->listener != NULL && player_saying(player, &said)) {
        player->listener(player->listener_context, said.began_ms, said.key, said.duration_ms);
    }
}

// Begins the next prompt that is whole. False when there is none, or no device: then all is silent.
static bool say_next(struct player *player, uint64_t now_ms)
{
    drop_prompt(player);
    if (player->next < player->count && !open_device(player)) {
        fall_silent(player, PLAYER_NO_SOUND); // nothing is read for nobody
        return false;
    }
    while (player->next < player->count) {
        const struct prompt *prompt = &player->queue[player->next++];
        if (!utterance_open(&player->saying, prompt->opus, prompt->bytes,
                            player_speed_percent(player->speed))) {
            continue;
        }
        player->began_ms = now_ms;
        if (!say_slice(player, now_ms)) {
            fall_silent(player, PLAYER_NO_SOUND);
            return false;
        }
        if (player->saying.decoded > 0) {
            player->state = PLAYER_SPEAKING;
            player->key = prompt->key;
            tell_listener(player);
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
    if (!utterance_whole(&player->saying)) {
        note_hole(player, now_ms);
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
    player->volume = clamp(step, PLAYER_VOLUME_STEPS);
    player->gain = gain_of(player->volume);
    if (player->device == NULL) {
        player->gain_before = player->gain;
        return;
    }
    if (player->driver->clear == NULL) {
        return;
    }
    size_t heard = player->saying.heard.count, dropped = player->driver->clear(player->device);
    assert(dropped <= heard);
    if (dropped > 0 && !queue_scaled(player, heard - dropped, heard)) {
        fall_silent(player, PLAYER_NO_SOUND);
    }
}

int player_volume(const struct player *player)
{
    return player->volume;
}

static const int speed_percent[PLAYER_SPEED_STEPS] = {50, 67, 80, 100, 125, 160, 200};

int player_speed_percent(int step)
{
    return speed_percent[clamp(step, PLAYER_SPEED_STEPS - 1)];
}

int player_speed(const struct player *player)
{
    return player->speed;
}

// Drops what is queued and not yet heard, and says it at the new speed.
static bool say_rest_at_speed(struct player *player)
{
    struct utterance *saying = &player->saying;
    size_t heard = saying->heard.count, dropped = player->driver->clear(player->device);
    assert(dropped <= heard);
    if (dropped == 0 && utterance_whole(saying)) {
        return true; // all but a breath was said
    }
    uint64_t now_ms = player->began_ms + ms_of(utterance_before(saying) + heard - dropped);
    if (!utterance_restart(saying, heard - dropped, player_speed_percent(player->speed))) {
        return false;
    }
    player->began_ms = now_ms - ms_of(utterance_before(saying));
    player->gain_before = 0; // out of a sudden: no click
    return say_slice(player, now_ms);
}

void player_set_speed(struct player *player, int step)
{
    int before = player->speed;
    player->speed = clamp(step, PLAYER_SPEED_STEPS - 1);
    if (player->speed == before || player->device == NULL || player->driver->clear == NULL) {
        return;
    }
    if (!say_rest_at_speed(player)) {
        fall_silent(player, PLAYER_NO_SOUND);
    }
}

bool player_saying(const struct player *player, struct player_said *now)
{
    if (player->key == NULL) {
        return false;
    }
    *now = (struct player_said){
        .key = player->key,
        .began_ms = player->began_ms,
        .duration_ms = (uint32_t)ms_of(utterance_length(&player->saying)),
        .recorded_ms = (uint32_t)ms_of(player->saying.total),
    };
    return true;
}
