// What is wrong with a pack, for a person: one sentence a problem, with file and message id.
#ifndef PACK_REPORT_H
#define PACK_REPORT_H

#include "pack.h"

enum { PACK_REPORT_PROBLEMS = 2000 }; // kept with their sentence; more are counted

enum pack_severity {
    PACK_WARNING, // the pack can be built
    PACK_PROBLEM, // it can't
};

struct pack_problem {
    enum pack_severity severity;
    char file[100]; // in the stage folder, "" when none is to blame
    char id[72];    // of the message, "" when none
    char sentence[200];
};

// One row a language, in the order of site.json.
struct pack_row {
    struct pack_language language;
    size_t messages, translated, draft, prompts, prompts_draft;
};

struct pack_report {
    struct pack_problem at[PACK_REPORT_PROBLEMS];
    size_t kept;
    size_t problems, warnings; // all of them, kept or not
    struct pack_row rows[PACK_MAX_LANGUAGES];
    size_t row_count;
};

// Adds one; the sentence is made as by printf.
__attribute__((format(printf, 5, 6))) void pack_report_add(struct pack_report *report,
                                                           enum pack_severity severity,
                                                           const char *file, const char *id,
                                                           const char *format, ...);

// "form/po/ti.po: sleep: is not translated" and how many more there are.
void pack_report_first(const struct pack_report *report, struct pack_error *error);

// Fills *error; always false, so that `return pack_fail(...)` reads well.
__attribute__((format(printf, 2, 3))) bool pack_fail(struct pack_error *error, const char *format,
                                                     ...);

#endif
