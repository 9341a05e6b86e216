// The status file as kiosk and stick program read it, and any name that travels.
#include "stick.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct stick_status status;
    char again[STICK_STATUS_MAX_BYTES], kiosk[17];
    if (stick_status_parse((const char *)data, size, &status) &&
        (stick_status_print(&status, again) != size || memcmp(again, data, size) != 0)) {
        abort();
    }
    char *name = malloc(size + 1);
    uint64_t serial;
    memcpy(name, data, size);
    name[size] = '\0';
    enum stick_kind kind = stick_name_kind(name, kiosk, &serial);
    if (kind != STICK_FILE_OTHER && (strlen(name) >= STICK_NAME_BYTES || strpbrk(name, "/\n "))) {
        abort();
    }
    stick_pack_serial(name);
    free(name);
    return 0;
}
