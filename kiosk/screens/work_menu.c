// The worker's menu, the six words, and what staff must be told before it.
#include "app.h"
#include "file.h"
#include "pack_age.h"
#include "work.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// --- what staff must be told -------------------------------------------------------------------

static const char *age_notice(const struct app *app)
{
    char today[11];
    app->parts.work.today(app->parts.work.context, today);
    switch (pack_age(app->parts.pack, today)) {
    case PACK_SOON:
        return "work.fault.soon";
    case PACK_EXPIRED:
        return "work.fault.expired";
    case PACK_REFUSED:
        return "work.fault.refused";
    case PACK_CLOCK_WRONG:
        return "work.fault.clock";
    default:
        return NULL;
    }
}

size_t work_notices(struct app *app, const char *ids[static WORK_NOTICES])
{
    size_t count = 0;
    if (spool_free_slots(app->parts.spool) == 0) {
        ids[count++] = "work.full";
    }
    if (!pack_is_whole(app->parts.pack)) {
        ids[count++] = "work.fault.incomplete";
    }
    const char *age = age_notice(app);
    if (age) {
        ids[count++] = age;
    }
    if (player_state(app->parts.player) == PLAYER_NO_SOUND) {
        ids[count++] = "work.fault.sound";
    }
    return count;
}

static void notice_enter(struct app *app)
{
    app->work->fault = 0;
}

static void notice_build(struct app *app, struct page *page)
{
    const char *ids[WORK_NOTICES];
    char today[11];
    app->parts.work.today(app->parts.work.context, today);
    const struct app_value values[] = {{"date", pack_expires(app->parts.pack)}, {"today", today}};
    size_t count = work_notices(app, ids);
    build_picture(page, "ui.warning");
    if ((size_t)app->work->fault < count) {
        work_say(app, page, ids[app->work->fault], values, 2);
    }
    work_button(app, page, "work.next", STYLE_PRIMARY);
    work_button(app, page, "work.close", STYLE_PLAIN);
}

static void notice_act(struct app *app, const struct node *node)
{
    const char *ids[WORK_NOTICES];
    if (strcmp(node->id, "work.close") == 0) {
        work_close(app);
    } else if ((size_t)++app->work->fault < work_notices(app, ids)) {
        app_refresh(app, false);
    } else {
        work_to_menu(app);
    }
}

const struct screen screen_work_notice = {.name = "work-notice",
                                          .enter = notice_enter,
                                          .build = notice_build,
                                          .act = notice_act,
                                          .back = work_to_menu,
                                          .secret_free = true,
                                          .quiet = true,
                                          .staff = true};

// --- the menu ----------------------------------------------------------------------------------

static void turn_switches(struct app *app)
{
    char path[STATE_PATH_BYTES];
    snprintf(path, sizeof path, "%s/switches", app->parts.work.state->folder);
    bool on = work_switches(app);
    bool done = on ? unlink(path) == 0 : file_write(path, "on\n", 3, true) == FILE_OK;
    app->work->note = done ? NULL : "work.unstored";
    app_refresh(app, false);
}

static const struct screen *const menu_screens[] = {&screen_work_export, &screen_work_update,
                                                    &screen_work_check, &screen_work_touch,
                                                    &screen_work_words};

static const char *const menu_ids[] = {"work.export", "work.update", "work.check", "work.touch",
                                       "work.words"};

static void build_serves(struct app *app, struct page *page)
{
    const struct pack *pack = app->parts.pack;
    char serial[24];
    snprintf(serial, sizeof serial, "%" PRIu64, pack_serial(pack));
    const struct app_value values[] = {
        {"ggd", pack_ggd_name(pack)}, {"serial", serial}, {"date", pack_expires(pack)}};
    const char *id = app->work->note ? app->work->note : "work.serves";
    work_say(app, page, id, values, 3)->style = STYLE_CAPTION;
}

static void build(struct app *app, struct page *page)
{
    build_serves(app, page);
    page_row(page, app_is_upright(app) ? 1 : 2);
    for (size_t i = 0; i < sizeof menu_ids / sizeof menu_ids[0]; i++) {
        build_button(app, page, REGION_BODY, menu_ids[i], i == 0 ? STYLE_PRIMARY : STYLE_PLAIN);
    }
    build_button(app, page, REGION_BODY,
                 work_switches(app) ? "work.switches.off" : "work.switches.on", STYLE_PLAIN);
    work_button(app, page, "work.close", STYLE_PLAIN);
}

static void act(struct app *app, const struct node *node)
{
    app->work->note = NULL;
    for (size_t i = 0; i < sizeof menu_ids / sizeof menu_ids[0]; i++) {
        if (strcmp(node->id, menu_ids[i]) == 0) {
            work_go(app, menu_screens[i]);
            return;
        }
    }
    if (strcmp(node->id, "work.close") == 0) {
        work_close(app);
    } else {
        turn_switches(app);
    }
}

const struct screen screen_work_menu = {.name = "work-menu",
                                        .build = build,
                                        .act = act,
                                        .back = work_close,
                                        .secret_free = true,
                                        .quiet = true,
                                        .staff = true};

// --- six words and six words -------------------------------------------------------------------

static void words_build(struct app *app, struct page *page)
{
    const struct state *state = app->parts.work.state;
    char ggd[160] = "", kiosk[160] = "";
    signature_words(&state->ggd, ggd, sizeof ggd);
    signature_words(&state->kiosk, kiosk, sizeof kiosk);
    work_say(app, page, "work.words.ggd", NULL, 0)->style = STYLE_CAPTION;
    page_add(page, NODE_TEXT, REGION_BODY, "work.words.ggd.six", ggd)->style = STYLE_STRONG;
    work_say(app, page, "work.words.kiosk", NULL, 0)->style = STYLE_CAPTION;
    page_add(page, NODE_TEXT, REGION_BODY, "work.words.kiosk.six", kiosk)->style = STYLE_STRONG;
    work_button(app, page, "work.back", STYLE_PRIMARY);
}

static void words_act(struct app *app, const struct node *node)
{
    (void)node;
    work_to_menu(app);
}

const struct screen screen_work_words = {.name = "work-words",
                                         .build = words_build,
                                         .act = words_act,
                                         .back = work_to_menu,
                                         .secret_free = true,
                                         .quiet = true,
                                         .staff = true};

// --- nobody can begin --------------------------------------------------------------------------

static void full_build(struct app *app, struct page *page)
{
    build_picture(page, "ui.warning");
    work_say(app, page, "work.full", NULL, 0);
    work_button(app, page, "work.title", STYLE_PRIMARY);
}

static void expired_build(struct app *app, struct page *page)
{
    const struct app_value value = {"date", pack_expires(app->parts.pack)};
    build_picture(page, "ui.warning");
    work_say(app, page, "work.fault.refused", &value, 1);
    work_button(app, page, "work.title", STYLE_PRIMARY);
}

static void staff_act(struct app *app, const struct node *node)
{
    (void)node;
    app_go(app, &screen_worker);
}

const struct screen screen_full = {
    .name = "full", .build = full_build, .act = staff_act, .secret_free = true, .quiet = true};
const struct screen screen_expired = {.name = "expired",
                                      .build = expired_build,
                                      .act = staff_act,
                                      .secret_free = true,
                                      .quiet = true};
