#include "app.h"

#include "hash.h"
#include "idle.h"
#include "input.h"
#include "reading.h"
#include "speech.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { FOCUS_NONE = -1 };

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
    app->work = work_create(app);
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

// --- going from screen to screen ---------------------------------------------------------------

void app_refresh(struct app *app, bool speak)
{
    app->stale = true;
    if (speak) {
        speech_want(app, (struct app_sound){.kind = SOUND_PAGE});
    }
}

// A finger or a focus on the screen before doesn't act on this one.
static void show(struct app *app, const struct screen *screen)
{
    app->screen = screen;
    app->due_ms = APP_NEVER;
    app->focus = FOCUS_NONE;
    app->pressed_id = NULL;
    app->closing = 0;
    app_refresh(app, true);
}

void app_go(struct app *app, const struct screen *screen)
{
    app->depth = 0;
    show(app, screen);
    if (screen->enter) {
        screen->enter(app);
    }
}

bool app_is_open(const struct app *app, const struct screen *screen)
{
    for (int i = 0; i < app->depth; i++) {
        if (app->under[i].screen == screen) {
            return true;
        }
    }
    return app->screen == screen;
}

void app_over(struct app *app, const struct screen *screen)
{
    if (app_is_open(app, screen)) {
        return;
    }
    assert(app->depth < APP_MAX_UNDER);
    app->under[app->depth++] = (struct under){app->screen, app->first, app->fitting};
    app->first = app->fitting = 0;
    show(app, screen);
    if (screen->enter) {
        screen->enter(app);
    }
}

void app_return(struct app *app)
{
    if (app->depth == 0) {
        return;
    }
    app->reveal = false;
    app->returned = true;
    const struct under *under = &app->under[--app->depth];
    app->first = under->first;
    app->fitting = under->fitting;
    show(app, under->screen);
}

void app_after(struct app *app, uint64_t ms)
{
    app->due_ms = app->now_ms + ms;
}

// --- wiping ------------------------------------------------------------------------------------

void app_forget_shown(struct app *app)
{
    player_stop(app->parts.player); // it reads what is wiped here
    memory_wipe(app->said, PAGE_MAX_PROMPTS * sizeof *app->said);
    typesetter_wipe(app->parts.typesetter);
    app->wiped = true;
}

void app_forget_answers(struct app *app)
{
    session_wipe(app->session);
    app_forget_shown(app);
}

void app_wipe(struct app *app)
{
    app_forget_answers(app);
    memory_wipe(app->page, sizeof *app->page);
    player_set_volume(app->parts.player, PLAYER_VOLUME_DEFAULT);
    player_set_speed(app->parts.player, PLAYER_SPEED_DEFAULT);
    bool aloud = pack_policy(app->parts.pack)->aloud;
    app->ways = (struct ways){.text_step = THEME_TEXT_DEFAULT,
                              .listening = aloud ? LISTEN_ALOUD : LISTEN_HEADPHONES};
    app->language = app->candidate = -1;
    app->first = app->fitting = app->step = app->place = app->tries = 0;
    app->reveal = app->returned = app->explaining = app->from_check = app->hid = false;
    work_wipe(app);
    app->lit_until_ms = APP_NEVER;
    app_go(app, work_first_screen(app));
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
    app->fitting = 0;
    typesetter_wipe(app->parts.typesetter);
    app_refresh(app, false);
}

// --- the questions of this site ----------------------------------------------------------------

static bool is_asked(const struct app *app, const struct form_item *item)
{
    return strcmp(item->group, "closing") != 0 || pack_policy(app->parts.pack)->closing;
}

// Index in the form of the n-th question that is asked; the form's length when there is none.
static size_t asked_index(const struct app *app, int n)
{
    const struct form *form = pack_form(app->parts.pack);
    for (size_t i = 0; i < form_question_count(form); i++) {
        size_t index = form_question_index(form, i);
        if (is_asked(app, form_item(form, index)) && n-- == 0) {
            return index;
        }
    }
    return form_item_count(form);
}

int app_question_count(const struct app *app)
{
    int count = 0;
    while (asked_index(app, count) < form_item_count(pack_form(app->parts.pack))) {
        count++;
    }
    return count;
}

const struct form_item *app_question(const struct app *app, int n)
{
    return form_item(pack_form(app->parts.pack), asked_index(app, n));
}

uint8_t *app_answer(struct app *app, int n)
{
    return &app->session->answers.option[asked_index(app, n)];
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
    }
}

// The focus stays on its target when the page changes around it, and goes when that is gone.
static void keep_focus(struct app *app, const char *id, int value)
{
    const struct node *node = id ? page_find(app->page, id, value) : NULL;
    app->focus = node ? (int)(node - app->page->nodes) : FOCUS_NONE;
}

static struct panel panel_in_use(const struct app *app)
{
    struct panel panel = app->panel;
    panel.top_px = app->ways.lower ? (float)(panel.h_px / 2) : 0;
    return panel;
}

static void build_page(struct app *app)
{
    const struct screen *screen = app->screen;
    const struct node *focused = app->focus < 0 ? NULL : &app->page->nodes[app->focus];
    const char *id = focused ? focused->id : NULL;
    int value = focused ? focused->value : 0;
    struct panel panel = panel_in_use(app);
    typesetter_rest(app->parts.typesetter);
    do {
        page_begin(app->page, screen->name, writing_find(app_language_code(app)));
        app->page->theme = themes[app->ways.theme];
        app->page->dark = app->ways.dark;
        screen->build(app, app->page);
        build_mark(app, app->page);
        place_page(app->page, &panel, app->parts.typesetter, app->ways.text_step);
    } while (app->page->overflow && screen->lighten && screen->lighten(app));
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
    uint64_t deadlines[] = {player_deadline_ms(app->parts.player), idle_deadline_ms(app),
                            app->due_ms, app->lit_until_ms};
    uint64_t first = APP_NEVER;
    for (size_t i = 0; i < sizeof deadlines / sizeof deadlines[0]; i++) {
        first = deadlines[i] < first ? deadlines[i] : first;
    }
    return first;
}
