// One envelope: an age file of always ENVELOPE_BYTES, whatever language, answers and recipients.
#ifndef ENVELOPE_ENVELOPE_H
#define ENVELOPE_ENVELOPE_H

#include "age_seal.h"

enum {
    ENVELOPE_BYTES = 4032,
    ENVELOPE_HASH_BYTES = 32, // BLAKE2b-256 of the envelope's bytes
};

// Bytes of plaintext (the response with its padding) that make ENVELOPE_BYTES for so many
// recipients.
size_t envelope_plain_bytes(size_t recipients);

// `plain` is exactly envelope_plain_bytes(recipient_count) long.
bool envelope_seal(const struct age_recipient *recipients, size_t recipient_count,
                   const uint8_t *plain, uint8_t out[static ENVELOPE_BYTES]);

void envelope_hash(const uint8_t envelope[static ENVELOPE_BYTES],
                   uint8_t hash[static ENVELOPE_HASH_BYTES]);

#endif
