#include "app.h"

#include "controls.h"
#include "fit.h"
#include "idle.h"
#include "input.h"
#include "speech.h"

#include <stdlib.h>
#include <string.h>

enum { FOCUS_NONE = -1 };

// What a kiosk shows that waits for somebody, once staff's part is forgotten too.
static const struct screen *home(struct app *app)
{
    work_wipe(app);
    return work_first_screen(app);
}

struct app *app_create(const struct app_parts *parts, struct panel panel, uint64_t now_ms)
{
    struct app *app = calloc(1, sizeof *app);
    if (!app) {
        return NULL;
    }
    app->parts = *parts;
    app->panel = panel;
    app->now_ms = now_ms;
    app->activity_ms = now_ms;
    app->page = arena_take(parts->arena, sizeof *app->page);
    app->session = arena_take(parts->arena, sizeof *app->session);
    app->said = arena_take(parts->arena, PAGE_MAX_PROMPTS * sizeof *app->said);
    app->work = work_create(app);
    app->home = home;
    if (!app->page || !app->session || !app->said || !app->work) {
        free(app);
        return NULL;
    }
    app_wipe(app);
    return app;
}

void app_destroy(struct app *app)
{
    if (app) {
        app_wipe(app);
        free(app);
    }
}

void app_resize(struct app *app, struct panel panel)
{
    input_lift(app); // what the finger was on may be elsewhere now
    app->panel = panel;
    app->ways.lower = app->ways.lower && control_can_lower(app);
    app->fitting = 0;
    typesetter_wipe(app->parts.typesetter);
    app_refresh(app, false);
}

// --- the page ----------------------------------------------------------------------------------

static bool is_pressed(const struct app *app, const struct node *node)
{
    return app->pressed_id && node->id && strcmp(app->pressed_id, node->id) == 0 &&
           app->pressed_value == node->value && node_touchable(node);
}

void app_mark_state(struct app *app)
{
    for (int i = 0; i < app->page->count; i++) {
        struct node *node = &app->page->nodes[i];
        node->focused = i == app->focus;
        node->pressed = is_pressed(app, node);
        if (node->kind == NODE_WAITING) {
            node->value = app->slide;
        }
    }
}

// The focus stays on its target when the page changes around it, and goes when that is gone.
static void keep_focus(struct app *app, const char *id, int value)
{
    const struct node *node = id ? page_find(app->page, id, value) : NULL;
    app->focus = node ? (int)(node - app->page->nodes) : FOCUS_NONE;
}

static void build_page(struct app *app)
{
    const struct node *focused = app->focus < 0 ? NULL : &app->page->nodes[app->focus];
    const char *id = focused ? focused->id : NULL;
    int value = focused ? focused->value : 0;
    fit_page(app);
    keep_focus(app, id, value);
    app_mark_state(app);
    app->lit_until_ms = app->now_ms; // the word being said is found anew
}

const struct page *app_page(struct app *app)
{
    if (app->stale) {
        build_page(app);
        app->stale = false;
    }
    bool mute = player_state(app->parts.player) == PLAYER_NO_SOUND;
    if (mute != app->mute) { // the page says so, from now on or no longer
        app->mute = mute;
        build_page(app);
    }
    speech_light(app);
    return app->page;
}

// --- time --------------------------------------------------------------------------------------

// Steps that a slow machine has missed are left out.
static void slide_on(struct app *app)
{
    uint64_t gone = (app->now_ms - app->slide_from_ms) * THEME_SLIDE_STEPS / THEME_SLIDE_MS;
    if (gone >= THEME_SLIDE_STEPS) {
        app_still(app);
        return;
    }
    app->slide = THEME_SLIDE_STEPS - (int)gone;
    app->slide_ms = app->slide_from_ms + (gone + 1) * THEME_SLIDE_MS / THEME_SLIDE_STEPS;
    app_mark_state(app);
}

void app_tick(struct app *app, uint64_t now_ms)
{
    app->now_ms = now_ms;
    if (speech_due(app)) {
        speech_make(app);
    }
    if (now_ms >= player_deadline_ms(app->parts.player)) {
        player_tick(app->parts.player, now_ms);
        app->activity_ms = now_ms;
    }
    if (now_ms >= app->slide_ms) {
        slide_on(app);
    }
    if (now_ms >= app->due_ms) {
        app->due_ms = APP_NEVER;
        if (app->screen->due) {
            app->screen->due(app);
        }
    }
    if (now_ms >= idle_deadline_ms(app)) {
        idle_due(app);
    }
}

uint64_t app_deadline_ms(const struct app *app)
{
    if (speech_due(app)) {
        return app->now_ms;
    }
    uint64_t deadlines[] = {player_deadline_ms(app->parts.player), idle_deadline_ms(app),
                            app->due_ms, app->lit_until_ms, app->slide_ms};
    uint64_t first = APP_NEVER;
    for (size_t i = 0; i < sizeof deadlines / sizeof deadlines[0]; i++) {
        first = deadlines[i] < first ? deadlines[i] : first;
    }
    return first;
}
