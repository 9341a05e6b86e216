// Locked, wiping memory: the only place where answers live in clear. One region from sodium_malloc
// (guard pages, locked, zeroed on free), handed out in pieces and wiped as a whole.
#ifndef ENVELOPE_ARENA_H
#define ENVELOPE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

// NULL when the memory can't be had or can't be locked (RLIMIT_MEMLOCK).
struct arena *arena_create(size_t bytes);

// Wipes and gives back. NULL is allowed.
void arena_destroy(struct arena *arena);

// A zeroed piece, aligned to 16; NULL when the arena is used up. Belongs to the arena.
void *arena_take(struct arena *arena, size_t bytes);

// Zeroes every piece; the pieces stay valid.
void arena_wipe(struct arena *arena);

// Keeps the process's memory off disk and out of other hands: mlockall (MCL_ONFAULT), no core
// dumps, not dumpable. False when the memory can't be locked: a kiosk then refuses service.
// From here on RLIMIT_MEMLOCK bounds all memory of the process; a unit that starts it raises that.
bool process_lock(void);

#endif
