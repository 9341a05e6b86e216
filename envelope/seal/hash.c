#include "hash.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static_assert(sizeof(crypto_generichash_state) <= sizeof((struct hash){0}.state), "state fits");
static_assert(_Alignof(struct hash) >= _Alignof(crypto_generichash_state), "state is aligned");

static crypto_generichash_state *state_of(struct hash *hash)
{
    return (crypto_generichash_state *)(void *)hash->state;
}

void hash_init(struct hash *hash, size_t size)
{
    assert(size == HASH_BYTES || size == HASH_LONG_BYTES);
    assert(sodium_init() >= 0);
    hash->size = size;
    crypto_generichash_init(state_of(hash), NULL, 0, size);
}

void hash_update(struct hash *hash, const void *bytes, size_t count)
{
    crypto_generichash_update(state_of(hash), bytes, count);
}

void hash_finish(struct hash *hash, uint8_t *out)
{
    crypto_generichash_final(state_of(hash), out, hash->size);
    sodium_memzero(hash, sizeof *hash);
}

void hash_bytes(const void *bytes, size_t count, uint8_t *out, size_t size)
{
    struct hash hash;
    hash_init(&hash, size);
    hash_update(&hash, bytes, count);
    hash_finish(&hash, out);
}

void hash_print(const uint8_t *hash, size_t count, char *text)
{
    sodium_bin2hex(text, 2 * count + 1, hash, count);
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hash_parse(const char *text, uint8_t *hash, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int high = hex_digit(text[2 * i]);
        int low = high < 0 ? -1 : hex_digit(text[2 * i + 1]);
        if (low < 0) {
            return false;
        }
        hash[i] = (uint8_t)(high << 4 | low);
    }
    return text[2 * count] == '\0';
}

void memory_wipe(void *bytes, size_t size)
{
    if (size > 0) {
        sodium_memzero(bytes, size);
    }
}
