// Every stage of a layout as text: for tests, and to see why a line looks as it does.
#ifndef FONTS_LAYOUT_DUMP_H
#define FONTS_LAYOUT_DUMP_H

#include "layout.h"

// A zero-terminated text to be freed with free(); NULL where layout_create would give NULL. It
// holds the whole of the text it is about: not for what a person typed.
char *layout_dump(const struct layout_params *params);

#endif
