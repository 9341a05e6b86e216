#include "pack_contents.h"

#include "pack_report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const struct pack_file_bytes *need(const struct pack_files *files, const char *name,
                                          struct pack_error *error)
{
    const struct pack_file_bytes *file = pack_files_find(files, name);
    if (!file) {
        pack_fail(error, "%s is not there", name);
    }
    return file;
}

static bool status_is_active(const struct pack_file_bytes *file)
{
    json_t *root = json_loadb((const char *)file->bytes, file->size, JSON_REJECT_DUPLICATES, NULL);
    const char *status = json_string_value(json_object_get(root, "status"));
    bool active = status && strcmp(status, "active") == 0;
    json_decref(root);
    return active;
}

static bool form_load(struct pack_contents *contents, struct pack_error *error)
{
    const struct pack_file_bytes *file = need(contents->files, "form/questionnaire.json", error);
    if (!file) {
        return false;
    }
    struct form_error form_error = {0};
    contents->form = form_parse((const char *)file->bytes, file->size, &form_error);
    if (!contents->form) {
        return pack_fail(error, "form/questionnaire.json, at \"%s\": %s", form_error.path,
                         form_error.reason);
    }
    contents->form_draft = !status_is_active(file);
    return true;
}

static bool site_load(struct pack_contents *contents, struct pack_error *error)
{
    const struct pack_file_bytes *file = need(contents->files, "site/site.json", error);
    return file && pack_site_parse(file->bytes, file->size, &contents->site, error);
}

static bool entries_have_words(const struct pack_contents *contents, struct pack_error *error)
{
    for (size_t i = 0; i < contents->site.entry_count; i++) {
        const struct pack_entry *entry = &contents->site.views[i];
        size_t none = contents->messages.count;
        if (pack_messages_find(&contents->messages, entry->name) == none ||
            pack_messages_find(&contents->messages, entry->text) == none) {
            return pack_fail(error, "site/site.pot has no words for the entry \"%s\" of site.json",
                             entry->id);
        }
    }
    return true;
}

struct pack_contents *pack_contents_create(const struct pack_files *files, struct pack_error *error)
{
    struct pack_contents *contents = calloc(1, sizeof *contents);
    if (!contents) {
        pack_fail(error, "memory is too short for the pack");
        return NULL;
    }
    contents->files = files;
    if (!form_load(contents, error) || !site_load(contents, error) ||
        !pack_messages_create(contents->form, files, &contents->messages, error) ||
        !entries_have_words(contents, error)) {
        pack_contents_destroy(contents);
        return NULL;
    }
    return contents;
}

void pack_contents_destroy(struct pack_contents *contents)
{
    if (!contents) {
        return;
    }
    for (size_t i = 0; i < PACK_MAX_LANGUAGES; i++) {
        pack_catalogue_finish(&contents->catalogues[i]);
    }
    pack_catalogue_finish(&contents->dutch);
    pack_messages_finish(&contents->messages);
    form_destroy(contents->form);
    free(contents);
}

const struct pack_catalogue *pack_contents_catalogue(struct pack_contents *contents,
                                                     size_t language, struct pack_error *error)
{
    struct pack_catalogue *catalogue = &contents->catalogues[language];
    if (!catalogue->texts &&
        !pack_catalogue_create(&contents->messages, contents->files,
                               contents->site.languages.at[language], catalogue, error)) {
        return NULL;
    }
    return catalogue;
}

const struct pack_catalogue *pack_contents_dutch(struct pack_contents *contents,
                                                 struct pack_error *error)
{
    if (!contents->dutch.texts && !pack_catalogue_create(&contents->messages, contents->files, "nl",
                                                         &contents->dutch, error)) {
        return NULL;
    }
    return &contents->dutch;
}
