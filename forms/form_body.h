// The body of struct form, shared by the files that read it (form_build.h) and the file that
// answers questions about it (form.c). Private to this folder.
#ifndef FORMS_FORM_BODY_H
#define FORMS_FORM_BODY_H

#include "form.h"

enum {
    FORM_MAX_BYTES = 256 * 1024,
    FORM_MAX_TEXT_BYTES = 500,   // one message
    FORM_MAX_PROSE_BYTES = 4000, // description, purpose, copyright
    FORM_MAX_LINK_ID_BYTES = 40,
    FORM_MAX_CODE_BYTES = 32,
    FORM_MAX_URL_BYTES = 120,
    FORM_MAX_VERSION_BYTES = 16,
    FORM_MAX_GROUPS = 8,
    FORM_MAX_LABELS = 64, // different option labels in one form
    FORM_MAX_BANDS = 8,
    FORM_MAX_ORDINAL = 100,
    FORM_MAX_LINK_IDS = FORM_MAX_GROUPS + 2 * FORM_MAX_ITEMS,
    FORM_MAX_MESSAGES = 2 * FORM_MAX_ITEMS + FORM_MAX_LABELS,
};

// An option's label, shared by every question that offers this code.
struct form_label {
    char key[sizeof "answer." + FORM_MAX_CODE_BYTES];
    const char *code;
    const char *system;
    const char *display;
};

struct form {
    // Every string of the form. As long as the JSON it came from: each string there has two
    // quotes and here one NUL, so it can't run out.
    char *pool;
    size_t pool_used, pool_bytes;

    const char *id, *url, *version;
    size_t item_count, label_count, band_count, message_count, link_id_count;
    struct form_item items[FORM_MAX_ITEMS];
    struct form_label labels[FORM_MAX_LABELS];
    struct form_band bands[FORM_MAX_BANDS];
    struct form_message messages[FORM_MAX_MESSAGES];
    const char *link_ids[FORM_MAX_LINK_IDS];
};

#endif
