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
    bool heard;                        // not of a language without a voice
} ways[] = {
    {.id = "ui.louder", .heard = true},
    {.id = "ui.softer", .heard = true},
    {.id = "ui.faster", .heard = true},
    {.id = "ui.slower", .heard = true},
    {.id = "ui.text-size"},
    {.id = "ui.contrast"},
    {.id = "ui.guided", .on = is_guided, .heard = true},
    {.id = "ui.dark", .on = is_dark, .heard = true},
    {.id = "ui.lower", .on = is_lower},
};
enum { WAYS = sizeof ways / sizeof ways[0] };

// What is offered here, into `offered`; returns how many.
static int list_ways(const struct app *app, const struct way *offered[static WAYS])
{
    int count = 0;
    for (int i = 0; i < WAYS; i++) {
        bool possible = ways[i].on != is_lower || control_can_lower(app);
        if (possible && (!ways[i].heard || app_has_voice(app))) {
            offered[count++] = &ways[i];
        }
    }
    return count;
}

static void build_way(struct app *app, struct page *page, const struct way *way)
{
    struct node *node = build_button(app, page, REGION_BODY, way->id, STYLE_PLAIN);
    snprintf(node->pictogram, sizeof node->pictogram, "%s", way->id);
    node->selected = way->on && way->on(app);
}

static void build(struct app *app, struct page *page)
{
    bool upright = app_is_upright(app);
    const struct way *offered[WAYS];
    int count = list_ways(app, offered);
    int fitting = list_fitting(app, count);
    build_bar(app, page, (BAR_CALM | BAR_BACK) & ~(unsigned)BAR_SETTINGS);
    page_say(page, "ui.settings.ask");
    for (int i = app->first; i < count && i < app->first + fitting; i++) {
        if (upright || (i - app->first) % 2 == 0) {
            page_row(page, upright ? 1 : 2);
        }
        build_way(app, page, offered[i]);
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
