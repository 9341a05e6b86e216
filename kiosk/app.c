#include "app.h"

#include "hash.h"
#include "speech.h"
#include "theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOUCH_NONE = -1, CORNER_MM = 24, CORNER_HOLD_MS = 3000 };

struct app *app_create(const struct app_parts *parts, struct panel panel)
{
    struct app *app = calloc(1, sizeof *app);
    if (!app) {
        return NULL;
    }
    app->parts = *parts;
    app->panel = panel;
    app->page = arena_take(parts->arena, sizeof *app->page);
    app->session = arena_take(parts->arena, sizeof *app->session);
    app->said = arena_take(parts->arena, PAGE_MAX_PROMPTS * sizeof *app->said);
    if (!app->page || !app->session || !app->said) {
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

// --- going from screen to screen ---------------------------------------------------------------

void app_refresh(struct app *app, bool speak)
{
    app->stale = true;
    if (speak) {
        speech_want(app, (struct app_sound){.kind = SOUND_PAGE});
    }
}

void app_go(struct app *app, const struct screen *screen)
{
    app->screen = screen;
    app->due_ms = APP_NEVER;
    app->focus = TOUCH_NONE;
    app->pressed_id = NULL;
    if (screen->enter) {
        screen->enter(app);
    }
    app_refresh(app, true);
}

void app_after(struct app *app, uint64_t ms)
{
    app->due_ms = app->now_ms + ms;
}

void app_wipe(struct app *app)
{
    session_wipe(app->session);
    memory_wipe(app->page, sizeof *app->page);
    typesetter_wipe(app->parts.typesetter);
    player_stop(app->parts.player);
    memory_wipe(app->said, PAGE_MAX_PROMPTS * sizeof *app->said);
    player_set_volume(app->parts.player, PLAYER_VOLUME_DEFAULT);
    app->language = app->candidate = -1;
    app->text_step = THEME_TEXT_DEFAULT;
    app->step = app->lines = 0;
    app->reveal = app->explaining = app->from_check = false;
    app->resume = NULL;
    app->work_note = NULL;
    app->wiped = true;
    bool full = spool_free_slots(app->parts.spool) == 0;
    app_go(app, full ? &screen_full : &screen_languages);
}

bool app_take_wiped(struct app *app)
{
    bool wiped = app->wiped;
    app->wiped = false;
    return wiped;
}

void app_resize(struct app *app, struct panel panel)
{
    app->panel = panel;
    app->pressed_id = NULL;
    typesetter_wipe(app->parts.typesetter);
    app_refresh(app, false);
}

// --- the page ----------------------------------------------------------------------------------

static void mark_state(struct app *app)
{
    for (int i = 0; i < app->page->count; i++) {
        struct node *node = &app->page->nodes[i];
        node->focused = i == app->focus;
        node->pressed = app->pressed_id && node->id && strcmp(app->pressed_id, node->id) == 0 &&
                        app->pressed_value == node->value && node_touchable(node);
    }
}

static const struct writing *page_writing(const struct app *app)
{
    return writing_find(app_language_code(app));
}

// The focus stays on its target when the page changes around it, and goes when that is gone.
static void keep_focus(struct app *app, const char *id, int value)
{
    const struct node *node = id ? page_find(app->page, id, value) : NULL;
    app->focus = node ? (int)(node - app->page->nodes) : TOUCH_NONE;
}

static void build_page(struct app *app)
{
    const struct screen *screen = app->screen;
    const struct node *focused = app->focus < 0 ? NULL : &app->page->nodes[app->focus];
    const char *id = focused ? focused->id : NULL;
    int value = focused ? focused->value : 0;
    typesetter_rest(app->parts.typesetter);
    do {
        page_begin(app->page, screen->name, page_writing(app));
        screen->build(app, app->page);
        place_page(app->page, &app->panel, app->parts.typesetter, app->text_step);
    } while (app->page->overflow && screen->lighten && screen->lighten(app));
    keep_focus(app, id, value);
    mark_state(app);
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
    return app->page;
}

// --- what every screen offers ------------------------------------------------------------------

static void act_stop(struct app *app)
{
    app->resume = app->screen;
    app_go(app, &screen_stop);
}

static void act_listen(struct app *app)
{
    app_refresh(app, true);
}

static void change_volume(struct app *app, int by)
{
    player_set_volume(app->parts.player, player_volume(app->parts.player) + by);
    app_refresh(app, true); // one hears what one has chosen
}

static void act_louder(struct app *app)
{
    change_volume(app, 1);
}

static void act_softer(struct app *app)
{
    change_volume(app, -1);
}

static void act_text_size(struct app *app)
{
    app->text_step = (app->text_step + 1) % THEME_TEXT_STEPS;
    app_refresh(app, false);
}

static void act_back(struct app *app)
{
    if (app->screen->back) {
        app->screen->back(app);
    }
}

static const struct {
    const char *id;
    void (*act)(struct app *app);
} controls[] = {
    {"ui.back", act_back},     {"ui.stop", act_stop},     {"ui.listen", act_listen},
    {"ui.louder", act_louder}, {"ui.softer", act_softer}, {"ui.text-size", act_text_size},
};

static void act(struct app *app, const struct node *node)
{
    if (node->kind == NODE_CONTROL) {
        for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++) {
            if (strcmp(node->id, controls[i].id) == 0) {
                controls[i].act(app);
                return;
            }
        }
    }
    if (app->screen->act) {
        app->screen->act(app, node);
    }
}

// --- events ------------------------------------------------------------------------------------

static void press(struct app *app, const struct app_event *event)
{
    if (app->pressed_id) {
        return; // a second finger doesn't press while the first one does
    }
    const struct node *node = page_hit(app->page, event->x_px, event->y_px);
    if (!node) {
        float corner = CORNER_MM * app->panel.px_per_mm;
        if (app->screen == &screen_languages && event->x_px < corner && event->y_px < corner) {
            app_after(app, CORNER_HOLD_MS);
        }
        return;
    }
    app->pressed_id = node->id;
    app->pressed_value = node->value;
    app->finger = event->finger;
    app->focus = TOUCH_NONE;
    mark_state(app);
}

// The corner was not held long enough.
static void let_corner_go(struct app *app)
{
    if (app->screen == &screen_languages) {
        app->due_ms = APP_NEVER;
    }
}

// A press counts only when it begins and ends on the same target.
static void release(struct app *app, const struct app_event *event)
{
    let_corner_go(app);
    if (!app->pressed_id || event->finger != app->finger) {
        return;
    }
    const char *id = app->pressed_id;
    const struct node *node = page_hit(app->page, event->x_px, event->y_px);
    app->pressed_id = NULL;
    mark_state(app);
    if (node && node->id && strcmp(node->id, id) == 0 && node->value == app->pressed_value) {
        act(app, node);
    }
}

static void move_focus(struct app *app, int step)
{
    app->focus = page_step_focus(app->page, app->focus, step);
    mark_state(app);
    if (app->focus >= 0) {
        speech_of_node(app, &app->page->nodes[app->focus]);
    }
}

static void on_worker(struct app *app)
{
    if (app->screen->secret_free) { // never in the middle of somebody's answers
        app_wipe(app);
        app_go(app, &screen_worker);
    }
}

void app_event(struct app *app, const struct app_event *event, uint64_t now_ms)
{
    app_tick(app, now_ms);
    app_page(app);
    app->activity_ms = now_ms;
    switch (event->kind) {
    case APP_PRESS:
        press(app, event);
        break;
    case APP_RELEASE:
        release(app, event);
        break;
    case APP_CANCEL:
        let_corner_go(app);
        app->pressed_id = NULL;
        mark_state(app);
        break;
    case APP_NEXT:
    case APP_PREVIOUS:
        move_focus(app, event->kind == APP_NEXT ? 1 : -1);
        break;
    case APP_ACTIVATE:
        if (app->focus >= 0 && app->focus < app->page->count) {
            act(app, &app->page->nodes[app->focus]);
        }
        break;
    case APP_ESCAPE:
        act_back(app);
        break;
    case APP_WORKER:
        on_worker(app);
        break;
    }
}

// --- time --------------------------------------------------------------------------------------

// A kiosk that waits for a person, with nothing to put back.
static bool pristine(const struct app *app)
{
    return app->screen->secret_free && app->screen != &screen_worker && app->language < 0 &&
           app->candidate < 0 && app->text_step == THEME_TEXT_DEFAULT &&
           player_volume(app->parts.player) == PLAYER_VOLUME_DEFAULT;
}

// When the idle warning comes, is spoken again, or wipes. The clock stands still while speech
// plays.
static uint64_t idle_deadline_ms(const struct app *app)
{
    const struct pack_policy *policy = pack_policy(app->parts.pack);
    if (app->screen == &screen_idle) {
        uint64_t warning = (uint64_t)policy->idle_warning_s * 1000;
        uint64_t again = app->warned_ms + warning * (uint64_t)app->warnings / 3;
        uint64_t end = app->warned_ms + warning;
        return again < end ? again : end;
    }
    if (pristine(app) || player_state(app->parts.player) == PLAYER_SPEAKING) {
        return APP_NEVER;
    }
    unsigned idle_s = app->screen->idle_s ? app->screen->idle_s : policy->idle_s;
    return app->activity_ms + (uint64_t)idle_s * 1000;
}

static void idle_due(struct app *app)
{
    uint64_t warning = (uint64_t)pack_policy(app->parts.pack)->idle_warning_s * 1000;
    if (app->screen == &screen_idle) {
        if (app->now_ms >= app->warned_ms + warning) {
            app_wipe(app);
        } else {
            app->warnings++;
            app_refresh(app, true);
        }
    } else if (app->screen->secret_free) {
        app_wipe(app);
    } else {
        app->resume = app->screen == &screen_stop ? app->resume : app->screen;
        app->warned_ms = app->now_ms;
        app->warnings = 1;
        app_go(app, &screen_idle);
    }
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
    uint64_t deadline = player_deadline_ms(app->parts.player);
    uint64_t idle = idle_deadline_ms(app);
    deadline = app->due_ms < deadline ? app->due_ms : deadline;
    return idle < deadline ? idle : deadline;
}
