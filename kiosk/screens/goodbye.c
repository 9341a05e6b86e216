// The last words, to the last word in the person's own language; then everything is as it was. Who
// has read them needn't wait for it.
#include "app.h"

#include "theme.h"

enum { GOODBYE_MS = 20000 };

static void build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_LISTEN);
    build_picture(page, "ui.goodbye");
    build_text(app, page, "ui.goodbye");
    build_button(app, page, REGION_FOOT, "ui.settings.done", STYLE_PRIMARY);
}

static void enter(struct app *app)
{
    app_after(app, GOODBYE_MS);
}

// It stands where the way on stood: a second touch that was meant for that one isn't "Done".
static void act(struct app *app, const struct node *node)
{
    (void)node;
    if (app->due_ms <= app->now_ms + GOODBYE_MS - THEME_CHANGE_OF_MIND_MS) {
        app_wipe(app);
    }
}

// Never into the middle of a word: the speech ends first.
static void due(struct app *app)
{
    uint64_t spoken_ms = player_deadline_ms(app->parts.player);
    if (player_state(app->parts.player) == PLAYER_SPEAKING) {
        app->due_ms = spoken_ms + 1000;
    } else {
        app_wipe(app);
    }
}

const struct screen screen_goodbye = {
    .name = "goodbye", .enter = enter, .resume = enter, .build = build, .act = act, .due = due};
