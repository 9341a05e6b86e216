// Envelopes as they came, one file each under its hash; never opened copies.
#ifndef GGD_STORE_H
#define GGD_STORE_H

#include "envelope.h"
#include "home.h"

enum { STORE_HEX_ROOM = ENVELOPE_HASH_BYTES * 2 + 1 };

enum store_place { STORE_NOWHERE, STORE_KEPT, STORE_SET_ASIDE };

void store_hex(const uint8_t hash[static ENVELOPE_HASH_BYTES], char hex[static STORE_HEX_ROOM]);

// Where an envelope is, whole.
enum store_place store_where(const struct home *home,
                             const uint8_t hash[static ENVELOPE_HASH_BYTES]);

// Stores it durably: when it returns true, a receipt may name it.
bool store_keep(const struct home *home, const uint8_t hash[static ENVELOPE_HASH_BYTES],
                const uint8_t envelope[static ENVELOPE_BYTES]);

// Stores what can't be read, with the reason in a text file beside it, as durably. `stem` is the
// file's name without ".age".
bool store_set_aside(const struct home *home, const char *stem, const void *bytes, size_t size,
                     const char *reason);

// Calls `visit` for each kept envelope, by hash ascending, until it returns false. A file that
// can't be read is reported and left out. False when the store itself can't be read.
typedef bool store_visitor(void *context, const char *hex,
                           const uint8_t envelope[static ENVELOPE_BYTES]);
bool store_each(const struct home *home, store_visitor *visit, void *context);

// Finds the one envelope whose hash begins with `prefix` (6 hex digits or more). False after saying
// why.
bool store_find(const struct home *home, const char *prefix, char hex[static STORE_HEX_ROOM],
                uint8_t envelope[static ENVELOPE_BYTES]);

#endif
