#include "report.h"

#include "file.h"
#include "pack_manifest.h"
#include "state_inner.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const results[] = {"not-done", "good", "not-good"};

// Text that grows until it is full; then `at` stays beyond `room`.
struct text {
    char *bytes;
    size_t room, at;
};

__attribute__((format(printf, 2, 3))) static void add(struct text *text, const char *format, ...)
{
    if (text->at >= text->room) {
        return;
    }
    va_list values;
    va_start(values, format);
    int length = vsnprintf(text->bytes + text->at, text->room - text->at, format, values);
    va_end(values);
    text->at += length < 0 ? text->room : (size_t)length;
}

// One line stays one line, whatever a name holds.
static void add_name(struct text *text, const char *field, const char *name)
{
    add(text, "%s ", field);
    for (const char *at = name; *at; at++) {
        add(text, "%c", (unsigned char)*at < 0x20 || *at == 0x7f ? ' ' : *at);
    }
    add(text, "\n");
}

static bool add_key(struct text *text, const char *who, const struct signature_public_key *key)
{
    char id[SIGNATURE_KEY_ID_CHARS + 1], words[160];
    signature_key_id(key->id, id);
    if (!signature_words(key, words, sizeof words)) {
        return false;
    }
    add(text, "%s %s\n%s-words %s\n", who, id, who, words);
    return true;
}

static void add_pack(struct text *text, const struct pack *pack)
{
    if (!pack) {
        add(text, "pack none\n");
        return;
    }
    add(text, "pack %" PRIu64 "%s\npack-created %s\npack-expires %s\n", pack_serial(pack),
        pack_is_demo(pack) ? " demo" : "", pack_created(pack), pack_expires(pack));
    add_name(text, "pack-of", pack_ggd_name(pack));
}

static bool check_valid(const struct report_check *check)
{
    size_t length = strnlen(check->name, sizeof check->name);
    bool done = check->result != REPORT_NOT_DONE;
    return length > 0 && length < sizeof check->name &&
           strspn(check->name, "abcdefghijklmnopqrstuvwxyz-") == length &&
           (unsigned)check->result <= REPORT_BAD &&
           (done ? pack_date_valid(check->date) : check->date[0] == '\0');
}

static bool add_checks(struct text *text, const struct report *report)
{
    for (size_t i = 0; i < report->check_count; i++) {
        const struct report_check *check = &report->checks[i];
        if (!check_valid(check)) {
            return false;
        }
        add(text, "check %s %s%s%s\n", check->name, results[check->result],
            check->date[0] ? " " : "", check->date);
    }
    return true;
}

bool report_print(const struct report *report, const struct state *state, const struct pack *pack,
                  char *text, size_t room)
{
    struct text out = {text, room, 0};
    if (!pack_date_valid(report->date) || report->check_count > REPORT_MAX_CHECKS) {
        return false;
    }
    add(&out, "envelop-report-1\ndate %s\n", report->date);
    if (!add_key(&out, "kiosk", &state->kiosk) || !add_key(&out, "ggd", &state->ggd)) {
        return false;
    }
    add_pack(&out, pack);
    add_name(&out, "program", report->version);
    add(&out, "panel %dx%d px %.0fx%.0f mm\n", report->w_px, report->h_px, (double)report->w_mm,
        (double)report->h_mm);
    return add_checks(&out, report) && out.at < out.room;
}

bool report_write(const struct report *report, const struct state *state, const struct pack *pack,
                  struct state_error *error)
{
    char text[REPORT_MAX_BYTES], name[STICK_NAME_BYTES], path[STATE_PATH_BYTES];
    snprintf(name, sizeof name, "outbox/envelop-report-%s.txt", state->kiosk_id);
    state_path(path, state->folder, name);
    if (!report_print(report, state, pack, text, sizeof text)) {
        return state_fail(error, "the report can't be written as it is", path,
                          "Walk the checks again");
    }
    if (!state_show_key(state->folder, &state->kiosk, error)) {
        return false;
    }
    enum file_result written = file_write(path, text, strlen(text), true);
    return written == FILE_OK ||
           state_fail(error, file_result_text(written), path, "Make room and try again");
}
