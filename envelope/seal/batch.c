// FORMAT.md, "Batch". The tar holds ciphertext only, so it may live on the heap.
#include "batch.h"

#include "batch_format.h"
#include "hash.h"

#include <archive.h>
#include <archive_entry.h>
#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static_assert(BATCH_PLAIN_BYTES == 4720640, "FORMAT.md says so");
static_assert(BATCH_NAME_CHARS == 2 * ENVELOPE_HASH_BYTES + 4, "hex and .age");

size_t batch_sealed_bytes(size_t recipients)
{
    return age_sealed_bytes(BATCH_PLAIN_BYTES, recipients);
}

bool batch_file_name(const struct batch_header *header, char text[static BATCH_FILE_CHARS])
{
    int length = snprintf(text, BATCH_FILE_CHARS, "envelop-%s-%" PRIu64 ".tar.age", header->kiosk,
                          header->serial);
    return claim_is_key_id(header->kiosk) && length > 0 && length < BATCH_FILE_CHARS;
}

// What goes into the tar: copies of the envelopes, and their order by hash.
struct member {
    uint8_t hash[ENVELOPE_HASH_BYTES];
    uint8_t envelope[ENVELOPE_BYTES];
};

static int by_hash(const void *a, const void *b)
{
    const struct member *left = a, *right = b;
    return memcmp(left->hash, right->hash, sizeof left->hash);
}

static size_t collect(const struct spool *spool, struct member *members)
{
    size_t count = 0;
    for (size_t slot = 0; slot < SPOOL_SLOTS; slot++) {
        if (spool_read(spool, slot, members[count].envelope)) {
            envelope_hash(members[count].envelope, members[count].hash);
            count++;
        }
    }
    qsort(members, count, sizeof members[0], by_hash);
    return count;
}

static bool write_member(struct archive *archive, const char *name, const void *bytes, size_t size)
{
    struct archive_entry *entry = archive_entry_new();
    if (entry == NULL) {
        return false;
    }
    archive_entry_set_pathname(entry, name);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, (la_int64_t)size);
    archive_entry_set_mtime(entry, 0, 0);
    bool good = archive_write_header(archive, entry) == ARCHIVE_OK &&
                archive_write_data(archive, bytes, size) == (la_ssize_t)size;
    archive_entry_free(entry);
    return good;
}

static bool write_members(struct archive *archive, const struct batch_header *header,
                          const struct member *members, size_t count)
{
    char manifest[BATCH_MANIFEST_BYTES], name[BATCH_NAME_CHARS + 1];
    if (!batch_manifest_print(header, count, manifest) ||
        !write_member(archive, BATCH_MANIFEST_NAME, manifest, sizeof manifest)) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        batch_member_name(members[i].hash, name);
        if (!write_member(archive, name, members[i].envelope, ENVELOPE_BYTES)) {
            return false;
        }
    }
    return true;
}

// Writes into `plain`, which is zero: the rest of it is the padding.
static bool write_tar(const struct batch_header *header, const struct member *members, size_t count,
                      uint8_t *plain)
{
    size_t used = 0;
    struct archive *archive = archive_write_new();
    bool good = archive != NULL && archive_write_set_format_ustar(archive) == ARCHIVE_OK &&
                archive_write_set_bytes_per_block(archive, 0) == ARCHIVE_OK &&
                archive_write_open_memory(archive, plain, BATCH_PLAIN_BYTES, &used) == ARCHIVE_OK &&
                write_members(archive, header, members, count) &&
                archive_write_close(archive) == ARCHIVE_OK;
    archive_write_free(archive);
    return good;
}

static bool seal_tar(const uint8_t *plain, const struct age_recipient *recipients,
                     size_t recipient_count, uint8_t **out, size_t *bytes)
{
    *bytes = batch_sealed_bytes(recipient_count);
    *out = malloc(*bytes);
    if (*out == NULL) {
        return false;
    }
    if (!age_seal(recipients, recipient_count, plain, BATCH_PLAIN_BYTES, *out)) {
        free(*out);
        *out = NULL;
        errno = EINVAL;
        return false;
    }
    return true;
}

enum spool_result batch_seal(const struct spool *spool, const struct batch_header *header,
                             const struct age_recipient *recipients, size_t recipient_count,
                             uint8_t **out, size_t *bytes)
{
    *out = NULL;
    *bytes = 0;
    if (recipient_count == 0 || recipient_count > AGE_MAX_RECIPIENTS) {
        errno = EINVAL;
        return SPOOL_FAILED;
    }
    struct member *members = calloc(SPOOL_SLOTS, sizeof *members);
    uint8_t *plain = calloc(1, BATCH_PLAIN_BYTES);
    bool good = false;
    errno = ENOMEM;
    if (members != NULL && plain != NULL) {
        size_t count = collect(spool, members);
        errno = EINVAL;
        good = write_tar(header, members, count, plain) &&
               seal_tar(plain, recipients, recipient_count, out, bytes);
    }
    int saved = errno;
    free(members);
    free(plain);
    errno = saved;
    return good ? SPOOL_OK : SPOOL_FAILED;
}
