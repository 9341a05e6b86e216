// The score follows forms/FORMAT.md, "Score": an answer without points leaves its question open,
// and an open question adds the fewest of its points below and the most above.
#include "form.h"
#include "form_body.h"

#include <assert.h>
#include <stdlib.h>

void form_destroy(struct form *form)
{
    if (form) {
        free(form->pool);
        free(form);
    }
}

const char *form_id(const struct form *form)
{
    return form->id;
}

const char *form_url(const struct form *form)
{
    return form->url;
}

const char *form_version(const struct form *form)
{
    return form->version;
}

size_t form_item_count(const struct form *form)
{
    return form->item_count;
}

const struct form_item *form_item(const struct form *form, size_t index)
{
    assert(index < form->item_count);
    return &form->items[index];
}

size_t form_question_count(const struct form *form)
{
    size_t count = 0;
    for (size_t i = 0; i < form_item_count(form); i++) {
        count += form_item(form, i)->kind == FORM_CHOICE;
    }
    return count;
}

size_t form_question_index(const struct form *form, size_t n)
{
    size_t index = 0;
    for (; index < form_item_count(form); index++) {
        if (form_item(form, index)->kind == FORM_CHOICE && n-- == 0) {
            break;
        }
    }
    return index;
}

size_t form_band_count(const struct form *form)
{
    return form->band_count;
}

const struct form_band *form_band(const struct form *form, size_t index)
{
    assert(index < form->band_count);
    return &form->bands[index];
}

size_t form_message_count(const struct form *form)
{
    return form->message_count;
}

struct form_message form_message(const struct form *form, size_t index)
{
    assert(index < form->message_count);
    return form->messages[index];
}

// The points an open question may still give.
static struct form_score item_range(const struct form_item *item)
{
    struct form_score range = {0};
    bool any = false;
    for (size_t i = 0; i < item->option_count; i++) {
        const struct form_option *option = &item->options[i];
        if (!option->scored) {
            continue;
        }
        range.low = !any || option->ordinal < range.low ? option->ordinal : range.low;
        range.high = !any || option->ordinal > range.high ? option->ordinal : range.high;
        any = true;
    }
    return range;
}

static struct form_score item_score(const struct form_item *item, uint8_t answer)
{
    if (answer > 0 && answer <= item->option_count && item->options[answer - 1].scored) {
        int ordinal = item->options[answer - 1].ordinal;
        return (struct form_score){.low = ordinal, .high = ordinal};
    }
    return item_range(item);
}

// Bands cover every score that can be reached (form_parse saw to it).
static const char *band_of(const struct form *form, int points)
{
    for (size_t i = 0; i < form->band_count; i++) {
        if (points >= form->bands[i].from && points <= form->bands[i].to) {
            return form->bands[i].code;
        }
    }
    return "";
}

struct form_score form_score(const struct form *form, const struct form_answers *answers)
{
    struct form_score score = {0};
    for (size_t i = 0; i < form->item_count; i++) {
        struct form_score points = item_score(&form->items[i], answers->option[i]);
        score.low += points.low;
        score.high += points.high;
    }
    score.band_low = band_of(form, score.low);
    score.band_high = band_of(form, score.high);
    return score;
}
