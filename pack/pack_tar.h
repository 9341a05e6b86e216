// The canonical tar of FORMAT.md: a header is a function of name and size, so that a reader can
// demand it byte for byte.
#ifndef PACK_TAR_H
#define PACK_TAR_H

#include "pack.h"
#include "pack_files.h"

// Reads every member into `files` (unsorted, in the tar's order; the caller finishes it also on
// failure). False with the member and what is wrong with it.
bool pack_tar_read(const uint8_t *tar, size_t bytes, struct pack_files *files,
                   struct pack_error *error);

// Writes the members in the order of `files`. malloc'ed, NULL when memory is short or a name too
// long.
uint8_t *pack_tar_write(const struct pack_files *files, size_t *bytes);

#endif
