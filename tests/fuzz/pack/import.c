// "lang import" of anything into a small tree: refused in sentences, each of one line, with nothing
// written; or taken, and then the PO files say what the cells say, an export says it again, and to
// import that changes nothing. With FUZZ_MSGFMT in the environment msgfmt judges every PO file that
// was written.
#include "import_tree.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

// "envelop-forms: " and UTF-8 without control characters, as often as there are lines.
static void sentences_check(const char *said)
{
    assert(said[0]);
    for (const char *end; *said; said = end + 1) {
        end = strchr(said, '\n');
        assert(end && strncmp(said, "envelop-forms: ", 15) == 0);
        json_t *line = json_stringn(said, (size_t)(end - said));
        assert(line);
        for (const char *at = said; at < end; at++) {
            assert((unsigned char)*at >= ' ' && *at != 0x7f);
        }
        json_decref(line);
    }
}

static const char *cell_of(const struct csv *csv, const char *id, int column)
{
    for (size_t i = 1; i < csv->count; i++) {
        if (strcmp(csv->rows[i].cells[0], id) == 0) {
            return (size_t)column < csv->rows[i].count ? csv->rows[i].cells[column] : "";
        }
    }
    return NULL;
}

// Each entry says what its row says; without a row, what it said.
static void part_check(const struct fuzz_file *file, const char *bytes, size_t size,
                       const struct csv *csv)
{
    struct po_error error;
    struct po_edit *was = po_edit_create(file->bytes, file->size, &error);
    struct po_edit *is = po_edit_create(bytes, size, &error);
    assert(was && is && po_count(po_edit_po(was)) == po_count(po_edit_po(is)));
    for (size_t i = 0; i < po_count(po_edit_po(is)); i++) {
        const struct po_message *a = po_at(po_edit_po(was), i), *b = po_at(po_edit_po(is), i);
        const char *text = cell_of(csv, b->context, SHEET_TRANSLATION);
        const char *remark = cell_of(csv, b->context, SHEET_REMARK);
        char *old = po_edit_remark(was, i), *new = po_edit_remark(is, i);
        assert(strcmp(a->context, b->context) == 0 && strcmp(a->source, b->source) == 0);
        assert(strcmp(b->text, text ? text : a->text) == 0);
        assert(strcmp(new, remark ? remark : old) == 0);
        assert(b->status != PO_REVIEWED ||
               (a->status == PO_REVIEWED && strcmp(a->text, b->text) == 0));
        free(old);
        free(new);
    }
    po_edit_destroy(was);
    po_edit_destroy(is);
}

static void taken_check(struct fuzz_tree *tree, const uint8_t *data, size_t size)
{
    struct csv csv;
    struct csv_error error;
    bool read = csv_read((const char *)data, size, &csv, &error);
    assert(read);
    for (int i = 0; i < FUZZ_FILES; i++) {
        size_t now_size;
        char *now = tree_read(tree->files[i].path, &now_size);
        part_check(&tree->files[i], now, now_size, &csv);
        free(now);
    }
    csv_finish(&csv);
    fuzz_export(tree);
    fuzz_import(tree, NULL, 0);
    assert(tree->code == FORMS_DONE);
    assert(strstr(tree->out, " 0 translations new") && strstr(tree->out, " 0 remarks changed"));
    assert(strstr(tree->out, " 0 made drafts"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct fuzz_tree tree;
    fuzz_restore(&tree);
    fuzz_import(&tree, data, size);
    if (tree.code == FORMS_DONE) {
        assert(!tree.err[0] && strchr(tree.out, '\n')[1] == '\0');
        taken_check(&tree, data, size);
        fuzz_judge(&tree);
    } else {
        assert(tree.code == FORMS_REFUSED && !tree.out[0] && fuzz_is_unchanged(&tree));
        sentences_check(tree.err);
    }
    return 0;
}
