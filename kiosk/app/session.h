// What one person has answered, and how it becomes an envelope. All of it lives in the arena; the
// buffers it passes through (response, envelope) too.
#ifndef KIOSK_SESSION_H
#define KIOSK_SESSION_H

#include "arena.h"
#include "claim_code.h"
#include "pack.h"
#include "response.h"
#include "spool.h"

struct session {
    struct form_answers answers;
    struct claim_code code; // drawn when the envelope is sealed
    struct response_context context;
    uint8_t plain[ENVELOPE_BYTES];
    uint8_t envelope[ENVELOPE_BYTES];
};

enum seal_result {
    SEAL_DONE,   // the envelope is on disk: only now may a screen say "sealed"
    SEAL_FAILED, // nothing is stored, the answers are still there: try again or stop
    SEAL_FULL,
};

// Writes the answers as a response in `language`, seals it to the pack's recipients and commits it
// to the spool. `month` is the coarse date to put inside ("2026-11"), "" for none.
enum seal_result session_seal(struct session *session, const struct pack *pack, struct spool *spool,
                              const struct pack_language *language, const char *kiosk_id,
                              const char *date);

void session_wipe(struct session *session);

#endif
