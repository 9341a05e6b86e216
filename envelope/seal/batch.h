// A batch: everything in the spool as a tar (manifest.json first, then the envelopes sorted by
// hash), zero-padded to the spool's capacity, sealed as a whole to the same recipients. Always
// BATCH_BYTES for a number of recipients: two sticks have nothing that can be compared.
#ifndef ENVELOPE_BATCH_H
#define ENVELOPE_BATCH_H

#include "signature.h"
#include "spool.h"

// Bytes of a sealed batch to so many recipients.
size_t batch_sealed_bytes(size_t recipients);

struct batch_header {
    char kiosk[17]; // key id
    char ggd[17];   // key id of the GGD's signing key
    uint64_t serial;
    uint64_t pack_serial;
};

// The name under which a batch travels, "envelop-<kiosk>-<serial>.tar.age"; its signature's has
// ".minisig" added. False when the kiosk's id is none.
enum { BATCH_FILE_CHARS = 64 };
bool batch_file_name(const struct batch_header *header, char text[static BATCH_FILE_CHARS]);

// *out is malloc'ed (ciphertext only), the caller's to free.
enum spool_result batch_seal(const struct spool *spool, const struct batch_header *header,
                             const struct age_recipient *recipients, size_t recipient_count,
                             uint8_t **out, size_t *bytes);

#endif
