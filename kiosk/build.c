// The building blocks that screens share.
#include "app.h"

#include <stdio.h>

static void add_control(struct app *app, struct page *page, enum node_region region, const char *id)
{
    struct node *node = page_add(page, NODE_CONTROL, region, id, app_text(app, id));
    node->wordless = true;
    snprintf(node->pictogram, sizeof node->pictogram, "%s", id);
}

void build_bar(struct app *app, struct page *page, unsigned wanted)
{
    static const struct {
        enum bar bar;
        enum node_region region;
        const char *id;
    } bars[] = {
        {BAR_BACK, REGION_BAR_START, "ui.back"},    {BAR_STOP, REGION_BAR_START, "ui.stop"},
        {BAR_SIZE, REGION_BAR_END, "ui.text-size"}, {BAR_VOLUME, REGION_BAR_END, "ui.louder"},
        {BAR_VOLUME, REGION_BAR_END, "ui.softer"},  {BAR_LISTEN, REGION_BAR_END, "ui.listen"},
    };
    for (size_t i = 0; i < sizeof bars / sizeof bars[0]; i++) {
        bool useless = bars[i].bar == BAR_BACK && !app->screen->back;
        if ((wanted & (unsigned)bars[i].bar) && !useless) {
            add_control(app, page, bars[i].region, bars[i].id);
        }
    }
}

struct node *build_text(struct app *app, struct page *page, const char *id)
{
    page_say(page, id);
    return page_add(page, NODE_TEXT, REGION_BODY, id, app_text(app, id));
}

struct node *build_picture(struct page *page, const char *pictogram)
{
    struct node *node = page_add(page, NODE_PICTURE, REGION_BODY, NULL, "");
    snprintf(node->pictogram, sizeof node->pictogram, "%s", pictogram);
    return node;
}

struct node *build_button(struct app *app, struct page *page, enum node_region region,
                          const char *id, enum node_style style)
{
    struct node *node = page_add(page, NODE_BUTTON, region, id, app_text(app, id));
    node->style = style;
    return node;
}

struct node *build_next(struct app *app, struct page *page)
{
    struct node *node = build_button(app, page, REGION_FOOT, "ui.next", STYLE_PRIMARY);
    snprintf(node->pictogram, sizeof node->pictogram, "ui.next");
    return node;
}

void build_envelope(struct page *page)
{
    struct node *node = page_add(page, NODE_PICTURE, REGION_FOOT, NULL, "");
    snprintf(node->pictogram, sizeof node->pictogram, "ui.envelope-open");
}

void build_mark(struct app *app, struct page *page)
{
    const struct pack_language *language = app_language(app);
    const char *draft = language && language->draft ? app_text(app, "ui.draft") : "";
    const char *mute = app->mute ? app_text(app, "ui.sound-missing") : "";
    if (draft[0] == '\0' && mute[0] == '\0') {
        return;
    }
    char words[PAGE_NAME_BYTES];
    snprintf(words, sizeof words, "%s%s%s", mute, mute[0] && draft[0] ? " " : "", draft);
    struct node *node =
        page_add(page, NODE_TEXT, REGION_MARK, mute[0] ? "ui.sound-missing" : "ui.draft", words);
    node->style = STYLE_CAPTION;
}
