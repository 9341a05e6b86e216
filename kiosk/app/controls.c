#include "controls.h"

#include <string.h>

enum { TALL_MM = 260 }; // half of it still holds a question in large words

static void act_back(struct app *app)
{
    if (app->screen->back) {
        app->screen->back(app);
    }
}

static void act_stop(struct app *app)
{
    app_over(app, &screen_stop);
}

void control_hide(struct app *app)
{
    if (!app->screen->secret_free) {
        app_over(app, &screen_rest);
        app_hush(app);
    }
}

static void act_help(struct app *app)
{
    app_over(app, &screen_help_now);
}

static void act_settings(struct app *app)
{
    app_over(app, &screen_settings);
}

// --- hearing -----------------------------------------------------------------------------------

// Whoever asks for it wants to hear it, headphones or not; whoever chose silence, only this.
static void act_listen(struct app *app)
{
    app->overview = false;
    if (app->unplugged && app->ways.listening == LISTEN_HEADPHONES) {
        app->ways.listening = LISTEN_ALOUD;
    }
    app_refresh(app, true);
    app->sound.asked = true;
}

static void change_volume(struct app *app, int by)
{
    player_set_volume(app->parts.player, player_volume(app->parts.player) + by);
    app_refresh(app, true); // one hears what one has chosen
}

static void act_louder(struct app *app)
{
    change_volume(app, 1);
}

static void act_softer(struct app *app)
{
    change_volume(app, -1);
}

static void change_speed(struct app *app, int by)
{
    player_set_speed(app->parts.player, player_speed(app->parts.player) + by);
    app_refresh(app, true);
}

static void act_faster(struct app *app)
{
    change_speed(app, 1);
}

static void act_slower(struct app *app)
{
    change_speed(app, -1);
}

// --- seeing ------------------------------------------------------------------------------------

static void act_text_size(struct app *app)
{
    app->ways.text_step = (app->ways.text_step + 1) % THEME_TEXT_STEPS;
    app->fitting = 0;
    app_refresh(app, false);
}

static void act_contrast(struct app *app)
{
    app->ways.theme = (app->ways.theme + 1) % THEME_COUNT;
    app_refresh(app, false);
}

// Something has to be left to those who go by ear.
static void not_silent(struct app *app)
{
    if (app->ways.listening == LISTEN_SILENT) {
        app->ways.listening = LISTEN_ALOUD;
    }
}

static void act_dark(struct app *app)
{
    app->ways.dark = !app->ways.dark;
    not_silent(app);
    app_refresh(app, false);
    app_say(app, app_language_code(app), app->ways.dark ? "ui.guided.how" : "ui.dark");
}

bool control_can_lower(const struct app *app)
{
    return (float)app->panel.h_px / app->panel.px_per_mm >= TALL_MM;
}

static void act_lower(struct app *app)
{
    app->ways.lower = !app->ways.lower && control_can_lower(app);
    app->fitting = 0;
    app_refresh(app, false);
}

static void act_guided(struct app *app)
{
    app->ways.guided = !app->ways.guided;
    not_silent(app);
    app_refresh(app, false);
    app_say(app, app_language_code(app), app->ways.guided ? "ui.guided.how" : "ui.guided");
}

// -----------------------------------------------------------------------------------------------

bool control_act(struct app *app, const char *id)
{
    static const struct {
        const char *id;
        void (*act)(struct app *app);
    } controls[] = {
        {"ui.back", act_back},         {"ui.stop", act_stop},
        {"ui.hide", control_hide},     {"ui.help-now", act_help},
        {"ui.settings", act_settings}, {"ui.listen", act_listen},
        {"ui.louder", act_louder},     {"ui.softer", act_softer},
        {"ui.faster", act_faster},     {"ui.slower", act_slower},
        {"ui.dark", act_dark},         {"ui.text-size", act_text_size},
        {"ui.contrast", act_contrast}, {"ui.lower", act_lower},
        {"ui.guided", act_guided},
    };
    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++) {
        if (strcmp(id, controls[i].id) == 0) {
            controls[i].act(app);
            return true;
        }
    }
    return false;
}
