// What one half seals the other opens: envelopes, age files, batch, receipt, claim code.
#include "age_open.h"
#include "arena.h"
#include "batch_open.h"
#include "check.h"
#include "claim_code.h"
#include "hash.h"
#include "signature.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct age_identity identities[AGE_MAX_RECIPIENTS];
static struct age_recipient recipients[AGE_MAX_RECIPIENTS];

static void make_identities(void)
{
    for (int i = 0; i < AGE_MAX_RECIPIENTS; i++) {
        CHECK(age_identity_generate(&identities[i]), "identity %d", i);
        recipients[i] = identities[i].recipient;
    }
}

static void make_envelope(size_t count, uint8_t fill, uint8_t envelope[static ENVELOPE_BYTES])
{
    static uint8_t plain[ENVELOPE_BYTES];
    memset(plain, fill, sizeof plain);
    CHECK(envelope_seal(recipients, count, plain, envelope), "%zu recipients", count);
}

// Equal sizes whatever is inside and for whomever, over 200 random inputs and 1 to 8 recipients.
static void test_envelopes_are_equal(void)
{
    uint8_t plain[ENVELOPE_BYTES], sealed[ENVELOPE_BYTES + 1], opened[ENVELOPE_BYTES];
    size_t bytes;
    for (int i = 0; i < 200; i++) {
        size_t count = 1 + random_below(AGE_MAX_RECIPIENTS);
        size_t reader = random_below((uint32_t)count);
        random_bytes(plain, sizeof plain);
        sealed[ENVELOPE_BYTES] = 0xa5;
        CHECK(age_sealed_bytes(envelope_plain_bytes(count), count) == ENVELOPE_BYTES, "%zu", count);
        CHECK(envelope_seal(recipients, count, plain, sealed), "%zu recipients", count);
        CHECK(sealed[ENVELOPE_BYTES] == 0xa5, "%zu recipients: one byte too many", count);
        CHECK(age_open(&identities[reader], 1, sealed, ENVELOPE_BYTES, opened, &bytes) == AGE_OK,
              "%zu recipients, reader %zu", count, reader);
        CHECK(bytes == envelope_plain_bytes(count) && memcmp(plain, opened, bytes) == 0,
              "%zu recipients: another plaintext", count);
    }
    CHECK(!envelope_seal(recipients, 0, plain, sealed), "nobody to open it");
}

static void test_any_changed_byte_is_noticed(void)
{
    uint8_t sealed[ENVELOPE_BYTES], opened[ENVELOPE_BYTES];
    size_t bytes;
    make_envelope(2, 'x', sealed);
    for (size_t at = 0; at < sizeof sealed; at += at < 400 ? 1 : 97) {
        sealed[at] ^= 1;
        memset(opened, 0xee, sizeof opened);
        enum age_result result = age_open(&identities[0], 1, sealed, sizeof sealed, opened, &bytes);
        CHECK(result != AGE_OK && bytes == 0, "byte %zu changed and it opened", at);
        CHECK(memchr(opened, 'x', sizeof opened) == NULL, "byte %zu: plaintext left behind", at);
        sealed[at] ^= 1;
    }
    for (size_t cut = 0; cut < sizeof sealed; cut += 31) {
        CHECK(age_open(&identities[0], 1, sealed, cut, opened, &bytes) != AGE_OK, "cut at %zu",
              cut);
    }
    CHECK(age_open(&identities[5], 1, sealed, sizeof sealed, opened, &bytes) == AGE_NO_MATCH,
          "another's key");
}

// Around the borders of chunks.
static void test_sizes(void)
{
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 131072, 200000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        size_t sealed_bytes = age_sealed_bytes(sizes[i], 1), bytes;
        uint8_t *plain = malloc(sizes[i] + 1), *sealed = malloc(sealed_bytes);
        uint8_t *opened = malloc(sealed_bytes);
        random_bytes(plain, sizes[i]);
        CHECK(age_seal(recipients, 1, plain, sizes[i], sealed), "%zu bytes", sizes[i]);
        CHECK(age_open(identities, 1, sealed, sealed_bytes, opened, &bytes) == AGE_OK &&
                  bytes == sizes[i] && memcmp(plain, opened, bytes) == 0,
              "%zu bytes", sizes[i]);
        free(plain);
        free(sealed);
        free(opened);
    }
}

// The first chunk is good and the last is not: nothing of the first may stay.
static void test_nothing_is_left(void)
{
    enum { BYTES = 150000 };
    size_t sealed_bytes = age_sealed_bytes(BYTES, 1), bytes;
    uint8_t *plain = malloc(BYTES), *sealed = malloc(sealed_bytes), *opened = malloc(sealed_bytes);
    memset(plain, 'x', BYTES);
    memset(opened, 0xee, sealed_bytes);
    CHECK(age_seal(recipients, 1, plain, BYTES, sealed), "seal");
    sealed[sealed_bytes - 1] ^= 1;
    CHECK(age_open(identities, 1, sealed, sealed_bytes, opened, &bytes) == AGE_PAYLOAD_FAILURE,
          "open");
    CHECK(bytes == 0 && memchr(opened, 'x', sealed_bytes) == NULL, "plaintext left behind");
    free(plain);
    free(sealed);
    free(opened);
}

static void test_keys(void)
{
    char text[AGE_IDENTITY_CHARS + 2], again[AGE_IDENTITY_CHARS + 2];
    struct age_identity identity;
    struct age_recipient recipient;
    age_identity_print(&identities[0], text);
    CHECK(strlen(text) == AGE_IDENTITY_CHARS && strncmp(text, "AGE-SECRET-KEY-1", 16) == 0, "%s",
          text);
    CHECK(age_identity_parse(text, &identity), "%s", text);
    CHECK(memcmp(&identity, &identities[0], sizeof identity) == 0, "identity changed on the way");
    for (size_t at = 0; at < AGE_IDENTITY_CHARS; at++) {
        memcpy(again, text, sizeof again);
        again[at] = again[at] == 'Q' ? 'P' : 'Q';
        CHECK(!age_identity_parse(again, &identity), "%s", again);
    }
    memcpy(again, text, sizeof again);
    again[20] = (char)(again[20] | 32); // mixed case, or another digit
    CHECK(!age_identity_parse(again, &identity) || again[20] == text[20], "%s", again);
    age_recipient_print(&recipients[0], text);
    CHECK(strlen(text) == AGE_RECIPIENT_CHARS && age_recipient_parse(text, &recipient), "%s", text);
    CHECK(memcmp(&recipient, &recipients[0], sizeof recipient) == 0,
          "recipient changed on the way");
    for (size_t at = 0; at < AGE_RECIPIENT_CHARS; at++) {
        memcpy(again, text, sizeof again);
        again[at] = again[at] == 'q' ? 'p' : 'q';
        CHECK(!age_recipient_parse(again, &recipient), "%s", again);
    }
    strcat(text, "q");
    CHECK(!age_recipient_parse(text, &recipient), "%s", text);
    CHECK(!age_recipient_parse("", &recipient) && !age_recipient_parse("age1", &recipient),
          "short");
    // A right checksum, but the four bits of padding aren't zero.
    CHECK(!age_recipient_parse("age1sckhuj5ukurtdzps25v6k3rq0hwvhfh6asyj0nyzh8yevyckypppmxkcv6",
                               &recipient),
          "padding");
    static const uint8_t small_orders[][AGE_KEY_BYTES] = {{0}, {1}};
    for (size_t i = 0; i < 2; i++) {
        memcpy(recipient.key, small_orders[i], AGE_KEY_BYTES);
        age_recipient_print(&recipient, text);
        CHECK(!age_recipient_parse(text, &recipient), "small order: %s", text);
    }
}

static void test_passphrase(void)
{
    uint8_t *file, opened[512];
    size_t file_bytes, bytes;
    CHECK(age_passphrase_seal("correct horse", 12, "secret", 6, &file, &file_bytes) == AGE_OK,
          "seal");
    CHECK(age_passphrase_open("correct horse", file, file_bytes, opened, &bytes) == AGE_OK &&
              bytes == 6 && memcmp(opened, "secret", 6) == 0,
          "open");
    CHECK(age_passphrase_open("correct horsf", file, file_bytes, opened, &bytes) == AGE_NO_MATCH,
          "another passphrase");
    CHECK(age_open(identities, 1, file, file_bytes, opened, &bytes) == AGE_NO_MATCH, "an identity");
    free(file);
    CHECK(age_passphrase_seal("x", 21, "", 0, &file, &file_bytes) == AGE_TOO_COSTLY, "log_n 21");
}

static void test_claim_code(void)
{
    static const char *const bad[] = {"",
                                      "17",
                                      "17-482915-boat-key",
                                      "17-482915-boat-key-",
                                      "17-482915-boat-key-tree-",
                                      "17-482915-boat-key-tree-sun",
                                      "1-482915-boat-key-tree",
                                      "17-48291-boat-key-tree",
                                      "17-4829155-boat-key-tree",
                                      "17-482915-Boat-key-tree",
                                      "17-482915-boat-key-trees",
                                      "17-482915-boat-key-boat",
                                      "17-482915--key-tree",
                                      " 17-482915-boat-key-tree",
                                      "17-482915-boat-key-tree ",
                                      "a7-482915-boat-key-tree",
                                      "17-482915-boat-tre-key"};
    struct claim_code code, again;
    char text[CLAIM_CODE_CHARS];
    for (int i = 0; i < 2000; i++) {
        CHECK(claim_code_draw("17", &code), "draw");
        claim_code_print(&code, text);
        CHECK(claim_code_parse(text, &again) && memcmp(&code, &again, sizeof code) == 0, "%s",
              text);
    }
    CHECK(claim_code_parse("17-482915-umbrella-mountain-button", &code), "longest");
    CHECK(!claim_code_draw("1x", &code), "not two digits");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        CHECK(!claim_code_parse(bad[i], &code), "'%s'", bad[i]);
    }
    CHECK(strcmp(claim_code_picture(0), "boat") == 0 &&
              strcmp(claim_code_picture(31), "comb") == 0 && claim_code_picture(32) == NULL &&
              claim_code_picture(-1) == NULL,
          "pictures");
}

static void test_hash(void)
{
    uint8_t whole[HASH_LONG_BYTES], parts[HASH_LONG_BYTES];
    char text[2 * HASH_LONG_BYTES + 1];
    struct hash hash;
    // echo -n envelop | b2sum -l 256
    hash_bytes("envelop", 7, whole, HASH_BYTES);
    hash_print(whole, HASH_BYTES, text);
    CHECK(strcmp(text, "62b3ca730bcb65d9b044b229c2f0964766e01873b2e440d8fbad7d6fb0f71e49") == 0,
          "%s", text);
    CHECK(hash_parse(text, parts, HASH_BYTES) && memcmp(parts, whole, HASH_BYTES) == 0, "%s", text);
    text[3] = 'G';
    CHECK(!hash_parse(text, parts, HASH_BYTES), "%s", text);
    text[3] = '\0';
    CHECK(!hash_parse(text, parts, HASH_BYTES), "%s", text);
    hash_bytes("envelop", 7, whole, HASH_LONG_BYTES);
    hash_init(&hash, HASH_LONG_BYTES);
    hash_update(&hash, "enve", 4);
    hash_update(&hash, "lop", 3);
    hash_finish(&hash, parts);
    CHECK(memcmp(whole, parts, sizeof whole) == 0, "in parts");
}

static void test_arena(void)
{
    struct arena *arena = arena_create(1000);
    CHECK(arena != NULL, "can't lock 1000 bytes");
    uint8_t *first = arena_take(arena, 1), *second = arena_take(arena, 900);
    CHECK(first != NULL && second == first + 16, "aligned to 16");
    CHECK(((uintptr_t)first & 15) == 0, "aligned to 16");
    CHECK(arena_take(arena, 93) == NULL && arena_take(arena, SIZE_MAX) == NULL, "used up");
    memset(second, 7, 900);
    arena_wipe(arena);
    CHECK(second[0] == 0 && second[899] == 0, "wiped");
    arena_destroy(arena);
    arena_destroy(NULL);
}

int main(void)
{
    make_identities();
    test_envelopes_are_equal();
    test_any_changed_byte_is_noticed();
    test_sizes();
    test_nothing_is_left();
    test_keys();
    test_passphrase();
    test_claim_code();
    test_hash();
    test_arena();
    return check_done();
}
