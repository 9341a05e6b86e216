// The spool: what it promises when all goes well, when slots are torn, when two want it, and that
// its places tell nothing. argv[1]: a folder to work in.
#include "batch_open.h"
#include "check.h"
#include "hash.h"
#include "spool.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char path[512];

// A generator of known output (splitmix64), so that chance has a seed.
static uint64_t seed_state;

static void seeded_source(void *bytes, size_t size)
{
    uint8_t *at = bytes;
    for (size_t i = 0; i < size; i++) {
        uint64_t z = seed_state += UINT64_C(0x9e3779b97f4a7c15);
        z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
        at[i] = (uint8_t)(z ^ z >> 31);
    }
}

static void use_seed(uint64_t seed)
{
    printf("seed %llu\n", (unsigned long long)seed);
    seed_state = seed;
    random_replace(seeded_source);
}

static void make_envelope(uint32_t number, uint8_t envelope[static ENVELOPE_BYTES])
{
    memset(envelope, 0x5a, ENVELOPE_BYTES);
    memcpy(envelope, &number, sizeof number);
}

static struct spool *fresh_spool(void)
{
    struct spool *spool = NULL;
    unlink(path);
    CHECK(spool_create(path) == SPOOL_OK, "create: %s", strerror(errno));
    CHECK(spool_open(path, &spool) == SPOOL_OK, "open: %s", strerror(errno));
    if (spool == NULL) {
        exit(check_done());
    }
    return spool;
}

static struct spool *reopen(struct spool *spool)
{
    spool_close(spool);
    CHECK(spool_open(path, &spool) == SPOOL_OK, "open again: %s", strerror(errno));
    return spool;
}

static void write_at(off_t at, const void *bytes, size_t size)
{
    int fd = open(path, O_WRONLY);
    CHECK(pwrite(fd, bytes, size, at) == (ssize_t)size, "write_at %ld", (long)at);
    close(fd);
}

// Slot of the envelope with that number, or -1.
static int slot_of(const struct spool *spool, uint32_t number)
{
    uint8_t envelope[ENVELOPE_BYTES], wanted[ENVELOPE_BYTES];
    make_envelope(number, wanted);
    for (size_t slot = 0; slot < SPOOL_SLOTS; slot++) {
        if (spool_read(spool, slot, envelope) && memcmp(envelope, wanted, sizeof wanted) == 0) {
            return (int)slot;
        }
    }
    return -1;
}

static void test_fill_and_release(void)
{
    static uint8_t hashes[SPOOL_SLOTS][ENVELOPE_HASH_BYTES];
    uint8_t envelope[ENVELOPE_BYTES];
    struct stat status;
    struct spool *spool = fresh_spool();
    CHECK(stat(path, &status) == 0 && status.st_size == 1025 * 4096 &&
              (status.st_mode & 0777) == 0600,
          "%ld bytes, mode %o", (long)status.st_size, status.st_mode);
    CHECK(spool_create(path) == SPOOL_FAILED && errno == EEXIST, "created twice");
    for (uint32_t i = 0; i < SPOOL_SLOTS; i++) {
        CHECK(spool_free_slots(spool) == SPOOL_SLOTS - i, "%u", i);
        make_envelope(i, envelope);
        envelope_hash(envelope, hashes[i]);
        CHECK(spool_commit(spool, envelope) == SPOOL_OK, "%u", i);
    }
    CHECK(spool_commit(spool, envelope) == SPOOL_FULL, "one more than fits");
    spool = reopen(spool);
    CHECK(spool_free_slots(spool) == 0, "full after opening again");
    CHECK(slot_of(spool, 0) >= 0 && slot_of(spool, SPOOL_SLOTS - 1) >= 0,
          "first and last are there");
    CHECK(spool_release(spool, (const uint8_t(*)[ENVELOPE_HASH_BYTES])hashes, 500) == SPOOL_OK,
          "release");
    CHECK(spool_free_slots(spool) == 500, "%zu free", spool_free_slots(spool));
    spool = reopen(spool);
    CHECK(spool_free_slots(spool) == 500, "%zu free", spool_free_slots(spool));
    CHECK(slot_of(spool, 499) < 0 && slot_of(spool, 500) >= 0, "the named ones and no others");
    memset(hashes, 1, sizeof hashes);
    CHECK(spool_release(spool, (const uint8_t(*)[ENVELOPE_HASH_BYTES])hashes, SPOOL_SLOTS) ==
                  SPOOL_OK &&
              spool_free_slots(spool) == 500,
          "a receipt for others frees nothing");
    spool_close(spool);
    spool_close(NULL);
}

static void test_released_slots_are_zero(void)
{
    uint8_t envelope[ENVELOPE_BYTES], hash[1][ENVELOPE_HASH_BYTES], block[SPOOL_SLOT_BYTES];
    static const uint8_t zeros[SPOOL_SLOT_BYTES];
    struct spool *spool = fresh_spool();
    make_envelope(7, envelope);
    envelope_hash(envelope, hash[0]);
    CHECK(spool_commit(spool, envelope) == SPOOL_OK, "commit");
    CHECK(spool_release(spool, (const uint8_t(*)[ENVELOPE_HASH_BYTES])hash, 1) == SPOOL_OK,
          "release");
    int fd = open(path, O_RDONLY);
    for (int slot = 1; slot <= SPOOL_SLOTS; slot++) {
        CHECK(pread(fd, block, sizeof block, slot * (off_t)sizeof block) == (ssize_t)sizeof block &&
                  memcmp(block, zeros, sizeof block) == 0,
              "slot %d", slot - 1);
    }
    close(fd);
    spool_close(spool);
}

// A slot of which only the first `bytes` reached the disk.
static void test_torn_slots(void)
{
    static const size_t sizes[] = {1, 16, 32, 63, 64, 512, 2048, 3584, 4095};
    uint8_t envelope[ENVELOPE_BYTES], block[SPOOL_SLOT_BYTES];
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        struct spool *spool = fresh_spool();
        make_envelope(3, envelope);
        CHECK(spool_commit(spool, envelope) == SPOOL_OK, "commit");
        off_t at = (off_t)(1 + slot_of(spool, 3)) * SPOOL_SLOT_BYTES;
        memset(block, 0, sizeof block);
        write_at(at + (off_t)sizes[i], block, sizeof block - sizes[i]);
        spool = reopen(spool);
        CHECK(spool_free_slots(spool) == SPOOL_SLOTS, "torn at %zu counts as stored", sizes[i]);
        for (uint32_t k = 0; k < SPOOL_SLOTS && sizes[i] == 512; k++) {
            make_envelope(k, envelope);
            CHECK(spool_commit(spool, envelope) == SPOOL_OK, "a torn slot can be used again");
        }
        spool_close(spool);
    }
}

static void test_damaged_headers(void)
{
    static const off_t places[] = {0, 13, 19, 22, 26, 30, 31, 32, 63, 64, 4095};
    struct spool *spool = fresh_spool();
    spool_close(spool);
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        unlink(path);
        CHECK(spool_create(path) == SPOOL_OK, "create");
        write_at(places[i], "\x55", 1);
        CHECK(spool_open(path, &spool) == SPOOL_DAMAGED && spool == NULL, "byte %ld",
              (long)places[i]);
    }
    CHECK(truncate(path, 4096 * 1024) == 0 && spool_open(path, &spool) == SPOOL_DAMAGED, "short");
    CHECK(truncate(path, 0) == 0 && spool_open(path, &spool) == SPOOL_DAMAGED, "empty");
    unlink(path);
    CHECK(spool_open(path, &spool) == SPOOL_FAILED && errno == ENOENT, "missing");
    CHECK(symlink("/etc/passwd", path) == 0 && spool_open(path, &spool) == SPOOL_DAMAGED, "link");
    unlink(path);
    CHECK(mkfifo(path, 0600) == 0 && spool_open(path, &spool) == SPOOL_DAMAGED, "pipe");
    unlink(path);
}

static void test_two_processes(void)
{
    struct spool *spool = fresh_spool(), *other;
    CHECK(spool_open(path, &other) == SPOOL_BUSY, "opened twice in one process");
    pid_t child = fork();
    if (child == 0) {
        _exit((int)spool_open(path, &other));
    }
    int status;
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == SPOOL_BUSY, "status %x", status);
    spool_close(spool);
    CHECK(spool_open(path, &spool) == SPOOL_OK, "free again");
    spool_close(spool);
}

enum { TRIALS = 1600, BINS = 16, LATEST = 4 };

static void check_uniform(const int counts[static BINS], const char *what, int envelope)
{
    double expected = (double)TRIALS / BINS, chi_square = 0;
    for (int bin = 0; bin < BINS; bin++) {
        chi_square += (counts[bin] - expected) * (counts[bin] - expected) / expected;
    }
    printf("envelope %d, %s: chi-square %.1f\n", envelope, what, chi_square);
    CHECK(chi_square < 37.7, "envelope %d has favourite %s: %.1f", envelope, what, chi_square);
}

// Where the first to fourth envelope of a session lie, in stretches of the spool and in places
// within a stretch: 16 bins, 15 degrees of freedom; 37.7 is the 0.1 % point of chi-square.
static void test_places_are_uniform(void)
{
    int stretches[LATEST][BINS] = {{0}}, places[LATEST][BINS] = {{0}};
    uint8_t envelope[ENVELOPE_BYTES], hashes[LATEST][ENVELOPE_HASH_BYTES];
    use_seed(20261122);
    struct spool *spool = fresh_spool();
    for (int trial = 0; trial < TRIALS; trial++) {
        for (uint32_t k = 0; k < LATEST; k++) {
            make_envelope(k, envelope);
            envelope_hash(envelope, hashes[k]);
            CHECK(spool_commit(spool, envelope) == SPOOL_OK, "trial %d", trial);
        }
        for (uint32_t k = 0; k < LATEST; k++) {
            int slot = slot_of(spool, k);
            stretches[k][slot * BINS / SPOOL_SLOTS]++;
            places[k][slot % BINS]++;
        }
        CHECK(spool_release(spool, (const uint8_t(*)[ENVELOPE_HASH_BYTES])hashes, LATEST) ==
                  SPOOL_OK,
              "trial %d", trial);
    }
    for (int k = 0; k < LATEST; k++) {
        check_uniform(stretches[k], "stretches", k + 1);
        check_uniform(places[k], "places", k + 1);
    }
    random_replace(NULL);
    spool_close(spool);
}

enum { FEW = 300 };

// Correlation of order in time and place: of FEW independent pairs it has a deviation of 1 /
// sqrt(FEW).
static double order_shown(bool backwards)
{
    uint8_t envelope[ENVELOPE_BYTES];
    double sum = 0, square = 0, product = 0;
    struct spool *spool = fresh_spool();
    for (uint32_t i = 0; i < FEW; i++) {
        make_envelope(backwards ? FEW - 1 - i : i, envelope);
        CHECK(spool_commit(spool, envelope) == SPOOL_OK, "commit");
    }
    for (uint32_t i = 0; i < FEW; i++) {
        double place = slot_of(spool, i);
        sum += place;
        square += place * place;
        product += place * (i - (FEW - 1) / 2.0);
    }
    spool_close(spool);
    double n = FEW, variance = square / n - sum / n * (sum / n);
    return product / n / sqrt(variance * (n * n - 1) / 12);
}

static void test_opposite_orders_look_alike(void)
{
    use_seed(17);
    double forwards = order_shown(false), backwards = order_shown(true);
    random_replace(NULL);
    printf("correlation of order and place: %.3f forwards, %.3f backwards\n", forwards, backwards);
    CHECK(fabs(forwards) < 4 / sqrt(FEW) && fabs(backwards) < 4 / sqrt(FEW),
          "order shows: %.3f, %.3f", forwards, backwards);
}

int main(int argc, char **argv)
{
    snprintf(path, sizeof path, "%s/spool", argc > 1 ? argv[1] : ".");
    test_fill_and_release();
    test_released_slots_are_zero();
    test_torn_slots();
    test_damaged_headers();
    test_two_processes();
    test_places_are_uniform();
    test_opposite_orders_look_alike();
    unlink(path);
    return check_done();
}
