// What comes from the GGD: packs and receipts, from a path or from the inbox. Nothing is parsed
// before its signature was verified, nothing in force is touched before all of it is known to be
// good, and what fails leaves everything as it was.
#include "state_inner.h"

#include "file.h"
#include "receipt.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = STATE_PATH_BYTES + STICK_NAME_BYTES, BESIDE_ROOM = PATH_ROOM + 16 };

// --- a receipt ---------------------------------------------------------------------------------

static enum spool_result release_slots(const struct state *state, const uint8_t *receipt,
                                       struct spool *spool)
{
    if (spool) {
        return receipt_apply(receipt, spool);
    }
    enum spool_result result = state_spool(state, &spool);
    if (result == SPOOL_OK) {
        result = receipt_apply(receipt, spool);
    }
    spool_close(spool);
    return result;
}

// A signed file of the GGD, verified; *bytes is the caller's to free whatever comes of it.
static enum signature_result read_signed(const struct state *state, const char *path, size_t cap,
                                         const char *kind, uint8_t **bytes, size_t *size,
                                         struct signature_claim *claim)
{
    char beside[BESIDE_ROOM];
    uint8_t *signature;
    size_t signature_size;
    const char *audience = strcmp(kind, "receipt") == 0 ? state->kiosk_id : NULL;
    *bytes = NULL;
    snprintf(beside, sizeof beside, "%s.minisig", path);
    if (file_read(beside, SIGNATURE_MAX_BYTES, &signature, &signature_size) != FILE_OK) {
        return SIGNATURE_MALFORMED;
    }
    enum signature_result result = SIGNATURE_MALFORMED;
    if (file_read(path, cap, bytes, size) == FILE_OK) {
        result = signature_verify(&state->ggd, kind, audience, *bytes, *size,
                                  (const char *)signature, signature_size, claim);
    }
    free(signature);
    return result;
}

static enum inbox_result receive_receipt(const struct state *state, const char *path,
                                         struct spool *spool, struct state_error *error)
{
    uint8_t *receipt;
    size_t size = 0;
    struct signature_claim claim;
    enum signature_result verdict =
        read_signed(state, path, RECEIPT_BYTES, "receipt", &receipt, &size, &claim);
    if (verdict != SIGNATURE_GOOD || size != RECEIPT_BYTES) {
        state_fail(error,
                   receipt ? signature_result_text(verdict) : "can't be read with its .minisig",
                   path, "Bring the receipt that the GGD wrote for this kiosk");
        free(receipt);
        return verdict == SIGNATURE_OTHER_KEY || verdict == SIGNATURE_OTHER_KIND ? INBOX_FOREIGN
                                                                                 : INBOX_DAMAGED;
    }
    enum spool_result released = release_slots(state, receipt, spool);
    free(receipt);
    if (released == SPOOL_OK) {
        return INBOX_TAKEN;
    }
    state_fail(error, spool_result_text(released), path, "Nothing was lost; try again");
    return INBOX_FAILED;
}

// --- a pack ------------------------------------------------------------------------------------

// Why it will be refused, as far as a screen has to tell it apart; INBOX_TAKEN: go on.
static enum inbox_result judge_pack(const struct state *state, const char *path)
{
    uint8_t *tar;
    size_t size;
    struct signature_claim claim;
    struct pack_error ignored;
    enum signature_result verdict =
        read_signed(state, path, PACK_MAX_BYTES, "pack", &tar, &size, &claim);
    free(tar);
    if (verdict != SIGNATURE_GOOD) {
        return verdict == SIGNATURE_OTHER_KEY || verdict == SIGNATURE_OTHER_KIND ? INBOX_FOREIGN
                                                                                 : INBOX_DAMAGED;
    }
    struct pack *installed = pack_open(state->folder, &state->ggd, &ignored);
    enum inbox_result result = INBOX_TAKEN;
    if (installed && claim.serial < pack_serial(installed)) {
        result = INBOX_OLDER;
    } else if (installed && claim.serial == pack_serial(installed) && pack_is_whole(installed)) {
        result = INBOX_KNOWN; // a damaged one is mended by installing it again
    }
    pack_close(installed);
    return result;
}

static enum inbox_result receive_pack(const struct state *state, const char *path,
                                      struct state_error *error)
{
    struct pack_error refused;
    enum inbox_result judged = judge_pack(state, path);
    if (judged == INBOX_KNOWN) {
        return judged;
    }
    if (pack_install(path, state->folder, &state->ggd, &refused)) {
        return INBOX_TAKEN;
    }
    snprintf(error->reason, sizeof error->reason, "%s", refused.reason);
    return judged == INBOX_TAKEN ? INBOX_DAMAGED : judged;
}

bool state_receive(const struct state *state, const char *path, struct state_error *error)
{
    size_t length = strlen(path);
    struct pack_error refused;
    if (length <= 4 || strcmp(path + length - 4, ".tar") != 0) {
        return receive_receipt(state, path, NULL, error) == INBOX_TAKEN;
    }
    bool installed = pack_install(path, state->folder, &state->ggd, &refused);
    if (!installed) {
        snprintf(error->reason, sizeof error->reason, "%s", refused.reason);
    }
    return installed;
}

// --- the inbox ---------------------------------------------------------------------------------

static void inbox_path(const struct state *state, const char *name, const char *ending,
                       char path[static BESIDE_ROOM])
{
    snprintf(path, BESIDE_ROOM, "%s/inbox/%.63s%s", state->folder, name, ending);
}

// The signature last: while it is there, the pair counts as whole.
static void drop(const struct state *state, const char *name)
{
    char path[BESIDE_ROOM];
    inbox_path(state, name, ".minisig", path);
    unlink(path);
    inbox_path(state, name, "", path);
    unlink(path);
}

// False: half a pair.
static bool claimed_serial(const struct state *state, const char *name, uint64_t *serial)
{
    char path[BESIDE_ROOM];
    uint8_t *text;
    size_t size;
    inbox_path(state, name, ".minisig", path);
    if (file_read(path, SIGNATURE_MAX_BYTES, &text, &size) != FILE_OK) {
        return false;
    }
    *serial = stick_pack_serial((const char *)text);
    free(text);
    return true;
}

// Whether this kiosk can use it; what it never can is removed.
static bool is_ours(const struct state *state, const char *name, struct inbox_item *item)
{
    char kiosk[17];
    uint64_t claimed;
    memset(item, 0, sizeof *item);
    item->kind = stick_name_kind(name, kiosk, &item->serial);
    if (item->kind != STICK_FILE_PACK && item->kind != STICK_FILE_RECEIPT) {
        if (item->kind != STICK_FILE_OTHER) {
            drop(state, name);
        }
        return false;
    }
    memcpy(item->name, name, strlen(name) + 1);
    if (!claimed_serial(state, name, &claimed) ||
        (item->kind == STICK_FILE_RECEIPT && strcmp(kiosk, state->kiosk_id) != 0)) {
        drop(state, name);
        return false;
    }
    item->serial = item->kind == STICK_FILE_PACK ? claimed : item->serial;
    return true;
}

// Packs before receipts, the newest of each first; names make the order whole.
static bool comes_before(const struct inbox_item *one, const struct inbox_item *other)
{
    if (one->kind != other->kind) {
        return one->kind == STICK_FILE_PACK;
    }
    return one->serial != other->serial ? one->serial > other->serial
                                        : strcmp(one->name, other->name) < 0;
}

bool state_inbox_next(const struct state *state, struct inbox_item *item)
{
    char path[STATE_PATH_BYTES];
    struct inbox_item found;
    bool any = false;
    state_path(path, state->folder, "inbox");
    DIR *inbox = opendir(path);
    for (struct dirent *entry; inbox && (entry = readdir(inbox));) {
        if (is_ours(state, entry->d_name, &found) && (!any || comes_before(&found, item))) {
            *item = found;
            any = true;
        }
    }
    if (inbox) {
        closedir(inbox);
    }
    return any;
}

enum inbox_result state_inbox_take(const struct state *state, const struct inbox_item *item,
                                   struct spool *spool, struct state_error *error)
{
    char path[BESIDE_ROOM];
    inbox_path(state, item->name, "", path);
    error->reason[0] = '\0';
    enum inbox_result result = item->kind == STICK_FILE_PACK
                                   ? receive_pack(state, path, error)
                                   : receive_receipt(state, path, spool, error);
    drop(state, item->name);
    return result;
}
