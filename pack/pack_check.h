// Is the pack whole? What a kiosk can check by itself: texts and the presence of prompts
// (FORMAT.md, "Languages", 1 to 3). Typefaces, sound and pictures are checked where packs are
// built.
#ifndef PACK_CHECK_H
#define PACK_CHECK_H

#include "pack_contents.h"
#include "pack_report.h"

// Adds a row for each language and every problem to *report.
void pack_check_languages(struct pack_contents *contents, struct pack_report *report);

// The name of a message's prompt in a pack.
void pack_prompt_name(const char *language, const char *id, char name[static PACK_NAME_CHARS]);

#endif
