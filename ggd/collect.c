#include "collect.h"

#include "say.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char batch_end[] = ".tar.age", signature_end[] = ".minisig";

static bool ends_with(const char *text, const char *end)
{
    size_t length = strlen(text), tail = strlen(end);
    return length > tail && strcmp(text + length - tail, end) == 0;
}

// Takes over `path`.
static void take(struct collected *collected, char *path)
{
    for (size_t i = 0; path && i < collected->count; i++) {
        if (strcmp(collected->paths[i], path) == 0) {
            free(path);
            return;
        }
    }
    if (path && collected->count < COLLECT_MAX) {
        collected->paths[collected->count++] = path;
    } else {
        free(path);
    }
}

static int is_batch(const struct dirent *entry)
{
    return entry->d_name[0] != '.' && ends_with(entry->d_name, batch_end);
}

static bool folder_take(struct collected *collected, const char *folder)
{
    struct dirent **names;
    int count = scandir(folder, &names, is_batch, alphasort);
    if (count < 0) {
        return refuse("the folder \"%s\" can't be read: %s", folder, strerror(errno));
    }
    for (int i = 0; i < count; i++) {
        char *path = NULL;
        if (asprintf(&path, "%s/%s", folder, names[i]->d_name) >= 0) {
            take(collected, path);
        }
        free(names[i]);
    }
    free(names);
    return count > 0 || refuse("there is no batch (*%s) in \"%s\"", batch_end, folder);
}

// The signature stands for its batch.
static void file_take(struct collected *collected, const char *word)
{
    char *path = strdup(word);
    if (path && ends_with(path, signature_end)) {
        path[strlen(path) - strlen(signature_end)] = '\0';
    }
    take(collected, path);
}

bool collect_batches(char **words, int word_count, struct collected *collected, size_t *missing)
{
    *missing = 0;
    *collected = (struct collected){.paths = calloc(COLLECT_MAX, sizeof *collected->paths)};
    if (!collected->paths) {
        return refuse("memory is too short");
    }
    for (int i = 0; i < word_count; i++) {
        struct stat info;
        if (stat(words[i], &info) != 0) {
            refuse("\"%s\" can't be read: %s", words[i], strerror(errno));
            ++*missing;
        } else if (!S_ISDIR(info.st_mode)) {
            file_take(collected, words[i]);
        } else if (!folder_take(collected, words[i])) {
            ++*missing;
        }
    }
    return true;
}

void collect_finish(struct collected *collected)
{
    for (size_t i = 0; i < collected->count; i++) {
        free(collected->paths[i]);
    }
    free(collected->paths);
    *collected = (struct collected){0};
}
