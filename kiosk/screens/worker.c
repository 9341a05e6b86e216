// For those who look after the kiosk. They can write the sealed batch; they can't see answers,
// languages, times or how many took part, because nothing here knows.
#include "app.h"

#include <stdio.h>
#include <string.h>

// A file's name or a path is longer than a line: unlike a phone number it may break at its spaces,
// hyphens and slashes. U+00A0 -> space, U+2011 -> U+2010 (a break may follow), U+2060 goes.
static void let_break(char *words)
{
    char *to = words;
    for (const char *at = words; *at;) {
        if (strncmp(at, "\u00a0", 2) == 0) {
            *to++ = ' ';
            at += 2;
        } else if (strncmp(at, "\u2060", 3) == 0) {
            at += 3;
        } else if (strncmp(at, "\u2011", 3) == 0) {
            memcpy(to, "\u2010", 3);
            to += 3;
            at += 3;
        } else {
            *to++ = *at++;
        }
    }
    *to = '\0';
}

static void build_note(struct app *app, struct page *page)
{
    char words[320];
    const struct app_value values[] = {{"name", app->work_name}, {"reason", app->work_reason}};
    app_fill(app, app->work_note, values, 2, words, sizeof words);
    let_break(words);
    page_add(page, NODE_TEXT, REGION_BODY, app->work_note, words);
}

static void build(struct app *app, struct page *page)
{
    const struct pack *pack = app->parts.pack;
    char words[320], serial[24];
    snprintf(serial, sizeof serial, "%llu", (unsigned long long)pack_serial(pack));
    const struct app_value values[] = {
        {"ggd", pack_ggd_name(pack)}, {"serial", serial}, {"date", pack_expires(pack)}};
    build_picture(page, "ui.worker");
    page_add(page, NODE_TEXT, REGION_BODY, "work.title", app_text(app, "work.title"))->style =
        STYLE_STRONG;
    if (app->work_note) {
        build_note(app, page);
    } else {
        app_fill(app, "work.serves", values, 3, words, sizeof words);
        page_add(page, NODE_TEXT, REGION_BODY, "work.serves", words);
        page_add(page, NODE_TEXT, REGION_BODY, "work.export.what",
                 app_text(app, "work.export.what"));
        build_button(app, page, REGION_FOOT, "work.export", STYLE_PRIMARY);
    }
    build_button(app, page, REGION_FOOT, "work.close", STYLE_PLAIN);
}

static void act(struct app *app, const struct node *node)
{
    if (strcmp(node->id, "work.close") == 0) {
        app_wipe(app);
        return;
    }
    bool done =
        app->parts.export_batch(app->parts.export_context, app->work_name, sizeof app->work_name,
                                app->work_reason, sizeof app->work_reason);
    app->work_note = done ? "work.export.done" : "work.export.failed";
    app_refresh(app, false);
}

static void back(struct app *app)
{
    app_wipe(app);
}

const struct screen screen_worker = {
    .name = "worker", .build = build, .act = act, .back = back, .secret_free = true};

static void full_build(struct app *app, struct page *page)
{
    build_picture(page, "ui.warning");
    page_add(page, NODE_TEXT, REGION_BODY, "work.full", app_text(app, "work.full"));
    build_button(app, page, REGION_FOOT, "work.export", STYLE_PRIMARY);
}

static void full_act(struct app *app, const struct node *node)
{
    app_go(app, &screen_worker);
    act(app, node);
}

const struct screen screen_full = {
    .name = "full", .build = full_build, .act = full_act, .secret_free = true};
