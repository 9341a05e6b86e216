// Whatever is read as a spreadsheet reads the same after it was written, with every separator; and
// no cell of what was written is calculated.
#include "forms_csv.h"
#include "fuzz.h"

#include <stdlib.h>

static char *write_rows(const struct csv *csv, char separator, size_t *size)
{
    char *bytes = NULL;
    FILE *out = open_memstream(&bytes, size);
    csv_begin(out);
    for (size_t i = 0; i < csv->count; i++) {
        csv_write(out, separator, (const char *const *)csv->rows[i].cells, csv->rows[i].count);
    }
    fclose(out);
    return bytes;
}

static void compare(const struct csv *one, const struct csv *other)
{
    assert(one->count == other->count);
    for (size_t i = 0; i < one->count; i++) {
        assert(one->rows[i].count == other->rows[i].count);
        for (size_t j = 0; j < one->rows[i].count; j++) {
            assert(strcmp(one->rows[i].cells[j], other->rows[i].cells[j]) == 0);
        }
    }
}

static void round_trip(const struct csv *csv, char separator)
{
    size_t size;
    char *bytes = write_rows(csv, separator, &size);
    struct csv again;
    struct csv_error error;
    assert(!is_calculated(bytes, size));
    bool read = csv_read(bytes, size, &again, &error);
    assert(read);
    compare(csv, &again);
    csv_finish(&again);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct csv csv;
    struct csv_error error;
    bool read = csv_read((const char *)data, size, &csv, &error);
    assert(read || (error.reason[0] && error.line >= 1 && error.line <= size + 1));
    if (read) {
        round_trip(&csv, ',');
        round_trip(&csv, ';');
        round_trip(&csv, '\t');
    }
    csv_finish(&csv);
    return 0;
}
