// A PO file as text that is changed entry by entry: whatever isn't changed stays byte for byte as
// it is (comments, order, header, line ends, obsolete entries).
//
// Calling sequence: po_edit_create -> po_edit_set_* -> po_edit_write -> po_edit_destroy.
#ifndef PACK_FORMS_PO_H
#define PACK_FORMS_PO_H

#include "po.h"

struct po_edit;

// Copies `bytes`. NULL on refusal (what po_parse refuses), with *error filled.
struct po_edit *po_edit_create(const char *bytes, size_t size, struct po_error *error);
void po_edit_destroy(struct po_edit *edit);

// The file as it was read; its indices are those of the calls below. Lives as long as `edit`.
const struct po *po_edit_po(const struct po_edit *edit);

// The translator's own comment of an entry: its "# " lines joined by newlines, "" when none. To be
// freed; NULL when memory is short.
char *po_edit_remark(const struct po_edit *edit, size_t index);

// What the entry shall have instead. A remark has no CR. The strings are copied; false when memory
// is short.
bool po_edit_set_text(struct po_edit *edit, size_t index, const char *text);
bool po_edit_set_remark(struct po_edit *edit, size_t index, const char *remark);
void po_edit_set_fuzzy(struct po_edit *edit, size_t index, bool fuzzy);

// The whole file with the changes, to be freed. NULL, with *error filled, when memory is short or
// what came out is no longer a PO file of our subset.
char *po_edit_write(const struct po_edit *edit, size_t *size, struct po_error *error);

#endif
