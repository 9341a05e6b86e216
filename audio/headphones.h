// Whether headphones are plugged in, by the switch that the kernel's sound drivers have for a jack.
//
// Contract with who speaks: when it was HEADPHONES_IN and is anything else, the speech stops at
// once (player_stop). A USB headset that is pulled out takes its switch with it: then it is
// HEADPHONES_UNKNOWN, not HEADPHONES_OUT.
//
// Calling sequence: headphones_create -> headphones_state (as often as wanted, or when told of a
// change) -> headphones_destroy.
#ifndef AUDIO_HEADPHONES_H
#define AUDIO_HEADPHONES_H

#include <stdbool.h>

enum headphones_state {
    HEADPHONES_UNKNOWN, // no jack that can tell: the kiosk speaks, as it can't know who hears
    HEADPHONES_IN,
    HEADPHONES_OUT, // a jack, and nothing in it
};

// What knows: the kernel, or a twin.
struct headphones_driver {
    void *(*open)(void *self);                   // NULL: nothing here can ever tell
    int (*wait_fd)(void *opened);                // readable as soon as read may have news
    enum headphones_state (*read)(void *opened); // takes the news; never blocks
    void (*close)(void *opened);
    void *self;
};

// Every /dev/input/event* with SW_HEADPHONE_INSERT, those that come later included. One plugged in
// is enough for HEADPHONES_IN. Needs the right to read these devices (group input) and
// /sys/class/input, which tells them from the others.
extern const struct headphones_driver headphones_driver_evdev;

// Where that driver looks and what it asks: the driver's `self`, for a test to set.
struct headphones_evdev {
    const char *devices;              // /dev/input
    const char *classes;              // /sys/class/input
    bool (*ask)(int fd, bool *is_in); // EVIOCGSW; false: the device has gone
};

// Told of every change, in a thread of its own: it may wake an event loop (SDL_PushEvent) and must
// do no more.
typedef void headphones_listener(void *context, enum headphones_state state);

struct headphones;

// Without a listener there is no thread, and headphones_state asks the driver. With one, the thread
// sleeps until something changes: at rest there is not one system call. NULL: no memory, no thread.
// A driver that doesn't open is no failure: it is HEADPHONES_UNKNOWN for good.
struct headphones *headphones_create(const struct headphones_driver *driver,
                                     headphones_listener *listener, void *context);

// Joins the thread: the listener isn't called any more when it returns. Takes NULL.
void headphones_destroy(struct headphones *headphones);

enum headphones_state headphones_state(struct headphones *headphones);

// A twin whose plug is in a test's or script's hand.
struct headphones_twin {
    _Atomic enum headphones_state state;
    int wake_fd;
    bool opened;
};

// `twin` outlives what uses the driver. Set `state` to what it begins with.
struct headphones_driver headphones_driver_twin(struct headphones_twin *twin);
void headphones_twin_plug(struct headphones_twin *twin, enum headphones_state state);

#endif
