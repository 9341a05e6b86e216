#include "carry.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK_BYTES = 64 * 1024, BLOCK_ALIGNMENT = 4096 };

volatile sig_atomic_t carry_stop;

static void close_quietly(int fd)
{
    int saved = errno;
    close(fd);
    errno = saved;
}

// --- reading -----------------------------------------------------------------------------------

static bool is_fit(const struct stat *status, size_t cap)
{
    return S_ISREG(status->st_mode) && status->st_size >= 0 && (uintmax_t)status->st_size <= cap;
}

// A device is never opened: that alone can do something. What takes a file's place between look and
// open is looked at again.
static int open_fit(int folder, const char *name, size_t cap, enum carry_result *result)
{
    struct stat status;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        *result = errno == ENOENT ? CARRY_ABSENT : CARRY_SOURCE;
        return -1;
    }
    *result = CARRY_UNFIT;
    if (!is_fit(&status, cap)) {
        return -1;
    }
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        *result = errno == ELOOP ? CARRY_UNFIT : CARRY_SOURCE;
        return -1;
    }
    if (fstat(fd, &status) != 0 || !is_fit(&status, cap)) {
        close(fd);
        return -1;
    }
    return fd;
}

int carry_open(int folder, const char *name, size_t cap, enum carry_result *result)
{
    int fd = open_fit(folder, name, cap, result);
    if (fd >= 0) {
        *result = CARRY_DONE;
    }
    return fd;
}

// Up to a whole block; fewer bytes only at the end of the file. -1: errno.
static ssize_t read_block(int fd, uint8_t *block, size_t room)
{
    size_t size = 0;
    while (size < room) {
        ssize_t got = read(fd, block + size, room - size);
        if (got < 0 && errno == EINTR && !carry_stop) {
            continue;
        }
        if (got < 0) {
            return -1;
        }
        if (got == 0) {
            break;
        }
        size += (size_t)got;
    }
    return (ssize_t)size;
}

enum carry_result carry_read(int folder, const char *name, char *text, size_t room)
{
    enum carry_result result;
    int fd = carry_open(folder, name, room - 1, &result);
    if (fd < 0) {
        return result;
    }
    ssize_t size = read_block(fd, (uint8_t *)text, room - 1);
    close_quietly(fd);
    text[size < 0 ? 0 : size] = '\0';
    return size < 0 ? CARRY_SOURCE : CARRY_DONE;
}

// --- copying -----------------------------------------------------------------------------------

static bool write_block(int fd, const uint8_t *block, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, block, size);
        if (put < 0 && (errno != EINTR || carry_stop)) {
            return false;
        }
        block += put > 0 ? put : 0;
        size -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

static enum carry_result pour(int from, int to, struct carry_file *file)
{
    static _Alignas(BLOCK_ALIGNMENT) uint8_t block[BLOCK_BYTES];
    struct stat status;
    struct hash hash;
    off_t size = 0;
    ssize_t got;
    if (fstat(from, &status) != 0) {
        return CARRY_SOURCE;
    }
    hash_init(&hash, HASH_BYTES);
    while ((got = read_block(from, block, sizeof block)) > 0) {
        size += got;
        if (carry_stop || size > status.st_size) {
            return carry_stop ? CARRY_STOPPED : CARRY_UNFIT;
        }
        hash_update(&hash, block, (size_t)got);
        if (!write_block(to, block, (size_t)got)) {
            return carry_stop ? CARRY_STOPPED : CARRY_TARGET;
        }
    }
    hash_finish(&hash, file->hash);
    file->size = size;
    if (got < 0) {
        return carry_stop ? CARRY_STOPPED : CARRY_SOURCE;
    }
    return size == status.st_size ? CARRY_DONE : CARRY_UNFIT;
}

// Made anew: what an interrupted run left, or a stick put there to be in the way, goes first.
static int create(const struct carry_way *way)
{
    if (unlinkat(way->to, way->temporary, 0) != 0 && errno == EISDIR) {
        unlinkat(way->to, way->temporary, AT_REMOVEDIR);
    }
    return openat(way->to, way->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                  0600);
}

static enum carry_result fill(int from, int to, struct carry_file *file)
{
    enum carry_result result = pour(from, to, file);
    if (result == CARRY_DONE && fsync(to) != 0) {
        result = CARRY_TARGET;
    }
    int saved = errno;
    if (close(to) != 0 && result == CARRY_DONE) {
        return CARRY_TARGET;
    }
    errno = saved;
    return result;
}

// EINVAL: a file system that has nothing to sync in a folder.
static bool name_it(const struct carry_way *way, const char *name)
{
    return renameat(way->to, way->temporary, way->to, name) == 0 &&
           (fsync(way->to) == 0 || errno == EINVAL);
}

enum carry_result carry_copy(const struct carry_way *way, const char *name, size_t cap,
                             struct carry_file *file)
{
    enum carry_result result;
    int from = carry_open(way->from, name, cap, &result);
    if (from < 0) {
        return result;
    }
    int to = create(way);
    result = to < 0 ? CARRY_TARGET : fill(from, to, file);
    close_quietly(from);
    if (result == CARRY_DONE && !name_it(way, name)) {
        result = CARRY_TARGET;
    }
    if (result != CARRY_DONE) {
        int saved = errno;
        unlinkat(way->to, way->temporary, 0);
        errno = saved;
    }
    return result;
}

// --- reading back ------------------------------------------------------------------------------

// O_DIRECT goes around the page cache. File systems that can't refuse it (tmpfs), at once or when
// read.
static void go_around_cache(int fd, bool around)
{
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    int flags = fcntl(fd, F_GETFL);
    if (flags >= 0) {
        fcntl(fd, F_SETFL, around ? flags | O_DIRECT : flags & ~O_DIRECT);
    }
}

static ssize_t read_uncached(int fd, uint8_t *block, size_t room, off_t at)
{
    ssize_t got = pread(fd, block, room, at);
    if (got < 0 && errno == EINVAL) {
        go_around_cache(fd, false);
        got = pread(fd, block, room, at);
    }
    return got;
}

static enum carry_result look(int fd, off_t size, struct carry_file *file)
{
    static _Alignas(BLOCK_ALIGNMENT) uint8_t block[BLOCK_BYTES];
    struct hash hash;
    hash_init(&hash, HASH_BYTES);
    // Never beyond the end: there O_DIRECT would be asked for an unaligned place.
    for (off_t done = 0; done < size;) {
        ssize_t got = read_uncached(fd, block, sizeof block, done);
        if (carry_stop || (got < 0 && errno != EINTR)) {
            return carry_stop ? CARRY_STOPPED : CARRY_SOURCE;
        }
        if (got == 0) {
            return CARRY_UNFIT;
        }
        if (got > 0) {
            hash_update(&hash, block, (size_t)got);
            done += got;
        }
    }
    file->size = size;
    hash_finish(&hash, file->hash);
    return CARRY_DONE;
}

enum carry_result carry_look(int folder, const char *name, size_t cap, struct carry_file *file)
{
    enum carry_result result;
    struct stat status;
    int fd = carry_open(folder, name, cap, &result);
    if (fd < 0) {
        return result;
    }
    go_around_cache(fd, true);
    result = fstat(fd, &status) == 0 ? look(fd, status.st_size, file) : CARRY_SOURCE;
    close_quietly(fd);
    return result;
}

enum carry_result carry_compare(int folder, const char *name, const struct carry_file *file)
{
    struct carry_file found;
    enum carry_result result = carry_look(folder, name, (size_t)file->size, &found);
    if (result != CARRY_DONE) {
        return result == CARRY_UNFIT || result == CARRY_ABSENT ? CARRY_DIFFERS : result;
    }
    bool same = found.size == file->size && memcmp(found.hash, file->hash, HASH_BYTES) == 0;
    return same ? CARRY_DONE : CARRY_DIFFERS;
}
