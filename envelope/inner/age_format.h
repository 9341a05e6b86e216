// What both halves know of the age v1 format (C2SP age.md): sizes, key schedule, header MAC and the
// writing of header lines and payload. Nothing here opens anything.
#ifndef ENVELOPE_AGE_FORMAT_H
#define ENVELOPE_AGE_FORMAT_H

#include "age_seal.h"

enum {
    AGE_FILE_KEY_BYTES = 16,
    AGE_WRAP_KEY_BYTES = 32,
    AGE_WRAPPED_BYTES = AGE_FILE_KEY_BYTES + 16, // body of an X25519 or scrypt stanza
    AGE_MAC_BYTES = 32,
    AGE_NONCE_BYTES = 16,
    AGE_TAG_BYTES = 16,
    AGE_CHUNK_BYTES = 65536,
    AGE_CHUNK_NONCE_BYTES = 12,
    AGE_SALT_BYTES = 16,      // of a scrypt stanza
    AGE_BASE64_32_CHARS = 43, // 32 bytes in base64 without padding
    AGE_VERSION_CHARS = 22,   // AGE_VERSION_LINE without NUL
};

#define AGE_VERSION_LINE "age-encryption.org/v1\n"

// HKDF-SHA-256 (RFC 5869) with 32 bytes of output. `salt` may be NULL with 0.
struct age_bytes {
    const void *at;
    size_t count;
};
void age_hkdf(struct age_bytes key, struct age_bytes salt, const char *info,
              uint8_t out[static 32]);

// "Header MAC": over the header up to and including "---".
void age_header_mac(const uint8_t file_key[static AGE_FILE_KEY_BYTES], const char *header,
                    size_t bytes, uint8_t mac[static AGE_MAC_BYTES]);

// "X25519 recipient stanza": the wrap key from the shared secret, the ephemeral share and the
// recipient.
void age_x25519_wrap_key(const uint8_t shared[static AGE_KEY_BYTES],
                         const uint8_t share[static AGE_KEY_BYTES],
                         const uint8_t recipient[static AGE_KEY_BYTES],
                         uint8_t wrap_key[static AGE_WRAP_KEY_BYTES]);

// "Payload": key from the file key and the payload's nonce; nonce of chunk `index`.
void age_payload_key(const uint8_t file_key[static AGE_FILE_KEY_BYTES],
                     const uint8_t nonce[static AGE_NONCE_BYTES], uint8_t key[static 32]);
void age_chunk_nonce(uint64_t index, bool last, uint8_t nonce[static AGE_CHUNK_NONCE_BYTES]);

// Writing, each at `at`, returning the place behind it. Lines end in LF and no NUL is written.
uint8_t *age_write_text(uint8_t *at, const char *text);
uint8_t *age_write_base64(uint8_t *at, const uint8_t *bytes, size_t count);

// The body line of a stanza: the file key under the wrap key.
uint8_t *age_write_wrapped(uint8_t *at, const uint8_t file_key[static AGE_FILE_KEY_BYTES],
                           const uint8_t wrap_key[static AGE_WRAP_KEY_BYTES]);

// "--- MAC" over everything from `header` to `at`.
uint8_t *age_write_mac(uint8_t *at, const uint8_t *header,
                       const uint8_t file_key[static AGE_FILE_KEY_BYTES]);

// Nonce and chunks. Writes age_payload_bytes(plain_bytes).
void age_write_payload(uint8_t *at, const uint8_t file_key[static AGE_FILE_KEY_BYTES],
                       const uint8_t *plain, size_t plain_bytes);
size_t age_payload_bytes(size_t plain_bytes);

#endif
