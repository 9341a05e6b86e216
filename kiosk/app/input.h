// Touches, keys and switches: what app_event does with each. app.c and input.c share these.
#ifndef KIOSK_INPUT_H
#define KIOSK_INPUT_H

#include "app.h"

// After so many lost holds of the envelope a short touch is enough.
enum { TRIES_TO_HOLD = 2 };

// The finger is gone and has touched nothing; what it held is let go.
void input_lift(struct app *app);

// Sets focused, pressed and what moves on the page's nodes (app.c).
void app_mark_state(struct app *app);

#endif
