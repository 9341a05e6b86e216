// One question: a pictogram, the sentence, spoken at once, its answers as sheets. A touched answer
// shows for a moment in which it can still be changed. Whoever comes back sees the question without
// the earlier answer until asking for it, because somebody may be standing behind.
#include "app.h"

#include <stdio.h>
#include <string.h>

enum { EXPLANATION_ALONE = 1 }; // app->fitting: no room for answers beside it

static void build_shown_option(struct app *app, struct page *page, const struct form_item *item,
                               size_t index)
{
    struct node *node = build_option(app, page, item, index);
    node->selected = app->reveal && *app_answer(app, app->step) == node->value;
}

static void build_options(struct app *app, struct page *page, const struct form_item *item)
{
    int shown = 0, columns = build_answer_columns(app, item);
    for (size_t i = 0; i < item->option_count; i++) {
        if (item->options[i].declines) {
            continue;
        }
        if (shown++ % columns == 0) {
            page_row(page, columns);
        }
        build_shown_option(app, page, item, i);
    }
}

static void build_explain(struct app *app, struct page *page)
{
    struct node *explain = build_button(app, page, REGION_BODY, "ui.explain", STYLE_PLAIN);
    snprintf(explain->pictogram, sizeof explain->pictogram,
             app->explaining ? "ui.fewer" : "ui.explain"); // folds up again; not a chosen answer
}

// Below the answers: declining, and what belongs to this question.
static void build_smaller(struct app *app, struct page *page, const struct form_item *item)
{
    bool answered = app->returned && *app_answer(app, app->step) != 0;
    bool upright = app_is_upright(app);
    page_row(page, item->help && !upright ? 2 : 1);
    for (size_t i = 0; i < item->option_count; i++) {
        if (item->options[i].declines) {
            build_shown_option(app, page, item, i);
        }
    }
    if (item->help) {
        build_explain(app, page);
    }
    if (answered && !app->reveal) {
        struct node *show = build_button(app, page, REGION_FOOT, "ui.show-answer", STYLE_PLAIN);
        snprintf(show->pictogram, sizeof show->pictogram, "ui.show-answer");
    }
    if (answered) {
        build_next(app, page);
    }
}

// The explanation stands below the question, never instead of it: some would be answered with Yes
// that means No to the question. It is said first; the question then leads to the answers again.
static void build_words(struct app *app, struct page *page, const struct form_item *item)
{
    bool explained = app->explaining && item->help;
    if (explained) {
        page_say(page, item->help_id);
    }
    build_text(app, page, item->link_id);
    if (explained) {
        page_add(page, NODE_TEXT, REGION_BODY, item->help_id, app_text(app, item->help_id));
    }
}

static void build(struct app *app, struct page *page)
{
    const struct form_item *item = app_question(app, app->step);
    build_bar(app, page, BAR_ALL);
    build_thread(app, page, app->step + 1);
    build_picture(page, item->link_id);
    build_words(app, page, item);
    if (app->explaining && app->fitting == EXPLANATION_ALONE) {
        page_row(page, 1);
        build_explain(app, page);
        return;
    }
    build_options(app, page, item);
    build_smaller(app, page, item);
}

// On a small panel question and explanation stand alone; the answers come back without it.
static bool lighten(struct app *app)
{
    bool alone = app->explaining && app->fitting != EXPLANATION_ALONE;
    app->fitting = alone ? EXPLANATION_ALONE : app->fitting;
    return alone;
}

static void go_to(struct app *app, int step)
{
    app->step = step;
    app->from_check = false;
    app_go(app, &screen_question); // a finger or a focus on the one before doesn't answer this one
}

static void forward(struct app *app)
{
    bool given = app->given;
    if (app->from_check) {
        app_go(app, &screen_check);
    } else if (app->step + 1 < app_question_count(app)) {
        go_to(app, app->step + 1);
    } else {
        app->step = 0;
        app_go(app, pack_policy(app->parts.pack)->channels ? &screen_contact : &screen_check);
    }
    if (given) {
        app_slide(app);
    }
}

static void resume(struct app *app)
{
    app->returned = *app_answer(app, app->step) != 0;
}

static void explain(struct app *app)
{
    app->explaining = !app->explaining;
    app->fitting = 0;
    app->due_ms = APP_NEVER;
    resume(app); // answered a moment ago: the way on is Next
    app_refresh(app, true);
}

static void act(struct app *app, const struct node *node)
{
    if (strcmp(node->id, "ui.next") == 0) {
        forward(app);
    } else if (strcmp(node->id, "ui.show-answer") == 0) {
        const struct form_item *item = app_question(app, app->step);
        app->reveal = true;
        app_refresh(app, false);
        app_say(app, app_language_code(app), item->options[*app_answer(app, app->step) - 1].key);
    } else if (strcmp(node->id, "ui.explain") == 0) {
        explain(app);
    } else {
        *app_answer(app, app->step) = (uint8_t)node->value;
        app->reveal = app->given = true;
        app_refresh(app, false);
        app_hush(app);
        app_after(app, THEME_CHANGE_OF_MIND_MS);
    }
}

static void due(struct app *app)
{
    if (app_settled(app)) {
        forward(app);
    }
}

static void back(struct app *app)
{
    if (app->from_check) {
        app_go(app, &screen_check);
    } else if (app->step == 0) {
        app_go(app, &screen_practice_hide);
    } else {
        go_to(app, app->step - 1);
    }
}

static void enter(struct app *app)
{
    app->explaining = app->given = false;
    app->fitting = 0;
    app->reveal = app->from_check;
    resume(app);
}

const struct screen screen_question = {.name = "question",
                                       .enter = enter,
                                       .resume = resume,
                                       .build = build,
                                       .act = act,
                                       .back = back,
                                       .due = due,
                                       .lighten = lighten,
                                       .intimate = true};
