// Passphrases, and memory that forgets.
#ifndef GGD_SECRET_H
#define GGD_SECRET_H

#include <stdbool.h>
#include <stddef.h>

enum { SECRET_MAX_BYTES = 1024, SECRET_LEAST_CHARS = 12 };

// A passphrase in locked memory: the first line of `file`, or asked on the terminal without echo
// when `file` is NULL, twice when `new_one`. NULL after saying why. secret_free gives it back.
char *secret_ask(const char *question, const char *file, bool new_one);

// Locked, zeroed memory (sodium_malloc) aligned to 16, and its end. secret_free takes NULL.
void *secret_take(size_t bytes);
void secret_free(void *secret);

// Makes this process fit to hold answers: memory locked and not dumpable, the buffer of standard
// output in locked memory. False when memory can't be locked.
bool secret_process(void);

#endif
