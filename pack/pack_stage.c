#include "pack_stage.h"

#include "file.h"
#include "pack_report.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PATH_ROOM = 4096, MAX_DEPTH = 3 };

struct walk {
    const char *stage;
    struct pack_files *files;
    struct pack_error *error;
};

static bool file_take(struct walk *walk, const char *path, const char *name)
{
    size_t cap = pack_name_cap(name), size;
    uint8_t *bytes;
    if (cap == 0 || strncmp(name, "manifest.json", 13) == 0) {
        return pack_fail(walk->error, "\"%.99s\" in the stage folder is no file of a pack", name);
    }
    enum file_result result = file_read(path, cap, &bytes, &size);
    if (result != FILE_OK) {
        return pack_fail(walk->error, "\"%s\" can't be read: %s", name, file_result_text(result));
    }
    return pack_files_take(walk->files, name, bytes, size) ||
           pack_fail(walk->error, "the stage folder holds too many files (at \"%s\")", name);
}

static bool folder_take(struct walk *walk, const char *path, int depth);

static bool entry_take(struct walk *walk, const char *folder, const char *entry, int depth)
{
    char path[PATH_ROOM];
    struct stat info;
    int length = snprintf(path, sizeof path, "%s/%s", folder, entry);
    if (length < 0 || length >= PATH_ROOM || lstat(path, &info) != 0) {
        return pack_fail(walk->error, "\"%.80s\" can't be read: %s", entry, strerror(errno));
    }
    if (S_ISDIR(info.st_mode) && depth < MAX_DEPTH) {
        return folder_take(walk, path, depth + 1);
    }
    return file_take(walk, path, path + strlen(walk->stage) + 1);
}

// Names that begin with a dot are the stage script's own notes.
static bool folder_take(struct walk *walk, const char *path, int depth)
{
    DIR *folder = opendir(path);
    if (!folder) {
        return pack_fail(walk->error, "the folder \"%.200s\" can't be read: %s", path,
                         strerror(errno));
    }
    bool good = true;
    struct dirent *entry;
    while (good && (entry = readdir(folder))) {
        good = entry->d_name[0] == '.' || entry_take(walk, path, entry->d_name, depth);
    }
    closedir(folder);
    return good;
}

bool pack_stage_read(const char *folder, struct pack_files *files, struct pack_error *error)
{
    struct walk walk = {.stage = folder, .files = files, .error = error};
    return folder_take(&walk, folder, 0) &&
           (pack_files_sort(files) ||
            pack_fail(error, "a file of the stage folder is there twice"));
}
