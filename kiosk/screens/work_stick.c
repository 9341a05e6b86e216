// Export and update: what to do next, step by step, as envelop-stick reports it. "Safe to take out"
// is said only when what was written has been read back from the stick.
#include "app.h"
#include "work.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static void foot_act(struct app *app, const struct node *node)
{
    if (strcmp(node->id, "work.close") == 0) {
        work_close(app);
    } else if (strcmp(node->id, "work.again") == 0) {
        work_go(app, app->screen);
    } else {
        work_to_menu(app);
    }
}

// --- export ------------------------------------------------------------------------------------

static void export_enter(struct app *app)
{
    struct work *work = app->work;
    work->carried = false;
    work->reason[0] = '\0';
    bool done = app->parts.export_batch(app->parts.export_context, work->batch, sizeof work->batch,
                                        work->reason, sizeof work->reason);
    if (!done) {
        work->batch[0] = '\0';
    }
    work_poll(app);
    app_after(app, WORK_POLL_MS);
}

static void export_build(struct app *app, struct page *page)
{
    struct work *work = app->work;
    bool failed = work->batch[0] == '\0';
    bool again = failed || work->stick.state == STICK_NO_BATCH;
    build_picture(page, failed ? "ui.warning" : "ui.usb");
    work_say(app, page, failed ? "work.export.failed" : work_stick_text(app, "work.export.done"),
             NULL, 0);
    if (failed) {
        work_small(page, work->reason);
    } else if (!work->carried) {
        work_small(page, app_text(app, "work.export.what"));
    }
    if (again) {
        work_button(app, page, "work.again", STYLE_PRIMARY);
    }
    work_button(app, page, "work.back", work->carried ? STYLE_PRIMARY : STYLE_PLAIN);
}

// Only the batch that was written here and now counts as carried.
static void export_due(struct app *app)
{
    struct work *work = app->work;
    bool changed = work_poll(app);
    bool done = work->stick.state == STICK_DONE && work->batch[0] != '\0' &&
                strcmp(work->stick.batch, work->batch) == 0;
    if (done && !work->carried) {
        work->carried = true;
        state_outbox_carried(app->parts.work.state, work->stick.batch, work->stick.report);
        changed = true;
    }
    if (changed) {
        app_refresh(app, false);
    }
    app_after(app, WORK_POLL_MS);
}

const struct screen screen_work_export = {.name = "work-export",
                                          .enter = export_enter,
                                          .build = export_build,
                                          .act = foot_act,
                                          .back = work_to_menu,
                                          .due = export_due,
                                          .secret_free = true,
                                          .quiet = true,
                                          .staff = true};

// --- update ------------------------------------------------------------------------------------

static const char *outcome(enum stick_kind kind, enum inbox_result result)
{
    static const char *const pack[] = {
        [INBOX_TAKEN] = "work.update.pack",      [INBOX_KNOWN] = "work.update.known",
        [INBOX_FOREIGN] = "work.update.foreign", [INBOX_OLDER] = "work.update.older",
        [INBOX_DAMAGED] = "work.update.damaged", [INBOX_FAILED] = "work.update.failed"};
    static const char *const receipt[] = {
        [INBOX_TAKEN] = "work.receipt.taken",     [INBOX_KNOWN] = "work.receipt.taken",
        [INBOX_FOREIGN] = "work.receipt.foreign", [INBOX_OLDER] = "work.receipt.damaged",
        [INBOX_DAMAGED] = "work.receipt.damaged", [INBOX_FAILED] = "work.receipt.failed"};
    return (kind == STICK_FILE_PACK ? pack : receipt)[result];
}

static void note_line(struct work *work, const char *id, uint64_t serial, const char *reason)
{
    if (work->line_count < WORK_LINES) {
        struct work_line *line = &work->lines[work->line_count++];
        line->id = id;
        snprintf(line->serial, sizeof line->serial, "%" PRIu64, serial);
        snprintf(line->reason, sizeof line->reason, "%.*s", (int)sizeof line->reason - 1, reason);
    }
}

// A receipt that was taken is said once, however many there were.
static bool is_said(const struct work *work, const char *id)
{
    for (int i = 0; i < work->line_count; i++) {
        if (strcmp(work->lines[i].id, id) == 0 && strncmp(id, "work.receipt", 12) == 0) {
            return true;
        }
    }
    return false;
}

static void take_all(struct app *app)
{
    struct work *work = app->work;
    struct inbox_item item;
    const struct state *state = app->parts.work.state;
    while (!work->reload && state_inbox_next(state, &item)) {
        struct state_error error = {""};
        enum inbox_result result = state_inbox_take(state, &item, app->parts.spool, &error);
        const char *id = outcome(item.kind, result);
        bool plain = result == INBOX_TAKEN || result == INBOX_KNOWN;
        work->reload = item.kind == STICK_FILE_PACK && result == INBOX_TAKEN;
        if (!work->reload && !is_said(work, id)) { // said after the new pack speaks
            note_line(work, id, item.serial, plain ? "" : error.reason);
        }
    }
    work->looked = true;
}

static void look(struct app *app)
{
    struct work *work = app->work;
    enum stick_state state = work->stick.state;
    if (state != STICK_READING && state != STICK_WRITING) {
        take_all(app);
    }
    app_refresh(app, false);
}

static void update_enter(struct app *app)
{
    app->work->looked = false;
    work_poll(app);
    look(app);
    app_after(app, WORK_POLL_MS);
}

static const char *update_text(const struct app *app)
{
    const struct work *work = app->work;
    enum stick_state state = work->stick.state;
    bool fault = state == STICK_PULLED || state == STICK_DAMAGED || state == STICK_NO_ROOM;
    bool wait = state == STICK_READING || state == STICK_WRITING;
    return fault || wait             ? work_stick_text(app, "")
           : work->line_count > 0    ? NULL
           : state == STICK_NONE     ? "work.update.none"
           : work->stick.refused > 0 ? "work.update.refused"
                                     : "work.update.nothing";
}

static void update_build(struct app *app, struct page *page)
{
    struct work *work = app->work;
    const char *text = update_text(app);
    build_picture(page, "ui.usb");
    if (text) {
        work_say(app, page, text, NULL, 0);
    }
    for (int i = 0; i < work->line_count; i++) {
        const struct app_value value = {"serial", work->lines[i].serial};
        work_say(app, page, work->lines[i].id, &value, 1);
        work_small(page, work->lines[i].reason);
    }
    work_button(app, page, "work.back", work->line_count > 0 ? STYLE_PRIMARY : STYLE_PLAIN);
}

static void update_act(struct app *app, const struct node *node)
{
    app->work->line_count = 0;
    foot_act(app, node);
}

static void update_due(struct app *app)
{
    if (work_poll(app)) {
        if (app->work->stick.state == STICK_READING) {
            app->work->line_count = 0; // another stick
        }
        look(app);
    }
    app_after(app, WORK_POLL_MS);
}

const struct screen screen_work_update = {.name = "work-update",
                                          .enter = update_enter,
                                          .build = update_build,
                                          .act = update_act,
                                          .back = work_to_menu,
                                          .due = update_due,
                                          .secret_free = true,
                                          .quiet = true,
                                          .staff = true};
