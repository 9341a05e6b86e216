// Translations: a gettext PO file read whole, with its flags kept (an .mo file would lose `fuzzy`).
//
// The subset: msgctxt and msgid and one msgstr an entry (no plurals), comments, `#, fuzzy`,
// obsolete
// `#~` entries skipped, UTF-8 only. Whatever else is refused with line and reason. Checked against
// msgfmt in the tests.
#ifndef FORMS_PO_H
#define FORMS_PO_H

#include <stdbool.h>
#include <stddef.h>

enum po_status {
    PO_MISSING, // not there, empty, or its msgid is not today's English: counts as untranslated
    PO_DRAFT,   // `fuzzy`: no person has reviewed it
    PO_REVIEWED,
};

struct po;

struct po_error {
    size_t line;      // from 1; 0 when no line is to blame
    char reason[160]; // lower case, one clause
};

struct po_message {
    const char *context; // msgctxt: the message's id and the prompt's key
    const char *source;  // msgid: the English
    const char *text;    // msgstr; "" when untranslated
    const char *comment; // `#.` extracted comments joined by newlines, "" when none
    enum po_status status;
};

// Copies what it keeps. NULL on refusal, with *error filled.
struct po *po_parse(const char *bytes, size_t size, struct po_error *error);
void po_destroy(struct po *po);

size_t po_count(const struct po *po);
const struct po_message *po_at(const struct po *po, size_t index);

// A field of the header entry ("Language"), "" when absent. Valid as long as `po`.
const char *po_header(const struct po *po, const char *field);

// The message with this context, NULL if none. With `source` given, its msgid must equal it.
const struct po_message *po_find(const struct po *po, const char *context, const char *source);

#endif
