// Every message of a pack, in English, and its words in one language.
#ifndef PACK_MESSAGES_H
#define PACK_MESSAGES_H

#include "pack.h"
#include "pack_files.h"

// Where a message comes from; WORKER messages are for Dutch and English only and are never spoken.
enum pack_origin { PACK_FORM, PACK_KIOSK, PACK_SITE, PACK_WORKER, PACK_ORIGINS };

struct pack_message {
    const char *id, *english;
    enum pack_origin origin;
};

// Sorted by id.
struct pack_messages {
    struct pack_message *at;
    size_t count;
    struct po *templates[PACK_ORIGINS]; // NULL for the form
};

// Takes the messages of the form and of the templates in `files`. False with file and line.
bool pack_messages_create(const struct form *form, const struct pack_files *files,
                          struct pack_messages *messages, struct pack_error *error);
void pack_messages_finish(struct pack_messages *messages);

// Index of a message; `count` when there is none.
size_t pack_messages_find(const struct pack_messages *messages, const char *id);

// One language: PO files of the three origins (and of the worker's, Dutch only) and a text for each
// message, in the order of the messages: English where the translation has none.
struct pack_catalogue {
    struct po *files[PACK_ORIGINS]; // NULL where the language has none
    const char **texts;
};

// The name of the PO file of an origin and language in a pack; false when it can't have one
// (English).
bool pack_po_name(enum pack_origin origin, const char *language, char name[static PACK_NAME_CHARS]);

// A PO file that is not among `files` leaves English; one that can't be parsed is an error.
bool pack_catalogue_create(const struct pack_messages *messages, const struct pack_files *files,
                           const char *language, struct pack_catalogue *catalogue,
                           struct pack_error *error);
void pack_catalogue_finish(struct pack_catalogue *catalogue);

#endif
