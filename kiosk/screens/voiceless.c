// A language that nobody has lent a voice yet says so before anything else.
#include "app.h"

static void build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_BACK | BAR_STOP | BAR_CALM);
    build_picture(page, "ui.sound-missing");
    build_text(app, page, "ui.voice-missing");
    build_next(app, page);
}

static void act(struct app *app, const struct node *node)
{
    (void)node;
    app_go(app, &screen_welcome);
}

static void back(struct app *app)
{
    app_wipe(app);
}

const struct screen screen_voiceless = {
    .name = "voiceless", .build = build, .act = act, .back = back};
