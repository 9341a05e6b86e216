// A set of named files in memory: what a pack holds, whether it comes from a tar, from a stage
// folder or from an installed pack.
#ifndef PACK_FILES_H
#define PACK_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PACK_NAME_CHARS = 100, // with NUL: the name field of ustar
    PACK_MAX_FILES = 8192,
    PACK_HASH_BYTES = 32, // BLAKE2b-256
};

struct pack_file_bytes {
    char name[PACK_NAME_CHARS];
    uint8_t *bytes; // owned by the set, NUL-terminated beyond `size`
    size_t size;
};

// Sorted by name once pack_files_sort has been called.
struct pack_files {
    struct pack_file_bytes *at;
    size_t count, room;
};

// The most bytes a file of this name may have (FORMAT.md, "The tar"); 0: no pack has such a name.
size_t pack_name_cap(const char *name);

// A language code: BCP 47, at most 15 characters.
bool pack_code_valid(const char *code);

// Takes over `bytes` (malloc'ed), also when it returns false: name not allowed, file too large, set
// full or memory short.
bool pack_files_take(struct pack_files *files, const char *name, uint8_t *bytes, size_t size);

// Sorts by name; false when a name is there twice.
bool pack_files_sort(struct pack_files *files);

// NULL if none. The set is sorted.
const struct pack_file_bytes *pack_files_find(const struct pack_files *files, const char *name);

// Frees what the set holds; it is empty afterwards.
void pack_files_finish(struct pack_files *files);

void pack_hash(const void *bytes, size_t size, uint8_t hash[static PACK_HASH_BYTES]);

#endif
