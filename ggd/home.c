#include "home.h"

#include "file.h"
#include "say.h"
#include "secret.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SMALL = 16384 };

void home_path(const struct home *home, char path[static HOME_PATH_ROOM], const char *format, ...)
{
    int length = snprintf(path, HOME_PATH_ROOM, "%s/", home->path);
    va_list arguments;
    va_start(arguments, format);
    int more = vsnprintf(path + length, (size_t)(HOME_PATH_ROOM - length), format, arguments);
    va_end(arguments);
    assert(length > 0 && more >= 0 && length + more < HOME_PATH_ROOM);
}

bool home_folder(const struct home *home, const char *name)
{
    char path[HOME_PATH_ROOM];
    home_path(home, path, "%.200s", name);
    if (mkdir(path, 0700) == 0) {
        *strrchr(path, '/') = '\0';
        int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        bool good = fd >= 0 && fsync(fd) == 0;
        close(fd);
        return good;
    }
    return errno == EEXIST || refuse("the folder \"%s\" can't be made: %s", path, strerror(errno));
}

static bool small_read(const struct home *home, const char *name, uint8_t **bytes, size_t *size)
{
    char path[HOME_PATH_ROOM];
    home_path(home, path, "%s", name);
    enum file_result result = file_read(path, SMALL, bytes, size);
    return result == FILE_OK ||
           refuse("\"%s\" can't be read: %s; is this a home that envelop-ggd init made?", path,
                  file_result_text(result));
}

static bool recipients_read(json_t *list, struct home *home)
{
    size_t count = json_array_size(list);
    if (count < 1 || count > AGE_MAX_RECIPIENTS) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (!text || !age_recipient_parse(text, &home->recipients[i])) {
            return false;
        }
    }
    home->recipient_count = count;
    return true;
}

static bool description_take(json_t *root, struct home *home)
{
    const char *format, *name, *number;
    int throwaway;
    json_t *recipients;
    if (json_unpack_ex(root, NULL, JSON_STRICT, "{s:s,s:s,s:s,s:b,s:o}", "format", &format, "name",
                       &name, "number", &number, "throwaway", &throwaway, "recipients",
                       &recipients) != 0 ||
        strcmp(format, "envelop-ggd-1") != 0 || strlen(name) >= sizeof home->name ||
        strlen(number) >= sizeof home->number) {
        return false;
    }
    snprintf(home->name, sizeof home->name, "%s", name);
    snprintf(home->number, sizeof home->number, "%s", number);
    home->throwaway = throwaway != 0;
    return recipients_read(recipients, home);
}

static bool description_read(struct home *home)
{
    uint8_t *bytes;
    size_t size;
    if (!small_read(home, "ggd.json", &bytes, &size)) {
        return false;
    }
    json_t *root = json_loadb((const char *)bytes, size, JSON_REJECT_DUPLICATES, NULL);
    bool good = root && description_take(root, home);
    json_decref(root);
    free(bytes);
    return good || refuse("\"%s/ggd.json\" is damaged; restore it from a copy", home->path);
}

static bool public_read(struct home *home)
{
    uint8_t *bytes;
    size_t size;
    if (!small_read(home, "ggd.pub", &bytes, &size)) {
        return false;
    }
    bool good = signature_public_parse((const char *)bytes, size, &home->signing);
    free(bytes);
    signature_key_id(home->signing.id, home->key_id);
    return good || refuse("\"%s/ggd.pub\" is no minisign public key", home->path);
}

bool home_open(const struct options *options, struct home *home)
{
    *home = (struct home){.lock = -1};
    if (strlen(options->home) >= sizeof home->path) {
        return refuse("the path of the home is too long");
    }
    snprintf(home->path, sizeof home->path, "%s", options->home);
    return description_read(home) && public_read(home);
}

bool home_open_to_change(const struct options *options, struct home *home)
{
    char path[HOME_PATH_ROOM];
    if (!home_open(options, home)) {
        return false;
    }
    home_path(home, path, "lock");
    home->lock = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (home->lock < 0) {
        return refuse("\"%s\" can't be locked: %s", home->path, strerror(errno));
    }
    return flock(home->lock, LOCK_EX | LOCK_NB) == 0 ||
           refuse("another envelop-ggd is at work in \"%s\"; wait until it is done", home->path);
}

void home_close(struct home *home)
{
    if (home->lock >= 0) {
        close(home->lock);
        home->lock = -1;
    }
}

bool home_write(const struct home *home)
{
    json_t *list = json_array();
    for (size_t i = 0; i < home->recipient_count; i++) {
        char text[AGE_RECIPIENT_CHARS + 1];
        age_recipient_print(&home->recipients[i], text);
        json_array_append_new(list, json_string(text));
    }
    json_t *root =
        json_pack("{s:s,s:s,s:s,s:b,s:o}", "format", "envelop-ggd-1", "name", home->name, "number",
                  home->number, "throwaway", home->throwaway, "recipients", list);
    char *text = root ? json_dumps(root, JSON_INDENT(2)) : NULL;
    char path[HOME_PATH_ROOM];
    home_path(home, path, "ggd.json");
    bool good = text && file_write(path, text, strlen(text), false) == FILE_OK;
    free(text);
    json_decref(root);
    return good || refuse("\"%s\" can't be written", path);
}

// Opens "<stem>.age" with the passphrase, or takes the throwaway file, into locked memory.
static char *secret_file(const struct home *home, const char *sealed, const char *open_name,
                         const char *passphrase)
{
    uint8_t *bytes;
    size_t size, plain = 0;
    if (!small_read(home, home->throwaway ? open_name : sealed, &bytes, &size)) {
        return NULL;
    }
    char *text = secret_take(SMALL + 1);
    enum age_result result = AGE_NO_MEMORY;
    if (text && home->throwaway) {
        memcpy(text, bytes, size);
        result = AGE_OK;
    } else if (text) {
        result = age_passphrase_open(passphrase, bytes, size, (uint8_t *)text, &plain);
    }
    sodium_memzero(bytes, size);
    free(bytes);
    if (result != AGE_OK) {
        if (result == AGE_NO_MATCH) {
            refuse("the passphrase is not the right one");
        } else {
            refuse("\"%s/%s\" can't be opened: %s", home->path, sealed, age_result_text(result));
        }
        secret_free(text);
        return NULL;
    }
    return text;
}

static bool identity_unlock(const struct home *home, const char *passphrase, struct keys *keys)
{
    char *text = secret_file(home, "identity.age", "identity.txt", passphrase);
    if (!text) {
        return false;
    }
    text[strcspn(text, "\r\n")] = '\0';
    keys->identity = secret_take(sizeof *keys->identity);
    bool good = keys->identity && age_identity_parse(text, keys->identity);
    secret_free(text);
    return good || refuse("the identity in \"%s\" is no age identity", home->path);
}

static bool signing_unlock(const struct home *home, const char *passphrase, struct keys *keys)
{
    char *text = secret_file(home, "signing.age", "signing.key", passphrase);
    if (!text) {
        return false;
    }
    keys->signing = secret_take(sizeof *keys->signing);
    bool good = keys->signing && signature_secret_parse(text, strlen(text), keys->signing) &&
                memcmp(keys->signing->id, home->signing.id, sizeof home->signing.id) == 0;
    secret_free(text);
    return good || refuse("the signing key in \"%s\" is not that of ggd.pub", home->path);
}

static void sheet_remind(const struct home *home)
{
    char path[HOME_PATH_ROOM];
    home_path(home, path, "recovery-sheet.txt");
    if (!home->throwaway && access(path, F_OK) == 0) {
        warn_person("\"%s\" is still there: print it, lock the paper away, destroy the file", path);
    }
}

static bool memory_lock(const struct home *home)
{
    if (secret_process()) {
        return true;
    }
    if (!home->throwaway) {
        return refuse("memory can't be locked, so answers could reach the disk; raise the limit "
                      "(ulimit -l)");
    }
    warn_person("memory can't be locked; with real keys this would be refused");
    return true;
}

bool keys_unlock(const struct home *home, const struct options *options, bool identity,
                 bool signing, struct keys *keys)
{
    *keys = (struct keys){0};
    if (!memory_lock(home)) {
        return false;
    }
    sheet_remind(home);
    char *passphrase = NULL;
    if (!home->throwaway) {
        passphrase = secret_ask("passphrase", options->passphrase_file, false);
        if (!passphrase) {
            return false;
        }
    }
    bool good = (!identity || identity_unlock(home, passphrase, keys)) &&
                (!signing || signing_unlock(home, passphrase, keys));
    secret_free(passphrase);
    if (!good) {
        keys_forget(keys);
    }
    return good;
}

void keys_forget(struct keys *keys)
{
    secret_free(keys->identity);
    secret_free(keys->signing);
    *keys = (struct keys){0};
}
