#include "app.h"

#include "controls.h"
#include "idle.h"
#include "input.h"
#include "speech.h"

#include <stdlib.h>
#include <string.h>

enum {
    FOCUS_NONE = -1,
    LINES_LEAST = 2, // of a list, for the sake of larger words
};

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

static struct panel panel_in_use(const struct app *app)
{
    struct panel panel = app->panel;
    panel.top_px = app->ways.lower ? (float)(panel.h_px / 2) : 0;
    return panel;
}

bool app_is_upright(const struct app *app)
{
    struct panel panel = panel_in_use(app);
    return (float)panel.h_px - panel.top_px > (float)panel.w_px;
}

static const struct writing *page_writing(const struct app *app)
{
    const char *worker = pack_policy(app->parts.pack)->default_language;
    return writing_find(app->screen->staff ? worker : app_language_code(app));
}

// Where it doesn't fit, first the screen shows less, then the mark says less.
static bool lighten(struct app *app, enum mark *mark)
{
    if (app->screen->lighten && app->screen->lighten(app)) {
        return true;
    }
    if (*mark == MARK_TRY_OUT) {
        return false;
    }
    (*mark)++;
    return true;
}

static void place(struct app *app, enum mark mark)
{
    struct panel panel = panel_in_use(app);
    page_begin(app->page, app->screen->name, page_writing(app));
    app->page->theme = themes[app->ways.theme];
    app->page->dark = app->ways.dark;
    app->screen->build(app, app->page);
    build_mark(app, app->page, mark);
    place_page(app->page, &panel, app->parts.typesetter, app->ways.text_step);
}

static float try_lines(struct app *app, enum mark mark, int first, int lines)
{
    app->first = first; // a screen may move on to what was touched
    app->fitting = lines;
    place(app, mark);
    return app->page->overflow ? 0 : app->page->body_mm;
}

// Two; on the page where the size is chosen as many as keep it under the finger.
static int least_lines(const struct page *page)
{
    int lines = 0;
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        lines += node->region == REGION_BODY && node_touchable(node);
        if (node->id && strcmp(node->id, "ui.text-size") == 0 && lines > LINES_LEAST) {
            return lines;
        }
    }
    return LINES_LEAST;
}

// Of all numbers of lines from `least` up to fewer than `most` the highest at which words are as
// large as they are at `least`. False where that isn't larger than `now_mm`.
static bool enlarge_from(struct app *app, enum mark mark, int first, int least, int most,
                         float now_mm)
{
    float best = least < most ? try_lines(app, mark, first, least) : 0;
    if (best <= now_mm) {
        return false;
    }
    while (least + 1 < most) {
        int middle = (least + most) / 2;
        bool large = try_lines(app, mark, first, middle) >= best;
        least = large ? middle : least;
        most = large ? most : middle;
    }
    try_lines(app, mark, first, least);
    return true;
}

// Whoever asked for larger words gets them before a whole list. Where the choice of size can't stay
// where it is, a page begins with it.
static void enlarge(struct app *app, enum mark mark)
{
    int first = app->first, most = app->fitting, least = least_lines(app->page);
    float now_mm = app->page->body_mm;
    if (most <= LINES_LEAST || enlarge_from(app, mark, first, least, most, now_mm)) {
        return;
    }
    if (least == LINES_LEAST ||
        !enlarge_from(app, mark, first + least - 1, LINES_LEAST, most, now_mm)) {
        try_lines(app, mark, first, most);
    }
}

// A list in larger words than the default, in smaller ones than asked for; once for each of its
// pages.
static bool wants_larger(const struct app *app, int fitting)
{
    int step = app->ways.text_step;
    bool seen = fitting > 0 && app->enlarged[0] == app->first && app->enlarged[1] == fitting;
    return app->screen->lighten == list_lighten && step > THEME_TEXT_DEFAULT && !seen &&
           !app->page->overflow && app->page->body_mm < theme_body_mm[step];
}

static void build_page(struct app *app)
{
    enum mark mark = MARK_WHOLE;
    const struct node *focused = app->focus < 0 ? NULL : &app->page->nodes[app->focus];
    const char *id = focused ? focused->id : NULL;
    int value = focused ? focused->value : 0, fitting = app->fitting;
    typesetter_rest(app->parts.typesetter);
    do {
        place(app, mark);
    } while (app->page->overflow && lighten(app, &mark));
    if (wants_larger(app, fitting)) {
        enlarge(app, mark);
        app->enlarged[0] = app->first;
        app->enlarged[1] = app->fitting;
    }
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
