// Obeys RFC 8259 as jansson checks it, and FHIR R4's JSON rules (hl7.org/fhir/R4/json.html): no
// null, no empty string, no empty array. Reasons never quote a value: a response may be at hand.
#include "strict_json.h"
#include "json_memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { PATH_STEPS = 2 * STRICT_MAX_DEPTH, KEY_SHOWN = 40 };

static void error_set(struct form_error *error, const char *reason)
{
    error->path[0] = '\0';
    snprintf(error->reason, sizeof error->reason, "%s", reason);
}

// Nesting as jansson will meet it; strings are skipped, escapes and all.
static bool depth_allowed(const char *json, size_t bytes)
{
    size_t depth = 0;
    bool in_string = false;
    for (size_t i = 0; i < bytes; i++) {
        char c = json[i];
        if (in_string) {
            i += c == '\\';
            in_string = c != '"';
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            if (++depth > STRICT_MAX_DEPTH) {
                return false;
            }
        } else if ((c == '}' || c == ']') && depth > 0) {
            depth--;
        }
    }
    return true;
}

// jansson's text ends in " near '...'", which quotes the content.
static void error_from_jansson(struct form_error *error, json_error_t *found)
{
    char *quote = strstr(found->text, " near ");
    if (quote) {
        *quote = '\0';
    }
    error->path[0] = '\0';
    snprintf(error->reason, sizeof error->reason, "line %d, column %d: %.100s", found->line,
             found->column, found->text);
}

json_t *strict_load(const char *json, size_t bytes, size_t max_bytes, struct form_error *error)
{
    if (!json || bytes == 0) {
        error_set(error, "empty");
        return NULL;
    }
    if (bytes > max_bytes) {
        error->path[0] = '\0';
        snprintf(error->reason, sizeof error->reason, "larger than %zu bytes", max_bytes);
        return NULL;
    }
    if (!depth_allowed(json, bytes)) {
        error_set(error, "nested too deeply");
        return NULL;
    }
    json_error_t found;
    json_t *root = json_loadb(json, bytes, JSON_REJECT_DUPLICATES, &found);
    if (!root) {
        error_from_jansson(error, &found);
        json_memory_wipe(&found, sizeof found);
    }
    return root;
}

struct strict_node strict_root(json_t *json, struct form_error *error)
{
    return (struct strict_node){.json = json, .error = error};
}

static struct strict_node child(const struct strict_node *up, const char *key, size_t index,
                                json_t *json)
{
    return (struct strict_node){
        .up = up, .key = key, .index = index, .json = json, .error = up->error};
}

// A key comes from the file: shown in part, and only what is harmless in a terminal.
static size_t key_print(char *out, size_t room, const char *key)
{
    size_t used = 0;
    for (; key[used] && used < KEY_SHOWN && used + 1 < room; used++) {
        out[used] = key[used] > ' ' && key[used] < 0x7f ? key[used] : '?';
    }
    out[used] = '\0';
    return used;
}

static void path_print(const struct strict_node *node, char *out, size_t room)
{
    const struct strict_node *steps[PATH_STEPS];
    size_t count = 0;
    for (; node->up && count < PATH_STEPS; node = node->up) {
        steps[count++] = node;
    }
    size_t used = 0;
    out[0] = '\0';
    while (count-- > 0 && used + 1 < room) {
        const struct strict_node *step = steps[count];
        if (!step->key) {
            int printed = snprintf(out + used, room - used, "[%zu]", step->index);
            used += (size_t)printed;
            continue;
        }
        if (used > 0) {
            out[used++] = '.';
        }
        used += key_print(out + used, room - used, step->key);
    }
}

bool strict_refuse(const struct strict_node *node, const char *format, ...)
{
    path_print(node, node->error->path, sizeof node->error->path);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(node->error->reason, sizeof node->error->reason, format, arguments);
    va_end(arguments);
    return false;
}

static bool known(const char *key, const struct strict_field *fields, size_t field_count)
{
    for (size_t i = 0; i < field_count; i++) {
        if (strcmp(key, fields[i].name) == 0) {
            return true;
        }
    }
    return false;
}

static bool refuse_unknown(const struct strict_node *node, const struct strict_field *fields,
                           size_t field_count)
{
    const char *key;
    json_t *value;
    json_object_foreach(node->json, key, value)
    {
        if (!known(key, fields, field_count)) {
            struct strict_node at = child(node, key, 0, value);
            return strict_refuse(&at, "field is outside the subset");
        }
    }
    return true;
}

static bool field_read(const struct strict_node *node, const struct strict_field *field, void *into)
{
    if (!node->json) {
        return !field->required || strict_refuse(node, "missing");
    }
    if (field->read) {
        return field->read(node, into);
    }
    return !field->equals || strict_equal(node, field->equals);
}

bool strict_object(const struct strict_node *node, const struct strict_field *fields,
                   size_t field_count, void *into)
{
    if (!json_is_object(node->json)) {
        return strict_refuse(node, "not an object");
    }
    if (!refuse_unknown(node, fields, field_count)) {
        return false;
    }
    for (size_t i = 0; i < field_count; i++) {
        json_t *value = json_object_get(node->json, fields[i].name);
        struct strict_node at = child(node, fields[i].name, 0, value);
        if (!field_read(&at, &fields[i], into)) {
            return false;
        }
    }
    return true;
}

bool strict_array(const struct strict_node *node, size_t min, size_t max, strict_reader *read,
                  void *into)
{
    if (!json_is_array(node->json)) {
        return strict_refuse(node, "not an array");
    }
    size_t count = json_array_size(node->json);
    if (count < min) {
        return strict_refuse(node, "fewer than %zu", min);
    }
    if (count > max) {
        return strict_refuse(node, "more than %zu", max);
    }
    for (size_t i = 0; i < count; i++) {
        struct strict_node at = child(node, NULL, i, json_array_get(node->json, i));
        if (!read(&at, into)) {
            return false;
        }
    }
    return true;
}

// `text` is UTF-8 (jansson checked); C1 is C2 80 .. C2 9F there.
static bool has_control(const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        if (*p < ' ' || *p == 0x7f || (*p == 0xc2 && p[1] < 0xa0)) {
            return true;
        }
    }
    return false;
}

const char *strict_string(const struct strict_node *node, size_t max_bytes)
{
    const char *text = json_string_value(node->json);
    size_t bytes = text ? json_string_length(node->json) : 0;
    if (!text) {
        strict_refuse(node, "not a string");
    } else if (bytes == 0) {
        strict_refuse(node, "empty");
    } else if (bytes > max_bytes) {
        strict_refuse(node, "longer than %zu bytes", max_bytes);
    } else if (has_control(text)) {
        strict_refuse(node, "has a control character");
    } else {
        return text;
    }
    return NULL;
}

bool strict_equal(const struct strict_node *node, const char *expected)
{
    const char *text = json_string_value(node->json);
    if (!text || strcmp(text, expected) != 0) {
        return strict_refuse(node, "not \"%s\"", expected);
    }
    return true;
}

bool strict_integer(const struct strict_node *node, int low, int high, int *value)
{
    if (!json_is_number(node->json)) {
        return strict_refuse(node, "not a number");
    }
    double number = json_number_value(node->json);
    if (!(number >= low && number <= high)) {
        return strict_refuse(node, "not between %d and %d", low, high);
    }
    *value = (int)number;
    return (double)*value >= number && (double)*value <= number
               ? true
               : strict_refuse(node, "not a whole number");
}
