#include "pack_tar.h"

#include "pack_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 512, NAME_AT = 0, SIZE_AT = 124, SUM_AT = 148, TYPE_AT = 156, END_BLOCKS = 2 };

static size_t padded(size_t size)
{
    return (size + BLOCK - 1) / BLOCK * BLOCK;
}

static void put(uint8_t *block, size_t at, const char *text)
{
    memcpy(block + at, text, strlen(text));
}

// POSIX.1-1988 ustar; the checksum counts its own field as spaces.
static void header_write(uint8_t block[static BLOCK], const char *name, size_t size)
{
    char number[24];
    memset(block, 0, BLOCK);
    put(block, NAME_AT, name);
    put(block, 100, "0000644");
    put(block, 108, "0000000");
    put(block, 116, "0000000");
    snprintf(number, sizeof number, "%011zo", size);
    put(block, SIZE_AT, number);
    put(block, 136, "00000000000");
    put(block, SUM_AT, "        ");
    block[TYPE_AT] = '0';
    put(block, 257, "ustar");
    put(block, 263, "00");
    unsigned sum = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        sum += block[i];
    }
    snprintf(number, sizeof number, "%06o", sum);
    memcpy(block + SUM_AT, number, 7);
}

static bool size_read(const uint8_t *field, size_t *size)
{
    *size = 0;
    for (size_t i = 0; i < 11; i++) {
        if (field[i] < '0' || field[i] > '7') {
            return false;
        }
        *size = *size * 8 + (size_t)(field[i] - '0');
    }
    return true;
}

static bool zeroes(const uint8_t *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

static bool header_read(const uint8_t block[static BLOCK], char name[static PACK_NAME_CHARS],
                        size_t *size, struct pack_error *error)
{
    memcpy(name, block, PACK_NAME_CHARS);
    if (name[PACK_NAME_CHARS - 1] != '\0') {
        return pack_fail(error, "the pack holds a file with a name that is too long");
    }
    size_t cap = pack_name_cap(name);
    if (cap == 0) {
        return pack_fail(error, "the pack holds \"%.99s\", which no pack may hold", name);
    }
    if (block[TYPE_AT] != '0') {
        return pack_fail(error, "\"%s\" in the pack is a link, a folder or a device", name);
    }
    if (!size_read(block + SIZE_AT, size) || *size > cap) {
        return pack_fail(error, "\"%s\" in the pack is larger than %zu bytes", name, cap);
    }
    uint8_t expected[BLOCK];
    header_write(expected, name, *size);
    if (memcmp(expected, block, BLOCK) != 0) {
        return pack_fail(error, "\"%s\" in the pack has a header that envelop-ggd doesn't write",
                         name);
    }
    return true;
}

static bool member_take(const uint8_t *data, size_t size, const char *name,
                        struct pack_files *files, struct pack_error *error)
{
    uint8_t *copy = malloc(size + 1);
    if (!copy) {
        return pack_fail(error, "memory is too short for the pack");
    }
    memcpy(copy, data, size);
    copy[size] = 0;
    if (!pack_files_take(files, name, copy, size)) {
        return pack_fail(error, "the pack holds too many files (at \"%s\")", name);
    }
    return true;
}

bool pack_tar_read(const uint8_t *tar, size_t bytes, struct pack_files *files,
                   struct pack_error *error)
{
    size_t at = 0;
    while (at + BLOCK <= bytes && !zeroes(tar + at, BLOCK)) {
        char name[PACK_NAME_CHARS];
        size_t size = 0;
        if (!header_read(tar + at, name, &size, error)) {
            return false;
        }
        at += BLOCK;
        if (padded(size) > bytes - at) {
            return pack_fail(error, "the pack ends in the middle of \"%s\"", name);
        }
        if (!zeroes(tar + at + size, padded(size) - size)) {
            return pack_fail(error, "the pack hides bytes after \"%s\"", name);
        }
        if (!member_take(tar + at, size, name, files, error)) {
            return false;
        }
        at += padded(size);
    }
    if (bytes - at != END_BLOCKS * BLOCK || !zeroes(tar + at, bytes - at)) {
        return pack_fail(error, "the pack doesn't end where a pack ends");
    }
    return true;
}

uint8_t *pack_tar_write(const struct pack_files *files, size_t *bytes)
{
    *bytes = END_BLOCKS * BLOCK;
    for (size_t i = 0; i < files->count; i++) {
        *bytes += BLOCK + padded(files->at[i].size);
    }
    uint8_t *tar = calloc(1, *bytes);
    uint8_t *at = tar;
    for (size_t i = 0; tar && i < files->count; i++) {
        const struct pack_file_bytes *file = &files->at[i];
        header_write(at, file->name, file->size);
        memcpy(at + BLOCK, file->bytes, file->size);
        at += BLOCK + padded(file->size);
    }
    return tar;
}
