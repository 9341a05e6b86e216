#include "store.h"

#include "file.h"
#include "say.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SHARDS = 256, PREFIX_LEAST = 6, HEX_CHARS = STORE_HEX_ROOM - 1 };

void store_hex(const uint8_t hash[static ENVELOPE_HASH_BYTES], char hex[static STORE_HEX_ROOM])
{
    sodium_bin2hex(hex, STORE_HEX_ROOM, hash, ENVELOPE_HASH_BYTES);
}

static void kept_path(const struct home *home, const char *hex, char path[static HOME_PATH_ROOM])
{
    home_path(home, path, "store/%.2s/%s.age", hex, hex);
}

static bool whole(const char *path)
{
    struct stat info;
    return lstat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_size == ENVELOPE_BYTES;
}

enum store_place store_where(const struct home *home,
                             const uint8_t hash[static ENVELOPE_HASH_BYTES])
{
    char hex[STORE_HEX_ROOM], path[HOME_PATH_ROOM];
    store_hex(hash, hex);
    kept_path(home, hex, path);
    if (whole(path)) {
        return STORE_KEPT;
    }
    home_path(home, path, "set-aside/%s.age", hex);
    return whole(path) ? STORE_SET_ASIDE : STORE_NOWHERE;
}

static bool durable(const char *path, const void *bytes, size_t size)
{
    enum file_result result = file_write(path, bytes, size, true);
    return result == FILE_OK ||
           refuse("\"%s\" can't be written: %s", path, file_result_text(result));
}

bool store_keep(const struct home *home, const uint8_t hash[static ENVELOPE_HASH_BYTES],
                const uint8_t envelope[static ENVELOPE_BYTES])
{
    char hex[STORE_HEX_ROOM], folder[16], path[HOME_PATH_ROOM];
    store_hex(hash, hex);
    snprintf(folder, sizeof folder, "store/%.2s", hex);
    kept_path(home, hex, path);
    return home_folder(home, folder) && durable(path, envelope, ENVELOPE_BYTES);
}

bool store_set_aside(const struct home *home, const char *stem, const void *bytes, size_t size,
                     const char *reason)
{
    char path[HOME_PATH_ROOM], text[512];
    int length = snprintf(text, sizeof text, "%s\n", reason);
    home_path(home, path, "set-aside/%.100s.txt", stem);
    if (!durable(path, text, (size_t)length)) {
        return false;
    }
    home_path(home, path, "set-aside/%.100s.age", stem);
    return durable(path, bytes, size);
}

static int is_envelope(const struct dirent *entry)
{
    const char *name = entry->d_name;
    return strlen(name) == HEX_CHARS + 4 && strspn(name, "0123456789abcdef") == HEX_CHARS &&
           strcmp(name + HEX_CHARS, ".age") == 0;
}

static bool kept_read(const struct home *home, const char *hex,
                      uint8_t envelope[static ENVELOPE_BYTES])
{
    char path[HOME_PATH_ROOM];
    uint8_t *bytes;
    size_t size = 0;
    kept_path(home, hex, path);
    enum file_result result = file_read(path, ENVELOPE_BYTES, &bytes, &size);
    bool good = result == FILE_OK && size == ENVELOPE_BYTES;
    if (good) {
        memcpy(envelope, bytes, ENVELOPE_BYTES);
    }
    if (result == FILE_OK) {
        free(bytes);
    }
    return good;
}

static bool shard_each(const struct home *home, unsigned shard, store_visitor *visit, void *context,
                       bool *go_on)
{
    char path[HOME_PATH_ROOM];
    struct dirent **names;
    home_path(home, path, "store/%02x", shard);
    int count = scandir(path, &names, is_envelope, alphasort);
    if (count < 0) {
        return errno == ENOENT || refuse("\"%s\" can't be read: %s", path, strerror(errno));
    }
    for (int i = 0; i < count; i++) {
        uint8_t envelope[ENVELOPE_BYTES];
        names[i]->d_name[HEX_CHARS] = '\0';
        if (*go_on && kept_read(home, names[i]->d_name, envelope)) {
            *go_on = visit(context, names[i]->d_name, envelope);
        } else if (*go_on) {
            warn_person("\"%s/%s.age\" can't be read", path, names[i]->d_name);
        }
        free(names[i]);
    }
    free(names);
    return true;
}

bool store_each(const struct home *home, store_visitor *visit, void *context)
{
    bool go_on = true;
    for (unsigned shard = 0; go_on && shard < SHARDS; shard++) {
        if (!shard_each(home, shard, visit, context, &go_on)) {
            return false;
        }
    }
    return true;
}

struct finding {
    const char *prefix;
    char *hex;
    uint8_t *envelope;
    size_t count;
};

static bool find_visit(void *context, const char *hex,
                       const uint8_t envelope[static ENVELOPE_BYTES])
{
    struct finding *finding = context;
    if (strncmp(hex, finding->prefix, strlen(finding->prefix)) == 0 && finding->count++ == 0) {
        memcpy(finding->hex, hex, STORE_HEX_ROOM);
        memcpy(finding->envelope, envelope, ENVELOPE_BYTES);
    }
    return finding->count < 2;
}

bool store_find(const struct home *home, const char *prefix, char hex[static STORE_HEX_ROOM],
                uint8_t envelope[static ENVELOPE_BYTES])
{
    struct finding finding = {.prefix = prefix, .hex = hex, .envelope = envelope};
    size_t length = strlen(prefix);
    if (length < PREFIX_LEAST || strspn(prefix, "0123456789abcdef") != length) {
        return refuse("\"%.70s\" is no id; list shows them", prefix);
    }
    if (!store_each(home, find_visit, &finding)) {
        return false;
    }
    if (finding.count > 1) {
        return refuse("more than one envelope has an id that begins with \"%.64s\"", prefix);
    }
    return finding.count == 1 || refuse("no envelope has the id \"%.64s\"", prefix);
}
