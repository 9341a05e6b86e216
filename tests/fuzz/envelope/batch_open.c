// The inside of a batch: what a stolen kiosk could have sealed.
#include "fuzz.h"

#include "batch_read.h"

#include <stdlib.h>
#include <string.h>

static bool check_hash(void *context, const uint8_t envelope[static ENVELOPE_BYTES],
                       const uint8_t hash[static ENVELOPE_HASH_BYTES])
{
    uint8_t again[ENVELOPE_HASH_BYTES];
    size_t *count = context;
    envelope_hash(envelope, again);
    if (memcmp(again, hash, sizeof again) != 0) {
        abort();
    }
    return ++*count < 3;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t count = 0;
    struct batch_reading reading = {.visit = check_hash, .context = &count};
    struct batch_header header;
    struct batch_error error;
    if (batch_read(data, size, &header, &reading, &error) && reading.envelopes != count) {
        abort();
    }
    return 0;
}
