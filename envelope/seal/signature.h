// minisign signatures (prehashed, BLAKE2b-512 + Ed25519) over a whole file, with the trusted
// comment bound: exactly "envelop-<kind>-1 <issuer> <audience> <serial>", checked before the file
// is parsed.
#ifndef ENVELOPE_SIGNATURE_H
#define ENVELOPE_SIGNATURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SIGNATURE_KEY_ID_CHARS = 16, // the minisign key number as hex
    SIGNATURE_MAX_BYTES = 1024,  // of a .minisig file
    SIGNATURE_WORDS = 6,
};

struct signature_public_key {
    uint8_t id[8];
    uint8_t key[32];
};

// Lives in locked memory of the caller.
struct signature_secret_key {
    uint8_t id[8];
    uint8_t key[64];
};

// What a signature vouches for. The issuer is the id of the key that signs, and verifying holds it
// against that; the audience is a key id or "any". Ids in lower-case hex.
struct signature_claim {
    char kind[12]; // "pack", "manifest", "batch", "receipt", "transfer"
    char issuer[17];
    char audience[17]; // of a pack: "any"; of a batch: the GGD's key id; of a receipt: the kiosk's
    uint64_t serial;
};

// A fresh pair with a random number. False when libsodium can't be started.
bool signature_keypair(struct signature_public_key *public_key,
                       struct signature_secret_key *secret_key);

// The number as minisign prints it, but in lower case: what claims, file names and manifests hold.
void signature_key_id(const uint8_t id[static 8], char text[static SIGNATURE_KEY_ID_CHARS + 1]);

// minisign's public key file: a comment line and a base64 line (the comment may be left out). False
// on anything else; printing fails when `room`, with the NUL, doesn't do. SIGNATURE_MAX_BYTES
// always does.
bool signature_public_parse(const char *text, size_t bytes, struct signature_public_key *key);
bool signature_public_print(const struct signature_public_key *key, char *text, size_t room);

// minisign's secret key file without a password (kdf none), so that minisign -S -W can use it.
// Refused as well when its public half doesn't follow from its seed. `text` is a secret.
bool signature_secret_parse(const char *text, size_t bytes, struct signature_secret_key *key);
bool signature_secret_print(const struct signature_secret_key *key, char *text, size_t room);

// Six words of the EFF large word list: 77 bits of BLAKE2b-256 of the public key, for comparing
// aloud. Written as one line, words parted by spaces.
bool signature_words(const struct signature_public_key *key, char *text, size_t room);

// Writes a .minisig of `file` into `text`. False when the claim is not well-formed or its issuer
// isn't `key`.
bool signature_sign(const struct signature_secret_key *key, const struct signature_claim *claim,
                    const void *file, size_t bytes, char *text, size_t room);

enum signature_result {
    SIGNATURE_GOOD,
    SIGNATURE_MALFORMED,  // not a minisign signature
    SIGNATURE_OTHER_KEY,  // by another key: who is in claim->issuer when readable
    SIGNATURE_BAD,        // file or trusted comment was changed
    SIGNATURE_OTHER_KIND, // good, but it vouches for another kind, issuer or audience
};

// Verifies file and trusted comment with `key`; on SIGNATURE_GOOD *claim is what it vouches for.
// `kind` and `audience` are what the caller expects (audience NULL: whoever it is for). On
// SIGNATURE_OTHER_KIND *claim is set when the comment is a claim at all; otherwise it is empty but
// for the issuer said above.
enum signature_result signature_verify(const struct signature_public_key *key, const char *kind,
                                       const char *audience, const void *file, size_t bytes,
                                       const char *signature, size_t signature_bytes,
                                       struct signature_claim *claim);

// One clause for a person, lower case, without a full stop.
const char *signature_result_text(enum signature_result result);

#endif
