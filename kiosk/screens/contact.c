// May the GGD make contact, how, and whom would the person like to talk to (R8, R9). One thing a
// screen; No is as large as Yes and ends it; a wish can be passed over. What was chosen before is
// hidden until asked for, as with the questions.
#include "app.h"
#include "hash.h"
#include "keypad.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static struct contact *contact_of(struct app *app)
{
    return &app->session->context.contact;
}

// CONTACT_CHANNELS: not chosen yet.
static enum contact_channel channel_of(struct app *app)
{
    uint8_t option = contact_of(app)->option[CONTACT_CHANNEL];
    return option ? (enum contact_channel)(option - 1) : CONTACT_CHANNELS;
}

static enum contact_reach reach_of(struct app *app)
{
    enum contact_channel channel = channel_of(app);
    return channel < CONTACT_CHANNELS ? contact_reach(channel) : REACH_NOTHING;
}

// --- the pages of this screen ------------------------------------------------------------------

struct contact_page {
    const char *question;                     // message
    enum contact_field field;                 // CONTACT_FIELDS: not an option of a field
    const char *options[CONTACT_MAX_OPTIONS]; // messages, in the order of contact_choices
    void (*build)(struct app *app, struct page *page);
    void (*act)(struct app *app, const struct node *node);
    bool (*asked)(struct app *app);
    bool (*said)(struct app *app);
};

static const struct contact_page *page_of(const struct app *app);
static void forward(struct app *app);

static bool always(struct app *app)
{
    (void)app;
    return true;
}

static bool permitted(struct app *app)
{
    return contact_of(app)->option[CONTACT_PERMISSION] == 1;
}

static bool option_said(struct app *app)
{
    return contact_of(app)->option[page_of(app)->field] != 0;
}

// --- one of a few options ----------------------------------------------------------------------

static void build_option_of(struct app *app, int index, struct node *node)
{
    const struct contact_page *here = page_of(app);
    node->value = index + 1;
    node->selected = app->reveal && contact_of(app)->option[here->field] == index + 1;
}

static void build_permission(struct app *app, struct page *page)
{
    const struct contact_page *here = page_of(app);
    build_picture(page, "ui.contact");
    build_text(app, page, here->question);
    build_text(app, page, "ui.contact.free");
    build_pair(app, page, here->options[0], here->options[1]);
    for (int i = 0; i < 2; i++) {
        struct node *node = page_find(page, here->options[i], -1);
        snprintf(node->pictogram, sizeof node->pictogram, "%s", here->options[i]);
        build_option_of(app, i, node);
    }
}

enum { NONE_OF_THEM = -1 }; // of the ways: whoever has no telephone and no address goes on as well

// The options of a field that this site offers, by index.
static int offered_options(const struct app *app, int offered[CONTACT_MAX_OPTIONS])
{
    const struct contact_page *here = page_of(app);
    uint32_t mask =
        here->field == CONTACT_CHANNEL ? pack_policy(app->parts.pack)->channels : UINT32_MAX;
    int count = 0;
    for (int i = 0; i < CONTACT_MAX_OPTIONS && here->options[i]; i++) {
        if (mask >> i & 1) {
            offered[count++] = i;
        }
    }
    if (here->field == CONTACT_CHANNEL && !(mask >> CHANNEL_VISIT & 1)) {
        offered[count++] = NONE_OF_THEM;
    }
    return count;
}

static void build_options(struct app *app, struct page *page)
{
    const struct contact_page *here = page_of(app);
    int offered[CONTACT_MAX_OPTIONS], count = offered_options(app, offered);
    int fitting = list_fitting(app, count);
    bool upright = app_is_upright(app);
    build_text(app, page, here->question);
    for (int i = app->first; i < count && i < app->first + fitting; i++) {
        if (upright || (i - app->first) % 2 == 0) {
            page_row(page, upright ? 1 : 2);
        }
        const char *id =
            offered[i] == NONE_OF_THEM ? "ui.contact.unknown" : here->options[offered[i]];
        build_option_of(app, offered[i], build_choice(app, page, id));
    }
    build_arrows(app, page, count);
}

// A number typed for one channel serves another only where it is the person's own.
static bool is_own_phone(enum contact_channel channel)
{
    return channel == CHANNEL_CALL || channel == CHANNEL_TEXT || channel == CHANNEL_CHAT;
}

static void choose_option(struct app *app, const struct node *node)
{
    struct contact *contact = contact_of(app);
    enum contact_field field = page_of(app)->field;
    enum contact_channel before = channel_of(app);
    contact->option[field] = (uint8_t)node->value;
    enum contact_channel now = channel_of(app);
    if (now != before &&
        !(is_own_phone(now) && is_own_phone(before))) { // a number of somebody else's, or none
        memset(contact->reach, 0, sizeof contact->reach);
    }
    if (!permitted(app)) { // no: and nothing else is kept of it
        *contact =
            (struct contact){.option[CONTACT_PERMISSION] = contact->option[CONTACT_PERMISSION]};
    }
    app->reveal = app->given = true;
    app_refresh(app, false);
    app_hush(app);
    app_after(app, THEME_CHANGE_OF_MIND_MS);
}

// --- where to reach them -----------------------------------------------------------------------

static bool reach_asked(struct app *app)
{
    return permitted(app) && reach_of(app) != REACH_NOTHING;
}

static bool reach_said(struct app *app)
{
    return contact_of(app)->reach[0] != '\0';
}

static const char *reach_question(struct app *app)
{
    enum contact_channel channel = channel_of(app);
    bool other = channel == CHANNEL_KEY_PERSON || channel == CHANNEL_TRUSTED;
    return contact_reach(channel) == REACH_ADDRESS ? "ui.contact.address"
           : other                                 ? "ui.contact.phone.other"
                                                   : "ui.contact.phone";
}

static void build_reach(struct app *app, struct page *page)
{
    const char *reach = contact_of(app)->reach;
    bool hidden = app->returned && !app->reveal && reach[0] != '\0';
    bool whole = contact_reach_valid(channel_of(app), reach);
    enum keypad keypad = reach_of(app) == REACH_PHONE ? KEYPAD_PHONE : KEYPAD_ADDRESS;
    bool letters = keypad_wants_letters(keypad, reach); // no room for a foot; any key shows it too
    build_text(app, page, reach_question(app));
    keypad_build(app, page, keypad, reach, hidden);
    if (hidden && !letters) {
        struct node *show = build_button(app, page, REGION_FOOT, "ui.show-answer", STYLE_PLAIN);
        snprintf(show->pictogram, sizeof show->pictogram, "ui.show-answer");
    } else if (!whole && !letters) {
        build_button(app, page, REGION_FOOT, "ui.contact.unknown", STYLE_PLAIN);
    }
    if (whole) {
        build_next(app, page);
    }
}

static void back(struct app *app);

static void type_reach(struct app *app, const struct node *node)
{
    if (strcmp(node->id, "ui.contact.unknown") == 0) {
        memory_wipe(contact_of(app)->reach, CONTACT_REACH_BYTES);
        contact_of(app)->option[CONTACT_CHANNEL] = 0;
        back(app);
        return;
    }
    app->reveal = app->given = true;
    keypad_type(node, contact_of(app)->reach, CONTACT_REACH_BYTES);
    app_refresh(app, false);
    app_say(app, app_language_code(app), node->id);
}

// --- in which language -------------------------------------------------------------------------

static bool language_said(struct app *app)
{
    return contact_of(app)->language[0] != '\0';
}

static void build_card(struct app *app, struct page *page, int index)
{
    const struct pack_language *language = pack_language(app->parts.pack, (size_t)index);
    struct node *card = page_add(page, NODE_CARD, REGION_BODY, "ui.language", language->name);
    card->value = index;
    card->writing = writing_find(language->code);
    card->selected = app->reveal && strcmp(contact_of(app)->language, language->code) == 0;
}

// The n-th card: their own language stands first.
static int nth_language(const struct app *app, int n)
{
    return n == 0 ? app->language : n <= app->language ? n - 1 : n;
}

static void build_languages(struct app *app, struct page *page)
{
    int count = (int)pack_language_count(app->parts.pack);
    int fitting = list_fitting(app, count);
    build_text(app, page, "ui.wish.language");
    page_row(page, app_is_upright(app) ? 2 : 3);
    for (int i = app->first; i < count && i < app->first + fitting; i++) {
        build_card(app, page, nth_language(app, i));
    }
    page_row(page, 1);
    struct node *other = build_choice(app, page, "ui.wish.language.other");
    other->pictogram[0] = '\0';
    other->selected = app->reveal && strcmp(contact_of(app)->language, "other") == 0;
    build_arrows(app, page, count);
}

static void choose_language(struct app *app, const struct node *node)
{
    struct contact *contact = contact_of(app);
    const char *code = node->kind == NODE_CARD
                           ? pack_language(app->parts.pack, (size_t)node->value)->code
                           : "other";
    snprintf(contact->language, sizeof contact->language, "%s", code);
    app->reveal = app->given = true;
    app_refresh(app, false);
    app_hush(app);
    app_after(app, THEME_CHANGE_OF_MIND_MS);
}

// --- from page to page -------------------------------------------------------------------------

static const struct contact_page pages[] = {
    {"ui.contact",
     CONTACT_PERMISSION,
     {"ui.contact.yes", "ui.contact.no"},
     build_permission,
     choose_option,
     always,
     option_said},
    {"ui.contact.channel",
     CONTACT_CHANNEL,
     {"ui.contact.call", "ui.contact.text", "ui.contact.chat", "ui.contact.letter",
      "ui.contact.key-person", "ui.contact.trusted", "ui.contact.visit"},
     build_options,
     choose_option,
     permitted,
     option_said},
    {"ui.contact.phone", CONTACT_FIELDS, {NULL}, build_reach, type_reach, reach_asked, reach_said},
    {"ui.wish.language",
     CONTACT_FIELDS,
     {NULL},
     build_languages,
     choose_language,
     permitted,
     language_said},
    {"ui.wish.helper",
     CONTACT_HELPER,
     {"ui.wish.helper.interpreter", "ui.wish.helper.key-person", "ui.wish.helper.none"},
     build_options,
     choose_option,
     permitted,
     option_said},
    {"ui.wish.gender",
     CONTACT_GENDER,
     {"ui.wish.gender.woman", "ui.wish.gender.man", "ui.wish.gender.any"},
     build_options,
     choose_option,
     permitted,
     option_said},
    {"ui.wish.background",
     CONTACT_BACKGROUND,
     {"ui.wish.background.same", "ui.wish.background.other", "ui.wish.background.any"},
     build_options,
     choose_option,
     permitted,
     option_said},
};

enum { PAGES = sizeof pages / sizeof pages[0], PAGE_WISHES = 3 };

static const struct contact_page *page_of(const struct app *app)
{
    return &pages[app->step];
}

// The next page that is asked, in either direction; -1 or PAGES: none.
static int next_page(struct app *app, int step)
{
    int at = app->step + step;
    while (at >= 0 && at < PAGES && !pages[at].asked(app)) {
        at += step;
    }
    return at;
}

static void go_to(struct app *app, int at)
{
    app->step = at;
    app_go(app, &screen_contact);
}

static void forward(struct app *app)
{
    int at = next_page(app, 1);
    bool given = app->given;
    if (at < PAGES) {
        go_to(app, at);
    } else {
        app_go(app, &screen_check);
    }
    if (given) {
        app_slide(app);
    }
}

static void due(struct app *app)
{
    if (app_settled(app)) {
        forward(app);
    }
}

static void back(struct app *app)
{
    int at = next_page(app, -1);
    if (at >= 0) {
        go_to(app, at);
    } else if (app->from_check) {
        app_go(app, &screen_check);
    } else {
        app->step = app_question_count(app) - 1;
        app_go(app, &screen_question);
    }
}

int contact_last_page(struct app *app)
{
    int at = PAGES - 1;
    while (!pages[at].asked(app)) {
        at--;
    }
    return at;
}

// What belongs to every page: an earlier answer to be shown, and the way on where there is one.
static void build_foot(struct app *app, struct page *page)
{
    bool said = app->returned && page_of(app)->said(app);
    if (said && !app->reveal) {
        struct node *show = build_button(app, page, REGION_FOOT, "ui.show-answer", STYLE_PLAIN);
        snprintf(show->pictogram, sizeof show->pictogram, "ui.show-answer");
    }
    if (said || app->step >= PAGE_WISHES) {
        build_next(app, page);
    }
}

static void build(struct app *app, struct page *page)
{
    const struct contact_page *here = page_of(app);
    build_bar(app, page, BAR_ALL);
    build_thread(app, page, app_question_count(app) + 1);
    here->build(app, page);
    if (here->build != build_reach) {
        build_foot(app, page);
    }
}

// It is heard as well: the option that was chosen, or the number digit by digit.
static void show_answer(struct app *app)
{
    const struct contact *contact = contact_of(app);
    const struct contact_page *here = page_of(app);
    bool other = strcmp(contact->language, "other") == 0;
    app->reveal = true;
    app_refresh(app, here->build == build_reach);
    if (here->field < CONTACT_FIELDS) {
        app_say(app, app_language_code(app), here->options[contact->option[here->field] - 1]);
    } else if (here->build == build_languages) {
        app_say(app, other ? app_language_code(app) : contact->language,
                other ? "ui.wish.language.other" : "ui.language");
    }
}

static void act(struct app *app, const struct node *node)
{
    if (list_is_arrow(node)) {
        list_turn(app, node);
    } else if (strcmp(node->id, "ui.next") == 0) {
        forward(app);
    } else if (strcmp(node->id, "ui.show-answer") == 0) {
        show_answer(app);
    } else {
        page_of(app)->act(app, node);
    }
}

int contact_said(const struct app *app, const char *ids[static CONTACT_SAID_MAX])
{
    const struct contact *contact = &app->session->context.contact;
    int count = 0;
    for (int i = 0; i < 2 && contact->option[pages[i].field] > 0; i++) {
        if (i == 0) {
            ids[count++] = pages[i].question;
        }
        ids[count++] = pages[i].options[contact->option[pages[i].field] - 1];
    }
    return count;
}

static void resume(struct app *app)
{
    app->returned = page_of(app)->said(app);
}

static void enter(struct app *app)
{
    app->reveal = app->given = false;
    resume(app);
    app->first = app->fitting = 0;
}

const struct screen screen_contact = {.name = "contact",
                                      .enter = enter,
                                      .resume = resume,
                                      .build = build,
                                      .act = act,
                                      .back = back,
                                      .due = due,
                                      .lighten = list_lighten,
                                      .intimate = true};
