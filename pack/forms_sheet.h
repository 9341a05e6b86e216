// The columns of a translator's spreadsheet (pack/FORMAT.md, "Spreadsheet").
#ifndef PACK_FORMS_SHEET_H
#define PACK_FORMS_SHEET_H

#include "forms_tree.h"

enum sheet_column {
    SHEET_ID,
    SHEET_ENGLISH,
    SHEET_TRANSLATION, // its head names the language: "translation (ti)"
    SHEET_COMMENT,     // what the sentence must achieve: the form's, not the translator's
    SHEET_STATUS,      // missing, draft, reviewed
    SHEET_REMARK,      // the translator's own
    SHEET_COLUMNS
};

// The heads; SHEET_TRANSLATION without the language.
extern const char *const sheet_heads[SHEET_COLUMNS];

// "missing", "draft", "reviewed"; NULL (absent) is missing.
const char *sheet_status(const struct po_message *message);

// All messages of the language as CSV. NULL when memory is short; to be freed.
char *sheet_write(struct tree *tree, char separator, size_t *size);

// The list for recording: number, file, words to be spoken (English where there is no translation),
// what the sentence must achieve.
char *sheet_write_recording(struct tree *tree, char separator, size_t *size);

#endif
