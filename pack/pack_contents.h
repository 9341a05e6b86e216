// The parsed view of a pack's files: form, site, messages; a language's words on first use.
#ifndef PACK_CONTENTS_H
#define PACK_CONTENTS_H

#include "pack_messages.h"
#include "pack_site.h"

struct pack_contents {
    const struct pack_files *files; // borrowed
    struct form *form;
    bool form_draft; // the questionnaire's status is not "active": English counts as a draft
    struct pack_site site;
    struct pack_messages messages;
    struct pack_catalogue catalogues[PACK_MAX_LANGUAGES]; // by index in site.languages
    struct pack_catalogue dutch; // for worker screens where Dutch is not among the languages
};

// `files` is sorted and outlives the contents. NULL with the reason.
struct pack_contents *pack_contents_create(const struct pack_files *files,
                                           struct pack_error *error);
void pack_contents_destroy(struct pack_contents *contents);

// Parses the language's PO files once. NULL with file and line.
const struct pack_catalogue *pack_contents_catalogue(struct pack_contents *contents,
                                                     size_t language, struct pack_error *error);

// Dutch for the worker screens of a pack whose languages don't have it.
const struct pack_catalogue *pack_contents_dutch(struct pack_contents *contents,
                                                 struct pack_error *error);

#endif
