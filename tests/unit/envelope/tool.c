// What the test scripts need of envelope/, one call a command. The exit code is the call's result
// (an enum), 99 a wrong use of the tool.
#include "age_open.h"
#include "batch_open.h"
#include "file.h"
#include "hash.h"
#include "signature.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WRONG_USE = 99, MAX_FILE_BYTES = 64 * 1024 * 1024 };

static uint8_t *load(const char *path, size_t *bytes)
{
    uint8_t *file;
    enum file_result result = file_read(path, MAX_FILE_BYTES, &file, bytes);
    if (result != FILE_OK) {
        fprintf(stderr, "%s: %s\n", path, file_result_text(result));
        exit(WRONG_USE);
    }
    return file;
}

static void save(const char *path, const void *bytes, size_t size)
{
    enum file_result result = file_write(path, bytes, size, true);
    if (result != FILE_OK) {
        fprintf(stderr, "%s: %s\n", path, file_result_text(result));
        exit(WRONG_USE);
    }
}

static int keygen(char **words)
{
    struct age_identity identity;
    char secret[AGE_IDENTITY_CHARS + 1], recipient[AGE_RECIPIENT_CHARS + 1];
    (void)words;
    if (!age_identity_generate(&identity)) {
        return 1;
    }
    age_identity_print(&identity, secret);
    age_recipient_print(&identity.recipient, recipient);
    printf("# public key: %s\n%s\n", recipient, secret);
    return 0;
}

static size_t parse_recipients(char **words, struct age_recipient *recipients)
{
    size_t count = 0;
    while (words[count] != NULL && count < AGE_MAX_RECIPIENTS) {
        if (!age_recipient_parse(words[count], &recipients[count])) {
            fprintf(stderr, "'%s' is not a recipient\n", words[count]);
            exit(WRONG_USE);
        }
        count++;
    }
    return count;
}

static int seal(char **words)
{
    struct age_recipient recipients[AGE_MAX_RECIPIENTS];
    size_t count = parse_recipients(words + 2, recipients), bytes;
    uint8_t *plain = load(words[0], &bytes);
    uint8_t *sealed = malloc(age_sealed_bytes(bytes, count));
    bool good = age_seal(recipients, count, plain, bytes, sealed);
    if (good) {
        save(words[1], sealed, age_sealed_bytes(bytes, count));
    }
    free(plain);
    free(sealed);
    return good ? 0 : 1;
}

static int finish_open(enum age_result result, const char *path, uint8_t *out, size_t bytes)
{
    if (result == AGE_OK) {
        save(path, out, bytes);
    }
    free(out);
    return (int)result;
}

static int open_identity(char **words)
{
    struct age_identity identities[8];
    size_t count = 0, bytes, out_bytes;
    for (char **word = words + 2; *word != NULL && count < 8; word++) {
        if (!age_identity_parse(*word, &identities[count++])) {
            return WRONG_USE;
        }
    }
    uint8_t *file = load(words[0], &bytes), *out = malloc(bytes + 1);
    enum age_result result = age_open(identities, count, file, bytes, out, &out_bytes);
    free(file);
    return finish_open(result, words[1], out, out_bytes);
}

static int open_passphrase(char **words)
{
    size_t bytes, out_bytes;
    uint8_t *file = load(words[0], &bytes), *out = malloc(bytes + 1);
    enum age_result result = age_passphrase_open(words[2], file, bytes, out, &out_bytes);
    free(file);
    return finish_open(result, words[1], out, out_bytes);
}

static int seal_passphrase(char **words)
{
    size_t bytes, out_bytes;
    uint8_t *plain = load(words[0], &bytes), *out;
    enum age_result result = age_passphrase_seal(words[2], 14, plain, bytes, &out, &out_bytes);
    free(plain);
    return finish_open(result, words[1], out, out_bytes);
}

static int sign_keygen(char **words)
{
    struct signature_public_key public_key;
    struct signature_secret_key secret_key;
    char text[SIGNATURE_MAX_BYTES];
    if (!signature_keypair(&public_key, &secret_key) ||
        !signature_public_print(&public_key, text, sizeof text)) {
        return 1;
    }
    save(words[0], text, strlen(text));
    if (!signature_secret_print(&secret_key, text, sizeof text)) {
        return 1;
    }
    save(words[1], text, strlen(text));
    return 0;
}

static struct signature_public_key load_public(const char *path)
{
    struct signature_public_key key;
    size_t bytes;
    uint8_t *text = load(path, &bytes);
    if (!signature_public_parse((const char *)text, bytes, &key)) {
        fprintf(stderr, "%s is not a public key\n", path);
        exit(WRONG_USE);
    }
    free(text);
    return key;
}

static struct signature_secret_key load_secret(const char *path)
{
    struct signature_secret_key key;
    size_t bytes;
    uint8_t *text = load(path, &bytes);
    if (!signature_secret_parse((const char *)text, bytes, &key)) {
        fprintf(stderr, "%s is not a secret key\n", path);
        exit(WRONG_USE);
    }
    free(text);
    return key;
}

static void save_signature(const char *secret_path, struct signature_claim *claim, const char *path,
                           const char *signature_path)
{
    struct signature_secret_key key = load_secret(secret_path);
    char text[SIGNATURE_MAX_BYTES];
    size_t bytes;
    uint8_t *file = load(path, &bytes);
    signature_key_id(key.id, claim->issuer);
    if (!signature_sign(&key, claim, file, bytes, text, sizeof text)) {
        exit(WRONG_USE);
    }
    save(signature_path, text, strlen(text));
    free(file);
}

static int sign(char **words)
{
    struct signature_claim claim = {.serial = 12};
    snprintf(claim.kind, sizeof claim.kind, "%s", words[3]);
    snprintf(claim.audience, sizeof claim.audience, "%s", words[4]);
    save_signature(words[0], &claim, words[1], words[2]);
    return 0;
}

static int verify(char **words)
{
    struct signature_public_key key = load_public(words[0]);
    struct signature_claim claim;
    size_t bytes, signature_bytes;
    uint8_t *file = load(words[1], &bytes), *signature = load(words[2], &signature_bytes);
    enum signature_result result = signature_verify(
        &key, words[3], NULL, file, bytes, (const char *)signature, signature_bytes, &claim);
    printf("%s %s %s %s\n", signature_result_text(result), claim.kind, claim.issuer,
           claim.audience);
    free(file);
    free(signature);
    return (int)result;
}

static int print_words(char **words)
{
    struct signature_public_key key = load_public(words[0]);
    char text[128];
    bool good = signature_words(&key, text, sizeof text);
    puts(good ? text : "");
    return good ? 0 : 1;
}

static int hash_file(char **words)
{
    uint8_t hash[HASH_LONG_BYTES];
    char text[2 * HASH_LONG_BYTES + 1];
    size_t bytes, size = strcmp(words[0], "256") == 0 ? HASH_BYTES : HASH_LONG_BYTES;
    uint8_t *file = load(words[1], &bytes);
    hash_bytes(file, bytes, hash, size);
    hash_print(hash, size, text);
    puts(text);
    free(file);
    return 0;
}

// A folder with a batch of three envelopes as a kiosk with that secret key writes it to a stick;
// prints the batch's name.
static int batch(char **words)
{
    struct age_recipient recipients[AGE_MAX_RECIPIENTS];
    size_t count = parse_recipients(words + 2, recipients), bytes;
    struct signature_secret_key key = load_secret(words[1]);
    struct batch_header header = {.ggd = "0123456789abcdef", .serial = 4, .pack_serial = 2};
    struct signature_claim claim = {.kind = "batch", .audience = "0123456789abcdef", .serial = 4};
    uint8_t plain[ENVELOPE_BYTES], envelope[ENVELOPE_BYTES], *file;
    char path[512], name[BATCH_FILE_CHARS], signature_path[1024];
    struct spool *spool;
    snprintf(path, sizeof path, "%s/spool", words[0]);
    if (spool_create(path) != SPOOL_OK || spool_open(path, &spool) != SPOOL_OK) {
        return 1;
    }
    for (int i = 0; i < 3; i++) {
        memset(plain, ' ', sizeof plain);
        snprintf((char *)plain, 64, "{\"resourceType\":\"QuestionnaireResponse\",\"n\":%d}", i);
        plain[strlen((char *)plain)] = ' ';
        if (!envelope_seal(recipients, count, plain, envelope) ||
            spool_commit(spool, envelope) != SPOOL_OK) {
            return 1;
        }
    }
    signature_key_id(key.id, header.kiosk);
    if (batch_seal(spool, &header, recipients, count, &file, &bytes) != SPOOL_OK ||
        !batch_file_name(&header, name)) {
        return 1;
    }
    spool_close(spool);
    snprintf(path, sizeof path, "%s/%s", words[0], name);
    snprintf(signature_path, sizeof signature_path, "%s.minisig", path);
    save(path, file, bytes);
    save_signature(words[1], &claim, path, signature_path);
    free(file);
    puts(name);
    return 0;
}

// Commits `count` different envelopes and prints the number of each that was called sealed.
static int spool_fill(char **words)
{
    uint8_t envelope[ENVELOPE_BYTES] = {0};
    struct spool *spool;
    enum spool_result result = spool_open(words[0], &spool);
    if (result != SPOOL_OK) {
        return (int)result;
    }
    for (uint32_t i = 0; i < (uint32_t)atoi(words[1]); i++) {
        memcpy(envelope, &i, sizeof i);
        if (spool_commit(spool, envelope) == SPOOL_OK) {
            printf("%u\n", i);
            fflush(stdout);
        }
    }
    spool_close(spool);
    return 0;
}

// The numbers of the envelopes that the spool holds.
static int spool_list(char **words)
{
    uint8_t envelope[ENVELOPE_BYTES];
    struct spool *spool;
    enum spool_result result = spool_open(words[0], &spool);
    for (size_t slot = 0; slot < SPOOL_SLOTS && result == SPOOL_OK; slot++) {
        uint32_t number;
        if (spool_read(spool, slot, envelope)) {
            memcpy(&number, envelope, sizeof number);
            printf("%u\n", number);
        }
    }
    spool_close(spool);
    return (int)result;
}

static int spool_make(char **words)
{
    return (int)spool_create(words[0]);
}

// Releases the envelopes 0 .. count - 1.
static int spool_free(char **words)
{
    static uint8_t hashes[SPOOL_SLOTS][ENVELOPE_HASH_BYTES];
    uint8_t envelope[ENVELOPE_BYTES] = {0};
    struct spool *spool;
    enum spool_result result = spool_open(words[0], &spool);
    for (uint32_t i = 0; i < SPOOL_SLOTS; i++) {
        memcpy(envelope, &i, sizeof i);
        envelope_hash(envelope, hashes[i]);
    }
    if (result == SPOOL_OK) {
        result = spool_release(spool, (const uint8_t(*)[ENVELOPE_HASH_BYTES])hashes,
                               (size_t)atoi(words[1]));
    }
    spool_close(spool);
    return (int)result;
}

static int write_file(char **words)
{
    size_t bytes;
    uint8_t *file = load(words[0], &bytes);
    enum file_result result = file_write(words[1], file, bytes, strcmp(words[2], "replace") == 0);
    free(file);
    return (int)result;
}

static const struct {
    const char *name;
    int words; // at least
    int (*run)(char **words);
} commands[] = {
    {"keygen", 0, keygen},
    {"seal", 3, seal},                       // PLAIN SEALED RECIPIENT...
    {"open", 3, open_identity},              // SEALED PLAIN IDENTITY...
    {"seal-passphrase", 3, seal_passphrase}, // PLAIN SEALED PASSPHRASE
    {"open-passphrase", 3, open_passphrase}, // SEALED PLAIN PASSPHRASE
    {"sign-keygen", 2, sign_keygen},         // PUBLIC SECRET
    {"sign", 5, sign},                       // SECRET FILE SIGNATURE KIND AUDIENCE
    {"verify", 4, verify},                   // PUBLIC FILE SIGNATURE KIND
    {"words", 1, print_words},               // PUBLIC
    {"hash", 2, hash_file},                  // BITS FILE
    {"batch", 3, batch},                     // FOLDER SECRET RECIPIENT...
    {"spool-make", 1, spool_make},           // SPOOL
    {"spool-fill", 2, spool_fill},           // SPOOL COUNT
    {"spool-list", 1, spool_list},           // SPOOL
    {"spool-free", 2, spool_free},           // SPOOL COUNT
    {"write", 3, write_file},                // FROM TO new|replace
};

int main(int argc, char **argv)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (argc >= 2 && strcmp(argv[1], commands[i].name) == 0 && argc - 2 >= commands[i].words) {
            return commands[i].run(argv + 2);
        }
    }
    fprintf(stderr, "use: a command of the table in %s\n", __FILE__);
    return WRONG_USE;
}
