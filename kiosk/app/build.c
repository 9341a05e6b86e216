// The building blocks that screens share.
#include "app.h"

#include "speech.h"

#include <stdio.h>
#include <string.h>

enum { WIDE_MM = 260 };

static void add_control(struct app *app, struct page *page, enum node_region region, const char *id)
{
    struct node *node = page_add(page, NODE_CONTROL, region, id, app_text(app, id));
    node->wordless = true;
    snprintf(node->pictogram, sizeof node->pictogram, "%s", id);
}

// Room in the bar for more than what everybody needs.
static bool is_wide(const struct app *app)
{
    return (float)app->panel.w_px / app->panel.px_per_mm >= WIDE_MM;
}

// What leads nowhere from here isn't offered.
static bool is_useless(const struct app *app, enum bar bar)
{
    switch (bar) {
    case BAR_BACK:
        return !app->screen->back;
    case BAR_STOP:
        return app_is_open(app, &screen_stop);
    case BAR_HELP:
        return app_is_open(app, &screen_help_now) || app->screen == &screen_help ||
               app_is_open(app, &screen_place);
    case BAR_SETTINGS:
        return app_is_open(app, &screen_settings);
    default:
        return false;
    }
}

void build_bar(struct app *app, struct page *page, unsigned wanted)
{
    static const struct {
        enum bar bar;
        enum node_region region;
        const char *id;
    } bars[] = {
        {BAR_BACK, REGION_BAR_START, "ui.back"},   {BAR_STOP, REGION_BAR_START, "ui.stop"},
        {BAR_HIDE, REGION_BAR_END, "ui.hide"}, // in the corner: found without looking
        {BAR_HELP, REGION_BAR_END, "ui.help-now"}, {BAR_SETTINGS, REGION_BAR_END, "ui.settings"},
        {BAR_VOLUME, REGION_BAR_END, "ui.louder"}, {BAR_VOLUME, REGION_BAR_END, "ui.softer"},
        {BAR_LISTEN, REGION_BAR_END, "ui.listen"},
    };
    if (is_wide(app) && (wanted & BAR_SETTINGS)) {
        wanted |= BAR_VOLUME;
    }
    for (size_t i = 0; i < sizeof bars / sizeof bars[0]; i++) {
        if ((wanted & (unsigned)bars[i].bar) && !is_useless(app, bars[i].bar)) {
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

struct node *build_choice(struct app *app, struct page *page, const char *id)
{
    struct node *node = build_button(app, page, REGION_BODY, id, STYLE_PLAIN);
    snprintf(node->pictogram, sizeof node->pictogram, "%s", id);
    page_say(page, id);
    return node;
}

static enum node_style option_style(const struct form_item *item, size_t index)
{
    // Two ways to answer and one to decline: told apart by shape and tint as well as by words.
    bool pair = item->option_count <= 3 && !item->options[index].declines;
    return !pair ? STYLE_PLAIN : index == 0 ? STYLE_YES : STYLE_NO;
}

// Five are a scale: in one line, from end to end.
int build_answer_columns(const struct app *app, const struct form_item *item)
{
    int answers = 0;
    for (size_t i = 0; i < item->option_count; i++) {
        answers += !item->options[i].declines;
    }
    return answers == 5 ? (app_is_upright(app) ? 1 : 5) : answers == 3 ? 3 : 2;
}

struct node *build_option(struct app *app, struct page *page, const struct form_item *item,
                          size_t index)
{
    const struct form_option *option = &item->options[index];
    bool large = item->option_count <= 4 && !option->declines; // a few: large sheets
    struct node *node = page_add(page, large ? NODE_ANSWER : NODE_BUTTON, REGION_BODY, option->key,
                                 app_text(app, option->key));
    node->value = (int)index + 1;
    node->style = option_style(item, index);
    snprintf(node->pictogram, sizeof node->pictogram, "%s", option->key);
    page_say(page, option->key);
    return node;
}

void build_pair(struct app *app, struct page *page, const char *first, const char *second)
{
    const char *ids[] = {first, second};
    page_row(page, 2);
    for (int i = 0; i < 2; i++) {
        struct node *node = page_add(page, NODE_ANSWER, REGION_BODY, ids[i], app_text(app, ids[i]));
        node->style = i == 0 ? STYLE_YES : STYLE_NO;
        page_say(page, ids[i]);
    }
}

struct node *build_next(struct app *app, struct page *page)
{
    struct node *node = build_button(app, page, REGION_FOOT, "ui.next", STYLE_PRIMARY);
    snprintf(node->pictogram, sizeof node->pictogram, "ui.next");
    return node;
}

// --- the envelope ------------------------------------------------------------------------------

enum { SHEETS_SHOWN = 2 }; // more look the same

static int count_sheets(const struct app *app)
{
    int count = 0;
    for (int i = 0; i < FORM_MAX_ITEMS && count < SHEETS_SHOWN; i++) {
        count += app->session->answers.option[i] != 0;
    }
    return count;
}

static void add_envelope(struct app *app, struct page *page, enum node_region region)
{
    struct node *node = page_add(page, NODE_WAITING, region, NULL, "");
    node->total = count_sheets(app);
}

void build_envelope(struct app *app, struct page *page)
{
    add_envelope(app, page, REGION_FOOT);
}

// The questions that the welcome speaks of; the closing ones, asked by policy, are not counted.
static int counted_questions(const struct app *app)
{
    int count = 0, all = app_question_count(app);
    for (int i = 0; i < all; i++) {
        count += strcmp(app_question(app, i)->group, "closing") != 0;
    }
    return count;
}

void build_thread(struct app *app, struct page *page, int question)
{
    char number[12], total[12], words[96] = "";
    int count = counted_questions(app);
    if (question >= 1 && question <= count) {
        snprintf(number, sizeof number, "%d", question);
        snprintf(total, sizeof total, "%d", count);
        const struct app_value values[] = {{"number", number}, {"total", total}};
        app_fill(app, "ui.progress", values, 2, words, sizeof words);
    }
    const char *id = words[0] ? "ui.progress" : NULL; // else nothing is counted
    struct node *dots = page_add(page, NODE_PROGRESS, REGION_BAR_MIDDLE, id, words);
    dots->value = question <= count ? question : count + 1;
    dots->total = count;
    add_envelope(app, page, REGION_BAR_MIDDLE);
}

// --- more than fits on a page ------------------------------------------------------------------

enum { ARROW = 1 }; // tells it from the way on, which has the same name

int list_fitting(struct app *app, int count)
{
    app->fitting = app->fitting > 0 ? app->fitting : count;
    return app->fitting;
}

void build_arrows(struct app *app, struct page *page, int count)
{
    static const char *const ids[] = {"ui.back", "ui.next"};
    static const char *const pictograms[] = {"ui.fewer", "ui.more"};
    bool wanted[] = {app->first > 0, app->first + app->fitting < count};
    for (int i = 0; i < 2; i++) {
        if (wanted[i]) {
            struct node *arrow = build_button(app, page, REGION_FOOT, ids[i], STYLE_PLAIN);
            snprintf(arrow->pictogram, sizeof arrow->pictogram, "%s", pictograms[i]);
            arrow->wordless = true;
            arrow->value = ARROW;
        }
    }
}

bool list_is_arrow(const struct node *node)
{
    return node->kind == NODE_BUTTON && node->wordless && node->value == ARROW;
}

void list_turn(struct app *app, const struct node *arrow)
{
    bool onward = strcmp(arrow->id, "ui.next") == 0;
    app->first += onward ? app->fitting : -app->fitting;
    app->first = app->first < 0 ? 0 : app->first;
    app_refresh(app, true); // what stands there now is news
}

// The page goes on beginning where it began: whoever touched the arrow must not see the first page
// again because fewer fit on the second. On the way back pages may overlap; nothing is passed over.
bool list_lighten(struct app *app)
{
    if (app->fitting <= 1) {
        return false;
    }
    app->fitting--;
    return true;
}

// --- the mark ----------------------------------------------------------------------------------

// Appends a sentence to the mark.
static void add_remark(char *words, size_t room, const char *remark)
{
    size_t length = strlen(words);
    snprintf(words + length, room - length, "%s%s", length ? " " : "", remark);
}

static const char *sound_remark(const struct app *app)
{
    bool kept_silent = app->unplugged && app->screen->intimate && !speech_allowed(app);
    return app->mute ? "ui.sound-missing" : kept_silent ? "ui.headphones.out" : NULL;
}

void build_mark(struct app *app, struct page *page, enum mark mark)
{
    const struct pack_language *language = app_language(app);
    const char *sound = sound_remark(app);
    bool demo = pack_is_demo(app->parts.pack);
    const char *ids[3];
    int count = 0;
    char words[PAGE_NAME_BYTES] = "";
    if (demo) {
        ids[count++] = "ui.demo";
    }
    if (!app->screen->quiet && sound && mark == MARK_WHOLE) {
        ids[count++] = sound;
    }
    if (!app->screen->quiet && language && language->draft && !(demo && mark == MARK_TRY_OUT)) {
        ids[count++] = "ui.draft";
    }
    // Of a hidden screen nobody learns the person's language.
    const char *code = app->screen->quiet ? pack_policy(app->parts.pack)->default_language
                                          : app_language_code(app);
    for (int i = 0; i < count; i++) {
        add_remark(words, sizeof words, pack_text(app->parts.pack, code, ids[i]));
    }
    if (count > 0) {
        struct node *node = page_add(page, NODE_TEXT, REGION_MARK, ids[0], words);
        node->writing = writing_find(code);
        node->style = demo ? STYLE_BAND : STYLE_CAPTION;
    }
}
