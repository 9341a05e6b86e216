// What the harnesses of the spreadsheet share.
#ifndef TESTS_FUZZ_PACK_H
#define TESTS_FUZZ_PACK_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Whether a spreadsheet would calculate one of these cells, all of them quoted.
static inline bool is_calculated(const char *bytes, size_t size)
{
    bool quoted = false, begins = false;
    for (size_t i = 0; i < size; i++) {
        if (begins && bytes[i] && strchr("=+-@\t\r", bytes[i])) {
            return true;
        }
        begins = bytes[i] == '"' && !quoted && (i == 0 || bytes[i - 1] != '"');
        quoted ^= bytes[i] == '"';
    }
    return false;
}

#endif
