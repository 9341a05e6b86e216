#include "forms_tree.h"

#include "pack_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_BYTES = 8 * 1024 * 1024 };

bool tree_language_valid(const char *language)
{
    if (!pack_code_valid(language)) {
        forms_fail("\"%s\" is not a language code; one is like ti, ckb or zh-Hant", language);
        return false;
    }
    return true;
}

bool tree_form_valid(const char *form)
{
    if (!form[0] || strlen(form) > 32 ||
        strspn(form, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(form)) {
        forms_fail("\"%s\" is not the id of a form; one is like wellbeing", form);
        return false;
    }
    return true;
}

static bool part_read_template(struct tree_part *part)
{
    part->template_bytes = tree_read(part->template_path, &part->template_size);
    struct po_error error;
    part->template =
        part->template_bytes ? po_parse(part->template_bytes, part->template_size, &error) : NULL;
    if (part->template_bytes && !part->template) {
        forms_fail("%s, line %zu: %s", part->template_path, error.line, error.reason);
    }
    return part->template;
}

static bool part_read_po(struct tree_part *part)
{
    if (access(part->path, F_OK) != 0) {
        return true;
    }
    size_t size;
    char *bytes = tree_read(part->path, &size);
    struct po_error error;
    part->edit = bytes ? po_edit_create(bytes, size, &error) : NULL;
    if (bytes && !part->edit) {
        forms_fail("%s, line %zu: %s", part->path, error.line, error.reason);
    }
    free(bytes);
    return part->edit;
}

static void paths_make(const struct forms_options *options, struct tree *tree)
{
    char site[TREE_PATH_CHARS / 2];
    snprintf(site, sizeof site, "%s", options->site ? options->site : "");
    if (!options->site) {
        snprintf(site, sizeof site, "%s/deploy/example", options->tree);
    }
    struct tree_part *parts = tree->parts;
    const char *root = options->tree, *form = options->form, *code = tree->language;
    const size_t room = TREE_PATH_CHARS;
    snprintf(parts[0].template_path, room, "%s/forms/%s/po/%s.pot", root, form, form);
    snprintf(parts[0].path, room, "%s/forms/%s/po/%s.po", root, form, code);
    snprintf(parts[1].template_path, room, "%s/kiosk/po/kiosk.pot", root);
    snprintf(parts[1].path, room, "%s/kiosk/po/%s.po", root, code);
    snprintf(parts[2].template_path, room, "%s/po/site.pot", site);
    snprintf(parts[2].path, room, "%s/po/%s.po", site, code);
    snprintf(parts[3].template_path, room, "%s/kiosk/po/worker.pot", root);
    snprintf(parts[3].path, room, "%s/kiosk/po/worker.nl.po", root);
    tree->count = strcmp(code, "nl") == 0 ? 4 : 3; // worker screens: Dutch and English
}

bool tree_open(const struct forms_options *options, const char *language, struct tree *tree)
{
    *tree = (struct tree){0};
    if (!tree_language_valid(language) || !tree_form_valid(options->form)) {
        return false;
    }
    if (strcmp(language, "en") == 0) {
        forms_fail("English is the source: its words are in the form and in the .pot files");
        return false;
    }
    snprintf(tree->language, sizeof tree->language, "%s", language);
    paths_make(options, tree);
    for (int i = 0; i < tree->count; i++) {
        if (!part_read_template(&tree->parts[i]) || !part_read_po(&tree->parts[i])) {
            return false;
        }
    }
    return true;
}

void tree_finish(struct tree *tree)
{
    for (int i = 0; i < TREE_PARTS; i++) {
        po_destroy(tree->parts[i].template);
        po_edit_destroy(tree->parts[i].edit);
        free(tree->parts[i].template_bytes);
    }
    *tree = (struct tree){0};
}

bool tree_is_whole(const struct tree *tree)
{
    for (int i = 0; i < tree->count; i++) {
        if (!tree->parts[i].edit) {
            forms_fail("%s is not there; \"envelop-forms lang add %s\" begins it",
                       tree->parts[i].path, tree->language);
            return false;
        }
    }
    return true;
}

static size_t index_in(const struct po *po, const char *id)
{
    for (size_t i = 0; i < po_count(po); i++) {
        if (strcmp(po_at(po, i)->context, id) == 0) {
            return i;
        }
    }
    return SIZE_MAX;
}

bool tree_find(struct tree *tree, const char *id, struct tree_place *place)
{
    for (int i = 0; i < tree->count; i++) {
        struct tree_part *part = &tree->parts[i];
        size_t index = index_in(part->template, id);
        if (index != SIZE_MAX) {
            *place = (struct tree_place){part, index, SIZE_MAX};
            if (part->edit) {
                place->index = index_in(po_edit_po(part->edit), id);
            }
            return true;
        }
    }
    return false;
}

const struct po_message *tree_message(const struct tree_place *place)
{
    return place->index == SIZE_MAX ? NULL : po_at(po_edit_po(place->part->edit), place->index);
}

bool tree_save(const struct tree *tree)
{
    struct tree_output outputs[TREE_PARTS];
    int count = 0;
    bool good = true;
    for (int i = 0; good && i < tree->count; i++) {
        const struct tree_part *part = &tree->parts[i];
        if (!part->changed) {
            continue;
        }
        struct po_error error;
        struct tree_output *output = &outputs[count];
        snprintf(output->path, sizeof output->path, "%s", part->path);
        output->bytes = po_edit_write(part->edit, &output->size, &error);
        good = output->bytes;
        count += good;
        if (!good) {
            forms_fail("%s would be broken: line %zu: %s", part->path, error.line, error.reason);
        }
    }
    good = good && tree_write(outputs, count);
    for (int i = 0; i < count; i++) {
        free(outputs[i].bytes);
    }
    return good;
}

// --- files --------------------------------------------------------------------------------------

// How much to make room for: a file's size and a byte more, to see it grow; else the most.
static size_t room_for(FILE *file)
{
    struct stat status;
    bool known =
        fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= MAX_BYTES;
    return known ? (size_t)status.st_size + 1 : MAX_BYTES + 1;
}

char *tree_read(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    size_t room = file ? room_for(file) : 0;
    char *bytes = file ? malloc(room + 1) : NULL;
    if (!bytes) {
        forms_fail("%s can't be read: %s", path, strerror(errno));
        if (file) {
            fclose(file);
        }
        return NULL;
    }
    *size = fread(bytes, 1, room, file);
    bool good = !ferror(file) && *size < room;
    fclose(file);
    if (!good) {
        forms_fail("%s can't be read, or has more than %d bytes", path, MAX_BYTES);
        free(bytes);
        return NULL;
    }
    bytes[*size] = '\0';
    return bytes;
}

static void name_aside(const struct tree_output *output, char aside[static TREE_PATH_CHARS + 8])
{
    snprintf(aside, TREE_PATH_CHARS + 8, "%s.new", output->path);
}

// Beside the file, on the disk, and not yet in its place.
static bool write_aside(const struct tree_output *output)
{
    char aside[TREE_PATH_CHARS + 8];
    name_aside(output, aside);
    int fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0644);
    FILE *file = fd >= 0 ? fdopen(fd, "wb") : NULL;
    bool good = file && fwrite(output->bytes, 1, output->size, file) == output->size &&
                fflush(file) == 0 && fsync(fd) == 0;
    good = file && fclose(file) == 0 && good;
    if (!good) {
        forms_fail("%s can't be written: %s", aside, strerror(errno));
    }
    return good;
}

static bool is_stdout(const struct tree_output *output)
{
    return strcmp(output->path, "-") == 0;
}

bool tree_write(const struct tree_output *outputs, int count)
{
    bool good = true;
    for (int i = 0; good && i < count; i++) {
        good = is_stdout(&outputs[i]) || write_aside(&outputs[i]);
    }
    for (int i = 0; i < count; i++) {
        char aside[TREE_PATH_CHARS + 8];
        name_aside(&outputs[i], aside);
        if (is_stdout(&outputs[i])) {
            good = good && fwrite(outputs[i].bytes, 1, outputs[i].size, stdout) == outputs[i].size;
        } else if (!good) {
            unlink(aside);
        } else if (rename(aside, outputs[i].path) != 0) {
            good = false;
            forms_fail("%s can't be replaced: %s", outputs[i].path, strerror(errno));
        }
    }
    return good;
}
