// See and hear: louder, slower, larger, other colours. Each choice shows or is heard at once;
// nothing of it is kept for the next person.
#include "app.h"
#include "controls.h"

#include <stdio.h>

static void build_way(struct app *app, struct page *page, const char *id, bool on)
{
    struct node *node = build_button(app, page, REGION_BODY, id, STYLE_PLAIN);
    snprintf(node->pictogram, sizeof node->pictogram, "%s", id);
    node->selected = on;
}

static void build(struct app *app, struct page *page)
{
    bool upright = app->panel.h_px > app->panel.w_px;
    const struct ways *ways = &app->ways;
    build_bar(app, page, (BAR_CALM | BAR_BACK) & ~(unsigned)BAR_SETTINGS);
    page_add(page, NODE_TEXT, REGION_BAR_MIDDLE, "ui.settings.ask",
             app_text(app, "ui.settings.ask"));
    page_say(page, "ui.settings.ask");
    page_row(page, upright ? 2 : 3);
    build_way(app, page, "ui.louder", false);
    build_way(app, page, "ui.softer", false);
    build_way(app, page, "ui.text-size", false);
    build_way(app, page, "ui.slower", false);
    build_way(app, page, "ui.faster", false);
    build_way(app, page, "ui.contrast", false);
    build_way(app, page, "ui.guided", ways->guided);
    build_way(app, page, "ui.dark", ways->dark);
    if (control_can_lower(app)) {
        build_way(app, page, "ui.lower", ways->lower);
    }
    build_button(app, page, REGION_FOOT, "ui.settings.done", STYLE_PRIMARY);
}

static void act(struct app *app, const struct node *node)
{
    if (!control_act(app, node->id)) {
        app_return(app);
    }
}

const struct screen screen_settings = {
    .name = "settings", .build = build, .act = act, .back = app_return};
