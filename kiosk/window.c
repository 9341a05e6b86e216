#include "window.h"

#include "console.h"
#include "fault.h"
#include "forget.h"
#include "headphones.h"
#include "touch.h"

#include <signal.h>
#include <stdio.h>

struct window {
    const struct window_options *options;
    SDL_Window *sdl;
    SDL_Surface *surface;
    struct painter *painter; // NULL while a fault is shown
    struct kiosk kiosk;
    enum kiosk_fault fault;
    struct fault page; // while it can't serve
    struct touch touch;
    const char *folder;
    bool repaint;
    struct console *console; // NULL: SDL can wait by itself
    struct headphones *headphones;
    uint32_t plugged; // the event that tells of the headphones
    struct panel panel;
    bool done;
};

static uint64_t now_ms(void)
{
    return SDL_GetTicks64();
}

// --- the surface -------------------------------------------------------------------------------

static bool measure(struct window *window)
{
    window->surface = SDL_GetWindowSurface(window->sdl);
    if (!window->surface) {
        fprintf(stderr, "envelop-kiosk: no surface to draw on: %s\n", SDL_GetError());
        return false;
    }
    window->panel = panel_measure(window->surface->w, window->surface->h, window->options->w_mm,
                                  window->options->h_mm);
    return true;
}

// The end of a session, or of the terminal, is the end that SDL makes of SIGTERM.
static void on_hang_up(int number)
{
    (void)number;
    raise(SIGTERM);
}

static bool open_window(struct window *window)
{
    SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    // Nothing is typed here: X's table of composed letters, a third of the start, isn't read.
    SDL_setenv("XCOMPOSEFILE", "/dev/null", 1);
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        fprintf(stderr, "envelop-kiosk: no display: %s\n", SDL_GetError());
        return false;
    }
    signal(SIGHUP, on_hang_up);
    const char *driver = SDL_GetCurrentVideoDriver();
    bool bare = driver && SDL_strcasecmp(driver, "kmsdrm") == 0;
    // A window system takes our pixels as they are; a bare console takes them through OpenGL ES.
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, bare ? "opengles2" : "0");
    bool full = window->options->w_px == 0;
    window->sdl =
        SDL_CreateWindow("Envelop", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                         full ? 1280 : window->options->w_px, full ? 800 : window->options->h_px,
                         full ? SDL_WINDOW_FULLSCREEN_DESKTOP : SDL_WINDOW_RESIZABLE);
    if (!window->sdl) {
        fprintf(stderr, "envelop-kiosk: no window: %s\n", SDL_GetError());
        return false;
    }
    if (full) {
        SDL_ShowCursor(SDL_DISABLE);
    }
    return measure(window);
}

static bool make_painter(struct window *window)
{
    painter_destroy(window->painter);
    window->painter = painter_create(window->surface, window->kiosk.fonts,
                                     kiosk_pictures(&window->kiosk), window->panel.px_per_mm);
    if (!window->painter) {
        fprintf(stderr, "envelop-kiosk: can't draw: %s\n", SDL_GetError());
    }
    return window->painter != NULL;
}

static bool resized(struct window *window)
{
    if (!measure(window)) {
        return false;
    }
    window->repaint = true;
    if (window->fault != KIOSK_READY) {
        return true;
    }
    app_resize(window->kiosk.app, window->panel);
    return make_painter(window);
}

// --- events ------------------------------------------------------------------------------------

static const struct {
    SDL_Keycode key;
    bool shift;
    enum app_event_kind kind;
} keys[] = {
    {SDLK_TAB, false, APP_NEXT},        {SDLK_TAB, true, APP_PREVIOUS},
    {SDLK_DOWN, false, APP_NEXT},       {SDLK_UP, false, APP_PREVIOUS},
    {SDLK_RIGHT, false, APP_NEXT},      {SDLK_LEFT, false, APP_PREVIOUS},
    {SDLK_RETURN, false, APP_ACTIVATE}, {SDLK_KP_ENTER, false, APP_ACTIVATE},
    {SDLK_SPACE, false, APP_ACTIVATE},  {SDLK_ESCAPE, false, APP_ESCAPE},
    {SDLK_h, false, APP_HIDE},          {SDLK_F10, false, APP_WORKER},
};

static void send(struct window *window, enum app_event_kind kind, float x, float y, int64_t finger)
{
    struct app_event event = {kind, x, y, finger};
    if (window->fault == KIOSK_READY) {
        app_event(window->kiosk.app, &event, now_ms());
    } else {
        fault_event(&window->page, &event);
    }
}

// Two switches, as most boxes for them send it: Space goes on, Enter chooses.
static bool switches_in_use(const struct window *window)
{
    return window->fault == KIOSK_READY && work_switches(window->kiosk.app);
}

static void on_key(struct window *window, const SDL_KeyboardEvent *key)
{
    bool shift = (key->keysym.mod & KMOD_SHIFT) != 0;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].key == key->keysym.sym && keys[i].shift == shift && !key->repeat) {
            bool step = keys[i].key == SDLK_SPACE && switches_in_use(window);
            send(window, step ? APP_NEXT : keys[i].kind, 0, 0, 0);
            return;
        }
    }
}

static void on_window(struct window *window, const SDL_WindowEvent *event)
{
    if (event->event == SDL_WINDOWEVENT_SIZE_CHANGED) {
        window->done = window->done || !resized(window);
    } else if (event->event == SDL_WINDOWEVENT_EXPOSED) {
        SDL_UpdateWindowSurface(window->sdl);
    } else if (event->event == SDL_WINDOWEVENT_FOCUS_LOST) {
        touch_forget(&window->touch);
        send(window, APP_CANCEL, 0, 0, 0);
    }
}

static void on_touch(struct window *window, const SDL_TouchFingerEvent *touch)
{
    static const enum app_event_kind kinds[] = {
        [TOUCH_PRESS] = APP_PRESS, [TOUCH_RELEASE] = APP_RELEASE, [TOUCH_CANCEL] = APP_CANCEL};
    const struct app *app = window->kiosk.app;
    bool held = app && app->pressed_id && app->screen->press;
    struct touch_report report = {touch->fingerId, touch->x, touch->y, now_ms()};
    struct touch_act acts[TOUCH_MAX_ACTS];
    window->touch.map = window->kiosk.touch;
    size_t count = touch->type == SDL_FINGERDOWN ? touch_down(&window->touch, &report, held, acts)
                                                 : touch_up(&window->touch, &report, acts);
    for (size_t i = 0; i < count; i++) {
        send(window, kinds[acts[i].kind], acts[i].x * (float)window->panel.w_px,
             acts[i].y * (float)window->panel.h_px, acts[i].finger);
    }
}

static void on_button(struct window *window, const SDL_MouseButtonEvent *button)
{
    if (button->button == SDL_BUTTON_LEFT && button->which != SDL_TOUCH_MOUSEID) {
        enum app_event_kind kind = button->type == SDL_MOUSEBUTTONDOWN ? APP_PRESS : APP_RELEASE;
        send(window, kind, (float)button->x, (float)button->y, -1);
    }
}

// In the headphones' own thread: wakes the loop and no more.
static void on_plug(void *context, enum headphones_state state)
{
    const struct window *window = context;
    SDL_Event event = {.user = {.type = window->plugged, .code = (int)state}};
    SDL_PushEvent(&event);
    console_wake(window->console);
}

static void tell_headphones(struct window *window, enum headphones_state state)
{
    struct app *app = window->kiosk.app;
    bool unknown = state == HEADPHONES_UNKNOWN && app && !app->plugged; // it never could tell
    if (window->fault == KIOSK_READY && !unknown) {
        send(window, state == HEADPHONES_IN ? APP_HEADPHONES_IN : APP_HEADPHONES_OUT, 0, 0, 0);
    }
}

static void open_headphones(struct window *window)
{
    window->plugged = SDL_RegisterEvents(1);
    window->headphones = headphones_create(&headphones_driver_evdev, on_plug, window);
}

static void on_event(struct window *window, const SDL_Event *event)
{
    if (event->type == window->plugged) {
        tell_headphones(window, (enum headphones_state)event->user.code);
        return;
    }
    switch (event->type) {
    case SDL_QUIT:
        window->done = true;
        return;
    case SDL_WINDOWEVENT:
        on_window(window, &event->window);
        return;
    default:
        break;
    }
    switch (event->type) {
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
        on_touch(window, &event->tfinger);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        on_button(window, &event->button);
        break;
    case SDL_KEYDOWN:
        on_key(window, &event->key);
        break;
    default:
        break;
    }
}

// --- the loop ----------------------------------------------------------------------------------

static void present(struct window *window)
{
    SDL_Rect changed[16];
    if (window->fault != KIOSK_READY) {
        if (fault_draw(&window->page, window->surface, window->panel.px_per_mm, window->repaint)) {
            SDL_UpdateWindowSurface(window->sdl);
        }
        window->repaint = false;
        return;
    }
    struct app *app = window->kiosk.app;
    bool wiped = app_take_wiped(app);
    if (wiped) {
        painter_forget(window->painter);
    }
    int count = painter_draw(window->painter, app_page(app), changed, 16);
    if (count > 0) {
        SDL_UpdateWindowSurfaceRects(window->sdl, changed, count);
    }
    if (wiped) {
        forget_stack();
    }
}

// --- coming into service -----------------------------------------------------------------------

// After kiosk_open or kiosk_reload: serves, or says why it can't.
static void begin(struct window *window, enum kiosk_fault fault)
{
    window->fault = fault;
    window->repaint = true;
    if (fault == KIOSK_READY) {
        window->done = !make_painter(window);
        if (window->headphones) {
            tell_headphones(window, headphones_state(window->headphones));
        }
        return;
    }
    fprintf(stderr, "envelop-kiosk: %s (%s)\n", fault_title(fault), window->kiosk.error.reason);
    fault_begin(&window->page, window->folder, fault, window->kiosk.error.reason);
    kiosk_close(&window->kiosk); // what is open could stand in the way of what a stick brings
    touch_map_read(window->folder, &window->kiosk.touch);
}

static void open_kiosk(struct window *window)
{
    begin(window,
          kiosk_open(&window->kiosk, window->folder, &audio_driver_sdl, window->panel, now_ms()));
    if (window->fault == KIOSK_READY && window->page.set_up) {
        window->page.set_up = false;
        work_begin(window->kiosk.app);
    }
}

// The worker installed another pack: everything of the old one goes.
static void reload(struct window *window)
{
    painter_destroy(window->painter);
    window->painter = NULL;
    begin(window, kiosk_reload(&window->kiosk, &audio_driver_sdl, window->panel, now_ms()));
    if (window->fault == KIOSK_READY) {
        work_reloaded(window->kiosk.app);
    }
}

static void tick(struct window *window)
{
    if (window->fault == KIOSK_READY) {
        app_tick(window->kiosk.app, now_ms());
        if (work_take_reload(window->kiosk.app)) {
            reload(window);
        }
        return;
    }
    fault_tick(&window->page, now_ms());
    if (fault_take_retry(&window->page)) {
        open_kiosk(window);
    }
}

// Sleeps until something happens or `wait_ms` are over (-1: never). False: there is no event.
static bool sleep_until_event(const struct window *window, SDL_Event *event, int wait_ms)
{
    if (!window->console) {
        return wait_ms < 0 ? SDL_WaitEvent(event) : SDL_WaitEventTimeout(event, wait_ms);
    }
    if (SDL_PollEvent(event)) {
        return true;
    }
    console_wait(window->console, wait_ms);
    return SDL_PollEvent(event);
}

static void wait_and_handle(struct window *window)
{
    SDL_Event event;
    uint64_t due = window->fault == KIOSK_READY ? app_deadline_ms(window->kiosk.app)
                                                : fault_deadline_ms(&window->page);
    uint64_t now = now_ms();
    uint64_t wait = due > now ? due - now : 0;
    int wait_ms = due == APP_NEVER ? -1 : wait > INT32_MAX ? INT32_MAX : (int)wait;
    bool got = sleep_until_event(window, &event, wait_ms);
    while (got) {
        on_event(window, &event);
        got = SDL_PollEvent(&event);
    }
    tick(window);
}

int window_run(const char *state_folder, const struct window_options *options)
{
    struct window window = {.options = options, .folder = state_folder};
    struct state_error error;
    touch_init(&window.touch);
    if (!state_prepare(state_folder, &error)) { // a stick can't bring anything
        fprintf(stderr, "envelop-kiosk: %s\n", error.reason);
    }
    bool open = open_window(&window);
    if (open) {
        if (console_is_bare(SDL_GetCurrentVideoDriver())) {
            window.console = console_open();
        }
        open_headphones(&window);
        open_kiosk(&window);
        while (!window.done) {
            present(&window);
            wait_and_handle(&window);
        }
    }
    bool served = open && window.fault == KIOSK_READY;
    headphones_destroy(window.headphones);
    console_close(window.console);
    painter_destroy(window.painter);
    kiosk_close(&window.kiosk);
    if (window.surface) { // nothing that stood on it stays in memory
        SDL_FillRect(window.surface, NULL, 0);
    }
    if (window.sdl) {
        SDL_DestroyWindow(window.sdl);
    }
    SDL_Quit();
    return served ? 0 : 1;
}
