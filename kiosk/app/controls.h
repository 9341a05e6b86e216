// What nearly every screen offers: Back, Stop, Hide, Help now, seeing and hearing.
#ifndef KIOSK_CONTROLS_H
#define KIOSK_CONTROLS_H

#include "app.h"

// Does what a control of this id does. False: it isn't one, and the screen's own.
bool control_act(struct app *app, const char *id);

// Everything disappears but a quiet picture. Not on screens that hold nothing of anybody.
void control_hide(struct app *app);

// Whether something would move to the lower half: only where the panel is tall.
bool control_can_lower(const struct app *app);

#endif
