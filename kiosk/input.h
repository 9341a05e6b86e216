// Touches, keys and switches: what app_event does with each. app.c and input.c share these.
#ifndef KIOSK_INPUT_H
#define KIOSK_INPUT_H

#include "app.h"

// Sets focused and pressed on the page's nodes (app.c).
void app_mark_state(struct app *app);

#endif
