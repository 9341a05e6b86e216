// A form while it is read: what the readers of its parts share. Each is a strict_reader (see
// strict_json.h) `into` a struct form_builder, and refuses with the path of what is wrong.
//   form_parse    the whole form           form_option   the options of a question
//   form_item     groups and their items   form_band     the bands of the score
#ifndef FORMS_FORM_BUILD_H
#define FORMS_FORM_BUILD_H

#include "form_body.h"
#include "strict_json.h"

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGIT "0123456789"

// What is being read: the form and the group and item that are open.
struct form_builder {
    struct form *form;
    const char *group;
    struct form_item *item;
    struct form_option *option;
    bool questions_ended; // a screen followed the questions
};

// A copy, the form's; its pool has room for every string of the JSON that it is read from.
const char *form_keep(struct form *form, const char *text);

// A string of bytes of `charset`, that begins and ends with a letter or digit. The JSON's; NULL on
// refusal.
const char *form_read_name(const struct strict_node *node, size_t max_bytes, const char *charset);

// An absolute http, https or urn URI without a "|" or "#". The JSON's; NULL on refusal.
const char *form_read_uri(const struct strict_node *node);

// A text that nobody at the kiosk sees: checked, not kept.
bool form_read_prose(const struct strict_node *node, void *into);

// Both are kept by the form already. Always true.
bool form_message_add(struct form *form, const char *id, const char *english);

// The options of builder->item, its linkId and text read.
bool form_read_options(const struct strict_node *node, void *into);

// All groups with their items; then the labels among the messages.
bool form_read_groups(const struct strict_node *node, void *into);

// The extension with the bands; after all groups.
bool form_read_extensions(const struct strict_node *node, void *into);

#endif
