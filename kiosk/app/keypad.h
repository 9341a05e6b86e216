// Typing on the screen: a number, a Dutch postcode with a house number. Large keys; digits
// stand as on a telephone in every language, and each key says its name.
#ifndef KIOSK_KEYPAD_H
#define KIOSK_KEYPAD_H

#include "app.h"

enum keypad {
    KEYPAD_PHONE,   // digits and +
    KEYPAD_ADDRESS, // four digits, two letters, digits: only the keys that can come next
};

// The field with what was typed (`hidden`: a dot for each) and the keys. The typed digits are said
// with the page unless hidden.
void keypad_build(struct app *app, struct page *page, enum keypad keypad, const char *typed,
                  bool hidden);

// Whether letters come next: more keys than otherwise.
bool keypad_wants_letters(enum keypad keypad, const char *typed);

// Puts the key's character behind `typed` (room: its array's size), or takes the last one away.
// What doesn't fit is not taken, nor a + in the middle.
void keypad_type(const struct node *key, char *typed, size_t room);

#endif
