// SDL's audio runs threads and an open device wakes the processor 47 times a second even when
// paused, so the whole subsystem lives only from open to close.
//
// Closing waits for the hardware, 25 ms at the least and 155 ms with ALSA, so a thread does it. It
// ends by itself, and is waited for before SDL's audio is used again. Nothing else in the program
// may use that.
#include "player.h"
#include <SDL.h>
#include <stdlib.h>

enum { PERIOD_SAMPLES = 512 }; // 11 ms: how late a sound starts, and how long closing waits (twice)

struct device {
    SDL_AudioDeviceID id;
};

// What is left of the last device; the program has one loudspeaker, so there is one.
static struct {
    SDL_Thread *thread; // NULL: all is closed
} closing;

static int close_device(void *opened)
{
    struct device *device = opened;
    if (device->id != 0) {
        SDL_CloseAudioDevice(device->id);
    }
    SDL_QuitSubSystem(SDL_INIT_AUDIO);
    free(device);
    return 0;
}

static void sdl_close(void *opened)
{
    const struct device *device = opened;
    SDL_ClearQueuedAudio(device->id); // silence
    closing.thread = SDL_CreateThread(close_device, "audio closing", opened);
    if (closing.thread == NULL) {
        close_device(opened);
    }
}

static void sdl_settle(void *self)
{
    (void)self;
    SDL_WaitThread(closing.thread, NULL);
    closing.thread = NULL;
}

static void *sdl_open(void *self)
{
    sdl_settle(self);
    struct device *device = calloc(1, sizeof *device);
    if (device == NULL || SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) {
        free(device);
        return NULL;
    }
    SDL_AudioSpec wanted = {
        .freq = AUDIO_RATE_HZ, .format = AUDIO_S16SYS, .channels = 1, .samples = PERIOD_SAMPLES};
    device->id = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0); // 0: SDL converts what differs
    if (device->id == 0) {
        close_device(device);
        return NULL;
    }
    SDL_PauseAudioDevice(device->id, 0);
    return device;
}

static bool sdl_queue(void *opened, const int16_t *samples, size_t count)
{
    const struct device *device = opened;
    return SDL_GetAudioDeviceStatus(device->id) != SDL_AUDIO_STOPPED && // unplugged
           SDL_QueueAudio(device->id, samples, (Uint32)(count * sizeof *samples)) == 0;
}

static size_t sdl_pending(void *opened)
{
    const struct device *device = opened;
    return SDL_GetQueuedAudioSize(device->id) / sizeof(int16_t);
}

static size_t sdl_clear(void *opened)
{
    const struct device *device = opened;
    SDL_LockAudioDevice(device->id); // nothing may be taken between the two
    size_t dropped = sdl_pending(opened);
    SDL_ClearQueuedAudio(device->id);
    SDL_UnlockAudioDevice(device->id);
    return dropped;
}

const struct audio_driver audio_driver_sdl = {
    .open = sdl_open,
    .queue = sdl_queue,
    .close = sdl_close,
    .pending = sdl_pending,
    .clear = sdl_clear,
    .settle = sdl_settle,
};
