// An age file from anywhere, for a known identity and for a passphrase. Passphrase files that ask
// for much work are left out: they are slow, not different.
#include "fuzz.h"

#include "age_open.h"

#include <stdlib.h>
#include <string.h>

static bool asks_for_work(const uint8_t *data, size_t size)
{
    static const char type[] = "-> scrypt ";
    const char *stanza = memmem(data, size, type, sizeof type - 1);
    const char *end =
        stanza == NULL ? NULL : memchr(stanza, '\n', size - (size_t)(stanza - (const char *)data));
    return end != NULL && end[-1] != ' ' && end[-2] != ' '; // two digits or more
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct age_identity identity;
    if (identity.secret[0] == 0 && !age_identity_parse(FUZZ_IDENTITY, &identity)) {
        abort();
    }
    uint8_t *out = malloc(size + 1);
    size_t out_bytes;
    if (age_open(&identity, 1, data, size, out, &out_bytes) == AGE_OK && out_bytes >= size) {
        abort();
    }
    if (!asks_for_work(data, size) &&
        age_passphrase_open("fuzz", data, size, out, &out_bytes) == AGE_OK && out_bytes >= size) {
        abort();
    }
    free(out);
    return 0;
}
