// The GGD's folder: keys, kiosks, forms, envelopes. Nothing in it is in clear.
//
//   ggd.json           name, number, recipients
//   ggd.pub            minisign public key
//   identity.age       age identity of the officer, under the passphrase  (throwaway: identity.txt)
//   signing.age        minisign secret key, under the passphrase          (throwaway: signing.key)
//   poster.txt         name, number and the six words
//   recovery-sheet.txt until it is printed and destroyed
//   pack-serial        serial of the last pack
//   forms/             the forms of all packs, to read the answers
//   kiosks/            <key id>.json
//   store/             envelopes as they came: <2 hex>/<hash>.age
//   set-aside/         what couldn't be opened, and why: <hash>.age and <hash>.txt
//   batches/           the signatures of the batches that were taken in
//   receipts/          receipts and their signatures
#ifndef GGD_HOME_H
#define GGD_HOME_H

#include "age_open.h"
#include "command.h"
#include "signature.h"

enum { HOME_PATH_ROOM = 4096 };

struct home {
    char path[HOME_PATH_ROOM - 256];
    char name[96], number[3];
    bool throwaway;
    struct signature_public_key signing;
    char key_id[SIGNATURE_KEY_ID_CHARS + 1];
    struct age_recipient recipients[AGE_MAX_RECIPIENTS];
    size_t recipient_count;
    int lock; // -1: not held
};

// Reads ggd.json and ggd.pub. False after saying why. home_close in the end, also then.
bool home_open(const struct options *options, struct home *home);

// The same, and holds the home's lock: a second envelop-ggd that changes things is refused.
bool home_open_to_change(const struct options *options, struct home *home);
void home_close(struct home *home);

// Writes ggd.json (without the keys) into a new home.
bool home_write(const struct home *home);

// "<home>/<format...>"; aborts when it doesn't fit (home.path leaves 256 bytes).
__attribute__((format(printf, 3, 4))) void
home_path(const struct home *home, char path[static HOME_PATH_ROOM], const char *format, ...);

// Makes a folder of the home if it isn't there, and brings its name to the disk.
bool home_folder(const struct home *home, const char *name);

// What a command wants to hold. Each is in locked memory, NULL where not asked for.
struct keys {
    struct age_identity *identity;
    struct signature_secret_key *signing;
};

// Asks for the passphrase once. A process that holds keys has its memory locked first; where that
// fails, real keys are refused and throwaway keys get a note.
bool keys_unlock(const struct home *home, const struct options *options, bool identity,
                 bool signing, struct keys *keys);
void keys_forget(struct keys *keys);

#endif
