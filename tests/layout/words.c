#define _POSIX_C_SOURCE 200809L
#include "words.h"

#include "isolate.h"
#include "po.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const words_languages[WORDS_LANGUAGES] = {"nl",  "en", "ar",  "ti",  "am", "fa",
                                                      "prs", "ps", "ckb", "kmr", "tr", "so",
                                                      "uk",  "ru", "fr",  "es",  "ur"};

static const struct source {
    const char *name, *folder, *template;
} sources[] = {
    {"form", "forms/wellbeing/po", "wellbeing"},
    {"kiosk", "kiosk/po", "kiosk"},
    {"site", "deploy/example/po", "site"},
};

static const struct value {
    const char *name, *value;
} values[] = {{"{number}", "10"}, {"{total}", "10"}, {"{date}", "2026-11-01"}};

static void *check(void *made, const char *about)
{
    if (!made) {
        fprintf(stderr, "words: %s\n", about);
        exit(1);
    }
    return made;
}

static char *read_file(const char *path, size_t *size)
{
    enum { ROOM = 1 << 20 };
    FILE *file = check(fopen(path, "rb"), path);
    char *bytes = check(malloc(ROOM), "memory");
    *size = fread(bytes, 1, ROOM, file);
    fclose(file);
    return bytes;
}

static const struct value *value_at(const char *text)
{
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        if (strncmp(text, values[i].name, strlen(values[i].name)) == 0) {
            return &values[i];
        }
    }
    return NULL;
}

static char *fill(const char *text)
{
    char *filled = check(calloc(strlen(text) + 512, 1), "memory");
    size_t length = 0;
    while (*text) {
        const struct value *value = *text == '{' ? value_at(text) : NULL;
        if (value) {
            text_isolate(value->value, ISOLATE_AUTO, filled + length, 100);
            length += strlen(filled + length);
            text += strlen(value->name);
        } else {
            filled[length++] = *text++;
        }
    }
    return filled;
}

static void add(struct words *words, const char *source, const char *id, const char *text)
{
    char name[256];
    snprintf(name, sizeof name, "%s %s", source, id);
    check(text[0] ? name : NULL, name); // not translated
    words->list = check(realloc(words->list, (words->count + 1) * sizeof *words->list), "memory");
    words->list[words->count++] =
        (struct word){.name = check(strdup(name), "memory"), .text = fill(text)};
}

static void read_source(struct words *words, const char *tree, const char *language,
                        const struct source *source)
{
    char path[512];
    size_t size;
    struct po_error error;
    int english = strcmp(language, "en") == 0;
    snprintf(path, sizeof path, "%s/%s/%s.%s", tree, source->folder,
             english ? source->template : language, english ? "pot" : "po");
    char *bytes = read_file(path, &size);
    struct po *po = check(po_parse(bytes, size, &error), path);
    for (size_t i = 0; i < po_count(po); i++) {
        const struct po_message *message = po_at(po, i);
        add(words, source->name, message->context, english ? message->source : message->text);
    }
    po_destroy(po);
    free(bytes);
}

struct words words_read(const char *tree, const char *language)
{
    struct words words = {0};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        read_source(&words, tree, language, &sources[i]);
    }
    return words;
}

void words_free(struct words *words)
{
    for (size_t i = 0; i < words->count; i++) {
        free(words->list[i].name);
        free(words->list[i].text);
    }
    free(words->list);
    *words = (struct words){0};
}
