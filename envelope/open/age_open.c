// C2SP age.md, "The X25519 recipient type": all stanzas are checked before one is tried.
#include "age_open.h"

#include "age_header.h"
#include "bech32.h"
#include "random.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static const char identity_prefix[] = "age-secret-key-";

static_assert(sizeof identity_prefix - 1 + BECH32_TAIL_CHARS == AGE_IDENTITY_CHARS, "length");

static bool derive_recipient(struct age_identity *identity)
{
    return crypto_scalarmult_curve25519_base(identity->recipient.key, identity->secret) == 0;
}

bool age_identity_generate(struct age_identity *identity)
{
    if (sodium_init() < 0) {
        return false;
    }
    random_bytes(identity->secret, sizeof identity->secret);
    return derive_recipient(identity);
}

// Bech32 is checked in lower case; an identity is written in upper case and nothing else.
static bool to_lower(const char *text, char lower[static AGE_IDENTITY_CHARS + 1])
{
    for (size_t i = 0; i <= AGE_IDENTITY_CHARS; i++) {
        bool upper = text[i] >= 'A' && text[i] <= 'Z';
        if (!upper && (text[i] == '\0' || !strchr("0123456789-", text[i]))) {
            lower[i] = '\0';
            return text[i] == '\0' && i == AGE_IDENTITY_CHARS;
        }
        lower[i] = (char)(upper ? text[i] - 'A' + 'a' : text[i]);
    }
    return false;
}

bool age_identity_parse(const char *text, struct age_identity *identity)
{
    char lower[AGE_IDENTITY_CHARS + 1];
    bool good = sodium_init() >= 0 && to_lower(text, lower) &&
                bech32_parse(identity_prefix, lower, identity->secret) &&
                derive_recipient(identity);
    sodium_memzero(lower, sizeof lower);
    return good;
}

void age_identity_print(const struct age_identity *identity,
                        char text[static AGE_IDENTITY_CHARS + 1])
{
    bech32_print(identity_prefix, identity->secret, text);
    for (char *c = text; *c != '\0'; c++) {
        *c = (char)(*c >= 'a' && *c <= 'z' ? *c - 'a' + 'A' : *c);
    }
}

static bool is_well_formed(const struct age_stanza *stanza, uint8_t share[static AGE_KEY_BYTES])
{
    return stanza->argument_count == 2 && stanza->body_bytes == AGE_WRAPPED_BYTES &&
           age_argument_decode(stanza->arguments[1], share, AGE_KEY_BYTES);
}

static enum age_result try_identity(const struct age_identity *identity,
                                    const struct age_stanza *stanza,
                                    uint8_t file_key[static AGE_FILE_KEY_BYTES])
{
    uint8_t share[AGE_KEY_BYTES], shared[AGE_KEY_BYTES], wrap_key[AGE_WRAP_KEY_BYTES];
    if (!is_well_formed(stanza, share) ||
        crypto_scalarmult_curve25519(shared, identity->secret, share) != 0) {
        return AGE_HEADER_FAILURE;
    }
    age_x25519_wrap_key(shared, share, identity->recipient.key, wrap_key);
    bool good = age_unwrap(stanza, wrap_key, file_key);
    sodium_memzero(shared, sizeof shared);
    sodium_memzero(wrap_key, sizeof wrap_key);
    return good ? AGE_OK : AGE_NO_MATCH;
}

static enum age_result try_stanza(const struct age_identity *identities, size_t count,
                                  const struct age_stanza *stanza,
                                  uint8_t file_key[static AGE_FILE_KEY_BYTES])
{
    enum age_result result = AGE_NO_MATCH;
    for (size_t i = 0; i < count && result == AGE_NO_MATCH; i++) {
        result = try_identity(&identities[i], stanza, file_key);
    }
    return result;
}

static bool stanzas_are_well_formed(const struct age_header *header)
{
    uint8_t share[AGE_KEY_BYTES];
    for (size_t i = 0; i < header->stanza_count; i++) {
        const struct age_stanza *stanza = &header->stanzas[i];
        if (age_stanza_is(stanza, "X25519") && !is_well_formed(stanza, share)) {
            return false;
        }
    }
    return true;
}

enum age_result age_open(const struct age_identity *identities, size_t count, const uint8_t *file,
                         size_t bytes, uint8_t *out, size_t *out_bytes)
{
    struct age_header header;
    uint8_t file_key[AGE_FILE_KEY_BYTES];
    *out_bytes = 0;
    if (!age_header_parse(file, bytes, &header) || !stanzas_are_well_formed(&header)) {
        return AGE_HEADER_FAILURE;
    }
    enum age_result result = AGE_NO_MATCH;
    for (size_t i = 0; i < header.stanza_count && result == AGE_NO_MATCH; i++) {
        if (age_stanza_is(&header.stanzas[i], "X25519")) {
            result = try_stanza(identities, count, &header.stanzas[i], file_key);
        }
    }
    if (result == AGE_OK) {
        result = age_header_finish(&header, file_key, out, out_bytes);
    }
    sodium_memzero(file_key, sizeof file_key);
    return result;
}

const char *age_result_text(enum age_result result)
{
    switch (result) {
    case AGE_OK:
        return "opened";
    case AGE_NO_MATCH:
        return "sealed to another key, or another passphrase";
    case AGE_HEADER_FAILURE:
        return "this is not an age file as it should be";
    case AGE_HMAC_FAILURE:
        return "the header was changed";
    case AGE_PAYLOAD_FAILURE:
        return "the contents were changed or cut off";
    case AGE_TOO_COSTLY:
        return "the passphrase file asks for too much work";
    case AGE_NO_MEMORY:
        return "there is not enough memory";
    }
    return "unknown";
}
