// C2SP age.md, "The scrypt recipient type".
#include "age_header.h"
#include "random.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MIN_LOG_N = 1, MAX_LOG_N = 20, SCRYPT_R = 8, SCRYPT_P = 1 };

static const char salt_label[] = "age-encryption.org/v1/scrypt";

static bool derive_wrap_key(const char *passphrase, const uint8_t salt[static AGE_SALT_BYTES],
                            int log_n, uint8_t wrap_key[static AGE_WRAP_KEY_BYTES])
{
    uint8_t labelled[sizeof salt_label - 1 + AGE_SALT_BYTES];
    memcpy(labelled, salt_label, sizeof salt_label - 1);
    memcpy(labelled + sizeof salt_label - 1, salt, AGE_SALT_BYTES);
    return crypto_pwhash_scryptsalsa208sha256_ll(
               (const uint8_t *)passphrase, strlen(passphrase), labelled, sizeof labelled,
               UINT64_C(1) << log_n, SCRYPT_R, SCRYPT_P, wrap_key, AGE_WRAP_KEY_BYTES) == 0;
}

// --- sealing

static uint8_t *write_header(uint8_t *out, const uint8_t salt[static AGE_SALT_BYTES], int log_n,
                             const uint8_t wrap_key[static AGE_WRAP_KEY_BYTES],
                             const uint8_t file_key[static AGE_FILE_KEY_BYTES])
{
    char number[8];
    snprintf(number, sizeof number, " %d\n", log_n);
    uint8_t *at = age_write_text(out, AGE_VERSION_LINE);
    at = age_write_text(at, "-> scrypt ");
    at = age_write_base64(at, salt, AGE_SALT_BYTES);
    at = age_write_text(at, number);
    at = age_write_wrapped(at, file_key, wrap_key);
    return age_write_mac(at, out, file_key);
}

enum age_result age_passphrase_seal(const char *passphrase, int log_n, const void *plain,
                                    size_t plain_bytes, uint8_t **out, size_t *out_bytes)
{
    uint8_t salt[AGE_SALT_BYTES], wrap_key[AGE_WRAP_KEY_BYTES], file_key[AGE_FILE_KEY_BYTES];
    *out = NULL;
    *out_bytes = 0;
    if (log_n < MIN_LOG_N || log_n > MAX_LOG_N) {
        return AGE_TOO_COSTLY;
    }
    if (sodium_init() < 0) {
        return AGE_NO_MEMORY;
    }
    random_bytes(salt, sizeof salt);
    random_bytes(file_key, sizeof file_key);
    // A scrypt stanza is shorter than an X25519 one.
    uint8_t *file = malloc(age_sealed_bytes(plain_bytes, 1));
    bool good = file != NULL && derive_wrap_key(passphrase, salt, log_n, wrap_key);
    if (good) {
        uint8_t *at = write_header(file, salt, log_n, wrap_key, file_key);
        age_write_payload(at, file_key, plain, plain_bytes);
        *out = file;
        *out_bytes = (size_t)(at - file) + age_payload_bytes(plain_bytes);
    } else {
        free(file);
    }
    sodium_memzero(wrap_key, sizeof wrap_key);
    sodium_memzero(file_key, sizeof file_key);
    return good ? AGE_OK : AGE_NO_MEMORY;
}

// --- opening

// "[1-9][0-9]*"; what doesn't fit is as large as can be.
static bool parse_work_factor(struct age_argument argument, int *log_n)
{
    int value = 0;
    for (size_t i = 0; i < argument.length; i++) {
        char c = argument.at[i];
        if (c < '0' || c > '9' || (i == 0 && c == '0')) {
            return false;
        }
        value = value > MAX_LOG_N ? value : value * 10 + (c - '0');
    }
    *log_n = value;
    return true;
}

static enum age_result unwrap(const char *passphrase, const struct age_stanza *stanza,
                              uint8_t file_key[static AGE_FILE_KEY_BYTES])
{
    uint8_t salt[AGE_SALT_BYTES], wrap_key[AGE_WRAP_KEY_BYTES];
    int log_n;
    if (stanza->argument_count != 3 || stanza->body_bytes != AGE_WRAPPED_BYTES ||
        !age_argument_decode(stanza->arguments[1], salt, sizeof salt) ||
        !parse_work_factor(stanza->arguments[2], &log_n)) {
        return AGE_HEADER_FAILURE;
    }
    if (log_n > MAX_LOG_N) {
        return AGE_TOO_COSTLY;
    }
    if (!derive_wrap_key(passphrase, salt, log_n, wrap_key)) {
        return AGE_NO_MEMORY;
    }
    bool good = age_unwrap(stanza, wrap_key, file_key);
    sodium_memzero(wrap_key, sizeof wrap_key);
    return good ? AGE_OK : AGE_NO_MATCH;
}

enum age_result age_passphrase_open(const char *passphrase, const uint8_t *file, size_t bytes,
                                    uint8_t *out, size_t *out_bytes)
{
    struct age_header header;
    uint8_t file_key[AGE_FILE_KEY_BYTES];
    *out_bytes = 0;
    if (!age_header_parse(file, bytes, &header)) {
        return AGE_HEADER_FAILURE;
    }
    if (!age_stanza_is(&header.stanzas[0], "scrypt")) {
        return AGE_NO_MATCH;
    }
    enum age_result result = unwrap(passphrase, &header.stanzas[0], file_key);
    if (result == AGE_OK) {
        result = age_header_finish(&header, file_key, out, out_bytes);
    }
    sodium_memzero(file_key, sizeof file_key);
    return result;
}
