// Whatever is read as a form keeps its own promises.
#include "form.h"

#include <assert.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct form_error error;
    struct form *form = form_parse((const char *)data, size, &error);
    if (!form) {
        assert(error.reason[0] && memchr(error.path, '\0', sizeof error.path));
        return 0;
    }
    static const struct form_answers none;
    struct form_score score = form_score(form, &none);
    assert(score.low <= score.high && score.band_low && score.band_high);
    assert(form_band_count(form) == 0 || (*score.band_low && *score.band_high));
    for (size_t i = 0; i < form_item_count(form); i++) {
        const struct form_item *item = form_item(form, i);
        assert(*item->link_id && *item->text && *item->group);
        assert((item->kind == FORM_CHOICE) == (item->option_count >= 3));
    }
    for (size_t i = 0; i < form_message_count(form); i++) {
        assert(*form_message(form, i).id && *form_message(form, i).english);
    }
    form_destroy(form);
    return 0;
}
