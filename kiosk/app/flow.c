// From screen to screen, and back to the beginning.
#include "app.h"
#include "hash.h"
#include "input.h"
#include "speech.h"

#include <assert.h>
#include <string.h>

enum { FOCUS_NONE = -1 };

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
    app->closing = app->slide = 0;
    app->slide_ms = APP_NEVER;
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
    if (app->screen == &screen_idle) { // whoever asks for something is still there
        app_return(app);
    }
    assert(app->depth < APP_MAX_UNDER);
    app->under[app->depth++] = (struct under){app->screen, app->first, app->fitting, app->tries};
    app->first = app->fitting = app->tries = 0;
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
    const struct under *under = &app->under[--app->depth];
    app->first = under->first;
    app->fitting = under->fitting;
    app->tries = under->tries;
    show(app, under->screen);
    if (app->screen->resume) {
        app->screen->resume(app);
    }
}

static_assert(THEME_SLIDE_MS % THEME_SLIDE_STEPS == 0, "steps of whole milliseconds");

void app_slide(struct app *app)
{
    if (!pack_policy(app->parts.pack)->still && !app->ways.dark) {
        app->slide = THEME_SLIDE_STEPS;
        app->slide_from_ms = app->now_ms;
        app->slide_ms = app->now_ms + THEME_SLIDE_MS / THEME_SLIDE_STEPS;
    }
}

void app_still(struct app *app)
{
    app->slide = 0;
    app->slide_ms = APP_NEVER;
    app_mark_state(app);
}

void app_after(struct app *app, uint64_t ms)
{
    app->due_ms = app->now_ms + ms;
}

bool app_settled(struct app *app)
{
    uint64_t settled_ms = app->activity_ms + THEME_CHANGE_OF_MIND_MS;
    if (app->pressed_id || player_state(app->parts.player) == PLAYER_SPEAKING) {
        app_after(app, THEME_CHANGE_OF_MIND_MS);
        return false;
    }
    if (app->now_ms < settled_ms) {
        app->due_ms = settled_ms;
        return false;
    }
    return true;
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
    app->enlarged[0] = app->enlarged[1] = 0;
    app->reveal = app->returned = app->explaining = app->from_check = app->hid = false;
    app->overview = app->given = false;
    app->touched_x_px = app->touched_y_px = 0;
    app->pressed_value = 0;
    app->lit_until_ms = APP_NEVER;
    app_go(app, app->home(app));
}

bool app_take_wiped(struct app *app)
{
    bool wiped = app->wiped;
    app->wiped = false;
    return wiped;
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
