// The form's own first screens (its `display` items), one sentence or two each, spoken, with one
// picture; then the question whether to begin, where No is as good as Yes.
#include "app.h"

#include <stdio.h>
#include <string.h>

static const struct form_item *nth_screen(const struct app *app, int n)
{
    const struct form *form = pack_form(app->parts.pack);
    for (size_t i = 0; i < form_item_count(form); i++) {
        const struct form_item *item = form_item(form, i);
        if (item->kind == FORM_SCREEN && n-- == 0) {
            return item;
        }
    }
    return NULL;
}

static void after_welcome(struct app *app)
{
    bool young = pack_policy(app->parts.pack)->under_16 != UNDER_16_UNMENTIONED;
    app_go(app, young ? &screen_young : &screen_begin);
}

static void build(struct app *app, struct page *page)
{
    const struct form_item *item = nth_screen(app, app->step);
    build_bar(app, page, BAR_ALL);
    build_picture(page, item->link_id);
    build_text(app, page, item->link_id);
    build_envelope(app, page);
    build_next(app, page);
}

static void act(struct app *app, const struct node *node)
{
    (void)node;
    if (nth_screen(app, app->step + 1)) {
        app->step++;
        app_refresh(app, true);
    } else {
        after_welcome(app);
    }
}

static void back(struct app *app)
{
    if (app->step == 0) {
        app_wipe(app);
    } else {
        app->step--;
        app_refresh(app, true);
    }
}

static void enter(struct app *app)
{
    if (!nth_screen(app, 0)) {
        after_welcome(app);
    }
}

const struct screen screen_welcome = {
    .name = "welcome", .enter = enter, .build = build, .act = act, .back = back};

static void back_to_welcome(struct app *app)
{
    while (nth_screen(app, app->step + 1)) {
        app->step++;
    }
    app_go(app, &screen_welcome);
}

// What those under 16 should do, where the GGD wants it said (R19).
static void young_build(struct app *app, struct page *page)
{
    bool with = pack_policy(app->parts.pack)->under_16 == UNDER_16_WITH_ADULT;
    build_bar(app, page, BAR_ALL);
    build_picture(page, "ui.young");
    build_text(app, page, with ? "ui.young.with-adult" : "ui.young.not-here");
    build_envelope(app, page);
    build_next(app, page);
}

static void young_act(struct app *app, const struct node *node)
{
    (void)node;
    app_go(app, &screen_begin);
}

const struct screen screen_young = {
    .name = "young", .build = young_build, .act = young_act, .back = back_to_welcome};

static void begin_build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_ALL);
    build_text(app, page, "ui.begin");
    build_pair(app, page, "ui.begin.yes", "ui.begin.no");
    build_envelope(app, page);
}

static void begin_act(struct app *app, const struct node *node)
{
    bool yes = strcmp(node->id, "ui.begin.yes") == 0;
    app->first = app->fitting = 0;
    app_go(app, yes ? &screen_alone : &screen_help);
}

static void begin_back(struct app *app)
{
    if (pack_policy(app->parts.pack)->under_16 != UNDER_16_UNMENTIONED) {
        app_go(app, &screen_young);
    } else {
        back_to_welcome(app);
    }
}

const struct screen screen_begin = {
    .name = "begin", .build = begin_build, .act = begin_act, .back = begin_back};
