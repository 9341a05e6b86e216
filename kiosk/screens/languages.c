// Large cards, each a language's own name in its own script, no flags. The first touch says the
// name in that language, the second chooses it: who can't read finds the language by ear.
#include "app.h"

#include <stdio.h>

static void build(struct app *app, struct page *page)
{
    size_t count = pack_language_count(app->parts.pack);
    build_bar(app, page, BAR_VOLUME);
    struct node *heard = page_add(page, NODE_PICTURE, REGION_BAR_START, NULL, "");
    snprintf(heard->pictogram, sizeof heard->pictogram, "ui.headphones");
    bool upright = app->panel.h_px > app->panel.w_px;
    page_row(page, upright ? (count <= 5 ? 1 : 2) : (count <= 4 ? 2 : count <= 9 ? 3 : 4));
    for (size_t i = 0; i < count; i++) {
        const struct pack_language *language = pack_language(app->parts.pack, i);
        struct node *card = page_add(page, NODE_CARD, REGION_BODY, "ui.language", language->name);
        card->value = (int)i;
        card->writing = writing_find(language->code);
        card->selected = app->candidate == (int)i;
        if (card->selected) {
            snprintf(card->pictogram, sizeof card->pictogram, "ui.next");
        }
        if (language->draft) {
            snprintf(card->detail, sizeof card->detail, "%s",
                     pack_text(app->parts.pack, language->code, "ui.draft"));
        }
    }
}

static void act(struct app *app, const struct node *node)
{
    if (app->candidate != node->value) {
        app->candidate = node->value;
        app_refresh(app, false);
        app_say(app, pack_language(app->parts.pack, (size_t)node->value)->code, node->id);
        return;
    }
    app->language = node->value;
    app->step = 0;
    bool voice = pack_language(app->parts.pack, (size_t)node->value)->voice;
    app_go(app, voice ? &screen_welcome : &screen_voiceless);
}

// Staff: the upper start corner was held (app.c).
static void due(struct app *app)
{
    app_wipe(app);
    app_go(app, &screen_worker);
}

const struct screen screen_languages = {
    .name = "languages", .build = build, .act = act, .due = due, .secret_free = true};
