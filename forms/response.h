// An answered form as FHIR R4 QuestionnaireResponse; profile in forms/FORMAT.md, "Response".
// Written into a buffer of the caller's (locked memory) without touching the heap; read back
// by the GGD. No `subject`, no `display`, no time finer than policy says.
#ifndef FORMS_RESPONSE_H
#define FORMS_RESPONSE_H

#include "contact.h"
#include "form.h"

struct response_context {
    char language[16];      // BCP 47, as chosen
    bool draft_translation; // the person saw a translation that no one had reviewed
    char authored[11];      // FHIR dateTime, coarse: "2026-11" by default, "2026-11-22" at
                            // most, "" for none
    char kiosk[17];         // kiosk id: 16 hex digits (minisign key number)
    uint64_t pack_serial;
    char claim_code[48];    // two digits of the GGD, six random ones, three picture names:
                            // "17-482915-boat-key-tree". As long as CLAIM_CODE_CHARS
    bool demo;              // made by a demo pack: can never count
    struct contact contact; // whether and how to be contacted; all zero: was not asked
};

// Writes the response, then spaces up to exactly `size` bytes; no NUL. False, and spaces only, when
// it doesn't fit, an answer is outside the form or a text of the context isn't of its format.
bool response_write(const struct form *form, const struct form_answers *answers,
                    const struct response_context *context, char *out, size_t size);

// The most bytes any set of answers to this form can need, whatever language and context.
size_t response_longest(const struct form *form);

// Reads what response_write wrote (or a GGD elsewhere). NULL-safe on hostile input; refused with
// path and reason: unknown linkId, option outside the form, two answers, another form or version.
bool response_parse(const struct form *form, const char *json, size_t bytes,
                    struct form_answers *answers, struct response_context *context,
                    struct form_error *error);

// Where response_parse keeps the JSON while it reads: at least RESPONSE_PARSE_BYTES of the caller's
// (locked) memory, for this thread, until the next call; NULL: the heap, as at the start. Nothing
// of it is left when response_parse returns: what was used is wiped. The first call in a process
// must come before a second thread uses jansson, and nobody else may call json_set_alloc_funcs.
enum { RESPONSE_PARSE_BYTES = 128 * 1024 };
void response_use_memory(void *memory, size_t bytes);

#endif
