// C2SP age.md. A cursor walks the file once; a failed step makes it NULL and every step passes NULL
// on.
#include "age_header.h"

#include <sodium.h>
#include <string.h>

enum { COLUMNS = 64, COLUMN_BYTES = 48 };

struct cursor {
    const char *at; // NULL after a failure
    const char *end;
};

static bool skip(struct cursor *cursor, const char *text)
{
    size_t length = strlen(text);
    if (cursor->at == NULL || (size_t)(cursor->end - cursor->at) < length ||
        memcmp(cursor->at, text, length) != 0) {
        return false;
    }
    cursor->at += length;
    return true;
}

// The line up to its LF, which is passed; a line without LF is a failure.
static struct age_argument take_line(struct cursor *cursor)
{
    struct age_argument line = {cursor->at, 0};
    const char *end = cursor->at == NULL || cursor->at == cursor->end
                          ? NULL
                          : memchr(cursor->at, '\n', (size_t)(cursor->end - cursor->at));
    line.length = end != NULL ? (size_t)(end - cursor->at) : 0;
    cursor->at = end != NULL ? end + 1 : NULL;
    return line;
}

static bool decode_line(struct age_argument line, uint8_t bytes[static COLUMN_BYTES], size_t *count)
{
    return line.length <= COLUMNS &&
           sodium_base642bin(bytes, COLUMN_BYTES, line.at, line.length, NULL, count, NULL,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0;
}

bool age_argument_decode(struct age_argument argument, uint8_t *bytes, size_t count)
{
    size_t got;
    return sodium_base642bin(bytes, count, argument.at, argument.length, NULL, &got, NULL,
                             sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
           got == count;
}

bool age_stanza_is(const struct age_stanza *stanza, const char *type)
{
    return stanza->arguments[0].length == strlen(type) &&
           memcmp(stanza->arguments[0].at, type, strlen(type)) == 0;
}

// One or more runs of visible characters, parted by single spaces.
static bool split_arguments(struct age_argument line, struct age_stanza *stanza)
{
    const char *start = line.at;
    const char *end = line.at + line.length;
    for (const char *at = line.at; at <= end; at++) {
        if (at < end && *at != ' ') {
            if (*at < 0x21 || *at > 0x7e) {
                return false;
            }
            continue;
        }
        if (at == start) {
            return false;
        }
        if (stanza->argument_count < AGE_MAX_ARGUMENTS) {
            stanza->arguments[stanza->argument_count] =
                (struct age_argument){start, (size_t)(at - start)};
        }
        stanza->argument_count++;
        start = at + 1;
    }
    return true;
}

static void keep_body(struct age_stanza *stanza, const uint8_t *bytes, size_t count)
{
    size_t kept = stanza->body_bytes < AGE_BODY_ROOM ? stanza->body_bytes : AGE_BODY_ROOM;
    size_t room = AGE_BODY_ROOM - kept;
    memcpy(stanza->body + kept, bytes, count < room ? count : room);
    stanza->body_bytes += count;
}

// Lines of 64 columns, ended by a shorter one.
static bool parse_body(struct cursor *cursor, struct age_stanza *stanza)
{
    uint8_t bytes[COLUMN_BYTES];
    size_t count;
    struct age_argument line;
    do {
        line = take_line(cursor);
        if (cursor->at == NULL || !decode_line(line, bytes, &count)) {
            return false;
        }
        keep_body(stanza, bytes, count);
    } while (line.length == COLUMNS);
    return true;
}

static bool parse_stanzas(struct cursor *cursor, struct age_header *header)
{
    while (skip(cursor, "-> ")) {
        if (header->stanza_count == AGE_MAX_STANZAS) {
            return false;
        }
        struct age_stanza *stanza = &header->stanzas[header->stanza_count++];
        struct age_argument line = take_line(cursor);
        if (cursor->at == NULL || !split_arguments(line, stanza) || !parse_body(cursor, stanza)) {
            return false;
        }
    }
    return header->stanza_count > 0;
}

static bool scrypt_is_alone(const struct age_header *header)
{
    for (size_t i = 0; i < header->stanza_count; i++) {
        if (age_stanza_is(&header->stanzas[i], "scrypt") && header->stanza_count > 1) {
            return false;
        }
    }
    return true;
}

bool age_header_parse(const uint8_t *file, size_t bytes, struct age_header *header)
{
    struct cursor cursor = {(const char *)file, (const char *)file + bytes};
    *header = (struct age_header){.file = file, .bytes = bytes};
    if (bytes == 0 || sodium_init() < 0 || !skip(&cursor, AGE_VERSION_LINE) ||
        !parse_stanzas(&cursor, header) || !skip(&cursor, "---")) {
        return false;
    }
    header->mac_at = (size_t)(cursor.at - (const char *)file);
    if (!skip(&cursor, " ")) {
        return false;
    }
    struct age_argument mac = take_line(&cursor);
    if (cursor.at == NULL || !age_argument_decode(mac, header->mac, sizeof header->mac)) {
        return false;
    }
    header->payload_at = (size_t)(cursor.at - (const char *)file);
    // The nonce belongs to the payload, but a file without one has ended too early to be called
    // changed.
    return bytes - header->payload_at >= AGE_NONCE_BYTES && scrypt_is_alone(header);
}

bool age_unwrap(const struct age_stanza *stanza, const uint8_t wrap_key[static AGE_WRAP_KEY_BYTES],
                uint8_t file_key[static AGE_FILE_KEY_BYTES])
{
    const uint8_t nonce[AGE_CHUNK_NONCE_BYTES] = {0};
    return crypto_aead_chacha20poly1305_ietf_decrypt(file_key, NULL, NULL, stanza->body,
                                                     AGE_WRAPPED_BYTES, NULL, 0, nonce,
                                                     wrap_key) == 0;
}

// Chunks of 64 KiB; the last may be shorter, and empty only when it is the first.
static bool open_chunks(const uint8_t key[static 32], const uint8_t *sealed, size_t bytes,
                        uint8_t *out, size_t *out_bytes)
{
    uint8_t nonce[AGE_CHUNK_NONCE_BYTES];
    bool last = false;
    *out_bytes = 0;
    for (uint64_t index = 0; !last; index++) {
        last = bytes <= AGE_CHUNK_BYTES + AGE_TAG_BYTES;
        size_t chunk = last ? bytes : AGE_CHUNK_BYTES + AGE_TAG_BYTES;
        if (chunk < AGE_TAG_BYTES || (chunk == AGE_TAG_BYTES && index > 0)) {
            return false;
        }
        age_chunk_nonce(index, last, nonce);
        if (crypto_aead_chacha20poly1305_ietf_decrypt(out + *out_bytes, NULL, NULL, sealed, chunk,
                                                      NULL, 0, nonce, key) != 0) {
            return false;
        }
        *out_bytes += chunk - AGE_TAG_BYTES;
        sealed += chunk;
        bytes -= chunk;
    }
    return true;
}

enum age_result age_header_finish(const struct age_header *header,
                                  const uint8_t file_key[static AGE_FILE_KEY_BYTES], uint8_t *out,
                                  size_t *out_bytes)
{
    uint8_t mac[AGE_MAC_BYTES], key[32];
    const uint8_t *nonce = header->file + header->payload_at;
    const uint8_t *sealed = nonce + AGE_NONCE_BYTES;
    age_header_mac(file_key, (const char *)header->file, header->mac_at, mac);
    if (sodium_memcmp(mac, header->mac, sizeof mac) != 0) {
        return AGE_HMAC_FAILURE;
    }
    age_payload_key(file_key, nonce, key);
    size_t bytes = header->bytes - header->payload_at - AGE_NONCE_BYTES;
    bool good = open_chunks(key, sealed, bytes, out, out_bytes);
    sodium_memzero(key, sizeof key);
    if (!good) {
        sodium_memzero(out, header->bytes);
        *out_bytes = 0;
    }
    return good ? AGE_OK : AGE_PAYLOAD_FAILURE;
}
