// What the worker's screens share.
#include "work.h"

#include "app.h"
#include "hash.h"
#include "pack_age.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

// --- for the app -------------------------------------------------------------------------------

struct work *work_create(struct app *app)
{
    struct work *work = arena_take(app->parts.arena, sizeof *work);
    if (work) {
        pin_open(&work->pin, app->parts.work.state->folder, 0);
    }
    return work;
}

// The PIN's wait stays; everything else goes. A calibration that nobody confirmed goes with it.
void work_wipe(struct app *app)
{
    struct work *work = app->work;
    struct pin pin = work->pin;
    bool entered = work->entered, reload = work->reload;
    if (work->calibrating) {
        *app->parts.work.touch = work->before;
    }
    memory_wipe(work, sizeof *work);
    work->pin = pin;
    work->entered = entered;
    work->reload = reload;
}

const struct screen *work_first_screen(const struct app *app)
{
    char today[11];
    app->parts.work.today(app->parts.work.context, today);
    if (!app->work->pin.set && !pack_is_demo(app->parts.pack)) {
        return &screen_worker; // nobody but its staff may choose the PIN
    }
    if (pack_age(app->parts.pack, today) == PACK_REFUSED) {
        return &screen_expired;
    }
    return spool_free_slots(app->parts.spool) == 0 ? &screen_full : &screen_languages;
}

bool work_take_reload(struct app *app)
{
    bool reload = app->work->reload;
    app->work->reload = false;
    return reload;
}

void work_reloaded(struct app *app)
{
    struct work *work = app->work;
    work->known = true;
    work->entered = true;
    struct work_line *line = &work->lines[work->line_count++];
    line->id = "work.update.pack";
    snprintf(line->serial, sizeof line->serial, "%llu",
             (unsigned long long)pack_serial(app->parts.pack));
    app_go(app, &screen_work_update);
}

void work_begin(struct app *app)
{
    app->work->first_time = true;
    app_go(app, &screen_worker);
}

bool work_switches(const struct app *app)
{
    char path[STATE_PATH_BYTES];
    snprintf(path, sizeof path, "%s/switches", app->parts.work.state->folder);
    return access(path, F_OK) == 0;
}

// --- going about -------------------------------------------------------------------------------

void work_go(struct app *app, const struct screen *screen)
{
    app_go(app, app->work->known ? screen : &screen_worker);
}

void work_close(struct app *app)
{
    app_wipe(app);
}

void work_to_menu(struct app *app)
{
    work_go(app, &screen_work_menu);
}

// --- words -------------------------------------------------------------------------------------

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// A file's name or a path is longer than a line: unlike a phone number it may break at its spaces,
// hyphens and slashes. U+00A0 -> space, U+2011 -> U+2010 (a break may follow; not in a date),
// U+2060 goes.
static void let_break(char *words)
{
    char *to = words;
    for (const char *at = words; *at;) {
        if (strncmp(at, "\u00a0", 2) == 0) {
            *to++ = ' ';
            at += 2;
        } else if (strncmp(at, "\u2060", 3) == 0) {
            at += 3;
        } else if (strncmp(at, "\u2011", 3) == 0 &&
                   !(to > words && is_digit(to[-1]) && is_digit(at[3]))) {
            memcpy(to, "\u2010", 3);
            to += 3;
            at += 3;
        } else {
            *to++ = *at++;
        }
    }
    *to = '\0';
}

struct node *work_say(struct app *app, struct page *page, const char *id,
                      const struct app_value *values, size_t count)
{
    char words[PAGE_NAME_BYTES];
    app_fill(app, id, values, count, words, sizeof words);
    let_break(words);
    return page_add(page, NODE_TEXT, REGION_BODY, id, words);
}

void work_small(struct page *page, const char *words)
{
    if (words[0] != '\0') {
        page_add(page, NODE_TEXT, REGION_BODY, "work.reason", words)->style = STYLE_CAPTION;
    }
}

void work_button(struct app *app, struct page *page, const char *id, enum node_style style)
{
    build_button(app, page, REGION_FOOT, id, style);
}

// --- the stick ---------------------------------------------------------------------------------

bool work_poll(struct app *app)
{
    struct stick_status status = {0}, *before = &app->work->stick;
    stick_status_read(app->parts.work.state->folder, &status);
    bool changed = memcmp(&status, before, sizeof status) != 0;
    if (changed) {
        *before = status;
        app->activity_ms = app->now_ms; // something goes on: nobody has walked away
    }
    return changed;
}

const char *work_stick_text(const struct app *app, const char *done)
{
    static const char *const texts[STICK_STATES] = {
        [STICK_NONE] = "work.stick.none",        [STICK_READING] = "work.stick.reading",
        [STICK_THERE] = "work.stick.there",      [STICK_WRITING] = "work.stick.writing",
        [STICK_DONE] = "work.stick.there",       [STICK_FULL] = "work.stick.full",
        [STICK_READ_ONLY] = "work.stick.locked", [STICK_PULLED] = "work.stick.pulled",
        [STICK_DAMAGED] = "work.stick.damaged",  [STICK_NO_BATCH] = "work.stick.no-batch",
        [STICK_NO_ROOM] = "work.stick.no-room",
    };
    return app->work->carried ? done : texts[app->work->stick.state];
}
