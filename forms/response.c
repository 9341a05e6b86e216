// Writes the QuestionnaireResponse of forms/FORMAT.md, "Response". Fields, extensions, groups and
// items stand in one fixed order; an unanswered question and a group without answers are left out.
#include "response.h"
#include "response_body.h"

#include <string.h>

void response_put_meta(struct sink *sink, const struct response_context *context)
{
    if (context->demo) {
        sink_json(sink, "'meta':{'tag':[{'system':'" RESPONSE_TAG_SYSTEM
                        "','code':'" RESPONSE_TAG_DEMO "'}]},");
    }
}

void response_put_identifier(struct sink *sink, const struct response_context *context)
{
    sink_json(sink, "'identifier':{'system':'" RESPONSE_CODE_SYSTEM "','value':'");
    sink_text(sink, context->claim_code);
    sink_json(sink, "'}");
}

static void put_part(struct sink *sink, const char *name, const char *type, const char *value)
{
    sink_json(sink, "{'url':'");
    sink_text(sink, name);
    sink_json(sink, "','");
    sink_text(sink, type);
    sink_json(sink, "':'");
    sink_text(sink, value);
    sink_json(sink, "'}");
}

// Only what was said; permission, which comes first, always was.
static void put_contact(struct sink *sink, const struct contact *contact)
{
    sink_json(sink, ",{'url':'" RESPONSE_CONTACT_URL "','extension':[");
    for (size_t i = 0; i < CONTACT_FIELDS; i++) {
        const struct contact_choice *choice = &contact_choices[i];
        if (contact->option[i] == 0) {
            continue;
        }
        sink_json(sink, i > CONTACT_PERMISSION ? "," : "");
        put_part(sink, choice->code, "valueCode", choice->options[contact->option[i] - 1]);
        if (i == CONTACT_CHANNEL && *contact->reach) {
            sink_json(sink, ",");
            put_part(sink, "reach", "valueString", contact->reach);
        }
    }
    if (*contact->language) {
        sink_json(sink, ",");
        put_part(sink, "language", "valueCode", contact->language);
    }
    sink_json(sink, "]}");
}

static void put_extensions(struct sink *sink, const struct response_context *context)
{
    sink_json(sink, "'extension':[{'url':'" RESPONSE_KIOSK_URL "','valueId':'");
    sink_text(sink, context->kiosk);
    sink_json(sink, "'},{'url':'" RESPONSE_PACK_URL "','valueString':'");
    sink_unsigned(sink, context->pack_serial);
    sink_json(sink, "'},{'url':'" RESPONSE_TRANSLATION_URL "','valueCode':'");
    sink_text(sink, context->draft_translation ? "draft" : "reviewed");
    sink_json(sink, "'}");
    if (response_contact_said(&context->contact)) {
        put_contact(sink, &context->contact);
    }
    sink_json(sink, "],");
}

static void put_answer(struct sink *sink, const struct form_item *item, uint8_t answer)
{
    const struct form_option *option = &item->options[answer - 1];
    sink_json(sink, "{'linkId':'");
    sink_text(sink, item->link_id);
    sink_json(sink, "','answer':[{'valueCoding':{'system':'");
    sink_text(sink, option->system);
    sink_json(sink, "','code':'");
    sink_text(sink, option->code);
    sink_json(sink, "'}}]}");
}

// Items of one group stand together (form.h: in order, groups flattened).
static void put_items(struct sink *sink, const struct form *form,
                      const struct form_answers *answers)
{
    const char *open = NULL;
    for (size_t i = 0; i < form_item_count(form); i++) {
        const struct form_item *item = form_item(form, i);
        if (answers->option[i] == 0) {
            continue;
        }
        if (item->group == open) {
            sink_json(sink, ",");
        } else {
            sink_json(sink, open ? "]},{'linkId':'" : ",'item':[{'linkId':'");
            sink_text(sink, item->group);
            sink_json(sink, "','item':[");
            open = item->group;
        }
        put_answer(sink, item, answers->option[i]);
    }
    sink_json(sink, open ? "]}]" : "");
}

void response_put(struct sink *sink, const struct form *form, const struct form_answers *answers,
                  const struct response_context *context)
{
    sink_json(sink, "{'resourceType':'" RESPONSE_TYPE "',");
    response_put_meta(sink, context);
    sink_json(sink, "'language':'");
    sink_text(sink, context->language);
    sink_json(sink, "',");
    put_extensions(sink, context);
    response_put_identifier(sink, context);
    sink_json(sink, ",'questionnaire':'");
    sink_text(sink, form_url(form));
    sink_text(sink, "|");
    sink_text(sink, form_version(form));
    sink_json(sink, "','status':'completed'");
    if (*context->authored) {
        sink_json(sink, ",'authored':'");
        sink_text(sink, context->authored);
        sink_json(sink, "'");
    }
    put_items(sink, form, answers);
    sink_json(sink, "}");
}

bool response_write(const struct form *form, const struct form_answers *answers,
                    const struct response_context *context, char *out, size_t size)
{
    struct sink sink = {.out = out, .room = size};
    memset(out, ' ', size);
    if (!response_valid(form, answers, context)) {
        return false;
    }
    response_put(&sink, form, answers, context);
    if (!sink_fits(&sink)) {
        memset(out, ' ', size);
    }
    return sink_fits(&sink);
}

static uint8_t longest_option(const struct form_item *item)
{
    size_t longest = 0;
    uint8_t answer = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        size_t bytes = strlen(item->options[i].system) + strlen(item->options[i].code);
        if (bytes > longest) {
            longest = bytes;
            answer = (uint8_t)(i + 1);
        }
    }
    return answer;
}

static const char longest_reach[][CONTACT_REACH_BYTES] = {
    [REACH_NOTHING] = "",
    [REACH_PHONE] = "+123456789012345",
    [REACH_ADDRESS] = "1234AB 12345A-1234",
};

static const char *reach_of(size_t channel)
{
    return longest_reach[contact_reach((enum contact_channel)channel)];
}

static size_t option_bytes(size_t field, size_t option)
{
    const char *reach = field == CONTACT_CHANNEL ? reach_of(option) : "";
    return strlen(contact_choices[field].options[option]) + strlen(reach) +
           (*reach ? strlen(",{'url':'reach','valueString':''}") : 0);
}

static uint8_t longest_choice(size_t field)
{
    size_t longest = 0;
    for (size_t i = 1; i < CONTACT_MAX_OPTIONS && contact_choices[field].options[i]; i++) {
        longest = option_bytes(field, i) > option_bytes(field, longest) ? i : longest;
    }
    return (uint8_t)(longest + 1);
}

// Permission comes out as "yes": with a "no" there is nothing else.
static struct contact longest_contact(void)
{
    struct contact contact = {0};
    for (size_t i = 0; i < CONTACT_FIELDS; i++) {
        contact.option[i] = longest_choice(i);
    }
    memcpy(contact.reach, reach_of(contact.option[CONTACT_CHANNEL] - 1U), sizeof contact.reach);
    memset(contact.language, 'x', sizeof contact.language - 1);
    return contact;
}

// Every part's length is independent of the others', and an answered question only adds: the sum of
// the longest parts is the longest sum.
size_t response_longest(const struct form *form)
{
    struct response_context context = {
        .pack_serial = UINT64_MAX, .demo = true, .contact = longest_contact()};
    struct form_answers answers = {0};
    memset(context.language, 'x', sizeof context.language - 1);
    memset(context.authored, 'x', sizeof context.authored - 1);
    memset(context.kiosk, 'x', sizeof context.kiosk - 1);
    memset(context.claim_code, 'x', sizeof context.claim_code - 1);
    for (size_t i = 0; i < form_item_count(form); i++) {
        answers.option[i] = longest_option(form_item(form, i));
    }
    struct sink sink = {0};
    response_put(&sink, form, &answers, &context);
    return sink.used;
}
