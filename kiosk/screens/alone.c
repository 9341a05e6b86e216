#include "app.h"

#include <stdio.h>

static void build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_ALL);
    build_picture(page, "ui.alone");
    build_text(app, page, "ui.alone");
    build_envelope(page);
    struct node *ready = build_button(app, page, REGION_FOOT, "ui.alone.ready", STYLE_PRIMARY);
    snprintf(ready->pictogram, sizeof ready->pictogram, "ui.next");
    page_say(page, "ui.alone.ready");
    build_mark(app, page);
}

static void act(struct app *app, const struct node *node)
{
    (void)node;
    app->step = 0;
    app_go(app, &screen_question);
}

static void back(struct app *app)
{
    app_go(app, &screen_begin);
}

const struct screen screen_alone = {.name = "alone", .build = build, .act = act, .back = back};
