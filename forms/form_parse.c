// Reads the subset of FHIR R4 Questionnaire in forms/FORMAT.md. Every object is a table of fields;
// what no table names is refused. Everything kept is copied, so the JSON is gone afterwards.
#include "form.h"
#include "form_body.h"
#include "strict_json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define FIELDS(table) (table), sizeof(table) / sizeof *(table)
#define BANDS_URL "https://envelop.example/fhir/StructureDefinition/score-bands"
#define ORDINAL_URL "http://hl7.org/fhir/StructureDefinition/ordinalValue"
#define ITEM_CONTROL_URL "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl"
#define ITEM_CONTROL_SYSTEM "http://hl7.org/fhir/questionnaire-item-control"
#define ABSENT_SYSTEM "http://terminology.hl7.org/CodeSystem/data-absent-reason"
#define DECLINED_CODE "asked-declined"
#define CLOSING_GROUP "closing" // asked only where policy says so

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGIT "0123456789"

// What is being read: the form and the group and item that are open.
struct builder {
    struct form *form;
    const char *group;
    struct form_item *item;
    struct form_option *option;
    size_t groups;
    bool questions_ended; // a screen followed the questions
};

static const char *keep(struct form *form, const char *text)
{
    size_t bytes = strlen(text) + 1;
    assert(form->pool_used + bytes <= form->pool_bytes);
    char *copy = form->pool + form->pool_used;
    memcpy(copy, text, bytes);
    form->pool_used += bytes;
    return copy;
}

// Only bytes of `charset`; begins and ends with a letter or digit, so that it is never "." or a
// path; no two dots in a row.
static bool name_valid(const char *text, const char *charset)
{
    size_t bytes = strlen(text);
    return strspn(text, charset) == bytes && strchr(UPPER LOWER DIGIT, text[0]) &&
           strchr(UPPER LOWER DIGIT, text[bytes - 1]) && !strstr(text, "..");
}

static const char *read_name(const struct strict_node *node, size_t max_bytes, const char *charset)
{
    const char *text = strict_string(node, max_bytes);
    if (text && !name_valid(text, charset)) {
        strict_refuse(node, "has a character that is not allowed here");
        return NULL;
    }
    return text;
}

// An absolute URI without the bytes that RFC 3986 excludes, and without "|", which parts a
// canonical from its version.
static const char *read_uri(const struct strict_node *node)
{
    static const char *const schemes[] = {"https://", "http://", "urn:"};
    const char *uri = strict_string(node, FORM_MAX_URL_BYTES);
    if (!uri) {
        return NULL;
    }
    for (const char *p = uri; *p; p++) {
        if (*p <= ' ' || *p >= 0x7f || strchr("\"<>\\^`{|}#", *p)) {
            strict_refuse(node, "has a character that is not allowed in a URI");
            return NULL;
        }
    }
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (strncmp(uri, schemes[i], strlen(schemes[i])) == 0 && uri[strlen(schemes[i])]) {
            return uri;
        }
    }
    strict_refuse(node, "not an absolute http, https or urn URI");
    return NULL;
}

static bool message_add(struct form *form, const char *id, const char *english)
{
    form->messages[form->message_count++] = (struct form_message){id, english};
    return true;
}

// --- Whole form -------------------------------------------------------------------------------

static bool read_id(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    const char *id = read_name(node, FORM_MAX_CODE_BYTES, LOWER DIGIT "-");
    return id && (builder->form->id = keep(builder->form, id));
}

static bool read_url(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    const char *url = read_uri(node);
    return url && (builder->form->url = keep(builder->form, url));
}

static bool read_version(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    const char *version = read_name(node, FORM_MAX_VERSION_BYTES, UPPER LOWER DIGIT ".-");
    return version && (builder->form->version = keep(builder->form, version));
}

static bool read_computer_name(const struct strict_node *node, void *into)
{
    (void)into;
    const char *name = read_name(node, FORM_MAX_CODE_BYTES, UPPER LOWER DIGIT "_");
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

static bool read_prose(const struct strict_node *node, void *into)
{
    (void)into;
    return strict_string(node, FORM_MAX_PROSE_BYTES) != NULL;
}

// --- Items ------------------------------------------------------------------------------------

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
    const char *link_id = read_name(node, FORM_MAX_LINK_ID_BYTES, LOWER DIGIT ".-");
    for (size_t i = 0; link_id && i < sizeof reserved / sizeof *reserved; i++) {
        if (strncmp(link_id, reserved[i], strlen(reserved[i])) == 0) {
            strict_refuse(node, "begins with the reserved \"%s\"", reserved[i]);
            return NULL;
        }
    }
    if (!link_id) {
        return NULL;
    }
    link_id = keep(form, link_id);
    return link_id_add(node, form, link_id) ? link_id : NULL;
}

static bool read_item_link_id(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    return (builder->item->link_id = read_new_link_id(node, builder->form));
}

static bool read_item_text(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    const char *text = strict_string(node, FORM_MAX_TEXT_BYTES);
    if (!text) {
        return false;
    }
    builder->item->text = keep(builder->form, text);
    return message_add(builder->form, builder->item->link_id, builder->item->text);
}

// --- Options ----------------------------------------------------------------------------------

static bool read_ordinal(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
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
    struct builder *builder = into;
    const char *system = read_uri(node);
    return system && (builder->option->system = keep(builder->form, system));
}

static bool read_code(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    const char *code = read_name(node, FORM_MAX_CODE_BYTES, UPPER LOWER DIGIT ".-");
    if (!code) {
        return false;
    }
    for (const struct form_option *other = builder->item->options; other < builder->option;
         other++) {
        if (strcmp(other->code, code) == 0) {
            return strict_refuse(node, "code is used twice in one question");
        }
    }
    builder->option->code = keep(builder->form, code);
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
    struct builder *builder = into;
    const char *display = strict_string(node, FORM_MAX_TEXT_BYTES);
    if (!display) {
        return false;
    }
    builder->option->display = keep(builder->form, display);
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
    struct builder *builder = into;
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
    struct builder *builder = into;
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

static bool read_options(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    return strict_array(node, 1, FORM_MAX_OPTIONS, read_option, into) &&
           options_fit(node, builder->item);
}

// --- Help -------------------------------------------------------------------------------------

static bool read_help_link_id(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
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
    struct builder *builder = into;
    const char *text = strict_string(node, FORM_MAX_TEXT_BYTES);
    if (!text) {
        return false;
    }
    builder->item->help = keep(builder->form, text);
    return message_add(builder->form, builder->item->help_id, builder->item->help);
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

static bool read_screen(const struct strict_node *node, struct builder *builder)
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

static bool read_question(const struct strict_node *node, struct builder *builder)
{
    static const struct strict_field fields[] = {
        {"type", true, NULL, NULL},           {"linkId", true, read_item_link_id, NULL},
        {"text", true, read_item_text, NULL}, {"answerOption", true, read_options, NULL},
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
    struct builder *builder = into;
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
    struct builder *builder = into;
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
static bool read_groups(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    struct form *form = builder->form;
    if (!strict_array(node, 1, FORM_MAX_GROUPS, read_group, into)) {
        return false;
    }
    for (size_t i = 0; i < form->label_count; i++) {
        message_add(form, form->labels[i].key, form->labels[i].display);
    }
    return has_question(form) || strict_refuse(node, "no question");
}

// --- Bands ------------------------------------------------------------------------------------

static struct form_band *open_band(struct form *form)
{
    return &form->bands[form->band_count];
}

static bool read_band_code(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    const char *code = read_name(node, FORM_MAX_CODE_BYTES, LOWER DIGIT "-");
    if (!code) {
        return false;
    }
    for (size_t i = 0; i < builder->form->band_count; i++) {
        if (strcmp(builder->form->bands[i].code, code) == 0) {
            return strict_refuse(node, "band is used twice");
        }
    }
    open_band(builder->form)->code = keep(builder->form, code);
    return true;
}

enum { MAX_POINTS = FORM_MAX_ITEMS * FORM_MAX_ORDINAL };

static bool read_band_low(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    return strict_integer(node, -MAX_POINTS, MAX_POINTS, &open_band(builder->form)->from);
}

static bool read_band_high(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    return strict_integer(node, -MAX_POINTS, MAX_POINTS, &open_band(builder->form)->to);
}

// The three parts of a band stand in this order.
static bool read_band_part(const struct strict_node *node, void *into)
{
    static const struct strict_field parts[][2] = {
        {{"url", true, NULL, "code"}, {"valueCode", true, read_band_code, NULL}},
        {{"url", true, NULL, "low"}, {"valueInteger", true, read_band_low, NULL}},
        {{"url", true, NULL, "high"}, {"valueInteger", true, read_band_high, NULL}},
    };
    return strict_object(node, parts[node->index], 2, into);
}

static bool read_band_parts(const struct strict_node *node, void *into)
{
    return strict_array(node, 3, 3, read_band_part, into);
}

static struct form_score whole_range(const struct form *form)
{
    static const struct form_answers nothing;
    return form_score(form, &nothing);
}

// Each band begins where the one before it ended.
static bool band_joins(const struct strict_node *node, const struct form *form)
{
    const struct form_band *band = &form->bands[form->band_count];
    int begin = form->band_count ? band[-1].to + 1 : whole_range(form).low;
    if (band->to < band->from) {
        return strict_refuse(node, "ends at %d, before its begin %d", band->to, band->from);
    }
    if (band->from > begin) {
        return strict_refuse(node, "leaves a gap: begins at %d, not at %d", band->from, begin);
    }
    return band->from == begin ||
           strict_refuse(node, "overlaps: begins at %d, not at %d", band->from, begin);
}

static bool read_band(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"url", true, NULL, "band"},
        {"extension", true, read_band_parts, NULL},
    };
    struct builder *builder = into;
    if (!strict_object(node, FIELDS(fields), into) || !band_joins(node, builder->form)) {
        return false;
    }
    builder->form->band_count++;
    return true;
}

static bool read_band_source(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"url", true, NULL, "source"},
        {"valueString", true, read_prose, NULL},
    };
    return strict_object(node, FIELDS(fields), into);
}

// The source first, then the bands.
static bool read_source_or_band(const struct strict_node *node, void *into)
{
    return node->index == 0 ? read_band_source(node, into) : read_band(node, into);
}

static bool read_source_and_bands(const struct strict_node *node, void *into)
{
    struct builder *builder = into;
    struct form *form = builder->form;
    if (!strict_array(node, 2, 1 + FORM_MAX_BANDS, read_source_or_band, into)) {
        return false;
    }
    int last = form->bands[form->band_count - 1].to, highest = whole_range(form).high;
    return last == highest ||
           strict_refuse(node, "bands end at %d, but the highest score is %d", last, highest);
}

static bool read_bands(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"url", true, NULL, BANDS_URL},
        {"extension", true, read_source_and_bands, NULL},
    };
    return strict_object(node, FIELDS(fields), into);
}

static bool read_form_extensions(const struct strict_node *node, void *into)
{
    return strict_array(node, 1, 1, read_bands, into);
}

// Items come before the bands, which must cover what the items can score.
static bool read_form(const struct strict_node *root, struct builder *builder)
{
    static const struct strict_field fields[] = {
        {"resourceType", true, NULL, "Questionnaire"},
        {"id", true, read_id, NULL},
        {"language", true, NULL, "en"},
        {"url", true, read_url, NULL},
        {"version", true, read_version, NULL},
        {"name", true, read_computer_name, NULL},
        {"title", true, read_prose, NULL},
        {"status", true, read_status, NULL},
        {"date", false, read_date, NULL},
        {"publisher", false, read_prose, NULL},
        {"description", false, read_prose, NULL},
        {"purpose", false, read_prose, NULL},
        {"copyright", false, read_prose, NULL},
        {"item", true, read_groups, NULL},
        {"extension", false, read_form_extensions, NULL},
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
    struct builder builder = {.form = form_create(bytes)};
    if (!builder.form) {
        strict_refuse(&node, "out of memory");
    } else if (!read_form(&node, &builder)) {
        form_destroy(builder.form);
        builder.form = NULL;
    }
    json_decref(root);
    return builder.form;
}
