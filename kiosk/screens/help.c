// The directory of help: the same list for everybody, whatever was answered, also for those who
// stopped.
#include "app.h"

#include "isolate.h"

#include <stdio.h>
#include <string.h>

enum { LINES_AT_MOST = 8 };

static void build_checked(struct app *app, struct page *page)
{
    char words[160];
    const struct app_value values[] = {{"date", pack_checked(app->parts.pack)}};
    app_fill(app, "ui.help.checked", values, 1, words, sizeof words);
    struct node *checked = page_add(page, NODE_TEXT, REGION_FOOT, "ui.help.checked", words);
    checked->style = STYLE_CAPTION;
}

static void build(struct app *app, struct page *page)
{
    struct pack *pack = app->parts.pack;
    size_t count = pack_entry_count(pack), from = (size_t)app->first;
    app->fitting = app->fitting > 0 ? app->fitting : LINES_AT_MOST;
    build_bar(app, page, BAR_CALM | (app->depth > 0 || from > 0 ? BAR_BACK : 0));
    page_add(page, NODE_TEXT, REGION_BAR_MIDDLE, "ui.help", app_text(app, "ui.help"));
    page_say(page, "ui.help");
    for (size_t i = from; i < count && i < from + (size_t)app->fitting; i++) {
        const struct pack_entry *entry = pack_entry(pack, i);
        page_row(page, 1);
        struct node *line =
            page_add(page, NODE_ENTRY, REGION_BODY, entry->name, app_text(app, entry->name));
        line->value = (int)i;
        if (entry->phone[0] != '\0') {
            text_isolate(entry->phone, ISOLATE_LTR, line->detail, sizeof line->detail);
        }
        page_say(page, entry->name);
    }
    build_checked(app, page);
    build_next(app, page);
}

// Past the last line: on to goodbye, or back to where help was asked for.
static void leave(struct app *app)
{
    if (app->depth > 0) {
        app_return(app);
    } else {
        app_go(app, &screen_goodbye);
    }
}

static void act(struct app *app, const struct node *node)
{
    if (strcmp(node->id, "ui.next") != 0) {
        app->place = node->value;
        app_over(app, &screen_place);
        return;
    }
    app->first += app->fitting;
    if ((size_t)app->first < pack_entry_count(app->parts.pack)) {
        app_refresh(app, true);
    } else {
        leave(app);
    }
}

static void back(struct app *app)
{
    if (app->first > 0) {
        app->first -= app->first < app->fitting ? app->first : app->fitting;
        app_refresh(app, true);
    } else {
        app_return(app);
    }
}

// Whoever declined or stopped, and whoever sealed: from here on nothing tells them apart.
static void enter(struct app *app)
{
    session_wipe(app->session);
}

const struct screen screen_help = {.name = "help",
                                   .enter = enter,
                                   .build = build,
                                   .act = act,
                                   .back = back,
                                   .lighten = list_lighten};

// The same from anywhere, and back to where one was: no trace of having looked.
const struct screen screen_help_now = {
    .name = "help-now", .build = build, .act = act, .back = back, .lighten = list_lighten};

static void place_build(struct app *app, struct page *page)
{
    const struct pack_entry *entry = pack_entry(app->parts.pack, (size_t)app->place);
    build_bar(app, page, BAR_BACK | BAR_CALM);
    build_text(app, page, entry->name)->style = STYLE_STRONG;
    build_text(app, page, entry->text);
    char phone[128];
    text_isolate(entry->phone, ISOLATE_LTR, phone, sizeof phone);
    if (entry->phone[0] != '\0') {
        page_add(page, NODE_TEXT, REGION_BODY, NULL, phone)->style = STYLE_CODE;
    }
    char cost[32];
    snprintf(cost, sizeof cost, "ui.cost.%s", entry->cost);
    page_say(page, cost);
    page_add(page, NODE_TEXT, REGION_FOOT, "ui.cost", app_text(app, cost))->style = STYLE_CAPTION;
    struct node *done = build_button(app, page, REGION_FOOT, "ui.back", STYLE_PRIMARY);
    snprintf(done->pictogram, sizeof done->pictogram, "ui.back");
}

static void place_back(struct app *app)
{
    app->place = 0; // no trace of having looked
    app_return(app);
}

static void place_act(struct app *app, const struct node *node)
{
    (void)node;
    place_back(app);
}

const struct screen screen_place = {
    .name = "place", .build = place_build, .act = place_act, .back = place_back};
