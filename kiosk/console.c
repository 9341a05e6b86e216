#include "console.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>
#include <unistd.h>

enum {
    INPUT_MAJOR = 13, // Linux' Documentation/admin-guide/devices.txt
    MOST_FD = 128     // SDL opens its devices early and closes those that go
};

struct console {
    int wake_fd;
    sigset_t asleep; // the signals that are held back while it sleeps
};

bool console_is_bare(const char *driver)
{
    static const char *const bare[] = {"KMSDRM", "dummy", "offscreen"};
    for (size_t i = 0; driver && i < sizeof bare / sizeof bare[0]; i++) {
        if (strcasecmp(driver, bare[i]) == 0) {
            return true;
        }
    }
    return false;
}

struct console *console_open(void)
{
    struct console *console = calloc(1, sizeof *console);
    int wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (!console || wake_fd < 0) {
        free(console);
        if (wake_fd >= 0) {
            close(wake_fd);
        }
        return NULL;
    }
    console->wake_fd = wake_fd;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ends, &console->asleep);
    return console;
}

void console_close(struct console *console)
{
    if (console) {
        pthread_sigmask(SIG_SETMASK, &console->asleep, NULL);
        close(console->wake_fd);
        free(console);
    }
}

// An input device, or the socket on which udev tells of those that come and go.
static bool tells_of_input(int fd)
{
    struct stat found;
    if (fstat(fd, &found) != 0) {
        return false;
    }
    if (S_ISSOCK(found.st_mode)) {
        int domain = 0;
        socklen_t size = sizeof domain;
        return getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 && domain == AF_NETLINK;
    }
    return S_ISCHR(found.st_mode) && major(found.st_rdev) == INPUT_MAJOR;
}

void console_wait(struct console *console, int timeout_ms)
{
    struct pollfd waiting[MOST_FD + 1] = {{.fd = console->wake_fd, .events = POLLIN}};
    nfds_t count = 1;
    for (int fd = 0; fd < MOST_FD; fd++) {
        if (tells_of_input(fd)) {
            waiting[count++] = (struct pollfd){.fd = fd, .events = POLLIN};
        }
    }
    const struct timespec timeout = {timeout_ms / 1000, timeout_ms % 1000 * 1000000L};
    ppoll(waiting, count, timeout_ms < 0 ? NULL : &timeout, &console->asleep);
    uint64_t woken;
    if (read(console->wake_fd, &woken, sizeof woken) < 0) {
        return; // nobody called
    }
}

void console_wake(struct console *console)
{
    const uint64_t once = 1;
    if (console && write(console->wake_fd, &once, sizeof once) < 0) {
        return; // it is awake already: the counter is full
    }
}
