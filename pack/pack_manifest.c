#include "pack_manifest.h"

#include "pack_report.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

bool pack_date_valid(const char *date)
{
    static const char shape[] = "0000-00-00";
    if (strlen(date) != sizeof shape - 1) {
        return false;
    }
    for (size_t i = 0; i < sizeof shape - 1; i++) {
        bool digit = date[i] >= '0' && date[i] <= '9';
        if (shape[i] == '0' ? !digit : date[i] != shape[i]) {
            return false;
        }
    }
    long month = strtol(date + 5, NULL, 10), day = strtol(date + 8, NULL, 10);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

// Copies a string that must be 1 .. room-1 bytes long.
static bool copy(char *to, size_t room, const char *from)
{
    size_t length = strlen(from);
    if (length == 0 || length >= room) {
        return false;
    }
    memcpy(to, from, length + 1);
    return true;
}

static bool number_valid(const char *number)
{
    return strlen(number) == 2 && strspn(number, "0123456789") == 2;
}

static bool key_valid(const char *key)
{
    return strlen(key) == SIGNATURE_KEY_ID_CHARS &&
           strspn(key, "0123456789abcdef") == SIGNATURE_KEY_ID_CHARS;
}

static bool recipients_parse(json_t *list, struct pack_manifest *manifest)
{
    size_t count = json_array_size(list);
    if (count < 1 || count > AGE_MAX_RECIPIENTS) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (!text || !age_recipient_parse(text, &manifest->recipients[i])) {
            return false;
        }
    }
    manifest->recipient_count = count;
    return true;
}

static bool language_parse(json_t *item, struct pack_language *language)
{
    const char *code, *name;
    int draft, voice, voice_draft;
    if (json_unpack_ex(item, NULL, JSON_STRICT, "{s:s,s:s,s:b,s:b,s:b}", "code", &code, "name",
                       &name, "draft", &draft, "voice", &voice, "voice_draft", &voice_draft) != 0) {
        return false;
    }
    language->draft = draft != 0;
    language->voice = voice != 0;
    language->voice_draft = voice_draft != 0;
    return pack_code_valid(code) && copy(language->code, sizeof language->code, code) &&
           copy(language->name, sizeof language->name, name);
}

static bool languages_parse(json_t *list, struct pack_manifest *manifest)
{
    size_t count = json_array_size(list);
    if (count < 1 || count > PACK_MAX_LANGUAGES) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!language_parse(json_array_get(list, i), &manifest->languages[i])) {
            return false;
        }
        for (size_t j = 0; j < i; j++) {
            if (strcmp(manifest->languages[i].code, manifest->languages[j].code) == 0) {
                return false;
            }
        }
    }
    manifest->language_count = count;
    return true;
}

static bool file_parse(const char *name, json_t *item, struct pack_manifest_file *file)
{
    json_int_t bytes;
    const char *hash;
    size_t hash_bytes;
    if (json_unpack_ex(item, NULL, JSON_STRICT, "{s:I,s:s}", "bytes", &bytes, "blake2b", &hash) !=
        0) {
        return false;
    }
    size_t cap = pack_name_cap(name);
    if (cap == 0 || bytes < 0 || (uint64_t)bytes > cap || strlen(hash) != PACK_HASH_BYTES * 2) {
        return false;
    }
    memcpy(file->name, name, strlen(name) + 1);
    file->bytes = (size_t)bytes;
    return sodium_hex2bin(file->hash, PACK_HASH_BYTES, hash, PACK_HASH_BYTES * 2, NULL, &hash_bytes,
                          NULL) == 0 &&
           hash_bytes == PACK_HASH_BYTES;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct pack_manifest_file *)a)->name,
                  ((const struct pack_manifest_file *)b)->name);
}

static bool files_parse(json_t *object, struct pack_manifest *manifest)
{
    size_t count = json_object_size(object);
    if (count < 1 || count > PACK_MAX_FILES) {
        return false;
    }
    manifest->files = calloc(count, sizeof *manifest->files);
    if (!manifest->files) {
        return false;
    }
    const char *name;
    json_t *item;
    json_object_foreach(object, name, item)
    {
        if (!file_parse(name, item, &manifest->files[manifest->file_count++])) {
            return false;
        }
    }
    qsort(manifest->files, manifest->file_count, sizeof *manifest->files, by_name);
    return true;
}

struct fields {
    const char *format, *created, *expires, *key, *number, *name, *id, *url, *version;
    json_int_t serial;
    int demo;
    json_t *recipients, *languages, *files;
};

static bool fields_unpack(json_t *root, struct fields *f, struct pack_error *error)
{
    json_error_t json_error;
    if (json_unpack_ex(root, &json_error, JSON_STRICT,
                       "{s:s,s:I,s:s,s:s,s:b,s:{s:s,s:s,s:s},s:{s:s,s:s,s:s},s:o,s:o,s:o}",
                       "format", &f->format, "serial", &f->serial, "created", &f->created,
                       "expires", &f->expires, "demo", &f->demo, "ggd", "key", &f->key, "number",
                       &f->number, "name", &f->name, "form", "id", &f->id, "url", &f->url,
                       "version", &f->version, "recipients", &f->recipients, "languages",
                       &f->languages, "files", &f->files) != 0) {
        return pack_fail(error, "manifest.json: %s", json_error.text);
    }
    return true;
}

static const char *scalars_take(const struct fields *f, struct pack_manifest *m)
{
    m->serial = (uint64_t)f->serial;
    m->demo = f->demo != 0;
    if (strcmp(f->format, "envelop-pack-1") != 0) {
        return "format";
    }
    if (f->serial < 1) {
        return "serial";
    }
    if (!pack_date_valid(f->created) || !copy(m->created, sizeof m->created, f->created)) {
        return "created";
    }
    if (!pack_date_valid(f->expires) || !copy(m->expires, sizeof m->expires, f->expires)) {
        return "expires";
    }
    if (!key_valid(f->key) || !copy(m->ggd_key, sizeof m->ggd_key, f->key) ||
        !number_valid(f->number) || !copy(m->ggd_number, sizeof m->ggd_number, f->number) ||
        !copy(m->ggd_name, sizeof m->ggd_name, f->name)) {
        return "ggd";
    }
    if (!copy(m->form_id, sizeof m->form_id, f->id) ||
        !copy(m->form_url, sizeof m->form_url, f->url) ||
        !copy(m->form_version, sizeof m->form_version, f->version)) {
        return "form";
    }
    return NULL;
}

static const char *fields_take(const struct fields *f, struct pack_manifest *manifest)
{
    const char *wrong = scalars_take(f, manifest);
    if (wrong) {
        return wrong;
    }
    if (!recipients_parse(f->recipients, manifest)) {
        return "recipients";
    }
    if (!languages_parse(f->languages, manifest)) {
        return "languages";
    }
    return files_parse(f->files, manifest) ? NULL : "files";
}

bool pack_manifest_parse(const uint8_t *json, size_t bytes, struct pack_manifest *manifest,
                         struct pack_error *error)
{
    *manifest = (struct pack_manifest){0};
    json_error_t json_error;
    json_t *root = json_loadb((const char *)json, bytes, JSON_REJECT_DUPLICATES, &json_error);
    if (!root) {
        return pack_fail(error, "manifest.json, line %d: %s", json_error.line, json_error.text);
    }
    struct fields fields;
    bool good = fields_unpack(root, &fields, error);
    const char *wrong = good ? fields_take(&fields, manifest) : NULL;
    if (wrong) {
        good = pack_fail(error, "manifest.json: the value of \"%s\" is not allowed", wrong);
    }
    json_decref(root);
    if (!good) {
        pack_manifest_finish(manifest);
    }
    return good;
}

void pack_manifest_finish(struct pack_manifest *manifest)
{
    free(manifest->files);
    manifest->files = NULL;
    manifest->file_count = 0;
}

bool pack_manifest_list(struct pack_manifest *manifest, const struct pack_files *files)
{
    manifest->files = calloc(files->count + 1, sizeof *manifest->files);
    if (!manifest->files) {
        return false;
    }
    for (size_t i = 0; i < files->count; i++) {
        const struct pack_file_bytes *from = &files->at[i];
        struct pack_manifest_file *to = &manifest->files[manifest->file_count++];
        memcpy(to->name, from->name, sizeof to->name);
        to->bytes = from->size;
        pack_hash(from->bytes, from->size, to->hash);
    }
    return true;
}

static json_t *recipients_json(const struct pack_manifest *manifest)
{
    json_t *list = json_array();
    for (size_t i = 0; i < manifest->recipient_count; i++) {
        char text[AGE_RECIPIENT_CHARS + 1];
        age_recipient_print(&manifest->recipients[i], text);
        json_array_append_new(list, json_string(text));
    }
    return list;
}

static json_t *languages_json(const struct pack_manifest *manifest)
{
    json_t *list = json_array();
    for (size_t i = 0; i < manifest->language_count; i++) {
        const struct pack_language *l = &manifest->languages[i];
        json_array_append_new(list, json_pack("{s:s,s:s,s:b,s:b,s:b}", "code", l->code, "name",
                                              l->name, "draft", l->draft, "voice", l->voice,
                                              "voice_draft", l->voice_draft));
    }
    return list;
}

static json_t *files_json(const struct pack_manifest *manifest)
{
    json_t *object = json_object();
    for (size_t i = 0; i < manifest->file_count; i++) {
        const struct pack_manifest_file *file = &manifest->files[i];
        char hash[PACK_HASH_BYTES * 2 + 1];
        sodium_bin2hex(hash, sizeof hash, file->hash, PACK_HASH_BYTES);
        json_object_set_new(
            object, file->name,
            json_pack("{s:I,s:s}", "bytes", (json_int_t)file->bytes, "blake2b", hash));
    }
    return object;
}

char *pack_manifest_write(const struct pack_manifest *m, size_t *bytes)
{
    json_t *root = json_pack(
        "{s:s,s:I,s:s,s:s,s:b,s:{s:s,s:s,s:s},s:{s:s,s:s,s:s},s:o,s:o,s:o}", "format",
        "envelop-pack-1", "serial", (json_int_t)m->serial, "created", m->created, "expires",
        m->expires, "demo", m->demo, "ggd", "key", m->ggd_key, "number", m->ggd_number, "name",
        m->ggd_name, "form", "id", m->form_id, "url", m->form_url, "version", m->form_version,
        "recipients", recipients_json(m), "languages", languages_json(m), "files", files_json(m));
    char *text = root ? json_dumps(root, JSON_INDENT(1) | JSON_PRESERVE_ORDER) : NULL;
    json_decref(root);
    *bytes = text ? strlen(text) : 0;
    return text;
}

static int name_against(const void *name, const void *file)
{
    return strcmp(name, ((const struct pack_manifest_file *)file)->name);
}

const struct pack_manifest_file *pack_manifest_file(const struct pack_manifest *manifest,
                                                    const char *name)
{
    if (manifest->file_count == 0) {
        return NULL;
    }
    return bsearch(name, manifest->files, manifest->file_count, sizeof *manifest->files,
                   name_against);
}

bool pack_manifest_fits(const struct pack_manifest_file *file, const uint8_t *bytes, size_t size)
{
    uint8_t hash[PACK_HASH_BYTES];
    if (size != file->bytes) {
        return false;
    }
    pack_hash(bytes, size, hash);
    return memcmp(hash, file->hash, sizeof hash) == 0;
}
