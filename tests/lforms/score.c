// The score that Envelop gives to answers: written as our response, read again, scored.
//
// usage: lforms_score QUESTIONNAIRE.json RESPONSE.json LINKID=CODE...
// Writes the response to RESPONSE.json; prints "low high band band".
#include "forms_data.h"
#include "response.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RESPONSE_BYTES = 3146 };

static void stop(const char *what, const char *why)
{
    fprintf(stderr, "lforms_score: %s: %s\n", what, why);
    exit(2);
}

// "sleep=Y"
static void answer(const struct form *form, const char *words, struct form_answers *answers)
{
    for (size_t i = 0; i < form_item_count(form); i++) {
        const struct form_item *item = form_item(form, i);
        size_t length = strlen(item->link_id);
        if (strncmp(words, item->link_id, length) != 0 || words[length] != '=') {
            continue;
        }
        for (size_t n = 0; n < item->option_count; n++) {
            if (strcmp(item->options[n].code, words + length + 1) == 0) {
                answers->option[i] = (uint8_t)(n + 1);
                return;
            }
        }
    }
    stop(words, "is no answer to this form");
}

static void save(const char *path, const char *json)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(json, 1, RESPONSE_BYTES, file) != RESPONSE_BYTES || fclose(file) != 0) {
        stop(path, "can't be written");
    }
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        stop("usage", "lforms_score QUESTIONNAIRE.json RESPONSE.json LINKID=CODE...");
    }
    struct form *form = data_form(argv[1]);
    struct form_answers answers = {0}, again = {0};
    struct response_context context = {.language = "ar",
                                       .kiosk = "0123456789ABCDEF",
                                       .pack_serial = 1,
                                       .claim_code = "17-482915-boat-key-tree"};
    struct form_error error;
    char json[RESPONSE_BYTES];
    for (int i = 3; i < argc; i++) {
        answer(form, argv[i], &answers);
    }
    if (!response_write(form, &answers, &context, json, sizeof json) ||
        !response_parse(form, json, sizeof json, &again, &context, &error)) {
        stop(argv[1], "can't be answered like this");
    }
    save(argv[2], json);
    struct form_score score = form_score(form, &again);
    printf("%d %d %s %s\n", score.low, score.high, score.band_low, score.band_high);
    form_destroy(form);
    return 0;
}
