// Whatever is read as a response can be written, and then reads the same; in memory of the
// caller's.
#include "forms_data.h"
#include "response.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct form *form;
    static char memory[RESPONSE_PARSE_BYTES], out[8192];
    struct form_answers answers, again;
    struct response_context context, context_again;
    struct form_error error;
    form = form ? form : data_form(WELLBEING);
    response_use_memory(memory, sizeof memory);
    if (!response_parse(form, (const char *)data, size, &answers, &context, &error)) {
        assert(error.reason[0] && !context.claim_code[0]);
        return 0;
    }
    bool written = response_write(form, &answers, &context, out, sizeof out);
    assert(written);
    bool read = response_parse(form, out, sizeof out, &again, &context_again, &error);
    assert(read && memcmp(&answers, &again, sizeof answers) == 0);
    assert(strcmp(context.claim_code, context_again.claim_code) == 0);
    assert(memcmp(&context.contact, &context_again.contact, sizeof context.contact) == 0);
    return 0;
}
