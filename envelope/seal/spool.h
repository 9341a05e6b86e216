// The letter box of a kiosk: a file (or raw partition) of equal slots, zero-filled once, in which
// an envelope overwrites a free slot picked at random. It tells no order and no time. Layout in
// FORMAT.md.
//
// Calling sequence: spool_create once; spool_open -> spool_commit / spool_batch / spool_release ->
// spool_close.
#ifndef ENVELOPE_SPOOL_H
#define ENVELOPE_SPOOL_H

#include "envelope.h"

enum { SPOOL_SLOTS = 1024, SPOOL_SLOT_BYTES = 4096 };

struct spool;

enum spool_result {
    SPOOL_OK,
    SPOOL_FULL,
    SPOOL_BUSY,    // another process holds it
    SPOOL_DAMAGED, // not a spool, or of another version
    SPOOL_FAILED,  // errno says why; nothing is to be called sealed
};

// Makes and zero-fills the file, which appears whole or not at all. A block device is filled
// instead; one that holds a spool already, and a file that exists: SPOOL_FAILED with EEXIST.
enum spool_result spool_create(const char *path);

// Opens and locks it for this process alone, and reads every slot. *spool is NULL unless SPOOL_OK.
enum spool_result spool_open(const char *path, struct spool **spool);

// Lets go of the lock. NULL is allowed.
void spool_close(struct spool *spool);

// Slots that hold no whole envelope. A torn slot (checksum wrong) counts as free.
size_t spool_free_slots(const struct spool *spool);

// One aligned write into a random free slot, one fdatasync. Only on SPOOL_OK is the envelope safe.
enum spool_result spool_commit(struct spool *spool, const uint8_t envelope[static ENVELOPE_BYTES]);

// Copies out the envelope of slot `index`; false when the slot holds none.
bool spool_read(const struct spool *spool, size_t index, uint8_t envelope[static ENVELOPE_BYTES]);

// Zeroes the slots whose envelope's hash is among these: what a verified receipt names (receipt.h).
enum spool_result spool_release(struct spool *spool, const uint8_t (*hashes)[ENVELOPE_HASH_BYTES],
                                size_t count);

// One clause for a person; for SPOOL_FAILED that of errno, so call it at once.
const char *spool_result_text(enum spool_result result);

#endif
