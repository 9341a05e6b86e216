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

static void put_extensions(struct sink *sink, const struct response_context *context)
{
    sink_json(sink, "'extension':[{'url':'" RESPONSE_KIOSK_URL "','valueId':'");
    sink_text(sink, context->kiosk);
    sink_json(sink, "'},{'url':'" RESPONSE_PACK_URL "','valueString':'");
    sink_unsigned(sink, context->pack_serial);
    sink_json(sink, "'},{'url':'" RESPONSE_TRANSLATION_URL "','valueCode':'");
    sink_text(sink, context->draft_translation ? "draft" : "reviewed");
    sink_json(sink, "'}],");
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

// Every part's length is independent of the others', and an answered question only adds: the sum of
// the longest parts is the longest sum.
size_t response_longest(const struct form *form)
{
    struct response_context context = {.pack_serial = UINT64_MAX, .demo = true};
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
