// Large cards, each a language's own name in its own script, no flags. The first touch says the
// name in that language, the second chooses it: who can't read finds the language by ear.
#include "app.h"

#include <stdio.h>
#include <string.h>

static int columns(const struct app *app)
{
    bool upright = app_is_upright(app);
    int count = app->fitting;
    return upright ? (count <= 5 ? 1 : 2) : (count <= 4 ? 2 : count <= 12 ? 3 : 4);
}

static void build_card(struct app *app, struct page *page, int index)
{
    const struct pack_language *language = pack_language(app->parts.pack, (size_t)index);
    struct node *card = page_add(page, NODE_CARD, REGION_BODY, "ui.language", language->name);
    card->value = index;
    card->writing = writing_find(language->code);
    card->selected = app->candidate == index;
    if (card->selected) {
        snprintf(card->pictogram, sizeof card->pictogram, "ui.next");
    }
    if (language->draft) {
        snprintf(card->detail, sizeof card->detail, "%s",
                 pack_text(app->parts.pack, language->code, "ui.draft"));
    }
}

static void build(struct app *app, struct page *page)
{
    int count = (int)pack_language_count(app->parts.pack);
    int fitting = list_fitting(app, count);
    if (app->candidate >= app->first + fitting) { // what was touched stays there
        app->first = app->candidate - fitting + 1;
    }
    build_bar(app, page, BAR_VOLUME);
    struct node *heard = page_add(page, NODE_PICTURE, REGION_BAR_START, NULL, "");
    snprintf(heard->pictogram, sizeof heard->pictogram, "ui.headphones");
    page_row(page, columns(app));
    for (int i = app->first; i < count && i < app->first + fitting; i++) {
        build_card(app, page, i);
    }
    build_arrows(app, page, count);
}

static void choose(struct app *app, int index)
{
    const struct pack_language *language = pack_language(app->parts.pack, (size_t)index);
    if (app->candidate != index) {
        app->candidate = index;
        app_refresh(app, false);
        app_say(app, language->code, "ui.language");
        return;
    }
    app->language = index;
    app->step = 0;
    app_go(app, language->voice ? &screen_welcome : &screen_voiceless);
}

static void act(struct app *app, const struct node *node)
{
    if (node->kind == NODE_CARD) {
        choose(app, node->value);
    } else {
        app->candidate = -1;
        list_turn(app, node);
    }
}

// Staff: the upper start corner was held (input.c).
static void due(struct app *app)
{
    app_wipe(app);
    app_go(app, &screen_worker);
}

const struct screen screen_languages = {.name = "languages",
                                        .build = build,
                                        .act = act,
                                        .due = due,
                                        .lighten = list_lighten,
                                        .secret_free = true};
