// The opened tar of a batch, read member by member.
#ifndef ENVELOPE_BATCH_READ_H
#define ENVELOPE_BATCH_READ_H

#include "batch_open.h"

struct batch_reading {
    batch_visitor *visit;
    void *context;
    size_t envelopes; // given out
    size_t set_aside;
    bool stopped; // by the visitor
};

// False when the first member is not a manifest. Hostile bytes of any size.
bool batch_read(const uint8_t *plain, size_t bytes, struct batch_header *header,
                struct batch_reading *reading, struct batch_error *error);

#endif
