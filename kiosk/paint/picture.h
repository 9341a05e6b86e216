// Pictograms as coverage, each shrunk once a size and kept until PICTURES_MAX are.
#ifndef KIOSK_PICTURE_H
#define KIOSK_PICTURE_H

#include "paint_inner.h"

// size x size bytes, the painter's until drop_pictures or the next picture_find. NULL: the source
// has no such picture, or it isn't a PNG of 8 bits of grey.
const uint8_t *picture_find(struct painter *painter, const char *name, int size, bool mirrored);

// Wipes and frees those whose name begins so; "" for all.
void drop_pictures(struct painter *painter, const char *prefix);

#endif
