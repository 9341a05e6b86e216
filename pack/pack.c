// An installed pack. At start: the signed manifest, the form, the site and the words of every
// language are read and held against their hashes (about a megabyte); the PO files of a language
// are parsed, and every other file read, on first use.
#include "pack.h"

#include "file.h"
#include "pack_check.h"
#include "pack_manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_ROOM = 4096 };

struct pack {
    char folder[PATH_ROOM];
    struct pack_manifest manifest;
    struct pack_files words; // form, site, templates, PO files
    struct pack_contents *contents;
    size_t catalogue_of[PACK_MAX_LANGUAGES]; // manifest index -> index in site.languages
    uint8_t **kept;                          // by index in manifest.files
};

static bool member_read(const char *folder, const char *name, size_t cap, uint8_t **bytes,
                        size_t *size, struct pack_error *error)
{
    char path[PATH_ROOM + PACK_NAME_CHARS + 2];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    enum file_result result = file_read(path, cap, bytes, size);
    return result == FILE_OK || pack_fail(error, "the installed pack's \"%s\" can't be read: %s",
                                          name, file_result_text(result));
}

static bool manifest_verify(const uint8_t *json, size_t bytes, const char *signature,
                            size_t signature_bytes, const struct signature_public_key *trusted,
                            struct pack *pack, struct pack_error *error)
{
    struct signature_claim claim;
    enum signature_result verdict = signature_verify(trusted, "manifest", NULL, json, bytes,
                                                     signature, signature_bytes, &claim);
    if (verdict != SIGNATURE_GOOD) {
        return pack_fail(error, "the installed pack is not signed by the GGD of this kiosk: %s",
                         signature_result_text(verdict));
    }
    if (!pack_manifest_parse(json, bytes, &pack->manifest, error)) {
        return false;
    }
    if (pack->manifest.serial != claim.serial ||
        strcmp(pack->manifest.ggd_key, claim.issuer) != 0) {
        return pack_fail(error, "manifest.json names another serial or GGD than its signature");
    }
    return true;
}

static bool manifest_load(struct pack *pack, const struct signature_public_key *trusted,
                          struct pack_error *error)
{
    uint8_t *json, *signature;
    size_t bytes, signature_bytes;
    if (!member_read(pack->folder, "manifest.json", pack_name_cap("manifest.json"), &json, &bytes,
                     error)) {
        return false;
    }
    bool good = member_read(pack->folder, "manifest.json.minisig", SIGNATURE_MAX_BYTES, &signature,
                            &signature_bytes, error);
    if (good) {
        good = manifest_verify(json, bytes, (const char *)signature, signature_bytes, trusted, pack,
                               error);
        free(signature);
    }
    free(json);
    return good;
}

static bool is_words(const char *name)
{
    return strncmp(name, "form/", 5) == 0 || strncmp(name, "kiosk/", 6) == 0 ||
           strncmp(name, "site/", 5) == 0;
}

static bool verified_read(const struct pack *pack, const struct pack_manifest_file *file,
                          uint8_t **bytes, size_t *size, struct pack_error *error)
{
    if (!member_read(pack->folder, file->name, file->bytes, bytes, size, error)) {
        return false;
    }
    if (!pack_manifest_fits(file, *bytes, *size)) {
        free(*bytes);
        return pack_fail(error, "the installed pack's \"%s\" was damaged; install the pack again",
                         file->name);
    }
    return true;
}

static bool words_load(struct pack *pack, struct pack_error *error)
{
    for (size_t i = 0; i < pack->manifest.file_count; i++) {
        const struct pack_manifest_file *file = &pack->manifest.files[i];
        uint8_t *bytes;
        size_t size;
        if (!is_words(file->name)) {
            continue;
        }
        if (!verified_read(pack, file, &bytes, &size, error)) {
            return false;
        }
        if (!pack_files_take(&pack->words, file->name, bytes, size)) {
            return pack_fail(error, "memory is too short for the pack");
        }
    }
    return pack_files_sort(&pack->words) || pack_fail(error, "manifest.json names a file twice");
}

// The words of every language were verified just now; a language of the manifest is one of the
// site.
static bool languages_link(struct pack *pack, struct pack_error *error)
{
    const struct pack_codes *codes = &pack->contents->site.languages;
    for (size_t i = 0; i < pack->manifest.language_count; i++) {
        struct pack_language *language = &pack->manifest.languages[i];
        size_t j = 0;
        while (j < codes->count && strcmp(codes->at[j], language->code) != 0) {
            j++;
        }
        if (j == codes->count) {
            return pack_fail(error, "site.json doesn't name the language \"%s\"", language->code);
        }
        pack->catalogue_of[i] = j;
        language->installed = true;
    }
    return true;
}

static bool pack_load(struct pack *pack, const struct signature_public_key *trusted,
                      struct pack_error *error)
{
    if (!manifest_load(pack, trusted, error) || !words_load(pack, error)) {
        return false;
    }
    pack->contents = pack_contents_create(&pack->words, error);
    pack->kept = calloc(pack->manifest.file_count, sizeof *pack->kept);
    if (pack->contents && !pack->kept) {
        return pack_fail(error, "memory is too short for the pack");
    }
    return pack->contents && languages_link(pack, error);
}

struct pack *pack_open(const char *state_dir, const struct signature_public_key *trusted,
                       struct pack_error *error)
{
    struct pack *pack = calloc(1, sizeof *pack);
    if (!pack) {
        pack_fail(error, "memory is too short for the pack");
        return NULL;
    }
    int length = snprintf(pack->folder, sizeof pack->folder, "%s/pack", state_dir);
    if (length < 0 || (size_t)length >= sizeof pack->folder) {
        pack_fail(error, "the path of the state folder is too long");
        pack_close(pack);
        return NULL;
    }
    if (!pack_load(pack, trusted, error)) {
        pack_close(pack);
        return NULL;
    }
    return pack;
}

void pack_close(struct pack *pack)
{
    if (!pack) {
        return;
    }
    for (size_t i = 0; pack->kept && i < pack->manifest.file_count; i++) {
        free(pack->kept[i]);
    }
    free(pack->kept);
    pack_contents_destroy(pack->contents);
    pack_files_finish(&pack->words);
    pack_manifest_finish(&pack->manifest);
    free(pack);
}

uint64_t pack_serial(const struct pack *pack)
{
    return pack->manifest.serial;
}

bool pack_is_demo(const struct pack *pack)
{
    return pack->manifest.demo;
}

const char *pack_created(const struct pack *pack)
{
    return pack->manifest.created;
}

const char *pack_expires(const struct pack *pack)
{
    return pack->manifest.expires;
}

const char *pack_checked(const struct pack *pack)
{
    return pack->contents->site.checked;
}

const char *pack_ggd_number(const struct pack *pack)
{
    return pack->manifest.ggd_number;
}

const char *pack_ggd_name(const struct pack *pack)
{
    return pack->manifest.ggd_name;
}

const struct pack_policy *pack_policy(const struct pack *pack)
{
    return &pack->contents->site.policy;
}

size_t pack_recipients(const struct pack *pack, const struct age_recipient **recipients)
{
    *recipients = pack->manifest.recipients;
    return pack->manifest.recipient_count;
}

const struct form *pack_form(const struct pack *pack)
{
    return pack->contents->form;
}

size_t pack_language_count(const struct pack *pack)
{
    return pack->manifest.language_count;
}

const struct pack_language *pack_language(const struct pack *pack, size_t index)
{
    return &pack->manifest.languages[index];
}

size_t pack_entry_count(const struct pack *pack)
{
    return pack->contents->site.entry_count;
}

const struct pack_entry *pack_entry(const struct pack *pack, size_t index)
{
    return &pack->contents->site.views[index];
}

static const struct pack_catalogue *catalogue_of(const struct pack *pack, const char *language)
{
    struct pack_error ignored;
    for (size_t i = 0; i < pack->manifest.language_count; i++) {
        if (strcmp(pack->manifest.languages[i].code, language) == 0) {
            return pack_contents_catalogue(pack->contents, pack->catalogue_of[i], &ignored);
        }
    }
    return strcmp(language, "nl") == 0 ? pack_contents_dutch(pack->contents, &ignored) : NULL;
}

// An id that no message has is our own bug; it is shown as itself so that a test sees it.
const char *pack_text(const struct pack *pack, const char *language, const char *id)
{
    const struct pack_messages *messages = &pack->contents->messages;
    size_t message = pack_messages_find(messages, id);
    if (message == messages->count) {
        return id;
    }
    const struct pack_catalogue *catalogue = catalogue_of(pack, language);
    return catalogue ? catalogue->texts[message] : messages->at[message].english;
}

const uint8_t *pack_file(struct pack *pack, const char *name, size_t *bytes,
                         struct pack_error *error)
{
    const struct pack_manifest_file *file = pack_manifest_file(&pack->manifest, name);
    if (!file) {
        pack_fail(error, "the pack has no \"%.99s\"", name);
        return NULL;
    }
    uint8_t **kept = &pack->kept[file - pack->manifest.files];
    size_t size = file->bytes;
    if (!*kept && !verified_read(pack, file, kept, &size, error)) {
        *kept = NULL;
        return NULL;
    }
    *bytes = size;
    return *kept;
}

bool pack_is_whole(struct pack *pack)
{
    struct pack_error ignored;
    size_t bytes;
    bool whole = true;
    for (size_t i = 0; whole && i < pack->manifest.file_count; i++) {
        whole = pack_file(pack, pack->manifest.files[i].name, &bytes, &ignored);
    }
    return whole;
}
