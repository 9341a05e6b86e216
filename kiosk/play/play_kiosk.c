#include "play_inner.h"

#include <inttypes.h>
#include <stdio.h>

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

void play_open(struct play *play)
{
    play->twin = (struct audio_driver){
        .open = open_twin, .queue = queue_twin, .close = close_twin, .self = play};
    play->kiosk.date = play->options->today;
    begin(play, kiosk_open(&play->kiosk, play->folder, driver(play), play->panel, play->now_ms));
}

struct app *play_reload(struct play *play)
{
    if (work_take_reload(play->kiosk.app)) {
        begin(play, kiosk_reload(&play->kiosk, driver(play), play->panel, play->now_ms));
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
            play_open(play);
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
