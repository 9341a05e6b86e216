#include "person.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEPS_AT_MOST = 60 };

static void *open_nothing(void *self)
{
    (void)self;
    return NULL;
}

static bool queue_nothing(void *device, const int16_t *samples, size_t count)
{
    (void)device, (void)samples, (void)count;
    return false;
}

static void close_nothing(void *device)
{
    (void)device;
}

const struct audio_driver audio_driver_missing = {
    .open = open_nothing, .queue = queue_nothing, .close = close_nothing};

static void hear(void *context, uint64_t said_at_ms, const char *key, uint32_t duration_ms)
{
    struct person *person = context;
    if (person->heard_count < PERSON_MAX_HEARD) {
        struct heard *heard = &person->heard[person->heard_count++];
        *heard = (struct heard){.at_ms = said_at_ms, .duration_ms = duration_ms};
        snprintf(heard->key, sizeof heard->key, "%s", key);
    }
}

void person_sit(struct person *person, const char *state, const struct audio_driver *driver,
                struct panel panel)
{
    memset(person, 0, sizeof *person);
    person->now_ms = 1000;
    enum kiosk_fault fault = kiosk_open(&person->kiosk, state, driver, panel, person->now_ms);
    if (fault != KIOSK_READY) {
        fprintf(stderr, "%s: the kiosk is not ready (%d): %s\n", state, (int)fault,
                person->kiosk.error.reason);
        exit(1);
    }
    player_listen(person->kiosk.player, hear, person);
    app_page(person->kiosk.app);
    person_wait(person, 0);
}

void person_leave(struct person *person)
{
    kiosk_close(&person->kiosk);
}

const struct page *person_page(struct person *person)
{
    return app_page(person->kiosk.app);
}

const char *person_screen(struct person *person)
{
    return person_page(person)->screen;
}

int person_count_selected(struct person *person)
{
    const struct page *page = person_page(person);
    int count = 0;
    for (int i = 0; i < page->count; i++) {
        count += page->nodes[i].selected;
    }
    return count;
}

const struct node *person_see(struct person *person, const char *name_or_id, int value)
{
    person_page(person);
    return page_find(person->kiosk.app->page, name_or_id, value);
}

static void send(struct person *person, struct app_event event)
{
    app_event(person->kiosk.app, &event, person->now_ms);
    app_page(person->kiosk.app);
    person_wait(person, 0);
}

static struct app_event on_node(enum app_event_kind kind, const struct node *node, int64_t finger)
{
    return (struct app_event){kind, node->x_px + node->w_px / 2, node->y_px + node->h_px / 2,
                              finger};
}

void person_press(struct person *person, const struct node *node, int64_t finger)
{
    send(person, on_node(APP_PRESS, node, finger));
}

void person_release(struct person *person, const struct node *node, int64_t finger)
{
    send(person, on_node(APP_RELEASE, node, finger));
}

void person_key(struct person *person, enum app_event_kind kind)
{
    send(person, (struct app_event){.kind = kind});
}

bool person_touch(struct person *person, const char *name_or_id, int value)
{
    const struct node *node = person_see(person, name_or_id, value);
    if (!node) {
        return false;
    }
    struct app_event release = on_node(APP_RELEASE, node, 1);
    person_press(person, node, 1);
    person_wait(person, PERSON_PRESS_MS);
    send(person, release);
    return true;
}

void person_wait(struct person *person, uint64_t ms)
{
    struct app *app = person->kiosk.app;
    uint64_t end = person->now_ms + ms;
    for (uint64_t due = app_deadline_ms(app); due <= end; due = app_deadline_ms(app)) {
        person->now_ms = due > person->now_ms ? due : person->now_ms;
        app_tick(app, person->now_ms);
        app_page(app);
    }
    person->now_ms = end;
    app_tick(app, end);
    app_page(app);
}

void person_listen(struct person *person)
{
    while (player_state(person->kiosk.player) == PLAYER_SPEAKING) {
        uint64_t due = player_deadline_ms(person->kiosk.player);
        person_wait(person, due > person->now_ms ? due - person->now_ms : 0);
    }
}

int person_count_heard(const struct person *person, const char *key)
{
    int count = 0;
    for (int i = 0; i < person->heard_count; i++) {
        count += strcmp(person->heard[i].key, key) == 0;
    }
    return count;
}

bool person_heard(const struct person *person, const char *key)
{
    return person_count_heard(person, key) > 0;
}

void person_forget_heard(struct person *person)
{
    person->heard_count = 0;
}

void person_choose(struct person *person, const char *language)
{
    for (size_t i = 0; i < pack_language_count(person->kiosk.pack); i++) {
        if (strcmp(pack_language(person->kiosk.pack, i)->code, language) == 0) {
            person_touch_listed(person, "ui.language", (int)i);
            person_touch(person, "ui.language", (int)i);
            return;
        }
    }
    fprintf(stderr, "the pack doesn't know the language \"%s\"\n", language);
    exit(1);
}

// The first way to answer the question that stands there.
static const char *first_option(const struct person *person)
{
    const struct app *app = person->kiosk.app;
    return app_question(app, app->step)->options[0].key;
}

bool person_hold(struct person *person, const char *id, uint64_t ms)
{
    const struct node *node = person_see(person, id, -1);
    if (!node) {
        return false;
    }
    struct node held = *node; // the page may change under the finger
    person_press(person, &held, 1);
    person_wait(person, ms);
    person_release(person, &held, 1);
    return true;
}

bool person_step(struct person *person)
{
    static const struct {
        const char *screen, *touch;
        uint64_t hold_ms, then_ms;
    } steps[] = {
        {"voiceless", "ui.next", 0, 0},
        {"welcome", "ui.next", 0, 0},
        {"young", "ui.next", 0, 0},
        {"begin", "ui.begin.yes", 0, 0},
        {"alone", "ui.listen.headphones", 0, 0},
        {"practice", "answer.Y", 0, 0},
        {"easier", "ui.practice.fine", 0, 0},
        {"practised", "ui.next", 0, 0},
        {"practice-hide", "ui.next", 0, 0},
        {"question", NULL, 0, THEME_CHANGE_OF_MIND_MS},
        {"contact", "ui.contact.no", 0, THEME_CHANGE_OF_MIND_MS},
        {"check", "ui.check.done", 0, 0},
        {"seal", "ui.seal.close", THEME_HOLD_MS, 0},
        {"sealed", "ui.next", 0, 0},
        {"code", "ui.code.kept", 0, 0},
        {"kept", "ui.code.sure.yes", 0, 0},
        {"help", "ui.next", 0, 0},
        {"help-now", "ui.next", 0, 0},
        {"place", "ui.back", 0, 0},
        {"settings", "ui.settings.done", 0, 0},
        {"stop", "ui.stop.no", 0, 0},
        {"idle", "ui.idle.more", 0, 0},
        {"work-pin", "work.close", 0, 0},
    };
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (strcmp(steps[i].screen, person_screen(person)) == 0) {
            const char *touch = steps[i].touch ? steps[i].touch : first_option(person);
            bool silent = strcmp(steps[i].screen, "alone") == 0 && !person_see(person, touch, -1);
            touch = silent ? "ui.next" : touch; // a language without a voice
            bool touched = steps[i].hold_ms ? person_hold(person, touch, steps[i].hold_ms)
                                            : person_touch(person, touch, -1);
            person_wait(person, steps[i].then_ms);
            return touched;
        }
    }
    return false;
}

bool person_go(struct person *person, const char *screen)
{
    for (int i = 0; i < STEPS_AT_MOST; i++) {
        if (strcmp(person_screen(person), screen) == 0) {
            return true;
        }
        if (!person_step(person)) {
            return false;
        }
    }
    return false;
}

bool person_touch_listed(struct person *person, const char *id, int value)
{
    for (int i = 0; i < STEPS_AT_MOST && !person_see(person, id, value); i++) {
        const struct node *arrow = person_see(person, "ui.next", 1);
        if (!arrow || !list_is_arrow(arrow)) {
            return false;
        }
        person_touch(person, "ui.next", 1);
    }
    return person_touch(person, id, value);
}

bool person_settle(struct person *person, const char *id, int times)
{
    bool found = person_touch(person, "ui.settings", -1);
    for (int i = 0; i < times; i++) {
        found = found && person_touch_listed(person, id, -1);
    }
    return person_touch(person, "ui.settings.done", -1) && found;
}

int person_answer(const struct person *person, int question)
{
    return *app_answer(person->kiosk.app, question);
}

const char *person_trace(const struct person *person)
{
    const struct app *app = person->kiosk.app;
    const struct ways *ways = &app->ways;
    bool aloud = pack_policy(app->parts.pack)->aloud;
    const struct {
        bool left;
        const char *what;
    } traces[] = {
        {app->screen != &screen_languages, "another screen than the languages"},
        {!all_zero(app->session, sizeof *app->session), "something in the session"},
        {!all_zero(app->said, PAGE_MAX_PROMPTS * sizeof *app->said), "keys of speech"},
        {app->language != -1 || app->candidate != -1, "the language"},
        {ways->text_step != THEME_TEXT_DEFAULT, "the text size"},
        {ways->theme != 0, "the theme"},
        {ways->dark, "the dark screen"},
        {ways->lower, "the lower half"},
        {ways->guided, "touch and listen first"},
        {ways->listening != (aloud ? LISTEN_ALOUD : LISTEN_HEADPHONES), "the way of listening"},
        {player_volume(app->parts.player) != PLAYER_VOLUME_DEFAULT, "the volume"},
        {player_speed(app->parts.player) != PLAYER_SPEED_DEFAULT, "the speed"},
        {player_state(app->parts.player) == PLAYER_SPEAKING, "speech"},
        {app->first || app->step || app->place || app->tries, "where they were"},
        {app->reveal || app->returned || app->explaining || app->from_check || app->hid, "a flag"},
        {app->given || app->slide, "an answer on its way"},
        {app->depth != 0, "a screen below"},
        {app->pressed_id || app->focus >= 0, "a finger or a focus"},
        {app_deadline_ms(app) != APP_NEVER, "something that is due"},
    };
    for (size_t i = 0; i < sizeof traces / sizeof traces[0]; i++) {
        if (traces[i].left) {
            return traces[i].what;
        }
    }
    return NULL;
}

void person_run(void (*const *tests)(void))
{
    for (; *tests; tests++) {
        (*tests)();
    }
}

bool all_zero(const void *memory, size_t bytes)
{
    const unsigned char *at = memory;
    for (size_t i = 0; i < bytes; i++) {
        if (at[i] != 0) {
            return false;
        }
    }
    return true;
}
