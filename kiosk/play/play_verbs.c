#include "play_inner.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PRESS_MS = 80, HOLD_MS = 2000, UNTIL_MAX = 20 };

// The target that a line names, by its value too where it gives one. NULL: none.
static const struct node *find(struct play *play, const struct words *words)
{
    int value = words->count > 2 ? atoi(words->word[2]) : -1;
    app_page(play->kiosk.app);
    return page_find(play->kiosk.app->page, words->word[1], value);
}

static void send(struct play *play, enum app_event_kind kind, float x, float y)
{
    struct app_event event = {kind, x, y, 1};
    if (play->fault) {
        fault_event(play->fault, &event);
    } else {
        app_event(play->kiosk.app, &event, play->now_ms);
        play_reload(play);
    }
    play_show(play);
    play_pass(play, 0);
}

static bool refuse_name(struct play *play, const char *name)
{
    const struct page *page = app_page(play->kiosk.app);
    play_stop_at(play, "nothing on screen \"%s\" is called \"%s\"; there are:", page->screen, name);
    for (int i = 0; i < page->count; i++) {
        if (node_touchable(&page->nodes[i])) {
            fprintf(stderr, "  %s \"%s\"\n", page->nodes[i].id, page->nodes[i].name);
        }
    }
    return false;
}

// Of a page before the app runs: a button by its words in either language, or "1" and "2".
static bool touch_fault(struct play *play, const char *name)
{
    const struct plain *plain = &play->fault->plain;
    for (int i = 0; i < PLAIN_BUTTONS && plain->buttons[i]; i++) {
        char number[] = {(char)('1' + i), '\0'};
        if (strcmp(name, plain->buttons[i]->dutch) == 0 ||
            strcmp(name, plain->buttons[i]->english) == 0 || strcmp(name, number) == 0) {
            float x = (float)plain->boxes[i].x + (float)plain->boxes[i].w / 2;
            float y = (float)plain->boxes[i].y + (float)plain->boxes[i].h / 2;
            send(play, APP_PRESS, x, y);
            send(play, APP_RELEASE, x, y);
            return true;
        }
    }
    return play_stop_at(play, "no button on \"%s\" is called \"%s\"", play->fault->screen, name);
}

// What a panel reports, in thousandths of its width and height, through the map in force.
static bool play_tap(struct play *play, const struct words *words)
{
    float x = (float)atoi(words->word[1]) / 1000, y = (float)atoi(words->word[2]) / 1000;
    touch_map_apply(&play->kiosk.touch, &x, &y);
    x *= (float)play->panel.w_px;
    y *= (float)play->panel.h_px;
    send(play, APP_PRESS, x, y);
    play_pass(play, PRESS_MS);
    send(play, APP_RELEASE, x, y);
    return true;
}

static bool play_touch(struct play *play, const struct words *words)
{
    if (play->fault) {
        return touch_fault(play, words->word[1]);
    }
    const struct node *node = find(play, words);
    if (!node) {
        return refuse_name(play, words->word[1]);
    }
    float x = node->x_px + node->w_px / 2, y = node->y_px + node->h_px / 2;
    if (play->options->tell) {
        printf("%" PRIu64 " touch %.0f %.0f\n", play->now_ms, (double)x, (double)y);
    }
    send(play, APP_PRESS, x, y);
    play_pass(play, PRESS_MS);
    send(play, APP_RELEASE, x, y);
    return true;
}

static bool read_seconds(const struct play *play, const char *text, uint64_t *ms)
{
    char *end;
    double seconds = strtod(text, &end);
    if (*end != '\0' || !(seconds > 0 && seconds <= 86400)) { // nor one that is no number
        return play_stop_at(play, "\"%s\" is not a number of seconds", text);
    }
    *ms = (uint64_t)(seconds * 1000);
    return true;
}

// A finger that stays until the screen has changed under it.
static bool play_hold(struct play *play, const struct words *words)
{
    const struct words named = {.word = {"hold", words->word[1]}, .count = 2};
    const struct node *node = find(play, &named);
    uint64_t ms = HOLD_MS;
    if (!node) {
        return refuse_name(play, words->word[1]);
    }
    if (words->count > 2 && !read_seconds(play, words->word[2], &ms)) {
        return false;
    }
    float x = node->x_px + node->w_px / 2, y = node->y_px + node->h_px / 2;
    if (play->options->tell) {
        printf("%" PRIu64 " touch %.0f %.0f %" PRIu64 "\n", play->now_ms, (double)x, (double)y, ms);
    }
    send(play, APP_PRESS, x, y);
    play_pass(play, ms);
    send(play, APP_RELEASE, x, y);
    return true;
}

// A finger that comes down on a target and is lifted outside: nothing is chosen.
static bool play_slip(struct play *play, const struct words *words)
{
    const struct node *node = find(play, words);
    if (!node) {
        return refuse_name(play, words->word[1]);
    }
    send(play, APP_PRESS, node->x_px + node->w_px / 2, node->y_px + node->h_px / 2);
    play_pass(play, PRESS_MS);
    send(play, APP_RELEASE, 0, 0);
    return true;
}

static bool play_plug(struct play *play, const struct words *words)
{
    bool in = strcmp(words->word[1], "in") == 0;
    send(play, in ? APP_HEADPHONES_IN : APP_HEADPHONES_OUT, 0, 0);
    return true;
}

// The key again and again until the focus is on the target.
static bool walk(struct play *play, enum app_event_kind kind, const struct words *words)
{
    const struct words named = {{"", words->word[2], words->word[3]}, words->count - 1};
    const struct app *app = play->kiosk.app;
    for (int i = 0; i <= PAGE_MAX_NODES; i++) {
        const struct node *node = find(play, &named);
        if (!node) {
            break;
        }
        if (app->focus >= 0 && node == &app->page->nodes[app->focus]) {
            return true;
        }
        send(play, kind, 0, 0);
    }
    return refuse_name(play, words->word[2]);
}

static bool play_key(struct play *play, const struct words *words)
{
    static const struct {
        const char *name;
        enum app_event_kind kind;
    } keys[] = {{"next", APP_NEXT},     {"previous", APP_PREVIOUS}, {"activate", APP_ACTIVATE},
                {"escape", APP_ESCAPE}, {"hide", APP_HIDE},         {"worker", APP_WORKER}};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (strcmp(keys[i].name, words->word[1]) != 0) {
            continue;
        }
        if (words->count > 2) {
            return walk(play, keys[i].kind, words);
        }
        send(play, keys[i].kind, 0, 0);
        return true;
    }
    return play_stop_at(
        play,
        "no key is called \"%s\"; there are next, previous, activate, escape, hide, "
        "worker",
        words->word[1]);
}

static bool play_wait(struct play *play, const struct words *words)
{
    uint64_t ms;
    if (!read_seconds(play, words->word[1], &ms)) {
        return false;
    }
    play_pass(play, ms);
    return true;
}

static bool play_listen(struct play *play, const struct words *words)
{
    (void)words;
    while (player_state(play->kiosk.player) == PLAYER_SPEAKING) {
        play_pass(play, player_deadline_ms(play->kiosk.player) - play->now_ms);
    }
    return true;
}

// Touches the same thing until a screen comes: a list may take one page or three.
static bool play_until(struct play *play, const struct words *words)
{
    const struct words touch = {.word = {"touch", words->word[2]}, .count = 2};
    for (int i = 0; i < UNTIL_MAX; i++) {
        if (strcmp(app_page(play->kiosk.app)->screen, words->word[1]) == 0) {
            return true;
        }
        if (!play_touch(play, &touch) || !play_listen(play, words)) {
            return false;
        }
    }
    return play_stop_at(play, "screen \"%s\" never came", words->word[1]);
}

// Turns the pages of a list until something is there: by touch, or with the focus.
static bool play_find(struct play *play, const struct words *words)
{
    bool touched = strcmp(words->word[2], "touch") == 0;
    const struct words wanted = {{"find", words->word[1], words->word[3]}, words->count - 1},
                       arrow = {{"", "ui.next", "1"}, 3};
    const struct words walked = {{"key", "next", "ui.next", "1"}, 4},
                       chosen = {{"key", "activate"}, 2};
    for (int i = 0; i < UNTIL_MAX && !find(play, &wanted) && find(play, &arrow); i++) {
        bool turned =
            touched ? play_touch(play, &arrow) : play_key(play, &walked) && play_key(play, &chosen);
        if (!turned || !play_listen(play, words)) {
            return false;
        }
    }
    return find(play, &wanted) || refuse_name(play, words->word[1]);
}

// Stops the process where it is, for whoever wants to look at its memory; SIGCONT plays on.
static bool play_freeze(struct play *play, const struct words *words)
{
    (void)play;
    (void)words;
    return raise(SIGSTOP) == 0;
}

static const struct {
    const char *verb;
    int words;
    bool (*act)(struct play *play, const struct words *words);
} verbs[] = {
    {"touch", 2, play_touch},   {"key", 2, play_key},         {"wait", 2, play_wait},
    {"listen", 1, play_listen}, {"hold", 2, play_hold},       {"plug", 2, play_plug},
    {"expect", 3, play_expect}, {"until", 3, play_until},     {"slip", 2, play_slip},
    {"find", 3, play_find},     {"tap", 3, play_tap},         {"stick", 2, play_stick},
    {"await", 2, play_await},   {"unready", 1, play_unready}, {"freeze", 1, play_freeze},
};

bool play_act(struct play *play, const struct words *words)
{
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(verbs[i].verb, words->word[0]) == 0 && words->count >= verbs[i].words) {
            return verbs[i].act(play, words);
        }
    }
    return play_stop_at(play, "\"%s\" is not a verb of a script, or lacks its words",
                        words->word[0]);
}
