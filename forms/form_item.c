// Groups, and in them screens and questions with their explanations.
#include "form_build.h"
#include "strict_json.h"

#include <string.h>

#define ITEM_CONTROL_URL "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
#define ITEM_CONTROL_SYSTEM "http://hl7.org/fhir/questionnaire-item-control"

static bool link_id_add(const struct strict_node *node, struct form *form, const char *link_id)
{
    for (size_t i = 0; i < form->link_id_count; i++) {
        if (strcmp(form->link_ids[i], link_id) == 0) {
            return strict_refuse(node, "linkId is used twice");
        }
    }
    form->link_ids[form->link_id_count++] = link_id;
    return true;
}

// Kept and registered; NULL on refusal.
static const char *read_new_link_id(const struct strict_node *node, struct form *form)
{
    static const char *const reserved[] = {"ui.", "site.", "answer."};
    const char *link_id = form_read_name(node, FORM_MAX_LINK_ID_BYTES, LOWER DIGIT ".-");
    for (size_t i = 0; link_id && i < sizeof reserved / sizeof *reserved; i++) {
        if (strncmp(link_id, reserved[i], strlen(reserved[i])) == 0) {
            strict_refuse(node, "begins with the reserved \"%s\"", reserved[i]);
            return NULL;
        }
    }
    if (!link_id) {
        return NULL;
    }
    link_id = form_keep(form, link_id);
    return link_id_add(node, form, link_id) ? link_id : NULL;
}

static bool read_item_link_id(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    return (builder->item->link_id = read_new_link_id(node, builder->form));
}

static bool read_item_text(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    const char *text = strict_string(node, FORM_MAX_TEXT_BYTES);
    if (!text) {
        return false;
    }
    builder->item->text = form_keep(builder->form, text);
    return form_message_add(builder->form, builder->item->link_id, builder->item->text);
}

// --- Help -------------------------------------------------------------------------------------

static bool read_help_link_id(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    const char *id = read_new_link_id(node, builder->form);
    if (!id) {
        return false;
    }
    size_t bytes = strlen(builder->item->link_id);
    if (strncmp(id, builder->item->link_id, bytes) != 0 || strcmp(id + bytes, ".help") != 0) {
        return strict_refuse(node, "not the question's linkId with \".help\"");
    }
    builder->item->help_id = id;
    return true;
}

static bool read_help_text(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    const char *text = strict_string(node, FORM_MAX_TEXT_BYTES);
    if (!text) {
        return false;
    }
    builder->item->help = form_keep(builder->form, text);
    return form_message_add(builder->form, builder->item->help_id, builder->item->help);
}

static bool read_control_coding(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"system", true, NULL, ITEM_CONTROL_SYSTEM},
        {"code", true, NULL, "help"},
    };
    return strict_object(node, FIELDS(fields), into);
}

static bool read_control_codings(const struct strict_node *node, void *into)
{
    return strict_array(node, 1, 1, read_control_coding, into);
}

static bool read_control_concept(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {{"coding", true, read_control_codings, NULL}};
    return strict_object(node, FIELDS(fields), into);
}

static bool read_control(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"url", true, NULL, ITEM_CONTROL_URL},
        {"valueCodeableConcept", true, read_control_concept, NULL},
    };
    return strict_object(node, FIELDS(fields), into);
}

static bool read_controls(const struct strict_node *node, void *into)
{
    return strict_array(node, 1, 1, read_control, into);
}

static bool read_help(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"type", true, NULL, "display"},
        {"linkId", true, read_help_link_id, NULL},
        {"extension", true, read_controls, NULL},
        {"text", true, read_help_text, NULL},
    };
    return strict_object(node, FIELDS(fields), into);
}

static bool read_helps(const struct strict_node *node, void *into)
{
    return strict_array(node, 1, 1, read_help, into);
}

// --- Screens, questions and groups ------------------------------------------------------------

static bool read_screen(const struct strict_node *node, struct form_builder *builder)
{
    static const struct strict_field fields[] = {
        {"type", true, NULL, NULL},
        {"linkId", true, read_item_link_id, NULL},
        {"text", true, read_item_text, NULL},
    };
    builder->item->kind = FORM_SCREEN;
    size_t before = builder->form->item_count;
    builder->questions_ended |= before > 0 && builder->item[-1].kind == FORM_CHOICE;
    return strict_object(node, FIELDS(fields), builder);
}

static bool read_question(const struct strict_node *node, struct form_builder *builder)
{
    static const struct strict_field fields[] = {
        {"type", true, NULL, NULL},           {"linkId", true, read_item_link_id, NULL},
        {"text", true, read_item_text, NULL}, {"answerOption", true, form_read_options, NULL},
        {"item", false, read_helps, NULL},
    };
    builder->item->kind = FORM_CHOICE;
    if (builder->questions_ended) {
        return strict_refuse(node, "a screen stands between two questions");
    }
    return strict_object(node, FIELDS(fields), builder);
}

// NULL when the field is missing or no string.
static const char *type_of(const struct strict_node *node)
{
    return json_string_value(json_object_get(node->json, "type"));
}

static bool read_item(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    struct form *form = builder->form;
    const char *type = type_of(node);
    if (form->item_count == FORM_MAX_ITEMS) {
        return strict_refuse(node, "more than %d items", FORM_MAX_ITEMS);
    }
    builder->item = &form->items[form->item_count];
    builder->item->group = builder->group;
    bool read = false;
    if (type && strcmp(type, "display") == 0) {
        read = read_screen(node, builder);
    } else if (type && strcmp(type, "choice") == 0) {
        read = read_question(node, builder);
    } else {
        strict_refuse(node, "type is neither display nor choice");
    }
    form->item_count += read;
    return read;
}

static bool read_items(const struct strict_node *node, void *into)
{
    return strict_array(node, 1, FORM_MAX_ITEMS, read_item, into);
}

static bool read_group_link_id(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    return (builder->group = read_new_link_id(node, builder->form));
}

static bool read_group(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"type", true, NULL, "group"},
        {"linkId", true, read_group_link_id, NULL},
        {"item", true, read_items, NULL},
    };
    return strict_object(node, FIELDS(fields), into);
}

static bool has_question(const struct form *form)
{
    for (size_t i = 0; i < form->item_count; i++) {
        if (form->items[i].kind == FORM_CHOICE) {
            return true;
        }
    }
    return false;
}

// Labels come last among the messages, each once.
bool form_read_groups(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    struct form *form = builder->form;
    if (!strict_array(node, 1, FORM_MAX_GROUPS, read_group, into)) {
        return false;
    }
    for (size_t i = 0; i < form->label_count; i++) {
        form_message_add(form, form->labels[i].key, form->labels[i].display);
    }
    return has_question(form) || strict_refuse(node, "no question");
}
