// What arena and heap can't wipe by themselves: the dead part of the stack, and everything when the
// program fails.
#ifndef KIOSK_FORGET_H
#define KIOSK_FORGET_H

#include "arena.h"

// Zeroes the stack below the caller as deep as it has ever been. For the main thread only: below
// another thread's stack lies other memory.
void forget_stack(void);

// From here on this arena is wiped before the process dies of a fault of its own (a bad access, a
// failed assertion) or of a signal that nobody handles (SIGTERM, SIGHUP ...). NULL: none, before it
// is destroyed. One arena a process; what a window system handles (SIGTERM, SIGINT) stays its own.
void forget_at_fault(struct arena *arena);

#endif
