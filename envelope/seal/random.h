// The one place where random bytes come from. A test may put a source of its own in its place, once
// and before anything else runs; everything in envelope/ that draws then draws from it.
#ifndef ENVELOPE_RANDOM_H
#define ENVELOPE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

// Fills `bytes` from the kernel's generator (or a test's source). Can't fail: libsodium ends the
// program when the kernel has no randomness to give.
void random_bytes(void *bytes, size_t size);

// Uniform in 0 .. bound - 1 without bias; 0 for a bound below 2.
uint32_t random_below(uint32_t bound);

// Fills `bytes`; called instead of the kernel's generator. For tests only.
typedef void random_source(void *bytes, size_t size);

// Puts `source` in the kernel's place for the whole process; NULL gives the kernel its place back.
void random_replace(random_source *source);

#endif
