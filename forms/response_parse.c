// Reads the QuestionnaireResponse of forms/FORMAT.md, "Response". No reason quotes a value: what is
// refused may still be somebody's answers.
#include "json_memory.h"
#include "response.h"
#include "response_body.h"
#include "strict_json.h"

#include <stdio.h>
#include <string.h>

enum { RESPONSE_MAX_BYTES = 16 * 1024, MAX_STRING_BYTES = 200 };

struct reader {
    const struct form *form;
    struct form_answers *answers;
    struct response_context *context;
    const char *groups[FORM_MAX_ITEMS]; // those met so far; the last is open
    size_t group_count;
    size_t item; // index of the open question
    const char *system, *code;
    size_t contact_next; // the first of contact_parts that may still come
};

// A string that `valid` accepts, copied into `out` of `room` bytes.
static bool read_text(const struct strict_node *node, bool (*valid)(const char *), char *out,
                      size_t room)
{
    const char *text = strict_string(node, room - 1);
    if (!text) {
        return false;
    }
    if (!valid(text)) {
        return strict_refuse(node, "not of the form that the profile wants");
    }
    memcpy(out, text, strlen(text) + 1);
    return true;
}

static bool read_language(const struct strict_node *node, void *into)
{
    struct response_context *context = ((struct reader *)into)->context;
    return read_text(node, response_language_valid, context->language, sizeof context->language);
}

static bool read_authored(const struct strict_node *node, void *into)
{
    struct response_context *context = ((struct reader *)into)->context;
    return read_text(node, response_authored_valid, context->authored, sizeof context->authored);
}

static bool read_kiosk(const struct strict_node *node, void *into)
{
    struct response_context *context = ((struct reader *)into)->context;
    return read_text(node, response_kiosk_valid, context->kiosk, sizeof context->kiosk);
}

static bool read_claim_code(const struct strict_node *node, void *into)
{
    struct response_context *context = ((struct reader *)into)->context;
    return read_text(node, response_code_valid, context->claim_code, sizeof context->claim_code);
}

// Decimal, no sign, no leading zero, at most 2^64 - 1.
static bool read_serial(const struct strict_node *node, void *into)
{
    struct reader *reader = into;
    const char *text = strict_string(node, 20);
    if (!text) {
        return false;
    }
    uint64_t serial = 0;
    for (const char *p = text; *p; p++) {
        uint64_t digit = (uint64_t)(*p - '0');
        if (*p < '0' || *p > '9' || (p > text && text[0] == '0') ||
            serial > (UINT64_MAX - digit) / 10) {
            return strict_refuse(node, "not a serial number");
        }
        serial = serial * 10 + digit;
    }
    reader->context->pack_serial = serial;
    return true;
}

static bool read_translation(const struct strict_node *node, void *into)
{
    struct reader *reader = into;
    const char *text = strict_string(node, MAX_STRING_BYTES);
    if (!text) {
        return false;
    }
    reader->context->draft_translation = strcmp(text, "draft") == 0;
    return reader->context->draft_translation || strcmp(text, "reviewed") == 0 ||
           strict_refuse(node, "neither draft nor reviewed");
}

// --- Contact ----------------------------------------------------------------------------------

static bool read_choice(const struct strict_node *node, enum contact_field field,
                        struct reader *reader)
{
    const char *code = strict_string(node, MAX_STRING_BYTES);
    const char *const *options = contact_choices[field].options;
    for (size_t i = 0; code && i < CONTACT_MAX_OPTIONS && options[i]; i++) {
        if (strcmp(options[i], code) == 0) {
            reader->context->contact.option[field] = (uint8_t)(i + 1);
            return true;
        }
    }
    return code && strict_refuse(node, "not a code that the profile has here");
}

static bool read_permission(const struct strict_node *node, void *into)
{
    return read_choice(node, CONTACT_PERMISSION, into);
}

static bool read_channel(const struct strict_node *node, void *into)
{
    return read_choice(node, CONTACT_CHANNEL, into);
}

static bool read_helper(const struct strict_node *node, void *into)
{
    return read_choice(node, CONTACT_HELPER, into);
}

static bool read_gender(const struct strict_node *node, void *into)
{
    return read_choice(node, CONTACT_GENDER, into);
}

static bool read_background(const struct strict_node *node, void *into)
{
    return read_choice(node, CONTACT_BACKGROUND, into);
}

// The channel stands before it.
static bool read_reach(const struct strict_node *node, void *into)
{
    struct contact *contact = &((struct reader *)into)->context->contact;
    uint8_t channel = contact->option[CONTACT_CHANNEL];
    const char *reach = strict_string(node, sizeof contact->reach - 1);
    if (!reach) {
        return false;
    }
    if (channel == 0 || !contact_reach_valid((enum contact_channel)(channel - 1), reach)) {
        return strict_refuse(node, "not what this channel needs");
    }
    memcpy(contact->reach, reach, strlen(reach) + 1);
    return true;
}

static bool read_talk_language(const struct strict_node *node, void *into)
{
    struct contact *contact = &((struct reader *)into)->context->contact;
    return read_text(node, response_language_valid, contact->language, sizeof contact->language);
}

static const struct strict_field contact_parts[][2] = {
    {{"url", true, NULL, "permission"}, {"valueCode", true, read_permission, NULL}},
    {{"url", true, NULL, "channel"}, {"valueCode", true, read_channel, NULL}},
    {{"url", true, NULL, "reach"}, {"valueString", true, read_reach, NULL}},
    {{"url", true, NULL, "helper"}, {"valueCode", true, read_helper, NULL}},
    {{"url", true, NULL, "gender"}, {"valueCode", true, read_gender, NULL}},
    {{"url", true, NULL, "background"}, {"valueCode", true, read_background, NULL}},
    {{"url", true, NULL, "language"}, {"valueCode", true, read_talk_language, NULL}},
};
enum { CONTACT_PARTS = sizeof contact_parts / sizeof *contact_parts };

// Parts stand in the order of the table, each at most once: only later ones are still looked for.
static bool read_contact_part(const struct strict_node *node, void *into)
{
    struct reader *reader = into;
    const char *url = json_string_value(json_object_get(node->json, "url"));
    for (size_t i = reader->contact_next; url && i < CONTACT_PARTS; i++) {
        if (strcmp(contact_parts[i][0].equals, url) == 0) {
            reader->contact_next = i + 1;
            return strict_object(node, contact_parts[i], 2, into);
        }
    }
    return strict_refuse(node, "not a part of the contact wish, or not in its place");
}

static bool read_contact_parts(const struct strict_node *node, void *into)
{
    struct reader *reader = into;
    if (!strict_array(node, 1, CONTACT_PARTS, read_contact_part, into)) {
        return false;
    }
    return response_contact_valid(&reader->context->contact) ||
           strict_refuse(node, "says more than the permission covers");
}

// --- Extensions -------------------------------------------------------------------------------

// They stand in this order; the last may be missing.
static bool read_extension(const struct strict_node *node, void *into)
{
    static const struct strict_field parts[][2] = {
        {{"url", true, NULL, RESPONSE_KIOSK_URL}, {"valueId", true, read_kiosk, NULL}},
        {{"url", true, NULL, RESPONSE_PACK_URL}, {"valueString", true, read_serial, NULL}},
        {{"url", true, NULL, RESPONSE_TRANSLATION_URL},
         {"valueCode", true, read_translation, NULL}},
        {{"url", true, NULL, RESPONSE_CONTACT_URL}, {"extension", true, read_contact_parts, NULL}},
    };
    return strict_object(node, parts[node->index], 2, into);
}

static bool read_extensions(const struct strict_node *node, void *into)
{
    return strict_array(node, 3, 4, read_extension, into);
}

static bool read_tag(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"system", true, NULL, RESPONSE_TAG_SYSTEM},
        {"code", true, NULL, RESPONSE_TAG_DEMO},
    };
    ((struct reader *)into)->context->demo = true;
    return strict_object(node, FIELDS(fields), into);
}

static bool read_tags(const struct strict_node *node, void *into)
{
    return strict_array(node, 1, 1, read_tag, into);
}

static bool read_meta(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {{"tag", true, read_tags, NULL}};
    return strict_object(node, FIELDS(fields), into);
}

static bool read_identifier(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"system", true, NULL, RESPONSE_CODE_SYSTEM},
        {"value", true, read_claim_code, NULL},
    };
    return strict_object(node, FIELDS(fields), into);
}

static bool read_questionnaire(const struct strict_node *node, void *into)
{
    const struct form *form = ((struct reader *)into)->form;
    const char *canonical = strict_string(node, MAX_STRING_BYTES);
    if (!canonical) {
        return false;
    }
    size_t url_bytes = strlen(form_url(form));
    if (strncmp(canonical, form_url(form), url_bytes) != 0 || canonical[url_bytes] != '|') {
        return strict_refuse(node, "another form");
    }
    return strcmp(canonical + url_bytes + 1, form_version(form)) == 0 ||
           strict_refuse(node, "another version of the form");
}

// --- Answers ----------------------------------------------------------------------------------

static bool read_system(const struct strict_node *node, void *into)
{
    return (((struct reader *)into)->system = strict_string(node, MAX_STRING_BYTES));
}

static bool read_code(const struct strict_node *node, void *into)
{
    return (((struct reader *)into)->code = strict_string(node, MAX_STRING_BYTES));
}

static bool read_coding(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"system", true, read_system, NULL},
        {"code", true, read_code, NULL},
    };
    struct reader *reader = into;
    if (!strict_object(node, FIELDS(fields), into)) {
        return false;
    }
    const struct form_item *item = form_item(reader->form, reader->item);
    for (size_t i = 0; i < item->option_count; i++) {
        if (strcmp(item->options[i].code, reader->code) == 0 &&
            strcmp(item->options[i].system, reader->system) == 0) {
            reader->answers->option[reader->item] = (uint8_t)(i + 1);
            return true;
        }
    }
    return strict_refuse(node, "not an option of this question");
}

static bool read_answer(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {{"valueCoding", true, read_coding, NULL}};
    return strict_object(node, FIELDS(fields), into);
}

static bool read_answers(const struct strict_node *node, void *into)
{
    return strict_array(node, 1, 1, read_answer, into);
}

// A question of the open group that has no answer yet.
static bool read_question_id(const struct strict_node *node, void *into)
{
    struct reader *reader = into;
    const char *link_id = strict_string(node, MAX_STRING_BYTES);
    if (!link_id) {
        return false;
    }
    for (size_t i = 0; i < form_item_count(reader->form); i++) {
        const struct form_item *item = form_item(reader->form, i);
        if (item->kind == FORM_CHOICE && strcmp(item->link_id, link_id) == 0 &&
            item->group == reader->groups[reader->group_count - 1]) {
            reader->item = i;
            return reader->answers->option[i] == 0 || strict_refuse(node, "answered twice");
        }
    }
    return strict_refuse(node, "no such question in this group");
}

static bool read_question(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"linkId", true, read_question_id, NULL},
        {"answer", true, read_answers, NULL},
    };
    return strict_object(node, FIELDS(fields), into);
}

static bool read_questions(const struct strict_node *node, void *into)
{
    return strict_array(node, 1, FORM_MAX_ITEMS, read_question, into);
}

static bool group_open(const struct strict_node *node, struct reader *reader, const char *group)
{
    for (size_t i = 0; i < reader->group_count; i++) {
        if (reader->groups[i] == group) {
            return strict_refuse(node, "group stands twice");
        }
    }
    reader->groups[reader->group_count++] = group;
    return true;
}

// Group names of a form are each kept once, so that they compare by address.
static bool read_group_id(const struct strict_node *node, void *into)
{
    struct reader *reader = into;
    const char *link_id = strict_string(node, MAX_STRING_BYTES);
    if (!link_id) {
        return false;
    }
    for (size_t i = 0; i < form_item_count(reader->form); i++) {
        const struct form_item *item = form_item(reader->form, i);
        if (strcmp(item->group, link_id) == 0) {
            return group_open(node, reader, item->group);
        }
    }
    return strict_refuse(node, "no such group");
}

static bool read_group(const struct strict_node *node, void *into)
{
    static const struct strict_field fields[] = {
        {"linkId", true, read_group_id, NULL},
        {"item", true, read_questions, NULL},
    };
    return strict_object(node, FIELDS(fields), into);
}

static bool read_groups(const struct strict_node *node, void *into)
{
    return strict_array(node, 1, FORM_MAX_ITEMS, read_group, into);
}

static bool read_response(const struct strict_node *root, struct reader *reader)
{
    static const struct strict_field fields[] = {
        {"resourceType", true, NULL, RESPONSE_TYPE},
        {"meta", false, read_meta, NULL},
        {"language", true, read_language, NULL},
        {"extension", true, read_extensions, NULL},
        {"identifier", true, read_identifier, NULL},
        {"questionnaire", true, read_questionnaire, NULL},
        {"status", true, NULL, "completed"},
        {"authored", false, read_authored, NULL},
        {"item", false, read_groups, NULL},
    };
    return strict_object(root, FIELDS(fields), reader);
}

struct parse {
    struct reader *reader;
    const char *json;
    size_t bytes;
    struct form_error *error;
};

static bool parse(void *argument)
{
    const struct parse *parse = argument;
    json_t *root = strict_load(parse->json, parse->bytes, RESPONSE_MAX_BYTES, parse->error);
    struct strict_node node = strict_root(root, parse->error);
    bool read = root && read_response(&node, parse->reader);
    json_decref(root);
    return read;
}

bool response_parse(const struct form *form, const char *json, size_t bytes,
                    struct form_answers *answers, struct response_context *context,
                    struct form_error *error)
{
    *answers = (struct form_answers){0};
    *context = (struct response_context){0};
    *error = (struct form_error){0};
    struct reader reader = {.form = form, .answers = answers, .context = context};
    struct parse work = {&reader, json, bytes, error};
    bool exhausted, read = json_memory_do(parse, &work, &exhausted);
    if (exhausted) {
        snprintf(error->reason, sizeof error->reason, "needs more memory than there is");
    }
    if (!read) {
        json_memory_wipe(answers, sizeof *answers);
        json_memory_wipe(context, sizeof *context);
    }
    return read;
}
