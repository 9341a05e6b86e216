// A harmless question, answered in the same way as the real ones and not kept. Whoever is slow or
// misses is offered something easier. Then how to hide the screen, and how to come back: a gesture
// that only the person knows.
#include "app.h"

#include <stdio.h>
#include <string.h>

enum { SLOW_MS = 25000, MISSES = 2 };

static void offer_easier(struct app *app)
{
    app_go(app, &screen_easier);
}

// Yes and No answer a question about tea. What else a form asks with is touched without one.
static bool is_yes_or_no(const struct form_item *item)
{
    int answers = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        const char *key = item->options[i].key;
        bool either = strcmp(key, "answer.Y") == 0 || strcmp(key, "answer.N") == 0;
        answers += either;
        if (!either && !item->options[i].declines) {
            return false;
        }
    }
    return answers == 2;
}

static void build(struct app *app, struct page *page)
{
    const struct form_item *item = app_question(app, 0);
    bool tea = is_yes_or_no(item);
    build_bar(app, page, BAR_ALL);
    build_thread(app, page, 0);
    build_picture(page, tea ? "ui.practice" : "ui.touch");
    if (app->ways.guided) {
        build_text(app, page, "ui.guided.how");
    }
    build_text(app, page, tea ? "ui.practice" : "ui.practice.any");
    page_row(page, build_answer_columns(app, item));
    for (size_t i = 0; i < item->option_count; i++) {
        if (!item->options[i].declines) {
            build_option(app, page, item, i);
        }
    }
}

static void wait_for_touch(struct app *app)
{
    app_after(app, SLOW_MS);
}

static void act(struct app *app, const struct node *node)
{
    (void)node;
    app_go(app, &screen_practised);
}

static void missed(struct app *app)
{
    if (++app->tries >= MISSES) {
        app->tries = 0;
        offer_easier(app);
    }
}

// Nobody is slow who still listens.
static void due(struct app *app)
{
    if (player_state(app->parts.player) == PLAYER_SPEAKING || app->pressed_id) {
        wait_for_touch(app);
    } else {
        offer_easier(app);
    }
}

static void back(struct app *app)
{
    app_go(app, &screen_alone);
}

const struct screen screen_practice = {.name = "practice",
                                       .enter = wait_for_touch,
                                       .resume = wait_for_touch,
                                       .build = build,
                                       .act = act,
                                       .back = back,
                                       .due = due,
                                       .missed = missed};

// --- something easier --------------------------------------------------------------------------

static void easier_build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_ALL);
    build_thread(app, page, 0);
    build_text(app, page, "ui.practice.easier");
    page_row(page, 1);
    if (app->ways.text_step + 1 < THEME_TEXT_STEPS) {
        snprintf(build_choice(app, page, "ui.practice.larger")->pictogram, PAGE_KEY_BYTES,
                 "ui.text-size");
    }
    if (!app->ways.guided && app_has_voice(app)) {
        build_choice(app, page, "ui.guided");
    }
    snprintf(build_choice(app, page, "ui.practice.fine")->pictogram, PAGE_KEY_BYTES, "ui.next");
}

// Then the question again, until it works.
static void easier_act(struct app *app, const struct node *node)
{
    bool larger = strcmp(node->id, "ui.practice.larger") == 0;
    bool guided = strcmp(node->id, "ui.guided") == 0;
    app->ways.text_step += larger;
    app->ways.guided |= guided;
    app_go(app, larger || guided ? &screen_practice : &screen_practised);
}

static void easier_back(struct app *app)
{
    app_go(app, &screen_practice);
}

const struct screen screen_easier = {
    .name = "easier", .build = easier_build, .act = easier_act, .back = easier_back};

// --- it worked ---------------------------------------------------------------------------------

static void practised_build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_ALL);
    build_thread(app, page, 0);
    build_picture(page, "ui.kept");
    build_text(app, page, "ui.practice.good");
    build_next(app, page);
}

static void practised_act(struct app *app, const struct node *node)
{
    (void)node;
    app->hid = false;
    app_go(app, &screen_practice_hide);
}

static void practised_back(struct app *app)
{
    app_go(app, &screen_practice);
}

const struct screen screen_practised = {
    .name = "practised", .build = practised_build, .act = practised_act, .back = practised_back};

// --- hiding ------------------------------------------------------------------------------------

static void hide_build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_ALL);
    build_thread(app, page, 0);
    build_picture(page, app->hid ? "ui.kept" : "ui.hide");
    build_text(app, page, app->hid ? "ui.practice.hide.done" : "ui.practice.hide");
    build_next(app, page);
}

static void hide_act(struct app *app, const struct node *node)
{
    (void)node;
    app->step = 0;
    app_go(app, &screen_question);
}

static void hide_back(struct app *app)
{
    app_go(app, &screen_practised);
}

const struct screen screen_practice_hide = {
    .name = "practice-hide", .build = hide_build, .act = hide_act, .back = hide_back};
