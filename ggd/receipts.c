#include "receipts.h"

#include "file.h"
#include "say.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GAPS_SAID = 12 };

static bool durable(const char *path, const void *bytes, size_t size)
{
    enum file_result result = file_write(path, bytes, size, true);
    return result == FILE_OK ||
           refuse("\"%s\" can't be written: %s", path, file_result_text(result));
}

bool receipts_batch_note(const struct home *home, const struct signature_claim *claim,
                         const char *signature, size_t bytes)
{
    char path[HOME_PATH_ROOM];
    uint8_t *before;
    size_t size;
    home_path(home, path, "batches/envelop-%.16s-%llu.minisig", claim->issuer,
              (unsigned long long)claim->serial);
    if (file_read(path, SIGNATURE_MAX_BYTES, &before, &size) == FILE_OK) {
        if (size != bytes || memcmp(before, signature, size) != 0) {
            warn_person(
                "kiosk %.16s has used serial %llu twice: it was reset, or its state was put "
                "back",
                claim->issuer, (unsigned long long)claim->serial);
        }
        free(before);
    }
    return durable(path, signature, bytes);
}

bool receipts_write(const struct home *home, const struct signature_secret_key *key,
                    const struct signature_claim *batch,
                    const uint8_t (*hashes)[ENVELOPE_HASH_BYTES], size_t count)
{
    static uint8_t receipt[RECEIPT_BYTES];
    char path[HOME_PATH_ROOM], text[SIGNATURE_MAX_BYTES];
    struct signature_claim claim = {.kind = "receipt", .serial = batch->serial};
    memcpy(claim.issuer, home->key_id, sizeof claim.issuer);
    memcpy(claim.audience, batch->issuer, sizeof claim.audience);
    if (!receipt_write(hashes, count, receipt) ||
        !signature_sign(key, &claim, receipt, sizeof receipt, text, sizeof text)) {
        return refuse("the receipt for kiosk %.16s can't be made", batch->issuer);
    }
    home_path(home, path, "receipts/envelop-%.16s-%llu.receipt", batch->issuer,
              (unsigned long long)batch->serial);
    if (!durable(path, receipt, sizeof receipt)) {
        return false;
    }
    strcat(path, ".minisig");
    return durable(path, text, strlen(text));
}

// "envelop-<kiosk>-<serial><end>"; false on any other name.
static bool name_read(const char *name, const char *end, char kiosk[static 17], uint64_t *serial)
{
    char *rest;
    if (strncmp(name, "envelop-", 8) != 0 || strspn(name + 8, "0123456789abcdef") != 16 ||
        name[24] != '-' || name[25] < '0' || name[25] > '9') {
        return false;
    }
    memcpy(kiosk, name + 8, 16);
    kiosk[16] = '\0';
    *serial = strtoull(name + 25, &rest, 10);
    return strcmp(rest, end) == 0;
}

struct serials {
    uint64_t *at;
    size_t count;
};

static int by_number(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return (left > right) - (left < right);
}

static bool serials_read(const struct home *home, const char *kiosk, struct serials *serials)
{
    char path[HOME_PATH_ROOM];
    struct dirent **names;
    home_path(home, path, "batches");
    int count = scandir(path, &names, NULL, NULL);
    *serials =
        (struct serials){.at = count > 0 ? calloc((size_t)count, sizeof *serials->at) : NULL};
    for (int i = 0; i < count; i++) {
        char id[17];
        uint64_t serial;
        if (serials->at && name_read(names[i]->d_name, ".minisig", id, &serial) &&
            strcmp(id, kiosk) == 0) {
            serials->at[serials->count++] = serial;
        }
        free(names[i]);
    }
    if (count >= 0) {
        free(names);
    }
    if (serials->count > 0) {
        qsort(serials->at, serials->count, sizeof *serials->at, by_number);
    }
    return serials->count > 0;
}

static void gap_say(const char *kiosk, uint64_t from, uint64_t to, uint64_t next)
{
    char range[64];
    if (from == to) {
        snprintf(range, sizeof range, "batch %llu", (unsigned long long)from);
    } else {
        snprintf(range, sizeof range, "batches %llu to %llu", (unsigned long long)from,
                 (unsigned long long)to);
    }
    warn_person(
        "%s of kiosk %.16s never came; what was in the kiosk then is in batch %llu as well, "
        "unless a receipt freed it, but look for the stick",
        range, kiosk, (unsigned long long)next);
}

void receipts_gaps_say(const struct home *home, const char *kiosk)
{
    struct serials serials;
    uint64_t expected = 1;
    size_t said = 0;
    if (serials_read(home, kiosk, &serials)) {
        for (size_t i = 0; i < serials.count && said < GAPS_SAID; i++) {
            if (serials.at[i] > expected) {
                gap_say(kiosk, expected, serials.at[i] - 1, serials.at[i]);
                said++;
            }
            expected = serials.at[i] + 1;
        }
    }
    free(serials.at);
}

struct latest {
    char kiosk[17];
    uint64_t serial;
};

static void latest_note(struct latest *list, size_t *count, const char *kiosk, uint64_t serial)
{
    for (size_t i = 0; i < *count; i++) {
        if (strcmp(list[i].kiosk, kiosk) == 0) {
            list[i].serial = serial > list[i].serial ? serial : list[i].serial;
            return;
        }
    }
    memcpy(list[*count].kiosk, kiosk, 17);
    list[(*count)++].serial = serial;
}

static bool one_copy(const struct home *home, const char *name, const char *folder)
{
    char from[HOME_PATH_ROOM], to[HOME_PATH_ROOM];
    uint8_t *bytes;
    size_t size;
    home_path(home, from, "receipts/%s", name);
    int length = snprintf(to, sizeof to, "%s/%s", folder, name);
    if (length < 0 || (size_t)length >= sizeof to) {
        return refuse("the path of the folder is too long");
    }
    enum file_result result = file_read(from, RECEIPT_BYTES, &bytes, &size);
    if (result != FILE_OK) {
        return refuse("\"%s\" can't be read: %s", from, file_result_text(result));
    }
    bool good = durable(to, bytes, size);
    free(bytes);
    return good;
}

static bool pair_copy(const struct home *home, const struct latest *latest, const char *folder)
{
    char name[100];
    snprintf(name, sizeof name, "envelop-%s-%llu.receipt", latest->kiosk,
             (unsigned long long)latest->serial);
    if (!one_copy(home, name, folder)) {
        return false;
    }
    strcat(name, ".minisig");
    return one_copy(home, name, folder);
}

bool receipts_copy(const struct home *home, const char *kiosk, const char *folder, size_t *count)
{
    char path[HOME_PATH_ROOM];
    struct dirent **names;
    home_path(home, path, "receipts");
    int found = scandir(path, &names, NULL, NULL);
    if (found < 0) {
        return refuse("\"%s\" can't be read: %s", path, strerror(errno));
    }
    struct latest *list = calloc((size_t)found + 1, sizeof *list);
    size_t kiosks = 0;
    for (int i = 0; i < found; i++) {
        char id[17];
        uint64_t serial;
        if (list && name_read(names[i]->d_name, ".receipt", id, &serial) &&
            (!kiosk || strncmp(id, kiosk, strlen(kiosk)) == 0)) {
            latest_note(list, &kiosks, id, serial);
        }
        free(names[i]);
    }
    free(names);
    bool good = list != NULL;
    for (*count = 0; good && *count < kiosks; ++*count) {
        good = pair_copy(home, &list[*count], folder);
    }
    free(list);
    return good;
}
