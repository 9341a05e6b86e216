// Our reader and writer of spreadsheets, for a judge that isn't ours. Cells go in and out as bytes
// with a NUL behind each; a row ends in a cell that is one byte 0x01.
//
// usage: csv_dump read FILE... | csv_dump write SEPARATOR <ROWS
//
// read: a byte for each file, 1: read (its rows, then a cell that is 0x02), 0: refused (why).
// write: the rows as a spreadsheet.
#include "forms_csv.h"

#include <stdlib.h>
#include <string.h>

static char bytes[1 << 20];

static void put(const char *cell)
{
    fwrite(cell, 1, strlen(cell) + 1, stdout);
}

static bool dump(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        return false;
    }
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    struct csv csv;
    struct csv_error error;
    bool read = csv_read(bytes, size, &csv, &error);
    putchar(read);
    for (size_t i = 0; read && i < csv.count; i++) {
        for (size_t j = 0; j < csv.rows[i].count; j++) {
            put(csv.rows[i].cells[j]);
        }
        put("\1");
    }
    put(read ? "\2" : error.reason);
    csv_finish(&csv);
    return true;
}

static bool write_rows(char separator)
{
    const char *cells[CSV_MAX_CELLS];
    size_t size = fread(bytes, 1, sizeof bytes, stdin), count = 0;
    csv_begin(stdout);
    for (char *at = bytes; at < bytes + size; at += strlen(at) + 1) {
        if (strcmp(at, "\1") == 0) {
            csv_write(stdout, separator, cells, count);
            count = 0;
        } else if (count < CSV_MAX_CELLS) {
            cells[count++] = at;
        }
    }
    return count == 0;
}

int main(int argc, char **argv)
{
    bool good = argc > 2;
    if (good && strcmp(argv[1], "write") == 0) {
        return write_rows(argv[2][0]) ? 0 : 1;
    }
    for (int i = 2; good && i < argc; i++) {
        good = dump(argv[i]);
    }
    return good ? 0 : 2;
}
