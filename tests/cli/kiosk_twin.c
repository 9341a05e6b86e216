// What a kiosk does with pack, spool, batch and receipt, without a screen: for the tests of
// envelop-ggd.
//
//   kiosk_twin setup DIR PACK.tar GGD.pub    installs the pack, makes key and spool
//   kiosk_twin seal DIR COUNT YES DECLINED [no|CHANNEL [REACH]]
//       envelopes with so many yeses, then so many declined, then noes; and what is said of contact
//   kiosk_twin junk DIR COUNT                slots that hold no envelope of ours
//   kiosk_twin foreign DIR COUNT             envelopes that open but hold no answers
//   kiosk_twin batch DIR SERIAL OUT          writes the batch as a kiosk exports it
//   kiosk_twin receipt DIR FILE              frees the slots that it names; prints how many are
//   taken
#include "batch.h"
#include "claim_code.h"
#include "file.h"
#include "pack.h"
#include "receipt.h"
#include "response.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_BYTES = 4096 };

struct kiosk {
    const char *dir;
    struct signature_public_key ggd, public_key;
    struct signature_secret_key key;
    char id[17];
    struct pack *pack;
    struct spool *spool;
};

static void die(const char *what, const char *why)
{
    fprintf(stderr, "kiosk_twin: %s: %s\n", what, why);
    exit(1);
}

static void path_of(char path[static PATH_BYTES], const char *folder, const char *name)
{
    snprintf(path, PATH_BYTES, "%s/%s", folder, name);
}

static uint8_t *read_whole(const char *path, size_t *size)
{
    uint8_t *bytes;
    enum file_result result = file_read(path, 64 * 1024 * 1024, &bytes, size);
    if (result != FILE_OK) {
        die(path, file_result_text(result));
    }
    return bytes;
}

static void write_whole(const char *folder, const char *name, const void *bytes, size_t size)
{
    char path[PATH_BYTES];
    path_of(path, folder, name);
    if (file_write(path, bytes, size, true) != FILE_OK) {
        die(path, "can't be written");
    }
}

static void setup(int argc, char **argv)
{
    struct signature_public_key ggd, public_key;
    struct signature_secret_key key;
    struct pack_error error;
    char text[1024], path[PATH_BYTES];
    size_t size;
    uint8_t *bytes = read_whole(argv[4], &size);
    if (argc != 5 || !signature_public_parse((char *)bytes, size, &ggd)) {
        die(argv[4], "no public key");
    }
    if (!pack_install(argv[3], argv[2], &ggd, &error)) {
        die(argv[3], error.reason);
    }
    write_whole(argv[2], "ggd.pub", bytes, size);
    free(bytes);
    if (!signature_keypair(&public_key, &key) ||
        !signature_public_print(&public_key, text, sizeof text)) {
        die("key", "can't be made");
    }
    write_whole(argv[2], "kiosk.pub", text, strlen(text));
    signature_secret_print(&key, text, sizeof text);
    write_whole(argv[2], "kiosk.key", text, strlen(text));
    path_of(path, argv[2], "spool");
    if (spool_create(path) != SPOOL_OK) {
        die(path, "can't be made");
    }
    signature_words(&public_key, text, sizeof text);
    printf("%s\n", text);
}

static void kiosk_open(struct kiosk *kiosk, const char *dir)
{
    char path[PATH_BYTES];
    struct pack_error error;
    size_t size;
    kiosk->dir = dir;
    path_of(path, dir, "ggd.pub");
    uint8_t *bytes = read_whole(path, &size);
    signature_public_parse((char *)bytes, size, &kiosk->ggd);
    free(bytes);
    path_of(path, dir, "kiosk.pub");
    bytes = read_whole(path, &size);
    signature_public_parse((char *)bytes, size, &kiosk->public_key);
    free(bytes);
    path_of(path, dir, "kiosk.key");
    bytes = read_whole(path, &size);
    if (!signature_secret_parse((char *)bytes, size, &kiosk->key)) {
        die(path, "no key");
    }
    free(bytes);
    signature_key_id(kiosk->key.id, kiosk->id);
    kiosk->pack = pack_open(dir, &kiosk->ggd, &error);
    path_of(path, dir, "spool");
    if (!kiosk->pack || spool_open(path, &kiosk->spool) != SPOOL_OK) {
        die(dir, kiosk->pack ? "no spool" : error.reason);
    }
}

static void kiosk_close(struct kiosk *kiosk)
{
    spool_close(kiosk->spool);
    pack_close(kiosk->pack);
}

static void answer(const struct form *form, size_t yes, size_t declined,
                   struct form_answers *answers)
{
    size_t question = 0;
    *answers = (struct form_answers){0};
    for (size_t i = 0; i < form_item_count(form); i++) {
        const struct form_item *item = form_item(form, i);
        if (item->kind != FORM_CHOICE) {
            continue;
        }
        const char *code = question < yes              ? "Y"
                           : question < yes + declined ? "asked-declined"
                                                       : "N";
        for (size_t option = 0; option < item->option_count; option++) {
            if (strcmp(item->options[option].code, code) == 0) {
                answers->option[i] = (uint8_t)(option + 1);
            }
        }
        question++;
    }
}

static void context_fill(const struct kiosk *kiosk, struct response_context *context)
{
    struct claim_code code;
    *context = (struct response_context){.language = "ti",
                                         .draft_translation = true,
                                         .authored = "2026-11",
                                         .pack_serial = pack_serial(kiosk->pack),
                                         .demo = pack_is_demo(kiosk->pack)};
    memcpy(context->kiosk, kiosk->id, sizeof context->kiosk);
    claim_code_draw(pack_ggd_number(kiosk->pack), &code);
    claim_code_print(&code, context->claim_code);
}

// Somebody who says "yes" wants a talk in Tigrinya with a woman and an interpreter.
static struct contact contact_of(const char *channel, const char *reach)
{
    struct contact contact = {0};
    if (!channel) {
        return contact;
    }
    contact.option[CONTACT_PERMISSION] = strcmp(channel, "no") == 0 ? 2 : 1;
    if (contact.option[CONTACT_PERMISSION] == 2) {
        return contact;
    }
    for (uint8_t i = 0; i < CONTACT_CHANNELS; i++) {
        if (strcmp(contact_choices[CONTACT_CHANNEL].options[i], channel) == 0) {
            contact.option[CONTACT_CHANNEL] = (uint8_t)(i + 1);
        }
    }
    contact.option[CONTACT_HELPER] = 1;
    contact.option[CONTACT_GENDER] = 1;
    snprintf(contact.reach, sizeof contact.reach, "%s", reach ? reach : "");
    snprintf(contact.language, sizeof contact.language, "ti");
    return contact;
}

static void commit(struct kiosk *kiosk, const uint8_t *plain)
{
    const struct age_recipient *recipients;
    size_t count = pack_recipients(kiosk->pack, &recipients);
    uint8_t envelope[ENVELOPE_BYTES];
    if (!envelope_seal(recipients, count, plain, envelope) ||
        spool_commit(kiosk->spool, envelope) != SPOOL_OK) {
        die("spool", "not committed");
    }
}

static void seal(struct kiosk *kiosk, char **argv)
{
    const struct age_recipient *recipients;
    size_t size = envelope_plain_bytes(pack_recipients(kiosk->pack, &recipients));
    const struct form *form = pack_form(kiosk->pack);
    struct form_answers answers;
    char *plain = calloc(1, size);
    answer(form, strtoul(argv[4], NULL, 10), strtoul(argv[5], NULL, 10), &answers);
    for (unsigned long i = strtoul(argv[3], NULL, 10); i > 0; i--) {
        struct response_context context;
        context_fill(kiosk, &context);
        context.contact = contact_of(argv[6], argv[6] ? argv[7] : NULL);
        if (!response_write(form, &answers, &context, plain, size)) {
            die("response", "doesn't fit");
        }
        commit(kiosk, (uint8_t *)plain);
    }
    free(plain);
}

static void junk(struct kiosk *kiosk, char **argv)
{
    for (unsigned long i = strtoul(argv[3], NULL, 10); i > 0; i--) {
        uint8_t envelope[ENVELOPE_BYTES];
        randombytes_buf(envelope, sizeof envelope);
        if (spool_commit(kiosk->spool, envelope) != SPOOL_OK) {
            die("spool", "not committed");
        }
    }
}

static void foreign(struct kiosk *kiosk, char **argv)
{
    const struct age_recipient *recipients;
    size_t size = envelope_plain_bytes(pack_recipients(kiosk->pack, &recipients));
    char *plain = malloc(size);
    for (unsigned long i = strtoul(argv[3], NULL, 10); i > 0; i--) {
        memset(plain, ' ', size);
        memcpy(plain, "{\"secret\":\"words\"}", 18);
        commit(kiosk, (uint8_t *)plain);
    }
    free(plain);
}

static void batch(struct kiosk *kiosk, char **argv)
{
    const struct age_recipient *recipients;
    size_t count = pack_recipients(kiosk->pack, &recipients), bytes;
    struct batch_header header = {.serial = strtoull(argv[3], NULL, 10),
                                  .pack_serial = pack_serial(kiosk->pack)};
    struct signature_claim claim = {.kind = "batch", .serial = header.serial};
    char name[128], signature[SIGNATURE_MAX_BYTES];
    uint8_t *file;
    memcpy(header.kiosk, kiosk->id, sizeof header.kiosk);
    signature_key_id(kiosk->ggd.id, header.ggd);
    memcpy(claim.issuer, header.kiosk, sizeof claim.issuer);
    memcpy(claim.audience, header.ggd, sizeof claim.audience);
    if (batch_seal(kiosk->spool, &header, recipients, count, &file, &bytes) != SPOOL_OK ||
        !signature_sign(&kiosk->key, &claim, file, bytes, signature, sizeof signature)) {
        die("batch", "not sealed");
    }
    snprintf(name, sizeof name, "envelop-%s-%s.tar.age", kiosk->id, argv[3]);
    write_whole(argv[4], name, file, bytes);
    strcat(name, ".minisig");
    write_whole(argv[4], name, signature, strlen(signature));
    free(file);
}

static void receipt(struct kiosk *kiosk, char **argv)
{
    char path[PATH_BYTES];
    size_t size, signature_size;
    struct signature_claim claim;
    uint8_t *file = read_whole(argv[3], &size);
    snprintf(path, sizeof path, "%s.minisig", argv[3]);
    uint8_t *signature = read_whole(path, &signature_size);
    enum signature_result result = signature_verify(&kiosk->ggd, "receipt", kiosk->id, file, size,
                                                    (char *)signature, signature_size, &claim);
    if (result != SIGNATURE_GOOD || size != RECEIPT_BYTES) {
        die(argv[3], signature_result_text(result));
    }
    if (receipt_apply(file, kiosk->spool) != SPOOL_OK) {
        die("spool", "not released");
    }
    printf("%zu\n", SPOOL_SLOTS - spool_free_slots(kiosk->spool));
    free(signature);
    free(file);
}

struct command {
    const char *name;
    int words, words_most;
    void (*run)(struct kiosk *kiosk, char **argv);
};

static const struct command commands[] = {
    {"seal", 6, 8, seal},   {"junk", 4, 4, junk},       {"foreign", 4, 4, foreign},
    {"batch", 5, 5, batch}, {"receipt", 4, 4, receipt},
};

int main(int argc, char **argv)
{
    if (sodium_init() < 0 || argc < 3) {
        return 2;
    }
    if (strcmp(argv[1], "setup") == 0 && argc == 5) {
        setup(argc, argv);
        return 0;
    }
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(argv[1], commands[i].name) == 0 && argc >= commands[i].words &&
            argc <= commands[i].words_most) {
            struct kiosk kiosk = {0};
            kiosk_open(&kiosk, argv[2]);
            commands[i].run(&kiosk, argv);
            kiosk_close(&kiosk);
            return 0;
        }
    }
    return 2;
}
