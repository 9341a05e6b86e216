// Installing: the signature over the whole tar, then the tar, then every file against the manifest,
// then the completeness that a kiosk can judge, and only then a byte on the disk. The new pack is
// written beside the old one and the names are exchanged in one step.
#include "file.h"
#include "pack_check.h"
#include "pack_manifest.h"
#include "pack_tar.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_ROOM = 4096 };

static bool path_join(char path[static PATH_ROOM], const char *folder, const char *name,
                      struct pack_error *error)
{
    int length = snprintf(path, PATH_ROOM, "%s/%s", folder, name);
    return (length > 0 && length < PATH_ROOM) ||
           pack_fail(error, "the path \"%.80s...\" is too long", folder);
}

static bool pack_read(const char *tar_path, const struct signature_public_key *trusted,
                      uint8_t **tar, size_t *bytes, struct signature_claim *claim,
                      struct pack_error *error)
{
    char path[PATH_ROOM];
    int length = snprintf(path, sizeof path, "%s.minisig", tar_path);
    uint8_t *signature;
    size_t signature_bytes;
    if (length < 0 || length >= PATH_ROOM) {
        return pack_fail(error, "the path of the pack is too long");
    }
    enum file_result result = file_read(path, SIGNATURE_MAX_BYTES, &signature, &signature_bytes);
    if (result != FILE_OK) {
        return pack_fail(error, "the pack's signature \"%.150s\" can't be read: %s", path,
                         file_result_text(result));
    }
    result = file_read(tar_path, PACK_MAX_BYTES, tar, bytes);
    if (result != FILE_OK) {
        free(signature);
        return pack_fail(error, "the pack \"%.150s\" can't be read: %s", tar_path,
                         file_result_text(result));
    }
    enum signature_result verdict = signature_verify(
        trusted, "pack", NULL, *tar, *bytes, (const char *)signature, signature_bytes, claim);
    free(signature);
    if (verdict != SIGNATURE_GOOD) {
        free(*tar);
        return pack_fail(error, "this pack is not signed by the GGD of this kiosk: %s",
                         signature_result_text(verdict));
    }
    return true;
}

static bool manifest_trusted(const struct pack_files *files,
                             const struct signature_public_key *trusted,
                             const struct signature_claim *pack, struct pack_error *error)
{
    if (files->count < 2 || strcmp(files->at[0].name, "manifest.json") != 0 ||
        strcmp(files->at[1].name, "manifest.json.minisig") != 0) {
        return pack_fail(error, "the pack doesn't begin with manifest.json and its signature");
    }
    struct signature_claim claim;
    enum signature_result verdict =
        signature_verify(trusted, "manifest", NULL, files->at[0].bytes, files->at[0].size,
                         (const char *)files->at[1].bytes, files->at[1].size, &claim);
    if (verdict != SIGNATURE_GOOD) {
        return pack_fail(error, "manifest.json is not signed by the GGD of this kiosk: %s",
                         signature_result_text(verdict));
    }
    if (claim.serial != pack->serial) {
        return pack_fail(error, "the pack and its manifest have different serials");
    }
    return true;
}

static bool manifest_matches(const struct pack_manifest *manifest,
                             const struct signature_claim *claim, struct pack_error *error)
{
    if (manifest->serial != claim->serial || strcmp(manifest->ggd_key, claim->issuer) != 0 ||
        strcmp(claim->audience, "any") != 0) {
        return pack_fail(error, "manifest.json names another serial or GGD than its signature");
    }
    return true;
}

// Every file that the manifest names, and no other; `files` is sorted.
static bool files_match(const struct pack_manifest *manifest, const struct pack_files *files,
                        struct pack_error *error)
{
    for (size_t i = 0; i < manifest->file_count; i++) {
        const struct pack_manifest_file *promised = &manifest->files[i];
        const struct pack_file_bytes *file = pack_files_find(files, promised->name);
        if (!file) {
            return pack_fail(error, "\"%s\" is missing from the pack", promised->name);
        }
        if (!pack_manifest_fits(promised, file->bytes, file->size)) {
            return pack_fail(error, "\"%s\" is not the file that the manifest names",
                             promised->name);
        }
    }
    for (size_t i = 0; i < files->count; i++) {
        const char *name = files->at[i].name;
        if (strncmp(name, "manifest.json", 13) != 0 && !pack_manifest_file(manifest, name)) {
            return pack_fail(error, "\"%s\" is in the pack but not in its manifest", name);
        }
    }
    return true;
}

static bool manifest_agrees(const struct pack_manifest *manifest,
                            const struct pack_contents *contents, const struct pack_report *report,
                            struct pack_error *error)
{
    bool same = strcmp(manifest->form_id, form_id(contents->form)) == 0 &&
                strcmp(manifest->form_url, form_url(contents->form)) == 0 &&
                strcmp(manifest->form_version, form_version(contents->form)) == 0 &&
                strcmp(manifest->ggd_number, contents->site.ggd_number) == 0 &&
                manifest->demo == contents->site.demo &&
                manifest->language_count == report->row_count;
    for (size_t i = 0; same && i < report->row_count; i++) {
        const struct pack_language *said = &manifest->languages[i], *is = &report->rows[i].language;
        same = strcmp(said->code, is->code) == 0 && strcmp(said->name, is->name) == 0 &&
               said->draft == is->draft && said->voice == is->voice;
    }
    return same || pack_fail(error, "manifest.json says other things than the files of the pack");
}

static bool contents_whole(const struct pack_manifest *manifest, const struct pack_files *files,
                           struct pack_error *error)
{
    struct pack_contents *contents = pack_contents_create(files, error);
    struct pack_report *report = calloc(1, sizeof *report);
    bool good = contents && report;
    if (good) {
        pack_check_languages(contents, report);
        if (report->problems > 0) {
            pack_report_first(report, error);
            good = false;
        }
    }
    good = good && manifest_agrees(manifest, contents, report, error);
    free(report);
    pack_contents_destroy(contents);
    return good;
}

// A pack that can't be opened any more is no reason to refuse its successor.
static bool not_older(const char *state_dir, const struct signature_public_key *trusted,
                      uint64_t serial, struct pack_error *error)
{
    struct pack_error ignored;
    struct pack *installed = pack_open(state_dir, trusted, &ignored);
    uint64_t have = installed ? pack_serial(installed) : 0;
    pack_close(installed);
    if (serial < have) {
        return pack_fail(error,
                         "this pack is older (serial %llu) than the installed one (serial %llu)",
                         (unsigned long long)serial, (unsigned long long)have);
    }
    return true;
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info, (void)kind, (void)walk;
    return remove(path);
}

static void folder_remove(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

// What an interrupted installation left behind.
static void leftovers_remove(const char *state_dir)
{
    DIR *folder = opendir(state_dir);
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        char path[PATH_ROOM];
        struct pack_error ignored;
        if (strncmp(entry->d_name, "pack.", 5) == 0 && strlen(entry->d_name) == 11 &&
            path_join(path, state_dir, entry->d_name, &ignored)) {
            folder_remove(path);
        }
    }
    if (folder) {
        closedir(folder);
    }
}

static bool parents_make(char *path, size_t from)
{
    for (char *slash = strchr(path + from, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdir(path, 0700) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made) {
            return false;
        }
    }
    return true;
}

static bool bytes_write(const char *path, const uint8_t *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) {
        return false;
    }
    bool good = true;
    while (good && size > 0) {
        ssize_t written = write(fd, bytes, size);
        good = written > 0;
        bytes += good ? written : 0;
        size -= good ? (size_t)written : 0;
    }
    return (close(fd) == 0) & good;
}

static bool files_write(const char *folder, const struct pack_files *files,
                        struct pack_error *error)
{
    for (size_t i = 0; i < files->count; i++) {
        char path[PATH_ROOM];
        const struct pack_file_bytes *file = &files->at[i];
        if (!path_join(path, folder, file->name, error)) {
            return false;
        }
        if (!parents_make(path, strlen(folder) + 1) ||
            !bytes_write(path, file->bytes, file->size)) {
            return pack_fail(error, "\"%s\" can't be stored: %s", file->name, strerror(errno));
        }
    }
    return true;
}

// One syncfs instead of thousands of fsyncs; since Linux 5.8 it reports what couldn't be written.
static bool folder_sync(const char *path, bool whole_file_system)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    bool good = (whole_file_system ? syncfs(fd) : fsync(fd)) == 0;
    close(fd);
    return good;
}

static bool exchange(const char *state_dir, const char *fresh, struct pack_error *error)
{
    char current[PATH_ROOM];
    if (!path_join(current, state_dir, "pack", error)) {
        return false;
    }
    unsigned flags = access(current, F_OK) == 0 ? RENAME_EXCHANGE : RENAME_NOREPLACE;
    if (renameat2(AT_FDCWD, fresh, AT_FDCWD, current, flags) != 0 ||
        !folder_sync(state_dir, false)) {
        return pack_fail(error, "the new pack can't be put in place: %s", strerror(errno));
    }
    return true;
}

static bool store(const char *state_dir, const struct pack_files *files, struct pack_error *error)
{
    char fresh[PATH_ROOM];
    leftovers_remove(state_dir);
    if (!path_join(fresh, state_dir, "pack.XXXXXX", error)) {
        return false;
    }
    if (!mkdtemp(fresh)) {
        return pack_fail(error, "nothing can be stored in \"%.150s\": %s", state_dir,
                         strerror(errno));
    }
    bool good = files_write(fresh, files, error);
    if (good && !folder_sync(fresh, true)) {
        good = pack_fail(error, "the new pack can't be brought to the disk: %s", strerror(errno));
    }
    good = good && exchange(state_dir, fresh, error);
    folder_remove(fresh); // after the exchange: the old pack
    return good;
}

static bool verified_install(const struct signature_claim *claim, struct pack_files *files,
                             const char *state_dir, const struct signature_public_key *trusted,
                             struct pack_error *error)
{
    struct pack_manifest manifest;
    if (!manifest_trusted(files, trusted, claim, error) ||
        !pack_manifest_parse(files->at[0].bytes, files->at[0].size, &manifest, error)) {
        return false;
    }
    bool good = manifest_matches(&manifest, claim, error);
    if (good && !pack_files_sort(files)) {
        good = pack_fail(error, "the pack holds a file twice");
    }
    good = good && files_match(&manifest, files, error) &&
           contents_whole(&manifest, files, error) &&
           not_older(state_dir, trusted, manifest.serial, error) && store(state_dir, files, error);
    pack_manifest_finish(&manifest);
    return good;
}

bool pack_install(const char *tar_path, const char *state_dir,
                  const struct signature_public_key *trusted, struct pack_error *error)
{
    uint8_t *tar;
    size_t bytes;
    struct signature_claim claim;
    if (!pack_read(tar_path, trusted, &tar, &bytes, &claim, error)) {
        return false;
    }
    struct pack_files files = {0};
    bool good = pack_tar_read(tar, bytes, &files, error);
    free(tar);
    good = good && verified_install(&claim, &files, state_dir, trusted, error);
    pack_files_finish(&files);
    return good;
}
