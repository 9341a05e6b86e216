// Reading JSON where every field is either read or refused: an object is described by a table of
// its fields, and whatever fails is reported with its path ("item[2].linkId") and one clause.
//
// Private to this folder. Calling sequence: strict_load -> strict_object / strict_array on the root
// node -> json_decref. A node lives on the caller's stack and knows the way back to the root.
#ifndef FORMS_STRICT_JSON_H
#define FORMS_STRICT_JSON_H

#include "form.h"

#include <jansson.h>

// Deepest nesting of {} and [] that is looked at; the formats need 13.
enum { STRICT_MAX_DEPTH = 20 };

struct strict_node {
    const struct strict_node *up;
    const char *key; // NULL: an element of an array
    size_t index;
    json_t *json;
    struct form_error *error; // where a refusal is written
};

// Reads one value `into` what the caller handed to strict_object or strict_array.
typedef bool strict_reader(const struct strict_node *node, void *into);

struct strict_field {
    const char *name;
    bool required;
    strict_reader *read; // NULL: with `equals`, must be that string; without, read elsewhere
    const char *equals;
};

// A table and how many fields it has, for strict_object.
#define FIELDS(table) (table), sizeof(table) / sizeof *(table)

// At most `max_bytes` and STRICT_MAX_DEPTH, strict UTF-8, no duplicate keys. NULL on refusal; the
// reason gives line and column and never quotes the content. The caller owns the reference.
json_t *strict_load(const char *json, size_t bytes, size_t max_bytes, struct form_error *error);

struct strict_node strict_root(json_t *json, struct form_error *error);

// Fills the error with the node's path and the formatted reason. Always false.
__attribute__((format(printf, 2, 3))) bool strict_refuse(const struct strict_node *node,
                                                         const char *format, ...);

// Calls the readers in the table's order. Refuses what is not an object, a field outside the table
// and a required field that is missing.
bool strict_object(const struct strict_node *node, const struct strict_field *fields,
                   size_t field_count, void *into);

// Calls `read` for each element. Refuses what is not an array and fewer than `min` or more than
// `max` elements.
bool strict_array(const struct strict_node *node, size_t min, size_t max, strict_reader *read,
                  void *into);

// The string of 1 to `max_bytes` bytes, NULL on refusal. No control characters (C0, DEL, C1).
// Owned by the JSON value.
const char *strict_string(const struct strict_node *node, size_t max_bytes);

// The string must be exactly `expected`.
bool strict_equal(const struct strict_node *node, const char *expected);

// A JSON integer, or a real without a fraction, in `low` .. `high`.
bool strict_integer(const struct strict_node *node, int low, int high, int *value);

#endif
