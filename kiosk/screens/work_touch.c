// Calibration for a panel that reports wrongly: five crosses are touched, and a map is tried out.
// Nothing on these pages has to be hit: a touch anywhere counts, Esc goes back, and what nobody
// confirms within 15 s is undone.
#include "app.h"
#include "work.h"

#include <stdio.h>

enum { TRIAL_MS = 15000, WAIT_MS = 60000 };

static const float places[WORK_CROSSES][2] = {
    {0.1f, 0.12f}, {0.9f, 0.12f}, {0.9f, 0.88f}, {0.1f, 0.88f}, {0.5f, 0.5f}};

static void restart(struct app *app)
{
    struct work *work = app->work;
    *app->parts.work.touch = touch_map_none; // the crosses want what the panel itself says
    work->cross = 0;
    work->trial = false;
    app_after(app, WAIT_MS);
    app_refresh(app, false);
}

static void enter(struct app *app)
{
    struct work *work = app->work;
    if (!work->calibrating) {
        work->before = *app->parts.work.touch;
    }
    work->calibrating = true;
    work->note = NULL;
    restart(app);
}

static void leave(struct app *app, const char *note)
{
    app->work->calibrating = false;
    app->work->note = note;
    work_to_menu(app);
}

static void undo(struct app *app)
{
    *app->parts.work.touch = app->work->before;
    leave(app, "work.touch.undone");
}

static void keep(struct app *app)
{
    const struct touch_map *fitted = &app->work->fitted;
    if (touch_map_write(app->parts.work.state->folder, fitted)) {
        leave(app, "work.touch.kept");
    } else {
        *app->parts.work.touch = app->work->before;
        leave(app, "work.unstored");
    }
}

// --- the page ----------------------------------------------------------------------------------

static void build_words(struct app *app, struct page *page, const char *id, float at_y)
{
    struct node *node = page_add(page, NODE_TEXT, REGION_PANEL, id, app_text(app, id));
    node->at_x = 0.5f;
    node->at_y = at_y;
}

static void build(struct app *app, struct page *page)
{
    struct work *work = app->work;
    if (work->trial) {
        build_words(app, page, "work.touch.trial", 0.4f);
        return;
    }
    const float *place = places[work->cross];
    struct node *cross = page_add(page, NODE_TEXT, REGION_PANEL, "work.cross", "+");
    cross->style = STYLE_STRONG;
    cross->at_x = place[0];
    cross->at_y = place[1];
    build_words(app, page, work->note ? work->note : "work.touch.cross", 0.3f);
}

// --- touches -----------------------------------------------------------------------------------

static void fit(struct app *app)
{
    struct work *work = app->work;
    static const char *const refused[] = {[TOUCH_FIT_FEW] = "work.touch.loose",
                                          [TOUCH_FIT_FLAT] = "work.touch.flat",
                                          [TOUCH_FIT_LOOSE] = "work.touch.loose"};
    enum touch_fit result = touch_fit(work->pairs, WORK_CROSSES, &work->fitted);
    if (result != TOUCH_FIT_GOOD) {
        work->note = refused[result];
        restart(app);
        return;
    }
    *app->parts.work.touch = work->fitted;
    work->trial = true;
    app_after(app, TRIAL_MS);
    app_refresh(app, false);
}

// Where the cross stood is known from the page that showed it.
static void missed(struct app *app)
{
    struct work *work = app->work;
    if (work->trial) {
        keep(app);
        return;
    }
    const float *place = places[work->cross];
    work->pairs[work->cross++] =
        (struct touch_pair){place[0], place[1], app->touched_x_px / (float)app->panel.w_px,
                            app->touched_y_px / (float)app->panel.h_px};
    if (work->cross == WORK_CROSSES) {
        fit(app);
    } else {
        work->note = NULL;
        app_after(app, WAIT_MS);
        app_refresh(app, false);
    }
}

// A keyboard confirms with Enter: it is told as a touch on the page.
static void due(struct app *app)
{
    undo(app);
}

const struct screen screen_work_touch = {.name = "work-touch",
                                         .enter = enter,
                                         .build = build,
                                         .missed = missed,
                                         .confirm = missed,
                                         .back = undo,
                                         .due = due,
                                         .secret_free = true,
                                         .quiet = true,
                                         .staff = true};
