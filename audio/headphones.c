// With a listener the thread is the only one to read from the driver; without, its caller is.
#define _DEFAULT_SOURCE // sigfillset
#include "headphones.h"
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

struct headphones {
    struct headphones_driver driver;
    void *opened; // NULL: HEADPHONES_UNKNOWN for good
    _Atomic enum headphones_state state;

    headphones_listener *listener;
    void *context;
    int stop_fd; // -1: no thread
    pthread_t thread;
};

static void wake(int fd)
{
    ssize_t written = write(fd, &(uint64_t){1}, sizeof(uint64_t));
    (void)written; // full: awake already
}

static void hear_news(struct headphones *headphones)
{
    enum headphones_state now = headphones->driver.read(headphones->opened);
    if (now != headphones->state) {
        headphones->state = now;
        headphones->listener(headphones->context, now);
    }
}

static void *watch(void *watched)
{
    struct headphones *headphones = watched;
    struct pollfd fds[] = {
        {.fd = headphones->driver.wait_fd(headphones->opened), .events = POLLIN},
        {.fd = headphones->stop_fd, .events = POLLIN},
    };
    while (fds[1].revents == 0) {
        if (poll(fds, 2, -1) > 0 && fds[0].revents != 0) {
            hear_news(headphones);
        }
    }
    return NULL;
}

// Signals go to the event loop, which they must wake.
static bool begin_thread(struct headphones *headphones)
{
    sigset_t all, before;
    headphones->stop_fd = eventfd(0, EFD_CLOEXEC);
    if (headphones->stop_fd < 0) {
        return false;
    }
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool begun = pthread_create(&headphones->thread, NULL, watch, headphones) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!begun) {
        close(headphones->stop_fd);
        headphones->stop_fd = -1;
    }
    return begun;
}

struct headphones *headphones_create(const struct headphones_driver *driver,
                                     headphones_listener *listener, void *context)
{
    struct headphones *headphones = calloc(1, sizeof *headphones);
    if (headphones == NULL) {
        return NULL;
    }
    headphones->driver = *driver;
    headphones->listener = listener;
    headphones->context = context;
    headphones->stop_fd = -1;
    headphones->opened = driver->open(driver->self);
    if (headphones->opened == NULL) {
        return headphones;
    }
    headphones->state = driver->read(headphones->opened);
    if (listener != NULL && !begin_thread(headphones)) {
        headphones_destroy(headphones);
        return NULL;
    }
    return headphones;
}

void headphones_destroy(struct headphones *headphones)
{
    if (headphones == NULL) {
        return;
    }
    if (headphones->stop_fd >= 0) {
        wake(headphones->stop_fd);
        pthread_join(headphones->thread, NULL);
        close(headphones->stop_fd);
    }
    if (headphones->opened != NULL) {
        headphones->driver.close(headphones->opened);
    }
    free(headphones);
}

enum headphones_state headphones_state(struct headphones *headphones)
{
    if (headphones->opened != NULL && headphones->listener == NULL) {
        headphones->state = headphones->driver.read(headphones->opened);
    }
    return headphones->state;
}

static void *twin_open(void *self)
{
    struct headphones_twin *twin = self;
    twin->wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    twin->opened = twin->wake_fd >= 0;
    return twin->opened ? twin : NULL;
}

static int twin_wait_fd(void *opened)
{
    const struct headphones_twin *twin = opened;
    return twin->wake_fd;
}

static enum headphones_state twin_read(void *opened)
{
    struct headphones_twin *twin = opened;
    uint64_t news;
    ssize_t got = read(twin->wake_fd, &news, sizeof news);
    (void)got; // none: nothing has changed
    return twin->state;
}

static void twin_close(void *opened)
{
    struct headphones_twin *twin = opened;
    close(twin->wake_fd);
    twin->opened = false;
}

struct headphones_driver headphones_driver_twin(struct headphones_twin *twin)
{
    return (struct headphones_driver){.open = twin_open,
                                      .wait_fd = twin_wait_fd,
                                      .read = twin_read,
                                      .close = twin_close,
                                      .self = twin};
}

void headphones_twin_plug(struct headphones_twin *twin, enum headphones_state state)
{
    twin->state = state;
    if (twin->opened) {
        wake(twin->wake_fd);
    }
}
