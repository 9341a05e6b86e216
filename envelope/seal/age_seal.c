// C2SP age.md, "The X25519 recipient type". A recipient is checked when it is parsed and again, by
// X25519 itself, when it is used.
#include "age_seal.h"

#include "age_format.h"
#include "bech32.h"
#include "random.h"

#include <assert.h>
#include <sodium.h>

static const char recipient_prefix[] = "age";

static_assert(sizeof recipient_prefix - 1 + BECH32_TAIL_CHARS == AGE_RECIPIENT_CHARS, "length");

enum { STANZA_BYTES = 10 + AGE_BASE64_32_CHARS + 1 + AGE_BASE64_32_CHARS + 1 };

// X25519 with a point of small order gives zeros, which libsodium reports; any scalar will do.
static bool is_usable_point(const uint8_t point[static AGE_KEY_BYTES])
{
    const uint8_t scalar[AGE_KEY_BYTES] = {9};
    uint8_t shared[AGE_KEY_BYTES];
    return crypto_scalarmult_curve25519(shared, scalar, point) == 0;
}

bool age_recipient_parse(const char *text, struct age_recipient *recipient)
{
    return sodium_init() >= 0 && bech32_parse(recipient_prefix, text, recipient->key) &&
           is_usable_point(recipient->key);
}

void age_recipient_print(const struct age_recipient *recipient,
                         char text[static AGE_RECIPIENT_CHARS + 1])
{
    bech32_print(recipient_prefix, recipient->key, text);
}

size_t age_sealed_bytes(size_t plain_bytes, size_t recipients)
{
    return AGE_VERSION_CHARS + recipients * STANZA_BYTES + 4 + AGE_BASE64_32_CHARS + 1 +
           age_payload_bytes(plain_bytes);
}

static uint8_t *write_stanza(uint8_t *at, const struct age_recipient *recipient,
                             const uint8_t file_key[static AGE_FILE_KEY_BYTES])
{
    uint8_t ephemeral[AGE_KEY_BYTES], share[AGE_KEY_BYTES], shared[AGE_KEY_BYTES];
    uint8_t wrap_key[AGE_WRAP_KEY_BYTES];
    random_bytes(ephemeral, sizeof ephemeral);
    bool good = crypto_scalarmult_curve25519_base(share, ephemeral) == 0 &&
                crypto_scalarmult_curve25519(shared, ephemeral, recipient->key) == 0;
    if (good) {
        age_x25519_wrap_key(shared, share, recipient->key, wrap_key);
        at = age_write_text(at, "-> X25519 ");
        at = age_write_base64(at, share, sizeof share);
        at = age_write_text(at, "\n");
        at = age_write_wrapped(at, file_key, wrap_key);
    }
    sodium_memzero(ephemeral, sizeof ephemeral);
    sodium_memzero(shared, sizeof shared);
    sodium_memzero(wrap_key, sizeof wrap_key);
    return good ? at : NULL;
}

static uint8_t *write_header(uint8_t *out, const struct age_recipient *recipients, size_t count,
                             const uint8_t file_key[static AGE_FILE_KEY_BYTES])
{
    uint8_t *at = age_write_text(out, AGE_VERSION_LINE);
    for (size_t i = 0; i < count && at != NULL; i++) {
        at = write_stanza(at, &recipients[i], file_key);
    }
    return at != NULL ? age_write_mac(at, out, file_key) : NULL;
}

bool age_seal(const struct age_recipient *recipients, size_t recipient_count, const void *plain,
              size_t plain_bytes, uint8_t *out)
{
    if (recipient_count == 0 || recipient_count > AGE_MAX_RECIPIENTS || sodium_init() < 0) {
        return false;
    }
    uint8_t file_key[AGE_FILE_KEY_BYTES];
    random_bytes(file_key, sizeof file_key);
    uint8_t *at = write_header(out, recipients, recipient_count, file_key);
    if (at != NULL) {
        age_write_payload(at, file_key, plain, plain_bytes);
    }
    sodium_memzero(file_key, sizeof file_key);
    return at != NULL;
}
