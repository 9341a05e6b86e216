#include "input.h"

#include "controls.h"
#include "idle.h"
#include "speech.h"

#include <string.h>

enum { FOCUS_NONE = -1, CORNER_MM = 24, CORNER_HOLD_MS = 3000 };

static void act(struct app *app, const struct node *node)
{
    if (node->kind == NODE_CONTROL) {
        control_act(app, node->id);
    } else if (app->screen->act) {
        app->screen->act(app, node);
    }
}

// --- touch -------------------------------------------------------------------------------------

// Whoever can't see the screen or can't read it hears a target first. Hiding never waits.
static bool hears_first(const struct app *app, const struct node *node)
{
    bool guided = app->ways.guided || app->ways.dark;
    bool heard = app->focus >= 0 && node == &app->page->nodes[app->focus];
    return guided && !heard && node->kind != NODE_REST && strcmp(node->id, "ui.hide") != 0;
}

// The envelope is held until it is closed; a short touch is enough for those who can't hold or
// can't see it.
static bool must_be_held(const struct app *app, const struct node *node)
{
    return node->kind == NODE_ENVELOPE && app->screen->press && !app->ways.guided &&
           !app->ways.dark && app->tries < TRIES_TO_HOLD;
}

static void missed(struct app *app)
{
    if (app->screen->missed) {
        app->screen->missed(app);
    }
}

static void press(struct app *app, const struct app_event *event)
{
    if (app->pressed_id) {
        return; // a second finger doesn't press while the first one does
    }
    app->touched_x_px = event->x_px;
    app->touched_y_px = event->y_px;
    const struct node *node = page_hit(app->page, event->x_px, event->y_px);
    if (!node) {
        float corner = CORNER_MM * app->panel.px_per_mm;
        if (app->screen == &screen_languages && event->x_px < corner && event->y_px < corner) {
            app_after(app, CORNER_HOLD_MS);
        }
        missed(app);
        return;
    }
    app->pressed_id = node->id;
    app->pressed_value = node->value;
    app->finger = event->finger;
    if (must_be_held(app, node)) {
        app->screen->press(app);
    }
    app_mark_state(app);
}

// A hold that was not long enough: of the corner, of the envelope.
static void let_go(struct app *app)
{
    const struct node *node = app->pressed_id ? page_find(app->page, app->pressed_id, -1) : NULL;
    if (app->screen == &screen_languages) {
        app->due_ms = APP_NEVER;
    } else if (node && app->screen->let_go && must_be_held(app, node)) {
        app->screen->let_go(app);
    }
}

static void focus_on(struct app *app, int index)
{
    app->focus = index;
    app_mark_state(app);
    if (index >= 0) {
        speech_of_node(app, &app->page->nodes[index]);
    }
}

// A press counts only when it begins and ends on the same target.
static void release(struct app *app, const struct app_event *event)
{
    bool ours = app->pressed_id && event->finger == app->finger;
    const struct node *node = page_hit(app->page, event->x_px, event->y_px);
    bool same =
        ours && node && strcmp(node->id, app->pressed_id) == 0 && node->value == app->pressed_value;
    bool held = same && must_be_held(app, node);
    if (ours || !app->pressed_id) {
        let_go(app);
    }
    if (!ours) {
        return;
    }
    app->pressed_id = NULL;
    if (!same) {
        missed(app);
    } else if (hears_first(app, node)) {
        focus_on(app, (int)(node - app->page->nodes));
        return;
    } else if (!held) {
        app->focus = FOCUS_NONE;
        act(app, node);
    }
    app_mark_state(app);
}

void input_lift(struct app *app)
{
    let_go(app);
    app->pressed_id = NULL;
    app_mark_state(app);
}

// --- keys, switches, plugs ---------------------------------------------------------------------

static void move_focus(struct app *app, int step)
{
    focus_on(app, page_step_focus(app->page, app->focus, step));
}

static void activate(struct app *app)
{
    if (app->focus >= 0 && app->focus < app->page->count) {
        act(app, &app->page->nodes[app->focus]);
    } else if (app->screen->confirm) {
        app->screen->confirm(app);
    }
}

static void to_worker(struct app *app)
{
    if (app->screen->secret_free) { // never in the middle of somebody's answers
        app_wipe(app);
        app_go(app, &screen_worker);
    }
}

// Pulled out: nobody else may hear the rest of the sentence.
static void unplug(struct app *app)
{
    app->plugged = false;
    app->unplugged = true;
    player_stop(app->parts.player);
    if (app->ways.listening == LISTEN_ALOUD && app->language >= 0) {
        app->ways.listening = LISTEN_HEADPHONES;
    }
    app_refresh(app, false);
}

static void plug(struct app *app)
{
    app->plugged = true;
    app->unplugged = false;
    app_refresh(app, false);
}

static void handle(struct app *app, const struct app_event *event)
{
    switch (event->kind) {
    case APP_PRESS:
        press(app, event);
        break;
    case APP_RELEASE:
        release(app, event);
        break;
    case APP_CANCEL:
        input_lift(app);
        break;
    case APP_NEXT:
    case APP_PREVIOUS:
        move_focus(app, event->kind == APP_NEXT ? 1 : -1);
        break;
    case APP_ACTIVATE:
        activate(app);
        break;
    case APP_ESCAPE:
        control_act(app, "ui.back");
        break;
    case APP_HIDE:
        control_hide(app);
        break;
    case APP_WORKER:
        to_worker(app);
        break;
    case APP_HEADPHONES_IN:
        plug(app);
        break;
    case APP_HEADPHONES_OUT:
        unplug(app);
        break;
    }
}

void app_event(struct app *app, const struct app_event *event, uint64_t now_ms)
{
    bool person = event->kind < APP_HEADPHONES_IN && event->kind != APP_CANCEL;
    app_tick(app, now_ms);
    app_page(app);
    if (person) {
        app->activity_ms = now_ms;
    }
    handle(app, event);
}
