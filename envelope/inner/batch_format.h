// The inside of a batch: sizes, member names, manifest.
#ifndef ENVELOPE_BATCH_FORMAT_H
#define ENVELOPE_BATCH_FORMAT_H

#include "batch.h"
#include "claim.h"

enum {
    TAR_BLOCK_BYTES = 512,
    BATCH_MANIFEST_BYTES = 512,
    BATCH_MEMBER_BYTES =
        TAR_BLOCK_BYTES + SPOOL_SLOT_BYTES, // header, envelope rounded up to blocks
    BATCH_PLAIN_BYTES = TAR_BLOCK_BYTES + BATCH_MANIFEST_BYTES + SPOOL_SLOTS * BATCH_MEMBER_BYTES +
                        2 * TAR_BLOCK_BYTES, // two zero blocks end a tar
    BATCH_NAME_CHARS = 68,
};

#define BATCH_MANIFEST_NAME "manifest.json"

// "<hash in hex>.age"; and back, false on anything else.
void batch_member_name(const uint8_t hash[static ENVELOPE_HASH_BYTES],
                       char name[static BATCH_NAME_CHARS + 1]);
bool batch_member_parse(const char *name, uint8_t hash[static ENVELOPE_HASH_BYTES]);

// The manifest in its one fixed form with spaces to the end, no NUL. False when a field of the
// header isn't well-formed.
bool batch_manifest_print(const struct batch_header *header, size_t envelopes,
                          char text[static BATCH_MANIFEST_BYTES]);
bool batch_manifest_parse(const char text[static BATCH_MANIFEST_BYTES], struct batch_header *header,
                          size_t *envelopes);

#endif
