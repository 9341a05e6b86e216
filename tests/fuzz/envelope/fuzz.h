// The entry that libFuzzer and replay.c call.
#ifndef ENVELOPE_FUZZ_H
#define ENVELOPE_FUZZ_H

#include <stddef.h>
#include <stdint.h>

// The seeds of age_open are sealed to this one.
#define FUZZ_IDENTITY "AGE-SECRET-KEY-13AZ6N9WR22N5QLA304A7MPL0EA48VSZSLES4PZETCRLS9N677NNSCKUUF6"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
