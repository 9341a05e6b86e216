// envelop-forms: what its commands share. One file a command: forms_check.c, forms_plan.c,
// forms_lang.c, forms_import.c, forms_review.c, forms_flat.c.
#ifndef PACK_FORMS_COMMAND_H
#define PACK_FORMS_COMMAND_H

#include <stdbool.h>

enum { FORMS_DONE = 0, FORMS_REFUSED = 1, FORMS_USAGE = 2 };

struct forms_options {
    const char *stage, *language;         // of the commands that read a stage
    const char *tree, *form, *site, *out; // of those that read and write the tree
    const char *by, *date, *read;         // of review
    bool json, semicolon, recording;
    char **words; // what stands behind the command's name
    int word_count;
};

// Each returns the exit code and has told what is wrong.
int forms_check(const struct forms_options *options);
int forms_audio_plan(const struct forms_options *options);
int forms_font_plan(const struct forms_options *options);
int forms_lang_add(const struct forms_options *options);
int forms_lang_export(const struct forms_options *options);
int forms_lang_import(const struct forms_options *options);
int forms_review(const struct forms_options *options);
int forms_flat(const struct forms_options *options);

// "envelop-forms: <sentence>" on stderr, always one line; FORMS_REFUSED, so that
// `return forms_fail(...)` reads well.
__attribute__((format(printf, 1, 2))) int forms_fail(const char *format, ...);

// The same, with a hint at --help; FORMS_USAGE.
int forms_misused(const char *message, const char *word);

#endif
