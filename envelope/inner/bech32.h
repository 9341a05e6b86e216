// Bech32 (BIP 173) of 32 bytes under a human-readable part, as age writes keys.
#ifndef ENVELOPE_BECH32_H
#define ENVELOPE_BECH32_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    BECH32_KEY_BYTES = 32,
    BECH32_TAIL_CHARS = 1 + 52 + 6, // separator, 32 bytes in groups of five bits, checksum
};

// `prefix` is lower case; writes prefix, tail and NUL in lower case.
void bech32_print(const char *prefix, const uint8_t key[static BECH32_KEY_BYTES], char *text);

// Reads what bech32_print writes, in lower case only, nothing before or after it. On false `key` is
// wiped.
bool bech32_parse(const char *prefix, const char *text, uint8_t key[static BECH32_KEY_BYTES]);

#endif
