// What the app wants said, and saying it. A wish is met once the page has been painted: a picture
// doesn't wait for a sound device. The last wish counts.
#ifndef KIOSK_SPEECH_H
#define KIOSK_SPEECH_H

#include "app.h"

void speech_want(struct app *app, struct app_sound sound);

// Wants a target's own prompt said: focus is spoken. A language card says its name in its language.
void speech_of_node(struct app *app, const struct node *node);

// Whether a wish is open and the page it belongs to has been built.
bool speech_due(const struct app *app);

// Meets the wish: hands the prompts to the player, or silences it. Questions and answers are said
// as the person chose: never aloud by themselves once headphones are known to be out.
void speech_make(struct app *app);

// Whether the page's own words may be said at this moment.
bool speech_allowed(const struct app *app);

// Lights the word being said on the page, and sets when the next one is due.
void speech_light(struct app *app);

#endif
