// "lang add" and "lang export".
#include "fonts.h"
#include "forms_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

// SOURCE_DATE_EPOCH or the clock, as gettext writes it.
static void now_write(char text[static 32])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    time_t now = epoch ? (time_t)strtoll(epoch, NULL, 10) : time(NULL);
    struct tm utc;
    gmtime_r(&now, &utc);
    strftime(text, 32, "%Y-%m-%d %H:%M+0000", &utc);
}

// The template with the header that msgfmt asks for; everything behind "Language:" stays.
static char *po_begin(const struct tree_part *part, const char *language, size_t *size)
{
    static const char empty[] = "\"Language: \\n\"\n";
    const char *field = strstr(part->template_bytes, empty);
    char *text = NULL, date[32];
    FILE *out = field ? open_memstream(&text, size) : NULL;
    if (!out) {
        forms_fail("%s has no line %.*s in its header", part->template_path, (int)sizeof empty - 2,
                   empty);
        return NULL;
    }
    now_write(date);
    fwrite(part->template_bytes, 1, (size_t)(field - part->template_bytes), out);
    fprintf(out,
            "\"PO-Revision-Date: %s\\n\"\n\"Last-Translator: nobody yet\\n\"\n"
            "\"Language-Team: %s\\n\"\n\"Language: %s\\n\"\n",
            date, language, language);
    fputs(field + sizeof empty - 1, out);
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

struct outputs {
    struct tree_output at[TREE_PARTS + 2];
    int count;
};

static bool output_add(struct outputs *outputs, const char *path, char *bytes, size_t size)
{
    if (!bytes) {
        return false;
    }
    struct tree_output *output = &outputs->at[outputs->count++];
    snprintf(output->path, sizeof output->path, "%s", path);
    output->bytes = bytes;
    output->size = size;
    return true;
}

static void outputs_finish(struct outputs *outputs)
{
    for (int i = 0; i < outputs->count; i++) {
        free(outputs->at[i].bytes);
    }
}

static bool add_po_files(const struct tree *tree, struct outputs *outputs)
{
    for (int i = 0; i < tree->count; i++) {
        const struct tree_part *part = &tree->parts[i];
        size_t size = 0;
        char *bytes = part->edit ? NULL : po_begin(part, tree->language, &size);
        if (!part->edit && !output_add(outputs, part->path, bytes, size)) {
            return false;
        }
    }
    if (outputs->count == 0) {
        forms_fail("\"%s\" has all its PO files already", tree->language);
    }
    return outputs->count > 0;
}

static bool add_sheets(const struct forms_options *options, struct tree *tree,
                       struct outputs *outputs)
{
    char separator = options->semicolon ? ';' : ',', path[TREE_PATH_CHARS];
    const char *folder = options->out ? options->out : ".";
    size_t size;
    snprintf(path, sizeof path, "%s/%s.csv", folder, tree->language);
    char *sheet = sheet_write(tree, separator, &size);
    bool good = output_add(outputs, path, sheet, size);
    snprintf(path, sizeof path, "%s/%s.recording.csv", folder, tree->language);
    char *recording = sheet_write_recording(tree, separator, &size);
    return output_add(outputs, path, recording, size) && good;
}

static void tell_added(const struct outputs *outputs, const char *language)
{
    for (int i = 0; i < outputs->count; i++) {
        printf("%s\n", outputs->at[i].path);
    }
    if (strcmp(writing_find(language)->language, language) != 0) {
        fprintf(stderr,
                "envelop-forms: note: fonts/fonts.c doesn't know \"%s\": until it does, it is set "
                "from left to right in Noto Sans\n",
                language);
    }
}

int forms_lang_add(const struct forms_options *options)
{
    struct tree tree;
    struct outputs outputs = {0};
    bool good = tree_open(options, options->words[0], &tree) && add_po_files(&tree, &outputs) &&
                add_sheets(options, &tree, &outputs) && tree_write(outputs.at, outputs.count);
    if (good) {
        tell_added(&outputs, tree.language);
    }
    outputs_finish(&outputs);
    tree_finish(&tree);
    return good ? FORMS_DONE : FORMS_REFUSED;
}

int forms_lang_export(const struct forms_options *options)
{
    struct tree tree;
    struct outputs outputs = {0};
    char separator = options->semicolon ? ';' : ',';
    bool good = tree_open(options, options->words[0], &tree) && tree_is_whole(&tree);
    if (good) {
        size_t size = 0;
        char *sheet =
            (options->recording ? sheet_write_recording : sheet_write)(&tree, separator, &size);
        good = output_add(&outputs, options->out ? options->out : "-", sheet, size) &&
               tree_write(outputs.at, outputs.count);
    }
    outputs_finish(&outputs);
    tree_finish(&tree);
    return good ? FORMS_DONE : FORMS_REFUSED;
}
