// Files of the source tree, and forms read from them: what every test of forms/ begins with.
#ifndef TESTS_FORMS_DATA_H
#define TESTS_FORMS_DATA_H

#include "form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WELLBEING ENVELOP_SOURCE_DIR "/forms/wellbeing/questionnaire.json"
#define WELLBEING_POT ENVELOP_SOURCE_DIR "/forms/wellbeing/po/wellbeing.pot"
#define FACES ENVELOP_SOURCE_DIR "/tests/unit/forms/faces.json"

// Ends in a NUL that isn't counted. The program stops when the file can't be read.
static inline char *data_read(const char *path, size_t *bytes)
{
    FILE *file = fopen(path, "rb");
    char *data = malloc(1 << 20);
    if (!file || !data) {
        fprintf(stderr, "%s: can't be read\n", path);
        exit(2);
    }
    *bytes = fread(data, 1, (1 << 20) - 1, file);
    data[*bytes] = '\0';
    fclose(file);
    return data;
}

static inline struct form *data_form(const char *path)
{
    size_t bytes;
    char *json = data_read(path, &bytes);
    struct form_error error;
    struct form *form = form_parse(json, bytes, &error);
    free(json);
    if (!form) {
        fprintf(stderr, "%s: %s: %s\n", path, error.path, error.reason);
        exit(2);
    }
    return form;
}

#endif
