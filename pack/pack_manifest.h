// manifest.json of a pack (FORMAT.md): written by the GGD's side, read by a kiosk after its
// signature was verified.
#ifndef PACK_MANIFEST_H
#define PACK_MANIFEST_H

#include "pack.h"
#include "pack_files.h"

struct pack_manifest_file {
    char name[PACK_NAME_CHARS];
    size_t bytes;
    uint8_t hash[PACK_HASH_BYTES];
};

struct pack_manifest {
    uint64_t serial;
    char created[11], expires[11]; // YYYY-MM-DD
    bool demo;
    char ggd_key[SIGNATURE_KEY_ID_CHARS + 1];
    char ggd_number[3];
    char ggd_name[96];
    char form_id[64], form_url[200], form_version[32];
    struct age_recipient recipients[AGE_MAX_RECIPIENTS];
    size_t recipient_count;
    struct pack_language languages[PACK_MAX_LANGUAGES];
    size_t language_count;
    struct pack_manifest_file *files; // sorted by name, owned
    size_t file_count;
};

// False with the reason; *manifest then holds nothing to be freed.
bool pack_manifest_parse(const uint8_t *json, size_t bytes, struct pack_manifest *manifest,
                         struct pack_error *error);
void pack_manifest_finish(struct pack_manifest *manifest);

// Lists the files of a sorted set. False when memory is short.
bool pack_manifest_list(struct pack_manifest *manifest, const struct pack_files *files);

// malloc'ed JSON; the same manifest gives the same bytes. NULL when memory is short.
char *pack_manifest_write(const struct pack_manifest *manifest, size_t *bytes);

// NULL if none.
const struct pack_manifest_file *pack_manifest_file(const struct pack_manifest *manifest,
                                                    const char *name);

// Whether these are the bytes that the manifest promises.
bool pack_manifest_fits(const struct pack_manifest_file *file, const uint8_t *bytes, size_t size);

// "YYYY-MM-DD" with month and day in range.
bool pack_date_valid(const char *date);

#endif
