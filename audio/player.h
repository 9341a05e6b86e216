// Speaking: one prompt after another, never two at once, on a device that is open only while
// something is being said (an open, silent device costs 47 wakeups a second).
//
// Calling sequence: player_create(driver) -> player_say (as often as wanted) -> player_tick at
// player_deadline_ms -> player_destroy. Time is an argument; the player reads no clock.
#ifndef AUDIO_PLAYER_H
#define AUDIO_PLAYER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { AUDIO_RATE_HZ = 48000, AUDIO_MAX_PROMPTS = 160 };

// A device: mono, signed 16 bit, AUDIO_RATE_HZ.
struct audio_driver {
    void *(*open)(void *self); // NULL: no device (unplugged, none)
    bool (*queue)(void *device, const int16_t *samples, size_t count);
    void (*close)(void *device); // silence at once; the rest may go on behind, see settle
    void *self;
    // Optional, for devices that know what they have played; NULL: the player goes by the clock.
    size_t (*pending)(void *device); // samples queued and not yet taken by the hardware
    size_t (*clear)(void *device);   // drops these and returns how many; the device stays open
    // Optional: returns when nothing of what close began is left. open does so by itself.
    void (*settle)(void *self);
};

// SDL's default output (audio/sdl_driver.c, the only file here that knows SDL).
extern const struct audio_driver audio_driver_sdl;

// A twin that plays nothing and takes every sample: for tests and for machines without sound.
extern const struct audio_driver audio_driver_null;

struct prompt {
    const char *key;     // message id, for the log of what was said
    const uint8_t *opus; // a whole Ogg Opus file, borrowed until it has been said
    size_t bytes;
};

enum player_state {
    PLAYER_SILENT,
    PLAYER_SPEAKING,
    PLAYER_NO_SOUND, // the device didn't open: the kiosk shows its no-sound mark
};

// Told of every prompt as it begins: a test's ear. `said_at_ms` is the time given to the player.
// Only of what a device really took: a damaged prompt, or one that found no device, was not said.
typedef void player_listener(void *context, uint64_t said_at_ms, const char *key,
                             uint32_t duration_ms);

struct player;

struct player *player_create(const struct audio_driver *driver);

// Stops, and waits until the device is closed: SDL_Quit may follow. Takes NULL.
void player_destroy(struct player *player);
void player_listen(struct player *player, player_listener *listener, void *context);

// Says the prompts in order, a breath between them, after silencing what was being said. Copies the
// table of prompts, borrows keys and files until player_deadline_ms is UINT64_MAX again. A damaged
// prompt is left out. False: no device (PLAYER_NO_SOUND), or none of them was whole, or there were
// more than AUDIO_MAX_PROMPTS.
bool player_say(struct player *player, const struct prompt *prompts, size_t count, uint64_t now_ms);

// Silence at once, and the device closed. PLAYER_NO_SOUND stays: only speech shows that sound is
// back.
void player_stop(struct player *player);

// To be called at or after the deadline: decodes on, begins the next prompt, or closes the device.
void player_tick(struct player *player, uint64_t now_ms);

// When player_tick has work; UINT64_MAX while silent. A prompt is decoded a second at a time, so
// that the first sound doesn't wait and no touch does, and 3 seconds ahead: until then the deadline
// is now, later when there are only 3 seconds left, at last the prompt's end. After
// player_set_speed it may lie in the past.
uint64_t player_deadline_ms(const struct player *player);
enum player_state player_state(const struct player *player);

// 0 (silent) .. PLAYER_VOLUME_STEPS (as recorded), 6 dB a step; the default is in the middle. Heard
// at once where the device has `clear`, else from what is queued next.
enum { PLAYER_VOLUME_STEPS = 6, PLAYER_VOLUME_DEFAULT = 4 };
void player_set_volume(struct player *player, int step);
int player_volume(const struct player *player);

// How fast, at one pitch: 0 (half as fast) .. PLAYER_SPEED_STEPS - 1 (twice); the default is as
// recorded, bit by bit. What lies outside is clamped. Heard at once where the device has `clear`,
// else from the next prompt; every length and deadline told is that of what is heard.
enum { PLAYER_SPEED_STEPS = 7, PLAYER_SPEED_DEFAULT = 3 };
void player_set_speed(struct player *player, int step);
int player_speed(const struct player *player);

// What a step means: 50 .. 200, 100 the default.
int player_speed_percent(int step);

// What is being said.
struct player_said {
    const char *key;      // as given to player_say, and as long-lived
    uint64_t began_ms;    // of the clock that player_say was given
    uint32_t duration_ms; // the whole of it, at the speed it is said
    uint32_t recorded_ms; // the whole of it, as recorded: what the times of a .vtt count
};

// False while silent. A prompt stays until the breath after it is over, so now_ms - began_ms may be
// more than duration_ms. Begin and length are such that at any time, also after a change of speed
// in the middle, (now_ms - began_ms) * recorded_ms / duration_ms is the place in the recording; the
// difference is right even where began_ms has wrapped below 0. Makes no system call.
bool player_saying(const struct player *player, struct player_said *now);

// Length of an Ogg Opus file in ms, as recorded; 0 when libopusfile refuses it.
uint32_t prompt_duration_ms(const uint8_t *opus, size_t bytes);

// Whether its tags say that a machine spoke it (ENVELOP_VOICE=draft).
bool prompt_is_draft(const uint8_t *opus, size_t bytes);

#endif
