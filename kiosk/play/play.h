// A scripted person: touches and keys from a file, on a fake clock, without a display. Grammar in
// kiosk/FORMAT.md ("Scripts").
#ifndef KIOSK_PLAY_H
#define KIOSK_PLAY_H

#include "kiosk.h"

struct play_options {
    const char *script; // path
    const char *shots;  // folder for a PNG and a text of every screen, NULL: none
    int w_px, h_px;
    float w_mm, h_mm;
    const char *outbox;
    const char *today; // YYYY-MM-DD instead of the machine's date; NULL: that
    bool mute;         // as on a machine without a loudspeaker: nothing is said
    bool tell;         // print screens, touches and what was said, with the fake time
};

// Returns the program's exit code: 1 when the script can't go on as written.
int play_run(const char *state_folder, const struct play_options *options);

#endif
