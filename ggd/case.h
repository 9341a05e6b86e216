// An envelope opened: one person's answers, for as long as they are looked at.
//
// Calling sequence: case_reader_create -> case_read (as often as wanted) -> case_reader_destroy.
#ifndef GGD_CASE_H
#define GGD_CASE_H

#include "envelope.h"
#include "home.h"
#include "po.h"
#include "response.h"

enum { CASE_ID_CHARS = 12, CASE_REASON_ROOM = 200 };

// Lives in locked memory of the reader.
struct opened_case {
    const struct form *form;
    const struct po *dutch; // NULL when the pack had none
    struct form_answers answers;
    struct response_context context;
    struct form_score score;
    const char *json;  // the response as it was sealed
    size_t json_bytes; // without its padding
};

struct case_reader;

// Reads the forms of the home. NULL after saying why. `identity` is borrowed.
struct case_reader *case_reader_create(const struct home *home,
                                       const struct age_identity *identity);
void case_reader_destroy(struct case_reader *reader);

// Opens and reads; the case is valid until the next call. NULL with the reason, which quotes
// nothing of what was sealed.
const struct opened_case *case_read(struct case_reader *reader,
                                    const uint8_t envelope[static ENVELOPE_BYTES],
                                    char reason[static CASE_REASON_ROOM]);

// "high", or "medium..high" where a declined answer could change the band.
void case_band(const struct opened_case *opened, char band[static 64]);

// The index of a band in its form, for sorting; -1 for none.
int case_band_rank(const struct opened_case *opened);

// Whether the person wants to be contacted: "yes", "no", "not asked" (or not answered: a response
// doesn't tell these two apart).
const char *case_contact(const struct opened_case *opened);

// The code of what they said: "letter". "" when nothing was said.
const char *case_wish(const struct opened_case *opened, enum contact_field field);

// Prints a JSON string with quotes.
void case_json_string(const char *text);

#endif
