#include "forms_csv.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define MARK "\xef\xbb\xbf"

static const char calculated[] = "=+-@\t\r";

// A cell that begins with apostrophes and then with what is calculated gets one more, so that
// taking one away always gives back what was there.
static bool is_calculated(const char *cell)
{
    const char *first = cell + strspn(cell, "'");
    return *first && strchr(calculated, *first);
}

void csv_begin(FILE *out)
{
    fputs(MARK, out);
}

static void write_cell(FILE *out, const char *cell)
{
    fputs(is_calculated(cell) ? "\"'" : "\"", out);
    for (; *cell; cell++) {
        if (*cell == '"') {
            fputc('"', out);
        }
        fputc(*cell, out);
    }
    fputc('"', out);
}

void csv_write(FILE *out, char separator, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            fputc(separator, out);
        }
        write_cell(out, cells[i]);
    }
    fputs("\r\n", out);
}

// --- reading ------------------------------------------------------------------------------------

struct reader {
    const char *at, *end;
    char *pool; // where the next character of a cell goes
    struct csv *csv;
    struct csv_error *error;
    size_t line, room; // room: how many rows fit
    char separator;    // 0: not known yet
};

static bool refuse(struct reader *reader, const char *reason)
{
    reader->error->line = reader->line;
    snprintf(reader->error->reason, sizeof reader->error->reason, "%s", reason);
    return false;
}

static void keep(struct reader *reader, char c)
{
    *reader->pool++ = c;
}

// A line end inside a cell is one LF, however the spreadsheet saved it.
static bool keep_line_end(struct reader *reader)
{
    reader->at += reader->at[0] == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n';
    if (*reader->at == '\r') {
        return refuse(reader, "a carriage return stands alone");
    }
    reader->at++;
    reader->line++;
    keep(reader, '\n');
    return true;
}

static bool read_quoted(struct reader *reader)
{
    size_t begun = reader->line;
    reader->at++;
    while (reader->at < reader->end) {
        char c = *reader->at;
        if (c == '"' && (reader->at + 1 == reader->end || reader->at[1] != '"')) {
            reader->at++;
            return true;
        }
        if (c == '\r' || c == '\n') {
            if (!keep_line_end(reader)) {
                return false;
            }
            continue;
        }
        reader->at += c == '"' ? 2 : 1;
        keep(reader, c);
    }
    reader->line = begun;
    return refuse(reader, "a quotation mark is opened and never closed");
}

static bool ends_cell(const struct reader *reader)
{
    char c = *reader->at;
    return c == '\r' || c == '\n' ||
           (reader->separator ? c == reader->separator : c == ',' || c == ';' || c == '\t');
}

static bool read_plain(struct reader *reader)
{
    while (reader->at < reader->end && !ends_cell(reader)) {
        if (*reader->at == '"') {
            return refuse(reader,
                          "a quotation mark stands inside a cell that doesn't begin with one");
        }
        keep(reader, *reader->at++);
    }
    return true;
}

static bool read_cell(struct reader *reader, struct csv_row *row)
{
    if (row->count == CSV_MAX_CELLS) {
        return refuse(reader, "the row has too many cells");
    }
    char *cell = reader->pool;
    bool quoted = reader->at < reader->end && *reader->at == '"';
    if (!(quoted ? read_quoted(reader) : read_plain(reader))) {
        return false;
    }
    keep(reader, '\0');
    if (reader->at < reader->end && !ends_cell(reader)) {
        return refuse(reader, "something follows a closing quotation mark");
    }
    row->cells[row->count++] = cell[0] == '\'' && is_calculated(cell) ? cell + 1 : cell;
    return true;
}

// Whether another cell follows in this row.
static bool takes_separator(struct reader *reader)
{
    if (reader->at == reader->end || *reader->at == '\r' || *reader->at == '\n') {
        return false;
    }
    reader->separator = *reader->at++;
    return true;
}

static bool read_row_end(struct reader *reader)
{
    reader->at += reader->at + 1 < reader->end && reader->at[0] == '\r' && reader->at[1] == '\n';
    if (reader->at < reader->end && *reader->at == '\r') {
        return refuse(reader, "a carriage return stands alone");
    }
    reader->at += reader->at < reader->end;
    reader->line++;
    return true;
}

static bool is_empty(const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i][0] != '\0') {
            return false;
        }
    }
    return true;
}

// Room for one row more.
static bool row_room(struct reader *reader)
{
    struct csv *csv = reader->csv;
    if (csv->count < reader->room) {
        return true;
    }
    if (reader->room == CSV_MAX_ROWS) {
        return refuse(reader, "there are too many rows");
    }
    size_t room = reader->room > 0 ? 2 * reader->room : 256;
    struct csv_row *rows = realloc(csv->rows, room * sizeof *rows);
    csv->rows = rows ? rows : csv->rows;
    reader->room = rows ? room : reader->room;
    return rows || refuse(reader, "memory is too short");
}

static bool read_row(struct reader *reader)
{
    if (!row_room(reader)) {
        return false;
    }
    struct csv_row *row = &reader->csv->rows[reader->csv->count];
    *row = (struct csv_row){.line = reader->line};
    do {
        if (!read_cell(reader, row)) {
            return false;
        }
    } while (takes_separator(reader));
    reader->csv->count += !is_empty(row);
    return read_row_end(reader);
}

// jansson judges: it makes no string of bytes that aren't UTF-8.
static const char *first_bad_line(const char *bytes, size_t size, size_t *line)
{
    const char *end = bytes + size;
    for (*line = 1; bytes < end; (*line)++) {
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        size_t length = (size_t)((newline ? newline + 1 : end) - bytes);
        json_t *string = json_stringn(bytes, length);
        json_decref(string);
        if (!string) {
            return bytes;
        }
        bytes += length;
    }
    return NULL;
}

// Those of PO files: C0 but tab and line ends, DEL, C1 (in UTF-8 C2 80 to C2 9F).
static bool is_control(const char *at, const char *end)
{
    unsigned char c = (unsigned char)at[0];
    bool c1 = c == 0xc2 && at + 1 < end && (unsigned char)at[1] < 0xa0;
    return (c < ' ' && !strchr("\t\r\n", c)) || c == 0 || c == 0x7f || c1;
}

// UTF-16 is what Excel calls "Unicode text"; NUL is in it, and would end our strings.
static bool encoding_check(struct reader *reader)
{
    size_t size = (size_t)(reader->end - reader->at);
    if (size >= 2 &&
        (memcmp(reader->at, "\xff\xfe", 2) == 0 || memcmp(reader->at, "\xfe\xff", 2) == 0)) {
        return refuse(reader, "is UTF-16: save it as \"CSV UTF-8\"");
    }
    const char *bad = first_bad_line(reader->at, size, &reader->line);
    if (bad) {
        return refuse(reader, "is not UTF-8: save it as \"CSV UTF-8\"");
    }
    reader->line = 1;
    for (const char *at = reader->at; at < reader->end; at++) {
        reader->line += *at == '\n';
        if (is_control(at, reader->end)) {
            return refuse(reader, "holds a control character");
        }
    }
    reader->line = 1;
    reader->at += size >= 3 && memcmp(reader->at, MARK, 3) == 0 ? 3 : 0;
    return true;
}

bool csv_read(const char *bytes, size_t size, struct csv *csv, struct csv_error *error)
{
    *csv = (struct csv){0};
    *error = (struct csv_error){0};
    struct reader reader = {
        .at = bytes, .end = bytes + size, .csv = csv, .error = error, .line = 1};
    if (size > CSV_MAX_BYTES) {
        return refuse(&reader, "is too large");
    }
    csv->pool = malloc(2 * size + 2); // each cell ends in a NUL, and may have no byte of its own
    reader.pool = csv->pool;
    bool good = csv->pool || refuse(&reader, "memory is too short");
    good = good && encoding_check(&reader);
    while (good && reader.at < reader.end) {
        good = read_row(&reader);
    }
    return good;
}

void csv_finish(struct csv *csv)
{
    free(csv->pool);
    free(csv->rows);
    *csv = (struct csv){0};
}
