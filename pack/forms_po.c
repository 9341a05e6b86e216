// po_parse says what the file means and that it is well formed; this file only needs to know which
// lines belong to which entry, which is simple once that is certain (forms/FORMAT.md,
// "Translation").
#include "forms_po.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum line_kind {
    LINE_OTHER, // blank, "#:", "#|"
    LINE_REMARK,
    LINE_EXTRACTED,
    LINE_FLAGS,
    LINE_OBSOLETE,
    LINE_CONTEXT,
    LINE_ID,
    LINE_TEXT,
    LINE_STRING,
};

struct line {
    const char *at;
    size_t size; // its end included
    enum line_kind kind;
};

// Lines of an entry, by index: comments from `begin`, msgctxt at `context`, msgstr from `text` up
// to and without `end`.
struct span {
    size_t begin, context, text, end;
    char *new_text, *new_remark; // NULL: as it is
    int new_fuzzy;               // -1: as it is
};

struct po_edit {
    char *bytes;
    struct line *lines;
    size_t line_count;
    struct span *spans;
    size_t span_count;
    struct po *po;
};

static const struct {
    const char *prefix;
    enum line_kind kind;
} prefixes[] = {{"#~", LINE_OBSOLETE},     {"#.", LINE_EXTRACTED}, {"#,", LINE_FLAGS},
                {"#:", LINE_OTHER},        {"#|", LINE_OTHER},     {"#", LINE_REMARK},
                {"msgctxt", LINE_CONTEXT}, {"msgid", LINE_ID},     {"msgstr", LINE_TEXT},
                {"\"", LINE_STRING}};

// How many bytes of the line come before its end.
static size_t content_size(const struct line *line)
{
    size_t size = line->size;
    size -= size > 0 && line->at[size - 1] == '\n';
    size -= size > 0 && line->at[size - 1] == '\r';
    return size;
}

static size_t blanks_of(const struct line *line)
{
    size_t blanks = 0;
    while (blanks < line->size && strchr(" \t", line->at[blanks])) {
        blanks++;
    }
    return blanks;
}

static enum line_kind kind_of(const struct line *line)
{
    size_t blanks = blanks_of(line);
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t length = strlen(prefixes[i].prefix);
        if (line->size - blanks >= length &&
            memcmp(line->at + blanks, prefixes[i].prefix, length) == 0) {
            return prefixes[i].kind;
        }
    }
    return LINE_OTHER;
}

static bool lines_find(struct po_edit *edit, size_t size)
{
    size_t count = 1;
    for (size_t i = 0; i < size; i++) {
        count += edit->bytes[i] == '\n';
    }
    edit->lines = calloc(count, sizeof *edit->lines);
    edit->spans = calloc(count, sizeof *edit->spans);
    const char *at = edit->bytes, *end = edit->bytes + size;
    while (edit->lines && at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *next = newline ? newline + 1 : end;
        struct line *line = &edit->lines[edit->line_count++];
        *line = (struct line){.at = at, .size = (size_t)(next - at)};
        line->kind = kind_of(line);
        at = next;
    }
    return edit->lines && edit->spans;
}

// Entries without msgctxt are the header; comments before an obsolete entry are that one's.
static void spans_find(struct po_edit *edit)
{
    size_t begin = 0;
    struct span *open = NULL;
    for (size_t i = 0; i < edit->line_count; i++) {
        switch (edit->lines[i].kind) {
        case LINE_CONTEXT:
            open = &edit->spans[edit->span_count++];
            *open = (struct span){.begin = begin, .context = i, .new_fuzzy = -1};
            break;
        case LINE_TEXT:
            begin = i + 1;
            if (open) {
                open->text = i;
                open->end = begin;
            }
            break;
        case LINE_STRING:
            if (open && open->end > 0) {
                open->end = i + 1;
            }
            begin = i + 1;
            break;
        case LINE_OBSOLETE:
            begin = i + 1;
            break;
        case LINE_ID:
            open = open && open->end > 0 ? NULL : open; // the header, out of its place
            break;
        default:
            break;
        }
    }
}

struct po_edit *po_edit_create(const char *bytes, size_t size, struct po_error *error)
{
    struct po *po = po_parse(bytes, size, error);
    struct po_edit *edit = po ? calloc(1, sizeof *edit) : NULL;
    if (!edit) {
        po_destroy(po);
        return NULL;
    }
    edit->po = po;
    edit->bytes = malloc(size);
    if (!edit->bytes || !memcpy(edit->bytes, bytes, size) || !lines_find(edit, size)) {
        *error = (struct po_error){.reason = "out of memory"};
        po_edit_destroy(edit);
        return NULL;
    }
    spans_find(edit);
    assert(edit->span_count == po_count(po)); // else one of the two readers is wrong
    return edit;
}

void po_edit_destroy(struct po_edit *edit)
{
    if (!edit) {
        return;
    }
    for (size_t i = 0; i < edit->span_count; i++) {
        free(edit->spans[i].new_text);
        free(edit->spans[i].new_remark);
    }
    po_destroy(edit->po);
    free(edit->spans);
    free(edit->lines);
    free(edit->bytes);
    free(edit);
}

const struct po *po_edit_po(const struct po_edit *edit)
{
    return edit->po;
}

char *po_edit_remark(const struct po_edit *edit, size_t index)
{
    assert(index < edit->span_count);
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    bool first = true;
    for (size_t i = edit->spans[index].begin; out && i < edit->spans[index].context; i++) {
        const struct line *line = &edit->lines[i];
        if (line->kind != LINE_REMARK) {
            continue;
        }
        size_t skip = blanks_of(line) + 1, end = content_size(line);
        skip += skip < end && line->at[skip] == ' ';
        fprintf(out, "%s%.*s", first ? "" : "\n", (int)(end - skip), line->at + skip);
        first = false;
    }
    if (!out || fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

static bool replace(char **old, const char *new)
{
    char *copy = strdup(new);
    if (copy) {
        free(*old);
        *old = copy;
    }
    return copy;
}

bool po_edit_set_text(struct po_edit *edit, size_t index, const char *text)
{
    assert(index < edit->span_count);
    return replace(&edit->spans[index].new_text, text);
}

bool po_edit_set_remark(struct po_edit *edit, size_t index, const char *remark)
{
    assert(index < edit->span_count);
    return replace(&edit->spans[index].new_remark, remark);
}

void po_edit_set_fuzzy(struct po_edit *edit, size_t index, bool fuzzy)
{
    assert(index < edit->span_count);
    edit->spans[index].new_fuzzy = fuzzy;
}

// --- writing ------------------------------------------------------------------------------------

static void write_line(FILE *out, const struct line *line)
{
    fwrite(line->at, 1, line->size, out);
}

// The line end of the file, as its msgctxt lines have it.
static const char *end_of(const struct po_edit *edit, const struct span *span)
{
    const struct line *line = &edit->lines[span->context];
    return line->size >= 2 && line->at[line->size - 2] == '\r' ? "\r\n" : "\n";
}

// Such lines as po_edit_remark reads `remark` from; gettext writes an empty one as "#".
static void write_remark(FILE *out, const char *remark, const char *end)
{
    bool more = remark[0] != '\0';
    while (more) {
        size_t length = strcspn(remark, "\n");
        fprintf(out, "#%s%.*s%s", length > 0 ? " " : "", (int)length, remark, end);
        more = remark[length] == '\n';
        remark += length + more;
    }
}

// The flags of a line without `fuzzy`, after `start` and parted by commas; nothing if none is left.
static void write_flags(FILE *out, const struct line *line, const char *start, const char *end)
{
    const char *at = line->at + blanks_of(line) + 2, *stop = line->at + content_size(line);
    bool written = false;
    while (at < stop) {
        const char *flag = at;
        while (at < stop && !strchr(", \t", *at)) {
            at++;
        }
        size_t length = (size_t)(at - flag);
        if (length > 0 && !(length == 5 && memcmp(flag, "fuzzy", 5) == 0)) {
            fprintf(out, "%s%.*s", written ? ", " : start, (int)length, flag);
            written = true;
        }
        at += at < stop;
    }
    fputs(written ? end : "", out);
}

// `fuzzy` stands in a line of its own before the other flags, and those before "#|".
static void write_comments(FILE *out, const struct po_edit *edit, const struct span *span)
{
    const char *end = end_of(edit, span);
    bool flagged = span->new_fuzzy != 1, told = span->new_remark == NULL;
    for (size_t i = span->begin; i < span->context; i++) {
        const struct line *line = &edit->lines[i];
        bool comment = blanks_of(line) < content_size(line);
        bool before = line->kind == LINE_REMARK || line->kind == LINE_EXTRACTED ||
                      (comment && line->at[blanks_of(line) + 1] == ':');
        if (comment && !told) {
            write_remark(out, span->new_remark, end);
            told = true;
        }
        if (comment && !before && !flagged) {
            fprintf(out, "#, fuzzy%s", end);
            flagged = true;
        }
        if (line->kind == LINE_FLAGS && span->new_fuzzy >= 0) {
            write_flags(out, line, "#, ", end);
        } else if (line->kind != LINE_REMARK || !span->new_remark) {
            write_line(out, line);
        }
    }
    write_remark(out, told ? "" : span->new_remark, end);
    fprintf(out, "%s%s", flagged ? "" : "#, fuzzy", flagged ? "" : end);
}

static void write_quoted(FILE *out, const char *text, size_t size)
{
    static const char values[] = "\n\t\\\"", names[] = "nt\\\"";
    fputc('"', out);
    for (size_t i = 0; i < size; i++) {
        const char *found = strchr(values, text[i]);
        if (found) {
            fputc('\\', out);
        }
        fputc(found ? names[found - values] : text[i], out);
    }
    fputc('"', out);
}

// One string, or one a line of the text, as gettext writes it.
static void write_text(FILE *out, const char *text, const char *end)
{
    const char *newline = strchr(text, '\n');
    fputs("msgstr ", out);
    if (!newline || newline[1] == '\0') {
        write_quoted(out, text, strlen(text));
        fputs(end, out);
        return;
    }
    fprintf(out, "\"\"%s", end);
    while (*text) {
        size_t length = strcspn(text, "\n");
        length += text[length] == '\n';
        write_quoted(out, text, length);
        fputs(end, out);
        text += length;
    }
}

static void write_span(FILE *out, const struct po_edit *edit, const struct span *span)
{
    write_comments(out, edit, span);
    for (size_t i = span->context; i < (span->new_text ? span->text : span->end); i++) {
        write_line(out, &edit->lines[i]);
    }
    if (span->new_text) {
        write_text(out, span->new_text, end_of(edit, span));
    }
}

static void write_all(FILE *out, const struct po_edit *edit)
{
    size_t next = 0;
    for (size_t s = 0; s < edit->span_count; s++) {
        for (; next < edit->spans[s].begin; next++) {
            write_line(out, &edit->lines[next]);
        }
        write_span(out, edit, &edit->spans[s]);
        next = edit->spans[s].end;
    }
    for (; next < edit->line_count; next++) {
        write_line(out, &edit->lines[next]);
    }
}

char *po_edit_write(const struct po_edit *edit, size_t *size, struct po_error *error)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, size);
    if (out) {
        write_all(out, edit);
    }
    if (!out || fclose(out) != 0) {
        *error = (struct po_error){.reason = "out of memory"};
        free(text);
        return NULL;
    }
    struct po *again = po_parse(text, *size, error);
    if (!again) {
        free(text);
        return NULL;
    }
    po_destroy(again);
    return text;
}
