// The last words, to the last word in the person's own language; then everything is as it was.
#include "app.h"

enum { GOODBYE_MS = 20000 };

static void build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_LISTEN);
    build_picture(page, "ui.goodbye");
    build_text(app, page, "ui.goodbye");
}

static void enter(struct app *app)
{
    app_after(app, GOODBYE_MS);
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
    .name = "goodbye", .enter = enter, .resume = enter, .build = build, .due = due};
