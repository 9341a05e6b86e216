// From the stick into the inbox. Everything on a stick is hostile: names are checked before they
// are used, sizes before a byte is read, nothing but ordinary files is opened, and of each kind
// only so many are taken, those with the highest serials. What it says is verified by the kiosk.
#include "carry.h"
#include "job.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

enum {
    MOST_NAMES = 20000, // looked at; the rest of a folder is left alone
    MOST_PACKS = 4,
    MOST_RECEIPTS = 16,
    SIGNATURE_BYTES = 1024,
    BESIDE_BYTES = STICK_NAME_BYTES + sizeof ".minisig",
    RESERVE_BYTES = 8 * 1024 * 1024, // stays free on the kiosk: a batch must still fit
};

static const char temporary[] = "incoming.tmp";

struct find {
    char name[STICK_NAME_BYTES];
    uint64_t serial;
};

// The best of what was found, highest serial first.
struct finds {
    struct find packs[MOST_PACKS], receipts[MOST_RECEIPTS];
    size_t pack_count, receipt_count;
    bool key;
};

struct collection {
    struct job *job;
    struct carry_way way;
    struct finds finds;
    enum stick_state state;
};

// --- looking -----------------------------------------------------------------------------------

static void beside(char text[static BESIDE_BYTES], const char *name)
{
    snprintf(text, BESIDE_BYTES, "%.63s.minisig", name);
}

// The serial that the pack's signature claims, not verified: only to choose among several.
static uint64_t claimed_serial(int folder, const char *name)
{
    char path[BESIDE_BYTES], text[SIGNATURE_BYTES + 1];
    uint64_t serial = 0;
    beside(path, name);
    if (carry_read(folder, path, text, sizeof text) == CARRY_DONE) {
        serial = stick_pack_serial(text);
    }
    return serial;
}

// Keeps the list sorted; the last one falls off when it is full.
static void insert(struct find *list, size_t *count, size_t room, const struct find *find)
{
    size_t at = *count;
    while (at > 0 &&
           (list[at - 1].serial < find->serial ||
            (list[at - 1].serial == find->serial && strcmp(list[at - 1].name, find->name) > 0))) {
        at--;
    }
    if (at == room) {
        return;
    }
    *count += *count < room;
    memmove(&list[at + 1], &list[at], (*count - at - 1) * sizeof *list);
    list[at] = *find;
}

static void note(struct collection *all, const char *name)
{
    struct find find = {0};
    struct finds *finds = &all->finds;
    char kiosk[17];
    enum stick_kind kind = stick_name_kind(name, kiosk, &find.serial);
    if (kind == STICK_FILE_OTHER) {
        return;
    }
    memcpy(find.name, name, strlen(name) + 1);
    if (kind == STICK_FILE_KEY) {
        finds->key = true;
    } else if (kind == STICK_FILE_PACK) {
        find.serial = claimed_serial(all->way.from, name);
        insert(finds->packs, &finds->pack_count, MOST_PACKS, &find);
    } else if (kind == STICK_FILE_RECEIPT &&
               (!all->job->kiosk[0] || strcmp(kiosk, all->job->kiosk) == 0)) {
        insert(finds->receipts, &finds->receipt_count, MOST_RECEIPTS, &find);
    }
}

static bool look_around(struct collection *all)
{
    int fd = openat(all->way.from, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (!folder) {
        return false;
    }
    struct dirent *entry;
    errno = 0;
    for (int i = 0; i < MOST_NAMES && !carry_stop && (entry = readdir(folder)); i++) {
        note(all, entry->d_name);
        errno = 0;
    }
    int saved = errno;
    closedir(folder);
    errno = saved;
    return saved == 0;
}

// --- taking ------------------------------------------------------------------------------------

static void refuse(struct collection *all)
{
    all->job->status.refused += all->job->status.refused < 99;
}

// One bad file doesn't stop the rest, a stick that has gone or a full disk of ours does.
static bool settle(struct collection *all, enum carry_result result)
{
    switch (result) {
    case CARRY_DONE:
        return true;
    case CARRY_SOURCE:
        all->state = job_blame(all->job, errno);
        all->state = all->state == STICK_PULLED ? STICK_PULLED : STICK_DAMAGED;
        break;
    case CARRY_TARGET:
        all->state = STICK_NO_ROOM;
        break;
    default:
        break;
    }
    refuse(all);
    return false;
}

static bool goes_on(const struct collection *all)
{
    return !carry_stop && (all->state == STICK_THERE || all->state == STICK_DAMAGED);
}

static bool has_room(const struct collection *all, const char *name)
{
    struct stat file;
    struct statvfs disk;
    return fstatat(all->way.from, name, &file, AT_SYMLINK_NOFOLLOW) != 0 ||
           !S_ISREG(file.st_mode) || fstatvfs(all->way.to, &disk) != 0 ||
           (uint64_t)disk.f_bavail * disk.f_frsize >= (uint64_t)file.st_size + RESERVE_BYTES;
}

// The kiosk has it from here already: same size, same signature.
static bool is_known(const struct collection *all, const char *name, const char *signature)
{
    char here[SIGNATURE_BYTES + 1], there[SIGNATURE_BYTES + 1];
    struct stat mine, theirs;
    return fstatat(all->way.to, name, &mine, AT_SYMLINK_NOFOLLOW) == 0 &&
           fstatat(all->way.from, name, &theirs, AT_SYMLINK_NOFOLLOW) == 0 &&
           mine.st_size == theirs.st_size &&
           carry_read(all->way.to, signature, here, sizeof here) == CARRY_DONE &&
           carry_read(all->way.from, signature, there, sizeof there) == CARRY_DONE &&
           strcmp(here, there) == 0;
}

// The signature comes last and goes first: where it is, its file is whole.
static bool take_pair(struct collection *all, const char *name, size_t cap)
{
    char signature[BESIDE_BYTES];
    struct carry_file file;
    beside(signature, name);
    if (is_known(all, name, signature)) {
        return true;
    }
    unlinkat(all->way.to, signature, 0);
    if (!has_room(all, name)) {
        return settle(all, CARRY_TARGET);
    }
    if (settle(all, carry_copy(&all->way, name, cap, &file)) &&
        settle(all, carry_copy(&all->way, signature, SIGNATURE_BYTES, &file))) {
        return true;
    }
    unlinkat(all->way.to, name, 0);
    return false;
}

// What couldn't be taken leaves the list.
static void take_list(struct collection *all, struct find *list, size_t *count,
                      enum stick_kind kind)
{
    size_t taken = 0;
    for (size_t i = 0; i < *count && goes_on(all); i++) {
        if (take_pair(all, list[i].name, stick_kind_cap(kind))) {
            list[taken++] = list[i];
        }
    }
    *count = taken;
}

static void take_all(struct collection *all)
{
    struct finds *finds = &all->finds;
    struct carry_file file;
    finds->key = finds->key && settle(all, carry_copy(&all->way, "ggd.pub",
                                                      stick_kind_cap(STICK_FILE_KEY), &file));
    take_list(all, finds->packs, &finds->pack_count, STICK_FILE_PACK);
    take_list(all, finds->receipts, &finds->receipt_count, STICK_FILE_RECEIPT);
}

// --- sweeping ----------------------------------------------------------------------------------

static bool is_listed(const struct find *list, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(list[i].name);
        if (strncmp(name, list[i].name, length) == 0 &&
            (name[length] == '\0' || strcmp(name + length, ".minisig") == 0)) {
            return true;
        }
    }
    return false;
}

// The inbox holds what this stick brought and nothing else: it can't grow from stick to stick.
static void sweep(const struct collection *all)
{
    const struct finds *finds = &all->finds;
    int fd = openat(all->way.to, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        const char *name = entry->d_name;
        if (strcmp(name, "stick") != 0 && !(finds->key && strcmp(name, "ggd.pub") == 0) &&
            !is_listed(finds->packs, finds->pack_count, name) &&
            !is_listed(finds->receipts, finds->receipt_count, name)) {
            unlinkat(all->way.to, name, 0);
        }
    }
    if (folder) {
        closedir(folder);
    }
}

// --- all of it ---------------------------------------------------------------------------------

// A stick without our folder is one for a batch. -1 with the state.
static int open_envelop(const struct job *job, enum stick_state *state)
{
    int root = open(job->mountpoint, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int folder =
        root < 0 ? -1 : openat(root, "envelop", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool empty = root >= 0 && folder < 0 && errno == ENOENT;
    *state = folder >= 0 || empty ? STICK_THERE : job_blame(job, errno);
    *state = *state == STICK_THERE || *state == STICK_PULLED ? *state : STICK_DAMAGED;
    if (root >= 0) {
        close(root);
    }
    return folder;
}

static void take_from(struct collection *all)
{
    if (!look_around(all)) {
        settle(all, CARRY_SOURCE);
    }
    if (goes_on(all)) {
        take_all(all);
    } else {
        memset(&all->finds, 0, sizeof all->finds);
    }
    close(all->way.from);
}

enum stick_state job_collect(struct job *job)
{
    struct collection all = {.job = job};
    memset(&job->status, 0, sizeof job->status);
    job_learn_kiosk(job);
    if (!job_say(job, STICK_READING)) {
        return STICK_NO_ROOM;
    }
    all.way = (struct carry_way){.to = job->inbox, .temporary = temporary};
    all.way.from = open_envelop(job, &all.state);
    if (all.way.from >= 0) {
        take_from(&all);
    }
    sweep(&all);
    job->status.key = all.finds.key;
    job->status.packs = (unsigned)all.finds.pack_count;
    job->status.receipts = (unsigned)all.finds.receipt_count;
    return job_present(job) ? all.state : STICK_PULLED;
}
