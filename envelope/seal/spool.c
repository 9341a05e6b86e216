// FORMAT.md, "Spool". What counts as stored is decided at three places only: a slot's bytes
// (slot_holds), a commit's fdatasync, and the map of slots, which is made when the spool is opened
// and says which slots hold an envelope. A slot whose write failed is never in the map, whatever
// its bytes say.
#include "spool.h"

#include "file.h"
#include "hash.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HEADER_HASHED_BYTES = 32,
    SLOT_HASH_AT = 32,
    SLOT_ENVELOPE_AT = 64,
    FILE_BYTES = (1 + SPOOL_SLOTS) * SPOOL_SLOT_BYTES,
};

static_assert(SLOT_ENVELOPE_AT + ENVELOPE_BYTES == SPOOL_SLOT_BYTES, "a slot is full");
static_assert(SLOT_HASH_AT + ENVELOPE_HASH_BYTES == SLOT_ENVELOPE_AT, "the hash stands before");

static const uint8_t slot_start[SLOT_HASH_AT] = "envelop-slot\n";
static const uint8_t header_start[HEADER_HASHED_BYTES] = {
    'e',
    'n',
    'v',
    'e',
    'l',
    'o',
    'p',
    '-',
    's',
    'p',
    'o',
    'o',
    'l',
    '\n',
    0,
    0,
    0,
    0,
    0,
    1, // version
    0,
    0,
    SPOOL_SLOT_BYTES >> 8,
    SPOOL_SLOT_BYTES & 255,
    0,
    0,
    SPOOL_SLOTS >> 8,
    SPOOL_SLOTS & 255,
    0,
    0,
    ENVELOPE_BYTES >> 8,
    ENVELOPE_BYTES & 255,
};

enum slot_state {
    SLOT_FREE,
    SLOT_HELD,
    SLOT_UNREADABLE, // the medium fails there: nothing to read, and nothing may be written over it
};

struct spool {
    int fd;
    enum slot_state states[SPOOL_SLOTS];
    uint8_t hashes[SPOOL_SLOTS][ENVELOPE_HASH_BYTES];
};

// --- blocks: 0 is the header, n the slot n - 1

static bool write_block(int fd, size_t block, const uint8_t bytes[static SPOOL_SLOT_BYTES])
{
    off_t start = (off_t)(block * SPOOL_SLOT_BYTES);
    size_t done = 0;
    while (done < SPOOL_SLOT_BYTES) {
        ssize_t put = pwrite(fd, bytes + done, SPOOL_SLOT_BYTES - done, start + (off_t)done);
        if (put == 0) {
            errno = EIO;
        }
        if (put == 0 || (put < 0 && errno != EINTR)) {
            return false;
        }
        done += put > 0 ? (size_t)put : 0;
    }
    return true;
}

static bool read_block(int fd, size_t block, uint8_t bytes[static SPOOL_SLOT_BYTES])
{
    off_t start = (off_t)(block * SPOOL_SLOT_BYTES);
    size_t done = 0;
    while (done < SPOOL_SLOT_BYTES) {
        ssize_t got = pread(fd, bytes + done, SPOOL_SLOT_BYTES - done, start + (off_t)done);
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        done += got > 0 ? (size_t)got : 0;
    }
    return true;
}

static bool sync_blocks(int fd)
{
    int result;
    do {
        result = fdatasync(fd);
    } while (result != 0 && errno == EINTR);
    return result == 0;
}

static void make_header(uint8_t block[static SPOOL_SLOT_BYTES])
{
    memset(block, 0, SPOOL_SLOT_BYTES);
    memcpy(block, header_start, sizeof header_start);
    hash_bytes(header_start, sizeof header_start, block + HEADER_HASHED_BYTES, HASH_BYTES);
}

static bool has_header(int fd)
{
    uint8_t block[SPOOL_SLOT_BYTES], wanted[SPOOL_SLOT_BYTES];
    make_header(wanted);
    return read_block(fd, 0, block) && memcmp(block, wanted, sizeof block) == 0;
}

static bool slot_holds(const uint8_t block[static SPOOL_SLOT_BYTES])
{
    uint8_t hash[ENVELOPE_HASH_BYTES];
    if (memcmp(block, slot_start, sizeof slot_start) != 0) {
        return false;
    }
    envelope_hash(block + SLOT_ENVELOPE_AT, hash);
    return memcmp(hash, block + SLOT_HASH_AT, sizeof hash) == 0;
}

// --- making one

static enum spool_result create_file(const char *path)
{
    uint8_t *bytes = calloc(1, FILE_BYTES);
    if (bytes == NULL) {
        return SPOOL_FAILED;
    }
    make_header(bytes);
    enum file_result result = file_write(path, bytes, FILE_BYTES, false);
    int saved = errno;
    free(bytes);
    errno = saved;
    return result == FILE_OK ? SPOOL_OK : SPOOL_FAILED;
}

static bool fill_device(int fd)
{
    uint8_t block[SPOOL_SLOT_BYTES] = {0};
    for (size_t slot = 0; slot <= SPOOL_SLOTS; slot++) {
        if (!write_block(fd, slot, block)) {
            return false;
        }
    }
    if (!sync_blocks(fd)) {
        return false;
    }
    // The header last: a device that was cut off half way is no spool.
    make_header(block);
    return write_block(fd, 0, block) && sync_blocks(fd);
}

static enum spool_result create_on_device(const char *path)
{
    // O_EXCL on a block device: not while it is mounted.
    int fd = open(path, O_RDWR | O_EXCL | O_CLOEXEC);
    if (fd < 0) {
        return SPOOL_FAILED;
    }
    bool taken = has_header(fd);
    bool good = !taken && fill_device(fd);
    int saved = taken ? EEXIST : errno;
    close(fd);
    errno = saved;
    return good ? SPOOL_OK : SPOOL_FAILED;
}

enum spool_result spool_create(const char *path)
{
    // stat follows links: udev's names of partitions are links.
    struct stat status;
    bool device = stat(path, &status) == 0 && S_ISBLK(status.st_mode);
    return device ? create_on_device(path) : create_file(path);
}

// --- opening

// Fills the map from the slot's bytes.
static void look_at_slot(struct spool *spool, size_t slot)
{
    uint8_t block[SPOOL_SLOT_BYTES];
    if (!read_block(spool->fd, slot + 1, block)) {
        spool->states[slot] = SLOT_UNREADABLE;
        return;
    }
    spool->states[slot] = slot_holds(block) ? SLOT_HELD : SLOT_FREE;
    memcpy(spool->hashes[slot], block + SLOT_HASH_AT, ENVELOPE_HASH_BYTES);
}

// A regular file must not be a link; a block device may be reached through one.
static int open_path(const char *path)
{
    const int flags = O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    struct stat status;
    int fd = open(path, flags | O_NOFOLLOW);
    if (fd < 0 && errno == ELOOP && stat(path, &status) == 0 && S_ISBLK(status.st_mode)) {
        fd = open(path, flags);
    }
    return fd;
}

static enum spool_result check_and_lock(int fd)
{
    struct stat status;
    if (fstat(fd, &status) != 0) {
        return SPOOL_FAILED;
    }
    bool file = S_ISREG(status.st_mode) && status.st_size == FILE_BYTES;
    if (!file && !S_ISBLK(status.st_mode)) {
        return SPOOL_DAMAGED;
    }
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        return errno == EWOULDBLOCK ? SPOOL_BUSY : SPOOL_FAILED;
    }
    return has_header(fd) ? SPOOL_OK : SPOOL_DAMAGED;
}

enum spool_result spool_open(const char *path, struct spool **spool)
{
    *spool = NULL;
    int fd = open_path(path);
    if (fd < 0) {
        return errno == ELOOP || errno == EISDIR || errno == ENXIO ? SPOOL_DAMAGED : SPOOL_FAILED;
    }
    enum spool_result result = check_and_lock(fd);
    struct spool *opened = result == SPOOL_OK ? calloc(1, sizeof *opened) : NULL;
    if (opened == NULL) {
        int saved = errno;
        close(fd);
        errno = saved;
        return result == SPOOL_OK ? SPOOL_FAILED : result;
    }
    opened->fd = fd;
    for (size_t slot = 0; slot < SPOOL_SLOTS; slot++) {
        look_at_slot(opened, slot);
    }
    *spool = opened;
    return SPOOL_OK;
}

void spool_close(struct spool *spool)
{
    if (spool != NULL) {
        close(spool->fd);
        free(spool);
    }
}

// --- using one

size_t spool_free_slots(const struct spool *spool)
{
    size_t count = 0;
    for (size_t slot = 0; slot < SPOOL_SLOTS; slot++) {
        count += spool->states[slot] == SLOT_FREE;
    }
    return count;
}

static size_t draw_free_slot(const struct spool *spool)
{
    uint32_t skip = random_below((uint32_t)spool_free_slots(spool));
    size_t slot = 0;
    while (spool->states[slot] != SLOT_FREE || skip-- > 0) {
        slot++;
    }
    return slot;
}

// Best effort: what a person was told is not sealed must not be found later.
static void erase_failed_slot(const struct spool *spool, size_t slot)
{
    static const uint8_t zeros[SPOOL_SLOT_BYTES];
    int saved = errno;
    if (write_block(spool->fd, slot + 1, zeros)) {
        sync_blocks(spool->fd);
    }
    errno = saved;
}

enum spool_result spool_commit(struct spool *spool, const uint8_t envelope[static ENVELOPE_BYTES])
{
    if (spool_free_slots(spool) == 0) {
        return SPOOL_FULL;
    }
    size_t slot = draw_free_slot(spool);
    uint8_t block[SPOOL_SLOT_BYTES];
    memcpy(block, slot_start, sizeof slot_start);
    envelope_hash(envelope, block + SLOT_HASH_AT);
    memcpy(block + SLOT_ENVELOPE_AT, envelope, ENVELOPE_BYTES);
    if (!write_block(spool->fd, slot + 1, block) || !sync_blocks(spool->fd)) {
        erase_failed_slot(spool, slot);
        return SPOOL_FAILED;
    }
    memcpy(spool->hashes[slot], block + SLOT_HASH_AT, ENVELOPE_HASH_BYTES);
    spool->states[slot] = SLOT_HELD;
    return SPOOL_OK;
}

bool spool_read(const struct spool *spool, size_t index, uint8_t envelope[static ENVELOPE_BYTES])
{
    uint8_t block[SPOOL_SLOT_BYTES];
    if (index >= SPOOL_SLOTS || spool->states[index] != SLOT_HELD ||
        !read_block(spool->fd, index + 1, block) || !slot_holds(block)) {
        return false;
    }
    memcpy(envelope, block + SLOT_ENVELOPE_AT, ENVELOPE_BYTES);
    return true;
}

static bool is_named(const uint8_t hash[static ENVELOPE_HASH_BYTES],
                     const uint8_t (*hashes)[ENVELOPE_HASH_BYTES], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (memcmp(hash, hashes[i], ENVELOPE_HASH_BYTES) == 0) {
            return true;
        }
    }
    return false;
}

enum spool_result spool_release(struct spool *spool, const uint8_t (*hashes)[ENVELOPE_HASH_BYTES],
                                size_t count)
{
    static const uint8_t zeros[SPOOL_SLOT_BYTES];
    bool named[SPOOL_SLOTS] = {false};
    bool good = true;
    for (size_t slot = 0; slot < SPOOL_SLOTS && good; slot++) {
        named[slot] =
            spool->states[slot] == SLOT_HELD && is_named(spool->hashes[slot], hashes, count);
        good = !named[slot] || write_block(spool->fd, slot + 1, zeros);
    }
    good = good && sync_blocks(spool->fd);
    int saved = errno;
    for (size_t slot = 0; slot < SPOOL_SLOTS; slot++) {
        if (named[slot]) {
            look_at_slot(spool, slot);
        }
    }
    errno = saved;
    return good ? SPOOL_OK : SPOOL_FAILED;
}

const char *spool_result_text(enum spool_result result)
{
    switch (result) {
    case SPOOL_OK:
        return "stored";
    case SPOOL_FULL:
        return "the spool is full";
    case SPOOL_BUSY:
        return "another program holds the spool";
    case SPOOL_DAMAGED:
        return "this is not a spool of this version";
    case SPOOL_FAILED:
        break;
    }
    return strerror(errno);
}
