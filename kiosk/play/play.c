#include "play.h"

#include "play_inner.h"

#include <SDL_image.h>
#include <stdio.h>
#include <stdlib.h>

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
    struct play play = {.options = options, .folder = state_folder};
    int code = 1;
    char *script = play_read_script(options->script);
    play.panel = panel_measure(options->w_px, options->h_px, options->w_mm, options->h_mm);
    setvbuf(stdout, NULL, _IOLBF, 0); // a line is told when it happens, also into a pipe
    if (!script || !make_surface(&play, play.panel)) {
        free(script);
        return 1;
    }
    play_open(&play);
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
