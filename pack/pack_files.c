#include "pack_files.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { KIB = 1024, MIB = 1024 * KIB, PART_CHARS = 64 };

// What stands between prefix and suffix of a name.
enum part { PART_NONE, PART_CODE, PART_WORD, PART_CODE_AND_WORD };

struct name_rule {
    const char *prefix, *suffix;
    enum part part;
    size_t cap;
};

static const struct name_rule rules[] = {
    {"manifest.json", "", PART_NONE, 4 * MIB},
    {"manifest.json.minisig", "", PART_NONE, KIB},
    {"form/questionnaire.json", "", PART_NONE, MIB},
    {"form/po/", ".po", PART_CODE, MIB},
    {"kiosk/kiosk.pot", "", PART_NONE, MIB},
    {"kiosk/worker.pot", "", PART_NONE, MIB},
    {"kiosk/worker.nl.po", "", PART_NONE, MIB},
    {"kiosk/po/", ".po", PART_CODE, MIB},
    {"site/site.json", "", PART_NONE, MIB},
    {"site/site.pot", "", PART_NONE, MIB},
    {"site/po/", ".po", PART_CODE, MIB},
    {"fonts/", "-Regular.ttf", PART_WORD, 16 * MIB},
    {"fonts/", "-Bold.ttf", PART_WORD, 16 * MIB},
    {"audio/", ".opus", PART_CODE_AND_WORD, 4 * MIB},
    {"pictograms/", ".png", PART_WORD, MIB},
};

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_alnum(char c)
{
    return is_lower(c) || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool pack_code_valid(const char *code)
{
    size_t length = strlen(code), part = 0;
    if (length < 2 || length > 15 || !is_lower(code[0]) || !is_lower(code[1])) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        bool dash = code[i] == '-';
        if ((dash && part < 2) || (!dash && !is_alnum(code[i]))) {
            return false;
        }
        part = dash ? 0 : part + 1;
        if (part > 8) {
            return false;
        }
    }
    return part >= 2;
}

static bool word_valid(const char *word)
{
    size_t length = strlen(word);
    if (length < 1 || length > PART_CHARS || word[0] == '.') {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if (!is_alnum(word[i]) && !strchr("._-", word[i])) {
            return false;
        }
    }
    return true;
}

static bool code_and_word_valid(char *part)
{
    char *slash = strchr(part, '/');
    if (!slash) {
        return false;
    }
    *slash = '\0';
    return pack_code_valid(part) && word_valid(slash + 1);
}

static bool part_valid(enum part kind, char *part)
{
    switch (kind) {
    case PART_NONE:
        return part[0] == '\0';
    case PART_CODE:
        return pack_code_valid(part);
    case PART_WORD:
        return word_valid(part);
    case PART_CODE_AND_WORD:
        return code_and_word_valid(part);
    }
    return false;
}

static bool rule_fits(const struct name_rule *rule, const char *name)
{
    size_t length = strlen(name), prefix = strlen(rule->prefix), suffix = strlen(rule->suffix);
    if (length < prefix + suffix || strncmp(name, rule->prefix, prefix) != 0 ||
        strcmp(name + length - suffix, rule->suffix) != 0) {
        return false;
    }
    char part[PACK_NAME_CHARS];
    size_t part_length = length - prefix - suffix;
    memcpy(part, name + prefix, part_length);
    part[part_length] = '\0';
    return part_valid(rule->part, part);
}

size_t pack_name_cap(const char *name)
{
    if (strlen(name) >= PACK_NAME_CHARS) {
        return 0;
    }
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        if (rule_fits(&rules[i], name)) {
            return rules[i].cap;
        }
    }
    return 0;
}

static bool files_grow(struct pack_files *files)
{
    if (files->count < files->room) {
        return true;
    }
    size_t room = files->room ? files->room * 2 : 64;
    struct pack_file_bytes *at = reallocarray(files->at, room, sizeof *at);
    if (!at) {
        return false;
    }
    files->at = at;
    files->room = room;
    return true;
}

bool pack_files_take(struct pack_files *files, const char *name, uint8_t *bytes, size_t size)
{
    size_t cap = pack_name_cap(name);
    if (cap == 0 || size > cap || files->count >= PACK_MAX_FILES || !files_grow(files)) {
        free(bytes);
        return false;
    }
    struct pack_file_bytes *file = &files->at[files->count++];
    *file = (struct pack_file_bytes){.bytes = bytes, .size = size};
    memcpy(file->name, name, strlen(name) + 1);
    return true;
}

static int by_name(const void *a, const void *b)
{
    const struct pack_file_bytes *left = a, *right = b;
    return strcmp(left->name, right->name);
}

bool pack_files_sort(struct pack_files *files)
{
    if (files->count == 0) {
        return true;
    }
    qsort(files->at, files->count, sizeof *files->at, by_name);
    for (size_t i = 1; i < files->count; i++) {
        if (strcmp(files->at[i - 1].name, files->at[i].name) == 0) {
            return false;
        }
    }
    return true;
}

static int name_against(const void *name, const void *file)
{
    return strcmp(name, ((const struct pack_file_bytes *)file)->name);
}

const struct pack_file_bytes *pack_files_find(const struct pack_files *files, const char *name)
{
    if (files->count == 0) {
        return NULL;
    }
    return bsearch(name, files->at, files->count, sizeof *files->at, name_against);
}

void pack_files_finish(struct pack_files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        free(files->at[i].bytes);
    }
    free(files->at);
    *files = (struct pack_files){0};
}

void pack_hash(const void *bytes, size_t size, uint8_t hash[static PACK_HASH_BYTES])
{
    crypto_generichash(hash, PACK_HASH_BYTES, bytes, size, NULL, 0);
}
