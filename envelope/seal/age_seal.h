// age v1 files, the sealing half (C2SP age.md): X25519 recipients, STREAM payload.
#ifndef ENVELOPE_AGE_SEAL_H
#define ENVELOPE_AGE_SEAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    AGE_KEY_BYTES = 32,
    AGE_RECIPIENT_CHARS = 62, // "age1..." without NUL
    AGE_MAX_RECIPIENTS = 8,
};

struct age_recipient {
    uint8_t key[AGE_KEY_BYTES];
};

// Bech32 "age1...". False on anything else, small-order points included.
bool age_recipient_parse(const char *text, struct age_recipient *recipient);
void age_recipient_print(const struct age_recipient *recipient,
                         char text[static AGE_RECIPIENT_CHARS + 1]);

// Bytes of the age file of `plain_bytes` to `recipients` X25519 stanzas: a function of nothing
// else.
size_t age_sealed_bytes(size_t plain_bytes, size_t recipients);

// Seals to all recipients. `out` holds age_sealed_bytes(). File key and nonces are drawn afresh.
bool age_seal(const struct age_recipient *recipients, size_t recipient_count, const void *plain,
              size_t plain_bytes, uint8_t *out);

#endif
