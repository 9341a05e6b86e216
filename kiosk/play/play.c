#include "play.h"

#include "play_inner.h"

#include <inttypes.h>
#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>

// --- sound -------------------------------------------------------------------------------------

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

// --- time --------------------------------------------------------------------------------------

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
    player_listen(play->kiosk.player, play_heard, play);
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

struct app *play_reload(struct play *play)
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
        play_show(play);
    }
    play->now_ms = end;
}

void play_pass(struct play *play, uint64_t ms)
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
        app = play_reload(play);
        play_show(play);
        if (play->fault) {
            return;
        }
    }
    play->now_ms = end;
    app_tick(app, end);
    play_show(play);
}

// --- life --------------------------------------------------------------------------------------

static bool make_surface(struct play *play, struct panel panel)
{
    play->surface =
        SDL_CreateRGBSurfaceWithFormat(0, panel.w_px, panel.h_px, 32, SDL_PIXELFORMAT_XRGB8888);
    return play->surface != NULL;
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

int play_run(const char *state_folder, const struct play_options *options)
{
    struct play play = {.options = options, .told_focus = -1, .folder = state_folder};
    int code = 1;
    char *script = play_read_script(options->script);
    play.panel = panel_measure(options->w_px, options->h_px, options->w_mm, options->h_mm);
    setvbuf(stdout, NULL, _IOLBF, 0); // a line is told when it happens, also into a pipe
    if (!script || !make_surface(&play, play.panel)) {
        free(script);
        return 1;
    }
    play.twin = (struct audio_driver){
        .open = open_twin, .queue = queue_twin, .close = close_twin, .self = &play};
    open_kiosk(&play);
    if (play.fault && !play_wants_unready(script)) {
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
