// Reading is splitting and then printing again: only what prints to the same bytes is a claim.
#include "claim.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char *const kinds[] = {"pack", "manifest", "batch", "receipt", "transfer"};

static bool is_kind(const char *kind)
{
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (strcmp(kind, kinds[i]) == 0) {
            return true;
        }
    }
    return false;
}

bool claim_is_key_id(const char *text)
{
    return strspn(text, "0123456789abcdef") == SIGNATURE_KEY_ID_CHARS &&
           text[SIGNATURE_KEY_ID_CHARS] == '\0';
}

const char *claim_parse_serial(const char *text, uint64_t *serial)
{
    uint64_t value = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9'; at++) {
        uint64_t digit = (uint64_t)(*at - '0');
        if (value > (UINT64_MAX - digit) / 10) {
            return NULL;
        }
        value = value * 10 + digit;
    }
    *serial = value;
    return at == text || (*text == '0' && at > text + 1) ? NULL : at;
}

bool claim_print(const struct signature_claim *claim, char text[static CLAIM_MAX_CHARS])
{
    if (!is_kind(claim->kind) || !claim_is_key_id(claim->issuer) ||
        (!claim_is_key_id(claim->audience) && strcmp(claim->audience, "any") != 0)) {
        return false;
    }
    int length = snprintf(text, CLAIM_MAX_CHARS, "envelop-%s-1 %s %s %" PRIu64, claim->kind,
                          claim->issuer, claim->audience, claim->serial);
    return length > 0 && length < CLAIM_MAX_CHARS;
}

// Copies up to `stop` into a field of `room` bytes; NULL or the place behind `stop`.
static const char *take_field(const char *text, char stop, char *field, size_t room)
{
    const char *end = strchr(text, stop);
    if (end == NULL || (size_t)(end - text) >= room) {
        return NULL;
    }
    memcpy(field, text, (size_t)(end - text));
    field[end - text] = '\0';
    return end + 1;
}

bool claim_parse(const char *text, struct signature_claim *claim)
{
    char again[CLAIM_MAX_CHARS];
    *claim = (struct signature_claim){0};
    const char *at = strncmp(text, "envelop-", 8) == 0 ? text + 8 : NULL;
    at = at != NULL ? take_field(at, '-', claim->kind, sizeof claim->kind) : NULL;
    at = at != NULL && strncmp(at, "1 ", 2) == 0 ? at + 2 : NULL;
    at = at != NULL ? take_field(at, ' ', claim->issuer, sizeof claim->issuer) : NULL;
    at = at != NULL ? take_field(at, ' ', claim->audience, sizeof claim->audience) : NULL;
    at = at != NULL ? claim_parse_serial(at, &claim->serial) : NULL;
    if (at != NULL && claim_print(claim, again) && strcmp(again, text) == 0) {
        return true;
    }
    *claim = (struct signature_claim){0};
    return false;
}
