#include "play.h"

#include "fault.h"
#include "file.h"
#include "forget.h"
#include "hash.h"

#include <inttypes.h>
#include <SDL_image.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    SCRIPT_MAX = 4 << 20,
    WORDS_MAX = 4,
    SAID_MAX = 64,
    PRESS_MS = 80,
    HOLD_S = 2,
    UNTIL_MAX = 20
};
// A second of the script for what is looked at twice a second; a minute of real time for a stick.
enum { STICK_MS = 1000, AWAIT_MS = 50, AWAIT_MAX = 1200 };

struct play {
    const struct play_options *options;
    struct kiosk kiosk;
    struct fault *fault; // not NULL: the kiosk can't serve, and this stands on the screen
    struct fault page;
    struct state_error reason; // why it can't
    const char *folder;
    struct panel panel;
    SDL_Surface *surface;
    struct painter *painter;
    uint64_t now_ms;
    int line, shots;
    bool unsaved;                                        // a picture is missing
    const char *told;                                    // the screen printed last
    char told_prompts[PAGE_MAX_PROMPTS][PAGE_KEY_BYTES]; // and what it says
    int told_prompt_count, told_focus;
    struct audio_driver twin;            // plays nothing, and tells of silence
    char said[SAID_MAX][PAGE_KEY_BYTES]; // since the last screen, the last SAID_MAX
    int said_count;
};

__attribute__((format(printf, 2, 3))) static bool stop_at(const struct play *play,
                                                          const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "envelop-kiosk: %s:%d: ", play->options->script, play->line);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return false;
}

// --- pictures and words of a screen ------------------------------------------------------------

static const char *const kinds[] = {
    [NODE_TEXT] = "text",         [NODE_PICTURE] = "picture", [NODE_PROGRESS] = "progress",
    [NODE_WAITING] = "waiting",   [NODE_TICKET] = "ticket",   [NODE_CONTROL] = "control",
    [NODE_BUTTON] = "button",     [NODE_ANSWER] = "answer",   [NODE_CARD] = "card",
    [NODE_ITEM] = "item",         [NODE_ENTRY] = "entry",     [NODE_QR] = "qr",
    [NODE_TIMER] = "timer",       [NODE_FIELD] = "field",     [NODE_KEY] = "key",
    [NODE_ENVELOPE] = "envelope", [NODE_REST] = "rest",
};

static void write_tree(FILE *out, const struct page *page, int line)
{
    fprintf(out, "screen %s\nbody %.1f mm%s\nline %d\n", page->screen, (double)page->body_mm,
            page->overflow ? " OVERFLOW" : "", line);
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        fprintf(out, "%s id=%s value=%d x=%.0f y=%.0f w=%.0f h=%.0f%s%s lines=%zu name=\"%s\"\n",
                kinds[node->kind], node->id ? node->id : "-", node->value, (double)node->x_px,
                (double)node->y_px, (double)node->w_px, (double)node->h_px,
                node->selected ? " selected" : "", node->focused ? " focused" : "",
                node->layout ? node->layout->line_count : 0, node->name);
    }
}

static bool save_tree(const char *path, const struct page *page, int line)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        return false;
    }
    write_tree(out, page, line);
    return fclose(out) == 0;
}

// Says so once when a picture or its tree can't be written; the script then counts as failed.
static void save_shot(struct play *play, const struct page *page)
{
    char path[512], tree[512];
    int number = ++play->shots;
    snprintf(path, sizeof path, "%s/%03d-%s.png", play->options->shots, number, page->screen);
    snprintf(tree, sizeof tree, "%s/%03d-%s.txt", play->options->shots, number, page->screen);
    if (!play->unsaved &&
        (IMG_SavePNG(play->surface, path) != 0 || !save_tree(tree, page, play->line))) {
        play->unsaved = true;
        fprintf(stderr, "envelop-kiosk: %s: can't be written; --shots needs a folder with room\n",
                path);
    }
}

static void heard(void *context, uint64_t said_at_ms, const char *key, uint32_t duration_ms)
{
    struct play *play = context;
    snprintf(play->said[play->said_count++ % SAID_MAX], PAGE_KEY_BYTES, "%s", key);
    if (play->options->tell) {
        printf("%" PRIu64 " said %s %u\n", said_at_ms, key, duration_ms);
    }
}

static bool says_the_same(const struct play *play, const struct page *page)
{
    return play->told == page->screen && play->told_prompt_count == page->prompt_count &&
           memcmp(play->told_prompts, page->prompts,
                  (size_t)page->prompt_count * sizeof page->prompts[0]) == 0;
}

// What a page has to say, when that is something new.
static void tell_prompts(struct play *play, const struct page *page)
{
    if (page->prompt_count == 0 || says_the_same(play, page)) {
        return;
    }
    memcpy(play->told_prompts, page->prompts, sizeof page->prompts);
    play->told_prompt_count = page->prompt_count;
    printf("%" PRIu64 " says", play->now_ms);
    for (int i = 0; i < page->prompt_count; i++) {
        printf(" %s", page->prompts[i]);
    }
    putchar('\n');
}

static void tell_focus(struct play *play, const struct page *page)
{
    int focus = play->kiosk.app->focus;
    const struct node *node = focus < 0 ? NULL : &page->nodes[focus];
    bool moved = focus != play->told_focus || play->told != page->screen;
    play->told_focus = focus;
    if (node && moved) {
        printf("%" PRIu64 " focus %s %d\n", play->now_ms, node->id, node->value);
    }
}

static void tell(struct play *play, const struct page *page)
{
    if (play->told != page->screen) {
        printf("%" PRIu64 " screen %s\n", play->now_ms, page->screen);
    }
    tell_prompts(play, page);
    tell_focus(play, page);
}

// The page of a kiosk that can't serve, as the others.
static void show_fault(struct play *play)
{
    struct fault *fault = play->fault;
    if (!fault_draw(fault, play->surface, play->panel.px_per_mm, false)) {
        return;
    }
    if (play->options->tell && play->told != fault->screen) {
        printf("%" PRIu64 " screen %s\n", play->now_ms, fault->screen);
    }
    play->told = fault->screen;
    if (play->options->shots) {
        char path[512];
        snprintf(path, sizeof path, "%s/%03d-%s.png", play->options->shots, ++play->shots,
                 fault->screen);
        play->unsaved |= IMG_SavePNG(play->surface, path) != 0;
    }
}

// Paints what changed; a picture of it, a line of it, where wanted.
static void show(struct play *play)
{
    if (play->fault) {
        show_fault(play);
        return;
    }
    struct app *app = play->kiosk.app;
    SDL_Rect changed[16];
    bool wiped = app_take_wiped(app);
    if (wiped) {
        painter_forget(play->painter);
        memory_wipe(play->said, sizeof play->said);
    }
    if (play->told != app->screen->name) {
        play->said_count = 0;
    }
    if (play->options->shots) { // a picture of each page, not of each step of what moves on it
        app_still(app);
    }
    const struct page *page = app_page(app);
    int count = painter_draw(play->painter, page, changed, 16);
    if (play->options->tell) {
        tell(play, page);
    }
    play->told = page->screen;
    if (count > 0 && play->options->shots && (!app->pressed_id || app->closing > 0)) {
        save_shot(play, page);
    }
    if (wiped) {
        forget_stack();
    }
}

// --- time --------------------------------------------------------------------------------------

static const struct audio_driver *driver(const struct play *play);

// Another pack was installed, or a fault mended: the kiosk is there anew.
static void begin(struct play *play, enum kiosk_fault fault)
{
    struct fault *page = &play->page;
    painter_destroy(play->painter);
    play->painter = NULL;
    play->fault = fault == KIOSK_READY ? NULL : page;
    if (fault != KIOSK_READY) {
        play->reason = play->kiosk.error;
        fault_begin(page, play->folder, fault, play->reason.reason);
        kiosk_close(&play->kiosk);
        return;
    }
    play->kiosk.outbox = play->options->outbox;
    player_listen(play->kiosk.player, heard, play);
    play->painter = painter_create(play->surface, play->kiosk.fonts, kiosk_pictures(&play->kiosk),
                                   play->panel.px_per_mm);
    if (page->set_up) {
        page->set_up = false;
        work_begin(play->kiosk.app);
    }
}

static void open_kiosk(struct play *play)
{
    play->kiosk.date = play->options->today;
    begin(play, kiosk_open(&play->kiosk, play->folder, driver(play), play->panel));
}

static struct app *reload(struct play *play)
{
    if (work_take_reload(play->kiosk.app)) {
        begin(play, kiosk_reload(&play->kiosk, driver(play), play->panel));
        if (!play->fault) {
            work_reloaded(play->kiosk.app);
        }
    }
    return play->kiosk.app;
}

static void pass_unready(struct play *play, uint64_t end)
{
    while (play->fault && fault_deadline_ms(play->fault) <= end) {
        uint64_t due = fault_deadline_ms(play->fault);
        play->now_ms = due > play->now_ms ? due : play->now_ms;
        fault_tick(play->fault, play->now_ms);
        if (fault_take_retry(play->fault)) {
            open_kiosk(play);
        }
        show(play);
    }
    play->now_ms = end;
}

static void pass(struct play *play, uint64_t ms)
{
    uint64_t end = play->now_ms + ms;
    if (play->fault) {
        pass_unready(play, end);
        return;
    }
    struct app *app = play->kiosk.app;
    for (uint64_t due = app_deadline_ms(app); due <= end; due = app_deadline_ms(app)) {
        play->now_ms = due > play->now_ms ? due : play->now_ms;
        app_tick(app, play->now_ms);
        app = reload(play);
        show(play);
        if (play->fault) {
            return;
        }
    }
    play->now_ms = end;
    app_tick(app, end);
    show(play);
}

// --- the verbs ---------------------------------------------------------------------------------

struct words {
    const char *word[WORDS_MAX];
    int count;
};

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
        reload(play);
    }
    show(play);
    pass(play, 0);
}

static bool refuse_name(struct play *play, const char *name)
{
    const struct page *page = app_page(play->kiosk.app);
    stop_at(play, "nothing on screen \"%s\" is called \"%s\"; there are:", page->screen, name);
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
    return stop_at(play, "no button on \"%s\" is called \"%s\"", play->fault->screen, name);
}

// What a panel reports, in thousandths of its width and height, through the map in force.
static bool play_tap(struct play *play, const struct words *words)
{
    float x = (float)atoi(words->word[1]) / 1000, y = (float)atoi(words->word[2]) / 1000;
    touch_map_apply(&play->kiosk.touch, &x, &y);
    x *= (float)play->panel.w_px;
    y *= (float)play->panel.h_px;
    send(play, APP_PRESS, x, y);
    pass(play, PRESS_MS);
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
    pass(play, PRESS_MS);
    send(play, APP_RELEASE, x, y);
    return true;
}

// A finger that stays until the screen has changed under it.
static bool play_hold(struct play *play, const struct words *words)
{
    const struct words named = {.word = {"hold", words->word[1]}, .count = 2};
    const struct node *node = find(play, &named);
    double seconds = words->count > 2 ? atof(words->word[2]) : HOLD_S;
    if (!node) {
        return refuse_name(play, words->word[1]);
    }
    float x = node->x_px + node->w_px / 2, y = node->y_px + node->h_px / 2;
    if (play->options->tell) {
        printf("%" PRIu64 " touch %.0f %.0f %.0f\n", play->now_ms, (double)x, (double)y,
               seconds * 1000);
    }
    send(play, APP_PRESS, x, y);
    pass(play, (uint64_t)(seconds * 1000));
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
    pass(play, PRESS_MS);
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
    return stop_at(play,
                   "no key is called \"%s\"; there are next, previous, activate, escape, hide, "
                   "worker",
                   words->word[1]);
}

static bool play_wait(struct play *play, const struct words *words)
{
    double seconds = atof(words->word[1]);
    if (seconds <= 0 || seconds > 86400) {
        return stop_at(play, "\"%s\" is not a number of seconds", words->word[1]);
    }
    pass(play, (uint64_t)(seconds * 1000));
    return true;
}

static bool play_listen(struct play *play, const struct words *words)
{
    (void)words;
    while (player_state(play->kiosk.player) == PLAYER_SPEAKING) {
        pass(play, player_deadline_ms(play->kiosk.player) - play->now_ms);
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
    return stop_at(play, "screen \"%s\" never came", words->word[1]);
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

// The small line at the bottom holds several sentences: one of them is enough.
static bool on_page(const struct page *page, const char *words)
{
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        if (strcmp(node->name, words) == 0 || (node->id && strcmp(node->id, words) == 0) ||
            (node->region == REGION_MARK && strstr(node->name, words))) {
            return true;
        }
    }
    return false;
}

static bool was_said(const struct play *play, const char *key)
{
    for (int i = 0; i < play->said_count && i < SAID_MAX; i++) {
        if (strcmp(play->said[i], key) == 0) {
            return true;
        }
    }
    return false;
}

// Screen or words of a page before the app runs.
static bool expect_fault(struct play *play, const char *what, const char *name)
{
    const struct plain *plain = &play->fault->plain;
    bool met = strcmp(what, "screen") == 0
                   ? strcmp(name, play->fault->screen) == 0
                   : strcmp(name, plain->says.dutch) == 0 ||
                         strcmp(name, plain->says.english) == 0 || strcmp(name, plain->words) == 0;
    return met != (strcmp(what, "no") == 0) ||
           stop_at(play, "expected %s \"%s\", but this is screen \"%s\"", what, name,
                   play->fault->screen);
}

static bool play_expect(struct play *play, const struct words *words)
{
    if (play->fault && words->count >= 3) {
        return expect_fault(play, words->word[1], words->word[2]);
    }
    if (words->count < 3) {
        return stop_at(play, "expect what? screen, text, no, said or unsaid, and a name");
    }
    const char *what = words->word[1], *name = words->word[2];
    const struct page *page = app_page(play->kiosk.app);
    bool met = strcmp(what, "screen") == 0   ? strcmp(page->screen, name) == 0
               : strcmp(what, "text") == 0   ? on_page(page, name)
               : strcmp(what, "no") == 0     ? !on_page(page, name)
               : strcmp(what, "said") == 0   ? was_said(play, name)
               : strcmp(what, "unsaid") == 0 ? !was_said(play, name)
                                             : false;
    return met ||
           stop_at(play, "expected %s \"%s\", but this is screen \"%s\"", what, name, page->screen);
}

static bool play_unready(struct play *play, const struct words *words)
{
    (void)words;
    return play->fault || stop_at(play, "the kiosk is ready to serve");
}

// Stops the process where it is, for whoever wants to look at its memory; SIGCONT plays on.
static bool play_freeze(struct play *play, const struct words *words)
{
    (void)play;
    (void)words;
    return raise(SIGSTOP) == 0;
}

// --- a stick -----------------------------------------------------------------------------------

static bool find_stick(struct play *play, const char *name, enum stick_state *state)
{
    static const char *const names[STICK_STATES] = {"none",    "reading",  "there",     "writing",
                                                    "done",    "full",     "read-only", "pulled",
                                                    "damaged", "no-batch", "no-room"};
    for (int i = 0; i < STICK_STATES; i++) {
        if (strcmp(names[i], name) == 0) {
            *state = (enum stick_state)i;
            return true;
        }
    }
    return stop_at(play, "no stick is \"%s\"", name);
}

// What envelop-stick would say now, printed as it prints it.
static bool play_stick(struct play *play, const struct words *words)
{
    struct stick_status status = {0};
    char text[STICK_STATUS_MAX_BYTES], path[512];
    if (!find_stick(play, words->word[1], &status.state)) {
        return false;
    }
    if (status.state == STICK_DONE) {
        snprintf(status.batch, sizeof status.batch, "%s", play->kiosk.app->work->batch);
        snprintf(status.report, sizeof status.report, "envelop-report-%s.txt",
                 play->kiosk.state.kiosk_id);
    }
    snprintf(path, sizeof path, "%s/inbox/stick", play->folder);
    size_t bytes = stick_status_print(&status, text);
    bool done = file_write(path, text, bytes, true) == FILE_OK;
    pass(play, STICK_MS);
    return done || stop_at(play, "%s can't be written", path);
}

// A real envelop-stick runs beside the script: real time passes until the page says so.
static bool play_await(struct play *play, const struct words *words)
{
    const char *name = words->word[1];
    for (int i = 0; i < AWAIT_MAX && !on_page(app_page(play->kiosk.app), name); i++) {
        SDL_Delay(AWAIT_MS);
        pass(play, STICK_MS);
    }
    return on_page(app_page(play->kiosk.app), name) || stop_at(play, "\"%s\" never came", name);
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

// --- the script --------------------------------------------------------------------------------

// Cuts a line into words; a word in double quotes may hold spaces. Changes the line.
static struct words cut(char *line)
{
    struct words words = {0};
    while (words.count < WORDS_MAX) {
        line += strspn(line, " \t\r");
        if (*line == '\0' || *line == '#') {
            break;
        }
        bool quoted = *line == '"';
        line += quoted;
        words.word[words.count++] = line;
        line += strcspn(line, quoted ? "\"" : " \t\r");
        if (*line == '\0') {
            break;
        }
        *line++ = '\0';
    }
    return words;
}

static bool play_line(struct play *play, char *line)
{
    struct words words = cut(line);
    if (words.count == 0) {
        return true;
    }
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++) {
        if (strcmp(verbs[i].verb, words.word[0]) == 0 && words.count >= verbs[i].words) {
            return verbs[i].act(play, &words);
        }
    }
    return stop_at(play, "\"%s\" is not a verb of a script, or lacks its words", words.word[0]);
}

static bool play_script(struct play *play, char *script)
{
    show(play);
    for (char *line = script; line;) {
        char *end = strchr(line, '\n');
        if (end) {
            *end++ = '\0';
        }
        play->line++;
        if (!play_line(play, line)) {
            return false;
        }
        line = end;
    }
    return true;
}

// --- life --------------------------------------------------------------------------------------

static char *read_script(const char *path)
{
    uint8_t *bytes;
    size_t size;
    enum file_result result = file_read(path, SCRIPT_MAX, &bytes, &size);
    if (result != FILE_OK) {
        fprintf(stderr, "envelop-kiosk: %s: %s\n", path, file_result_text(result));
        return NULL;
    }
    return (char *)bytes;
}

static bool make_surface(struct play *play, struct panel panel)
{
    play->surface =
        SDL_CreateRGBSurfaceWithFormat(0, panel.w_px, panel.h_px, 32, SDL_PIXELFORMAT_XRGB8888);
    return play->surface != NULL;
}

// Without "unready" as its first verb a script wants a kiosk that serves.
static bool wants_unready(const char *script)
{
    while (*script == '#' || *script == '\n') {
        script += strcspn(script, "\n");
        script += *script == '\n';
    }
    return strncmp(script, "unready", sizeof "unready" - 1) == 0;
}

static int play_fault(struct play *play)
{
    struct fault *fault = play->fault;
    fprintf(stderr, "envelop-kiosk: %s (%s)\n", fault_title(fault->why), play->reason.reason);
    if (play->options->shots && fault_draw(fault, play->surface, play->panel.px_per_mm, true)) {
        char path[512];
        snprintf(path, sizeof path, "%s/fault.png", play->options->shots);
        IMG_SavePNG(play->surface, path);
    }
    return 1;
}

static void *open_twin(void *self)
{
    return self;
}

static bool queue_twin(void *device, const int16_t *samples, size_t count)
{
    (void)device, (void)samples, (void)count;
    return true;
}

// Every prompt ends by itself, or here.
static void close_twin(void *device)
{
    struct play *play = device;
    if (play->options->tell) {
        printf("%" PRIu64 " silence\n", play->now_ms);
    }
}

static void *open_nothing(void *self)
{
    (void)self;
    return NULL;
}

// A machine without a loudspeaker. What never opens is never queued to or closed.
static const struct audio_driver no_loudspeaker = {.open = open_nothing};

static const struct audio_driver *driver(const struct play *play)
{
    return play->options->mute ? &no_loudspeaker : &play->twin;
}

int play_run(const char *state_folder, const struct play_options *options)
{
    struct play play = {.options = options, .told_focus = -1, .folder = state_folder};
    int code = 1;
    char *script = read_script(options->script);
    play.panel = panel_measure(options->w_px, options->h_px, options->w_mm, options->h_mm);
    setvbuf(stdout, NULL, _IOLBF, 0); // a line is told when it happens, also into a pipe
    if (!script || !make_surface(&play, play.panel)) {
        free(script);
        return 1;
    }
    play.twin = (struct audio_driver){
        .open = open_twin, .queue = queue_twin, .close = close_twin, .self = &play};
    open_kiosk(&play);
    if (play.fault && !wants_unready(script)) {
        code = play_fault(&play);
    } else if (play.fault || play.painter) {
        code = play_script(&play, script) && !play.unsaved ? 0 : 1;
    }
    painter_destroy(play.painter);
    kiosk_close(&play.kiosk);
    SDL_FreeSurface(play.surface);
    free(script);
    return code;
}
