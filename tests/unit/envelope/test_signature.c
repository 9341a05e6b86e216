// minisign's format as we read and write it; minisign itself judges in minisign.sh.
#include "check.h"
#include "hash.h"
#include "signature.h"

#include <string.h>

static struct signature_public_key public_key, other_public;
static struct signature_secret_key secret_key, other_secret;
static const char file[] = "a file";

static struct signature_claim claim_of(const char *kind, const char *audience, uint64_t serial)
{
    struct signature_claim claim = {.serial = serial};
    snprintf(claim.kind, sizeof claim.kind, "%s", kind);
    snprintf(claim.audience, sizeof claim.audience, "%s", audience);
    signature_key_id(public_key.id, claim.issuer);
    return claim;
}

static enum signature_result verify(const char *text, const char *kind, const char *audience,
                                    struct signature_claim *claim)
{
    return signature_verify(&public_key, kind, audience, file, sizeof file, text, strlen(text),
                            claim);
}

static void test_kinds(void)
{
    static const struct {
        const char *kind, *audience;
        uint64_t serial;
    } good[] = {{"pack", "any", 0},
                {"manifest", "any", 1},
                {"batch", "0123456789abcdef", 42},
                {"receipt", "fedcba9876543210", UINT64_MAX},
                {"transfer", "fedcba9876543210", 10}};
    char text[SIGNATURE_MAX_BYTES];
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct signature_claim claim = claim_of(good[i].kind, good[i].audience, good[i].serial),
                               got;
        CHECK(signature_sign(&secret_key, &claim, file, sizeof file, text, sizeof text), "%s",
              good[i].kind);
        CHECK(verify(text, good[i].kind, good[i].audience, &got) == SIGNATURE_GOOD, "%s", text);
        CHECK(memcmp(&got, &claim, sizeof got) == 0, "%s", text);
        CHECK(verify(text, good[i].kind, NULL, &got) == SIGNATURE_GOOD, "any audience: %s", text);
        CHECK(verify(text, "pack", "0000000000000000", &got) == SIGNATURE_OTHER_KIND, "%s", text);
        CHECK(i == 0 || verify(text, "pack", NULL, &got) == SIGNATURE_OTHER_KIND, "%s", text);
        CHECK(strlen(text) < 400, "%zu characters", strlen(text));
        CHECK(!signature_sign(&secret_key, &claim, file, sizeof file, text, strlen(text)),
              "no room");
    }
}

static void test_refused_claims(void)
{
    static const struct {
        const char *kind, *audience;
    } bad[] = {{"letter", "any"},
               {"", "any"},
               {"pack", ""},
               {"pack", "0123"},
               {"pack", "ANY"},
               {"pack", "0123456789ABCDEF"},
               {"pack", "0123456789abcde "}};
    char text[SIGNATURE_MAX_BYTES];
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct signature_claim claim = claim_of(bad[i].kind, bad[i].audience, 1);
        CHECK(!signature_sign(&secret_key, &claim, file, sizeof file, text, sizeof text),
              "'%s' '%s'", bad[i].kind, bad[i].audience);
    }
    struct signature_claim claim = claim_of("pack", "any", 1);
    CHECK(!signature_sign(&other_secret, &claim, file, sizeof file, text, sizeof text),
          "signed in another's name");
}

static void test_changes(void)
{
    struct signature_claim claim = claim_of("batch", "0123456789abcdef", 42), got;
    char text[SIGNATURE_MAX_BYTES], changed[SIGNATURE_MAX_BYTES];
    CHECK(signature_sign(&secret_key, &claim, file, sizeof file, text, sizeof text), "sign");
    size_t start = strcspn(text, "\n"); // what stands before is not signed
    for (size_t at = start; text[at] != '\0'; at++) {
        strcpy(changed, text);
        changed[at] = changed[at] == 'A' ? 'B' : 'A';
        CHECK(verify(changed, "batch", NULL, &got) != SIGNATURE_GOOD, "changed at %zu: %s", at,
              changed);
        CHECK(got.kind[0] == '\0' || verify(changed, "batch", NULL, &got) == SIGNATURE_OTHER_KIND,
              "a claim without a good signature: %s", changed);
    }
    for (size_t at = 0; at + 1 < strlen(text); at++) {
        strcpy(changed, text);
        changed[at] = '\0';
        CHECK(verify(changed, "batch", NULL, &got) == SIGNATURE_MALFORMED, "cut at %zu", at);
    }
    strcpy(changed, text);
    strcat(changed, "x");
    CHECK(verify(changed, "batch", NULL, &got) == SIGNATURE_MALFORMED, "a fifth line");
    CHECK(signature_verify(&public_key, "batch", NULL, "b file", sizeof file, text, strlen(text),
                           &got) == SIGNATURE_BAD,
          "another file");
    CHECK(signature_verify(&other_public, "batch", NULL, file, sizeof file, text, strlen(text),
                           &got) == SIGNATURE_OTHER_KEY &&
              strcmp(got.issuer, claim.issuer) == 0,
          "another key");
    struct signature_public_key impostor = other_public; // same number, other key
    memcpy(impostor.id, public_key.id, sizeof impostor.id);
    CHECK(signature_verify(&impostor, "batch", NULL, file, sizeof file, text, strlen(text), &got) ==
              SIGNATURE_BAD,
          "same number");
}

static void test_key_files(void)
{
    char text[SIGNATURE_MAX_BYTES], other[SIGNATURE_MAX_BYTES];
    struct signature_public_key key;
    struct signature_secret_key secret;
    CHECK(signature_public_print(&public_key, text, sizeof text), "print");
    CHECK(signature_public_parse(text, strlen(text), &key) &&
              memcmp(&key, &public_key, sizeof key) == 0,
          "%s", text);
    const char *line = strchr(text, '\n') + 1;
    CHECK(signature_public_parse(line, strlen(line), &key), "without comment: %s", line);
    CHECK(signature_public_parse(line, strlen(line) - 1, &key), "without LF: %s", line);
    CHECK(!signature_public_parse(line, strlen(line) - 2, &key), "cut: %s", line);
    CHECK(!signature_public_parse("", 0, &key) && !signature_public_parse("\n", 1, &key), "empty");
    strcpy(other, text);
    strcat(other, line);
    CHECK(!signature_public_parse(other, strlen(other), &key), "two keys: %s", other);
    CHECK(signature_secret_print(&secret_key, text, sizeof text), "print");
    CHECK(signature_secret_parse(text, strlen(text), &secret) &&
              memcmp(&secret, &secret_key, sizeof secret) == 0,
          "secret key");
    secret = secret_key;
    secret.key[40] ^= 1;
    CHECK(signature_secret_print(&secret, text, sizeof text) &&
              !signature_secret_parse(text, strlen(text), &secret),
          "halves that don't belong together");
    CHECK(!signature_secret_print(&secret_key, text, 200), "no room");
}

int main(void)
{
    CHECK(signature_keypair(&public_key, &secret_key), "key pair");
    CHECK(signature_keypair(&other_public, &other_secret), "key pair");
    test_kinds();
    test_refused_claims();
    test_changes();
    test_key_files();
    return check_done();
}
