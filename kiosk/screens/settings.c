// See and hear: louder, slower, larger, other colours. Each choice shows or is heard at once;
// nothing of it is kept for the next person.
#include "app.h"
#include "controls.h"

#include <stdio.h>

static bool is_guided(const struct app *app)
{
    return app->ways.guided;
}

static bool is_dark(const struct app *app)
{
    return app->ways.dark;
}

static bool is_lower(const struct app *app)
{
    return app->ways.lower;
}

// What is wanted most comes first: where words are large, the rest stands on a second page.
static const struct way {
    const char *id;
    bool (*on)(const struct app *app); // NULL: no switch
} ways[] = {
    {"ui.louder", NULL},      {"ui.softer", NULL},    {"ui.faster", NULL},
    {"ui.slower", NULL},      {"ui.text-size", NULL}, {"ui.contrast", NULL},
    {"ui.guided", is_guided}, {"ui.dark", is_dark},   {"ui.lower", is_lower},
};

static void build_way(struct app *app, struct page *page, const struct way *way)
{
    struct node *node = build_button(app, page, REGION_BODY, way->id, STYLE_PLAIN);
    snprintf(node->pictogram, sizeof node->pictogram, "%s", way->id);
    node->selected = way->on && way->on(app);
}

static void build(struct app *app, struct page *page)
{
    bool upright = app_is_upright(app);
    int count = (int)(sizeof ways / sizeof ways[0]);
    count -= !control_can_lower(app); // it stands last
    int fitting = list_fitting(app, count);
    build_bar(app, page, (BAR_CALM | BAR_BACK) & ~(unsigned)BAR_SETTINGS);
    page_say(page, "ui.settings.ask");
    for (int i = app->first; i < count && i < app->first + fitting; i++) {
        if (upright || (i - app->first) % 2 == 0) {
            page_row(page, upright ? 1 : 2);
        }
        build_way(app, page, &ways[i]);
    }
    build_arrows(app, page, count);
    build_button(app, page, REGION_FOOT, "ui.settings.done", STYLE_PRIMARY);
}

static void act(struct app *app, const struct node *node)
{
    if (list_is_arrow(node)) {
        list_turn(app, node);
    } else if (!control_act(app, node->id)) {
        app_return(app);
    }
}

const struct screen screen_settings = {
    .name = "settings", .build = build, .act = act, .back = app_return, .lighten = list_lighten};
