#include "window.h"

#include "fault.h"

#include <stdio.h>

struct window {
    const struct window_options *options;
    SDL_Window *sdl;
    SDL_Surface *surface;
    struct painter *painter; // NULL while a fault is shown
    struct kiosk kiosk;
    enum kiosk_fault fault;
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
    app_event(window->kiosk.app, &event, now_ms());
}

static void on_key(struct window *window, const SDL_KeyboardEvent *key)
{
    bool shift = (key->keysym.mod & KMOD_SHIFT) != 0;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].key == key->keysym.sym && keys[i].shift == shift && !key->repeat) {
            send(window, keys[i].kind, 0, 0, 0);
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
    } else if (event->event == SDL_WINDOWEVENT_FOCUS_LOST && window->fault == KIOSK_READY) {
        send(window, APP_CANCEL, 0, 0, 0);
    }
}

static void on_touch(struct window *window, const SDL_TouchFingerEvent *touch)
{
    enum app_event_kind kind = touch->type == SDL_FINGERDOWN ? APP_PRESS : APP_RELEASE;
    send(window, kind, touch->x * (float)window->panel.w_px, touch->y * (float)window->panel.h_px,
         touch->fingerId);
}

static void on_button(struct window *window, const SDL_MouseButtonEvent *button)
{
    if (button->button == SDL_BUTTON_LEFT && button->which != SDL_TOUCH_MOUSEID) {
        enum app_event_kind kind = button->type == SDL_MOUSEBUTTONDOWN ? APP_PRESS : APP_RELEASE;
        send(window, kind, (float)button->x, (float)button->y, -1);
    }
}

static void on_event(struct window *window, const SDL_Event *event)
{
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
    if (window->fault != KIOSK_READY) {
        return;
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
        fault_draw(window->surface, window->panel.px_per_mm, window->fault,
                   window->kiosk.error.reason);
        SDL_UpdateWindowSurface(window->sdl);
        return;
    }
    struct app *app = window->kiosk.app;
    if (app_take_wiped(app)) {
        painter_forget(window->painter);
    }
    int count = painter_draw(window->painter, app_page(app), changed, 16);
    if (count > 0) {
        SDL_UpdateWindowSurfaceRects(window->sdl, changed, count);
    }
}

// Sleeps until something happens or is due.
static void wait_and_handle(struct window *window)
{
    SDL_Event event;
    uint64_t due = window->fault == KIOSK_READY ? app_deadline_ms(window->kiosk.app) : APP_NEVER;
    bool got;
    if (due == APP_NEVER) {
        got = SDL_WaitEvent(&event);
    } else {
        uint64_t now = now_ms();
        uint64_t wait = due > now ? due - now : 0;
        got = SDL_WaitEventTimeout(&event, wait > INT32_MAX ? INT32_MAX : (int)wait);
    }
    while (got) {
        on_event(window, &event);
        got = SDL_PollEvent(&event);
    }
    if (window->fault == KIOSK_READY) {
        app_tick(window->kiosk.app, now_ms());
    }
}

int window_run(const char *state_folder, const struct window_options *options)
{
    struct window window = {.options = options};
    bool open = open_window(&window);
    if (open) {
        window.fault = kiosk_open(&window.kiosk, state_folder, &audio_driver_sdl, window.panel);
        if (window.fault != KIOSK_READY) {
            fprintf(stderr, "envelop-kiosk: %s (%s)\n", fault_title(window.fault),
                    window.kiosk.error.reason);
        }
        window.done = window.fault == KIOSK_READY && !make_painter(&window);
        while (!window.done) {
            present(&window);
            wait_and_handle(&window);
        }
    }
    bool served = open && window.fault == KIOSK_READY;
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
