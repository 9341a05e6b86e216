// The rest of the completeness check, for those who make packs: glyphs, sound, pictures, sizes.
#ifndef PACK_INSPECT_H
#define PACK_INSPECT_H

#include "pack_check.h"

enum { PACK_PICTOGRAM_PX = 384 }; // width and height of every picture in pictograms/

// pack_check_languages, and on top of it: every character has a glyph in both weights, every prompt
// can be decoded and machine voices are allowed, every pictogram is a picture of the right kind and
// size and every form item has one, and the longest answer fits an envelope to `recipients` (0: not
// checked).
void pack_inspect(struct pack_contents *contents, size_t recipients, struct pack_report *report);

#endif
