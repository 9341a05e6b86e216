// A page for when pack, fonts and layout may all have failed: SDL2_ttf with a Latin subset of
// NotoSans that is part of the program. Dutch and English, a few large words, one or two large
// buttons for touch and keys.
#ifndef KIOSK_PLAIN_H
#define KIOSK_PLAIN_H

#include "app.h"

#include <SDL.h>

enum { PLAIN_BUTTONS = 2, PLAIN_NONE = -1 };

struct plain_sentence {
    const char *dutch, *english;
};

struct plain {
    struct plain_sentence says;
    char words[160];  // to be compared: large, in between; "" for none
    char reason[640]; // English, small; "" for none
    const struct plain_sentence *buttons[PLAIN_BUTTONS]; // NULL: none
    SDL_Rect boxes[PLAIN_BUTTONS];                       // plain_draw places them
    int focus, pressed;                                  // index of a button, PLAIN_NONE
};

// Draws the page and places its buttons. False when not even this could be drawn.
bool plain_draw(struct plain *plain, SDL_Surface *target, float px_per_mm);

// The button that this event chose, PLAIN_NONE for none. A press counts when it begins and ends on
// the same button; keys walk and choose.
int plain_event(struct plain *plain, const struct app_event *event);

#endif
