// import: takes in what comes on sticks, however often it comes.
//
// The rules: nothing of a batch is parsed before the signature of a kiosk that was added is
// verified; an envelope is kept as it came, once, by its hash; what can't be read is set aside and
// the rest goes on; a receipt is written only when everything that it names is on the disk. So a
// crash at any moment loses nothing, and importing again finishes the work.
#include "case.h"
#include "collect.h"
#include "command.h"
#include "file.h"
#include "kiosks.h"
#include "receipts.h"
#include "say.h"
#include "store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SIGNATURE_PATH_MORE = 16 };

struct tally {
    size_t batches, refused;          // files
    size_t fresh, known, aside, demo; // envelopes; `demo` of the fresh ones
    size_t strays;                    // members of batches that are no envelopes
};

struct import {
    const struct options *options;
    struct home home;
    struct keys keys;
    struct kiosks kiosks;
    struct case_reader *reader;
    struct tally tally;
    uint8_t (*hashes)[ENVELOPE_HASH_BYTES]; // of the batch at hand, SPOOL_SLOTS
    size_t hash_count;
    bool disk_failed;
};

// A batch as it stands on the stick.
struct delivery {
    const char *path;
    uint8_t *file, *signature;
    size_t bytes, signature_bytes;
    struct signature_claim claim;
};

static bool delivery_read(struct delivery *delivery)
{
    char path[HOME_PATH_ROOM + SIGNATURE_PATH_MORE];
    int length = snprintf(path, sizeof path, "%s.minisig", delivery->path);
    if (length < 0 || length >= HOME_PATH_ROOM) {
        return refuse("the path of a batch is too long");
    }
    enum file_result result =
        file_read(path, SIGNATURE_MAX_BYTES, &delivery->signature, &delivery->signature_bytes);
    if (result != FILE_OK) {
        delivery->signature = NULL;
        return refuse("\"%s\" is not taken: its signature \"%s\" can't be read: %s", delivery->path,
                      path, file_result_text(result));
    }
    result = file_read(delivery->path, batch_sealed_bytes(AGE_MAX_RECIPIENTS), &delivery->file,
                       &delivery->bytes);
    if (result != FILE_OK) {
        delivery->file = NULL;
        return refuse("\"%s\" is not taken: %s", delivery->path, file_result_text(result));
    }
    return true;
}

static void delivery_finish(struct delivery *delivery)
{
    free(delivery->file);
    free(delivery->signature);
}

static const struct kiosk *kiosk_of(const struct import *import, struct delivery *delivery,
                                    enum signature_result *verdict)
{
    *verdict = SIGNATURE_OTHER_KEY;
    for (size_t i = 0; i < import->kiosks.count; i++) {
        const struct kiosk *kiosk = &import->kiosks.at[i];
        struct signature_claim claim = {0};
        enum signature_result result = signature_verify(
            &kiosk->key, "batch", import->home.key_id, delivery->file, delivery->bytes,
            (const char *)delivery->signature, delivery->signature_bytes, &claim);
        if (result != SIGNATURE_OTHER_KEY) {
            *verdict = result;
            delivery->claim = claim;
            return kiosk;
        }
    }
    return NULL;
}

static bool delivery_trusted(const struct import *import, struct delivery *delivery)
{
    enum signature_result verdict;
    const struct kiosk *kiosk = kiosk_of(import, delivery, &verdict);
    if (!kiosk) {
        return refuse("\"%s\" is not taken: no kiosk that was added has signed it; add the kiosk "
                      "first, comparing its six words",
                      delivery->path);
    }
    if (verdict == SIGNATURE_MALFORMED) {
        return refuse("\"%s\" is not taken: its signature is not a minisign signature",
                      delivery->path);
    }
    if (verdict != SIGNATURE_GOOD) {
        return refuse("\"%s\" is not taken: %s (kiosk %s)", delivery->path,
                      signature_result_text(verdict), kiosk->id);
    }
    return kiosk->revoked[0] == '\0' || refuse("\"%s\" is not taken: kiosk %s was revoked on %s",
                                               delivery->path, kiosk->id, kiosk->revoked);
}

static void aside_remove(const struct home *home, const char *hex)
{
    char path[HOME_PATH_ROOM];
    home_path(home, path, "set-aside/%s.age", hex);
    unlink(path);
    home_path(home, path, "set-aside/%s.txt", hex);
    unlink(path);
}

// An envelope that couldn't be read before (no form was known, say) is tried again each time it
// comes.
static bool envelope_store(struct import *import, const uint8_t *hash, const uint8_t *envelope)
{
    char reason[CASE_REASON_ROOM], hex[STORE_HEX_ROOM];
    enum store_place place = store_where(&import->home, hash);
    if (place == STORE_KEPT) {
        import->tally.known++;
        return true;
    }
    store_hex(hash, hex);
    const struct opened_case *opened = case_read(import->reader, envelope, reason);
    if (!opened) {
        import->tally.aside++;
        warn_person("envelope %.12s is set aside: %s", hex, reason);
        return place == STORE_SET_ASIDE ||
               store_set_aside(&import->home, hex, envelope, ENVELOPE_BYTES, reason);
    }
    import->tally.fresh++;
    import->tally.demo += opened->context.demo;
    if (!store_keep(&import->home, hash, envelope)) {
        return false;
    }
    if (place == STORE_SET_ASIDE) {
        aside_remove(&import->home, hex);
    }
    return true;
}

static bool envelope_visit(void *context, const uint8_t envelope[static ENVELOPE_BYTES],
                           const uint8_t hash[static ENVELOPE_HASH_BYTES])
{
    struct import *import = context;
    if (import->hash_count == SPOOL_SLOTS || !envelope_store(import, hash, envelope)) {
        import->disk_failed = true;
        return false;
    }
    memcpy(import->hashes[import->hash_count++], hash, ENVELOPE_HASH_BYTES);
    return true;
}

// A batch that its kiosk signed and that yet can't be opened is kept, and gets no receipt.
static void batch_set_aside(struct import *import, const struct delivery *delivery,
                            const char *reason)
{
    char stem[100];
    snprintf(stem, sizeof stem, "envelop-%.16s-%llu.tar", delivery->claim.issuer,
             (unsigned long long)delivery->claim.serial);
    warn_person("\"%s\" is set aside: %s", delivery->path, reason);
    import->tally.refused++;
    if (!store_set_aside(&import->home, stem, delivery->file, delivery->bytes, reason)) {
        import->disk_failed = true;
    }
}

static bool batch_matches(const struct delivery *delivery, const struct batch_header *header)
{
    return strcmp(header->kiosk, delivery->claim.issuer) == 0 &&
           strcmp(header->ggd, delivery->claim.audience) == 0 &&
           header->serial == delivery->claim.serial;
}

static void batch_finish(struct import *import, const struct delivery *delivery, size_t strays)
{
    const struct home *home = &import->home;
    if (strays > 0) {
        warn_person("%zu parts of \"%s\" are no envelopes; the rest was taken", strays,
                    delivery->path);
        import->tally.strays += strays;
    }
    if (!receipts_batch_note(home, &delivery->claim, (const char *)delivery->signature,
                             delivery->signature_bytes) ||
        !receipts_write(home, import->keys.signing, &delivery->claim,
                        (const uint8_t(*)[ENVELOPE_HASH_BYTES])import->hashes,
                        import->hash_count)) {
        import->disk_failed = true;
        return;
    }
    import->tally.batches++;
}

static void batch_import(struct import *import, const struct delivery *delivery)
{
    struct batch_header header = {0};
    struct batch_error error = {0};
    size_t strays = 0;
    import->hash_count = 0;
    bool opened = batch_open(import->keys.identity, 1, delivery->file, delivery->bytes, &header,
                             envelope_visit, import, &strays, &error);
    if (import->disk_failed) {
        return;
    }
    if (!opened) {
        batch_set_aside(import, delivery, error.reason);
    } else if (!batch_matches(delivery, &header)) {
        batch_set_aside(import, delivery,
                        "it names another kiosk, GGD or serial than its signature");
    } else {
        batch_finish(import, delivery, strays);
    }
}

static void path_import(struct import *import, const char *path)
{
    struct delivery delivery = {.path = path};
    if (delivery_read(&delivery) && delivery_trusted(import, &delivery)) {
        batch_import(import, &delivery);
    } else {
        import->tally.refused++;
    }
    delivery_finish(&delivery);
}

static void summary_say(const struct import *import)
{
    const struct tally *t = &import->tally;
    printf("%zu %s taken, %zu not taken; envelopes: %zu new, %zu known before, %zu set aside\n",
           t->batches, t->batches == 1 ? "batch" : "batches", t->refused, t->fresh, t->known,
           t->aside);
    if (t->demo > 0) {
        printf("%zu of the new ones come from a demo pack and never count\n", t->demo);
    }
    for (size_t i = 0; i < import->kiosks.count; i++) {
        receipts_gaps_say(&import->home, import->kiosks.at[i].id);
    }
}

static bool receipts_give(const struct import *import)
{
    size_t count;
    if (!import->options->out) {
        return true;
    }
    if (!receipts_copy(&import->home, NULL, import->options->out, &count)) {
        return false;
    }
    printf("%zu %s in \"%s\"\n", count, count == 1 ? "receipt" : "receipts", import->options->out);
    return true;
}

static enum ggd_exit verdict(const struct import *import, size_t missing)
{
    const struct tally *t = &import->tally;
    if (import->disk_failed) {
        refuse(
            "import stopped, and no receipt was written for the last batch; make room and import "
            "again, nothing is lost");
        return GGD_REFUSED;
    }
    if (t->batches == 0) {
        return GGD_REFUSED;
    }
    return t->refused + t->aside + t->strays + missing > 0 ? GGD_SOME_SET_ASIDE : GGD_DONE;
}

static enum ggd_exit import_all(struct import *import)
{
    struct collected collected;
    size_t missing;
    if (!collect_batches(import->options->operands, import->options->operand_count, &collected,
                         &missing)) {
        return GGD_REFUSED;
    }
    for (size_t i = 0; i < collected.count && !import->disk_failed; i++) {
        path_import(import, collected.paths[i]);
    }
    collect_finish(&collected);
    summary_say(import);
    enum ggd_exit code = verdict(import, missing);
    return receipts_give(import) ? code : GGD_REFUSED;
}

static bool import_prepare(struct import *import)
{
    const struct options *options = import->options;
    if (!home_open_to_change(options, &import->home) ||
        !kiosks_read(&import->home, &import->kiosks) ||
        !keys_unlock(&import->home, options, true, true, &import->keys)) {
        return false;
    }
    import->hashes = calloc(SPOOL_SLOTS, sizeof *import->hashes);
    import->reader = case_reader_create(&import->home, import->keys.identity);
    return import->hashes && import->reader;
}

static enum ggd_exit import_run(const struct options *options)
{
    struct import import = {.options = options, .home = {.lock = -1}};
    enum ggd_exit code = import_prepare(&import) ? import_all(&import) : GGD_REFUSED;
    case_reader_destroy(import.reader);
    free(import.hashes);
    kiosks_finish(&import.kiosks);
    keys_forget(&import.keys);
    home_close(&import.home);
    return code;
}

const struct command command_import = {
    .name = "import",
    .help = "import    takes in the batches of kiosks and writes receipts\n"
            "\n"
            "  envelop-ggd import FILE|DIR... --home DIR [--out DIR] [--passphrase-file FILE]\n"
            "\n"
            "Takes batches (*.tar.age with *.minisig) of kiosks that were added, however often "
            "they come:\n"
            "an envelope counts once. What can't be opened is kept in HOME/set-aside with the "
            "reason, and\n"
            "the rest goes on. Receipts are written to HOME/receipts and, with --out, to that "
            "folder too\n"
            "(the stick): they let the kiosks free their space.\n"
            "\n"
            "example: envelop-ggd import /media/stick/envelop --home ~/ggd --out "
            "/media/stick/envelop\n",
    .allowed = "oP",
    .operands_least = 1,
    .operands_most = 4096,
    .run = import_run,
};
