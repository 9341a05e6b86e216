#include "forms_sheet.h"

#include "forms_csv.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const char *const sheet_heads[SHEET_COLUMNS] = {
    [SHEET_ID] = "id",           [SHEET_ENGLISH] = "English", [SHEET_TRANSLATION] = "translation",
    [SHEET_COMMENT] = "comment", [SHEET_STATUS] = "status",   [SHEET_REMARK] = "remark",
};

const char *sheet_status(const struct po_message *message)
{
    static const char *const names[] = {
        [PO_MISSING] = "missing", [PO_DRAFT] = "draft", [PO_REVIEWED] = "reviewed"};
    return names[message ? message->status : PO_MISSING];
}

// A translation of an English that has changed since is shown, as a draft of today's.
static const char *status_of(const struct po_message *message, const struct po_message *english)
{
    bool old =
        message && message->status != PO_MISSING && strcmp(message->source, english->source) != 0;
    return old ? "outdated" : sheet_status(message);
}

static bool write_row(FILE *out, char separator, const struct tree_place *place)
{
    const struct po_message *english = po_at(place->part->template, place->template_index);
    const struct po_message *message = tree_message(place);
    char *remark = message ? po_edit_remark(place->part->edit, place->index) : strdup("");
    const char *cells[SHEET_COLUMNS] = {
        [SHEET_ID] = english->context,
        [SHEET_ENGLISH] = english->source,
        [SHEET_TRANSLATION] = message ? message->text : "",
        [SHEET_COMMENT] = english->comment,
        [SHEET_STATUS] = status_of(message, english),
        [SHEET_REMARK] = remark,
    };
    bool whole = remark != NULL;
    if (whole) {
        csv_write(out, separator, cells, SHEET_COLUMNS);
    }
    free(remark);
    return whole;
}

static struct tree_place place_at(struct tree *tree, int part, size_t index)
{
    struct tree_place place;
    tree_find(tree, po_at(tree->parts[part].template, index)->context, &place);
    return place;
}

char *sheet_write(struct tree *tree, char separator, size_t *size)
{
    char *text = NULL, head[64];
    FILE *out = open_memstream(&text, size);
    bool good = out;
    const char *heads[SHEET_COLUMNS];
    memcpy(heads, sheet_heads, sizeof heads);
    snprintf(head, sizeof head, "%s (%s)", sheet_heads[SHEET_TRANSLATION], tree->language);
    heads[SHEET_TRANSLATION] = head;
    if (out) {
        csv_begin(out);
        csv_write(out, separator, heads, SHEET_COLUMNS);
    }
    for (int i = 0; good && i < tree->count; i++) {
        for (size_t j = 0; good && j < po_count(tree->parts[i].template); j++) {
            struct tree_place place = place_at(tree, i, j);
            good = write_row(out, separator, &place);
        }
    }
    if (out && fclose(out) == 0 && good) {
        return text;
    }
    free(text);
    return NULL;
}

static void write_recording_row(FILE *out, char separator, const struct tree_place *place,
                                const char *language, int number)
{
    const struct po_message *english = po_at(place->part->template, place->template_index);
    const struct po_message *message = tree_message(place);
    const char *words = message && message->text[0] ? message->text : english->source;
    char count[16], file[128];
    snprintf(count, sizeof count, "%d", number);
    snprintf(file, sizeof file, "audio/%s/%s.opus", language, english->context);
    const char *cells[] = {count, file, words, english->comment};
    csv_write(out, separator, cells, 4);
}

char *sheet_write_recording(struct tree *tree, char separator, size_t *size)
{
    static const char *const heads[] = {"number", "file", "words", "comment"};
    char *text = NULL;
    FILE *out = open_memstream(&text, size);
    int number = 0;
    if (out) {
        csv_begin(out);
        csv_write(out, separator, heads, 4);
    }
    for (int i = 0; out && i < 3; i++) { // worker screens are never spoken
        for (size_t j = 0; j < po_count(tree->parts[i].template); j++) {
            struct tree_place place = place_at(tree, i, j);
            write_recording_row(out, separator, &place, tree->language, ++number);
        }
    }
    if (out && fclose(out) == 0) {
        return text;
    }
    free(text);
    return NULL;
}
