// "flat": the form in one language as a FHIR Questionnaire by itself, for renderers that don't know
// translations (pack/FORMAT.md, "Flat form"). Its answers are answers to the form: same url,
// version, linkIds and codes.
#include "form.h"
#include "forms_tree.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct flat {
    struct po *po; // NULL: English
    size_t missing, drafts;
};

static const char *words_of(struct flat *flat, const char *id, const char *english)
{
    if (!flat->po) {
        return english;
    }
    const struct po_message *message = po_find(flat->po, id, english);
    if (!message || message->status == PO_MISSING) {
        flat->missing++;
        forms_fail("%s: is not translated", id);
        return english;
    }
    flat->drafts += message->status == PO_DRAFT;
    return message->text;
}

// Renderers offer a list to open by default; a question of this kind is read as a whole.
static void add_radio_buttons(json_t *item)
{
    json_t *extension =
        json_pack("[{s:s, s:{s:[{s:s, s:s}]}}]", "url",
                  "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
                  "valueCodeableConcept", "coding", "system",
                  "http://hl7.org/fhir/questionnaire-item-control", "code", "radio-button");
    json_object_set_new(item, "extension", extension);
}

static void flatten_options(struct flat *flat, json_t *item)
{
    size_t i;
    json_t *option;
    json_array_foreach(json_object_get(item, "answerOption"), i, option)
    {
        json_t *coding = json_object_get(option, "valueCoding");
        char id[64];
        snprintf(id, sizeof id, "answer.%.50s", json_string_value(json_object_get(coding, "code")));
        const char *english = json_string_value(json_object_get(coding, "display"));
        json_object_set_new(coding, "display", json_string(words_of(flat, id, english)));
    }
    if (i > 0) {
        add_radio_buttons(item);
    }
}

static void flatten_items(struct flat *flat, json_t *items) // two groups deep at most: form_parse
{
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item)
    {
        const char *id = json_string_value(json_object_get(item, "linkId"));
        const char *english = json_string_value(json_object_get(item, "text"));
        if (english) {
            json_object_set_new(item, "text", json_string(words_of(flat, id, english)));
        }
        flatten_options(flat, item);
        flatten_items(flat, json_object_get(item, "item"));
    }
}

// Title and description are English and are shown: they go. What is law or warning stays.
static void flatten_head(const struct flat *flat, json_t *form, const char *language)
{
    char id[80];
    snprintf(id, sizeof id, "%.40s-%.15s", json_string_value(json_object_get(form, "id")),
             language);
    json_object_set_new(form, "id", json_string(id));
    json_object_set_new(form, "language", json_string(language));
    json_object_del(form, "title");
    json_object_del(form, "description");
    if (flat->drafts > 0) {
        json_object_set_new(form, "status", json_string("draft"));
    }
}

static bool form_good(const char *path, const char *bytes, size_t size)
{
    struct form_error error;
    struct form *form = form_parse(bytes, size, &error);
    if (!form) {
        forms_fail("%s: %s: %s", path, error.path, error.reason);
    }
    form_destroy(form);
    return form;
}

static json_t *form_load(const struct forms_options *options)
{
    char path[TREE_PATH_CHARS];
    snprintf(path, sizeof path, "%s/forms/%s/questionnaire.json", options->tree, options->form);
    size_t size;
    char *bytes = tree_read(path, &size);
    json_t *form = NULL;
    if (bytes && form_good(path, bytes, size)) {
        form = json_loadb(bytes, size, 0, NULL);
    }
    free(bytes);
    return form;
}

// The form's own PO file; true for English, which has none.
static bool po_load(const struct forms_options *options, struct flat *flat)
{
    const char *language = options->words[0];
    if (strcmp(language, "en") == 0) {
        return true;
    }
    char path[TREE_PATH_CHARS];
    snprintf(path, sizeof path, "%s/forms/%s/po/%.15s.po", options->tree, options->form, language);
    size_t size;
    char *bytes = tree_read(path, &size);
    struct po_error error;
    flat->po = bytes ? po_parse(bytes, size, &error) : NULL;
    if (bytes && !flat->po) {
        forms_fail("%s, line %zu: %s", path, error.line, error.reason);
    }
    free(bytes);
    return flat->po;
}

static bool save(const struct forms_options *options, json_t *form)
{
    struct tree_output output = {0};
    snprintf(output.path, sizeof output.path, "%s", options->out ? options->out : "-");
    char *text = json_dumps(form, JSON_INDENT(2));
    bool good = text && asprintf(&output.bytes, "%s\n", text) > 0;
    output.size = good ? strlen(output.bytes) : 0;
    good = good && tree_write(&output, 1);
    free(text);
    free(output.bytes);
    return good;
}

int forms_flat(const struct forms_options *options)
{
    struct flat flat = {0};
    if (!tree_language_valid(options->words[0]) || !tree_form_valid(options->form)) {
        return FORMS_REFUSED;
    }
    json_t *form = form_load(options);
    bool good = form && po_load(options, &flat);
    if (good) {
        flatten_items(&flat, json_object_get(form, "item"));
        flatten_head(&flat, form, options->words[0]);
        good = flat.missing == 0 && save(options, form);
    }
    po_destroy(flat.po);
    json_decref(form);
    return good ? FORMS_DONE : FORMS_REFUSED;
}
