// BLAKE2b over bytes, as b2sum prints it, and memory that is wiped for certain. Brings in random.h,
// so that other folders need no cryptographic library of their own.
#ifndef ENVELOPE_HASH_H
#define ENVELOPE_HASH_H

#include "random.h"

#include <stdbool.h>

enum {
    HASH_BYTES = 32,      // BLAKE2b-256: `b2sum -l 256`
    HASH_LONG_BYTES = 64, // BLAKE2b-512: `b2sum`
};

// Incremental: hash_init -> hash_update ... -> hash_finish. A value; holds no memory of its own.
struct hash {
    _Alignas(64) uint8_t state[384];
    size_t size;
};

// `size`: HASH_BYTES or HASH_LONG_BYTES.
void hash_init(struct hash *hash, size_t size);
void hash_update(struct hash *hash, const void *bytes, size_t count);

// Writes the `size` bytes told to hash_init and wipes the state.
void hash_finish(struct hash *hash, uint8_t *out);

// All at once, into `out` of `size` bytes (HASH_BYTES or HASH_LONG_BYTES).
void hash_bytes(const void *bytes, size_t count, uint8_t *out, size_t size);

// Lower-case hex and a NUL: `text` has room for 2 * count + 1.
void hash_print(const uint8_t *hash, size_t count, char *text);

// Exactly 2 * count lower-case hex digits and then a NUL; false on anything else.
bool hash_parse(const char *text, uint8_t *hash, size_t count);

// Zeroes memory in a way that the compiler can't leave out. NULL with 0 is allowed.
void memory_wipe(void *bytes, size_t size);

#endif
