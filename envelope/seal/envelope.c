#include "envelope.h"

#include "hash.h"

#include <assert.h>

static_assert((int)ENVELOPE_HASH_BYTES == (int)HASH_BYTES, "an envelope's name is a BLAKE2b-256");

size_t envelope_plain_bytes(size_t recipients)
{
    // A response is one chunk, so what is not plaintext doesn't depend on the plaintext.
    assert(recipients >= 1 && recipients <= AGE_MAX_RECIPIENTS);
    return ENVELOPE_BYTES - age_sealed_bytes(0, recipients);
}

bool envelope_seal(const struct age_recipient *recipients, size_t recipient_count,
                   const uint8_t *plain, uint8_t out[static ENVELOPE_BYTES])
{
    return recipient_count >= 1 && recipient_count <= AGE_MAX_RECIPIENTS &&
           age_seal(recipients, recipient_count, plain, envelope_plain_bytes(recipient_count), out);
}

void envelope_hash(const uint8_t envelope[static ENVELOPE_BYTES],
                   uint8_t hash[static ENVELOPE_HASH_BYTES])
{
    hash_bytes(envelope, ENVELOPE_BYTES, hash, HASH_BYTES);
}
