// Closing the envelope. Only when it is on disk does a screen say "sealed"; what can't be stored is
// never called sealed.
#include "app.h"

#include <stdio.h>
#include <string.h>

static void build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_ALL);
    build_picture(page, "ui.envelope-open");
    build_text(app, page, "ui.seal");
    page_row(page, 1);
    struct node *close =
        page_add(page, NODE_ANSWER, REGION_BODY, "ui.seal.close", app_text(app, "ui.seal.close"));
    close->style = STYLE_PRIMARY;
    snprintf(close->pictogram, sizeof close->pictogram, "ui.envelope-closed");
    page_say(page, "ui.seal.close");
}

static void seal(struct app *app)
{
    char date[11] = "";
    app->parts.date(app->parts.pack, date);
    enum seal_result result = session_seal(app->session, app->parts.pack, app->parts.spool,
                                           app_language(app), app->parts.kiosk_id, date);
    app_go(app, result == SEAL_DONE ? &screen_sealed : &screen_unsealed);
}

static void act(struct app *app, const struct node *node)
{
    (void)node;
    seal(app);
}

static void back(struct app *app)
{
    app_go(app, &screen_check);
}

const struct screen screen_seal = {.name = "seal", .build = build, .act = act, .back = back};

static void sealed_build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_SOUND | BAR_SIZE);
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
    build_bar(app, page, BAR_STOP | BAR_SOUND | BAR_SIZE);
    build_picture(page, "ui.warning");
    build_text(app, page, "ui.seal.failed");
    build_button(app, page, REGION_FOOT, "ui.seal.again", STYLE_PRIMARY);
    page_say(page, "ui.seal.again");
}

const struct screen screen_unsealed = {.name = "unsealed", .build = unsealed_build, .act = act};
