// Runs a harness once over each file of the folders named, without libFuzzer.
#include "fuzz.h"

#include "file.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_BYTES = 1024 * 1024 };

static int replay_folder(const char *folder)
{
    struct dirent **names;
    int count = scandir(folder, &names, NULL, alphasort), files = 0;
    for (int i = 0; i < count; i++) {
        char path[1024];
        uint8_t *bytes;
        size_t size;
        snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
        if (file_read(path, MAX_BYTES, &bytes, &size) == FILE_OK) {
            // A copy of the exact size: the sanitizer sees a read behind the end.
            uint8_t *exact = malloc(size > 0 ? size : 1);
            memcpy(exact, bytes, size);
            LLVMFuzzerTestOneInput(exact, size);
            free(exact);
            free(bytes);
            files++;
        }
        free(names[i]);
    }
    if (count >= 0) {
        free(names);
    }
    printf("%s: %d files\n", folder, files);
    return files;
}

int main(int argc, char **argv)
{
    bool good = argc > 1;
    for (int i = 1; i < argc; i++) {
        good = replay_folder(argv[i]) > 0 && good;
    }
    return good ? 0 : 1;
}
