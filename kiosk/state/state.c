#include "state.h"

#include "state_inner.h"

#include "batch.h"
#include "file.h"
#include "hash.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { KEY_FILE_MAX = 1024 };

bool state_fail(struct state_error *error, const char *what, const char *where, const char *then)
{
    snprintf(error->reason, sizeof error->reason, "%s: %s. %s", where, what, then);
    return false;
}

void state_path(char path[static STATE_PATH_BYTES], const char *folder, const char *name)
{
    snprintf(path, STATE_PATH_BYTES, "%s/%s", folder, name);
}

static bool make_folder(const char *path, struct state_error *error)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST) {
        return true;
    }
    return state_fail(error, strerror(errno), path, "Choose a folder that can be written");
}

static bool read_public(const char *path, struct signature_public_key *key,
                        struct state_error *error)
{
    uint8_t *bytes;
    size_t size;
    enum file_result read = file_read(path, KEY_FILE_MAX, &bytes, &size);
    if (read != FILE_OK) {
        return state_fail(error, file_result_text(read), path, "Give the GGD's public key file");
    }
    bool good = signature_public_parse((const char *)bytes, size, key);
    free(bytes);
    return good ||
           state_fail(error, "not a minisign public key", path, "Give the GGD's public key file");
}

// --- setup -------------------------------------------------------------------------------------

static bool write_text(const char *folder, const char *name, const char *text,
                       struct state_error *error)
{
    char path[STATE_PATH_BYTES];
    state_path(path, folder, name);
    enum file_result written = file_write(path, text, strlen(text), true);
    return written == FILE_OK || state_fail(error, file_result_text(written), path,
                                            "Use an empty folder with free space");
}

bool state_show_key(const char *folder, const struct signature_public_key *key,
                    struct state_error *error)
{
    char id[SIGNATURE_KEY_ID_CHARS + 1], name[STICK_NAME_BYTES], text[KEY_FILE_MAX];
    signature_key_id(key->id, id);
    snprintf(name, sizeof name, "outbox/envelop-kiosk-%s.pub", id);
    return signature_public_print(key, text, sizeof text) && write_text(folder, name, text, error);
}

static bool write_own_key(const char *folder, struct state_error *error)
{
    struct arena *arena = arena_create(4096);
    if (!arena) {
        return state_fail(error, "memory can't be locked", folder,
                          "Raise the limit on locked memory");
    }
    struct signature_secret_key *secret = arena_take(arena, sizeof *secret);
    char *text = arena_take(arena, KEY_FILE_MAX);
    struct signature_public_key public;
    bool done =
        signature_keypair(&public, secret) && signature_secret_print(secret, text, KEY_FILE_MAX) &&
        write_text(folder, "kiosk.key", text, error) &&
        signature_public_print(&public, text, KEY_FILE_MAX) &&
        write_text(folder, "kiosk.pub", text, error) && state_show_key(folder, &public, error);
    arena_destroy(arena);
    return done;
}

bool state_prepare(const char *folder, struct state_error *error)
{
    char inbox[STATE_PATH_BYTES], outbox[STATE_PATH_BYTES];
    state_path(inbox, folder, "inbox");
    state_path(outbox, folder, "outbox");
    return make_folder(folder, error) && make_folder(inbox, error) && make_folder(outbox, error);
}

// A spool that an interrupted setup left is taken; one that holds envelopes is nobody's to lose.
static bool make_spool(const char *folder, struct state_error *error)
{
    char path[STATE_PATH_BYTES];
    struct spool *spool;
    state_path(path, folder, "spool");
    enum spool_result made = spool_create(path);
    if (made == SPOOL_OK) {
        return true;
    }
    enum spool_result opened = spool_open(path, &spool);
    bool empty = opened == SPOOL_OK && spool_free_slots(spool) == SPOOL_SLOTS;
    spool_close(spool);
    return empty ||
           state_fail(error, spool_result_text(made), path, "Use an empty folder with free space");
}

// ggd.pub comes last: before it, the kiosk is not set up and setup can begin again.
static bool set_up(const char *folder, const struct signature_public_key *ggd,
                   struct state_error *error)
{
    char path[STATE_PATH_BYTES], text[KEY_FILE_MAX];
    struct stat exists;
    state_path(path, folder, "ggd.pub");
    if (lstat(path, &exists) == 0) {
        return state_fail(error, "is already set up", folder, "Use a new folder for a new setup");
    }
    return state_prepare(folder, error) && make_spool(folder, error) &&
           write_own_key(folder, error) && write_text(folder, "batch-serial", "0\n", error) &&
           signature_public_print(ggd, text, sizeof text) &&
           write_text(folder, "ggd.pub", text, error);
}

bool state_setup(const char *folder, const char *ggd_key_path, const char *words,
                 struct state_error *error)
{
    struct signature_public_key ggd;
    char own[160];
    if (!read_public(ggd_key_path, &ggd, error)) {
        return false;
    }
    if (!signature_words(&ggd, own, sizeof own) || (words && strcmp(words, own) != 0)) {
        return state_fail(error, "the six words are not those of this key", ggd_key_path,
                          "Compare them with the GGD's poster; if they differ, don't use this key");
    }
    return set_up(folder, &ggd, error);
}

// --- the GGD's key from a stick ----------------------------------------------------------------

void state_inbox_drop_key(const char *folder)
{
    char path[STATE_PATH_BYTES];
    state_path(path, folder, "inbox/ggd.pub");
    unlink(path);
}

bool state_inbox_key(const char *folder, struct inbox_key *key)
{
    char path[STATE_PATH_BYTES];
    struct state_error ignored;
    struct stat exists;
    state_path(path, folder, "inbox/ggd.pub");
    if (lstat(path, &exists) != 0) {
        return false;
    }
    if (read_public(path, &key->key, &ignored) &&
        signature_words(&key->key, key->words, sizeof key->words)) {
        return true;
    }
    state_inbox_drop_key(folder);
    return false;
}

bool state_inbox_setup(const char *folder, const struct inbox_key *key, struct state_error *error)
{
    if (!set_up(folder, &key->key, error)) {
        return false;
    }
    state_inbox_drop_key(folder);
    return true;
}

// --- opening -----------------------------------------------------------------------------------

bool state_open(const char *folder, struct state *state, struct state_error *error)
{
    char path[STATE_PATH_BYTES];
    memset(state, 0, sizeof *state);
    if (strlen(folder) >= sizeof state->folder) {
        return state_fail(error, "the name is too long", folder, "Use a shorter one");
    }
    memcpy(state->folder, folder, strlen(folder) + 1);
    state_path(path, folder, "ggd.pub");
    if (!read_public(path, &state->ggd, error)) {
        return state_fail(error, "this kiosk has not been set up", folder,
                          "Run envelop-kiosk --state DIR --setup GGD.pub first");
    }
    state_path(path, folder, "kiosk.pub");
    if (!read_public(path, &state->kiosk, error)) {
        return false;
    }
    signature_key_id(state->kiosk.id, state->kiosk_id);
    return true;
}

bool state_secret(const struct state *state, struct signature_secret_key *key,
                  struct state_error *error)
{
    char path[STATE_PATH_BYTES];
    uint8_t *bytes;
    size_t size;
    state_path(path, state->folder, "kiosk.key");
    enum file_result read = file_read(path, KEY_FILE_MAX, &bytes, &size);
    if (read != FILE_OK) {
        return state_fail(error, file_result_text(read), path, "Set the kiosk up anew");
    }
    bool good = signature_secret_parse((const char *)bytes, size, key);
    memory_wipe(bytes, size);
    free(bytes);
    return good || state_fail(error, "not a signing key", path, "Set the kiosk up anew");
}

enum spool_result state_spool(const struct state *state, struct spool **spool)
{
    char path[STATE_PATH_BYTES];
    state_path(path, state->folder, "spool");
    return spool_open(path, spool);
}

// --- the batch ---------------------------------------------------------------------------------

// Serials are used up before the batch is written: a number is never given twice.
static bool next_serial(const struct state *state, uint64_t *serial, struct state_error *error)
{
    char path[STATE_PATH_BYTES], text[32];
    uint8_t *bytes;
    size_t size;
    state_path(path, state->folder, "batch-serial");
    enum file_result result = file_read(path, sizeof text - 1, &bytes, &size);
    if (result == FILE_OK) {
        *serial = strtoull((const char *)bytes, NULL, 10) + 1;
        free(bytes);
        snprintf(text, sizeof text, "%" PRIu64 "\n", *serial);
        result = file_write(path, text, strlen(text), true);
    }
    return result == FILE_OK || state_fail(error, file_result_text(result), path,
                                           "Nothing was lost; make room and try again");
}

static bool sign_batch(const struct state *state, uint64_t serial, const uint8_t *batch,
                       size_t bytes, char *text, struct state_error *error)
{
    struct arena *arena = arena_create(sizeof(struct signature_secret_key));
    struct signature_secret_key *key = arena ? arena_take(arena, sizeof *key) : NULL;
    struct signature_claim claim = {.kind = "batch", .serial = serial};
    memcpy(claim.issuer, state->kiosk_id, sizeof claim.issuer);
    signature_key_id(state->ggd.id, claim.audience);
    bool done = key && state_secret(state, key, error) &&
                signature_sign(key, &claim, batch, bytes, text, SIGNATURE_MAX_BYTES);
    arena_destroy(arena);
    return done || state_fail(error, "the batch could not be signed", state->folder, "Try again");
}

// What was written is read back from the disk and compared, byte by byte.
static bool write_and_read_back(const char *path, const void *bytes, size_t size,
                                struct state_error *error)
{
    uint8_t *read;
    size_t read_size;
    enum file_result result = file_write(path, bytes, size, true);
    if (result == FILE_OK) {
        result = file_read(path, size, &read, &read_size);
    }
    if (result != FILE_OK) {
        return state_fail(error, file_result_text(result), path, "Nothing was lost; make room");
    }
    bool same = read_size == size && memcmp(read, bytes, size) == 0;
    free(read);
    return same || state_fail(error, "reads back differently", path, "Nothing was lost; try again");
}

// Both files or neither: half a batch on a stick would only puzzle whoever finds it.
static bool write_batch(const struct state *state, const char *outbox, const char *name,
                        const uint8_t *batch, size_t bytes, const char *signature,
                        struct state_error *error)
{
    char path[STATE_PATH_BYTES + 128], beside[STATE_PATH_BYTES + 144];
    if (outbox) {
        snprintf(path, sizeof path, "%s/%s", outbox, name);
    } else {
        snprintf(path, sizeof path, "%s/outbox/%s", state->folder, name);
    }
    snprintf(beside, sizeof beside, "%s.minisig", path);
    bool done = write_and_read_back(path, batch, bytes, error) &&
                write_and_read_back(beside, signature, strlen(signature), error);
    if (!done) {
        unlink(path);
        unlink(beside);
    }
    return done;
}

// Every batch holds all that the earlier ones held: in our own outbox only the newest stays.
static void clear_outbox(const struct state *state, const char *newest)
{
    char path[STATE_PATH_BYTES], mine[32];
    state_path(path, state->folder, "outbox");
    int mine_chars = snprintf(mine, sizeof mine, "envelop-%s-", state->kiosk_id);
    DIR *outbox = opendir(path);
    for (struct dirent *entry; outbox && (entry = readdir(outbox));) {
        if (strncmp(entry->d_name, mine, (size_t)mine_chars) == 0 &&
            strncmp(entry->d_name, newest, strlen(newest)) != 0) {
            unlinkat(dirfd(outbox), entry->d_name, 0);
        }
    }
    if (outbox) {
        closedir(outbox);
    }
}

// Looked at first, so that no serial is used up: the GGD reports every gap.
static bool can_hold(const char *outbox, struct state_error *error)
{
    struct stat status;
    if (!outbox) {
        return true;
    }
    if (stat(outbox, &status) == 0 && !S_ISDIR(status.st_mode)) {
        errno = ENOTDIR;
    } else if (access(outbox, W_OK | X_OK) == 0) {
        return true;
    }
    return state_fail(error, strerror(errno), outbox, "Choose a folder that can be written");
}

bool state_export(const struct state *state, const struct pack *pack, const struct spool *spool,
                  const char *outbox, char *name, size_t name_room, struct state_error *error)
{
    struct batch_header header = {.pack_serial = pack_serial(pack)};
    const struct age_recipient *recipients;
    size_t count = pack_recipients(pack, &recipients), bytes;
    uint8_t *batch;
    char signature[SIGNATURE_MAX_BYTES];
    memcpy(header.kiosk, state->kiosk_id, sizeof header.kiosk);
    signature_key_id(state->ggd.id, header.ggd);
    if (!can_hold(outbox, error) || !next_serial(state, &header.serial, error)) {
        return false;
    }
    enum spool_result sealed = batch_seal(spool, &header, recipients, count, &batch, &bytes);
    if (sealed != SPOOL_OK) {
        return state_fail(error, spool_result_text(sealed), state->folder,
                          "Nothing was lost; try again");
    }
    snprintf(name, name_room, "envelop-%s-%" PRIu64 ".tar.age", state->kiosk_id, header.serial);
    bool done = sign_batch(state, header.serial, batch, bytes, signature, error) &&
                write_batch(state, outbox, name, batch, bytes, signature, error);
    if (done && !outbox) {
        clear_outbox(state, name);
        struct state_error ignored;
        state_show_key(state->folder, &state->kiosk, &ignored);
    }
    free(batch);
    return done;
}

// --- what has been carried ---------------------------------------------------------------------

static void remove_carried(const struct state *state, const char *name, const char *ending)
{
    char path[STATE_PATH_BYTES + STICK_NAME_BYTES + 32];
    snprintf(path, sizeof path, "%s/outbox/%s%s", state->folder, name, ending);
    unlink(path);
}

void state_outbox_carried(const struct state *state, const char *batch, const char *report)
{
    if (stick_name_kind(batch, NULL, NULL) == STICK_FILE_BATCH) {
        remove_carried(state, batch, ".minisig");
        remove_carried(state, batch, "");
    }
    if (stick_name_kind(report, NULL, NULL) == STICK_FILE_REPORT) {
        remove_carried(state, report, "");
    }
}
