#include "import_tree.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char *const names[FUZZ_FILES] = {"forms/f/po/xx.po", "kiosk/po/xx.po",
                                              "deploy/example/po/xx.po"};
static char folder_made[64];

static void must_run(const char *command)
{
    int code = system(command);
    if (code != 0) {
        fprintf(stderr, "%s: %d\n", command, code);
        abort();
    }
}

static void folder_remove(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder_made);
    must_run(command);
}

static void tree_make(struct fuzz_tree *tree)
{
    const char *temporary = getenv("TMPDIR");
    char command[1024];
    snprintf(tree->folder, sizeof tree->folder, "%s/envelop-fuzz.XXXXXX",
             temporary && strlen(temporary) < 40 ? temporary : "/tmp");
    if (!mkdtemp(tree->folder)) {
        perror(tree->folder);
        abort();
    }
    memcpy(folder_made, tree->folder, sizeof folder_made);
    atexit(folder_remove);
    snprintf(command, sizeof command, "cp -r '%s/.' '%s'", FUZZ_TREE, tree->folder);
    must_run(command);
    snprintf(tree->sheet, sizeof tree->sheet, "%s/sheet.csv", tree->folder);
    for (int i = 0; i < FUZZ_FILES; i++) {
        struct fuzz_file *file = &tree->files[i];
        snprintf(file->path, sizeof file->path, "%s/%s", tree->folder, names[i]);
        file->bytes = tree_read(file->path, &file->size);
        assert(file->bytes);
    }
}

static void write_bytes(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert(file);
    size_t written = fwrite(bytes, 1, size, file);
    assert(written == size);
    fclose(file);
}

static bool is_same(const struct fuzz_file *file)
{
    size_t size;
    char *bytes = tree_read(file->path, &size);
    bool same = bytes && size == file->size && memcmp(bytes, file->bytes, size) == 0;
    free(bytes);
    return same;
}

void fuzz_restore(struct fuzz_tree *tree)
{
    if (!tree->folder[0]) {
        tree_make(tree);
    }
    for (int i = 0; i < FUZZ_FILES; i++) {
        if (!is_same(&tree->files[i])) {
            write_bytes(tree->files[i].path, tree->files[i].bytes, tree->files[i].size);
        }
    }
}

// The command's own words are caught where it prints them: glibc's streams are variables.
static void command_run(struct fuzz_tree *tree, int (*command)(const struct forms_options *),
                        const char *word, const char *to)
{
    FILE *out = stdout, *err = stderr;
    char *words[] = {strdup(word)};
    tree->out[0] = tree->err[0] = '\0';
    stdout = fmemopen(tree->out, sizeof tree->out, "w");
    stderr = fmemopen(tree->err, sizeof tree->err, "w");
    tree->code = command(&(struct forms_options){
        .tree = tree->folder, .form = "f", .words = words, .word_count = 1, .out = to});
    fclose(stdout);
    fclose(stderr);
    stdout = out;
    stderr = err;
    free(words[0]);
}

void fuzz_import(struct fuzz_tree *tree, const uint8_t *data, size_t size)
{
    if (data) {
        write_bytes(tree->sheet, (const char *)data, size);
    }
    command_run(tree, forms_lang_import, tree->sheet, NULL);
}

void fuzz_export(struct fuzz_tree *tree)
{
    command_run(tree, forms_lang_export, "xx", tree->sheet);
    assert(tree->code == FORMS_DONE);
    size_t size;
    char *bytes = tree_read(tree->sheet, &size);
    assert(bytes && !is_calculated(bytes, size));
    free(bytes);
}

static int files_beside(const char *path)
{
    char folder[128];
    snprintf(folder, sizeof folder, "%s", path);
    *strrchr(folder, '/') = '\0';
    int count = 0;
    DIR *open = opendir(folder);
    for (struct dirent *entry = readdir(open); entry; entry = readdir(open)) {
        count += entry->d_name[0] != '.';
    }
    closedir(open);
    return count;
}

bool fuzz_is_unchanged(const struct fuzz_tree *tree)
{
    bool same = true;
    for (int i = 0; i < FUZZ_FILES; i++) {
        same = same && is_same(&tree->files[i]) && files_beside(tree->files[i].path) == 2;
    }
    return same;
}

void fuzz_judge(const struct fuzz_tree *tree)
{
    char command[256];
    for (int i = 0; getenv("FUZZ_MSGFMT") && i < FUZZ_FILES; i++) {
        snprintf(command, sizeof command, "msgfmt --check -o /dev/null '%s'", tree->files[i].path);
        must_run(command);
    }
}
