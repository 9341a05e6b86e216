// Whatever people, children, sleeves and cables do to a kiosk: random touches, several fingers,
// keys, plugs, turned panels, waits, a sound device that goes and comes. Nothing crashes or leaks
// (the sanitizers look), no page overflows, nothing is said while hidden, the loop never spins, and
// whoever walks away leaves the languages behind and nothing else.
//
// usage: random STATE EVENTS [SEED]      STATE: the folder of a kiosk of its own
#include "hash.h"
#include "idle.h"
#include "kiosk.h"
#include "page.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LIFE_EVENTS = 20000,   // then the kiosk starts anew, with an empty spool
    AWAY_EVERY = 800,      // events, about; then somebody walks away for good
    AWAY_MS = 3600 * 1000, // every clock of an hour has run out
    SPINS = 2000,          // turns of the loop without time passing: it would never end
    SCREENS = 64,
};

struct sound {
    bool lost; // the loudspeaker was pulled out
    bool open;
};

struct run {
    const char *state;
    uint64_t seed, random, events, now_ms;
    struct kiosk kiosk;
    struct audio_driver driver;
    struct sound sound;
    struct panel panel;
    SDL_Surface *surface;
    struct painter *painter;
    const char *seen[SCREENS];
    unsigned visits[SCREENS], away, seals;
    const struct screen *shown; // noted last
};

static _Noreturn void fail(const struct run *run, const char *what)
{
    const struct app *app = run->kiosk.app;
    fprintf(stderr, "random: seed %" PRIu64 ", event %" PRIu64 ": %s\n", run->seed, run->events,
            what);
    fprintf(stderr, "  screen %s, %d below it, language %d, text step %d, %dx%d px%s%s\n",
            app->screen->name, app->depth, app->language, app->ways.text_step, run->panel.w_px,
            run->panel.h_px, app->ways.lower ? ", lower half" : "", app->ways.dark ? ", dark" : "");
    for (int i = 0; i < app->page->count; i++) {
        const struct node *node = &app->page->nodes[i];
        fprintf(stderr, "  %s x=%.0f y=%.0f w=%.0f h=%.0f \"%s\"\n", node->id ? node->id : "-",
                (double)node->x_px, (double)node->y_px, (double)node->w_px, (double)node->h_px,
                node->name);
    }
    exit(1);
}

// --- chance ------------------------------------------------------------------------------------

// splitmix64 (Steele, Lea, Flood 2014): the same events for the same seed everywhere.
static uint64_t draw(struct run *run)
{
    uint64_t z = run->random += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

static int below(struct run *run, int limit)
{
    return (int)(draw(run) % (uint64_t)limit);
}

static bool chance(struct run *run, int percent)
{
    return below(run, 100) < percent;
}

// --- a loudspeaker that comes and goes ---------------------------------------------------------

static void *open_sound(void *self)
{
    struct sound *sound = self;
    if (sound->lost) {
        return NULL;
    }
    if (sound->open) {
        fputs("random: the sound device is opened twice: two voices at once\n", stderr);
        exit(1);
    }
    sound->open = true;
    return sound;
}

static bool queue_sound(void *device, const int16_t *samples, size_t count)
{
    const struct sound *sound = device;
    (void)samples, (void)count;
    return !sound->lost;
}

static void close_sound(void *device)
{
    struct sound *sound = device;
    sound->open = false;
}

// --- the kiosk ---------------------------------------------------------------------------------

static bool wiped(const void *memory, size_t bytes)
{
    const unsigned char *at = memory;
    while (bytes > 0 && at[bytes - 1] == 0) {
        bytes--;
    }
    return bytes == 0;
}

static void make_painter(struct run *run)
{
    painter_destroy(run->painter);
    SDL_FreeSurface(run->surface);
    run->surface = SDL_CreateRGBSurfaceWithFormat(0, run->panel.w_px, run->panel.h_px, 32,
                                                  SDL_PIXELFORMAT_XRGB8888);
    run->painter = painter_create(run->surface, run->kiosk.fonts, kiosk_pictures(&run->kiosk),
                                  run->panel.px_per_mm);
    if (!run->painter) {
        fail(run, "can't draw");
    }
}

static void end_life(struct run *run)
{
    painter_destroy(run->painter);
    run->painter = NULL;
    kiosk_close(&run->kiosk);
}

static void begin_life(struct run *run)
{
    char path[512];
    snprintf(path, sizeof path, "%s/spool", run->state);
    unlink(path);
    enum kiosk_fault fault = spool_create(path) == SPOOL_OK ? KIOSK_READY : KIOSK_NO_SPOOL;
    fault = fault != KIOSK_READY
                ? fault
                : kiosk_open(&run->kiosk, run->state, &run->driver, run->panel, run->now_ms);
    if (fault != KIOSK_READY) {
        fprintf(stderr, "random: %s: the kiosk is not ready (%d): %s\n", run->state, (int)fault,
                run->kiosk.error.reason);
        exit(1);
    }
    make_painter(run);
}

// --- what must hold at any time ----------------------------------------------------------------

static void note_screen(struct run *run)
{
    const struct screen *screen = run->kiosk.app->screen;
    if (screen == run->shown) {
        return;
    }
    run->shown = screen;
    run->seals += screen == &screen_sealed;
    for (int i = 0; i < SCREENS; i++) {
        if (!run->seen[i] || strcmp(run->seen[i], screen->name) == 0) {
            run->seen[i] = screen->name;
            run->visits[i]++;
            return;
        }
    }
}

static bool on_panel(const struct run *run, const struct node *node)
{
    return node->w_px > 0 && node->h_px > 0 && node->x_px >= 0 && node->y_px >= 0 &&
           node->x_px + node->w_px <= (float)run->panel.w_px + 1 &&
           node->y_px + node->h_px <= (float)run->panel.h_px + 1;
}

static void check_page(const struct run *run, const struct page *page)
{
    int targets = 0;
    if (page->overflow) {
        fail(run, "the page overflows");
    }
    for (int i = 0; i < page->count; i++) {
        if (node_touchable(&page->nodes[i])) {
            targets++;
            if (!on_panel(run, &page->nodes[i])) {
                fail(run, page->nodes[i].id);
            }
        }
    }
    if (targets == 0 && strcmp(page->screen, "goodbye") != 0) {
        fail(run, "nothing can be touched");
    }
}

static void check(struct run *run)
{
    struct app *app = run->kiosk.app;
    const struct page *page = app_page(app);
    bool speaking = player_state(run->kiosk.player) == PLAYER_SPEAKING;
    check_page(run, page);
    if (app->screen->quiet && speaking) {
        fail(run, "it speaks while hidden");
    }
    if (app->focus >= page->count ||
        (app->focus >= 0 && !node_touchable(&page->nodes[app->focus]))) {
        fail(run, "the focus is on nothing");
    }
    if (app->screen == &screen_languages && !wiped(app->session, sizeof *app->session)) {
        fail(run, "something of a person is left on the languages");
    }
    if (speaking != run->sound.open && speaking) {
        fail(run, "it speaks without a device");
    }
}

static void paint(struct run *run)
{
    SDL_Rect changed[16];
    if (app_take_wiped(run->kiosk.app)) {
        painter_forget(run->painter);
    }
    painter_draw(run->painter, app_page(run->kiosk.app), changed, 16);
}

// --- time --------------------------------------------------------------------------------------

static void pass(struct run *run, uint64_t ms)
{
    struct app *app = run->kiosk.app;
    uint64_t end = run->now_ms + ms;
    int spins = 0;
    app_page(app);
    for (uint64_t due = app_deadline_ms(app); due <= end; due = app_deadline_ms(app)) {
        spins = due > run->now_ms ? 0 : spins + 1;
        if (spins > SPINS) {
            fail(run, "the loop spins");
        }
        run->now_ms = due > run->now_ms ? due : run->now_ms;
        app_tick(app, run->now_ms);
        app_page(app);
        note_screen(run);
    }
    run->now_ms = end;
    app_tick(app, end);
    note_screen(run);
    check(run);
}

// --- what happens to it ------------------------------------------------------------------------

static void send(struct run *run, enum app_event_kind kind, float x, float y, int64_t finger)
{
    struct app_event event = {kind, x, y, finger};
    app_event(run->kiosk.app, &event, run->now_ms);
    pass(run, 0);
}

struct place {
    float x, y;
};

static struct place anywhere(struct run *run)
{
    return (struct place){(float)below(run, run->panel.w_px), (float)below(run, run->panel.h_px)};
}

// Few people stop: whoever always did would never see the end.
static bool leads_out(const struct node *node)
{
    return strcmp(node->id, "ui.stop") == 0 || strcmp(node->id, "ui.stop.yes") == 0 ||
           strcmp(node->id, "ui.begin.no") == 0 || strcmp(node->id, "ui.back") == 0;
}

static bool leads_on(const struct node *node)
{
    return node->style == STYLE_PRIMARY || node->kind == NODE_ANSWER || node->kind == NODE_CARD ||
           node->kind == NODE_ENVELOPE || node->kind == NODE_REST;
}

// The middle of something that can be touched; more often than not, of what leads on.
static struct place on_target(struct run *run)
{
    const struct page *page = app_page(run->kiosk.app);
    bool onward = chance(run, 60), out = chance(run, 8);
    for (int tries = 0; tries < 40; tries++) {
        const struct node *node = &page->nodes[below(run, page->count)];
        bool wanted = onward && tries < 20 ? leads_on(node) : out || !node->id || !leads_out(node);
        if (node_touchable(node) && wanted) {
            return (struct place){node->x_px + node->w_px / 2, node->y_px + node->h_px / 2};
        }
    }
    return anywhere(run);
}

static void touch(struct run *run)
{
    struct place place = chance(run, 85) ? on_target(run) : anywhere(run);
    send(run, APP_PRESS, place.x, place.y, 1);
    pass(run, (uint64_t)below(run, 150));
    if (chance(run, 8)) { // slips off
        place = anywhere(run);
    }
    send(run, APP_RELEASE, place.x, place.y, 1);
}

static void hold(struct run *run)
{
    struct place place = on_target(run);
    send(run, APP_PRESS, place.x, place.y, 1);
    pass(run, (uint64_t)below(run, 4000));
    send(run, chance(run, 90) ? APP_RELEASE : APP_CANCEL, place.x, place.y, 1);
}

// A hand: several fingers come down, and up in any order, some never.
static void several(struct run *run)
{
    int fingers = 2 + below(run, 4);
    for (int i = 0; i < fingers; i++) {
        struct place place = on_target(run);
        send(run, APP_PRESS, place.x, place.y, i);
        pass(run, (uint64_t)below(run, 60));
    }
    for (int i = 0; i < fingers; i++) {
        struct place place = on_target(run);
        send(run, chance(run, 80) ? APP_RELEASE : APP_CANCEL, place.x, place.y,
             below(run, fingers));
    }
}

static void key(struct run *run)
{
    static const enum app_event_kind keys[] = {APP_NEXT,     APP_NEXT,     APP_NEXT,
                                               APP_PREVIOUS, APP_ACTIVATE, APP_ACTIVATE,
                                               APP_ESCAPE,   APP_HIDE,     APP_WORKER};
    send(run, keys[below(run, (int)(sizeof keys / sizeof keys[0]))], 0, 0, 0);
}

static void plug(struct run *run)
{
    send(run, chance(run, 50) ? APP_HEADPHONES_IN : APP_HEADPHONES_OUT, 0, 0, 0);
}

static void lose_sound(struct run *run)
{
    run->sound.lost = !run->sound.lost;
}

static void turn_panel(struct run *run)
{
    static const struct {
        int w_px, h_px;
        float w_mm, h_mm;
    } panels[] = {{1280, 800, 216, 135},  {800, 1280, 135, 216},  {1920, 1080, 344, 194},
                  {1080, 1920, 194, 344}, {1280, 1024, 338, 270}, {1366, 768, 344, 194},
                  {2560, 1600, 344, 215}};
    int which = below(run, (int)(sizeof panels / sizeof panels[0]));
    run->panel = panel_measure(panels[which].w_px, panels[which].h_px, panels[which].w_mm,
                               panels[which].h_mm);
    app_resize(run->kiosk.app, run->panel);
    make_painter(run);
    pass(run, 0);
}

static void wait(struct run *run)
{
    static const int at_most_ms[] = {500,  500,  500,  2000, 2000,  2000,  2000,   2000,
                                     2000, 5000, 5000, 5000, 30000, 30000, 130000, 400000};
    pass(run, (uint64_t)below(run, at_most_ms[below(run, 16)]));
}

static const struct {
    int percent;
    void (*happen)(struct run *run);
} happenings[] = {{62, touch}, {7, hold},       {5, several},    {12, key},
                  {2, plug},   {1, lose_sound}, {1, turn_panel}, {10, wait}};

static void happen(struct run *run)
{
    int left = below(run, 100), which = 0;
    while (left >= happenings[which].percent) {
        left -= happenings[which++].percent;
    }
    happenings[which].happen(run);
    if (chance(run, 20)) {
        paint(run);
    }
}

// Nobody comes back, whatever the kiosk was in the middle of.
static void walk_away(struct run *run)
{
    pass(run, AWAY_MS);
    paint(run);
    const struct app *app = run->kiosk.app;
    if (app->screen != &screen_languages || app->depth != 0 || app->language >= 0 ||
        app->ways.dark || app->ways.text_step != THEME_TEXT_DEFAULT) {
        fail(run, "an hour later it isn't ready for the next person");
    }
    if (app_deadline_ms(app) != APP_NEVER) {
        fail(run, "it waits for a person and doesn't rest");
    }
    run->away++;
}

// --- the run -----------------------------------------------------------------------------------

// All that a person may come to. What is missing was never tried: then the run proves less than it
// says.
static bool saw_everything(const struct run *run)
{
    static const char *const screens[] = {
        "languages", "welcome",       "young",    "begin",    "alone", "practice", "easier",
        "practised", "practice-hide", "question", "contact",  "check", "seal",     "sealed",
        "code",      "kept",          "help",     "help-now", "place", "goodbye",  "stop",
        "idle",      "rest",          "settings", "work-pin"};
    bool all = true;
    for (size_t i = 0; i < sizeof screens / sizeof screens[0]; i++) {
        bool seen = false;
        for (int j = 0; j < SCREENS && run->seen[j]; j++) {
            seen = seen || strcmp(run->seen[j], screens[i]) == 0;
        }
        if (!seen) {
            fprintf(stderr, "random: nobody ever came to the screen \"%s\"\n", screens[i]);
            all = false;
        }
    }
    return all;
}

int main(int argc, char **argv)
{
    static struct run run;
    if (argc < 3) {
        fputs("usage: random STATE EVENTS [SEED]\n", stderr);
        return 2;
    }
    uint64_t events = strtoull(argv[2], NULL, 10);
    run.state = argv[1];
    run.seed = run.random = argc > 3 ? strtoull(argv[3], NULL, 10) : 20261122;
    run.now_ms = 1000;
    run.panel = panel_measure(1280, 800, 216, 135);
    run.driver = (struct audio_driver){
        .open = open_sound, .queue = queue_sound, .close = close_sound, .self = &run.sound};
    printf("seed %" PRIu64 ", %" PRIu64 " events\n", run.seed, events);
    for (run.events = 0; run.events < events; run.events++) {
        if (run.events % LIFE_EVENTS == 0) {
            end_life(&run);
            begin_life(&run);
        }
        happen(&run);
        if (below(&run, AWAY_EVERY) == 0) {
            walk_away(&run);
        }
    }
    walk_away(&run);
    end_life(&run);
    SDL_FreeSurface(run.surface);
    for (int i = 0; i < SCREENS && run.seen[i]; i++) {
        printf("  %s %u\n", run.seen[i], run.visits[i]);
    }
    printf("%u envelopes, %u times everybody was gone for an hour\n", run.seals, run.away);
    return saw_everything(&run) ? 0 : 1;
}
