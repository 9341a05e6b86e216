// All answers, hidden; one touch opens one of them. They can be heard, one after the other.
#include "app.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

enum {
    COLUMNS_MOST = 6, // of a panel of 10 inches
    BESIDE = 24,      // of the page: bars, foot, mark, words
};

static_assert((int)FORM_MAX_ITEMS + BESIDE <= (int)PAGE_MAX_NODES, "an item for each question");
static_assert(2 * (int)FORM_MAX_ITEMS + CONTACT_SAID_MAX + 4 <= (int)PAGE_MAX_PROMPTS,
              "all said at once");

static void build_item(struct app *app, struct page *page, int number)
{
    char words[96], digits[12];
    snprintf(digits, sizeof digits, "%d", number);
    const struct app_value values[] = {{"number", digits}};
    app_fill(app, "ui.check.item", values, 1, words, sizeof words);
    struct node *item = page_add(page, NODE_ITEM, REGION_BODY, "ui.check.item", words);
    item->value = number;
    item->wordless = true;
    snprintf(item->detail, sizeof item->detail, "%s", digits);
    snprintf(item->pictogram, sizeof item->pictogram, "ui.hidden");
}

static void build_contact(struct app *app, struct page *page)
{
    struct node *item = page_add(page, NODE_ITEM, REGION_BODY, "ui.check.contact",
                                 app_text(app, "ui.check.contact"));
    item->wordless = true;
    snprintf(item->pictogram, sizeof item->pictogram, "ui.contact");
}

// Each question and what was answered, then whether and how the GGD may make contact.
static void say_answers(struct app *app, struct page *page)
{
    const char *contact[CONTACT_SAID_MAX];
    page->prompt_count = 0;
    for (int i = 0; i < app_question_count(app); i++) {
        const struct form_item *item = app_question(app, i);
        uint8_t answer = *app_answer(app, i);
        if (answer > 0) {
            page_say(page, item->link_id);
            page_say(page, item->options[answer - 1].key);
        }
    }
    int count = contact_said(app, contact);
    for (int i = 0; i < count; i++) {
        page_say(page, contact[i]);
    }
}

static int item_count(const struct app *app)
{
    return app_question_count(app) + (pack_policy(app->parts.pack)->channels != 0);
}

// The questions, then contact where the site asks for it; as many as fit.
static void build_items(struct app *app, struct page *page)
{
    int questions = app_question_count(app);
    int count = item_count(app);
    int fitting = list_fitting(app, count);
    int last = app->first + fitting < count ? app->first + fitting : count;
    bool upright = app_is_upright(app);
    int half = (count + 1) / 2;
    page_row(page, upright ? 4 : half < COLUMNS_MOST ? half : COLUMNS_MOST);
    for (int i = app->first; i < last; i++) {
        if (i < questions) {
            build_item(app, page, i + 1);
        } else {
            build_contact(app, page);
        }
    }
    build_arrows(app, page, count);
}

// Where arrows stand beside it there is no room for its words.
static void build_hear(struct app *app, struct page *page)
{
    struct node *hear = build_button(app, page, REGION_FOOT, "ui.check.listen", STYLE_PLAIN);
    snprintf(hear->pictogram, sizeof hear->pictogram, "ui.listen");
    hear->wordless = app->first > 0 || app->fitting < item_count(app);
}

static void build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_ALL);
    build_text(app, page, "ui.check");
    build_items(app, page);
    build_envelope(app, page);
    if (app_has_voice(app)) {
        build_hear(app, page);
    }
    struct node *done = build_button(app, page, REGION_FOOT, "ui.check.done", STYLE_PRIMARY);
    snprintf(done->pictogram, sizeof done->pictogram, "ui.next");
    page_say(page, "ui.check.done");
    if (app->overview) {
        say_answers(app, page);
    }
}

static void hear_answers(struct app *app)
{
    app->overview = true;
    app_refresh(app, true);
    app->sound.asked = true;
}

static void act(struct app *app, const struct node *node)
{
    if (strcmp(node->id, "ui.check.done") == 0) {
        app->tries = 0;
        app_go(app, &screen_seal);
    } else if (strcmp(node->id, "ui.check.listen") == 0) {
        hear_answers(app);
    } else if (list_is_arrow(node)) {
        app->overview = false;
        list_turn(app, node);
    } else {
        bool contact = strcmp(node->id, "ui.check.contact") == 0;
        app->step = contact ? 0 : node->value - 1;
        app->from_check = true;
        app_go(app, contact ? &screen_contact : &screen_question);
    }
}

static void back(struct app *app)
{
    bool contact = pack_policy(app->parts.pack)->channels != 0;
    app->step = contact ? contact_last_page(app) : app_question_count(app) - 1;
    app_go(app, contact ? &screen_contact : &screen_question);
}

// Whoever comes back may not be alone any more: the answers are said when asked for again.
static void resume(struct app *app)
{
    app->overview = false;
}

static void enter(struct app *app)
{
    app->from_check = false;
    app->first = app->fitting = 0;
    resume(app);
}

const struct screen screen_check = {.name = "check",
                                    .enter = enter,
                                    .resume = resume,
                                    .build = build,
                                    .act = act,
                                    .back = back,
                                    .lighten = list_lighten,
                                    .intimate = true};
