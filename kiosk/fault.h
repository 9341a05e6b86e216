// What stands on the screen while the kiosk can't serve, and the way out of it: what to do, what a
// stick brought, and the six words of a GGD's key before anything of it is trusted.
//
// Calling sequence: fault_begin -> fault_draw, fault_event, fault_tick at fault_deadline_ms;
// once fault_take_retry: kiosk_open again.
#ifndef KIOSK_FAULT_H
#define KIOSK_FAULT_H

#include "kiosk.h"
#include "plain.h"

struct fault {
    enum kiosk_fault why;
    const char *folder; // the state folder
    const char *screen; // name, for scripts and pictures
    struct inbox_key key;
    struct stick_status stick;
    struct plain plain;
    bool set_up; // a key was accepted since the program began: the PIN comes next
    bool asking; // the six words are shown
    bool retry, dirty;
    uint64_t poll_ms;
};

// `reason`: from below, in English. Keeps `set_up` of an earlier one: begin with a zeroed struct.
void fault_begin(struct fault *fault, const char *folder, enum kiosk_fault why, const char *reason);

void fault_event(struct fault *fault, const struct app_event *event);

// Looks at what a stick brought; to be called at the deadline (APP_NEVER: there is none).
void fault_tick(struct fault *fault, uint64_t now_ms);
uint64_t fault_deadline_ms(const struct fault *fault);

// True once, when it may have been mended.
bool fault_take_retry(struct fault *fault);

// Draws it when it has changed or `whole`. False when nothing was drawn.
bool fault_draw(struct fault *fault, SDL_Surface *target, float px_per_mm, bool whole);

// One English line for the terminal.
const char *fault_title(enum kiosk_fault fault);

#endif
