// Writes the Observation of forms/FORMAT.md, "Score" (hl7.org/fhir/R4/observation.html).
#include "score.h"
#include "response_body.h"

#include <string.h>

#define CATEGORY_SYSTEM "http://terminology.hl7.org/CodeSystem/observation-category"
#define SCORE_SYSTEM "https://envelop.example/fhir/CodeSystem/score"
#define BAND_SYSTEM "https://envelop.example/fhir/CodeSystem/score-band"
#define NOTE "Screening only: never a diagnosis, and never to decide on legal status."

static bool form_scores(const struct form *form)
{
    for (size_t i = 0; i < form_item_count(form); i++) {
        const struct form_item *item = form_item(form, i);
        for (size_t k = 0; k < item->option_count; k++) {
            if (item->options[k].scored) {
                return true;
            }
        }
    }
    return false;
}

static void put_code(struct sink *sink, const struct form *form)
{
    sink_json(sink,
              ",'category':[{'coding':[{'system':'" CATEGORY_SYSTEM
              "','code':'survey'}]}],'code':{'coding':[{'system':'" SCORE_SYSTEM "','code':'");
    sink_text(sink, form_id(form));
    sink_json(sink, "'}],'text':'Screening score of the form ");
    sink_text(sink, form_id(form));
    sink_text(sink, " ");
    sink_text(sink, form_version(form));
    sink_json(sink, "'}");
}

static void put_value(struct sink *sink, struct form_score score)
{
    if (score.low == score.high) {
        sink_json(sink, ",'valueInteger':");
        sink_integer(sink, score.low);
        return;
    }
    sink_json(sink, ",'valueRange':{'low':{'value':");
    sink_integer(sink, score.low);
    sink_json(sink, "},'high':{'value':");
    sink_integer(sink, score.high);
    sink_json(sink, "}}");
}

// Every band that the interval touches, from low to high.
static void put_bands(struct sink *sink, const struct form *form, struct form_score score)
{
    bool any = false;
    for (size_t i = 0; i < form_band_count(form); i++) {
        const struct form_band *band = form_band(form, i);
        if (band->to < score.low || band->from > score.high) {
            continue;
        }
        sink_json(sink, any ? "," : ",'interpretation':[");
        sink_json(sink, "{'coding':[{'system':'" BAND_SYSTEM "','code':'");
        sink_text(sink, band->code);
        sink_json(sink, "'}]}");
        any = true;
    }
    sink_json(sink, any ? "]" : "");
}

static void observation_put(struct sink *sink, const struct form *form,
                            const struct form_answers *answers,
                            const struct response_context *context)
{
    struct form_score score = form_score(form, answers);
    sink_json(sink, "{'resourceType':'Observation',");
    response_put_meta(sink, context);
    sink_json(sink, "'language':'en','status':'preliminary'");
    put_code(sink, form);
    if (*context->authored) {
        sink_json(sink, ",'effectiveDateTime':'");
        sink_text(sink, context->authored);
        sink_json(sink, "'");
    }
    put_value(sink, score);
    put_bands(sink, form, score);
    sink_json(sink, ",'note':[{'text':'" NOTE "'}],'derivedFrom':[{'type':'" RESPONSE_TYPE "',");
    response_put_identifier(sink, context);
    sink_json(sink, "}]}");
}

static size_t written(const struct sink *sink, size_t size)
{
    if (sink_fits(sink)) {
        return sink->used;
    }
    memset(sink->out, 0, size);
    return 0;
}

size_t score_write_observation(const struct form *form, const struct form_answers *answers,
                               const struct response_context *context, char *out, size_t size)
{
    struct sink sink = {.out = out, .room = size};
    if (!response_valid(form, answers, context) || !form_scores(form)) {
        return 0;
    }
    observation_put(&sink, form, answers, context);
    return written(&sink, size);
}

size_t score_write_bundle(const struct form *form, const struct form_answers *answers,
                          const struct response_context *context, char *out, size_t size)
{
    struct sink sink = {.out = out, .room = size};
    if (!response_valid(form, answers, context)) {
        return 0;
    }
    sink_json(&sink, "{'resourceType':'Bundle','type':'collection','entry':[{'resource':");
    response_put(&sink, form, answers, context);
    if (form_scores(form)) {
        sink_json(&sink, "},{'resource':");
        observation_put(&sink, form, answers, context);
    }
    sink_json(&sink, "}]}");
    return written(&sink, size);
}
