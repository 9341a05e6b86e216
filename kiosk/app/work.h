// The screens for those who look after the kiosk: PIN, menu, export, update, readiness check,
// calibration. They can't see answers, languages or how many took part, because nothing here knows.
// What a stick holds is learnt from envelop-stick's status file; the kiosk never touches a stick.
#ifndef KIOSK_WORK_H
#define KIOSK_WORK_H

#include "pin.h"
#include "report.h"
#include "screen.h"
#include "state.h"
#include "touch.h"

struct app;

// What these screens need of the kiosk; borrowed, outlives the app.
struct work_parts {
    const struct state *state;
    struct touch_map *touch; // in force: calibrating changes it
    // YYYY-MM-DD in UTC, by a clock nobody trusts.
    void (*today)(const void *context, char date[static 11]);
    const void *context;
};

enum { WORK_CROSSES = 5, WORK_CHECKS = 6, WORK_SQUARES = 9, WORK_LINES = 6 };

// One thing that came of what a stick brought.
struct work_line {
    const char *id; // message
    char serial[24];
    char reason[200]; // English, from below; "" for none
};

struct work {
    struct pin pin;
    bool entered;    // the PIN's wait runs since somebody came to the keypad
    bool known;      // the PIN was right, or chosen just now
    bool first_time; // set up just now: PIN, then the readiness check
    char typed[PIN_BYTES], first[PIN_BYTES]; // first: to be typed once more
    const char *note;                        // message above the keypad or the menu
    int fault;                               // which of the notices is shown
    struct stick_status stick;
    char batch[STICK_NAME_BYTES]; // written to the outbox, to be carried
    char reason[200];             // why it wasn't
    bool carried;                 // "safe to take out"
    struct work_line lines[WORK_LINES];
    int line_count;
    bool looked;      // the inbox was looked through
    bool reload;      // another pack is installed
    int check;        // of the readiness check: which one
    unsigned squares; // touched, one bit each
    struct report report;
    bool calibrating, trial;
    int cross;
    struct touch_pair pairs[WORK_CROSSES];
    struct touch_map before, fitted;
};

// For app.c: the state in locked memory, what is forgotten with each person, and which screen a
// kiosk shows that waits for somebody.
struct work *work_create(struct app *app);
void work_wipe(struct app *app);
const struct screen *work_first_screen(const struct app *app);

// For window and script: true once after another pack was installed, and nobody is answering: then
// kiosk_reload, and work_reloaded tells the worker.
bool work_take_reload(struct app *app);
void work_reloaded(struct app *app);

// A kiosk that was set up on the screen just now: PIN, then the readiness check.
void work_begin(struct app *app);

// DIR/switches is there: two switches walk the pages.
bool work_switches(const struct app *app);

// --- for these screens -------------------------------------------------------------------------

enum { WORK_POLL_MS = 500 };

// Goes to a screen, or to the PIN when it isn't known.
void work_go(struct app *app, const struct screen *screen);
void work_close(struct app *app);
void work_to_menu(struct app *app);

// Words of a message, with values, as one paragraph. NULL values: none.
struct app_value;
struct node *work_say(struct app *app, struct page *page, const char *id,
                      const struct app_value *values, size_t count);
void work_small(struct page *page, const char *words); // a reason, small
void work_button(struct app *app, struct page *page, const char *id, enum node_style style);

// Reads the status of the stick; true when it has changed.
bool work_poll(struct app *app);

// The message that says what to do now; `done`: the one for "safe to take out".
const char *work_stick_text(const struct app *app, const char *done);

extern const struct screen screen_work_menu, screen_work_notice, screen_work_words,
    screen_work_export, screen_work_update, screen_work_check, screen_work_touch, screen_expired;

// What staff must be told: message ids, in the order of their weight. Returns how many.
enum { WORK_NOTICES = 6 };
size_t work_notices(struct app *app, const char *ids[static WORK_NOTICES]);

#endif
