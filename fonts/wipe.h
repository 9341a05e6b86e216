// Memory that may hold what a person typed: wiped before it is freed.
#ifndef FONTS_WIPE_H
#define FONTS_WIPE_H

#include <stddef.h>

// As calloc, but for a count of 0 too gives memory. NULL when there is none.
void *wipe_calloc(size_t count, size_t size);

void wipe(void *bytes, size_t size);

// Wipes and frees; NULL is nothing.
void wipe_free(void *bytes, size_t size);

#endif
