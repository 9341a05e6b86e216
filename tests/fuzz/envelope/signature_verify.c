// The first line of the input is a public key, the rest a signature of nothing; and both as key
// files.
#include "fuzz.h"

#include "signature.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    const char *end = size > 0 ? memchr(text, '\n', size) : NULL;
    struct signature_public_key key;
    struct signature_secret_key secret;
    struct signature_claim claim;
    char words[128], again[SIGNATURE_MAX_BYTES];
    signature_public_parse(text, size, &key);
    if (signature_secret_parse(text, size, &secret) &&
        !signature_secret_print(&secret, again, sizeof again)) {
        abort();
    }
    if (end == NULL || !signature_public_parse(text, (size_t)(end - text), &key)) {
        return 0;
    }
    if (!signature_words(&key, words, sizeof words)) {
        abort();
    }
    size_t rest = size - (size_t)(end + 1 - text);
    enum signature_result result =
        signature_verify(&key, "batch", NULL, "", 0, end + 1, rest, &claim);
    if (result == SIGNATURE_GOOD && strcmp(claim.kind, "batch") != 0) {
        abort();
    }
    return 0;
}
