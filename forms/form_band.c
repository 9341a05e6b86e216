// The bands of the score: without a gap from the lowest to the highest that the items can give.
#include "form_build.h"
#include "score.h"
#include "strict_json.h"

#include <string.h>

#define BANDS_URL "https://envelop.example/fhir/StructureDefinition/score-bands"

static struct form_band *open_band(struct form *form)
{
    return &form->bands[form->band_count];
}

static bool read_band_code(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    const char *code = form_read_name(node, FORM_MAX_CODE_BYTES, LOWER DIGIT "-");
    if (!code) {
        return false;
    }
    for (size_t i = 0; i < builder->form->band_count; i++) {
        if (strcmp(builder->form->bands[i].code, code) == 0) {
            return strict_refuse(node, "band is used twice");
        }
    }
    open_band(builder->form)->code = form_keep(builder->form, code);
    return true;
}

enum { MAX_POINTS = FORM_MAX_ITEMS * FORM_MAX_ORDINAL };

static bool read_band_low(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
    return strict_integer(node, -MAX_POINTS, MAX_POINTS, &open_band(builder->form)->from);
}

static bool read_band_high(const struct strict_node *node, void *into)
{
    struct form_builder *builder = into;
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
    struct form_builder *builder = into;
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
        {"valueString", true, form_read_prose, NULL},
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
    struct form_builder *builder = into;
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

bool form_read_extensions(const struct strict_node *node, void *into)
{
    return strict_array(node, 1, 1, read_bands, into);
}
