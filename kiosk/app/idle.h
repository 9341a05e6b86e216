// What happens when nobody touches anything: a warning, said more than once and shrinking before
// the eyes, then a wipe. The clock stands still while speech plays. Times are the pack's policy.
#ifndef KIOSK_IDLE_H
#define KIOSK_IDLE_H

#include "app.h"

// When idle_due has something to do; APP_NEVER while nothing of anybody is here.
uint64_t idle_deadline_ms(const struct app *app);
void idle_due(struct app *app);

// The warning was answered: time begins anew. As often as somebody wants it.
void idle_answered(struct app *app);

// Of the warning's shrinking shape: how many parts are left of how many.
enum { IDLE_PARTS = 30 };
int idle_parts_left(const struct app *app);

#endif
