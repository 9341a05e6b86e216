#include "secret.h"

#include "arena.h"
#include "file.h"
#include "say.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

// sodium_malloc ends a piece at a page's end and so aligns it only when its size is aligned.
void *secret_take(size_t bytes)
{
    enum { ALIGN = 16 };
    size_t rounded = (bytes + ALIGN - 1) / ALIGN * ALIGN;
    void *secret = rounded >= bytes ? sodium_malloc(rounded) : NULL;
    if (secret) {
        memset(secret, 0, rounded);
    }
    return secret;
}

void secret_free(void *secret)
{
    sodium_free(secret);
}

static char *from_file(const char *path)
{
    uint8_t *bytes;
    size_t size;
    enum file_result result = file_read(path, SECRET_MAX_BYTES - 1, &bytes, &size);
    if (result != FILE_OK) {
        refuse("the passphrase file \"%s\" can't be read: %s", path, file_result_text(result));
        return NULL;
    }
    char *secret = secret_take(SECRET_MAX_BYTES);
    if (secret) {
        size_t length = strcspn((const char *)bytes, "\r\n");
        memcpy(secret, bytes, length < size ? length : size);
    }
    sodium_memzero(bytes, size);
    free(bytes);
    return secret;
}

// Byte by byte into locked memory: stdio would keep a copy.
static bool line_read(int terminal, char *secret)
{
    size_t length = 0;
    char c;
    while (read(terminal, &c, 1) == 1) {
        if (c == '\n') {
            return true;
        }
        if (length == SECRET_MAX_BYTES - 1) {
            return false;
        }
        secret[length++] = c;
    }
    return false;
}

static bool ask_once(int terminal, const char *question, char *secret)
{
    struct termios before, quiet;
    if (dprintf(terminal, "%s: ", question) < 0 || tcgetattr(terminal, &before) != 0) {
        return false;
    }
    quiet = before;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr(terminal, TCSAFLUSH, &quiet);
    bool good = line_read(terminal, secret);
    tcsetattr(terminal, TCSAFLUSH, &before);
    dprintf(terminal, "\n");
    return good;
}

static bool ask_again(int terminal, const char *secret)
{
    char *again = secret_take(SECRET_MAX_BYTES);
    bool same =
        again && ask_once(terminal, "the same once more", again) && strcmp(secret, again) == 0;
    secret_free(again);
    return same || refuse("the two passphrases are not the same");
}

static char *from_terminal(const char *question, bool new_one)
{
    int terminal = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (terminal < 0) {
        refuse("there is no terminal to ask for the passphrase; use --passphrase-file FILE");
        return NULL;
    }
    char *secret = secret_take(SECRET_MAX_BYTES);
    bool good =
        secret && (ask_once(terminal, question, secret) || refuse("no passphrase was given"));
    if (good && new_one) {
        good = ask_again(terminal, secret);
    }
    close(terminal);
    if (!good) {
        secret_free(secret);
        return NULL;
    }
    return secret;
}

char *secret_ask(const char *question, const char *file, bool new_one)
{
    char *secret = file ? from_file(file) : from_terminal(question, new_one);
    if (secret && new_one && strlen(secret) < SECRET_LEAST_CHARS) {
        refuse("a passphrase needs at least %d characters; six words are a good one",
               SECRET_LEAST_CHARS);
        secret_free(secret);
        return NULL;
    }
    return secret;
}

bool secret_process(void)
{
    static char *out;
    enum { OUT_BYTES = 16384 };
    if (!out && (out = secret_take(OUT_BYTES))) {
        setvbuf(stdout, out, _IOFBF, OUT_BYTES);
    }
    return process_lock();
}
