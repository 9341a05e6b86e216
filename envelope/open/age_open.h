// age v1 files, the opening half: X25519 identities and passphrase (scrypt) files.
#ifndef ENVELOPE_AGE_OPEN_H
#define ENVELOPE_AGE_OPEN_H

#include "age_seal.h"

enum { AGE_IDENTITY_CHARS = 74 }; // "AGE-SECRET-KEY-1..." without NUL

// Lives in locked memory. The public key is kept: it saves one X25519 an envelope.
struct age_identity {
    uint8_t secret[AGE_KEY_BYTES];
    struct age_recipient recipient;
};

enum age_result {
    AGE_OK,
    AGE_NO_MATCH,        // a good file, sealed to somebody else (or another passphrase)
    AGE_HEADER_FAILURE,  // malformed, or a stanza that breaks the specification
    AGE_HMAC_FAILURE,    // the header was changed
    AGE_PAYLOAD_FAILURE, // the payload was changed, cut or made longer
    AGE_TOO_COSTLY,      // scrypt work factor above the limit
    AGE_NO_MEMORY,
};

// A fresh identity. False when libsodium can't be started.
bool age_identity_generate(struct age_identity *identity);

// "AGE-SECRET-KEY-1...", upper case, a line without anything around it; of age-keygen's file it is
// the line that isn't a comment. False on anything else, with nothing left in *identity. Printing
// gives the same text; it is a secret, in the caller's locked memory.
bool age_identity_parse(const char *text, struct age_identity *identity);
void age_identity_print(const struct age_identity *identity,
                        char text[static AGE_IDENTITY_CHARS + 1]);

// Opens a file for any of the identities. `out` has room for `bytes` (the plaintext is always
// shorter). On failure nothing of it is left in `out` and *out_bytes is 0. C2SP age.md decides what
// is refused and how it is called; a header of more than 20 stanzas is refused too.
enum age_result age_open(const struct age_identity *identities, size_t count, const uint8_t *file,
                         size_t bytes, uint8_t *out, size_t *out_bytes);

// Passphrase files (age -p). `log_n` 18 by default (about a second, 256 MiB), 1 to 20: opening
// refuses more (AGE_TOO_COSTLY). Sealing gives *out, malloc'ed, the caller's to free, NULL on
// failure; opening writes as age_open does, and says AGE_NO_MATCH to a file that is not a
// passphrase file.
enum age_result age_passphrase_seal(const char *passphrase, int log_n, const void *plain,
                                    size_t plain_bytes, uint8_t **out, size_t *out_bytes);
enum age_result age_passphrase_open(const char *passphrase, const uint8_t *file, size_t bytes,
                                    uint8_t *out, size_t *out_bytes);

// One clause for a person, lower case, without a full stop.
const char *age_result_text(enum age_result result);

#endif
