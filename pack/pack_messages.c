#include "pack_messages.h"

#include "pack_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const template_names[PACK_ORIGINS] = {
    [PACK_KIOSK] = "kiosk/kiosk.pot",
    [PACK_SITE] = "site/site.pot",
    [PACK_WORKER] = "kiosk/worker.pot",
};

static struct po *po_of(const struct pack_files *files, const char *name, struct pack_error *error)
{
    const struct pack_file_bytes *file = pack_files_find(files, name);
    if (!file) {
        pack_fail(error, "%s is not there", name);
        return NULL;
    }
    struct po_error po_error;
    struct po *po = po_parse((const char *)file->bytes, file->size, &po_error);
    if (!po) {
        pack_fail(error, "%s, line %zu: %s", name, po_error.line, po_error.reason);
    }
    return po;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct pack_message *)a)->id, ((const struct pack_message *)b)->id);
}

static void messages_fill(const struct form *form, struct pack_messages *messages)
{
    for (size_t i = 0; i < form_message_count(form); i++) {
        struct form_message message = form_message(form, i);
        messages->at[messages->count++] = (struct pack_message){
            .id = message.id, .english = message.english, .origin = PACK_FORM};
    }
    for (int origin = PACK_KIOSK; origin < PACK_ORIGINS; origin++) {
        const struct po *po = messages->templates[origin];
        for (size_t i = 0; i < po_count(po); i++) {
            const struct po_message *message = po_at(po, i);
            messages->at[messages->count++] =
                (struct pack_message){.id = message->context,
                                      .english = message->source,
                                      .origin = (enum pack_origin)origin};
        }
    }
}

static bool ids_check(const struct pack_messages *messages, struct pack_error *error)
{
    for (size_t i = 0; i < messages->count; i++) {
        const char *id = messages->at[i].id;
        char prompt[PACK_NAME_CHARS];
        int length = snprintf(prompt, sizeof prompt, "audio/en/%s.opus", id);
        if (length >= (int)sizeof prompt || pack_name_cap(prompt) == 0) {
            return pack_fail(error, "message \"%.64s\" has an id that can't be a file's name", id);
        }
        if (i > 0 && strcmp(id, messages->at[i - 1].id) == 0) {
            return pack_fail(error, "message \"%.64s\" is there twice", id);
        }
    }
    return true;
}

bool pack_messages_create(const struct form *form, const struct pack_files *files,
                          struct pack_messages *messages, struct pack_error *error)
{
    *messages = (struct pack_messages){0};
    size_t count = form_message_count(form);
    for (int origin = PACK_KIOSK; origin < PACK_ORIGINS; origin++) {
        messages->templates[origin] = po_of(files, template_names[origin], error);
        if (!messages->templates[origin]) {
            return false;
        }
        count += po_count(messages->templates[origin]);
    }
    messages->at = calloc(count + 1, sizeof *messages->at);
    if (!messages->at) {
        return pack_fail(error, "memory is too short for the messages");
    }
    messages_fill(form, messages);
    qsort(messages->at, messages->count, sizeof *messages->at, by_id);
    return ids_check(messages, error);
}

void pack_messages_finish(struct pack_messages *messages)
{
    for (int origin = 0; origin < PACK_ORIGINS; origin++) {
        po_destroy(messages->templates[origin]);
    }
    free(messages->at);
    *messages = (struct pack_messages){0};
}

static int id_against(const void *id, const void *message)
{
    return strcmp(id, ((const struct pack_message *)message)->id);
}

size_t pack_messages_find(const struct pack_messages *messages, const char *id)
{
    const struct pack_message *found =
        bsearch(id, messages->at, messages->count, sizeof *messages->at, id_against);
    return found ? (size_t)(found - messages->at) : messages->count;
}

bool pack_po_name(enum pack_origin origin, const char *language, char name[static PACK_NAME_CHARS])
{
    static const char *const folders[PACK_ORIGINS] = {
        [PACK_FORM] = "form", [PACK_KIOSK] = "kiosk", [PACK_SITE] = "site"};
    if (strcmp(language, "en") == 0 || (origin == PACK_WORKER && strcmp(language, "nl") != 0)) {
        return false;
    }
    if (origin == PACK_WORKER) {
        snprintf(name, PACK_NAME_CHARS, "kiosk/worker.nl.po");
    } else {
        snprintf(name, PACK_NAME_CHARS, "%s/po/%.15s.po", folders[origin], language);
    }
    return true;
}

static void texts_fill(const struct pack_messages *messages, struct pack_catalogue *catalogue)
{
    for (size_t i = 0; i < messages->count; i++) {
        const struct pack_message *message = &messages->at[i];
        const struct po *po = catalogue->files[message->origin];
        const struct po_message *found = po ? po_find(po, message->id, message->english) : NULL;
        catalogue->texts[i] = found && found->text[0] != '\0' ? found->text : message->english;
    }
}

bool pack_catalogue_create(const struct pack_messages *messages, const struct pack_files *files,
                           const char *language, struct pack_catalogue *catalogue,
                           struct pack_error *error)
{
    *catalogue = (struct pack_catalogue){0};
    for (int origin = 0; origin < PACK_ORIGINS; origin++) {
        char name[PACK_NAME_CHARS];
        if (!pack_po_name((enum pack_origin)origin, language, name) ||
            !pack_files_find(files, name)) {
            continue;
        }
        catalogue->files[origin] = po_of(files, name, error);
        if (!catalogue->files[origin]) {
            pack_catalogue_finish(catalogue);
            return false;
        }
    }
    catalogue->texts = calloc(messages->count + 1, sizeof *catalogue->texts);
    if (!catalogue->texts) {
        pack_catalogue_finish(catalogue);
        return pack_fail(error, "memory is too short for language \"%s\"", language);
    }
    texts_fill(messages, catalogue);
    return true;
}

void pack_catalogue_finish(struct pack_catalogue *catalogue)
{
    for (int origin = 0; origin < PACK_ORIGINS; origin++) {
        po_destroy(catalogue->files[origin]);
    }
    free(catalogue->texts);
    *catalogue = (struct pack_catalogue){0};
}
