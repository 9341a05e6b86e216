// The specification's names are kept. Every key made on the way is wiped before its function
// returns.
#include "age_format.h"

#include "random.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static_assert(sizeof AGE_VERSION_LINE - 1 == AGE_VERSION_CHARS, "version line");
static_assert(AGE_MAC_BYTES == crypto_auth_hmacsha256_BYTES, "MAC is HMAC-SHA-256");
static_assert(AGE_CHUNK_NONCE_BYTES == crypto_aead_chacha20poly1305_ietf_NPUBBYTES, "nonce");
static_assert(AGE_TAG_BYTES == crypto_aead_chacha20poly1305_ietf_ABYTES, "tag");

static void hmac(struct age_bytes key, struct age_bytes first, struct age_bytes second,
                 uint8_t out[static 32])
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.at, key.count);
    crypto_auth_hmacsha256_update(&state, first.at, first.count);
    crypto_auth_hmacsha256_update(&state, second.at, second.count);
    crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof state);
}

void age_hkdf(struct age_bytes key, struct age_bytes salt, const char *info, uint8_t out[static 32])
{
    uint8_t extracted[32];
    const uint8_t empty[32] = {0};
    const uint8_t first_block = 1;
    if (salt.count == 0) {
        salt = (struct age_bytes){empty, sizeof empty};
    }
    hmac(salt, key, (struct age_bytes){"", 0}, extracted);
    hmac((struct age_bytes){extracted, sizeof extracted}, (struct age_bytes){info, strlen(info)},
         (struct age_bytes){&first_block, 1}, out);
    sodium_memzero(extracted, sizeof extracted);
}

void age_header_mac(const uint8_t file_key[static AGE_FILE_KEY_BYTES], const char *header,
                    size_t bytes, uint8_t mac[static AGE_MAC_BYTES])
{
    uint8_t key[32];
    age_hkdf((struct age_bytes){file_key, AGE_FILE_KEY_BYTES}, (struct age_bytes){NULL, 0},
             "header", key);
    hmac((struct age_bytes){key, sizeof key}, (struct age_bytes){header, bytes},
         (struct age_bytes){"", 0}, mac);
    sodium_memzero(key, sizeof key);
}

void age_x25519_wrap_key(const uint8_t shared[static AGE_KEY_BYTES],
                         const uint8_t share[static AGE_KEY_BYTES],
                         const uint8_t recipient[static AGE_KEY_BYTES],
                         uint8_t wrap_key[static AGE_WRAP_KEY_BYTES])
{
    uint8_t salt[2 * AGE_KEY_BYTES];
    memcpy(salt, share, AGE_KEY_BYTES);
    memcpy(salt + AGE_KEY_BYTES, recipient, AGE_KEY_BYTES);
    age_hkdf((struct age_bytes){shared, AGE_KEY_BYTES}, (struct age_bytes){salt, sizeof salt},
             "age-encryption.org/v1/X25519", wrap_key);
}

void age_payload_key(const uint8_t file_key[static AGE_FILE_KEY_BYTES],
                     const uint8_t nonce[static AGE_NONCE_BYTES], uint8_t key[static 32])
{
    age_hkdf((struct age_bytes){file_key, AGE_FILE_KEY_BYTES},
             (struct age_bytes){nonce, AGE_NONCE_BYTES}, "payload", key);
}

void age_chunk_nonce(uint64_t index, bool last, uint8_t nonce[static AGE_CHUNK_NONCE_BYTES])
{
    memset(nonce, 0, AGE_CHUNK_NONCE_BYTES);
    for (int i = 0; i < 8; i++) {
        nonce[10 - i] = (uint8_t)(index >> 8 * i);
    }
    nonce[11] = last ? 1 : 0;
}

uint8_t *age_write_text(uint8_t *at, const char *text)
{
    size_t length = strlen(text);
    memcpy(at, text, length);
    return at + length;
}

uint8_t *age_write_base64(uint8_t *at, const uint8_t *bytes, size_t count)
{
    char text[64];
    assert(count <= AGE_WRAPPED_BYTES);
    sodium_bin2base64(text, sizeof text, bytes, count, sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
    return age_write_text(at, text);
}

uint8_t *age_write_wrapped(uint8_t *at, const uint8_t file_key[static AGE_FILE_KEY_BYTES],
                           const uint8_t wrap_key[static AGE_WRAP_KEY_BYTES])
{
    const uint8_t nonce[AGE_CHUNK_NONCE_BYTES] = {0};
    uint8_t body[AGE_WRAPPED_BYTES];
    crypto_aead_chacha20poly1305_ietf_encrypt(body, NULL, file_key, AGE_FILE_KEY_BYTES, NULL, 0,
                                              NULL, nonce, wrap_key);
    at = age_write_base64(at, body, sizeof body);
    return age_write_text(at, "\n");
}

uint8_t *age_write_mac(uint8_t *at, const uint8_t *header,
                       const uint8_t file_key[static AGE_FILE_KEY_BYTES])
{
    uint8_t mac[AGE_MAC_BYTES];
    at = age_write_text(at, "---");
    age_header_mac(file_key, (const char *)header, (size_t)(at - header), mac);
    at = age_write_text(at, " ");
    at = age_write_base64(at, mac, sizeof mac);
    return age_write_text(at, "\n");
}

void age_write_payload(uint8_t *at, const uint8_t file_key[static AGE_FILE_KEY_BYTES],
                       const uint8_t *plain, size_t plain_bytes)
{
    uint8_t key[32], nonce[AGE_CHUNK_NONCE_BYTES];
    random_bytes(at, AGE_NONCE_BYTES);
    age_payload_key(file_key, at, key);
    at += AGE_NONCE_BYTES;
    bool last = false;
    for (uint64_t index = 0; !last; index++) {
        last = plain_bytes <= AGE_CHUNK_BYTES;
        size_t bytes = last ? plain_bytes : AGE_CHUNK_BYTES;
        age_chunk_nonce(index, last, nonce);
        crypto_aead_chacha20poly1305_ietf_encrypt(at, NULL, plain, bytes, NULL, 0, NULL, nonce,
                                                  key);
        at += bytes + AGE_TAG_BYTES;
        if (!last) { // plain may be NULL when there is nothing of it
            plain += bytes;
            plain_bytes -= bytes;
        }
    }
    sodium_memzero(key, sizeof key);
}

size_t age_payload_bytes(size_t plain_bytes)
{
    size_t chunks = plain_bytes == 0 ? 1 : (plain_bytes + AGE_CHUNK_BYTES - 1) / AGE_CHUNK_BYTES;
    return AGE_NONCE_BYTES + plain_bytes + chunks * AGE_TAG_BYTES;
}
