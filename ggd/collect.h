// The batches that stand on a command line: files, and folders with batches in them.
#ifndef GGD_COLLECT_H
#define GGD_COLLECT_H

#include <stdbool.h>
#include <stddef.h>

enum { COLLECT_MAX = 4096 };

struct collected {
    char **paths; // sorted within a folder, never twice
    size_t count;
};

// A folder gives its files *.tar.age, not those of folders in it. A name that isn't there is
// reported and counted in *missing; the rest goes on.
bool collect_batches(char **words, int word_count, struct collected *collected, size_t *missing);
void collect_finish(struct collected *collected);

#endif
