// Keys, claim codes and hashes as text: what is taken prints to the same text again.
#include "fuzz.h"

#include "age_open.h"
#include "claim_code.h"
#include "hash.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char again[128], *text = calloc(1, size + 1);
    struct age_recipient recipient;
    struct age_identity identity;
    struct claim_code code;
    uint8_t hash[HASH_BYTES];
    memcpy(text, data, size);
    again[0] = '\0';
    bool taken = false;
    if (age_recipient_parse(text, &recipient)) {
        taken = true;
        age_recipient_print(&recipient, again);
    } else if (age_identity_parse(text, &identity)) {
        taken = true;
        age_identity_print(&identity, again);
    } else if (claim_code_parse(text, &code)) {
        taken = true;
        claim_code_print(&code, again);
    } else if (hash_parse(text, hash, sizeof hash)) {
        taken = true;
        hash_print(hash, sizeof hash, again);
    }
    if (taken && strcmp(text, again) != 0) {
        abort();
    }
    free(text);
    return 0;
}
