// Linux's input devices (Documentation/input/event-codes.rst, EV_SW). Only devices that have the
// switch are ever opened: sysfs tells, and closing the others would wait for the kernel each time.
// The switch is asked, events only wake: so none that is lost matters.
#define _GNU_SOURCE
#include "headphones.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/input.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { MAX_JACKS = 16, NAME_BYTES = 16 };

struct jack {
    int fd;
    char name[NAME_BYTES]; // event7
};

struct jacks {
    const struct headphones_evdev *where;
    int epoll_fd;   // readable when one of the others is
    int inotify_fd; // devices come, go, and become readable once udev has given them to their group
    struct jack jacks[MAX_JACKS];
    size_t count;
};

static bool is_event_name(const char *name)
{
    size_t length = strlen(name);
    return strncmp(name, "event", 5) == 0 && length > 5 && length < NAME_BYTES &&
           strspn(name + 5, "0123456789") == length - 5;
}

// The file holds the bits as hexadecimal words, the lowest last.
static bool has_jack(const struct jacks *jacks, const char *name)
{
    char path[256], text[64] = "";
    snprintf(path, sizeof path, "%s/%s/device/capabilities/sw", jacks->where->classes, name);
    FILE *file = fopen(path, "re");
    if (file == NULL) {
        return false;
    }
    size_t count = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[count] = '\0';
    text[strcspn(text, "\n")] = '\0';
    const char *space = strrchr(text, ' ');
    unsigned long bits = strtoul(space == NULL ? text : space + 1, NULL, 16);
    return (bits >> SW_HEADPHONE_INSERT & 1) != 0;
}

static bool is_held(const struct jacks *jacks, const char *name)
{
    for (size_t i = 0; i < jacks->count; i++) {
        if (strcmp(jacks->jacks[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static bool wait_for(const struct jacks *jacks, int fd)
{
    struct epoll_event event = {.events = EPOLLIN};
    return epoll_ctl(jacks->epoll_fd, EPOLL_CTL_ADD, fd, &event) == 0;
}

static void hold(struct jacks *jacks, int folder_fd, const char *name)
{
    int fd = openat(folder_fd, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0) {
        return;
    }
    if (!wait_for(jacks, fd)) {
        close(fd);
        return;
    }
    struct jack *jack = &jacks->jacks[jacks->count++];
    jack->fd = fd;
    snprintf(jack->name, sizeof jack->name, "%s", name);
}

static void hold_new(struct jacks *jacks)
{
    DIR *folder = opendir(jacks->where->devices);
    if (folder == NULL) {
        return;
    }
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const char *name = entry->d_name;
        if (jacks->count < MAX_JACKS && is_event_name(name) && !is_held(jacks, name) &&
            has_jack(jacks, name)) {
            hold(jacks, dirfd(folder), name);
        }
    }
    closedir(folder);
}

// Reads all there is. Returns whether there was any; `is_gone`: there will be no more.
static bool drain(int fd, bool *is_gone)
{
    char news[4096];
    ssize_t got, all = 0;
    while ((got = read(fd, news, sizeof news)) > 0) {
        all += got;
    }
    *is_gone = got == 0 || (errno != EAGAIN && errno != EINTR);
    return all > 0;
}

static bool ask_kernel(int fd, bool *is_in)
{
    uint8_t switches[SW_CNT / 8 + 1] = {0};
    if (ioctl(fd, EVIOCGSW(sizeof switches), switches) < 0) {
        return false;
    }
    *is_in = (switches[SW_HEADPHONE_INSERT / 8] >> SW_HEADPHONE_INSERT % 8 & 1) != 0;
    return true;
}

// Asks one, and lets go of it when it has gone. False: it has.
static bool ask(struct jacks *jacks, size_t i, bool *is_in)
{
    bool is_gone;
    drain(jacks->jacks[i].fd, &is_gone);
    if (!is_gone && jacks->where->ask(jacks->jacks[i].fd, is_in)) {
        return true;
    }
    close(jacks->jacks[i].fd);
    jacks->jacks[i] = jacks->jacks[--jacks->count];
    return false;
}

static enum headphones_state ask_all(struct jacks *jacks)
{
    bool any_in = false, is_in = false;
    for (size_t i = 0; i < jacks->count;) {
        if (ask(jacks, i, &is_in)) {
            any_in = any_in || is_in;
            i++;
        }
    }
    return any_in ? HEADPHONES_IN : jacks->count > 0 ? HEADPHONES_OUT : HEADPHONES_UNKNOWN;
}

static enum headphones_state evdev_read(void *opened)
{
    struct jacks *jacks = opened;
    bool is_gone;
    enum headphones_state state = ask_all(jacks); // what has gone makes its name free
    if (!drain(jacks->inotify_fd, &is_gone)) {
        return state;
    }
    hold_new(jacks);
    return ask_all(jacks);
}

static int evdev_wait_fd(void *opened)
{
    const struct jacks *jacks = opened;
    return jacks->epoll_fd;
}

static void evdev_close(void *opened)
{
    struct jacks *jacks = opened;
    for (size_t i = 0; i < jacks->count; i++) {
        close(jacks->jacks[i].fd);
    }
    if (jacks->inotify_fd >= 0) {
        close(jacks->inotify_fd);
    }
    if (jacks->epoll_fd >= 0) {
        close(jacks->epoll_fd);
    }
    free(jacks);
}

static void *evdev_open(void *self)
{
    struct jacks *jacks = calloc(1, sizeof *jacks);
    if (jacks == NULL) {
        return NULL;
    }
    jacks->where = self;
    jacks->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    jacks->inotify_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (jacks->epoll_fd < 0 || jacks->inotify_fd < 0 ||
        inotify_add_watch(jacks->inotify_fd, jacks->where->devices,
                          IN_CREATE | IN_ATTRIB | IN_DELETE) < 0 ||
        !wait_for(jacks, jacks->inotify_fd)) {
        evdev_close(jacks);
        return NULL;
    }
    hold_new(jacks);
    return jacks;
}

static struct headphones_evdev of_the_kernel = {
    .devices = "/dev/input", .classes = "/sys/class/input", .ask = ask_kernel};

const struct headphones_driver headphones_driver_evdev = {
    .open = evdev_open,
    .wait_fd = evdev_wait_fd,
    .read = evdev_read,
    .close = evdev_close,
    .self = &of_the_kernel,
};
