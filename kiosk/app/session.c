#include "session.h"

#include "hash.h"

#include <stdio.h>
#include <string.h>

// Half a number is none: it never keeps an envelope from being sealed.
static void drop_partial_reach(struct contact *contact)
{
    uint8_t channel = contact->option[CONTACT_CHANNEL];
    bool whole =
        channel > 0 && contact_reach_valid((enum contact_channel)(channel - 1), contact->reach);
    if (!whole) {
        memory_wipe(contact->reach, sizeof contact->reach);
    }
}

// Everything but what the person said themselves: that stands there already.
static void describe(struct session *session, const struct pack *pack,
                     const struct pack_language *language, const char *kiosk_id, const char *date)
{
    struct response_context *context = &session->context;
    snprintf(context->language, sizeof context->language, "%s", language->code);
    snprintf(context->authored, sizeof context->authored, "%s", date);
    snprintf(context->kiosk, sizeof context->kiosk, "%s", kiosk_id);
    context->draft_translation = language->draft;
    context->pack_serial = pack_serial(pack);
    context->demo = pack_is_demo(pack);
    char code[CLAIM_CODE_CHARS];
    claim_code_print(&session->code, code);
    snprintf(context->claim_code, sizeof context->claim_code, "%s", code);
    memory_wipe(code, sizeof code);
    drop_partial_reach(&context->contact);
}

enum seal_result session_seal(struct session *session, const struct pack *pack, struct spool *spool,
                              const struct pack_language *language, const char *kiosk_id,
                              const char *date)
{
    const struct age_recipient *recipients;
    size_t count = pack_recipients(pack, &recipients);
    if (!claim_code_draw(pack_ggd_number(pack), &session->code)) {
        return SEAL_FAILED;
    }
    describe(session, pack, language, kiosk_id, date);
    bool ready = response_write(pack_form(pack), &session->answers, &session->context,
                                (char *)session->plain, envelope_plain_bytes(count)) &&
                 envelope_seal(recipients, count, session->plain, session->envelope);
    memory_wipe(session->plain, sizeof session->plain);
    if (!ready) {
        return SEAL_FAILED;
    }
    enum spool_result stored = spool_commit(spool, session->envelope);
    memory_wipe(session->envelope, sizeof session->envelope);
    if (stored != SPOOL_OK) {
        return stored == SPOOL_FULL ? SEAL_FULL : SEAL_FAILED;
    }
    memory_wipe(&session->answers, sizeof session->answers);
    memory_wipe(&session->context, sizeof session->context);
    return SEAL_DONE;
}

void session_wipe(struct session *session)
{
    memory_wipe(session, sizeof *session);
}
