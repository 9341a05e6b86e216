#include "play_inner.h"

#include "file.h"

#include <stdio.h>
#include <string.h>

// A second of the script for what is looked at twice a second; a minute of real time for a stick.
enum { STICK_MS = 1000, AWAIT_MS = 50, AWAIT_MAX = 1200 };

static bool find_stick(struct play *play, const char *name, enum stick_state *state)
{
    static const char *const names[STICK_STATES] = {"none",    "reading",  "there",     "writing",
                                                    "done",    "full",     "read-only", "pulled",
                                                    "damaged", "no-batch", "no-room"};
    for (int i = 0; i < STICK_STATES; i++) {
        if (strcmp(names[i], name) == 0) {
            *state = (enum stick_state)i;
            return true;
        }
    }
    return play_stop_at(play, "no stick is \"%s\"", name);
}

// What envelop-stick would say now, printed as it prints it.
bool play_stick(struct play *play, const struct words *words)
{
    struct stick_status status = {0};
    char text[STICK_STATUS_MAX_BYTES], path[512];
    if (!find_stick(play, words->word[1], &status.state)) {
        return false;
    }
    if (status.state == STICK_DONE) {
        snprintf(status.batch, sizeof status.batch, "%s", play->kiosk.app->work->batch);
        snprintf(status.report, sizeof status.report, "envelop-report-%s.txt",
                 play->kiosk.state.kiosk_id);
    }
    snprintf(path, sizeof path, "%s/inbox/stick", play->folder);
    size_t bytes = stick_status_print(&status, text);
    bool done = file_write(path, text, bytes, true) == FILE_OK;
    play_pass(play, STICK_MS);
    return done || play_stop_at(play, "%s can't be written", path);
}

// A real envelop-stick runs beside the script: real time passes until the page says so.
bool play_await(struct play *play, const struct words *words)
{
    const char *name = words->word[1];
    for (int i = 0; i < AWAIT_MAX && !play_on_page(app_page(play->kiosk.app), name); i++) {
        SDL_Delay(AWAIT_MS);
        play_pass(play, STICK_MS);
    }
    return play_on_page(app_page(play->kiosk.app), name) ||
           play_stop_at(play, "\"%s\" never came", name);
}
