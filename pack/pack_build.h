// Making a pack from a stage folder.
#ifndef PACK_BUILD_H
#define PACK_BUILD_H

#include "pack_report.h"

struct pack_build {
    const char *stage;                      // folder
    const struct signature_secret_key *key; // the GGD's
    char ggd_number[3];                     // must be those of site.json
    const struct age_recipient *recipients;
    size_t recipient_count;
    uint64_t serial;
    char created[11]; // YYYY-MM-DD; `expires` follows from site.json
    bool demo_only;   // refuse to make anything but a demo pack
};

// What came of it; pack_built_finish frees it.
struct pack_built {
    uint8_t *tar;
    size_t bytes;
    char signature[SIGNATURE_MAX_BYTES];
    char expires[11];
    bool demo;
    // Copies for reading the answers later: the form, and its Dutch words (NULL when the pack has
    // none).
    uint8_t *questionnaire, *dutch;
    size_t questionnaire_bytes, dutch_bytes;
    char form_hash[65]; // BLAKE2b-256 of the questionnaire
};

// Checks everything (pack_inspect) and builds. False with the first problem in *error and all of
// them in *report.
bool pack_build(const struct pack_build *build, struct pack_built *built,
                struct pack_report *report, struct pack_error *error);
void pack_built_finish(struct pack_built *built);

// The day that is `days` after `date`, both YYYY-MM-DD (proleptic Gregorian calendar).
void pack_date_add(const char *date, unsigned days, char result[static 11]);

#endif
