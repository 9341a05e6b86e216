#include "golden.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PATH_BYTES = 512, LARGEST = 1 << 20 };

static char *read_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    char *text = file ? calloc(1, LARGEST) : NULL;
    if (text && fread(text, 1, LARGEST - 1, file) == 0) {
        text[0] = '\0';
    }
    if (file) {
        fclose(file);
    }
    return text;
}

static bool write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    bool written = file && fputs(text, file) >= 0;
    bool done = file && fclose(file) == 0 && written;
    if (!done) {
        fprintf(stderr, "%s: can't be written\n", path);
    }
    return done;
}

// The number of the first line that differs.
static int differing_line(const char *a, const char *b)
{
    int line = 1;
    for (; *a && *a == *b; a++, b++) {
        line += *a == '\n';
    }
    return line;
}

static bool compare(const char *text, const char *kept, const char *actual)
{
    char *golden = read_text(kept);
    bool same = golden && strcmp(golden, text) == 0;
    if (!golden) {
        fprintf(stderr, "%s: missing; --update writes it\n", kept);
    } else if (!same) {
        fprintf(stderr, "%s, line %d: actual in %s\n", kept, differing_line(golden, text), actual);
    }
    if (!same) {
        write_text(actual, text);
    }
    free(golden);
    return same;
}

bool golden_check(const struct golden *golden, const char *name, const char *text)
{
    char kept[PATH_BYTES], actual[PATH_BYTES];
    snprintf(kept, sizeof kept, "%s/%s.txt", golden->folder, name);
    snprintf(actual, sizeof actual, "%s/%s.txt", golden->actual, name);
    return golden->update ? write_text(kept, text) : compare(text, kept, actual);
}
