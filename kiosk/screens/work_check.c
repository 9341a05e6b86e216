// The readiness check: what only somebody in front of the kiosk can tell. Each is good, not good or
// skipped; it ends in a report that the stick carries to the GGD.
#include "app.h"
#include "work.h"

#include <stdio.h>
#include <string.h>

#ifndef ENVELOP_VERSION
#define ENVELOP_VERSION "0"
#endif

enum { CHECK_TOUCH, CHECK_SOUND, CHECK_HEADPHONES };

static const struct {
    const char *name; // in the report
    const char *id;   // what to do and to look at
    const char *pictogram;
} checks[WORK_CHECKS] = {
    [CHECK_TOUCH] = {"touch", "work.check.touch", NULL},
    [CHECK_SOUND] = {"sound", "work.check.sound", "ui.listen"},
    [CHECK_HEADPHONES] = {"headphones", "work.check.headphones", "ui.headphones"},
    {"glare", "work.check.glare", "ui.show-answer"},
    {"height", "work.check.height", "ui.lower"},
    {"angle", "work.check.angle", "ui.alone"},
};

// --- the report --------------------------------------------------------------------------------

static void begin_report(struct app *app)
{
    struct report *report = &app->work->report;
    *report = (struct report){.check_count = WORK_CHECKS,
                              .w_px = app->panel.w_px,
                              .h_px = app->panel.h_px,
                              .w_mm = (float)app->panel.w_px / app->panel.px_per_mm,
                              .h_mm = (float)app->panel.h_px / app->panel.px_per_mm};
    snprintf(report->version, sizeof report->version, "%s", ENVELOP_VERSION);
    app->parts.work.today(app->parts.work.context, report->date);
    for (int i = 0; i < WORK_CHECKS; i++) {
        snprintf(report->checks[i].name, sizeof report->checks[i].name, "%s", checks[i].name);
    }
}

static void end_report(struct app *app)
{
    struct work *work = app->work;
    struct state_error error;
    bool done = report_write(&work->report, app->parts.work.state, app->parts.pack, &error);
    snprintf(work->reason, sizeof work->reason, "%.*s", (int)sizeof work->reason - 1,
             done ? "" : error.reason);
    work_poll(app);
    app_after(app, WORK_POLL_MS);
}

// --- one check ---------------------------------------------------------------------------------

// The name of a language that has a voice, in that language: something to hear.
static void play_sound(struct app *app)
{
    for (size_t i = 0; i < pack_language_count(app->parts.pack); i++) {
        const struct pack_language *language = pack_language(app->parts.pack, i);
        if (language->voice) {
            app_say(app, language->code, "ui.language");
            return;
        }
    }
}

static bool is_heard(int check)
{
    return check == CHECK_SOUND || check == CHECK_HEADPHONES;
}

static void enter(struct app *app)
{
    app->work->check = 0;
    app->work->squares = 0;
    app->work->carried = false;
    app->work->note = NULL;
    begin_report(app);
}

static void answer(struct app *app, enum report_result result)
{
    struct work *work = app->work;
    struct report_check *check = &work->report.checks[work->check];
    check->result = result;
    memcpy(check->date, result == REPORT_NOT_DONE ? "" : work->report.date,
           result == REPORT_NOT_DONE ? 1 : sizeof check->date);
    work->check++;
    if (work->check == WORK_CHECKS) {
        end_report(app);
    }
    app_hush(app);
    app_refresh(app, false);
}

// Nine squares to the very edges, in the order of reading.
static void build_squares(struct app *app, struct page *page)
{
    static const float at[] = {0, 0.5f, 1};
    for (int i = 0; i < WORK_SQUARES; i++) {
        struct node *node = page_add(page, NODE_ITEM, REGION_PANEL, "work.square", "");
        bool touched = app->work->squares >> i & 1;
        node->value = i;
        node->selected = touched;
        node->at_x = at[i % 3];
        node->at_y = at[i / 3];
        snprintf(node->name, sizeof node->name, "%d", i + 1);
        snprintf(node->detail, sizeof node->detail, "%d", i + 1);
    }
    struct node *words =
        page_add(page, NODE_TEXT, REGION_PANEL, checks[0].id, app_text(app, checks[0].id));
    words->at_x = 0.5f;
    words->at_y = 0.27f;
    struct node *skip =
        page_add(page, NODE_BUTTON, REGION_PANEL, "work.skip", app_text(app, "work.skip"));
    skip->at_x = 0.12f;
    skip->at_y = 0.75f;
    struct node *bad =
        page_add(page, NODE_BUTTON, REGION_PANEL, "work.no", app_text(app, "work.no"));
    bad->at_x = 0.88f;
    bad->at_y = 0.75f;
}

static void build_question(struct app *app, struct page *page)
{
    int check = app->work->check;
    build_picture(page, checks[check].pictogram);
    work_say(app, page, checks[check].id, NULL, 0);
    if (is_heard(check)) {
        page_row(page, 1);
        build_button(app, page, REGION_BODY, "work.hear", STYLE_PLAIN);
    }
    work_button(app, page, "work.yes", STYLE_PLAIN);
    work_button(app, page, "work.no", STYLE_PLAIN);
    work_button(app, page, "work.skip", STYLE_PLAIN);
}

static void build_end(struct app *app, struct page *page)
{
    struct work *work = app->work;
    bool failed = work->reason[0] != '\0';
    build_picture(page, failed ? "ui.warning" : "ui.usb");
    work_say(app, page, failed ? "work.report.failed" : work_stick_text(app, "work.report.done"),
             NULL, 0);
    work_small(page, work->reason);
    work_button(app, page, "work.back", work->carried ? STYLE_PRIMARY : STYLE_PLAIN);
}

static void build(struct app *app, struct page *page)
{
    int check = app->work->check;
    if (check == CHECK_TOUCH) {
        build_squares(app, page);
    } else if (check < WORK_CHECKS) {
        build_question(app, page);
    } else {
        build_end(app, page);
    }
}

static void touch_square(struct app *app, int square)
{
    app->work->squares |= 1u << square;
    if (app->work->squares == (1u << WORK_SQUARES) - 1) {
        answer(app, REPORT_GOOD);
    } else {
        app_refresh(app, false);
    }
}

static void act(struct app *app, const struct node *node)
{
    static const struct {
        const char *id;
        enum report_result result;
    } answers[] = {
        {"work.yes", REPORT_GOOD}, {"work.no", REPORT_BAD}, {"work.skip", REPORT_NOT_DONE}};
    if (strcmp(node->id, "work.square") == 0) {
        touch_square(app, node->value);
    } else if (strcmp(node->id, "work.hear") == 0) {
        play_sound(app);
    } else if (strcmp(node->id, "work.back") == 0) {
        work_to_menu(app);
    }
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        if (app->work->check < WORK_CHECKS && strcmp(node->id, answers[i].id) == 0) {
            answer(app, answers[i].result);
            return;
        }
    }
}

static void due(struct app *app)
{
    struct work *work = app->work;
    bool changed = work_poll(app);
    bool done = work->stick.state == STICK_DONE && work->stick.report[0] != '\0';
    if (done && !work->carried && work->reason[0] == '\0') {
        work->carried = changed = true;
        state_outbox_carried(app->parts.work.state, work->stick.batch, work->stick.report);
    }
    if (changed) {
        app_refresh(app, false);
    }
    app_after(app, WORK_POLL_MS);
}

// Not quiet: a voice is played here.
const struct screen screen_work_check = {.name = "work-check",
                                         .enter = enter,
                                         .build = build,
                                         .act = act,
                                         .back = work_to_menu,
                                         .due = due,
                                         .secret_free = true,
                                         .staff = true};
