// Closing the envelope. Only when it is on disk does a screen say "sealed"; what can't be stored is
// never called sealed.
#include "app.h"
#include "input.h"

#include <stdio.h>
#include <string.h>

// The person closes it: a finger rests on the envelope until its flap is down.
static void build(struct app *app, struct page *page)
{
    bool touch = app->tries >= TRIES_TO_HOLD || app->ways.guided || app->ways.dark;
    build_bar(app, page, BAR_ALL);
    build_text(app, page, "ui.seal");
    build_text(app, page, touch ? "ui.seal.touch" : "ui.seal.hold");
    page_row(page, 1);
    struct node *envelope =
        page_add(page, NODE_ENVELOPE, REGION_BODY, "ui.seal.close", app_text(app, "ui.seal.close"));
    envelope->total = THEME_HOLD_STEPS;
    envelope->value = app->closing;
}

static void seal(struct app *app)
{
    char date[11] = "";
    app->parts.date(app->parts.pack, date);
    enum seal_result result = session_seal(app->session, app->parts.pack, app->parts.spool,
                                           app_language(app), app->parts.kiosk_id, date);
    if (result == SEAL_DONE) { // the answers are gone already
        app_forget_shown(app);
    }
    app_go(app, result == SEAL_DONE ? &screen_sealed : &screen_unsealed);
}

static void act(struct app *app, const struct node *node)
{
    (void)node;
    seal(app);
}

static void press(struct app *app)
{
    app->closing = 0;
    app_after(app, THEME_HOLD_MS / THEME_HOLD_STEPS);
}

static void let_go(struct app *app)
{
    app->due_ms = APP_NEVER;
    app->tries += app->closing < THEME_HOLD_STEPS;
    app->closing = 0;
    app_refresh(app, app->tries == TRIES_TO_HOLD);
}

// The flap comes down a step; without motion it is open until it is closed.
static void due(struct app *app)
{
    if (++app->closing >= THEME_HOLD_STEPS) {
        seal(app);
        return;
    }
    app_after(app, THEME_HOLD_MS / THEME_HOLD_STEPS);
    if (!pack_policy(app->parts.pack)->still) {
        app_refresh(app, false);
    }
}

static void back(struct app *app)
{
    app_go(app, &screen_check);
}

const struct screen screen_seal = {.name = "seal",
                                   .build = build,
                                   .act = act,
                                   .back = back,
                                   .due = due,
                                   .press = press,
                                   .let_go = let_go};

static void sealed_build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_CALM);
    build_picture(page, "ui.envelope-closed");
    build_text(app, page, "ui.sealed");
    build_next(app, page);
}

static void sealed_act(struct app *app, const struct node *node)
{
    (void)node;
    app_go(app, &screen_code);
}

const struct screen screen_sealed = {.name = "sealed", .build = sealed_build, .act = sealed_act};

static void unsealed_build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_STOP | BAR_CALM);
    build_picture(page, "ui.warning");
    build_text(app, page, "ui.seal.failed");
    build_button(app, page, REGION_FOOT, "ui.seal.again", STYLE_PRIMARY);
    page_say(page, "ui.seal.again");
}

const struct screen screen_unsealed = {.name = "unsealed", .build = unsealed_build, .act = act};
