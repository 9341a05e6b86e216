#include "kiosks.h"

#include "file.h"
#include "pack_manifest.h"
#include "say.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORD_BYTES = 4096 };

static bool record_take(json_t *root, struct kiosk *kiosk)
{
    const char *format, *key, *added, *revoked;
    if (json_unpack_ex(root, NULL, JSON_STRICT, "{s:s,s:s,s:s,s:s}", "format", &format, "key", &key,
                       "added", &added, "revoked", &revoked) != 0 ||
        strcmp(format, "envelop-kiosk-1") != 0 || !pack_date_valid(added) ||
        (revoked[0] && !pack_date_valid(revoked)) ||
        !signature_public_parse(key, strlen(key), &kiosk->key)) {
        return false;
    }
    snprintf(kiosk->added, sizeof kiosk->added, "%s", added);
    snprintf(kiosk->revoked, sizeof kiosk->revoked, "%s", revoked);
    signature_key_id(kiosk->key.id, kiosk->id);
    return true;
}

static bool record_read(const struct home *home, const char *name, struct kiosk *kiosk)
{
    char path[HOME_PATH_ROOM];
    uint8_t *bytes;
    size_t size;
    home_path(home, path, "kiosks/%s", name);
    if (file_read(path, RECORD_BYTES, &bytes, &size) != FILE_OK) {
        return false;
    }
    json_t *root = json_loadb((const char *)bytes, size, JSON_REJECT_DUPLICATES, NULL);
    bool good = root && record_take(root, kiosk);
    json_decref(root);
    free(bytes);
    return good && strncmp(name, kiosk->id, SIGNATURE_KEY_ID_CHARS) == 0;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct kiosk *)a)->id, ((const struct kiosk *)b)->id);
}

static bool is_record(const char *name)
{
    return strlen(name) == SIGNATURE_KEY_ID_CHARS + 5 &&
           strcmp(name + SIGNATURE_KEY_ID_CHARS, ".json") == 0;
}

bool kiosks_read(const struct home *home, struct kiosks *kiosks)
{
    char path[HOME_PATH_ROOM];
    home_path(home, path, "kiosks");
    *kiosks = (struct kiosks){.at = calloc(KIOSKS_MAX, sizeof *kiosks->at)};
    DIR *folder = opendir(path);
    if (!folder || !kiosks->at) {
        if (folder) {
            closedir(folder);
        }
        return refuse("\"%s\" can't be read: %s", path, strerror(errno));
    }
    struct dirent *entry;
    while ((entry = readdir(folder)) && kiosks->count < KIOSKS_MAX) {
        if (!is_record(entry->d_name)) {
            continue;
        }
        if (record_read(home, entry->d_name, &kiosks->at[kiosks->count])) {
            kiosks->count++;
        } else {
            warn_person("the record \"%s/%s\" is damaged; add that kiosk again", path,
                        entry->d_name);
        }
    }
    closedir(folder);
    qsort(kiosks->at, kiosks->count, sizeof *kiosks->at, by_id);
    return true;
}

void kiosks_finish(struct kiosks *kiosks)
{
    free(kiosks->at);
    *kiosks = (struct kiosks){0};
}

bool kiosk_write(const struct home *home, const struct kiosk *kiosk)
{
    char key[256], path[HOME_PATH_ROOM];
    if (!signature_public_print(&kiosk->key, key, sizeof key)) {
        return refuse("the key of kiosk %s can't be written", kiosk->id);
    }
    json_t *root = json_pack("{s:s,s:s,s:s,s:s}", "format", "envelop-kiosk-1", "key", key, "added",
                             kiosk->added, "revoked", kiosk->revoked);
    char *text = root ? json_dumps(root, JSON_INDENT(2)) : NULL;
    json_decref(root);
    home_path(home, path, "kiosks/%s.json", kiosk->id);
    bool good = text && file_write(path, text, strlen(text), true) == FILE_OK;
    free(text);
    return good || refuse("\"%s\" can't be written", path);
}

struct kiosk *kiosks_find(const struct kiosks *kiosks, const char *id)
{
    struct kiosk *found = NULL;
    size_t length = strlen(id);
    for (size_t i = 0; length >= 4 && i < kiosks->count; i++) {
        if (strncmp(kiosks->at[i].id, id, length) != 0) {
            continue;
        }
        if (found) {
            return NULL;
        }
        found = &kiosks->at[i];
    }
    return found;
}

void kiosk_words(const struct kiosk *kiosk, char words[static KIOSK_WORDS_ROOM])
{
    if (!signature_words(&kiosk->key, words, KIOSK_WORDS_ROOM)) {
        words[0] = '\0';
    }
}
