// What lies over another screen: Stop asks once, then wipes; the idle warning wipes if nobody
// answers; hiding leaves a quiet picture.
#include "app.h"
#include "idle.h"

#include <string.h>

static void stop_build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_CALM | BAR_BACK);
    build_text(app, page, "ui.stop.ask");
    build_pair(app, page, "ui.stop.no", "ui.stop.yes");
}

static void stop_act(struct app *app, const struct node *node)
{
    if (strcmp(node->id, "ui.stop.no") == 0) {
        app_return(app);
        return;
    }
    app_forget_answers(app);
    app->first = app->fitting = 0;
    app_go(app, &screen_help);
}

const struct screen screen_stop = {
    .name = "stop", .build = stop_build, .act = stop_act, .back = app_return};

// --- idle --------------------------------------------------------------------------------------

static void idle_build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_CALM);
    build_picture(page, "ui.idle");
    build_text(app, page, "ui.idle");
    page_row(page, 1);
    struct node *timer = page_add(page, NODE_TIMER, REGION_BODY, NULL, "");
    timer->value = idle_parts_left(app);
    timer->total = IDLE_PARTS;
    page_row(page, 1);
    struct node *more =
        page_add(page, NODE_ANSWER, REGION_BODY, "ui.idle.more", app_text(app, "ui.idle.more"));
    more->style = STYLE_YES;
    page_say(page, "ui.idle.more");
}

static void idle_act(struct app *app, const struct node *node)
{
    (void)node;
    idle_answered(app);
}

const struct screen screen_idle = {.name = "idle", .build = idle_build, .act = idle_act};

// --- hidden ------------------------------------------------------------------------------------

// Three touches of the picture within a few seconds bring everything back: nobody else knows.
enum { TOUCHES_TO_RETURN = 3, TOUCHES_WITHIN_MS = 4000, HIDDEN_S = 120 };

static void rest_build(struct app *app, struct page *page)
{
    page_row(page, 1);
    struct node *picture =
        page_add(page, NODE_REST, REGION_BODY, "ui.rest", app_text(app, "ui.rest"));
    memcpy(picture->pictogram, "ui.rest", sizeof "ui.rest");
}

static void rest_confirm(struct app *app)
{
    app_after(app, TOUCHES_WITHIN_MS);
    if (++app->tries >= TOUCHES_TO_RETURN) {
        app->hid = true;
        app_return(app);
    }
}

static void rest_act(struct app *app, const struct node *node)
{
    (void)node;
    rest_confirm(app);
}

static void rest_due(struct app *app)
{
    app->tries = 0;
}

const struct screen screen_rest = {.name = "rest",
                                   .build = rest_build,
                                   .act = rest_act,
                                   .due = rest_due,
                                   .confirm = rest_confirm,
                                   .idle_s = HIDDEN_S,
                                   .quiet = true};
