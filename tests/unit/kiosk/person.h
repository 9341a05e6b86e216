// A person in front of a real kiosk, on a fake clock: fingers, patience and ears for tests. Drives
// the app through app_event and app_tick alone, as a window or a script does.
#ifndef TESTS_KIOSK_PERSON_H
#define TESTS_KIOSK_PERSON_H

#include "kiosk.h"

enum { PERSON_MAX_HEARD = 512, PERSON_PRESS_MS = 80 };

struct heard {
    char key[PAGE_KEY_BYTES];
    uint64_t at_ms;
    uint32_t duration_ms;
};

struct person {
    struct kiosk kiosk;
    uint64_t now_ms;
    struct heard heard[PERSON_MAX_HEARD]; // since person_forget_heard
    int heard_count;
};

// A loudspeaker that isn't there: nothing is decoded, nothing is said.
extern const struct audio_driver audio_driver_missing;

// Opens the kiosk of a state folder. Ends the program with a message when it isn't ready.
void person_sit(struct person *person, const char *state, const struct audio_driver *driver,
                struct panel panel);
void person_leave(struct person *person);

const char *person_screen(struct person *person);
const struct page *person_page(struct person *person);

// The target of this name or id, NULL when the page has none.
const struct node *person_see(struct person *person, const char *name_or_id, int value);

// How many targets of the page are selected.
int person_count_selected(struct person *person);

void person_press(struct person *person, const struct node *node, int64_t finger);
void person_release(struct person *person, const struct node *node, int64_t finger);
void person_key(struct person *person, enum app_event_kind kind);

// Presses and releases. False when there is no such target.
bool person_touch(struct person *person, const char *name_or_id, int value);

// A finger rests on it for so long. False when there is no such target.
bool person_hold(struct person *person, const char *id, uint64_t ms);

// Time passes, with everything that falls due in it.
void person_wait(struct person *person, uint64_t ms);

// Until nothing is being said.
void person_listen(struct person *person);

bool person_heard(const struct person *person, const char *key);
int person_count_heard(const struct person *person, const char *key);
void person_forget_heard(struct person *person);

// Chooses a language by its two touches.
void person_choose(struct person *person, const char *language);

// The ordinary step from the screen that stands there: Next, Yes, Close ... False where there is
// none.
bool person_step(struct person *person);

// Ordinary steps until this screen, from wherever the person is; false after too many of them.
bool person_go(struct person *person, const char *screen);

// Opens "see and hear", touches one of its lines so often, and goes back. False where there is
// none.
bool person_settle(struct person *person, const char *id, int times);

// Touches a target of a list whose pages are turned by arrows.
bool person_touch_listed(struct person *person, const char *id, int value);

// The option kept for the n-th question, counted as they are asked; 0 for none.
int person_answer(const struct person *person, int question);

// What is left of a person in the app, in words; NULL: nothing.
const char *person_trace(const struct person *person);

// Each test in turn; the list ends in NULL.
void person_run(void (*const *tests)(void));

// `bytes` of memory are all zero.
bool all_zero(const void *memory, size_t bytes);

#endif
