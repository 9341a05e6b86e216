// A receipt: which envelopes the GGD has stored, so that the kiosk may free their slots. A salt,
// then as many tags as a spool has slots, sorted, the missing ones random. A tag is the hash of
// salt and envelope hash: two receipts that name the same envelope have nothing in common. Verify
// its signature first.
#ifndef ENVELOPE_RECEIPT_H
#define ENVELOPE_RECEIPT_H

#include "spool.h"

enum {
    RECEIPT_SALT_BYTES = 32,
    RECEIPT_TAG_BYTES = 32,
    RECEIPT_BYTES = RECEIPT_SALT_BYTES + SPOOL_SLOTS * RECEIPT_TAG_BYTES,
};

// The tag by which the receipt with this salt names an envelope.
void receipt_tag(const uint8_t salt[static RECEIPT_SALT_BYTES],
                 const uint8_t hash[static ENVELOPE_HASH_BYTES],
                 uint8_t tag[static RECEIPT_TAG_BYTES]);

// Frees the slots of `spool` whose envelope the receipt names.
enum spool_result receipt_apply(const uint8_t receipt[static RECEIPT_BYTES], struct spool *spool);

#endif
