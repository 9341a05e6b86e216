// Reads the subset of FHIR R4 Questionnaire in forms/FORMAT.md. Every object is a table of fields;
// what no table names is refused. Everything kept is copied, so the JSON is gone afterwards.
#include "form.h"
#include "form_build.h"
#include "strict_json.h"

#include <stdlib.h>
#include <string.h>

static bool read_id(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    const char *id = form_read_name(node, FORM_MAX_CODE_BYTES, LOWER DIGIT "-");
    return id && (builder->form->id = form_keep(builder->form, id));
}

static bool read_url(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    const char *url = form_read_uri(node);
    return url && (builder->form->url = form_keep(builder->form, url));
}

static bool read_version(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    const char *version = form_read_name(node, FORM_MAX_VERSION_BYTES, UPPER LOWER DIGIT ".-");
    return version && (builder->form->version = form_keep(builder->form, version));
}

static bool read_computer_name(const struct strict_node *node, void *into)
{
    (void)into;
    const char *name = form_read_name(node, FORM_MAX_CODE_BYTES, UPPER LOWER DIGIT "_");
    return name && (strchr(UPPER, name[0]) || strict_refuse(node, "does not begin with a capital"));
}

static bool read_status(const struct strict_node *node, void *into)
{
    (void)into;
    const char *status = strict_string(node, FORM_MAX_CODE_BYTES);
    return status && (strcmp(status, "draft") == 0 || strcmp(status, "active") == 0 ||
                      strict_refuse(node, "neither draft nor active"));
}

// A whole FHIR date; the day's range is enough for a text that no program computes with.
static bool read_date(const struct strict_node *node, void *into)
{
    (void)into;
    const char *date = strict_string(node, 10);
    if (!date) {
        return false;
    }
    const char *pattern = "0000-00-00";
    for (size_t i = 0; pattern[i]; i++) {
        bool digit = date[i] >= '0' && date[i] <= '9';
        if (pattern[i] == '0' ? !digit : date[i] != '-') {
            return strict_refuse(node, "not YYYY-MM-DD");
        }
    }
    int month = (date[5] - '0') * 10 + date[6] - '0';
    int day = (date[8] - '0') * 10 + date[9] - '0';
    return (month >= 1 && month <= 12 && day >= 1 && day <= 31) ||
           strict_refuse(node, "not YYYY-MM-DD");
}

// Items come before the bands, which must cover what the items can score.
static bool read_form(const struct strict_node *root, struct form_builder *builder)
{
    static const struct strict_field fields[] = {
        {"resourceType", true, NULL, "Questionnaire"},
        {"id", true, read_id, NULL},
        {"language", true, NULL, "en"},
        {"url", true, read_url, NULL},
        {"version", true, read_version, NULL},
        {"name", true, read_computer_name, NULL},
        {"title", true, form_read_prose, NULL},
        {"status", true, read_status, NULL},
        {"date", false, read_date, NULL},
        {"publisher", false, form_read_prose, NULL},
        {"description", false, form_read_prose, NULL},
        {"purpose", false, form_read_prose, NULL},
        {"copyright", false, form_read_prose, NULL},
        {"item", true, form_read_groups, NULL},
        {"extension", false, form_read_extensions, NULL},
    };
    return strict_object(root, FIELDS(fields), builder);
}

static struct form *form_create(size_t pool_bytes)
{
    struct form *form = calloc(1, sizeof *form);
    char *pool = malloc(pool_bytes);
    if (!form || !pool) {
        free(form);
        free(pool);
        return NULL;
    }
    form->pool = pool;
    form->pool_bytes = pool_bytes;
    return form;
}

struct form *form_parse(const char *json, size_t bytes, struct form_error *error)
{
    *error = (struct form_error){0};
    json_t *root = strict_load(json, bytes, FORM_MAX_BYTES, error);
    if (!root) {
        return NULL;
    }
    struct strict_node node = strict_root(root, error);
    struct form_builder builder = {.form = form_create(bytes)};
    if (!builder.form) {
        strict_refuse(&node, "out of memory");
    } else if (!read_form(&node, &builder)) {
        form_destroy(builder.form);
        builder.form = NULL;
    }
    json_decref(root);
    return builder.form;
}
