// What a translation still lacks, one problem at a time: compared with the form's own messages or
// with a template (a .pot read by po_parse).
//
// Calling sequence: po_check_form or po_check_template -> po_check_next until it returns false. The
// check is a value; it points into what it was given and owns nothing.
#ifndef FORMS_PO_CHECK_H
#define FORMS_PO_CHECK_H

#include "form.h"
#include "po.h"

enum po_problem_kind {
    PO_PROBLEM_ABSENT,      // the translation has no such msgctxt
    PO_PROBLEM_OUTDATED,    // its msgid is not today's English
    PO_PROBLEM_EMPTY,       // its msgstr is empty
    PO_PROBLEM_PLACEHOLDER, // its msgstr lacks a "{name}" of the English, or has one more
    PO_PROBLEM_DRAFT,       // fuzzy: complete, but no person has reviewed it
    PO_PROBLEM_SURPLUS,     // it translates something that nobody asks for
};

struct po_problem {
    enum po_problem_kind kind;
    const char *id;      // msgctxt
    const char *english; // today's; for PO_PROBLEM_SURPLUS that of the translation
    const char *found;   // outdated: the msgid found; placeholder: the msgstr; else ""
};

struct po_check {
    const struct form *form; // one of these two
    const struct po *template;
    const struct po *po;
    size_t next, next_surplus;
};

struct po_check po_check_form(const struct form *form, const struct po *po);
struct po_check po_check_template(const struct po *template, const struct po *po);

// The next problem: first those of the wanted messages in their order, at most one a message, then
// the surplus ones. False when there is none left.
bool po_check_next(struct po_check *check, struct po_problem *problem);

// Whether each placeholder, "{name}", stands as often in the one as in the other.
bool po_check_placeholders(const char *english, const char *text);

// True when a language with this problem is incomplete: all kinds but draft and surplus.
bool po_problem_blocks(enum po_problem_kind kind);

// "has no translation", for a message to a person: "<id>: <text>".
const char *po_problem_text(enum po_problem_kind kind);

#endif
