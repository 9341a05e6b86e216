// Reading with a cap, writing whole or not at all, and memory that must be locked. argv[1]: a
// folder to work in.
#include "arena.h"
#include "check.h"
#include "file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[512];

static const char *at(const char *name)
{
    static char path[600];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void test_reading(void)
{
    uint8_t *bytes = NULL;
    size_t size;
    CHECK(file_write(at("eight"), "12345678", 8, true) == FILE_OK, "write: %s", strerror(errno));
    CHECK(symlink("eight", at("link")) == 0 && mkfifo(at("pipe"), 0600) == 0, "%s",
          strerror(errno));
    const struct {
        const char *name;
        size_t cap;
        enum file_result expected;
    } rows[] = {{"eight", 8, FILE_OK},         {"eight", 100, FILE_OK},
                {"eight", 7, FILE_TOO_LARGE},  {"eight", 0, FILE_TOO_LARGE},
                {"link", 8, FILE_NOT_REGULAR}, {"pipe", 8, FILE_NOT_REGULAR},
                {".", 8, FILE_NOT_REGULAR},    {"nothing", 8, FILE_NOT_FOUND}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum file_result result = file_read(at(rows[i].name), rows[i].cap, &bytes, &size);
        CHECK(result == rows[i].expected, "%s up to %zu: %s", rows[i].name, rows[i].cap,
              file_result_text(result));
        if (result == FILE_OK) {
            CHECK(size == 8 && strcmp((char *)bytes, "12345678") == 0, "%s", rows[i].name);
            free(bytes);
        }
    }
    CHECK(file_read("/dev/zero", 8, &bytes, &size) == FILE_NOT_REGULAR, "a device");
    unlink(at("link"));
    unlink(at("pipe"));
}

static void check_contents(const char *name, const char *expected)
{
    uint8_t *bytes;
    size_t size;
    CHECK(file_read(at(name), 100, &bytes, &size) == FILE_OK, "%s", name);
    CHECK(strcmp((char *)bytes, expected) == 0, "%s: %s", name, (char *)bytes);
    free(bytes);
}

static void test_writing(void)
{
    struct stat status;
    CHECK(file_write(at("eight"), "new", 3, false) == FILE_EXISTS,
          "replaced without being told to");
    check_contents("eight", "12345678");
    CHECK(file_write(at("eight"), "new", 3, true) == FILE_OK, "%s", strerror(errno));
    check_contents("eight", "new");
    CHECK(stat(at("eight"), &status) == 0 && (status.st_mode & 0777) == 0600, "%o", status.st_mode);
    // A link in the place of a file is replaced, never followed.
    CHECK(symlink("eight", at("link")) == 0, "%s", strerror(errno));
    CHECK(file_write(at("link"), "other", 5, false) == FILE_EXISTS, "through a link");
    CHECK(file_write(at("link"), "other", 5, true) == FILE_OK, "%s", strerror(errno));
    check_contents("eight", "new");
    check_contents("link", "other");
    CHECK(file_write(at("no/such"), "x", 1, true) == FILE_NOT_FOUND, "no folder");
    CHECK(file_write(at(""), "x", 1, true) != FILE_OK, "a folder's name");
    unlink(at("link"));
    unlink(at("eight"));
    CHECK(rmdir(folder) == 0, "files are left behind: %s", strerror(errno));
}

#if defined(__SANITIZE_ADDRESS__)
#define LOCKS_ARE_REAL 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LOCKS_ARE_REAL 0
#endif
#endif
#ifndef LOCKS_ARE_REAL
#define LOCKS_ARE_REAL 1 // the address sanitizer makes mlock a call that does nothing
#endif

// Runs `attempt` in a process that may lock no memory.
static bool works_without_right_to_lock(bool (*attempt)(void))
{
    pid_t child = fork();
    if (child == 0) {
        const struct rlimit none = {0, 0};
        bool set = setrlimit(RLIMIT_MEMLOCK, &none) == 0 && (getuid() != 0 || setuid(65534) == 0);
        _exit(!set || attempt() ? 1 : 0);
    }
    int status;
    waitpid(child, &status, 0);
    return !WIFEXITED(status) || WEXITSTATUS(status) != 0;
}

static bool can_make_arena(void)
{
    return arena_create(65536) != NULL;
}

static void test_locking(void)
{
    CHECK(!LOCKS_ARE_REAL || !works_without_right_to_lock(can_make_arena),
          "an arena without a lock");
    CHECK(!LOCKS_ARE_REAL || !works_without_right_to_lock(process_lock),
          "a process without a lock");
    pid_t child = fork();
    if (child == 0) {
        struct rlimit core;
        bool good = process_lock() && getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0 &&
                    prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0;
        _exit(good ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0, "process_lock: status %x", status);
}

int main(int argc, char **argv)
{
    snprintf(folder, sizeof folder, "%s/file-XXXXXX", argc > 1 ? argv[1] : ".");
    CHECK(mkdtemp(folder) != NULL, "%s: %s", folder, strerror(errno));
    test_reading();
    test_writing();
    test_locking();
    return check_done();
}
