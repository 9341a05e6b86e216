// minisign 0.11's formats, prehashed signatures only. Verification goes in one order: form, key,
// file, trusted comment, and only then what the comment says.
#include "signature.h"

#include "claim.h"
#include "hash.h"
#include "words.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

static_assert(sizeof(struct signature_secret_key) == 8 + crypto_sign_SECRETKEYBYTES, "secret key");

#define PUBLIC_COMMENT "untrusted comment: minisign public key "
#define SECRET_COMMENT "untrusted comment: minisign secret key without a password\n"
#define SIGNATURE_COMMENT "untrusted comment: signature by minisign key "
#define UNTRUSTED "untrusted comment: "
#define TRUSTED "trusted comment: "

enum {
    PUBLIC_BYTES = 2 + 8 + 32,
    SIGNED_BYTES = 2 + 8 + 64, // algorithm, key number, signature
    SECRET_BYTES = 158,
    SECRET_ID_AT = 54, // behind algorithms, salt and limits
    SECRET_CHARS = 216,
    LINE_ROOM = 256,
};

// --- keys

bool signature_keypair(struct signature_public_key *public_key,
                       struct signature_secret_key *secret_key)
{
    if (sodium_init() < 0 || crypto_sign_keypair(public_key->key, secret_key->key) != 0) {
        return false;
    }
    random_bytes(public_key->id, sizeof public_key->id);
    memcpy(secret_key->id, public_key->id, sizeof secret_key->id);
    return true;
}

void signature_key_id(const uint8_t id[static 8], char text[static SIGNATURE_KEY_ID_CHARS + 1])
{
    // minisign prints the number as a little-endian integer.
    uint8_t reversed[8];
    for (int i = 0; i < 8; i++) {
        reversed[i] = id[7 - i];
    }
    hash_print(reversed, sizeof reversed, text);
}

// A piece of text between its first byte and the one behind its last.
struct span {
    const char *at, *end;
};

// Takes a line off the front, without LF or CR LF. False at the end of the text.
static bool next_line(struct span *text, struct span *line)
{
    if (text->at == text->end) {
        return false;
    }
    const char *end = memchr(text->at, '\n', (size_t)(text->end - text->at));
    line->at = text->at;
    line->end = end != NULL ? end : text->end;
    text->at = end != NULL ? end + 1 : text->end;
    if (line->end > line->at && line->end[-1] == '\r') {
        line->end--;
    }
    return true;
}

static bool starts_with(struct span line, const char *prefix)
{
    size_t length = strlen(prefix);
    return (size_t)(line.end - line.at) >= length && memcmp(line.at, prefix, length) == 0;
}

// Canonical base64 with padding of exactly `count` bytes.
static bool decode(struct span line, uint8_t *bytes, size_t count)
{
    size_t got;
    return sodium_base642bin(bytes, count, line.at, (size_t)(line.end - line.at), NULL, &got, NULL,
                             sodium_base64_VARIANT_ORIGINAL) == 0 &&
           got == count;
}

// The one base64 line of a key file; its comment may be left out.
static bool decode_key_file(const char *text, size_t bytes, uint8_t *key, size_t count)
{
    struct span rest = {text, text + bytes}, line;
    bool there = next_line(&rest, &line);
    if (there && starts_with(line, UNTRUSTED)) {
        there = next_line(&rest, &line);
    }
    return there && rest.at == rest.end && decode(line, key, count);
}

bool signature_public_parse(const char *text, size_t bytes, struct signature_public_key *key)
{
    uint8_t raw[PUBLIC_BYTES];
    if (sodium_init() < 0 || bytes > SIGNATURE_MAX_BYTES ||
        !decode_key_file(text, bytes, raw, sizeof raw) || memcmp(raw, "Ed", 2) != 0 ||
        crypto_core_ed25519_is_valid_point(raw + 10) != 1) {
        return false;
    }
    memcpy(key->id, raw + 2, sizeof key->id);
    memcpy(key->key, raw + 10, sizeof key->key);
    return true;
}

// What the base64 line of the public key encodes.
static void public_bytes(const struct signature_public_key *key, uint8_t raw[static PUBLIC_BYTES])
{
    memcpy(raw, "Ed", 2);
    memcpy(raw + 2, key->id, sizeof key->id);
    memcpy(raw + 10, key->key, sizeof key->key);
}

bool signature_public_print(const struct signature_public_key *key, char *text, size_t room)
{
    uint8_t raw[PUBLIC_BYTES];
    char id[SIGNATURE_KEY_ID_CHARS + 1], line[64];
    public_bytes(key, raw);
    signature_key_id(key->id, id);
    sodium_bin2base64(line, sizeof line, raw, sizeof raw, sodium_base64_VARIANT_ORIGINAL);
    int length = snprintf(text, room, PUBLIC_COMMENT "%s\n%s\n", id, line);
    return length > 0 && (size_t)length < room;
}

// The public half must follow from the seed: a key file put together from two would sign for
// neither.
static bool halves_agree(const uint8_t key[static 64])
{
    uint8_t public_half[32], again[64];
    crypto_sign_seed_keypair(public_half, again, key);
    bool agree = sodium_memcmp(again, key, sizeof again) == 0;
    sodium_memzero(again, sizeof again);
    return agree;
}

bool signature_secret_parse(const char *text, size_t bytes, struct signature_secret_key *key)
{
    static const uint8_t algorithms[6] = {'E', 'd', 0, 0, 'B', '2'};
    uint8_t raw[SECRET_BYTES];
    bool good = sodium_init() >= 0 && bytes <= SIGNATURE_MAX_BYTES &&
                decode_key_file(text, bytes, raw, sizeof raw) &&
                memcmp(raw, algorithms, sizeof algorithms) == 0 &&
                halves_agree(raw + SECRET_ID_AT + 8);
    if (good) {
        memcpy(key->id, raw + SECRET_ID_AT, sizeof key->id);
        memcpy(key->key, raw + SECRET_ID_AT + 8, sizeof key->key);
    }
    sodium_memzero(raw, sizeof raw);
    return good;
}

bool signature_secret_print(const struct signature_secret_key *key, char *text, size_t room)
{
    uint8_t raw[SECRET_BYTES] = {'E', 'd', 0, 0, 'B', '2'};
    char line[SECRET_CHARS];
    memcpy(raw + SECRET_ID_AT, key->id, sizeof key->id);
    memcpy(raw + SECRET_ID_AT + 8, key->key, sizeof key->key);
    sodium_bin2base64(line, sizeof line, raw, sizeof raw, sodium_base64_VARIANT_ORIGINAL);
    int length = snprintf(text, room, SECRET_COMMENT "%s\n", line);
    sodium_memzero(raw, sizeof raw);
    sodium_memzero(line, sizeof line);
    return length > 0 && (size_t)length < room;
}

// --- six words

// Divides the big-endian number in place; returns the remainder.
static unsigned divide(uint8_t *number, size_t bytes, unsigned by)
{
    unsigned rest = 0;
    for (size_t i = 0; i < bytes; i++) {
        rest = rest << 8 | number[i];
        number[i] = (uint8_t)(rest / by);
        rest %= by;
    }
    return rest;
}

bool signature_words(const struct signature_public_key *key, char *text, size_t room)
{
    uint8_t raw[PUBLIC_BYTES], number[HASH_BYTES];
    size_t length = 0;
    public_bytes(key, raw);
    hash_bytes(raw, sizeof raw, number, sizeof number);
    for (int i = 0; i < SIGNATURE_WORDS; i++) {
        const char *word = words_list[divide(number, sizeof number, WORDS_COUNT)];
        int put = snprintf(text + length, room - length, "%s%s", i > 0 ? " " : "", word);
        if (put < 0 || (size_t)put >= room - length) {
            return false;
        }
        length += (size_t)put;
    }
    return true;
}

// --- signing

// The signature over the trusted comment covers the file's signature and the comment's text.
static size_t comment_message(const uint8_t signature[static 64], const char *comment,
                              size_t length, uint8_t message[static 64 + LINE_ROOM])
{
    memcpy(message, signature, 64);
    memcpy(message + 64, comment, length);
    return 64 + length;
}

bool signature_sign(const struct signature_secret_key *key, const struct signature_claim *claim,
                    const void *file, size_t bytes, char *text, size_t room)
{
    char comment[CLAIM_MAX_CHARS], id[SIGNATURE_KEY_ID_CHARS + 1], first[128], second[128];
    uint8_t digest[HASH_LONG_BYTES], raw[SIGNED_BYTES], global[64], message[64 + LINE_ROOM];
    signature_key_id(key->id, id);
    if (sodium_init() < 0 || strcmp(claim->issuer, id) != 0 || !claim_print(claim, comment)) {
        return false;
    }
    hash_bytes(file, bytes, digest, sizeof digest);
    memcpy(raw, "ED", 2);
    memcpy(raw + 2, key->id, sizeof key->id);
    crypto_sign_detached(raw + 10, NULL, digest, sizeof digest, key->key);
    size_t length = comment_message(raw + 10, comment, strlen(comment), message);
    crypto_sign_detached(global, NULL, message, length, key->key);
    sodium_bin2base64(first, sizeof first, raw, sizeof raw, sodium_base64_VARIANT_ORIGINAL);
    sodium_bin2base64(second, sizeof second, global, sizeof global, sodium_base64_VARIANT_ORIGINAL);
    int put = snprintf(text, room, SIGNATURE_COMMENT "%s\n%s\n" TRUSTED "%s\n%s\n", id, first,
                       comment, second);
    return put > 0 && (size_t)put < room;
}

// --- verifying

struct signature {
    uint8_t raw[SIGNED_BYTES];
    uint8_t global[64];
    char comment[LINE_ROOM];
    size_t comment_length;
};

static bool parse_signature(const char *text, size_t bytes, struct signature *signature)
{
    struct span rest = {text, text + bytes}, line;
    if (bytes > SIGNATURE_MAX_BYTES || memchr(text, '\0', bytes) != NULL) {
        return false;
    }
    if (!next_line(&rest, &line) || !starts_with(line, UNTRUSTED) || !next_line(&rest, &line) ||
        !decode(line, signature->raw, sizeof signature->raw)) {
        return false;
    }
    if (!next_line(&rest, &line) || !starts_with(line, TRUSTED)) {
        return false;
    }
    line.at += strlen(TRUSTED);
    signature->comment_length = (size_t)(line.end - line.at);
    if (signature->comment_length >= sizeof signature->comment) {
        return false;
    }
    memcpy(signature->comment, line.at, signature->comment_length);
    signature->comment[signature->comment_length] = '\0';
    return next_line(&rest, &line) && decode(line, signature->global, sizeof signature->global) &&
           rest.at == rest.end && memcmp(signature->raw, "ED", 2) == 0;
}

static bool both_verify(const struct signature *signature, const struct signature_public_key *key,
                        const void *file, size_t bytes)
{
    uint8_t digest[HASH_LONG_BYTES], message[64 + LINE_ROOM];
    hash_bytes(file, bytes, digest, sizeof digest);
    if (crypto_sign_verify_detached(signature->raw + 10, digest, sizeof digest, key->key) != 0) {
        return false;
    }
    size_t length = comment_message(signature->raw + 10, signature->comment,
                                    signature->comment_length, message);
    return crypto_sign_verify_detached(signature->global, message, length, key->key) == 0;
}

enum signature_result signature_verify(const struct signature_public_key *key, const char *kind,
                                       const char *audience, const void *file, size_t bytes,
                                       const char *signature_text, size_t signature_bytes,
                                       struct signature_claim *claim)
{
    struct signature signature;
    char id[SIGNATURE_KEY_ID_CHARS + 1];
    *claim = (struct signature_claim){0};
    if (sodium_init() < 0 || !parse_signature(signature_text, signature_bytes, &signature)) {
        return SIGNATURE_MALFORMED;
    }
    signature_key_id(signature.raw + 2, id);
    if (memcmp(signature.raw + 2, key->id, sizeof key->id) != 0) {
        memcpy(claim->issuer, id, sizeof id);
        return SIGNATURE_OTHER_KEY;
    }
    if (!both_verify(&signature, key, file, bytes)) {
        return SIGNATURE_BAD;
    }
    if (!claim_parse(signature.comment, claim) || strcmp(claim->issuer, id) != 0 ||
        strcmp(claim->kind, kind) != 0 ||
        (audience != NULL && strcmp(claim->audience, audience) != 0)) {
        return SIGNATURE_OTHER_KIND;
    }
    return SIGNATURE_GOOD;
}

const char *signature_result_text(enum signature_result result)
{
    switch (result) {
    case SIGNATURE_GOOD:
        return "the signature is good";
    case SIGNATURE_MALFORMED:
        return "this is not a minisign signature";
    case SIGNATURE_OTHER_KEY:
        return "signed with another key";
    case SIGNATURE_BAD:
        return "the file or its signature was changed";
    case SIGNATURE_OTHER_KIND:
        return "the signature is for something else";
    }
    return "unknown";
}
