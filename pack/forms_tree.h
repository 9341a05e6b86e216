// The PO files of one language in the tree: the form's, the kiosk's, the site's, and for Dutch
// those of the worker's screens.
#ifndef PACK_FORMS_TREE_H
#define PACK_FORMS_TREE_H

#include "forms_command.h"
#include "forms_po.h"

enum { TREE_PARTS = 4, TREE_PATH_CHARS = 512 };

struct tree_part {
    char template_path[TREE_PATH_CHARS], path[TREE_PATH_CHARS];
    char *template_bytes;
    size_t template_size;
    struct po *template;
    struct po_edit *edit; // NULL: the language has no such file
    bool changed;
};

struct tree {
    char language[16];
    struct tree_part parts[TREE_PARTS];
    int count;
};

// Where a message stands.
struct tree_place {
    struct tree_part *part;
    size_t template_index;
    size_t index; // in the PO file; SIZE_MAX: it isn't there
};

// Opens the templates and whichever PO files there are. `tree` is to be finished also after a
// failure, which it has told.
bool tree_open(const struct forms_options *options, const char *language, struct tree *tree);
void tree_finish(struct tree *tree);

// Whether every PO file is there; tells which isn't.
bool tree_is_whole(const struct tree *tree);

// False when no template has this id.
bool tree_find(struct tree *tree, const char *id, struct tree_place *place);

// The message at a place; NULL when the PO file lacks it.
const struct po_message *tree_message(const struct tree_place *place);

// Writes every part that is marked as changed: all of them or none. False has told why.
bool tree_save(const struct tree *tree);

// Whether this is a language code, and whether this is the id of a form. False has told why.
bool tree_language_valid(const char *language);
bool tree_form_valid(const char *form);

// --- files --------------------------------------------------------------------------------------

// At most 8 MiB, with a NUL beyond `size`; to be freed. NULL has told why.
char *tree_read(const char *path, size_t *size);

struct tree_output {
    char path[TREE_PATH_CHARS];
    char *bytes;
    size_t size;
};

// Each file appears whole or not at all, and none when one of them can't be written. False has told
// why. "-" is stdout.
bool tree_write(const struct tree_output *outputs, int count);

#endif
