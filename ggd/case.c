#include "case.h"

#include "file.h"
#include "say.h"
#include "secret.h"

#include <dirent.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMS_MAX = 64, FORM_BYTES = 1024 * 1024, FORM_NAME_CHARS = 64 };

struct known_form {
    struct form *form;
    struct po *dutch;
};

// What is in clear, together in locked memory.
struct clear {
    struct opened_case opened;
    uint8_t plain[ENVELOPE_BYTES];
    uint8_t parsing[RESPONSE_PARSE_BYTES];
};

struct case_reader {
    struct known_form forms[FORMS_MAX];
    size_t form_count;
    const struct age_identity *identity;
    struct clear *clear;
};

static struct po *dutch_read(const struct home *home, const char *hash)
{
    char path[HOME_PATH_ROOM];
    uint8_t *bytes;
    size_t size;
    struct po_error ignored;
    home_path(home, path, "forms/%s.nl.po", hash);
    if (file_read(path, FORM_BYTES, &bytes, &size) != FILE_OK) {
        return NULL;
    }
    struct po *po = po_parse((const char *)bytes, size, &ignored);
    free(bytes);
    return po;
}

static void form_read(const struct home *home, const char *hash, struct case_reader *reader)
{
    char path[HOME_PATH_ROOM];
    uint8_t *bytes;
    size_t size;
    struct form_error error = {0};
    home_path(home, path, "forms/%s.json", hash);
    enum file_result result = file_read(path, FORM_BYTES, &bytes, &size);
    if (result != FILE_OK) {
        warn_person("\"%s\" can't be read: %s", path, file_result_text(result));
        return;
    }
    struct form *form = form_parse((const char *)bytes, size, &error);
    free(bytes);
    if (!form) {
        warn_person("\"%s\" is no form: %s", path, error.reason);
        return;
    }
    reader->forms[reader->form_count++] =
        (struct known_form){.form = form, .dutch = dutch_read(home, hash)};
}

static int is_form(const struct dirent *entry)
{
    const char *name = entry->d_name;
    return strlen(name) == FORM_NAME_CHARS + 5 &&
           strspn(name, "0123456789abcdef") == FORM_NAME_CHARS &&
           strcmp(name + FORM_NAME_CHARS, ".json") == 0;
}

static bool forms_read(const struct home *home, struct case_reader *reader)
{
    char path[HOME_PATH_ROOM];
    struct dirent **names;
    home_path(home, path, "forms");
    int count = scandir(path, &names, is_form, alphasort);
    if (count < 0) {
        return refuse("\"%s\" can't be read: %s", path, strerror(errno));
    }
    for (int i = 0; i < count; i++) {
        names[i]->d_name[FORM_NAME_CHARS] = '\0';
        if (reader->form_count < FORMS_MAX) {
            form_read(home, names[i]->d_name, reader);
        }
        free(names[i]);
    }
    free(names);
    return true;
}

struct case_reader *case_reader_create(const struct home *home, const struct age_identity *identity)
{
    struct case_reader *reader = calloc(1, sizeof *reader);
    if (!reader || !(reader->clear = secret_take(sizeof *reader->clear))) {
        refuse("memory is too short");
        free(reader);
        return NULL;
    }
    reader->identity = identity;
    response_use_memory(reader->clear->parsing, sizeof reader->clear->parsing);
    if (!forms_read(home, reader)) {
        case_reader_destroy(reader);
        return NULL;
    }
    return reader;
}

void case_reader_destroy(struct case_reader *reader)
{
    if (!reader) {
        return;
    }
    response_use_memory(NULL, 0);
    for (size_t i = 0; i < reader->form_count; i++) {
        form_destroy(reader->forms[i].form);
        po_destroy(reader->forms[i].dutch);
    }
    secret_free(reader->clear);
    free(reader);
}

static bool answers_read(struct case_reader *reader, size_t bytes,
                         char reason[static CASE_REASON_ROOM])
{
    struct opened_case *opened = &reader->clear->opened;
    struct form_error error = {.reason = "no pack was made here, so no form is known"};
    for (size_t i = 0; i < reader->form_count; i++) {
        if (response_parse(reader->forms[i].form, (const char *)reader->clear->plain, bytes,
                           &opened->answers, &opened->context, &error)) {
            opened->form = reader->forms[i].form;
            opened->dutch = reader->forms[i].dutch;
            return true;
        }
    }
    snprintf(reason, CASE_REASON_ROOM, "it opens but is no answered form of ours: %.150s",
             error.reason);
    return false;
}

static size_t without_padding(const uint8_t *plain, size_t bytes)
{
    while (bytes > 0 && plain[bytes - 1] == ' ') {
        bytes--;
    }
    return bytes;
}

const struct opened_case *case_read(struct case_reader *reader,
                                    const uint8_t envelope[static ENVELOPE_BYTES],
                                    char reason[static CASE_REASON_ROOM])
{
    struct clear *clear = reader->clear;
    size_t bytes = 0;
    enum age_result result =
        age_open(reader->identity, 1, envelope, ENVELOPE_BYTES, clear->plain, &bytes);
    if (result != AGE_OK) {
        snprintf(reason, CASE_REASON_ROOM, "it can't be opened: %s", age_result_text(result));
        return NULL;
    }
    memset(&clear->opened, 0, sizeof clear->opened);
    if (!answers_read(reader, bytes, reason)) {
        sodium_memzero(clear->plain, sizeof clear->plain);
        return NULL;
    }
    clear->opened.score = form_score(clear->opened.form, &clear->opened.answers);
    clear->opened.json = (const char *)clear->plain;
    clear->opened.json_bytes = without_padding(clear->plain, bytes);
    return &clear->opened;
}

void case_band(const struct opened_case *opened, char band[static 64])
{
    const char *low = opened->score.band_low, *high = opened->score.band_high;
    if (!low || !high) {
        snprintf(band, 64, "none");
    } else if (strcmp(low, high) == 0) {
        snprintf(band, 64, "%s", low);
    } else {
        snprintf(band, 64, "%.30s..%.30s", low, high);
    }
}

int case_band_rank(const struct opened_case *opened)
{
    for (size_t i = 0; opened->score.band_high && i < form_band_count(opened->form); i++) {
        if (strcmp(form_band(opened->form, i)->code, opened->score.band_high) == 0) {
            return (int)i;
        }
    }
    return -1;
}

const char *case_wish(const struct opened_case *opened, enum contact_field field)
{
    uint8_t option = opened->context.contact.option[field];
    return option > 0 ? contact_choices[field].options[option - 1] : "";
}

const char *case_contact(const struct opened_case *opened)
{
    const char *permission = case_wish(opened, CONTACT_PERMISSION);
    return permission[0] ? permission : "not asked";
}

void case_json_string(const char *text)
{
    putchar('"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20) {
            printf("\\u%04x", c);
        } else if (c == '"' || c == '\\') {
            printf("\\%c", c);
        } else {
            putchar(c);
        }
    }
    putchar('"');
}
