// Files that appear whole or not at all, and reads with a cap. Everything that comes from a stick
// or a folder goes through here.
#ifndef ENVELOPE_FILE_H
#define ENVELOPE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum file_result {
    FILE_OK,
    FILE_NOT_FOUND,
    FILE_TOO_LARGE,
    FILE_NOT_REGULAR, // a link, a folder, a device
    FILE_EXISTS,
    FILE_FAILED, // errno says why
};

// Reads a regular file (links refused) of at most `cap` bytes. *bytes is malloc'ed, NUL-terminated
// beyond *size, the caller's to free. A file of our own keeps its access time.
enum file_result file_read(const char *path, size_t cap, uint8_t **bytes, size_t *size);

// Temporary name, O_EXCL|O_NOFOLLOW, 0600, write, fsync, rename, fsync of the folder. `replace`
// false: FILE_EXISTS when the name is taken.
enum file_result file_write(const char *path, const void *bytes, size_t size, bool replace);

// For FILE_FAILED the words are errno's, so call it at once.
// One clause for a person: "is larger than 64 kB", "permission denied".
const char *file_result_text(enum file_result result);

#endif
