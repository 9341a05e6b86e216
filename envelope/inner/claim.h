// The trusted comment: what a signature vouches for, as text and back.
#ifndef ENVELOPE_CLAIM_H
#define ENVELOPE_CLAIM_H

#include "signature.h"

enum { CLAIM_MAX_CHARS = 96 }; // "envelop-transfer-1", two key ids and twenty digits need less

// False when a field is not what FORMAT.md allows: kind, key ids, length.
bool claim_print(const struct signature_claim *claim, char text[static CLAIM_MAX_CHARS]);

// Exactly what claim_print writes; false on anything else, *claim then zeroed. `text` ends in NUL.
bool claim_parse(const char *text, struct signature_claim *claim);

// 16 lower-case hex digits.
bool claim_is_key_id(const char *text);

// A decimal number without leading zeros that fits; NULL or the place behind it.
const char *claim_parse_serial(const char *text, uint64_t *serial);

#endif
