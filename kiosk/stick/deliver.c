// From the outbox onto the stick: copied, flushed, then read back from the stick itself. Only what
// reads back the same is called done.
#include "carry.h"
#include "job.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BESIDE_BYTES = STICK_NAME_BYTES + sizeof ".minisig", SIGNATURE_BYTES = 1024, MOST = 4 };

static const char temporary[] = "envelop-stick.tmp";

// What is to be carried. The batch comes last, its signature after it.
struct freight {
    char batch[STICK_NAME_BYTES], report[STICK_NAME_BYTES], key[STICK_NAME_BYTES], kiosk[17];
    uint64_t serial;
    bool half; // a batch without its signature, and none that has one
};

struct load {
    char name[BESIDE_BYTES];
    size_t cap;
    struct carry_file file;
};

// --- the outbox --------------------------------------------------------------------------------

static void consider_batch(struct freight *freight, int outbox, const char *name, uint64_t serial)
{
    char signature[BESIDE_BYTES];
    struct stat status;
    snprintf(signature, sizeof signature, "%.63s.minisig", name);
    if (fstatat(outbox, signature, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        freight->half = true;
    } else if (serial > freight->serial) {
        freight->serial = serial;
        memcpy(freight->batch, name, strlen(name) + 1);
    }
}

static void consider(struct freight *freight, int outbox, const char *name)
{
    char kiosk[17];
    uint64_t serial;
    switch (stick_name_kind(name, kiosk, &serial)) {
    case STICK_FILE_BATCH:
        consider_batch(freight, outbox, name, serial);
        break;
    case STICK_FILE_REPORT:
        memcpy(freight->report, name, strlen(name) + 1);
        break;
    case STICK_FILE_KIOSK_KEY:
        memcpy(freight->key, name, strlen(name) + 1);
        memcpy(freight->kiosk, kiosk, sizeof kiosk);
        break;
    default:
        break;
    }
}

static void read_outbox(const struct job *job, struct freight *freight)
{
    int fd = openat(job->outbox, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    memset(freight, 0, sizeof *freight);
    errno = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        consider(freight, job->outbox, entry->d_name);
        errno = 0;
    }
    if (!folder || errno != 0) { // what can't be listed may hold a batch: never "nothing to carry"
        *freight = (struct freight){.half = true};
    }
    if (folder) {
        closedir(folder);
    }
    freight->half = freight->half && !freight->batch[0];
}

void job_learn_kiosk(struct job *job)
{
    struct freight freight;
    read_outbox(job, &freight);
    memcpy(job->kiosk, freight.kiosk, sizeof job->kiosk);
}

static void add(struct load *loads, size_t *count, const char *name, size_t cap)
{
    if (name[0]) {
        struct load *load = &loads[(*count)++];
        snprintf(load->name, sizeof load->name, "%s", name);
        load->cap = cap;
    }
}

static size_t pack_up(const struct freight *freight, struct load loads[static MOST])
{
    size_t count = 0;
    char signature[BESIDE_BYTES] = "";
    if (freight->batch[0]) {
        snprintf(signature, sizeof signature, "%s.minisig", freight->batch);
    }
    add(loads, &count, freight->key, stick_kind_cap(STICK_FILE_KIOSK_KEY));
    add(loads, &count, freight->report, stick_kind_cap(STICK_FILE_REPORT));
    add(loads, &count, freight->batch, stick_kind_cap(STICK_FILE_BATCH));
    add(loads, &count, signature, SIGNATURE_BYTES);
    return count;
}

// --- the stick ---------------------------------------------------------------------------------

// The folder `envelop`, made where it is missing. -1: errno.
static int open_folder(const struct job *job)
{
    int root = open(job->mountpoint, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root < 0) {
        return -1;
    }
    int folder = -1;
    if (mkdirat(root, "envelop", 0700) == 0 || errno == EEXIST) {
        folder = openat(root, "envelop", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }
    int saved = errno;
    if (folder >= 0 && fsync(root) != 0 && errno != EINVAL) {
        saved = errno;
        close(folder);
        folder = -1;
    }
    close(root);
    errno = saved;
    return folder;
}

static enum stick_state verdict(const struct job *job, enum carry_result result, bool reading_back)
{
    switch (result) {
    case CARRY_DONE:
        return STICK_DONE;
    case CARRY_TARGET:
        return job_blame(job, errno);
    case CARRY_STOPPED:
        return STICK_PULLED;
    default:
        break;
    }
    if (!job_present(job)) {
        return STICK_PULLED;
    }
    return reading_back ? STICK_DAMAGED : STICK_NO_BATCH;
}

// What the stick has already, from the last time it was in, isn't written again.
static enum stick_state bring(const struct job *job, int folder, struct load *load)
{
    struct carry_way way = {.from = job->outbox, .to = folder, .temporary = temporary};
    enum carry_result result = carry_look(job->outbox, load->name, load->cap, &load->file);
    if (result == CARRY_DONE && carry_compare(folder, load->name, &load->file) != CARRY_DONE) {
        result = carry_stop ? CARRY_STOPPED : carry_copy(&way, load->name, load->cap, &load->file);
    }
    return verdict(job, result, false);
}

static enum stick_state read_back(const struct job *job, int folder, const struct load *load)
{
    return verdict(job, carry_compare(folder, load->name, &load->file), true);
}

// Half a batch, or a damaged one, would only puzzle whoever finds it.
static void take_back(int folder, const struct load *loads, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unlinkat(folder, loads[i].name, 0);
    }
}

static enum stick_state carry_all(const struct job *job, int folder, struct load *loads,
                                  size_t count)
{
    enum stick_state state = STICK_DONE;
    for (size_t i = 0; i < count && state == STICK_DONE; i++) {
        state = bring(job, folder, &loads[i]);
    }
    if (state == STICK_DONE && syncfs(folder) != 0) {
        state = job_blame(job, errno);
    }
    for (size_t i = 0; i < count && state == STICK_DONE; i++) {
        state = read_back(job, folder, &loads[i]);
        if (state == STICK_DAMAGED) {
            take_back(folder, loads, count);
        }
    }
    return state == STICK_DONE && !job_present(job) ? STICK_PULLED : state;
}

enum stick_state job_deliver(struct job *job)
{
    struct freight freight;
    struct load loads[MOST] = {0};
    read_outbox(job, &freight);
    if (!freight.batch[0] && !freight.report[0]) {
        return freight.half ? STICK_NO_BATCH : STICK_THERE;
    }
    if (!job_say(job, STICK_WRITING)) {
        return STICK_NO_ROOM;
    }
    size_t count = pack_up(&freight, loads);
    int folder = open_folder(job);
    if (folder < 0) {
        return job_blame(job, errno);
    }
    enum stick_state state = carry_all(job, folder, loads, count);
    close(folder);
    if (state == STICK_DONE) {
        memcpy(job->status.batch, freight.batch, sizeof freight.batch);
        memcpy(job->status.report, freight.report, sizeof freight.report);
    }
    return state;
}
