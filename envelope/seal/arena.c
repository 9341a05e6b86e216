#include "arena.h"

#include <sodium.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

enum { ALIGNMENT = 16 };

struct arena {
    uint8_t *bytes;
    size_t size;
    size_t used;
};

// libsodium puts the end of the region against the guard page: a size that is a multiple of the
// alignment makes its beginning aligned.
static bool round_up(size_t bytes, size_t *rounded)
{
    if (bytes == 0 || bytes > SIZE_MAX / 2) {
        return false;
    }
    *rounded = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return true;
}

struct arena *arena_create(size_t bytes)
{
    struct arena *arena = NULL;
    size_t size;
    if (sodium_init() < 0 || !round_up(bytes, &size) || !(arena = calloc(1, sizeof *arena))) {
        return NULL;
    }
    arena->size = size;
    arena->bytes = sodium_malloc(size);
    // sodium_malloc locks too, but doesn't tell when it couldn't.
    if (arena->bytes == NULL || sodium_mlock(arena->bytes, size) != 0) {
        arena_destroy(arena);
        return NULL;
    }
    arena_wipe(arena);
    return arena;
}

void arena_destroy(struct arena *arena)
{
    if (arena != NULL) {
        sodium_free(arena->bytes);
        free(arena);
    }
}

void *arena_take(struct arena *arena, size_t bytes)
{
    size_t size;
    if (!round_up(bytes, &size) || size > arena->size - arena->used) {
        return NULL;
    }
    void *piece = arena->bytes + arena->used;
    arena->used += size;
    return piece;
}

void arena_wipe(struct arena *arena)
{
    sodium_memzero(arena->bytes, arena->size);
}

bool process_lock(void)
{
    const struct rlimit none = {0, 0};
    return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT) == 0;
}
