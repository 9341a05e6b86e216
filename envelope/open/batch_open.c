// FORMAT.md, "Batch" and "Receipt". A signed batch may still be hostile: a kiosk can be stolen.
#include "batch_open.h"

#include "batch_format.h"
#include "batch_read.h"
#include "hash.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool fail(struct batch_error *error, const char *reason)
{
    snprintf(error->reason, sizeof error->reason, "%s", reason);
    return false;
}

// The next member; false at the end and where the tar is damaged.
static bool next_member(struct archive *archive, struct archive_entry **entry)
{
    int result = archive_read_next_header(archive, entry);
    return result == ARCHIVE_OK || result == ARCHIVE_WARN;
}

static bool is_plain_file(struct archive_entry *entry, size_t bytes)
{
    return archive_entry_filetype(entry) == AE_IFREG && archive_entry_hardlink(entry) == NULL &&
           archive_entry_pathname(entry) != NULL && archive_entry_size_is_set(entry) &&
           archive_entry_size(entry) == (la_int64_t)bytes;
}

static bool read_manifest(struct archive *archive, struct batch_header *header, size_t *promised)
{
    char manifest[BATCH_MANIFEST_BYTES];
    struct archive_entry *entry;
    return next_member(archive, &entry) && is_plain_file(entry, sizeof manifest) &&
           strcmp(archive_entry_pathname(entry), BATCH_MANIFEST_NAME) == 0 &&
           archive_read_data(archive, manifest, sizeof manifest) == (la_ssize_t)sizeof manifest &&
           batch_manifest_parse(manifest, header, promised);
}

static bool read_envelope(struct archive *archive, struct archive_entry *entry,
                          uint8_t envelope[static ENVELOPE_BYTES],
                          uint8_t hash[static ENVELOPE_HASH_BYTES])
{
    uint8_t named[ENVELOPE_HASH_BYTES];
    if (!is_plain_file(entry, ENVELOPE_BYTES) ||
        !batch_member_parse(archive_entry_pathname(entry), named) ||
        archive_read_data(archive, envelope, ENVELOPE_BYTES) != ENVELOPE_BYTES) {
        return false;
    }
    envelope_hash(envelope, hash);
    return memcmp(hash, named, sizeof named) == 0;
}

static void read_envelopes(struct archive *archive, size_t promised, struct batch_reading *reading)
{
    uint8_t envelope[ENVELOPE_BYTES], hash[ENVELOPE_HASH_BYTES];
    struct archive_entry *entry;
    while (!reading->stopped && next_member(archive, &entry)) {
        if (!read_envelope(archive, entry, envelope, hash)) {
            reading->set_aside++;
            continue;
        }
        reading->envelopes++;
        reading->stopped = !reading->visit(reading->context, envelope, hash);
    }
    size_t found = reading->envelopes + reading->set_aside;
    if (!reading->stopped && promised > found) {
        reading->set_aside += promised - found;
    }
}

bool batch_read(const uint8_t *plain, size_t bytes, struct batch_header *header,
                struct batch_reading *reading, struct batch_error *error)
{
    size_t promised = 0;
    struct archive *archive = archive_read_new();
    bool opened = archive != NULL && archive_read_support_format_tar(archive) == ARCHIVE_OK &&
                  archive_read_open_memory(archive, plain, bytes) == ARCHIVE_OK;
    bool good = opened && read_manifest(archive, header, &promised);
    if (good) {
        read_envelopes(archive, promised, reading);
    } else {
        fail(error, "its first member is not a batch's manifest");
    }
    archive_read_free(archive);
    return good;
}

bool batch_open(const struct age_identity *identities, size_t count, const uint8_t *file,
                size_t bytes, struct batch_header *header, batch_visitor *visit, void *context,
                size_t *set_aside, struct batch_error *error)
{
    struct batch_reading reading = {.visit = visit, .context = context};
    size_t plain_bytes = 0;
    *header = (struct batch_header){0};
    *error = (struct batch_error){0};
    *set_aside = 0;
    if (bytes < batch_sealed_bytes(1) || bytes > batch_sealed_bytes(AGE_MAX_RECIPIENTS)) {
        return fail(error, "it doesn't have the size of a batch");
    }
    uint8_t *plain = malloc(bytes);
    if (plain == NULL) {
        return fail(error, age_result_text(AGE_NO_MEMORY));
    }
    enum age_result result = age_open(identities, count, file, bytes, plain, &plain_bytes);
    bool good = false;
    if (result != AGE_OK) {
        fail(error, age_result_text(result));
    } else if (plain_bytes != BATCH_PLAIN_BYTES) {
        fail(error, "its contents don't have the size of a batch");
    } else {
        good = batch_read(plain, plain_bytes, header, &reading, error);
    }
    free(plain);
    *set_aside = reading.set_aside;
    return good;
}

static int by_bytes(const void *a, const void *b)
{
    return memcmp(a, b, ENVELOPE_HASH_BYTES);
}

bool receipt_write(const uint8_t (*hashes)[ENVELOPE_HASH_BYTES], size_t count,
                   uint8_t out[static RECEIPT_BYTES])
{
    if (count > SPOOL_SLOTS) {
        return false;
    }
    uint8_t *tags = out + RECEIPT_SALT_BYTES;
    random_bytes(out, RECEIPT_BYTES); // the salt, and every place without an envelope to name
    for (size_t i = 0; i < count; i++) {
        receipt_tag(out, hashes[i], tags + i * RECEIPT_TAG_BYTES);
    }
    qsort(tags, SPOOL_SLOTS, RECEIPT_TAG_BYTES, by_bytes);
    return true;
}
