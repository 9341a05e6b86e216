// Reads the Unicode Character Database's test files: lines of hexadecimal code points.
#ifndef TESTS_HEXLINE_H
#define TESTS_HEXLINE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HEXLINE_ROOM = 1024 };

// Opens a file of the database or ends the program: a suite that is missing is a failure.
static inline FILE *hexline_open(const char *directory, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "r");
    if (!file) {
        fprintf(stderr, "%s: can't be read; the Debian package unicode-data has it\n", path);
        exit(1);
    }
    return file;
}

// The next line without its comment and line end; NULL at the end of the file.
static inline char *hexline_next(FILE *file, char *line, size_t room)
{
    if (!fgets(line, (int)room, file)) {
        return NULL;
    }
    line[strcspn(line, "#\r\n")] = '\0';
    return line;
}

// Code points parted by spaces, to the end of `field`.
static inline size_t hexline_read(const char *field, uint32_t *text, size_t room)
{
    size_t count = 0;
    char *end;
    for (unsigned long c; count < room && (c = strtoul(field, &end, 16), end != field);) {
        text[count++] = (uint32_t)c;
        field = end;
    }
    return count;
}

#endif
