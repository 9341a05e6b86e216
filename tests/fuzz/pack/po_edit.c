// A PO file, then (behind a NUL) which entry gets a new text, remark and flag: what isn't changed
// stays byte for byte, what is changed reads back, and the rest reads as before.
#include "forms_po.h"
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

struct change {
    size_t index;
    bool fuzzy;
    const char *text, *remark;
};

// "PO NUL index fuzzy text NUL remark NUL": `data` has a NUL behind its end.
static bool change_read(const char *data, size_t size, size_t po_size, struct change *change)
{
    if (size < po_size + 4) {
        return false;
    }
    const char *at = data + po_size + 1;
    *change = (struct change){.index = (uint8_t)at[0], .fuzzy = at[1] & 1, .text = at + 2};
    size_t text_size = strlen(change->text);
    change->remark = at + 2 + text_size + (at + 2 + text_size < data + size);
    return !strchr(change->remark, '\r'); // no spreadsheet is read with one
}

static void same_remark(struct po_edit *a, size_t i, const char *want)
{
    char *remark = po_edit_remark(a, i);
    assert(strcmp(remark, want) == 0);
    free(remark);
}

static void compare(struct po_edit *was, struct po_edit *is, const struct change *change)
{
    assert(po_count(po_edit_po(was)) == po_count(po_edit_po(is)));
    for (size_t i = 0; i < po_count(po_edit_po(was)); i++) {
        const struct po_message *a = po_at(po_edit_po(was), i), *b = po_at(po_edit_po(is), i);
        bool changed = change && i == change->index;
        char *remark = po_edit_remark(was, i);
        same_remark(is, i, changed ? change->remark : remark);
        free(remark);
        assert(strcmp(a->context, b->context) == 0 && strcmp(a->source, b->source) == 0);
        assert(strcmp(a->comment, b->comment) == 0);
        assert(strcmp(changed ? change->text : a->text, b->text) == 0);
        assert(changed ? b->status == PO_MISSING || change->fuzzy == (b->status == PO_DRAFT)
                       : a->status == b->status);
    }
}

// Unchanged: the same bytes.
static void write_same(const struct po_edit *edit, const char *bytes, size_t size)
{
    struct po_error error;
    size_t written;
    char *same = po_edit_write(edit, &written, &error);
    assert(same && written == size && memcmp(same, bytes, size) == 0);
    free(same);
}

// Only a change can be refused: what isn't a PO file's text.
static void write_changed(struct po_edit *edit, const struct change *change)
{
    struct po_error error;
    size_t size;
    char *bytes = po_edit_write(edit, &size, &error);
    struct po_edit *again = bytes ? po_edit_create(bytes, size, &error) : NULL;
    assert(again || (!bytes && error.reason[0]));
    if (again) {
        compare(edit, again, change);
    }
    po_edit_destroy(again);
    free(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct po_error error;
    struct change change;
    size_t po_size = size > 0 ? strnlen((const char *)data, size) : 0;
    struct po_edit *edit = po_edit_create((const char *)data, po_size, &error);
    if (!edit) {
        assert(error.reason[0]);
        return 0;
    }
    write_same(edit, (const char *)data, po_size);
    char *copy = malloc(size + 1);
    memcpy(copy, data, size);
    copy[size] = '\0';
    if (po_count(po_edit_po(edit)) > 0 && change_read(copy, size, po_size, &change)) {
        change.index %= po_count(po_edit_po(edit));
        po_edit_set_text(edit, change.index, change.text);
        po_edit_set_remark(edit, change.index, change.remark);
        po_edit_set_fuzzy(edit, change.index, change.fuzzy);
        write_changed(edit, &change);
    }
    free(copy);
    po_edit_destroy(edit);
    return 0;
}
