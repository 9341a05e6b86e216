// Alone: nobody looks over the shoulder, and the person says who may hear along; of a language
// without a voice nobody hears anything.
#include "app.h"

#include <string.h>

static const struct {
    const char *id;
    enum listening listening;
} ways[] = {
    {"ui.listen.headphones", LISTEN_HEADPHONES},
    {"ui.listen.aloud", LISTEN_ALOUD},
    {"ui.listen.silent", LISTEN_SILENT},
};

static void build_ways(struct app *app, struct page *page)
{
    page_row(page, app_is_upright(app) ? 1 : 3);
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        build_choice(app, page, ways[i].id);
    }
}

static void build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_ALL);
    build_thread(app, page, 0);
    build_picture(page, "ui.alone");
    build_text(app, page, "ui.alone");
    if (app_has_voice(app)) {
        build_text(app, page, "ui.alone.headphones");
        build_ways(app, page);
    } else {
        build_next(app, page);
    }
}

static void act(struct app *app, const struct node *node)
{
    app->ways.listening = LISTEN_SILENT; // where there was nothing to choose
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (strcmp(node->id, ways[i].id) == 0) {
            app->ways.listening = ways[i].listening;
        }
    }
    app->tries = 0;
    app_go(app, &screen_practice);
}

static void back(struct app *app)
{
    app_go(app, &screen_begin);
}

const struct screen screen_alone = {.name = "alone", .build = build, .act = act, .back = back};
