// "lang import": a translator's spreadsheet into the PO files. Every row is checked before a byte
// is written; all that is wrong is told, with its line.
#include "forms_csv.h"
#include "forms_sheet.h"
#include "po_check.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FAULTS_TOLD = 50,
    TEXT_BYTES = 8192, // what a PO file may have (forms/FORMAT.md)
    REMARK_BYTES = 4000,
};

struct import {
    const char *file;
    struct csv_row *row;
    struct tree *tree;
    size_t faults, changed, drafts, remarks;
};

__attribute__((format(printf, 2, 3))) static bool fault(struct import *import, const char *format,
                                                        ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (import->faults++ < FAULTS_TOLD) {
        forms_fail("%s, line %zu: %s: %s", import->file, import->row->line,
                   import->row->cells[SHEET_ID], text);
    }
    return false;
}

// "translation (ti)" -> "ti".
static bool head_language(const char *head, char language[static 16])
{
    char end = 0;
    return sscanf(head, "translation (%15[A-Za-z0-9-]%c", language, &end) == 2 && end == ')';
}

// Excel leaves out the last cell where it is empty in sixteen rows, and adds empty ones up to a
// column that somebody once touched.
static bool row_fits(struct csv_row *row)
{
    static char nothing[] = "";
    while (row->count > SHEET_COLUMNS && row->cells[row->count - 1][0] == '\0') {
        row->count--;
    }
    if (row->count == SHEET_REMARK) {
        row->cells[row->count++] = nothing;
    }
    return row->count == SHEET_COLUMNS;
}

static bool heads_check(const char *file, const struct csv *csv, char language[static 16])
{
    struct csv_row *row = csv->rows;
    bool good = csv->count > 0 && row_fits(row);
    for (int i = 0; good && i < SHEET_COLUMNS; i++) {
        good = i == SHEET_TRANSLATION ? head_language(row->cells[i], language)
                                      : strcmp(row->cells[i], sheet_heads[i]) == 0;
    }
    if (!good) {
        forms_fail(
            "%s, line 1: the heads must be id, English, translation (CODE), comment, status, "
            "remark, as \"lang export\" writes them",
            file);
    }
    return good;
}

// Excel's "CSV" that isn't "CSV UTF-8" has a question mark for every letter that isn't Western.
static bool letters_lost(const char *text)
{
    for (const char *at = strchr(text, '?'); at; at = strchr(at + 1, '?')) {
        unsigned char next = (unsigned char)at[1];
        if (next == '?' || next >= 0x80 || isalpha(next)) {
            return true;
        }
    }
    return false;
}

// What a translator must not change, and what a program can see to be wrong.
static bool row_check(struct import *import, const struct tree_place *place)
{
    const struct po_message *english = po_at(place->part->template, place->template_index);
    const struct po_message *message = tree_message(place);
    char *const *cells = import->row->cells;
    const char *text = cells[SHEET_TRANSLATION];
    if (strcmp(cells[SHEET_ENGLISH], english->source) != 0) {
        return fault(import, "the English is not today's: \"%.120s\"; export again",
                     english->source);
    }
    if (strcmp(cells[SHEET_COMMENT], english->comment) != 0) {
        return fault(import, "the comment belongs to the form; write in the last column");
    }
    if (!message) {
        return text[0] == '\0' || fault(import, "%s lacks this message", place->part->path);
    }
    if (strcmp(message->source, english->source) != 0) {
        return strcmp(text, message->text) == 0 ||
               fault(import,
                     "%s still has the English of before; merge it (msgmerge) and export again",
                     place->part->path);
    }
    if (text[0] == '\0' && message->text[0] != '\0') {
        return fault(import, "the translation is gone; it was \"%.120s\"", message->text);
    }
    if (strcmp(text, message->text) != 0 && letters_lost(text)) {
        return fault(import, "has \"?\" for letters; save it as \"CSV UTF-8\"");
    }
    if (text[0] != '\0' && !po_check_placeholders(english->source, text)) {
        return fault(import, "other {placeholders} than the English");
    }
    size_t size = strlen(english->source), length = strlen(text);
    if (length > 0 && ((text[0] == '\n') != (english->source[0] == '\n') ||
                       (text[length - 1] == '\n') != (english->source[size - 1] == '\n'))) {
        return fault(import, "begins or ends with a line end, and the English doesn't, or not so");
    }
    return true;
}

// A spreadsheet can make a draft of what was reviewed; the other way there is "review", with a
// name.
static bool status_check(struct import *import, const struct po_message *message)
{
    const char *status = import->row->cells[SHEET_STATUS];
    static const char *const known[] = {"missing", "draft", "reviewed", "outdated", ""};
    size_t i = 0;
    while (i < 5 && strcmp(status, known[i]) != 0) {
        i++;
    }
    if (i == 5) {
        return fault(import, "the status is \"%.40s\"; it is missing, draft or reviewed", status);
    }
    if (strcmp(status, "reviewed") == 0 && message->status != PO_REVIEWED) {
        return fault(import, "is a draft; \"envelop-forms review\" says who has read it");
    }
    return true;
}

static bool text_apply(struct import *import, struct tree_place *place)
{
    const struct po_message *message = tree_message(place);
    const char *text = import->row->cells[SHEET_TRANSLATION];
    bool changed = strcmp(text, message->text) != 0;
    bool doubted = strcmp(import->row->cells[SHEET_STATUS], "draft") == 0;
    if (!status_check(import, message)) {
        return false;
    }
    if (changed) {
        import->changed++;
        place->part->changed = true;
        po_edit_set_fuzzy(place->part->edit, place->index, true);
        return po_edit_set_text(place->part->edit, place->index, text);
    }
    if (doubted && message->status == PO_REVIEWED) {
        import->drafts++;
        place->part->changed = true;
        po_edit_set_fuzzy(place->part->edit, place->index, true);
    }
    return true;
}

static bool remark_apply(struct import *import, struct tree_place *place)
{
    const char *remark = import->row->cells[SHEET_REMARK];
    char *old = po_edit_remark(place->part->edit, place->index);
    bool same = old && strcmp(old, remark) == 0, good = old;
    if (old && !same) {
        import->remarks++;
        place->part->changed = true;
        good = po_edit_set_remark(place->part->edit, place->index, remark);
    }
    free(old);
    return good;
}

static bool sizes_check(struct import *import)
{
    char *const *cells = import->row->cells;
    if (strlen(cells[SHEET_TRANSLATION]) > TEXT_BYTES) {
        return fault(import, "the translation is longer than %d bytes", TEXT_BYTES);
    }
    return strlen(cells[SHEET_REMARK]) <= REMARK_BYTES ||
           fault(import, "the remark is longer than %d bytes", REMARK_BYTES);
}

static void row_apply(struct import *import)
{
    struct tree_place place;
    if (!row_fits(import->row)) {
        fault(import, "has %zu cells instead of %d", import->row->count, SHEET_COLUMNS);
    } else if (!tree_find(import->tree, import->row->cells[SHEET_ID], &place)) {
        fault(import, "no message has this id");
    } else if (row_check(import, &place) && sizes_check(import) && tree_message(&place) &&
               text_apply(import, &place) && !remark_apply(import, &place)) {
        fault(import, "memory is too short");
    }
}

static int by_id(const void *a, const void *b)
{
    const struct csv_row *const *left = a, *const *right = b;
    int order = strcmp((*left)->cells[0], (*right)->cells[0]);
    return order ? order : ((*left)->line > (*right)->line) - ((*left)->line < (*right)->line);
}

static void duplicates_check(struct import *import, const struct csv *csv)
{
    struct csv_row **sorted = calloc(csv->count + 1, sizeof *sorted);
    for (size_t i = 1; sorted && i < csv->count; i++) {
        sorted[i - 1] = &csv->rows[i];
    }
    if (sorted) {
        qsort(sorted, csv->count - 1, sizeof *sorted, by_id);
    }
    for (size_t i = 1; sorted && i + 1 < csv->count; i++) {
        if (strcmp(sorted[i]->cells[0], sorted[i - 1]->cells[0]) == 0) {
            import->row = sorted[i];
            fault(import, "is there before, in line %zu", sorted[i - 1]->line);
        }
    }
    free(sorted);
}

static int import_rows(struct import *import, const struct csv *csv)
{
    duplicates_check(import, csv);
    for (size_t i = 1; i < csv->count; i++) {
        import->row = &csv->rows[i];
        row_apply(import);
    }
    if (import->faults > 0) {
        return forms_fail("%s: %zu rows are refused, and nothing is changed", import->file,
                          import->faults);
    }
    if (!tree_save(import->tree)) {
        return forms_fail("nothing is changed");
    }
    printf("%zu rows: %zu translations new or changed (drafts now), %zu made drafts, %zu remarks "
           "changed\n",
           csv->count - 1, import->changed, import->drafts, import->remarks);
    return FORMS_DONE;
}

int forms_lang_import(const struct forms_options *options)
{
    const char *file = options->words[0];
    size_t size;
    char *bytes = tree_read(file, &size), language[16];
    struct csv csv = {0};
    struct csv_error error;
    struct tree tree = {0};
    int code = FORMS_REFUSED;
    if (bytes && !csv_read(bytes, size, &csv, &error)) {
        forms_fail("%s, line %zu: %s", file, error.line, error.reason);
    } else if (bytes && heads_check(file, &csv, language) && tree_open(options, language, &tree) &&
               tree_is_whole(&tree)) {
        code = import_rows(&(struct import){.file = file, .tree = &tree}, &csv);
    }
    tree_finish(&tree);
    csv_finish(&csv);
    free(bytes);
    return code;
}
