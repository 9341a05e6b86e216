// Writes what the judges judge, into the current folder: responses, Observations and a Bundle of
// the form that ships. usage: fhir_samples QUESTIONNAIRE.json
#include "forms_data.h"
#include "response.h"
#include "score.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RESPONSE_BYTES = 3146, ROOM = 8192 };

static void stop(const char *what, const char *why)
{
    fprintf(stderr, "%s: %s\n", what, why);
    exit(2);
}

static void save(const char *name, const char *json, size_t bytes)
{
    FILE *file = fopen(name, "wb");
    if (bytes == 0 || !file || fwrite(json, 1, bytes, file) != bytes || fclose(file) != 0) {
        stop(name, "can't be written");
    }
}

// `answers`: one digit a question, 0 unanswered, n the option n-1.
static const struct sample {
    const char *name, *answers, *language, *authored;
    bool draft, demo;
    struct contact contact;
} samples[] = {
    {"yes",
     "11111111111",
     "ti",
     "2026-11",
     true,
     false,
     {{1, CHANNEL_LETTER + 1, 1, 1, 2}, "1234AB 12345A-1234", "zh-Hant-TW"}},
    {"no", "22222222224", "nl", "2026-11-22", false, false, {{2}, "", ""}},
    {"open", "13201320135", "zh-Hant-TW", "2026", true, true, {{1, 0, 0, 3}, "", "other"}},
    {"empty", "00000000000", "ar", "", true, true, {{0}, "", ""}},
};

static void sample_write(const struct form *form, const struct sample *sample)
{
    struct response_context context = {
        .draft_translation = sample->draft,
        .kiosk = "0123456789ABCDEF",
        .pack_serial = UINT64_MAX,
        .claim_code = "17-482915-boat-key-tree",
        .demo = sample->demo,
        .contact = sample->contact,
    };
    strcpy(context.language, sample->language);
    strcpy(context.authored, sample->authored);
    struct form_answers answers = {0};
    const char *next = sample->answers;
    for (size_t i = 0; i < form_item_count(form); i++) {
        if (form_item(form, i)->kind == FORM_CHOICE) {
            answers.option[i] = (uint8_t)(*next++ - '0');
        }
    }
    char json[ROOM], name[64];
    snprintf(name, sizeof name, "response-%s.json", sample->name);
    bool written = response_write(form, &answers, &context, json, RESPONSE_BYTES);
    save(name, json, written ? RESPONSE_BYTES : 0);
    snprintf(name, sizeof name, "observation-%s.json", sample->name);
    save(name, json, score_write_observation(form, &answers, &context, json, sizeof json));
    snprintf(name, sizeof name, "bundle-%s.json", sample->name);
    save(name, json, score_write_bundle(form, &answers, &context, json, sizeof json));
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        stop("usage", "fhir_samples QUESTIONNAIRE.json");
    }
    struct form *form = data_form(argv[1]);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        sample_write(form, &samples[i]);
    }
    form_destroy(form);
    return 0;
}
