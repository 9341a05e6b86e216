// The kiosk's own folder: whom it trusts, its signing key, its pack, its spool, its outbox.
//   DIR/ggd.pub        minisign public key accepted at setup: only its packs and receipts count
//   DIR/kiosk.key      minisign secret key of this kiosk, 0600; DIR/kiosk.pub for the GGD to add
//   DIR/batch-serial   how many batches were written (a number, nothing else)
//   DIR/pack/          the installed pack;  DIR/spool  the sealed envelopes
//   DIR/outbox/        what is to be carried to a stick;  DIR/inbox/  what a stick brought
//   (stick.h)
#ifndef KIOSK_STATE_H
#define KIOSK_STATE_H

#include "arena.h"
#include "pack.h"
#include "signature.h"
#include "spool.h"
#include "stick.h"

enum { STATE_PATH_BYTES = 512 };

struct state {
    char folder[STATE_PATH_BYTES - 64];
    struct signature_public_key ggd;
    struct signature_public_key kiosk;
    char kiosk_id[SIGNATURE_KEY_ID_CHARS + 1];
};

// A sentence for whoever stands in front of it: what, where, what to do.
struct state_error {
    char reason[640];
};

// Makes DIR, DIR/inbox and DIR/outbox where they are missing, so that a stick can bring the GGD's
// key to a kiosk that has none. To be called at every start.
bool state_prepare(const char *folder, struct state_error *error);

// Makes the folder of a new kiosk: accepts the GGD's public key, makes the kiosk's own key and an
// empty spool. `words`: the six words of the GGD's poster; refused when they are not the key's.
// NULL skips the comparison (setup on the screen does it by eye). A folder that is already set up
// is refused.
bool state_setup(const char *folder, const char *ggd_key_path, const char *words,
                 struct state_error *error);

// Reads the public keys. False when the folder was never set up.
bool state_open(const char *folder, struct state *state, struct state_error *error);

// The kiosk's signing key, into locked memory.
bool state_secret(const struct state *state, struct signature_secret_key *key,
                  struct state_error *error);

enum spool_result state_spool(const struct state *state, struct spool **spool);

// Takes a pack (DIR/name.tar with name.tar.minisig beside it) or a receipt, whatever `path` is.
bool state_receive(const struct state *state, const char *path, struct state_error *error);

// Seals everything in the spool as one batch into `outbox` (NULL: DIR/outbox), signs it, reads it
// back. `name` gets the batch file's name.
bool state_export(const struct state *state, const struct pack *pack, const struct spool *spool,
                  const char *outbox, char *name, size_t name_room, struct state_error *error);

// --- what a stick brought ----------------------------------------------------------------------
//
// Before setup:  state_inbox_key -> the six words on the screen -> state_inbox_setup or _drop.
// After it:      while (state_inbox_next(...)) { state_inbox_take(...), say what came of it }.
// Not while stick_status says STICK_READING. Whatever was taken or refused has gone from the inbox;
// what is on the stick stays there.

struct inbox_key {
    struct signature_public_key key;
    char words[160]; // to be compared with the GGD's poster
};

struct inbox_item {
    enum stick_kind kind; // STICK_FILE_PACK or STICK_FILE_RECEIPT
    char name[STICK_NAME_BYTES];
    uint64_t serial; // as its signature claims; nothing has been verified
};

enum inbox_result {
    INBOX_TAKEN,   // the new pack is installed (kiosk_reload shows it), the receipt freed its slots
    INBOX_KNOWN,   // this very pack is installed already
    INBOX_FOREIGN, // "not signed by our GGD", or a receipt for another kiosk
    INBOX_OLDER,   // a pack older than the installed one
    INBOX_DAMAGED, // not whole, or doesn't fit together
    INBOX_FAILED,  // couldn't be stored or the spool couldn't be written: nothing was lost
};

// The GGD's key in the inbox of a kiosk that is not set up. False when there is none, or it is no
// key (it is then removed).
bool state_inbox_key(const char *folder, struct inbox_key *key);

// state_setup with the key whose words the worker has compared, not with what the inbox holds by
// now. Removes it from the inbox when done.
bool state_inbox_setup(const char *folder, const struct inbox_key *key, struct state_error *error);

// "These are not the words of our poster": away with it.
void state_inbox_drop_key(const char *folder);

// The next thing to take: the newest pack first, then the receipts for this kiosk. What is none of
// its business (half pairs, other kiosks' receipts, the GGD's key once set up) is removed in
// passing. False when nothing is left.
bool state_inbox_next(const struct state *state, struct inbox_item *item);

// Verifies and takes one item, and removes it from the inbox whatever came of it. `spool` is the
// serving kiosk's; NULL: opened for this. *error has the reason in one sentence unless INBOX_TAKEN
// or INBOX_KNOWN.
enum inbox_result state_inbox_take(const struct state *state, const struct inbox_item *item,
                                   struct spool *spool, struct state_error *error);

// Takes away what has been carried: to be called when stick_status says STICK_DONE, with its batch
// and report, so that the next stick doesn't get it unasked. "" is allowed. Nothing is lost by it:
// whatever the batch held is in the spool until a receipt names it.
void state_outbox_carried(const struct state *state, const char *batch, const char *report);

#endif
