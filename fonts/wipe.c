#define _DEFAULT_SOURCE
#include "wipe.h"

#include <stdlib.h>
#include <string.h>

void *wipe_calloc(size_t count, size_t size)
{
    return calloc(count > 0 ? count : 1, size);
}

void wipe(void *bytes, size_t size)
{
    if (bytes) {
        explicit_bzero(bytes, size);
    }
}

void wipe_free(void *bytes, size_t size)
{
    wipe(bytes, size);
    free(bytes);
}
