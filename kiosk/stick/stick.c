#include "stick.h"

#include "file.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

enum { KIOSK_ID_CHARS = 16, MOST = 99 };

// --- names -------------------------------------------------------------------------------------

// As many bytes as there are, and room for a future that is a little larger.
static const struct {
    size_t cap;
    bool is_signed;
} kinds[] = {
    [STICK_FILE_OTHER] = {0, false},
    [STICK_FILE_KEY] = {1024, false},
    [STICK_FILE_PACK] = {256 * 1024 * 1024, true},
    [STICK_FILE_RECEIPT] = {64 * 1024, true},
    [STICK_FILE_BATCH] = {16 * 1024 * 1024, true},
    [STICK_FILE_REPORT] = {8192, false},
    [STICK_FILE_KIOSK_KEY] = {1024, false},
};
static_assert(sizeof kinds / sizeof kinds[0] == STICK_KINDS, "a row a kind");

size_t stick_kind_cap(enum stick_kind kind)
{
    return kinds[kind].cap;
}

bool stick_kind_signed(enum stick_kind kind)
{
    return kinds[kind].is_signed;
}

static bool is_plain(const char *name)
{
    static const char allowed[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._";
    size_t length = strnlen(name, STICK_NAME_BYTES);
    return length > 0 && length < STICK_NAME_BYTES && strspn(name, allowed) == length;
}

static bool begins(const char **at, const char *with)
{
    size_t length = strlen(with);
    if (strncmp(*at, with, length) != 0) {
        return false;
    }
    *at += length;
    return true;
}

static bool ends(const char *name, const char *with)
{
    size_t length = strlen(name), tail = strlen(with);
    return length >= tail && strcmp(name + length - tail, with) == 0;
}

static bool take_id(const char **at, char id[static KIOSK_ID_CHARS + 1])
{
    if (strspn(*at, "0123456789abcdef") < KIOSK_ID_CHARS) {
        return false;
    }
    memcpy(id, *at, KIOSK_ID_CHARS);
    id[KIOSK_ID_CHARS] = '\0';
    *at += KIOSK_ID_CHARS;
    return true;
}

// Without leading zeros, not 0, and of at most 19 digits: it always fits.
static bool take_serial(const char **at, uint64_t *serial)
{
    size_t digits = strspn(*at, "0123456789");
    if (digits == 0 || digits > 19 || **at == '0') {
        return false;
    }
    *serial = strtoull(*at, NULL, 10);
    *at += digits;
    return true;
}

// PREFIX kiosk-id [ "-" serial ] SUFFIX
static bool fits(const char *name, const char *prefix, const char *suffix, char *id,
                 uint64_t *serial)
{
    const char *at = name;
    return begins(&at, prefix) && take_id(&at, id) &&
           (!serial || (begins(&at, "-") && take_serial(&at, serial))) && strcmp(at, suffix) == 0;
}

static enum stick_kind numbered_kind(const char *name, char *id, uint64_t *serial)
{
    if (fits(name, "envelop-", ".receipt", id, serial)) {
        return STICK_FILE_RECEIPT;
    }
    if (fits(name, "envelop-", ".tar.age", id, serial)) {
        return STICK_FILE_BATCH;
    }
    *serial = 0;
    if (fits(name, "envelop-report-", ".txt", id, NULL)) {
        return STICK_FILE_REPORT;
    }
    if (fits(name, "envelop-kiosk-", ".pub", id, NULL)) {
        return STICK_FILE_KIOSK_KEY;
    }
    id[0] = '\0';
    return STICK_FILE_OTHER;
}

enum stick_kind stick_name_kind(const char *name, char kiosk[17], uint64_t *serial)
{
    char id[KIOSK_ID_CHARS + 1] = "";
    uint64_t number = 0;
    const char *at = name;
    enum stick_kind kind = STICK_FILE_OTHER;
    if (!is_plain(name)) {
        kind = STICK_FILE_OTHER;
    } else if (strcmp(name, "ggd.pub") == 0) {
        kind = STICK_FILE_KEY;
    } else if (begins(&at, "envelop-pack") && ends(at, ".tar")) {
        kind = STICK_FILE_PACK;
    } else {
        kind = numbered_kind(name, id, &number);
    }
    if (kiosk) {
        memcpy(kiosk, id, sizeof id);
    }
    if (serial) {
        *serial = number;
    }
    return kind;
}

uint64_t stick_pack_serial(const char *minisig)
{
    const char *at = strstr(minisig, "\ntrusted comment: envelop-pack-1 ");
    char id[KIOSK_ID_CHARS + 1];
    uint64_t serial = 0;
    bool good = at && begins(&at, "\ntrusted comment: envelop-pack-1 ") && take_id(&at, id) &&
                begins(&at, " any ") && take_serial(&at, &serial) && *at == '\n';
    return good ? serial : 0;
}

// --- the status --------------------------------------------------------------------------------

static const char *const words[] = {
    [STICK_NONE] = "none",           [STICK_READING] = "reading", [STICK_THERE] = "there",
    [STICK_WRITING] = "writing",     [STICK_DONE] = "done",       [STICK_FULL] = "full",
    [STICK_READ_ONLY] = "read-only", [STICK_PULLED] = "pulled",   [STICK_DAMAGED] = "damaged",
    [STICK_NO_BATCH] = "no-batch",   [STICK_NO_ROOM] = "no-room",
};
static_assert(sizeof words / sizeof words[0] == STICK_STATES, "a word a state");

static unsigned at_most(unsigned count)
{
    return count < MOST ? count : MOST;
}

static const char *or_none(const char *name)
{
    return name[0] ? name : "-";
}

size_t stick_status_print(const struct stick_status *status,
                          char text[static STICK_STATUS_MAX_BYTES])
{
    int length = snprintf(text, STICK_STATUS_MAX_BYTES,
                          "envelop-stick-1\nstate %s\nkey %s\npacks %u\nreceipts %u\nrefused %u\n"
                          "batch %s\nreport %s\n",
                          words[status->state], status->key ? "yes" : "no", at_most(status->packs),
                          at_most(status->receipts), at_most(status->refused),
                          or_none(status->batch), or_none(status->report));
    return (size_t)length;
}

static bool take_state(const char *word, enum stick_state *state)
{
    for (size_t i = 0; i < STICK_STATES; i++) {
        if (strcmp(word, words[i]) == 0) {
            *state = (enum stick_state)i;
            return true;
        }
    }
    return false;
}

static bool take_name(const char *word, enum stick_kind kind, enum stick_state state, char *name)
{
    if (strcmp(word, "-") == 0) {
        name[0] = '\0';
        return true;
    }
    memcpy(name, word, strlen(word) + 1);
    return state == STICK_DONE && stick_name_kind(word, NULL, NULL) == kind;
}

static bool take_fields(const char *text, struct stick_status *status)
{
    char state[16], key[4], batch[STICK_NAME_BYTES], report[STICK_NAME_BYTES];
    int taken =
        sscanf(text,
               "envelop-stick-1 state %15s key %3s packs %2u receipts %2u refused %2u "
               "batch %63s report %63s",
               state, key, &status->packs, &status->receipts, &status->refused, batch, report);
    status->key = taken == 7 && strcmp(key, "yes") == 0;
    return taken == 7 && take_state(state, &status->state) &&
           take_name(batch, STICK_FILE_BATCH, status->state, status->batch) &&
           take_name(report, STICK_FILE_REPORT, status->state, status->report);
}

bool stick_status_parse(const char *text, size_t bytes, struct stick_status *status)
{
    char copy[STICK_STATUS_MAX_BYTES], again[STICK_STATUS_MAX_BYTES];
    struct stick_status parsed = {0};
    memset(status, 0, sizeof *status);
    if (bytes >= sizeof copy) {
        return false;
    }
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    // Printed once more: whatever sscanf overlooked makes a difference.
    if (!take_fields(copy, &parsed) || stick_status_print(&parsed, again) != bytes ||
        memcmp(copy, again, bytes) != 0) {
        return false;
    }
    *status = parsed;
    return true;
}

bool stick_status_read(const char *state_dir, struct stick_status *status)
{
    char path[512];
    uint8_t *bytes;
    size_t size;
    memset(status, 0, sizeof *status);
    int length = snprintf(path, sizeof path, "%s/inbox/stick", state_dir);
    if (length < 0 || (size_t)length >= sizeof path) {
        return false;
    }
    enum file_result read = file_read(path, STICK_STATUS_MAX_BYTES - 1, &bytes, &size);
    if (read != FILE_OK) {
        return read == FILE_NOT_FOUND;
    }
    bool good = stick_status_parse((const char *)bytes, size, status);
    free(bytes);
    return good;
}

int stick_watch_open(const char *state_dir)
{
    char path[512];
    int length = snprintf(path, sizeof path, "%s/inbox", state_dir);
    int watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (watch < 0) {
        return -1;
    }
    // Whatever comes into the inbox comes by its last name.
    if (length < 0 || (size_t)length >= sizeof path ||
        inotify_add_watch(watch, path, IN_MOVED_TO | IN_ONLYDIR) < 0) {
        close(watch);
        return -1;
    }
    return watch;
}

void stick_watch_drain(int watch)
{
    char events[4096];
    while (read(watch, events, sizeof events) > 0) {
    }
}
