// Reads the subset of gettext's PO format in forms/FORMAT.md, line by line. Where the subset is
// silent, GNU msgfmt decides: what it refuses is refused here (the tests ask it).
#include "po.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    PO_MAX_BYTES = 1024 * 1024,
    PO_MAX_MESSAGES = 4096,
    PO_MAX_TEXT_BYTES = 8192, // one string or comment
    PO_MAX_FIELDS = 32,       // of the header
};

struct entry {
    struct po_message message;
    size_t line;
};

struct field {
    const char *name, *value;
};

struct po {
    // Every string of the file. As long as the file: each string there has two quotes, each comment
    // a newline, and here one NUL.
    char *pool;
    size_t pool_used;
    struct entry *entries;
    const struct entry **by_context; // sorted
    size_t count;
    struct field fields[PO_MAX_FIELDS];
    size_t field_count;
};

// Where the next string of the file belongs. An entry walks through these from left to right.
enum part { PART_NONE, PART_CONTEXT, PART_SOURCE, PART_TEXT };

// How far previous ids (`#|`) and obsolete entries (`#~`, `#~|`) have come. They follow the grammar
// of entries: a previous id stands right before its entry, and an obsolete entry is a whole one.
enum disused {
    DISUSED_NONE,
    DISUSED_OLD_CONTEXT,
    DISUSED_OLD_SOURCE,
    DISUSED_CONTEXT,
    DISUSED_SOURCE,
    DISUSED_TEXT
};

struct reader {
    struct po *po;
    struct po_error *error;
    const char *at, *end; // rest of the line
    size_t line;
    enum part part;
    enum disused disused;
    bool obsolete; // `disused` is of an obsolete entry
    bool fuzzy;    // flagged for the entry to come
    bool header_seen;
    size_t begun;                            // line of the open entry
    char *context, *source, *text, *comment; // of the open entry, in the pool
    char *open;                              // the string that grows at the end of the pool
};

__attribute__((format(printf, 2, 3))) static bool refuse(const struct reader *reader,
                                                         const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    reader->error->line = reader->line;
    vsnprintf(reader->error->reason, sizeof reader->error->reason, format, arguments);
    va_end(arguments);
    return false;
}

// --- Bytes ------------------------------------------------------------------------------------

// Length of the well-formed UTF-8 sequence at `p` (Unicode, table 3-7), 0 if it is none.
static size_t utf8_sequence(const unsigned char *p, size_t room)
{
    static const struct {
        unsigned char first, last, low, high; // lead bytes; range of the second byte
        size_t bytes;
    } table[] = {
        {0x00, 0x7f, 0x00, 0x00, 1}, {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
        {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        if (*p < table[i].first || *p > table[i].last) {
            continue;
        }
        if (table[i].bytes > room ||
            (table[i].bytes > 1 && (p[1] < table[i].low || p[1] > table[i].high))) {
            return 0;
        }
        for (size_t k = 2; k < table[i].bytes; k++) {
            if ((p[k] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return table[i].bytes;
    }
    return 0;
}

// UTF-8 without control characters other than a tab.
static bool line_check(const struct reader *reader)
{
    const unsigned char *p = (const unsigned char *)reader->at;
    size_t left = (size_t)(reader->end - reader->at);
    while (left > 0) {
        size_t bytes = utf8_sequence(p, left);
        if (bytes == 0) {
            return refuse(reader, "not UTF-8");
        }
        bool c1 = bytes == 2 && p[0] == 0xc2 && p[1] < 0xa0;
        if ((*p < ' ' && *p != '\t') || *p == 0x7f || c1) {
            return refuse(reader, "control character");
        }
        p += bytes;
        left -= bytes;
    }
    return true;
}

static void skip_blanks(struct reader *reader)
{
    while (reader->at < reader->end && (*reader->at == ' ' || *reader->at == '\t')) {
        reader->at++;
    }
}

static bool line_ended(const struct reader *reader)
{
    return reader->at == reader->end;
}

static bool line_takes(struct reader *reader, const char *prefix)
{
    size_t bytes = strlen(prefix);
    if ((size_t)(reader->end - reader->at) < bytes || memcmp(reader->at, prefix, bytes) != 0) {
        return false;
    }
    reader->at += bytes;
    return true;
}

// --- Strings ----------------------------------------------------------------------------------

// A new string at the end of the pool; it grows until the next is opened.
static char *string_open(struct reader *reader)
{
    struct po *po = reader->po;
    reader->open = po->pool + po->pool_used++;
    *reader->open = '\0';
    return reader->open;
}

static bool string_add(struct reader *reader, char c)
{
    struct po *po = reader->po;
    char *end = po->pool + po->pool_used - 1; // the NUL
    if (end - reader->open >= PO_MAX_TEXT_BYTES) {
        return refuse(reader, "text is longer than %d bytes", PO_MAX_TEXT_BYTES);
    }
    *end = c;
    po->pool[po->pool_used++] = '\0';
    return true;
}

static bool unescape(struct reader *reader, char *c)
{
    static const char names[] = "nt\\\"", values[] = "\n\t\\\"";
    const char *name = line_ended(reader) ? NULL : strchr(names, *reader->at);
    if (!name || !*name) {
        return refuse(reader, "escape is outside the subset");
    }
    *c = values[name - names];
    reader->at++;
    return true;
}

// One quoted string; `keep` adds it to the open string.
static bool read_quoted(struct reader *reader, bool keep)
{
    reader->at++;
    while (!line_ended(reader)) {
        char c = *reader->at++;
        if (c == '"') {
            return true;
        }
        if (c == '\\' && !unescape(reader, &c)) {
            return false;
        }
        if (keep && !string_add(reader, c)) {
            return false;
        }
    }
    return refuse(reader, "string does not end in its line");
}

// The rest of the line: one quoted string or more.
static bool read_strings(struct reader *reader, bool keep)
{
    skip_blanks(reader);
    if (line_ended(reader)) {
        return refuse(reader, "no string");
    }
    while (!line_ended(reader)) {
        if (*reader->at != '"') {
            return refuse(reader, "text outside a string");
        }
        if (!read_quoted(reader, keep)) {
            return false;
        }
        skip_blanks(reader);
    }
    return true;
}

// --- Header -----------------------------------------------------------------------------------

static bool field_add(struct reader *reader, char *line)
{
    struct po *po = reader->po;
    char *colon = strchr(line, ':');
    if (!colon) {
        return refuse(reader, "header line without a colon");
    }
    if (po->field_count == PO_MAX_FIELDS) {
        return refuse(reader, "more than %d header lines", PO_MAX_FIELDS);
    }
    *colon = '\0';
    char *value = colon + 1 + strspn(colon + 1, " ");
    po->fields[po->field_count++] = (struct field){line, value};
    return true;
}

// Cuts the header's text into its fields, in place.
static bool read_header(struct reader *reader, char *text)
{
    while (*text) {
        char *end = text + strcspn(text, "\n");
        bool last = *end == '\0';
        *end = '\0';
        if (!field_add(reader, text)) {
            return false;
        }
        text = last ? end : end + 1;
    }
    reader->header_seen = true;
    const char *type = po_header(reader->po, "Content-Type");
    return strcmp(type, "text/plain; charset=UTF-8") == 0 ||
           refuse(reader, "header does not say \"Content-Type: text/plain; charset=UTF-8\"");
}

// --- Entries ----------------------------------------------------------------------------------

// msgfmt: source and text both begin and both end with a newline, or neither does.
static bool newlines_agree(const char *source, const char *text)
{
    size_t source_bytes = strlen(source), text_bytes = strlen(text);
    return (source[0] == '\n') == (text[0] == '\n') &&
           (source[source_bytes - 1] == '\n') == (text[text_bytes - 1] == '\n');
}

static enum po_status status_of(const struct reader *reader)
{
    if (reader->text[0] == '\0') {
        return PO_MISSING;
    }
    return reader->fuzzy ? PO_DRAFT : PO_REVIEWED;
}

static bool entry_add(struct reader *reader)
{
    struct po *po = reader->po;
    if (po->count == PO_MAX_MESSAGES) {
        return refuse(reader, "more than %d messages", PO_MAX_MESSAGES);
    }
    po->entries[po->count++] = (struct entry){
        .message = {.context = reader->context,
                    .source = reader->source,
                    .text = reader->text,
                    .comment = reader->comment ? reader->comment : "",
                    .status = status_of(reader)},
        .line = reader->begun,
    };
    return true;
}

static bool entry_check(struct reader *reader)
{
    bool header = !reader->context && reader->source[0] == '\0';
    if (header) {
        return !reader->header_seen ? read_header(reader, reader->text)
                                    : refuse(reader, "second header");
    }
    if (!reader->header_seen) {
        return refuse(reader, "entry before the header");
    }
    if (!reader->context) {
        return refuse(reader, "entry without msgctxt");
    }
    if (reader->context[0] == '\0') {
        return refuse(reader, "empty msgctxt");
    }
    if (reader->source[0] == '\0') {
        return refuse(reader, "empty msgid");
    }
    if (reader->text[0] != '\0' && !newlines_agree(reader->source, reader->text)) {
        return refuse(reader, "msgid and msgstr do not both begin or end with a newline");
    }
    return entry_add(reader);
}

// Closes the open entry, if any. Errors name the line where it began.
static bool entry_end(struct reader *reader)
{
    if (reader->part == PART_NONE) {
        return true;
    }
    size_t line = reader->line;
    reader->line = reader->begun;
    bool good =
        reader->part == PART_TEXT ? entry_check(reader) : refuse(reader, "entry without msgstr");
    reader->line = line;
    reader->part = PART_NONE;
    reader->fuzzy = false;
    reader->context = reader->source = reader->text = reader->comment = NULL;
    return good;
}

// --- Lines ------------------------------------------------------------------------------------

// What is disused is complete, or it is the previous id of the entry that begins here.
static bool disused_end(struct reader *reader, bool entry)
{
    enum disused at = reader->disused;
    bool good = at == DISUSED_NONE || at == DISUSED_TEXT ||
                (entry && at == DISUSED_OLD_SOURCE && !reader->obsolete);
    reader->disused = DISUSED_NONE;
    return good || refuse(reader, "previous or obsolete entry is not whole");
}

static bool read_context(struct reader *reader)
{
    if (!entry_end(reader) || !disused_end(reader, true)) {
        return false;
    }
    reader->begun = reader->line;
    reader->part = PART_CONTEXT;
    reader->context = string_open(reader);
    return read_strings(reader, true);
}

static bool read_source(struct reader *reader)
{
    if (reader->part != PART_CONTEXT) {
        if (!entry_end(reader) || !disused_end(reader, true)) {
            return false;
        }
        reader->begun = reader->line;
    }
    reader->part = PART_SOURCE;
    reader->source = string_open(reader);
    return read_strings(reader, true);
}

static bool read_text(struct reader *reader)
{
    if (reader->part != PART_SOURCE) {
        return refuse(reader, "msgstr without msgid");
    }
    reader->part = PART_TEXT;
    reader->text = string_open(reader);
    return read_strings(reader, true);
}

static bool read_continuation(struct reader *reader)
{
    return reader->part != PART_NONE ? read_strings(reader, true)
                                     : refuse(reader, "string without a keyword");
}

static bool read_plural(struct reader *reader)
{
    return refuse(reader, "plural forms are outside the subset");
}

static bool read_domain(struct reader *reader)
{
    return refuse(reader, "domain is outside the subset");
}

static const struct keyword {
    const char *name; // a longer name stands before its own beginning
    bool (*read)(struct reader *reader);
} keywords[] = {
    {"msgid_plural", read_plural}, {"msgstr[", read_plural}, {"msgctxt", read_context},
    {"msgid", read_source},        {"msgstr", read_text},    {"domain", read_domain},
    {"\"", read_continuation},
};

static const struct keyword *line_keyword(struct reader *reader)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        if (line_takes(reader, keywords[i].name)) {
            if (keywords[i].read == read_continuation) {
                reader->at--; // the quote belongs to the string
            }
            return &keywords[i];
        }
    }
    return NULL;
}

// Whether a keyword may follow what is disused so far: by what it comes to, from where.
static bool disused_next(struct reader *reader, enum disused to, bool obsolete)
{
    static const unsigned char from[] = {
        [DISUSED_OLD_CONTEXT] = 1 << DISUSED_NONE | 1 << DISUSED_TEXT,
        [DISUSED_OLD_SOURCE] = 1 << DISUSED_NONE | 1 << DISUSED_TEXT | 1 << DISUSED_OLD_CONTEXT,
        [DISUSED_CONTEXT] = 1 << DISUSED_NONE | 1 << DISUSED_TEXT | 1 << DISUSED_OLD_SOURCE,
        [DISUSED_SOURCE] =
            1 << DISUSED_NONE | 1 << DISUSED_TEXT | 1 << DISUSED_OLD_SOURCE | 1 << DISUSED_CONTEXT,
        [DISUSED_TEXT] = 1 << DISUSED_SOURCE,
    };
    bool begun = reader->disused != DISUSED_NONE && reader->disused != DISUSED_TEXT;
    bool good = (from[to] >> reader->disused & 1) && (!begun || reader->obsolete == obsolete);
    reader->disused = to;
    reader->obsolete = obsolete;
    return good || refuse(reader, "previous or obsolete entry is not whole");
}

// The string of a further line belongs to a keyword of its own kind.
static bool disused_string(const struct reader *reader, bool old, bool obsolete)
{
    bool is_old = reader->disused <= DISUSED_OLD_SOURCE;
    return (reader->disused != DISUSED_NONE && is_old == old && reader->obsolete == obsolete) ||
           refuse(reader, "previous or obsolete entry is not whole");
}

static bool disused_keyword(struct reader *reader, const struct keyword *keyword, bool old,
                            bool obsolete)
{
    if (keyword->read == read_context) {
        return disused_next(reader, old ? DISUSED_OLD_CONTEXT : DISUSED_CONTEXT, obsolete);
    }
    if (keyword->read == read_source) {
        return disused_next(reader, old ? DISUSED_OLD_SOURCE : DISUSED_SOURCE, obsolete);
    }
    if (keyword->read == read_continuation) {
        return disused_string(reader, old, obsolete);
    }
    return old ? refuse(reader, "previous or obsolete entry is not whole")
               : disused_next(reader, DISUSED_TEXT, obsolete);
}

// `#~` and `#|` lines hold what once was a message: well formed, and of no consequence.
static bool read_disused(struct reader *reader, bool obsolete)
{
    skip_blanks(reader);
    bool old = !obsolete || line_takes(reader, "|");
    skip_blanks(reader);
    if (line_ended(reader)) {
        return true;
    }
    const struct keyword *keyword = line_keyword(reader);
    if (!keyword) {
        return refuse(reader, "unknown keyword");
    }
    if (keyword->read == read_plural || keyword->read == read_domain) {
        return keyword->read(reader);
    }
    return disused_keyword(reader, keyword, old, obsolete) && read_strings(reader, false);
}

static bool read_flags(struct reader *reader)
{
    while (!line_ended(reader)) {
        while (!line_ended(reader) && strchr(" \t,", *reader->at)) {
            reader->at++;
        }
        const char *flag = reader->at;
        while (!line_ended(reader) && !strchr(" \t,", *reader->at)) {
            reader->at++;
        }
        reader->fuzzy |= reader->at - flag == 5 && memcmp(flag, "fuzzy", 5) == 0;
    }
    return true;
}

static bool read_extracted(struct reader *reader)
{
    if (!reader->comment) {
        reader->comment = string_open(reader);
    } else if (!string_add(reader, '\n')) {
        return false;
    }
    line_takes(reader, " ");
    while (!line_ended(reader)) {
        if (!string_add(reader, *reader->at++)) {
            return false;
        }
    }
    return true;
}

// A comment belongs to the entry that follows; those of an obsolete entry go with it.
static bool read_comment(struct reader *reader)
{
    if (reader->part != PART_NONE && reader->part != PART_TEXT) {
        return refuse(reader, "comment inside an entry");
    }
    if (!entry_end(reader)) {
        return false;
    }
    if (line_takes(reader, "~")) {
        reader->fuzzy = false;
        reader->comment = NULL;
        return read_disused(reader, true);
    }
    if (line_takes(reader, "|")) {
        return read_disused(reader, false);
    }
    if (!disused_end(reader, false)) {
        return false;
    }
    if (line_takes(reader, ",")) {
        return read_flags(reader);
    }
    return line_takes(reader, ".") ? read_extracted(reader) : true;
}

static bool read_line(struct reader *reader)
{
    if (!line_check(reader)) {
        return false;
    }
    skip_blanks(reader);
    if (line_ended(reader)) {
        return true;
    }
    if (line_takes(reader, "#")) {
        return read_comment(reader);
    }
    const struct keyword *keyword = line_keyword(reader);
    return keyword ? keyword->read(reader) : refuse(reader, "unknown keyword");
}

static bool read_lines(struct reader *reader, const char *bytes, size_t size)
{
    const char *end = bytes + size;
    while (bytes < end) {
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        reader->line++;
        reader->at = bytes;
        reader->end = newline ? newline : end;
        bytes = newline ? newline + 1 : end;
        if (newline && reader->end > reader->at && reader->end[-1] == '\r') {
            reader->end--;
        }
        if (!read_line(reader)) {
            return false;
        }
    }
    return entry_end(reader) && disused_end(reader, false);
}

// --- The whole --------------------------------------------------------------------------------

// By context, then by line, so that of two the later one is found to be the duplicate.
static int entry_compare(const void *a, const void *b)
{
    const struct entry *const *left = a, *const *right = b;
    int order = strcmp((*left)->message.context, (*right)->message.context);
    return order ? order : ((*left)->line > (*right)->line) - ((*left)->line < (*right)->line);
}

static bool index_build(struct reader *reader)
{
    struct po *po = reader->po;
    for (size_t i = 0; i < po->count; i++) {
        po->by_context[i] = &po->entries[i];
    }
    qsort(po->by_context, po->count, sizeof *po->by_context, entry_compare);
    for (size_t i = 1; i < po->count; i++) {
        const struct entry *first = po->by_context[i - 1], *second = po->by_context[i];
        if (strcmp(first->message.context, second->message.context) == 0) {
            reader->line = second->line;
            return refuse(reader, "msgctxt is used before, in line %zu", first->line);
        }
    }
    return true;
}

static struct po *po_create(size_t pool_bytes)
{
    struct po *po = calloc(1, sizeof *po);
    if (!po) {
        return NULL;
    }
    po->pool = malloc(pool_bytes);
    po->entries = calloc(PO_MAX_MESSAGES, sizeof *po->entries);
    po->by_context = calloc(PO_MAX_MESSAGES, sizeof *po->by_context);
    if (!po->pool || !po->entries || !po->by_context) {
        po_destroy(po);
        return NULL;
    }
    return po;
}

static bool read_file(struct reader *reader, const char *bytes, size_t size)
{
    if (size >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0) {
        reader->line = 1;
        return refuse(reader, "begins with a byte order mark: save as UTF-8 without BOM");
    }
    if (!read_lines(reader, bytes, size) || !index_build(reader)) {
        return false;
    }
    reader->line = 0;
    return reader->header_seen || refuse(reader, "no header");
}

struct po *po_parse(const char *bytes, size_t size, struct po_error *error)
{
    *error = (struct po_error){0};
    struct reader reader = {.error = error};
    if (!bytes || size == 0) {
        refuse(&reader, "empty");
        return NULL;
    }
    if (size > PO_MAX_BYTES) {
        refuse(&reader, "larger than %d bytes", PO_MAX_BYTES);
        return NULL;
    }
    reader.po = po_create(size + 1);
    if (!reader.po) {
        refuse(&reader, "out of memory");
        return NULL;
    }
    if (!read_file(&reader, bytes, size)) {
        po_destroy(reader.po);
        return NULL;
    }
    return reader.po;
}

void po_destroy(struct po *po)
{
    if (po) {
        free(po->pool);
        free(po->entries);
        free(po->by_context);
        free(po);
    }
}

size_t po_count(const struct po *po)
{
    return po->count;
}

const struct po_message *po_at(const struct po *po, size_t index)
{
    assert(index < po->count);
    return &po->entries[index].message;
}

const char *po_header(const struct po *po, const char *field)
{
    for (size_t i = 0; i < po->field_count; i++) {
        if (strcmp(po->fields[i].name, field) == 0) {
            return po->fields[i].value;
        }
    }
    return "";
}

static int context_compare(const void *key, const void *element)
{
    const struct entry *const *entry = element;
    return strcmp(key, (*entry)->message.context);
}

const struct po_message *po_find(const struct po *po, const char *context, const char *source)
{
    const struct entry *const *found =
        bsearch(context, po->by_context, po->count, sizeof *po->by_context, context_compare);
    if (!found || (source && strcmp((*found)->message.source, source) != 0)) {
        return NULL;
    }
    return &(*found)->message;
}
