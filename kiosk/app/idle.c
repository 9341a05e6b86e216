#include "idle.h"

enum { TIMES_SPOKEN = 3 };

// A kiosk that waits for a person, with nothing to put back.
static bool pristine(const struct app *app)
{
    const struct ways *ways = &app->ways;
    return app->screen->secret_free && !app->screen->staff && app->language < 0 &&
           app->candidate < 0 && app->first == 0 && ways->text_step == THEME_TEXT_DEFAULT &&
           ways->theme == 0 && !ways->dark && !ways->lower && !ways->guided &&
           player_volume(app->parts.player) == PLAYER_VOLUME_DEFAULT &&
           player_speed(app->parts.player) == PLAYER_SPEED_DEFAULT;
}

static uint64_t warning_ms(const struct app *app)
{
    return (uint64_t)pack_policy(app->parts.pack)->idle_warning_s * 1000;
}

// Of the shape as it is shown; idle_due takes away what is over.
int idle_parts_left(const struct app *app)
{
    return app->parts_left;
}

static int parts_left_now(const struct app *app)
{
    uint64_t gone = app->now_ms - app->warned_ms, whole = warning_ms(app);
    return gone >= whole ? 0 : (int)(IDLE_PARTS - gone * IDLE_PARTS / whole);
}

// When the next part goes; with it, now and then, the warning is said again.
static uint64_t next_part_ms(const struct app *app)
{
    uint64_t gone = (uint64_t)(IDLE_PARTS - app->parts_left) + 1;
    return app->warned_ms + (gone * warning_ms(app) + IDLE_PARTS - 1) / IDLE_PARTS;
}

uint64_t idle_deadline_ms(const struct app *app)
{
    const struct pack_policy *policy = pack_policy(app->parts.pack);
    if (app->screen == &screen_idle) {
        return next_part_ms(app);
    }
    if (pristine(app) || player_state(app->parts.player) == PLAYER_SPEAKING) {
        return APP_NEVER;
    }
    unsigned idle_s = app->screen->idle_s ? app->screen->idle_s : policy->idle_s;
    return app->activity_ms + (uint64_t)idle_s * 1000;
}

static void warn(struct app *app)
{
    app->warned_ms = app->now_ms;
    app->parts_left = IDLE_PARTS;
    app->warnings = 1;
    app_over(app, &screen_idle);
}

static void go_on_warning(struct app *app)
{
    app->parts_left = parts_left_now(app);
    bool again = (IDLE_PARTS - app->parts_left) * TIMES_SPOKEN >= IDLE_PARTS * app->warnings;
    if (app->parts_left == 0) {
        app_wipe(app);
    } else {
        app->warnings += again;
        app_refresh(app, again);
    }
}

void idle_due(struct app *app)
{
    if (app->screen == &screen_idle) {
        go_on_warning(app);
    } else if (app->screen->secret_free || app->screen->quiet) {
        app_wipe(app);
    } else {
        warn(app);
    }
}

void idle_answered(struct app *app)
{
    app->activity_ms = app->now_ms;
    app_return(app);
}
