// What the files of state.h share.
#ifndef KIOSK_STATE_INNER_H
#define KIOSK_STATE_INNER_H

#include "state.h"

// "WHERE: what. Then"; always false.
bool state_fail(struct state_error *error, const char *what, const char *where, const char *then);

// FOLDER/NAME.
void state_path(char path[static STATE_PATH_BYTES], const char *folder, const char *name);

// Puts the kiosk's public key into its outbox: for the GGD to add this kiosk by, and for
// envelop-stick to know whose receipts to take.
bool state_show_key(const char *folder, const struct signature_public_key *key,
                    struct state_error *error);

#endif
