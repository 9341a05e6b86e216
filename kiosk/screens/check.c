// All answers, hidden; one touch opens one of them.
#include "app.h"

#include <stdio.h>
#include <string.h>

static void build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_ALL);
    build_text(app, page, "ui.check");
    page_row(page, app->panel.w_px > app->panel.h_px ? 5 : 2);
    int count = (int)form_question_count(pack_form(app->parts.pack));
    for (int i = 0; i < count; i++) {
        char number[12], words[96];
        snprintf(number, sizeof number, "%d", i + 1);
        const struct app_value values[] = {{"number", number}};
        app_fill(app, "ui.check.item", values, 1, words, sizeof words);
        struct node *item = page_add(page, NODE_ITEM, REGION_BODY, "ui.check.item", words);
        item->value = i + 1;
        item->wordless = true;
        snprintf(item->detail, sizeof item->detail, "%s", number);
        snprintf(item->pictogram, sizeof item->pictogram, "ui.hidden");
    }
    build_envelope(page);
    struct node *done = build_button(app, page, REGION_FOOT, "ui.check.done", STYLE_PRIMARY);
    snprintf(done->pictogram, sizeof done->pictogram, "ui.next");
    page_say(page, "ui.check.done");
}

static void act(struct app *app, const struct node *node)
{
    if (strcmp(node->id, "ui.check.done") == 0) {
        app_go(app, &screen_seal);
        return;
    }
    app->step = node->value - 1;
    app->from_check = true;
    app_go(app, &screen_question);
}

static void back(struct app *app)
{
    app->step = (int)form_question_count(pack_form(app->parts.pack)) - 1;
    app->from_check = false;
    app_go(app, &screen_question);
}

static void enter(struct app *app)
{
    app->from_check = false;
}

const struct screen screen_check = {
    .name = "check", .enter = enter, .build = build, .act = act, .back = back};
