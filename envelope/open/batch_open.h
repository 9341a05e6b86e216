// Reading a batch whose signature has been verified, and answering it with a receipt.
#ifndef ENVELOPE_BATCH_OPEN_H
#define ENVELOPE_BATCH_OPEN_H

#include "age_open.h"
#include "batch.h"
#include "receipt.h"

// Called for each envelope in turn; false stops the reading.
typedef bool batch_visitor(void *context, const uint8_t envelope[static ENVELOPE_BYTES],
                           const uint8_t hash[static ENVELOPE_HASH_BYTES]);

struct batch_error {
    char reason[160];
};

// Opens the sealed batch and gives out what it holds. False when it is not a batch at all; members
// that aren't envelopes are counted in *set_aside, as are envelopes that its manifest promises and
// it lacks, and the rest goes on. True as well when the visitor stopped it. The caller compares
// *header with the signature's claim (kiosk is the issuer, ggd the audience, serial the serial).
bool batch_open(const struct age_identity *identities, size_t count, const uint8_t *file,
                size_t bytes, struct batch_header *header, batch_visitor *visit, void *context,
                size_t *set_aside, struct batch_error *error);

// Writes a receipt that names these envelopes, with a fresh salt; to be signed as "receipt". False
// for more than a spool holds.
bool receipt_write(const uint8_t (*hashes)[ENVELOPE_HASH_BYTES], size_t count,
                   uint8_t out[static RECEIPT_BYTES]);

#endif
