// Spreadsheets: RFC 4180, UTF-8 with a byte order mark, CRLF (pack/FORMAT.md, "Spreadsheet").
#ifndef PACK_FORMS_CSV_H
#define PACK_FORMS_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum { CSV_MAX_BYTES = 8 * 1024 * 1024, CSV_MAX_ROWS = 16384, CSV_MAX_CELLS = 16 };

struct csv_row {
    char *cells[CSV_MAX_CELLS];
    size_t count;
    size_t line; // of the file, from 1, where the row begins
};

struct csv {
    char *pool;
    struct csv_row *rows;
    size_t count;
};

struct csv_error {
    size_t line;
    char reason[160];
};

// The byte order mark, with which Excel knows the encoding.
void csv_begin(FILE *out);

// One row. A cell that a spreadsheet would calculate (it begins with = + - @ tab CR) gets an
// apostrophe before it.
void csv_write(FILE *out, char separator, const char *const *cells, size_t count);

// Reads what csv_write wrote, or a spreadsheet saved from it: separated by commas, semicolons or
// tabs (whichever ends the first cell), lines ended by LF or CRLF, with or without the mark. The
// apostrophes are taken away; rows without any content are left out. False with line and reason:
// not UTF-8, a quote out of place, too large.
bool csv_read(const char *bytes, size_t size, struct csv *csv, struct csv_error *error);
void csv_finish(struct csv *csv);

#endif
