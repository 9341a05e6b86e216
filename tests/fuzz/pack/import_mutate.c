// Half of what libFuzzer tries is a change in one cell, so that the rest of the sheet stays what it
// was.
#include "forms_csv.h"
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

enum { CELL_BYTES = 512 };

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);

static void cell_mutate(char **cell, char room[static CELL_BYTES + 1])
{
    size_t size = strnlen(*cell, CELL_BYTES);
    memcpy(room, *cell, size);
    size = LLVMFuzzerMutate((uint8_t *)room, size, CELL_BYTES);
    room[size] = '\0';
    *cell = room;
}

// 0: it would be too large.
static size_t rows_write(const struct csv *csv, uint8_t *data, size_t most)
{
    char *bytes = NULL;
    size_t size;
    FILE *out = open_memstream(&bytes, &size);
    csv_begin(out);
    for (size_t i = 0; i < csv->count; i++) {
        csv_write(out, ',', (const char *const *)csv->rows[i].cells, csv->rows[i].count);
    }
    fclose(out);
    size = size <= most ? size : 0;
    memcpy(data, bytes, size);
    free(bytes);
    return size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned int seed)
{
    struct csv csv;
    struct csv_error error;
    char room[CELL_BYTES + 1];
    size_t written = 0;
    if (seed % 2 == 0 && csv_read((const char *)data, size, &csv, &error) && csv.count > 1) {
        struct csv_row *row = &csv.rows[1 + seed / 2 % (csv.count - 1)];
        cell_mutate(&row->cells[seed / 64 % row->count], room);
        written = rows_write(&csv, data, most);
    }
    if (seed % 2 == 0) {
        csv_finish(&csv);
    }
    return written > 0 ? written : LLVMFuzzerMutate(data, size, most);
}
