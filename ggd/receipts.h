// Receipts: what tells a kiosk that its envelopes are stored, and the batches that were taken in.
#ifndef GGD_RECEIPTS_H
#define GGD_RECEIPTS_H

#include "batch_open.h"
#include "home.h"

// Keeps the signature of a batch that was taken in. A serial that came before with another
// signature is reported: the kiosk was reset, or its state was put back.
bool receipts_batch_note(const struct home *home, const struct signature_claim *claim,
                         const char *signature, size_t bytes);

// Writes receipts/envelop-<kiosk>-<serial>.receipt and its signature, replacing what is there.
bool receipts_write(const struct home *home, const struct signature_secret_key *key,
                    const struct signature_claim *batch,
                    const uint8_t (*hashes)[ENVELOPE_HASH_BYTES], size_t count);

// Says which serials of a kiosk, from 1 to the last that came, never came.
void receipts_gaps_say(const struct home *home, const char *kiosk);

// Copies the latest receipt of each kiosk (or of one, by id) to a folder. False after saying why;
// *count is how many were copied.
bool receipts_copy(const struct home *home, const char *kiosk, const char *folder, size_t *count);

#endif
