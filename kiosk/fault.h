// The one screen that must appear when pack, fonts and layout may all have failed: drawn by
// SDL2_ttf with a Latin subset of NotoSans that is part of the program. English and Dutch, for
// staff.
#ifndef KIOSK_FAULT_H
#define KIOSK_FAULT_H

#include "kiosk.h"

#include <SDL.h>

// Draws the fault with its reason. False when not even this could be drawn.
bool fault_draw(SDL_Surface *target, float px_per_mm, enum kiosk_fault fault, const char *reason);

// One English line for the terminal.
const char *fault_title(enum kiosk_fault fault);

#endif
