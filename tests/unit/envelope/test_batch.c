// Batches and receipts: always one size, deterministic inside, and hostile ones.
#include "batch_format.h"
#include "batch_open.h"
#include "batch_read.h"
#include "check.h"
#include "hash.h"

#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const struct batch_header header = {
    .kiosk = "0123456789abcdef", .ggd = "fedcba9876543210", .serial = 7, .pack_serial = 3};

static struct age_identity identity;

struct seen {
    size_t count, stop_after;
    uint8_t hashes[SPOOL_SLOTS][ENVELOPE_HASH_BYTES];
};

static bool see(void *context, const uint8_t envelope[static ENVELOPE_BYTES],
                const uint8_t hash[static ENVELOPE_HASH_BYTES])
{
    struct seen *seen = context;
    uint8_t again[ENVELOPE_HASH_BYTES];
    envelope_hash(envelope, again);
    CHECK(memcmp(again, hash, sizeof again) == 0, "given out under another hash");
    memcpy(seen->hashes[seen->count++], hash, ENVELOPE_HASH_BYTES);
    return seen->count != seen->stop_after;
}

static void fill(struct spool *spool, uint32_t from, uint32_t to)
{
    uint8_t envelope[ENVELOPE_BYTES] = {0};
    for (uint32_t i = from; i < to; i++) {
        memcpy(envelope, &i, sizeof i);
        CHECK(spool_commit(spool, envelope) == SPOOL_OK, "%u", i);
    }
}

static void check_round_trip(const struct spool *spool, size_t envelopes)
{
    struct batch_header got;
    struct batch_error error;
    size_t bytes, set_aside;
    uint8_t *file;
    struct seen *seen = calloc(1, sizeof *seen);
    CHECK(batch_seal(spool, &header, &identity.recipient, 1, &file, &bytes) == SPOOL_OK, "seal");
    CHECK(bytes == 4721894 + 98, "%zu envelopes: %zu bytes", envelopes, bytes);
    CHECK(batch_open(&identity, 1, file, bytes, &got, see, seen, &set_aside, &error), "%s",
          error.reason);
    CHECK(seen->count == envelopes && set_aside == 0, "%zu of %zu", seen->count, envelopes);
    CHECK(strcmp(got.kiosk, header.kiosk) == 0 && strcmp(got.ggd, header.ggd) == 0 &&
              got.serial == 7 && got.pack_serial == 3,
          "header");
    for (size_t i = 1; i < seen->count; i++) {
        CHECK(memcmp(seen->hashes[i - 1], seen->hashes[i], ENVELOPE_HASH_BYTES) < 0, "sorted, %zu",
              i);
    }
    file[bytes / 2] ^= 1;
    CHECK(!batch_open(&identity, 1, file, bytes, &got, see, seen, &set_aside, &error), "changed");
    CHECK(strstr(error.reason, "changed") != NULL, "%s", error.reason);
    CHECK(!batch_open(&identity, 1, file, bytes - 4000, &got, see, seen, &set_aside, &error),
          "cut");
    free(seen);
    free(file);
}

static void test_batches_are_equal(const char *path)
{
    struct spool *spool = NULL;
    unlink(path);
    CHECK(spool_create(path) == SPOOL_OK && spool_open(path, &spool) == SPOOL_OK, "spool");
    check_round_trip(spool, 0);
    fill(spool, 0, 1);
    check_round_trip(spool, 1);
    fill(spool, 1, SPOOL_SLOTS);
    check_round_trip(spool, SPOOL_SLOTS);
    spool_close(spool);
    unlink(path);
}

// --- hostile contents, read as if they had been opened

struct hostile {
    const char *name;
    unsigned type, size;
    bool link;
};

static void add_member(struct archive *archive, const struct hostile *member, const void *bytes)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, member->name);
    archive_entry_set_filetype(entry, member->type);
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_size(entry, member->size);
    if (member->link) {
        archive_entry_set_hardlink(entry, "manifest.json");
    }
    archive_write_header(archive, entry);
    archive_write_data(archive, bytes, member->size);
    archive_entry_free(entry);
}

static size_t hostile_tar(const struct hostile *members, size_t count, uint8_t *tar, size_t room)
{
    static uint8_t zeros[2 * ENVELOPE_BYTES];
    char manifest[BATCH_MANIFEST_BYTES];
    size_t used = 0;
    struct archive *archive = archive_write_new();
    archive_write_set_format_pax(archive);
    archive_write_open_memory(archive, tar, room, &used);
    CHECK(batch_manifest_print(&header, 9, manifest), "manifest");
    add_member(archive, &(struct hostile){BATCH_MANIFEST_NAME, AE_IFREG, sizeof manifest, false},
               manifest);
    for (size_t i = 0; i < count; i++) {
        add_member(archive, &members[i], zeros);
    }
    archive_write_close(archive);
    archive_write_free(archive);
    return used;
}

static void test_hostile_members(void)
{
    enum { ROOM = 200000 };
    char good[BATCH_NAME_CHARS + 1], wrong[BATCH_NAME_CHARS + 1], path[BATCH_NAME_CHARS + 8];
    uint8_t zeros[ENVELOPE_BYTES] = {0}, hash[ENVELOPE_HASH_BYTES];
    envelope_hash(zeros, hash);
    batch_member_name(hash, good);
    snprintf(path, sizeof path, "../%s", good);
    hash[0] ^= 1;
    batch_member_name(hash, wrong);
    const struct hostile members[] = {{"../../etc/passwd", AE_IFREG, ENVELOPE_BYTES, false},
                                      {path, AE_IFREG, ENVELOPE_BYTES, false},
                                      {wrong, AE_IFREG, ENVELOPE_BYTES, false},
                                      {good, AE_IFREG, ENVELOPE_BYTES + 1, false},
                                      {good, AE_IFREG, 0, false},
                                      {good, AE_IFDIR, 0, false},
                                      {good, AE_IFREG, 0, true},
                                      {good, AE_IFREG, ENVELOPE_BYTES, false}};
    size_t count = sizeof members / sizeof members[0];
    uint8_t *tar = malloc(ROOM);
    size_t bytes = hostile_tar(members, count, tar, ROOM);
    struct seen *seen = calloc(1, sizeof *seen);
    struct batch_reading reading = {.visit = see, .context = seen};
    struct batch_header got;
    struct batch_error error;
    CHECK(batch_read(tar, bytes, &got, &reading, &error), "%s", error.reason);
    CHECK(reading.envelopes == 1, "%zu taken as envelopes", reading.envelopes);
    CHECK(reading.set_aside == 8, "%zu set aside: 7 bad ones and one missing", reading.set_aside);
    for (size_t cut = 0; cut < bytes; cut += 256) {
        reading = (struct batch_reading){.visit = see, .context = seen};
        seen->count = 0;
        batch_read(tar, cut, &got, &reading, &error);
        CHECK(reading.envelopes <= 1, "cut at %zu", cut);
    }
    free(seen);
    free(tar);
}

static void test_manifests(void)
{
    static const struct {
        const char *from, *to;
    } bad[] = {{"batch-1", "batch-2"},
               {"\"serial\":7", "\"serial\":07"},
               {"0123", "012G"},
               {"0123", "ABCD"},
               {"\"envelopes\":9", "\"envelopes\":1025"},
               {"}", "},"},
               {"\"pack\":3", "\"pack\":-3"},
               {"\"pack\":3", "\"pack\":99999999999999999999"},
               {"\"serial\":7", "\"serial\":"},
               {"{", " {"}};
    char manifest[BATCH_MANIFEST_BYTES], changed[BATCH_MANIFEST_BYTES + 32];
    struct batch_header got;
    size_t envelopes;
    CHECK(batch_manifest_print(&header, 9, manifest), "print");
    CHECK(batch_manifest_parse(manifest, &got, &envelopes) && envelopes == 9, "parse");
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *place = strstr(manifest, bad[i].from);
        memset(changed, ' ', sizeof changed);
        size_t before = (size_t)(place - manifest);
        memcpy(changed, manifest, before);
        memcpy(changed + before, bad[i].to, strlen(bad[i].to));
        memcpy(changed + before + strlen(bad[i].to), place + strlen(bad[i].from), 300 - before);
        CHECK(!batch_manifest_parse(changed, &got, &envelopes), "%.160s", changed);
    }
}

// How many of one receipt's tags stand in another.
static size_t common_tags(const uint8_t *one, const uint8_t *other)
{
    size_t common = 0;
    for (size_t at = RECEIPT_SALT_BYTES; at < RECEIPT_BYTES; at += RECEIPT_TAG_BYTES) {
        for (size_t to = RECEIPT_SALT_BYTES; to < RECEIPT_BYTES; to += RECEIPT_TAG_BYTES) {
            common += memcmp(one + at, other + to, RECEIPT_TAG_BYTES) == 0;
        }
    }
    return common;
}

static bool tags_sorted(const uint8_t *receipt)
{
    const uint8_t *tags = receipt + RECEIPT_SALT_BYTES;
    for (size_t i = 1; i < SPOOL_SLOTS; i++) {
        const uint8_t *tag = tags + i * RECEIPT_TAG_BYTES;
        if (memcmp(tag - RECEIPT_TAG_BYTES, tag, RECEIPT_TAG_BYTES) > 0) {
            return false;
        }
    }
    return true;
}

// What a stick may tell: two receipts for the same envelopes have nothing in common.
static void test_receipt(void)
{
    static uint8_t hashes[SPOOL_SLOTS + 1][ENVELOPE_HASH_BYTES];
    static uint8_t one[RECEIPT_BYTES], other[RECEIPT_BYTES];
    const uint8_t(*named)[ENVELOPE_HASH_BYTES] = (const uint8_t(*)[ENVELOPE_HASH_BYTES])hashes;
    for (size_t i = 0; i <= SPOOL_SLOTS; i++) {
        memcpy(hashes[i], &i, sizeof i);
    }
    CHECK(!receipt_write(named, SPOOL_SLOTS + 1, one), "too many");
    static const size_t counts[] = {0, 1, 500, SPOOL_SLOTS};
    for (size_t c = 0; c < sizeof counts / sizeof counts[0]; c++) {
        CHECK(receipt_write(named, counts[c], one), "%zu", counts[c]);
        CHECK(receipt_write(named, counts[c], other), "%zu", counts[c]);
        CHECK(tags_sorted(one), "%zu", counts[c]);
        CHECK(common_tags(one, other) == 0, "%zu", counts[c]);
    }
}

// A receipt frees what it names and nothing else, whichever of two receipts comes.
static void test_receipt_applied(const char *path)
{
    static uint8_t hashes[8][ENVELOPE_HASH_BYTES], receipt[RECEIPT_BYTES];
    uint8_t envelope[ENVELOPE_BYTES] = {0};
    struct spool *spool = NULL;
    CHECK(spool_create(path) == SPOOL_OK && spool_open(path, &spool) == SPOOL_OK, "%s", path);
    for (uint8_t i = 0; i < 8; i++) {
        envelope[0] = i;
        envelope_hash(envelope, hashes[i]);
        CHECK(spool_commit(spool, envelope) == SPOOL_OK, "%d", i);
    }
    CHECK(receipt_write((const uint8_t(*)[ENVELOPE_HASH_BYTES])hashes, 5, receipt), "five");
    for (int again = 0; again < 2; again++) {
        CHECK(receipt_apply(receipt, spool) == SPOOL_OK, "%d", again);
        CHECK(spool_free_slots(spool) == SPOOL_SLOTS - 3, "%zu", spool_free_slots(spool));
    }
    spool_close(spool);
}

int main(int argc, char **argv)
{
    char path[512];
    snprintf(path, sizeof path, "%s/batch-spool", argc > 1 ? argv[1] : ".");
    CHECK(age_identity_generate(&identity), "identity");
    test_batches_are_equal(path);
    test_hostile_members();
    test_manifests();
    test_receipt();
    snprintf(path, sizeof path, "%s/receipt-spool", argc > 1 ? argv[1] : ".");
    remove(path);
    test_receipt_applied(path);
    return check_done();
}
