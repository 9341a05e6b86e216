// A deployment pack: all that a kiosk needs, in one tar whose first member is manifest.json with a
// BLAKE2b hash of every file, signed by the GGD. Layout in pack/FORMAT.md.
//
// Installing verifies the signature over the whole file before parsing a byte, then every file.
// Opening verifies the signed manifest, and each file against its hash when it is first read.
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include "age_seal.h"
#include "contact.h"
#include "form.h"
#include "po.h"
#include "signature.h"

enum { PACK_MAX_LANGUAGES = 32, PACK_MAX_BYTES = 256 * 1024 * 1024 };

struct pack_error {
    char reason[320]; // one clear sentence: what, where, what to do
};

struct pack_language {
    char code[16];    // BCP 47
    char name[48];    // its own name in its own script
    bool draft;       // some message is not reviewed
    bool voice;       // has prompts
    bool voice_draft; // some prompt was spoken by a machine
    bool installed;
};

enum pack_under_16 {      // what the welcome says to the young (R19)
    UNDER_16_UNMENTIONED, // nothing
    UNDER_16_WITH_ADULT,  // "... together with a grown-up whom you trust"
    UNDER_16_NOT_HERE,    // "... this is for people of 16 and older"
};

struct pack_policy {
    uint32_t idle_s, idle_warning_s; // 300, 45
    char coarse_date[8];             // "month", "day", "none"
    char default_language[16];       // of the worker screens: "nl" or "en"
    bool closing;                    // the questions of the form's group "closing" are asked
    enum pack_under_16 under_16;
    bool aloud;        // questions may be spoken without headphones; else headphones are asked for
    bool still;        // no motion on the screen
    uint32_t channels; // bit n: enum contact_channel n is offered; 0: contact is not asked
};

struct pack_entry {    // of the directory of help
    const char *id;    // "site.help.<id>" is its message
    const char *name;  // message id of the name
    const char *text;  // message id of what happens there and what does not
    const char *phone; // "" when none
    const char *cost;  // "free", "own-risk", "unknown"
};

struct pack;

// Checks PACK.tar and its signature against `trusted`, refuses an older serial than the installed
// one, unpacks below `state_dir`/pack and makes it the current one. Nothing changes on refusal.
bool pack_install(const char *tar_path, const char *state_dir,
                  const struct signature_public_key *trusted, struct pack_error *error);

// The installed pack.
struct pack *pack_open(const char *state_dir, const struct signature_public_key *trusted,
                       struct pack_error *error);
void pack_close(struct pack *pack);

uint64_t pack_serial(const struct pack *pack);
bool pack_is_demo(const struct pack *pack);
const char *pack_created(const struct pack *pack);    // "YYYY-MM-DD"
const char *pack_expires(const struct pack *pack);    // "YYYY-MM-DD"
const char *pack_checked(const struct pack *pack);    // the date the directory was checked
const char *pack_ggd_number(const struct pack *pack); // two digits
const char *pack_ggd_name(const struct pack *pack);
const struct pack_policy *pack_policy(const struct pack *pack);
size_t pack_recipients(const struct pack *pack, const struct age_recipient **recipients);
const struct form *pack_form(const struct pack *pack);

size_t pack_language_count(const struct pack *pack);
const struct pack_language *pack_language(const struct pack *pack, size_t index);

size_t pack_entry_count(const struct pack *pack);
const struct pack_entry *pack_entry(const struct pack *pack, size_t index);

// The words of message `id` in `language`: form, kiosk or site. "" never: a pack is whole or
// refused.
const char *pack_text(const struct pack *pack, const char *language, const char *id);

// A file of the pack, verified against its hash on first use and kept until pack_close. NULL when
// the pack has none of that name (a prompt where policy allows no voice) or its hash is wrong
// (*error set).
const uint8_t *pack_file(struct pack *pack, const char *name, size_t *bytes,
                         struct pack_error *error);

// Whether every file of the pack is there and has its hash. Reads all of it and keeps it until
// pack_close.
bool pack_is_whole(struct pack *pack);

#endif
