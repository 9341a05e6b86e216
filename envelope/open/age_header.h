// Reading the header of an age file, and the payload behind it: what identities and passphrases
// share. Everything points into the file; nothing is copied but MAC and bodies.
#ifndef ENVELOPE_AGE_HEADER_H
#define ENVELOPE_AGE_HEADER_H

#include "age_format.h"
#include "age_open.h"

enum {
    AGE_MAX_STANZAS = 20, // each costs an X25519 an identity; more is refused as malformed
    AGE_MAX_ARGUMENTS = 4,
    AGE_BODY_ROOM = AGE_WRAPPED_BYTES,
};

struct age_argument {
    const char *at;
    size_t length;
};

struct age_stanza {
    struct age_argument arguments[AGE_MAX_ARGUMENTS];
    size_t argument_count;       // may be more than are kept
    uint8_t body[AGE_BODY_ROOM]; // its first bytes
    size_t body_bytes;           // may be more than are kept
};

struct age_header {
    const uint8_t *file;
    size_t bytes;      // of the file
    size_t mac_at;     // behind "---": what the MAC covers
    size_t payload_at; // behind the header's last LF
    uint8_t mac[AGE_MAC_BYTES];
    size_t stanza_count;
    struct age_stanza stanzas[AGE_MAX_STANZAS];
};

// "ABNF definition of file header", and a scrypt stanza stands alone. False: AGE_HEADER_FAILURE.
bool age_header_parse(const uint8_t *file, size_t bytes, struct age_header *header);

bool age_stanza_is(const struct age_stanza *stanza, const char *type);

// Canonical base64 without padding of exactly `count` bytes.
bool age_argument_decode(struct age_argument argument, uint8_t *bytes, size_t count);

// Opens a body of AGE_WRAPPED_BYTES. False when the wrap key is not the one.
bool age_unwrap(const struct age_stanza *stanza, const uint8_t wrap_key[static AGE_WRAP_KEY_BYTES],
                uint8_t file_key[static AGE_FILE_KEY_BYTES]);

// Checks the MAC, then opens the payload. On failure `out` is wiped.
enum age_result age_header_finish(const struct age_header *header,
                                  const uint8_t file_key[static AGE_FILE_KEY_BYTES], uint8_t *out,
                                  size_t *out_bytes);

#endif
