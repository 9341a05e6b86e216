// Stop asks once, then wipes; and the idle warning, which wipes if nobody answers.
#include "app.h"

#include <stdio.h>
#include <string.h>

static void ask(struct app *app, struct page *page, const char *question, const char *yes,
                const char *no)
{
    build_bar(app, page, BAR_SOUND | BAR_SIZE);
    build_text(app, page, question);
    const char *ids[] = {no, yes};
    page_row(page, yes ? 2 : 1);
    for (int i = 0; i < (yes ? 2 : 1); i++) {
        struct node *node = page_add(page, NODE_ANSWER, REGION_BODY, ids[i], app_text(app, ids[i]));
        page_say(page, ids[i]);
        node->style = i == 0 ? STYLE_YES : STYLE_NO;
    }
}

static void resume(struct app *app)
{
    const struct screen *screen = app->resume;
    bool from_check = app->from_check;
    app->resume = NULL;
    app_go(app, screen);
    app->from_check = from_check;
    app->reveal = false;
}

static void stop_build(struct app *app, struct page *page)
{
    ask(app, page, "ui.stop.ask", "ui.stop.yes", "ui.stop.no");
}

static void stop_act(struct app *app, const struct node *node)
{
    if (strcmp(node->id, "ui.stop.no") == 0) {
        resume(app);
        return;
    }
    session_wipe(app->session);
    typesetter_wipe(app->parts.typesetter);
    app->wiped = true;
    app->step = 0;
    app_go(app, &screen_help);
}

const struct screen screen_stop = {
    .name = "stop", .build = stop_build, .act = stop_act, .back = resume};

static void idle_build(struct app *app, struct page *page)
{
    build_picture(page, "ui.idle");
    ask(app, page, "ui.idle", NULL, "ui.idle.more");
}

static void idle_act(struct app *app, const struct node *node)
{
    (void)node;
    resume(app);
}

const struct screen screen_idle = {.name = "idle", .build = idle_build, .act = idle_act};
