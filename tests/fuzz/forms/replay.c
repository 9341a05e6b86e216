// Feeds files, and every beginning of each, to a fuzz harness: the corpus as an ordinary test.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LARGEST = 1 << 16 };

static void replay(const char *path)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(LARGEST);
    if (!file || !data) {
        fprintf(stderr, "%s: can't be read\n", path);
        exit(2);
    }
    size_t size = fread(data, 1, LARGEST, file);
    fclose(file);
    size_t step = 1 + size / 500;
    for (size_t cut = 0; cut < size; cut += step) {
        LLVMFuzzerTestOneInput(data, cut);
    }
    LLVMFuzzerTestOneInput(data, size);
    free(data);
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fprintf(stderr, "no corpus\n");
        return 2;
    }
    for (int i = 1; i < argc; i++) {
        replay(argv[i]);
    }
    printf("%d files\n", argc - 1);
    return 0;
}
