#include "job.h"

#include "carry.h"
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum { PATH_ROOM = 1024 };

static bool path_in(char path[static PATH_ROOM], const struct job *job, const char *name)
{
    int length = snprintf(path, PATH_ROOM, "%s/%s", job->state_dir, name);
    return length > 0 && length < PATH_ROOM;
}

static int open_folder(const struct job *job, const char *name)
{
    char path[PATH_ROOM];
    errno = ENAMETOOLONG;
    return path_in(path, job, name) ? open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                                    : -1;
}

enum job_end job_open_folders(struct job *job, const char *state_dir)
{
    *job =
        (struct job){.state_dir = state_dir, .inbox = -1, .outbox = -1, .events = -1, .mounts = -1};
    job->inbox = open_folder(job, "inbox");
    job->outbox = open_folder(job, "outbox");
    if (job->inbox < 0 || job->outbox < 0) {
        return JOB_NO_FOLDERS;
    }
    return flock(job->inbox, LOCK_EX | LOCK_NB) == 0 ? JOB_OPEN : JOB_BUSY;
}

// The root of a mounted file system lies on another device than the folder above it.
static bool is_mounted(const char *path, const struct stat *root)
{
    char above[PATH_ROOM];
    struct stat parent;
    int length = snprintf(above, sizeof above, "%s/..", path);
    return length > 0 && length < PATH_ROOM && stat(above, &parent) == 0 &&
           parent.st_dev != root->st_dev;
}

static bool watch(struct job *job)
{
    char path[PATH_ROOM];
    job->events = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    job->mounts = open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
    return job->events >= 0 && job->mounts >= 0 && path_in(path, job, "outbox") &&
           inotify_add_watch(job->events, path, IN_MOVED_TO | IN_ONLYDIR) >= 0 &&
           inotify_add_watch(job->events, job->mountpoint,
                             IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR) >= 0;
}

enum job_end job_open(struct job *job, const char *state_dir, const char *mountpoint, bool folder)
{
    struct stat root;
    enum job_end end = job_open_folders(job, state_dir);
    if (end != JOB_OPEN) {
        return end;
    }
    job->mountpoint = mountpoint;
    if (stat(mountpoint, &root) != 0) {
        return JOB_NO_STICK;
    }
    if (!S_ISDIR(root.st_mode) || (!folder && !is_mounted(mountpoint, &root))) {
        errno = S_ISDIR(root.st_mode) ? EINVAL : ENOTDIR;
        return JOB_NO_STICK;
    }
    job->device = root.st_dev;
    job->inode = root.st_ino;
    return watch(job) ? JOB_OPEN : JOB_NO_STICK;
}

void job_close(struct job *job)
{
    const int all[] = {job->inbox, job->outbox, job->events, job->mounts};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i] >= 0) {
            close(all[i]);
        }
    }
}

// --- saying ------------------------------------------------------------------------------------

bool job_say(struct job *job, enum stick_state state)
{
    char path[PATH_ROOM], text[STICK_STATUS_MAX_BYTES];
    job->status.state = state;
    if (state != STICK_DONE) {
        job->status.batch[0] = job->status.report[0] = '\0';
    }
    size_t length = stick_status_print(&job->status, text);
    return path_in(path, job, "inbox/stick") && file_write(path, text, length, true) == FILE_OK;
}

void job_gone(struct job *job)
{
    struct stick_status before;
    stick_status_read(job->state_dir, &before);
    bool early = before.state == STICK_READING || before.state == STICK_WRITING ||
                 before.state == STICK_PULLED;
    memset(&job->status, 0, sizeof job->status);
    job_say(job, early ? STICK_PULLED : STICK_NONE);
}

// --- is it there? ------------------------------------------------------------------------------

// A stick that was pulled out stays mounted until somebody notices; its device goes at once.
// Number 0: no device at all (tmpfs), nothing to be told.
static bool device_there(dev_t device)
{
    char path[64];
    snprintf(path, sizeof path, "/sys/dev/block/%u:%u", major(device), minor(device));
    return major(device) == 0 || access(path, F_OK) == 0;
}

bool job_present(const struct job *job)
{
    struct stat root;
    return stat(job->mountpoint, &root) == 0 && root.st_dev == job->device &&
           root.st_ino == job->inode && device_there(job->device);
}

enum stick_state job_blame(const struct job *job, int error)
{
    if (!job_present(job) || error == ENODEV || error == ENXIO) {
        return STICK_PULLED;
    }
    switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return STICK_FULL;
    case EROFS:
    case EACCES:
    case EPERM:
        return STICK_READ_ONLY;
    default:
        return STICK_DAMAGED;
    }
}

// --- waiting -----------------------------------------------------------------------------------

// True when something was read.
static bool drain(int events)
{
    char bytes[4096];
    bool some = false;
    while (read(events, bytes, sizeof bytes) > 0) {
        some = true;
    }
    return some;
}

// Signals are let in only while it waits: none is missed between looking and waiting.
static void wait_for_anything(const struct job *job)
{
    struct pollfd fds[] = {{.fd = job->events, .events = POLLIN},
                           {.fd = job->mounts, .events = POLLPRI}};
    sigset_t block, before;
    sigfillset(&block);
    sigprocmask(SIG_BLOCK, &block, &before);
    if (!carry_stop) {
        ppoll(fds, 2, NULL, &before);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
}

bool job_wait(const struct job *job)
{
    while (!carry_stop && job_present(job)) {
        if (drain(job->events)) {
            return true;
        }
        wait_for_anything(job);
    }
    return false;
}

bool job_more_within(const struct job *job, int ms)
{
    struct pollfd fd = {.fd = job->events, .events = POLLIN};
    return !carry_stop && poll(&fd, 1, ms) > 0 && drain(job->events);
}
