// Whatever is read as a PO file is found again by its context.
#include "po.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct po_error error;
    struct po *po = po_parse((const char *)data, size, &error);
    if (!po) {
        assert(error.reason[0] && error.line <= size + 1);
        return 0;
    }
    for (size_t i = 0; i < po_count(po); i++) {
        const struct po_message *message = po_at(po, i);
        assert(*message->context && *message->source && message->comment);
        assert((message->status == PO_MISSING) == !*message->text);
        assert(po_find(po, message->context, message->source) == message);
    }
    assert(strstr(po_header(po, "Content-Type"), "UTF-8"));
    po_destroy(po);
    return 0;
}
