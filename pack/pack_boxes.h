// Whether a message can be set on the smallest panel that a kiosk has, without knowing the kiosk:
// laid out with the pack's own typefaces into the boxes of pack/FORMAT.md, "Boxes".
//
// The boxes are the largest that the kiosk can give a message: what doesn't fit here fits nowhere.
// The other way there is no promise; which pages fit, the kiosk's own measuring tells.
#ifndef PACK_PACK_BOXES_H
#define PACK_PACK_BOXES_H

#include "fonts.h"

struct boxes_size {
    bool fits_smallest;     // at the smallest text size, in the largest box
    bool word_fits_largest; // no word is wider than that box at the largest text size
};

// False when the typefaces can't set it at all (told elsewhere).
bool boxes_measure(const struct fonts *fonts, const char *language, const char *text,
                   struct boxes_size *size);

#endif
