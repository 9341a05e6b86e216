// The PIN on a large keypad: to come in, or to be chosen twice. The digits lie in locked memory and
// are gone as soon as they were tried.
#include "app.h"
#include "hash.h"
#include "work.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool chooses(const struct app *app)
{
    return !app->work->pin.set;
}

static void forget_typed(struct app *app)
{
    memory_wipe(app->work->typed, sizeof app->work->typed);
    app_forget_answers(app); // the layout of the dots as well
}

static void enter(struct app *app)
{
    struct work *work = app->work;
    if (!work->entered) {
        pin_open(&work->pin, app->parts.work.state->folder, app->now_ms);
        work->entered = true;
    }
    forget_typed(app);
    if (pin_wait_ms(&work->pin, app->now_ms) > 0) {
        app_after(app, 1);
    }
}

// --- the page ----------------------------------------------------------------------------------

static void build_key(struct app *app, struct page *page, int digit)
{
    char name[2] = {(char)('0' + digit), '\0'};
    struct node *node = page_add(page, NODE_KEY, REGION_BODY, "work.digit", name);
    (void)app;
    node->value = digit;
    snprintf(node->detail, sizeof node->detail, "%s", name);
}

static void build_delete(struct app *app, struct page *page)
{
    struct node *node =
        page_add(page, NODE_KEY, REGION_BODY, "work.delete", app_text(app, "work.delete"));
    snprintf(node->pictogram, sizeof node->pictogram, "ui.key.delete");
    node->wordless = true;
}

// As on a telephone where there is height, in two lines where there is not.
static void build_keypad(struct app *app, struct page *page)
{
    char dots[PIN_MAX_DIGITS * 3 + 1] = " ";
    for (size_t i = 0, at = 0; app->work->typed[i]; i++) {
        at += (size_t)snprintf(dots + at, sizeof dots - at, "•");
    }
    page_row(page, 1);
    page_add(page, NODE_FIELD, REGION_BODY, "work.typed", dots)->style = STYLE_CODE;
    page_row(page, app_is_upright(app) ? 3 : 6);
    for (int digit = 1; digit <= 9; digit++) {
        build_key(app, page, digit);
    }
    build_key(app, page, 0);
    build_delete(app, page);
}

static void build_wait(struct app *app, struct page *page, uint64_t wait_ms)
{
    char time[32];
    uint64_t seconds = (wait_ms + 999) / 1000;
    snprintf(time, sizeof time, "%" PRIu64 ":%02" PRIu64, seconds / 60, seconds % 60);
    const struct app_value value = {"time", time};
    build_picture(page, "ui.worker");
    if (app->work->note) {
        work_say(app, page, app->work->note, NULL, 0);
    }
    work_say(app, page, "work.pin.wait", &value, 1);
}

static const char *question(const struct app *app)
{
    return !chooses(app) ? "work.pin" : app->work->first[0] ? "work.pin.twice" : "work.pin.choose";
}

static void build(struct app *app, struct page *page)
{
    struct work *work = app->work;
    uint64_t wait_ms = pin_wait_ms(&work->pin, app->now_ms);
    if (wait_ms > 0 && !chooses(app)) {
        build_wait(app, page, wait_ms);
    } else {
        work_say(app, page, work->note ? work->note : question(app), NULL, 0);
        build_keypad(app, page);
        if (strlen(work->typed) >= PIN_MIN_DIGITS) {
            work_button(app, page, "work.pin.ok", STYLE_PRIMARY);
        }
    }
    work_button(app, page, "work.close", STYLE_PLAIN);
}

// --- what was typed ----------------------------------------------------------------------------

static void come_in(struct app *app)
{
    const char *ids[WORK_NOTICES];
    app->work->known = true;
    app->work->note = NULL;
    bool first = app->work->first_time;
    app->work->first_time = false;
    app_go(app, first                        ? &screen_work_check
                : work_notices(app, ids) > 0 ? &screen_work_notice
                                             : &screen_work_menu);
}

static void try_typed(struct app *app)
{
    struct work *work = app->work;
    enum pin_result result = pin_try(&work->pin, work->typed, app->now_ms);
    forget_typed(app);
    if (result == PIN_RIGHT) {
        come_in(app);
        return;
    }
    work->note = result == PIN_WRONG ? "work.pin.wrong" : "work.pin.failed";
    app_after(app, 1);
    app_refresh(app, false);
}

static void choose_first(struct app *app)
{
    struct work *work = app->work;
    enum pin_verdict verdict = pin_judge(work->typed, pack_ggd_number(app->parts.pack));
    work->note = verdict == PIN_GOOD     ? NULL
                 : verdict == PIN_LENGTH ? "work.pin.length"
                                         : "work.pin.weak";
    if (verdict == PIN_GOOD) {
        memcpy(work->first, work->typed, sizeof work->first);
    }
    forget_typed(app);
    app_refresh(app, false);
}

static void choose_again(struct app *app)
{
    struct work *work = app->work;
    bool same = strcmp(work->first, work->typed) == 0;
    bool stored = same && pin_choose(&work->pin, work->typed);
    memory_wipe(work->first, sizeof work->first);
    forget_typed(app);
    if (stored) {
        come_in(app);
        return;
    }
    work->note = same ? "work.pin.unstored" : "work.pin.differs";
    app_refresh(app, false);
}

static void type(struct app *app, char digit)
{
    struct work *work = app->work;
    size_t length = strlen(work->typed);
    if (length < PIN_MAX_DIGITS) {
        work->typed[length] = digit;
        work->note = NULL;
    }
    app_refresh(app, false);
}

static void act(struct app *app, const struct node *node)
{
    struct work *work = app->work;
    size_t length = strlen(work->typed);
    if (strcmp(node->id, "work.digit") == 0) {
        type(app, (char)('0' + node->value));
    } else if (strcmp(node->id, "work.delete") == 0) {
        work->typed[length > 0 ? length - 1 : 0] = '\0';
        app_refresh(app, false);
    } else if (strcmp(node->id, "work.close") == 0) {
        work_close(app);
    } else if (!chooses(app)) {
        try_typed(app);
    } else if (work->first[0]) {
        choose_again(app);
    } else {
        choose_first(app);
    }
}

// The wait is counted down before their eyes.
static void due(struct app *app)
{
    uint64_t wait_ms = pin_wait_ms(&app->work->pin, app->now_ms);
    if (wait_ms > 0) {
        app_after(app, wait_ms % 1000 ? wait_ms % 1000 : 1000);
    } else {
        app->work->note = NULL;
    }
    app_refresh(app, false);
}

const struct screen screen_worker = {.name = "work-pin",
                                     .enter = enter,
                                     .build = build,
                                     .act = act,
                                     .back = work_close,
                                     .due = due,
                                     .secret_free = true,
                                     .quiet = true,
                                     .staff = true};
