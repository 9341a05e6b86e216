// The kiosk's own folder: whom it trusts, its signing key, its pack, its spool, its outbox.
//   DIR/ggd.pub        minisign public key accepted at setup: only its packs and receipts count
//   DIR/kiosk.key      minisign secret key of this kiosk, 0600; DIR/kiosk.pub for the GGD to add
//   DIR/batch-serial   how many batches were written (a number, nothing else)
//   DIR/pack/          the installed pack;  DIR/spool  the sealed envelopes;  DIR/outbox/  batches
#ifndef KIOSK_STATE_H
#define KIOSK_STATE_H

#include "arena.h"
#include "pack.h"
#include "signature.h"
#include "spool.h"

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

#endif
