#include "file.h"

#include "random.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum file_result result_of_errno(void)
{
    switch (errno) {
    case ENOENT:
        return FILE_NOT_FOUND;
    case ELOOP:
        return FILE_NOT_REGULAR;
    case EEXIST:
        return FILE_EXISTS;
    default:
        return FILE_FAILED;
    }
}

// Closes without losing the errno of what went wrong before.
static void close_quietly(int fd)
{
    int saved = errno;
    close(fd);
    errno = saved;
}

// Reads until the end of the file or until the buffer of `room` bytes is full.
static bool read_all(int fd, uint8_t *bytes, size_t room, size_t *size)
{
    *size = 0;
    while (*size < room) {
        ssize_t got = read(fd, bytes + *size, room - *size);
        if (got == 0) {
            return true;
        }
        if (got < 0 && errno != EINTR) {
            return false;
        }
        *size += got > 0 ? (size_t)got : 0;
    }
    return true;
}

static enum file_result read_open_file(int fd, size_t cap, uint8_t **bytes, size_t *size)
{
    struct stat status;
    if (fstat(fd, &status) != 0) {
        return FILE_FAILED;
    }
    if (!S_ISREG(status.st_mode)) {
        return FILE_NOT_REGULAR;
    }
    if (status.st_size < 0 || (uintmax_t)status.st_size > cap) {
        return FILE_TOO_LARGE;
    }
    // One byte more than it says: a file that grows meanwhile is noticed.
    size_t room = (size_t)status.st_size + 1;
    uint8_t *buffer = malloc(room);
    if (buffer == NULL) {
        return FILE_FAILED;
    }
    if (!read_all(fd, buffer, room, size) || *size == room) {
        int saved = *size == room ? EBUSY : errno;
        free(buffer);
        errno = saved;
        return FILE_FAILED;
    }
    buffer[*size] = '\0';
    *bytes = buffer;
    return FILE_OK;
}

// Reading leaves no access time behind: which prompts a kiosk has read tells a language and a code. Only a
// file's owner may ask for that; another's file (on a stick) is read as usual. O_NONBLOCK: a named pipe
// on a stick must not hold us.
static int open_to_read(const char *path)
{
    int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    int fd = open(path, flags | O_NOATIME);
    return fd < 0 && errno == EPERM ? open(path, flags) : fd;
}

enum file_result file_read(const char *path, size_t cap, uint8_t **bytes, size_t *size)
{
    int fd = open_to_read(path);
    if (fd < 0) {
        return result_of_errno();
    }
    enum file_result result = read_open_file(fd, cap, bytes, size);
    close_quietly(fd);
    return result;
}

static bool write_all(int fd, const uint8_t *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);
        if (put < 0 && errno != EINTR) {
            return false;
        }
        bytes += put > 0 ? put : 0;
        size -= put > 0 ? (size_t)put : 0;
    }
    return true;
}

// A new file of that name with these bytes, on disk; nothing is left of it on failure.
static bool write_new(const char *path, const void *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return false;
    }
    bool good = write_all(fd, bytes, size) && fsync(fd) == 0;
    int saved = errno;
    if (close(fd) != 0 && good) {
        good = false;
        saved = errno;
    }
    if (!good) {
        unlink(path);
        errno = saved;
    }
    return good;
}

// Gives `temporary` its name unless the name is taken. FUSE and older file systems know no
// RENAME_NOREPLACE; a hard link refuses a taken name as well.
static bool rename_new(const char *temporary, const char *path)
{
    if (renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE) == 0) {
        return true;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return false;
    }
    return link(temporary, path) == 0 && unlink(temporary) == 0;
}

static bool sync_folder_of(const char *path)
{
    char folder[PATH_MAX] = ".";
    const char *slash = strrchr(path, '/');
    if (slash != NULL) {
        size_t length = slash == path ? 1 : (size_t)(slash - path);
        memcpy(folder, path, length);
        folder[length] = '\0';
    }
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    // EINVAL: a file system that has nothing to sync in a folder.
    bool good = fsync(fd) == 0 || errno == EINVAL;
    close_quietly(fd);
    return good;
}

enum file_result file_write(const char *path, const void *bytes, size_t size, bool replace)
{
    char temporary[PATH_MAX];
    uint64_t tag;
    random_bytes(&tag, sizeof tag);
    int length =
        snprintf(temporary, sizeof temporary, "%s.%016llx.tmp", path, (unsigned long long)tag);
    if (length < 0 || (size_t)length >= sizeof temporary) {
        errno = ENAMETOOLONG;
        return FILE_FAILED;
    }
    if (!write_new(temporary, bytes, size)) {
        return result_of_errno();
    }
    if (replace ? rename(temporary, path) != 0 : !rename_new(temporary, path)) {
        enum file_result result = result_of_errno();
        int saved = errno;
        unlink(temporary);
        errno = saved;
        return result;
    }
    return sync_folder_of(path) ? FILE_OK : FILE_FAILED;
}

const char *file_result_text(enum file_result result)
{
    switch (result) {
    case FILE_OK:
        return "is in order";
    case FILE_NOT_FOUND:
        return "is not there";
    case FILE_TOO_LARGE:
        return "is larger than it may be";
    case FILE_NOT_REGULAR:
        return "is not an ordinary file";
    case FILE_EXISTS:
        return "exists already";
    case FILE_FAILED:
        break;
    }
    return strerror(errno);
}
