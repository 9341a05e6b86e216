#include "pack_check.h"

#include <stdio.h>
#include <string.h>

// What one language is being held against.
struct check {
    struct pack_contents *contents;
    const struct pack_catalogue *catalogue;
    struct pack_report *report;
    struct pack_row *row;
    bool english, may_be_draft, may_be_silent;
    size_t silent; // messages without a prompt
};

enum { PROMPTS_NAMED = 3 };

void pack_prompt_name(const char *language, const char *id, char name[static PACK_NAME_CHARS])
{
    snprintf(name, PACK_NAME_CHARS, "audio/%.15s/%.70s.opus", language, id);
}

// Whether every {placeholder} of `text` is in `other`.
static bool placeholders_in(const char *text, const char *other)
{
    for (const char *at = strchr(text, '{'); at; at = strchr(at + 1, '{')) {
        const char *end = strchr(at, '}');
        char token[32];
        size_t length = end ? (size_t)(end - at) + 1 : 0;
        if (length == 0 || length >= sizeof token) {
            return false;
        }
        memcpy(token, at, length);
        token[length] = '\0';
        if (!strstr(other, token)) {
            return false;
        }
    }
    return true;
}

static void problem(struct check *check, const struct pack_message *message, const char *sentence)
{
    char name[PACK_NAME_CHARS] = "";
    pack_po_name(message->origin, check->row->language.code, name);
    pack_report_add(check->report, PACK_PROBLEM, name, message->id, "%s", sentence);
}

static void translation_check(struct check *check, const struct pack_message *message)
{
    const struct po *po = check->catalogue->files[message->origin];
    const struct po_message *any = po ? po_find(po, message->id, NULL) : NULL;
    const struct po_message *today = any ? po_find(po, message->id, message->english) : NULL;
    if (!any || any->text[0] == '\0') {
        problem(check, message, "is not translated");
        return;
    }
    if (!today || today->status == PO_MISSING) {
        problem(check, message, "the English has changed since this was translated");
        return;
    }
    check->row->translated++;
    if (!placeholders_in(today->text, message->english) ||
        !placeholders_in(message->english, today->text)) {
        problem(check, message, "has other {placeholders} than the English");
    }
    if (today->status == PO_DRAFT) {
        check->row->draft++;
        if (!check->may_be_draft) {
            problem(check, message, "is a draft, and site.json doesn't allow drafts here");
        }
    }
}

static bool prompt_there(const struct check *check, const struct pack_message *message)
{
    char name[PACK_NAME_CHARS];
    pack_prompt_name(check->row->language.code, message->id, name);
    return pack_files_find(check->contents->files, name) != NULL;
}

// The first missing prompts by name, the others as a number: a language without any would hide the
// rest.
static void prompt_check(struct check *check, const struct pack_message *message)
{
    char name[PACK_NAME_CHARS];
    if (prompt_there(check, message)) {
        check->row->prompts++;
    } else if (!check->may_be_silent && check->silent++ < PROMPTS_NAMED) {
        pack_prompt_name(check->row->language.code, message->id, name);
        pack_report_add(check->report, PACK_PROBLEM, name, "", "this prompt is not there");
    }
}

static void prompts_count(struct check *check)
{
    if (check->silent > PROMPTS_NAMED) {
        pack_report_add(check->report, PACK_PROBLEM, "audio", "",
                        "%zu more prompts of \"%s\" are not there", check->silent - PROMPTS_NAMED,
                        check->row->language.code);
    }
}

static void message_check(struct check *check, const struct pack_message *message)
{
    check->row->messages++;
    if (!check->english) {
        translation_check(check, message);
        return;
    }
    check->row->translated++;
    check->row->draft += check->contents->form_draft;
}

static void english_check(struct check *check)
{
    if (check->english && check->contents->form_draft && !check->may_be_draft) {
        pack_report_add(check->report, PACK_PROBLEM, "form/questionnaire.json", "",
                        "its status makes English a draft, and site.json doesn't allow that");
    }
}

static void name_take(struct check *check)
{
    const struct pack_messages *messages = &check->contents->messages;
    size_t index = pack_messages_find(messages, "ui.language");
    const char *name = index < messages->count ? check->catalogue->texts[index] : "";
    struct pack_language *language = &check->row->language;
    if (name[0] == '\0' || strlen(name) >= sizeof language->name) {
        pack_report_add(check->report, PACK_PROBLEM, "", "ui.language",
                        "the name of language \"%s\" is empty or too long", language->code);
        return;
    }
    snprintf(language->name, sizeof language->name, "%s", name);
}

static void language_check(struct check *check)
{
    const struct pack_messages *messages = &check->contents->messages;
    for (size_t i = 0; i < messages->count; i++) {
        const struct pack_message *message = &messages->at[i];
        if (message->origin != PACK_WORKER) {
            message_check(check, message);
            prompt_check(check, message);
        }
    }
    prompts_count(check);
    english_check(check);
    name_take(check);
    check->row->language.draft = check->row->draft > 0;
    check->row->language.voice = check->row->prompts > 0;
}

// Dutch worker screens are part of every pack, whether or not Dutch is among its languages.
static void worker_check(struct pack_contents *contents, struct pack_report *report)
{
    struct pack_error error;
    const struct pack_catalogue *dutch = pack_contents_dutch(contents, &error);
    struct pack_row row = {.language.code = "nl"};
    struct check check = {.contents = contents,
                          .catalogue = dutch,
                          .report = report,
                          .row = &row,
                          .may_be_draft = true};
    if (!pack_files_find(contents->files, "kiosk/worker.nl.po")) {
        pack_report_add(report, PACK_PROBLEM, "kiosk/worker.nl.po", "", "is not there");
    } else if (!dutch) {
        pack_report_add(report, PACK_PROBLEM, "", "", "%.190s", error.reason);
    }
    for (size_t i = 0; dutch && dutch->files[PACK_WORKER] && i < contents->messages.count; i++) {
        if (contents->messages.at[i].origin == PACK_WORKER) {
            translation_check(&check, &contents->messages.at[i]);
        }
    }
}

void pack_check_languages(struct pack_contents *contents, struct pack_report *report)
{
    const struct pack_site *site = &contents->site;
    worker_check(contents, report);
    for (size_t i = 0; i < site->languages.count; i++) {
        const char *code = site->languages.at[i];
        struct pack_error error;
        struct check check = {
            .contents = contents,
            .catalogue = pack_contents_catalogue(contents, i, &error),
            .report = report,
            .row = &report->rows[report->row_count++],
            .english = strcmp(code, "en") == 0,
            .may_be_draft = pack_codes_have(&site->allow_draft, code),
            .may_be_silent = pack_codes_have(&site->allow_no_voice, code),
        };
        snprintf(check.row->language.code, sizeof check.row->language.code, "%s", code);
        if (!check.catalogue) {
            pack_report_add(report, PACK_PROBLEM, "", "", "%.190s", error.reason);
            continue;
        }
        language_check(&check);
    }
}
