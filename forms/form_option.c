// The options of a question, and what they must be together.
#include "form_build.h"
#include "strict_json.h"

#include <string.h>

#define ORDINAL_URL "http://hl7.org/fhir/StructureDefinition/ordinalValue"
#define ABSENT_SYSTEM "http://terminology.hl7.org/CodeSystem/data-absent-reason"
#define DECLINED_CODE "asked-declined"
#define CLOSING_GROUP "closing" // asked only where policy says so

static bool read_ordinal(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    builder->option->scored = true;
    return strict_integer(node, -FORM_MAX_ORDINAL, FORM_MAX_ORDINAL, &builder->option->ordinal);
}

static bool read_option_extension(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"url", true, NULL, ORDINAL_URL},
        {"valueDecimal", true, read_ordinal, NULL},
    };
    return strict_object(node, FIELDS(fields), into);
}

static bool read_option_extensions(const struct strict_node *node, void *into)
{
    return strict_array(node, 1, 1, read_option_extension, into);
}

static bool read_system(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    const char *system = form_read_uri(node);
    return system && (builder->option->system = form_keep(builder->form, system));
}

static bool read_code(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    const char *code = form_read_name(node, FORM_MAX_CODE_BYTES, UPPER LOWER DIGIT ".-");
    if (!code) {
        return false;
    }
    for (const struct form_option *other = builder->item->options; other < builder->option;
         other++) {
        if (strcmp(other->code, code) == 0) {
            return strict_refuse(node, "code is used twice in one question");
        }
    }
    builder->option->code = form_keep(builder->form, code);
    return true;
}

// Labels are shared by code: one code with two labels could not be translated.
static bool label_share(const struct strict_node *node, struct form *form,
                        struct form_option *option)
{
    for (size_t i = 0; i < form->label_count; i++) {
        const struct form_label *label = &form->labels[i];
        if (strcmp(label->code, option->code) != 0) {
            continue;
        }
        option->key = label->key;
        if (strcmp(label->system, option->system) != 0) {
            return strict_refuse(node, "code stands for another system elsewhere");
        }
        return strcmp(label->display, option->display) == 0 ||
               strict_refuse(node, "code has another display elsewhere");
    }
    if (form->label_count == FORM_MAX_LABELS) {
        return strict_refuse(node, "more than %d different options", FORM_MAX_LABELS);
    }
    struct form_label *label = &form->labels[form->label_count++];
    label->code = option->code;
    label->system = option->system;
    label->display = option->display;
    memcpy(label->key, "answer.", sizeof "answer.");
    strcat(label->key, option->code); // read_code bounds it
    option->key = label->key;
    return true;
}

static bool read_display(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    const char *display = strict_string(node, FORM_MAX_TEXT_BYTES);
    if (!display) {
        return false;
    }
    builder->option->display = form_keep(builder->form, display);
    return label_share(node, builder->form, builder->option);
}

static bool option_points_fit(const struct strict_node *node, struct form_option *option)
{
    bool absent = strcmp(option->system, ABSENT_SYSTEM) == 0;
    option->declines = absent && strcmp(option->code, DECLINED_CODE) == 0;
    return !(absent && option->scored) ||
           strict_refuse(node, "data-absent-reason has an ordinalValue");
}

static bool read_coding(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"system", true, read_system, NULL},
        {"code", true, read_code, NULL},
        {"display", true, read_display, NULL},
        {"extension", false, read_option_extensions, NULL},
    };
    struct form_builder *builder = into;
    return strict_object(node, FIELDS(fields), into) && option_points_fit(node, builder->option);
}

// No validator at hand finds an option with no value or with two, so this must.
static bool option_has_one_value(const struct strict_node *node)
{
    size_t values = 0;
    const char *key;
    json_t *value;
    json_object_foreach(node->json, key, value)
    {
        values += strncmp(key, "value", strlen("value")) == 0;
    }
    return values == 1 || strict_refuse(node, values ? "more than one value[x]" : "no value[x]");
}

static bool read_option(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {{"valueCoding", true, read_coding, NULL}};
    struct form_builder *builder = into;
    if (json_is_object(node->json) && !option_has_one_value(node)) {
        return false;
    }
    builder->option = &builder->item->options[builder->item->option_count];
    if (!strict_object(node, FIELDS(fields), into)) {
        return false;
    }
    builder->item->option_count++;
    return true;
}

// Declining is always possible, exactly once; points are all or nothing among the real answers.
static bool options_fit(const struct strict_node *node, const struct form_item *item)
{
    size_t declining = 0, scored = 0, answers = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        const struct form_option *option = &item->options[i];
        declining += option->declines;
        scored += option->scored;
        answers += strcmp(option->system, ABSENT_SYSTEM) != 0;
    }
    if (declining == 0) {
        return strict_refuse(node, "no option declines (asked-declined)");
    }
    if (answers < 2) {
        return strict_refuse(node, "fewer than two answers besides declining");
    }
    if (scored > 0 && strcmp(item->group, CLOSING_GROUP) == 0) {
        return strict_refuse(node, "a closing question has an ordinalValue");
    }
    return scored == 0 || scored == answers ||
           strict_refuse(node, "some answers have an ordinalValue and some have none");
}

bool form_read_options(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    return strict_array(node, 1, FORM_MAX_OPTIONS, read_option, into) &&
           options_fit(node, builder->item);
}
