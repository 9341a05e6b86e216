#include "receipt.h"

#include "hash.h"

#include <string.h>

void receipt_tag(const uint8_t salt[static RECEIPT_SALT_BYTES],
                 const uint8_t hash[static ENVELOPE_HASH_BYTES],
                 uint8_t tag[static RECEIPT_TAG_BYTES])
{
    struct hash salted;
    hash_init(&salted, RECEIPT_TAG_BYTES);
    hash_update(&salted, salt, RECEIPT_SALT_BYTES);
    hash_update(&salted, hash, ENVELOPE_HASH_BYTES);
    hash_finish(&salted, tag);
}

static bool names(const uint8_t receipt[static RECEIPT_BYTES],
                  const uint8_t hash[static ENVELOPE_HASH_BYTES])
{
    uint8_t tag[RECEIPT_TAG_BYTES];
    receipt_tag(receipt, hash, tag);
    for (size_t at = RECEIPT_SALT_BYTES; at < RECEIPT_BYTES; at += RECEIPT_TAG_BYTES) {
        if (memcmp(receipt + at, tag, sizeof tag) == 0) {
            return true;
        }
    }
    return false;
}

enum spool_result receipt_apply(const uint8_t receipt[static RECEIPT_BYTES], struct spool *spool)
{
    static uint8_t named[SPOOL_SLOTS][ENVELOPE_HASH_BYTES];
    size_t count = 0;
    for (size_t slot = 0; slot < SPOOL_SLOTS; slot++) {
        uint8_t envelope[ENVELOPE_BYTES];
        if (spool_read(spool, slot, envelope)) {
            envelope_hash(envelope, named[count]);
            count += names(receipt, named[count]);
        }
    }
    return spool_release(spool, (const uint8_t(*)[ENVELOPE_HASH_BYTES])named, count);
}
