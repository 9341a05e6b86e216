// The kiosk in a window or full screen: SDL's events and clock drive the app. An idle kiosk sleeps
// in the kernel: no frame, no wake-up, no open audio device.
#ifndef KIOSK_WINDOW_H
#define KIOSK_WINDOW_H

#include "kiosk.h"

struct window_options {
    int w_px, h_px;   // 0: full screen
    float w_mm, h_mm; // size of the panel; 0: guessed
};

// Runs until the window is closed or a signal comes. Returns the program's exit code.
int window_run(const char *state_folder, const struct window_options *options);

#endif
