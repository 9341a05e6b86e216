// BIP 173: 32 bytes are 51 groups of five bits and one of a single bit, padded with four zero bits;
// the checksum covers the expanded prefix, the groups and itself.
#include "bech32.h"

#include "hash.h"

#include <string.h>

enum { GROUPS = 52, CHECKSUM = 6 };

static const char alphabet[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

static uint32_t polymod_step(uint32_t sum, uint32_t value)
{
    static const uint32_t generator[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
                                          0x2a1462b3};
    uint32_t top = sum >> 25;
    sum = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < 5; i++) {
        sum ^= (top >> i & 1) != 0 ? generator[i] : 0;
    }
    return sum;
}

static uint32_t polymod(const char *prefix, const uint8_t *groups, size_t count)
{
    uint32_t sum = 1;
    for (const char *c = prefix; *c != '\0'; c++) {
        sum = polymod_step(sum, (uint32_t)(unsigned char)*c >> 5);
    }
    sum = polymod_step(sum, 0);
    for (const char *c = prefix; *c != '\0'; c++) {
        sum = polymod_step(sum, (unsigned char)*c & 31);
    }
    for (size_t i = 0; i < count; i++) {
        sum = polymod_step(sum, groups[i]);
    }
    return sum;
}

static void split_bits(const uint8_t key[static BECH32_KEY_BYTES], uint8_t groups[static GROUPS])
{
    for (size_t group = 0; group < GROUPS; group++) {
        unsigned value = 0;
        for (size_t bit = 5 * group; bit < 5 * group + 5; bit++) {
            unsigned one = bit < 256 ? key[bit / 8] >> (7 - bit % 8) & 1U : 0;
            value = value << 1 | one;
        }
        groups[group] = (uint8_t)value;
    }
}

// False when the four bits of padding aren't zero.
static bool join_bits(const uint8_t groups[static GROUPS], uint8_t key[static BECH32_KEY_BYTES])
{
    memset(key, 0, BECH32_KEY_BYTES);
    for (size_t bit = 0; bit < 256; bit++) {
        unsigned one = groups[bit / 5] >> (4 - bit % 5) & 1U;
        key[bit / 8] = (uint8_t)(key[bit / 8] | one << (7 - bit % 8));
    }
    return (groups[GROUPS - 1] & 15) == 0;
}

void bech32_print(const char *prefix, const uint8_t key[static BECH32_KEY_BYTES], char *text)
{
    uint8_t groups[GROUPS + CHECKSUM] = {0};
    split_bits(key, groups);
    uint32_t sum = polymod(prefix, groups, sizeof groups) ^ 1;
    for (int i = 0; i < CHECKSUM; i++) {
        groups[GROUPS + i] = sum >> 5 * (CHECKSUM - 1 - i) & 31;
    }
    size_t length = strlen(prefix);
    memcpy(text, prefix, length);
    text[length++] = '1';
    for (size_t i = 0; i < sizeof groups; i++) {
        text[length++] = alphabet[groups[i]];
    }
    text[length] = '\0';
    memory_wipe(groups, sizeof groups);
}

static bool parse_groups(const char *text, uint8_t groups[static GROUPS + CHECKSUM])
{
    for (size_t i = 0; i < GROUPS + CHECKSUM; i++) {
        const char *at = text[i] == '\0' ? NULL : strchr(alphabet, text[i]);
        if (at == NULL) {
            return false;
        }
        groups[i] = (uint8_t)(at - alphabet);
    }
    return text[GROUPS + CHECKSUM] == '\0';
}

bool bech32_parse(const char *prefix, const char *text, uint8_t key[static BECH32_KEY_BYTES])
{
    uint8_t groups[GROUPS + CHECKSUM];
    size_t length = strlen(prefix);
    bool good = strncmp(text, prefix, length) == 0 && text[length] == '1' &&
                parse_groups(text + length + 1, groups) &&
                polymod(prefix, groups, sizeof groups) == 1 && join_bits(groups, key);
    memory_wipe(groups, sizeof groups);
    if (!good) {
        memory_wipe(key, BECH32_KEY_BYTES);
    }
    return good;
}
