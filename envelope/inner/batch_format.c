#include "batch_format.h"

#include "hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MANIFEST_KIOSK "{\"format\":\"envelop-batch-1\",\"kiosk\":\""
#define MANIFEST_GGD "\",\"ggd\":\""
#define MANIFEST_SERIAL "\",\"serial\":"
#define MANIFEST_PACK ",\"pack\":"
#define MANIFEST_ENVELOPES ",\"envelopes\":"

void batch_member_name(const uint8_t hash[static ENVELOPE_HASH_BYTES],
                       char name[static BATCH_NAME_CHARS + 1])
{
    hash_print(hash, ENVELOPE_HASH_BYTES, name);
    strcpy(name + (ptrdiff_t)2 * ENVELOPE_HASH_BYTES, ".age");
}

bool batch_member_parse(const char *name, uint8_t hash[static ENVELOPE_HASH_BYTES])
{
    char hex[2 * ENVELOPE_HASH_BYTES + 1] = {0};
    if (strlen(name) != BATCH_NAME_CHARS || strcmp(name + sizeof hex - 1, ".age") != 0) {
        return false;
    }
    memcpy(hex, name, sizeof hex - 1);
    return hash_parse(hex, hash, ENVELOPE_HASH_BYTES);
}

bool batch_manifest_print(const struct batch_header *header, size_t envelopes,
                          char text[static BATCH_MANIFEST_BYTES])
{
    char line[BATCH_MANIFEST_BYTES];
    if (!claim_is_key_id(header->kiosk) || !claim_is_key_id(header->ggd) ||
        envelopes > SPOOL_SLOTS) {
        return false;
    }
    int length =
        snprintf(line, sizeof line,
                 MANIFEST_KIOSK "%s" MANIFEST_GGD "%s" MANIFEST_SERIAL "%" PRIu64 MANIFEST_PACK
                                "%" PRIu64 MANIFEST_ENVELOPES "%zu}",
                 header->kiosk, header->ggd, header->serial, header->pack_serial, envelopes);
    if (length < 0 || (size_t)length >= sizeof line) {
        return false;
    }
    memset(text, ' ', BATCH_MANIFEST_BYTES);
    memcpy(text, line, (size_t)length);
    return true;
}

static const char *expect(const char *at, const char *wanted)
{
    size_t length = strlen(wanted);
    return at != NULL && strncmp(at, wanted, length) == 0 ? at + length : NULL;
}

static const char *take_key_id(const char *at, char id[static SIGNATURE_KEY_ID_CHARS + 1])
{
    if (at == NULL || strnlen(at, SIGNATURE_KEY_ID_CHARS) < SIGNATURE_KEY_ID_CHARS) {
        return NULL;
    }
    memcpy(id, at, SIGNATURE_KEY_ID_CHARS);
    id[SIGNATURE_KEY_ID_CHARS] = '\0';
    return claim_is_key_id(id) ? at + SIGNATURE_KEY_ID_CHARS : NULL;
}

static const char *take_serial(const char *at, uint64_t *serial)
{
    return at != NULL ? claim_parse_serial(at, serial) : NULL;
}

bool batch_manifest_parse(const char text[static BATCH_MANIFEST_BYTES], struct batch_header *header,
                          size_t *envelopes)
{
    char line[BATCH_MANIFEST_BYTES + 1] = {0};
    uint64_t count = 0;
    memcpy(line, text, BATCH_MANIFEST_BYTES);
    *header = (struct batch_header){0};
    const char *at = take_key_id(expect(line, MANIFEST_KIOSK), header->kiosk);
    at = take_key_id(expect(at, MANIFEST_GGD), header->ggd);
    at = take_serial(expect(at, MANIFEST_SERIAL), &header->serial);
    at = take_serial(expect(at, MANIFEST_PACK), &header->pack_serial);
    at = take_serial(expect(at, MANIFEST_ENVELOPES), &count);
    at = expect(at, "}");
    if (at == NULL || count > SPOOL_SLOTS || at + strspn(at, " ") != line + BATCH_MANIFEST_BYTES) {
        return false;
    }
    *envelopes = (size_t)count;
    return true;
}
