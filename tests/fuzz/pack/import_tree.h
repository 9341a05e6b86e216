// A small tree in a folder of its own, and the commands in it.
#ifndef TESTS_FUZZ_PACK_IMPORT_TREE_H
#define TESTS_FUZZ_PACK_IMPORT_TREE_H

#include "forms_csv.h"
#include "forms_sheet.h"
#include "fuzz.h"

enum { FUZZ_FILES = 3 };

struct fuzz_file {
    char path[128];
    char *bytes; // as it is in tests/fuzz/pack/tree
    size_t size;
};

struct fuzz_tree {
    char folder[64], sheet[128];
    struct fuzz_file files[FUZZ_FILES]; // PO files
    int code;
    char out[65536], err[65536]; // what the command said
};

// The tree as it was at first; makes it at the first call, and it goes with the process.
void fuzz_restore(struct fuzz_tree *tree);

// "lang import" of these bytes; of what was exported when NULL.
void fuzz_import(struct fuzz_tree *tree, const uint8_t *data, size_t size);

// "lang export"; nothing in it is calculated.
void fuzz_export(struct fuzz_tree *tree);

// Whether not a byte is other than at first, and no file is left beside them.
bool fuzz_is_unchanged(const struct fuzz_tree *tree);

// Dies when msgfmt --check refuses a PO file. Only with FUZZ_MSGFMT in the environment.
void fuzz_judge(const struct fuzz_tree *tree);

#endif
