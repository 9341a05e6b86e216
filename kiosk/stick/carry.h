// One file from folder to folder, whole or not at all, and read back from the medium itself.
// Folders are file descriptors: a name can't lead out of them. errno says why something failed.
#ifndef KIOSK_STICK_CARRY_H
#define KIOSK_STICK_CARRY_H

#include "hash.h"

#include <signal.h>
#include <sys/types.h>

enum carry_result {
    CARRY_DONE,
    CARRY_ABSENT,  // there is no such file
    CARRY_UNFIT,   // a link, folder, pipe or device; larger than `cap`; growing while it is read
    CARRY_SOURCE,  // can't be read
    CARRY_TARGET,  // can't be written
    CARRY_DIFFERS, // reads back differently
    CARRY_STOPPED, // carry_stop was set
};

struct carry_way {
    int from, to;          // folders
    const char *temporary; // name in `to` until it is whole; whatever has that name is removed
};

struct carry_file {
    off_t size;
    uint8_t hash[HASH_BYTES];
};

// To be set by a signal: copying ends at the next block.
extern volatile sig_atomic_t carry_stop;

// Opens an ordinary file for reading without ever touching what isn't one. -1 with *result.
int carry_open(int folder, const char *name, size_t cap, enum carry_result *result);

// Reads at most `room` - 1 bytes of a small file into `text`, which gets a NUL.
enum carry_result carry_read(int folder, const char *name, char *text, size_t room);

// Copies `name`: temporary file, fsync, rename, fsync of the folder. *file is what was read.
enum carry_result carry_copy(const struct carry_way *way, const char *name, size_t cap,
                             struct carry_file *file);

// Size and hash of a file as the medium has it: the page cache is dropped, and gone around where
// the file system can.
enum carry_result carry_look(int folder, const char *name, size_t cap, struct carry_file *file);

// CARRY_DONE when the medium has these very bytes under `name`, else CARRY_DIFFERS or why not.
enum carry_result carry_compare(int folder, const char *name, const struct carry_file *file);

#endif
