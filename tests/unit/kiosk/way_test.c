// The newcomer's way step by step, on a fake clock, with a real kiosk's pack, voices and spool.
#include "check.h"
#include "person.h"
#include "theme.h"

#include <stdio.h>
#include <string.h>

enum { SLOW_MS = 25000, HIDDEN_MS = 120000, IDLE_MS = 300000 };

static const char *state;
static const struct audio_driver *loudspeaker = &audio_driver_missing;

static bool on(struct person *person, const char *screen)
{
    return strcmp(person_screen(person), screen) == 0;
}

static void sit(struct person *person)
{
    person_sit(person, state, loudspeaker, panel_measure(1280, 800, 216, 135));
}

static void sit_at(struct person *person, const char *language, const char *screen)
{
    sit(person);
    person_choose(person, language);
    CHECK(person_go(person, screen), "no way to %s in %s", screen, language);
}

// What the pack's policy says is the kiosk's to obey: here it says something else.
static struct pack_policy *policy_of(struct person *person)
{
    return (struct pack_policy *)(uintptr_t)pack_policy(person->kiosk.pack);
}

static struct contact *contact_of(struct person *person)
{
    return &person->kiosk.app->session->context.contact;
}

static bool shown(struct person *person, const char *id)
{
    const struct page *page = person_page(person);
    for (int i = 0; i < page->count; i++) {
        if (page->nodes[i].id && strcmp(page->nodes[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static const struct node *node_of(struct person *person, enum node_kind kind)
{
    const struct page *page = person_page(person);
    for (int i = 0; i < page->count; i++) {
        if (page->nodes[i].kind == kind) {
            return &page->nodes[i];
        }
    }
    return NULL;
}

// A touch in the margin, where nothing is.
static void miss(struct person *person)
{
    const struct node nothing = {.x_px = 2, .y_px = 400, .w_px = 2, .h_px = 2};
    person_press(person, &nothing, 1);
    person_release(person, &nothing, 1);
}

// --- languages ---------------------------------------------------------------------------------

static void test_two_touches(void)
{
    struct person person;
    sit(&person);
    person_forget_heard(&person);
    person_touch(&person, "ui.language", 1);
    CHECK(on(&person, "languages") && person.kiosk.app->language < 0, "one touch chooses");
    CHECK(person_see(&person, "ui.language", 1)->selected, "the touched card isn't marked");
    person_listen(&person);
    CHECK(person.heard_count == 1 && person_heard(&person, "ui.language"), "%d prompts for a name",
          person.heard_count);
    person_touch(&person, "ui.language", 2);
    CHECK(on(&person, "languages") && person_count_selected(&person) == 1, "another card");
    person_touch(&person, "ui.language", 1);
    CHECK(on(&person, "languages"), "the first card again is a first touch again");
    person_touch(&person, "ui.language", 1);
    CHECK(on(&person, "welcome") && person.kiosk.app->language == 1, "%s", person_screen(&person));
    person_leave(&person);
}

// On a panel where not all cards fit, the arrows show each language once.
static void test_pages_of_languages(void)
{
    struct person person;
    int seen[PACK_MAX_LANGUAGES] = {0}, pages = 1;
    sit(&person);
    int count = (int)pack_language_count(person.kiosk.pack);
    for (int h_mm = 110; h_mm > 80 && !person_see(&person, "ui.next", 1); h_mm -= 2) {
        app_resize(person.kiosk.app, panel_measure(1280, h_mm * 8, 160, (float)h_mm));
    }
    person_touch(&person, "ui.language", 0);
    for (; pages < 20; pages++) {
        const struct page *page = person_page(&person);
        CHECK(!page->overflow, "page %d overflows", pages);
        for (int i = 0; i < page->count; i++) {
            if (page->nodes[i].kind == NODE_CARD) {
                seen[page->nodes[i].value]++;
            }
        }
        if (!person_touch(&person, "ui.next", 1)) {
            break;
        }
        CHECK(person.kiosk.app->candidate < 0, "a card of another page stays touched");
    }
    CHECK(pages > 1, "all fit: nothing was turned");
    for (int i = 0; i < count; i++) {
        CHECK(seen[i] == 1, "language %d stands there %d times", i, seen[i]);
    }
    for (int i = 1; i < pages; i++) {
        CHECK(person_touch(&person, "ui.back", 1), "no way back from page %d", pages - i);
    }
    CHECK(!person_see(&person, "ui.back", 1) && person_see(&person, "ui.language", 0),
          "the first page has a way back");
    person_leave(&person);
}

// --- welcome -----------------------------------------------------------------------------------

static void test_under_16(void)
{
    static const struct {
        enum pack_under_16 policy;
        const char *words, *other;
    } rows[] = {
        {UNDER_16_UNMENTIONED, NULL, NULL},
        {UNDER_16_WITH_ADULT, "ui.young.with-adult", "ui.young.not-here"},
        {UNDER_16_NOT_HERE, "ui.young.not-here", "ui.young.with-adult"},
    };
    struct person person;
    sit(&person);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        app_wipe(person.kiosk.app);
        policy_of(&person)->under_16 = rows[i].policy;
        person_choose(&person, "nl");
        while (on(&person, "welcome")) {
            person_step(&person);
        }
        CHECK(on(&person, rows[i].words ? "young" : "begin"), "row %zu: %s", i,
              person_screen(&person));
        if (rows[i].words) {
            CHECK(shown(&person, rows[i].words) && !shown(&person, rows[i].other), "row %zu", i);
            person_step(&person);
        }
        person_touch(&person, "ui.back", -1);
        CHECK(on(&person, rows[i].words ? "young" : "welcome"), "row %zu: back to %s", i,
              person_screen(&person));
    }
    person_leave(&person);
}

// --- practice ----------------------------------------------------------------------------------

static void test_lost_touches(void)
{
    struct person person;
    sit_at(&person, "en", "practice");
    miss(&person);
    CHECK(on(&person, "practice"), "one lost touch: %s", person_screen(&person));
    const struct node yes = *person_see(&person, "answer.Y", -1);
    const struct node no = *person_see(&person, "answer.N", -1);
    person_press(&person, &yes, 1); // slips off
    person_release(&person, &no, 1);
    CHECK(on(&person, "easier"), "two lost touches: %s", person_screen(&person));
    CHECK(person_see(&person, "ui.practice.larger", -1) && person_see(&person, "ui.guided", -1),
          "what is offered");
    person_touch(&person, "ui.practice.larger", -1);
    CHECK(on(&person, "practice"), "then it is tried again: %s", person_screen(&person));
    CHECK(person.kiosk.app->ways.text_step == THEME_TEXT_DEFAULT + 1, "larger words: step %d",
          person.kiosk.app->ways.text_step);
    miss(&person);
    miss(&person);
    person_touch(&person, "ui.guided", -1);
    CHECK(on(&person, "practice") && person.kiosk.app->ways.guided, "touch and listen first");
    person_touch(&person, "answer.Y", -1);
    CHECK(on(&person, "practice"), "the first touch chose");
    person_touch(&person, "answer.Y", -1);
    CHECK(on(&person, "practised"), "the second: %s", person_screen(&person));
    CHECK(all_zero(&person.kiosk.app->session->answers, sizeof person.kiosk.app->session->answers),
          "the practice is kept");
    person_leave(&person);
}

static void test_slow(void)
{
    struct person person;
    sit_at(&person, "nl", "practice");
    person_wait(&person, SLOW_MS - 1000);
    person_touch(&person, "ui.settings", -1); // who looks around is given the time anew
    person_wait(&person, SLOW_MS);
    person_touch(&person, "ui.settings.done", -1);
    person_wait(&person, SLOW_MS - 1);
    CHECK(on(&person, "practice"), "too soon: %s", person_screen(&person));
    person_wait(&person, 1);
    CHECK(on(&person, "easier"), "25 s without a touch: %s", person_screen(&person));
    person_touch(&person, "ui.practice.fine", -1);
    CHECK(on(&person, "practised"), "\"it is fine\": %s", person_screen(&person));
    person_leave(&person);
}

// Nobody is slow who still listens.
static void test_slow_listening(void)
{
    struct person person;
    sit_at(&person, "ti", "practice");
    for (int i = 0; i < 4; i++) {
        person_wait(&person, SLOW_MS - 3000);
        person_touch(&person, "ui.listen", -1);
        person_wait(&person, 2900);
    }
    person_touch(&person, "ui.listen", -1);
    while (player_state(person.kiosk.player) == PLAYER_SPEAKING) {
        CHECK(on(&person, "practice"), "interrupted by %s", person_screen(&person));
        person_wait(&person, 100);
    }
    person_wait(&person, 2 * SLOW_MS);
    CHECK(on(&person, "easier"), "never offered: %s", person_screen(&person));
    person_leave(&person);
}

// --- a question explained ----------------------------------------------------------------------

static int place_of(struct person *person, const char *id)
{
    const struct page *page = person_page(person);
    for (int i = 0; i < page->count; i++) {
        if (page->nodes[i].id && strcmp(page->nodes[i].id, id) == 0) {
            return i;
        }
    }
    return -1;
}

// In every size the question stays above what explains it, with or without room for its answers.
static void test_explain(void)
{
    struct person person;
    sit_at(&person, "en", "question");
    struct app *app = person.kiosk.app;
    const struct form_item *item = app_question(app, 0);
    person_touch(&person, "ui.explain", -1);
    for (int step = 0; step < THEME_TEXT_STEPS; step++) {
        app->ways.text_step = step;
        app_resize(app, app->panel);
        int question = place_of(&person, item->link_id), help = place_of(&person, item->help_id);
        const struct node *nodes = person_page(&person)->nodes;
        CHECK(question >= 0 && question < help, "size %d: %d, %d", step, question, help);
        CHECK(nodes[question].y_px + nodes[question].h_px <= nodes[help].y_px,
              "size %d: it stands below its explanation", step);
        CHECK(!person_page(&person)->overflow, "size %d overflows", step);
        CHECK(person_count_selected(&person) == 0, "size %d: something looks chosen", step);
    }
    person_touch(&person, "ui.explain", -1);
    CHECK(!shown(&person, item->help_id) && shown(&person, "answer.Y"), "it doesn't close");
    person_leave(&person);
}

static void test_explanation_said(void)
{
    struct person person;
    sit_at(&person, "nl", "question");
    const struct form_item *item = app_question(person.kiosk.app, 0);
    person_listen(&person);
    person_forget_heard(&person);
    person_touch(&person, "ui.explain", -1);
    person_listen(&person);
    CHECK(strcmp(person.heard[0].key, item->help_id) == 0, "%s comes first", person.heard[0].key);
    CHECK(strcmp(person.heard[1].key, item->link_id) == 0, "then %s", person.heard[1].key);
    person_touch(&person, "ui.listen", -1);
    person_listen(&person);
    CHECK(person_count_heard(&person, item->help_id) == 2 &&
              person_count_heard(&person, item->link_id) == 2,
          "\"Listen again\" doesn't say both");
    person_leave(&person);
}

// --- hiding ------------------------------------------------------------------------------------

static void touch_rest(struct person *person, int times, uint64_t gap_ms)
{
    for (int i = 0; i < times; i++) {
        if (i > 0) {
            person_wait(person, gap_ms);
        }
        person_touch(person, "ui.rest", -1);
    }
}

static void test_hide(void)
{
    static const struct {
        int touches;
        uint64_t gap_ms;
        bool returns;
    } rows[] = {{3, 0, true},     {3, 1200, true}, {1, 0, false},
                {2, 1000, false}, {2, 0, false},   {5, 4200, false}};
    struct person person;
    sit_at(&person, "en", "question");
    person_listen(&person);
    person_touch(&person, "answer.Y", -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        person_listen(&person);
        person_forget_heard(&person);
        if (i % 2 == 0) {
            person_touch(&person, "ui.hide", -1);
        } else {
            person_key(&person, APP_HIDE);
        }
        CHECK(on(&person, "rest"), "row %zu: one touch: %s", i, person_screen(&person));
        for (int n = 1; n < person_page(&person)->count; n++) {
            CHECK(person_page(&person)->nodes[n].region == REGION_MARK, "row %zu: node %d", i, n);
        }
        touch_rest(&person, rows[i].touches, rows[i].gap_ms);
        CHECK(person.heard_count == 0 || rows[i].returns, "row %zu: it speaks", i);
        CHECK(on(&person, rows[i].returns ? "question" : "rest"), "row %zu: %s", i,
              person_screen(&person));
        if (!rows[i].returns) {
            person_wait(&person, 5000);
            touch_rest(&person, 3, 100);
        }
        CHECK(on(&person, "question") && person.kiosk.app->step == 1, "row %zu: back at %s %d", i,
              person_screen(&person), person.kiosk.app->step);
        CHECK(person_count_selected(&person) == 0, "row %zu: an answer shows", i);
    }
    CHECK(person_answer(&person, 0) == 1, "the answer is lost");
    person_leave(&person);
}

// In the middle of a sentence it is silent at once; left alone it is wiped without a word.
static void test_hide_and_leave(void)
{
    struct person person;
    sit_at(&person, "ar", "question");
    CHECK(player_state(person.kiosk.player) == PLAYER_SPEAKING, "nothing is being said");
    person_key(&person, APP_HIDE);
    CHECK(player_state(person.kiosk.player) != PLAYER_SPEAKING, "it goes on speaking");
    person_forget_heard(&person);
    person_wait(&person, HIDDEN_MS - 1);
    CHECK(on(&person, "rest"), "before two minutes: %s", person_screen(&person));
    person_wait(&person, 1);
    CHECK(!person_trace(&person), "after two minutes there is %s", person_trace(&person));
    CHECK(person.heard_count == 0, "\"%s\" was said", person.heard[0].key);
    person_leave(&person);
}

// Hiding answers the warning: who comes back in time finds the answers, however late it was.
static void test_hide_the_warning(void)
{
    struct person person;
    sit_at(&person, "nl", "question");
    person_touch(&person, "answer.N", -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS);
    person_wait(&person, IDLE_MS);
    CHECK(on(&person, "idle"), "%s", person_screen(&person));
    person_key(&person, APP_HIDE);
    person_wait(&person, 60000);
    touch_rest(&person, 3, 100);
    person_wait(&person, 1000);
    CHECK(on(&person, "question") && person_answer(&person, 0) == 2, "back at %s",
          person_screen(&person));
    person_leave(&person);
}

static void test_hide_taught(void)
{
    struct person person;
    sit_at(&person, "en", "practice-hide");
    CHECK(shown(&person, "ui.practice.hide"), "how it is done");
    person_touch(&person, "ui.hide", -1);
    touch_rest(&person, 3, 300);
    CHECK(on(&person, "practice-hide") && shown(&person, "ui.practice.hide.done"), "well done: %s",
          person_screen(&person));
    person_leave(&person);
}

// --- contact -----------------------------------------------------------------------------------

static void type(struct person *person, const char *text)
{
    for (; *text; text++) {
        char id[PAGE_KEY_BYTES];
        if (*text == '+') {
            snprintf(id, sizeof id, "ui.key.plus");
        } else {
            bool digit = *text >= '0' && *text <= '9';
            snprintf(id, sizeof id, digit ? "ui.digit.%c" : "ui.letter.%c", *text);
        }
        CHECK(person_touch(person, id, -1), "no key %s", id);
    }
}

static void answer(struct person *person, const char *id)
{
    CHECK(person_touch_listed(person, id, -1), "no %s on step %d", id, person->kiosk.app->step);
    person_wait(person, THEME_CHANGE_OF_MIND_MS);
}

// At the question how, permission given.
static void choose_channel(struct person *person, const char *channel)
{
    person->kiosk.app->step = 0;
    app_go(person->kiosk.app, &screen_contact);
    answer(person, "ui.contact.yes");
    answer(person, channel);
}

static void test_channels(void)
{
    static const struct {
        const char *id, *asks;
    } rows[CONTACT_CHANNELS] = {
        [CHANNEL_CALL] = {"ui.contact.call", "ui.contact.phone"},
        [CHANNEL_TEXT] = {"ui.contact.text", "ui.contact.phone"},
        [CHANNEL_CHAT] = {"ui.contact.chat", "ui.contact.phone"},
        [CHANNEL_LETTER] = {"ui.contact.letter", "ui.contact.address"},
        [CHANNEL_KEY_PERSON] = {"ui.contact.key-person", "ui.contact.phone.other"},
        [CHANNEL_TRUSTED] = {"ui.contact.trusted", "ui.contact.phone.other"},
        [CHANNEL_VISIT] = {"ui.contact.visit", "ui.wish.language"},
    };
    struct person person;
    sit_at(&person, "nl", "contact");
    for (int i = 0; i < CONTACT_CHANNELS; i++) {
        choose_channel(&person, rows[i].id);
        CHECK(contact_of(&person)->option[CONTACT_CHANNEL] == i + 1, "%s is kept as %d", rows[i].id,
              contact_of(&person)->option[CONTACT_CHANNEL]);
        CHECK(shown(&person, rows[i].asks), "%s doesn't lead to %s", rows[i].id, rows[i].asks);
    }
    for (int i = 0; i < CONTACT_CHANNELS; i++) { // only what the site offers
        policy_of(&person)->channels = 1u << i;
        app_wipe(person.kiosk.app);
        person_choose(&person, "nl");
        CHECK(person_go(&person, "contact"), "no way to contact with channel %d", i);
        answer(&person, "ui.contact.yes");
        for (int k = 0; k < CONTACT_CHANNELS; k++) {
            CHECK(shown(&person, rows[k].id) == (k == i), "policy %d: %s", i, rows[k].id);
        }
    }
    person_leave(&person);
}

static void test_reach(void)
{
    static const struct {
        const char *channel, *typed, *kept;
        bool whole;
    } rows[] = {
        {"ui.contact.call", "", "", false},
        {"ui.contact.call", "06123", "06123", false},
        {"ui.contact.call", "061234", "061234", true},
        {"ui.contact.text", "0612345678", "0612345678", true},
        {"ui.contact.chat", "+31612345678", "+31612345678", true},
        {"ui.contact.chat", "06+12345678", "0612345678", true}, // a + stands first or not at all
        {"ui.contact.key-person", "+3161", "+3161", false},
        {"ui.contact.letter", "1234", "1234", false},
        {"ui.contact.letter", "1234ab", "1234AB", false},
        {"ui.contact.letter", "1234ab5", "1234AB 5", true},
        {"ui.contact.letter", "1234ab56", "1234AB 56", true},
    };
    struct person person;
    sit_at(&person, "ar", "contact");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        *contact_of(&person) = (struct contact){0};
        choose_channel(&person, rows[i].channel);
        type(&person, rows[i].typed);
        CHECK(strcmp(contact_of(&person)->reach, rows[i].kept) == 0, "row %zu: \"%s\"", i,
              contact_of(&person)->reach);
        CHECK((person_see(&person, "ui.next", 0) != NULL) == rows[i].whole, "row %zu: the way on",
              i);
        for (size_t k = 0; k < strlen(rows[i].typed); k++) {
            person_touch(&person, "ui.key.delete", -1);
        }
        CHECK(contact_of(&person)->reach[0] == '\0', "row %zu: \"%s\" is left", i,
              contact_of(&person)->reach);
        CHECK(person_touch(&person, "ui.contact.unknown", -1), "row %zu: no way round", i);
        CHECK(shown(&person, "ui.contact.channel"), "row %zu: another way is offered", i);
        CHECK(contact_of(&person)->option[CONTACT_CHANNEL] == 0, "row %zu: a channel is left", i);
    }
    type(&person, ""); // a number longer than there is room for is not taken
    choose_channel(&person, "ui.contact.call");
    type(&person, "012345678901234567890123456789");
    CHECK(strlen(contact_of(&person)->reach) < CONTACT_REACH_BYTES, "too long");
    person_leave(&person);
}

// A number typed for one person is never kept for another.
static void test_whose_number(void)
{
    static const struct {
        const char *before, *after;
        bool kept;
    } rows[] = {
        {"ui.contact.call", "ui.contact.text", true},
        {"ui.contact.call", "ui.contact.key-person", false},
        {"ui.contact.key-person", "ui.contact.trusted", false},
        {"ui.contact.trusted", "ui.contact.call", false},
        {"ui.contact.call", "ui.contact.letter", false},
        {"ui.contact.call", "ui.contact.visit", false},
        {"ui.contact.trusted", "ui.contact.trusted", true},
    };
    struct person person;
    sit_at(&person, "en", "contact");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        *contact_of(&person) = (struct contact){0};
        choose_channel(&person, rows[i].before);
        type(&person, "0612345678");
        person_touch(&person, "ui.back", -1);
        answer(&person, rows[i].after);
        CHECK((contact_of(&person)->reach[0] != '\0') == rows[i].kept, "row %zu: \"%s\"", i,
              contact_of(&person)->reach);
    }
    person_leave(&person);
}

static void wish_all(struct person *person)
{
    choose_channel(person, "ui.contact.call");
    type(person, "0612345678");
    person_touch(person, "ui.next", 0);
    person_touch_listed(person, "ui.language", 1);
    person_wait(person, THEME_CHANGE_OF_MIND_MS);
    answer(person, "ui.wish.helper.interpreter");
    answer(person, "ui.wish.gender.woman");
    answer(person, "ui.wish.background.any");
}

static void test_no_clears(void)
{
    struct person person;
    sit_at(&person, "en", "contact");
    wish_all(&person);
    CHECK(on(&person, "check"), "after the wishes: %s", person_screen(&person));
    struct contact kept = *contact_of(&person);
    CHECK(kept.option[CONTACT_HELPER] == 1 && kept.option[CONTACT_GENDER] == 1 &&
              kept.option[CONTACT_BACKGROUND] == 3 && kept.language[0] && kept.reach[0],
          "a wish is lost");
    person_touch(&person, "ui.check.contact", -1);
    answer(&person, "ui.contact.no");
    CHECK(on(&person, "check"), "No leads to %s", person_screen(&person));
    const struct contact no = {.option[CONTACT_PERMISSION] = 2};
    CHECK(memcmp(contact_of(&person), &no, sizeof no) == 0, "something of the wishes is left");
    person_leave(&person);
}

// From the check to what was asked last, and page by page to the first; nothing shows by itself.
static void test_contact_back(void)
{
    struct person person;
    sit_at(&person, "nl", "contact");
    wish_all(&person);
    person_touch(&person, "ui.back", -1);
    for (int step = 6; step >= 0; step--) {
        CHECK(on(&person, "contact") && person.kiosk.app->step == step, "%s %d instead of %d",
              person_screen(&person), person.kiosk.app->step, step);
        CHECK(person_count_selected(&person) == 0, "step %d: what was chosen shows", step);
        const struct node *field = node_of(&person, NODE_FIELD);
        CHECK(!field || !strpbrk(field->name, "0123456789"), "the number shows: %s", field->name);
        CHECK(person_touch(&person, "ui.show-answer", -1), "step %d: it can't be shown", step);
        field = node_of(&person, NODE_FIELD);
        CHECK(field ? strstr(field->name, "0612345678") != NULL
                    : person_count_selected(&person) == 1,
              "step %d: asked for, it doesn't show", step);
        CHECK(step == 0 || person_touch(&person, "ui.back", 0), "step %d: no way back", step);
    }
    for (int step = 0; step <= 6; step++) {
        CHECK(person_touch(&person, "ui.next", 0), "step %d: no way on", step);
    }
    CHECK(on(&person, "check"), "%s", person_screen(&person));
    person_leave(&person);
}

// A wish can be passed over.
static void test_wishes_passed(void)
{
    struct person person;
    sit_at(&person, "ti", "contact");
    choose_channel(&person, "ui.contact.visit");
    for (int i = 0; i < 4; i++) {
        CHECK(person_touch(&person, "ui.next", 0), "wish %d can't be passed over", i);
    }
    CHECK(on(&person, "check"), "%s", person_screen(&person));
    CHECK(contact_of(&person)->language[0] == '\0' && !contact_of(&person)->option[CONTACT_GENDER],
          "a wish that nobody had");
    person_leave(&person);
}

static void test_policy(void)
{
    struct person person;
    sit(&person);
    for (int closing = 0; closing < 2; closing++) {
        policy_of(&person)->closing = closing;
        CHECK(app_question_count(person.kiosk.app) == 10 + closing, "closing %d: %d questions",
              closing, app_question_count(person.kiosk.app));
        for (int contact = 0; contact < 2; contact++) {
            app_wipe(person.kiosk.app);
            policy_of(&person)->channels = contact ? 1u << CHANNEL_CALL : 0;
            person_choose(&person, "nl");
            CHECK(person_go(&person, "question"), "no way to the questions");
            int asked = 0;
            while (on(&person, "question") && person_step(&person)) {
                asked++;
            }
            CHECK(asked == 10 + closing, "closing %d: %d asked", closing, asked);
            CHECK(on(&person, contact ? "contact" : "check"), "contact %d: %s", contact,
                  person_screen(&person));
            CHECK(person_go(&person, "check"), "no way to the check");
            CHECK(shown(&person, "ui.check.contact") == contact, "contact %d on the list", contact);
            person_touch(&person, "ui.back", -1);
            CHECK(on(&person, contact ? "contact" : "question"), "back to %s",
                  person_screen(&person));
        }
    }
    person_leave(&person);
}

// --- check -------------------------------------------------------------------------------------

static const char *next_heard(const struct person *person, int *at)
{
    return *at < person->heard_count ? person->heard[(*at)++].key : "nothing";
}

static void test_overview(void)
{
    struct person person;
    sit_at(&person, "nl", "question");
    int count = app_question_count(person.kiosk.app), at = 0;
    for (int i = 0; i < count; i++) { // every third No, one declined
        const struct form_item *item = app_question(person.kiosk.app, i);
        size_t option = i == 4 ? item->option_count - 1 : i % 3 == 0;
        answer(&person, item->options[option].key);
    }
    CHECK(person_go(&person, "check"), "no way to the check");
    person_listen(&person);
    person_forget_heard(&person);
    person_touch(&person, "ui.check.listen", -1);
    person_listen(&person);
    for (int i = 0; i < count; i++) {
        const struct form_item *item = app_question(person.kiosk.app, i);
        const char *said = next_heard(&person, &at);
        CHECK(strcmp(said, item->link_id) == 0, "question %d: %s is said", i, said);
        said = next_heard(&person, &at);
        int option = person_answer(&person, i);
        CHECK(option > 0 && strcmp(said, item->options[option - 1].key) == 0,
              "answer %d: %s is said for %d", i, said, option);
    }
    CHECK(strcmp(next_heard(&person, &at), "ui.contact") == 0, "then the contact");
    CHECK(strcmp(next_heard(&person, &at), "ui.contact.no") == 0, "and what was said of it");
    CHECK(at == person.heard_count, "and %d more", person.heard_count - at);
    CHECK(person_count_selected(&person) == 0, "hearing them shows them");
    person_leave(&person);
}

// --- the envelope waits ------------------------------------------------------------------------

enum { SLIDE_STEP_MS = THEME_SLIDE_MS / THEME_SLIDE_STEPS };

static int sliding(struct person *person)
{
    const struct node *envelope = node_of(person, NODE_WAITING);
    return envelope ? envelope->value : -1;
}

static int sheets(struct person *person)
{
    const struct node *envelope = node_of(person, NODE_WAITING);
    return envelope ? envelope->total : -1;
}

// From the welcome on it is there, empty; then it holds what was answered, until it is closed.
static void test_envelope_waits(void)
{
    static const struct {
        const char *screen;
        int sheets;
    } rows[] = {
        {"welcome", 0},       {"begin", 0},    {"alone", 0},   {"practice", 0}, {"practised", 0},
        {"practice-hide", 0}, {"question", 0}, {"contact", 2}, {"check", 2},    {"seal", -1},
    };
    struct person person;
    sit(&person);
    person_choose(&person, "en");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK(person_go(&person, rows[i].screen), "no way to %s", rows[i].screen);
        CHECK(sheets(&person) == rows[i].sheets, "%s: %d sheets", rows[i].screen, sheets(&person));
        const struct node *envelope = node_of(&person, NODE_WAITING);
        CHECK(!envelope || envelope->w_px > 0, "%s: no room for it", rows[i].screen);
    }
    person_leave(&person);
}

// Step by step, for less than half a second; then nothing is due that wasn't before.
static void test_slide(const char *id)
{
    struct person person;
    sit_at(&person, "ti", "question");
    answer(&person, id);
    CHECK(person.kiosk.app->step == 1 && sheets(&person) == 1, "%s: %d sheets", id,
          sheets(&person));
    for (int left = THEME_SLIDE_STEPS; left > 0; left--) {
        CHECK(sliding(&person) == left, "%s: at %d, not %d", id, sliding(&person), left);
        person_wait(&person, SLIDE_STEP_MS - 1);
        CHECK(sliding(&person) == left, "%s: a step too early", id);
        person_wait(&person, 1);
    }
    CHECK(sliding(&person) == 0, "%s: at %d in the end", id, sliding(&person));
    CHECK(app_deadline_ms(person.kiosk.app) > person.now_ms + IDLE_MS - 2000, "%s: it goes on", id);
    answer(&person, id);
    CHECK(sliding(&person) == THEME_SLIDE_STEPS && sheets(&person) == 2, "%s: the second", id);
    person_leave(&person);
}

static void test_slides(void)
{
    static const char *const ids[] = {"answer.Y", "answer.N", "answer.asked-declined"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        test_slide(ids[i]);
    }
}

// Only what was answered now: not what is looked at again, passed over or left.
static void test_slide_of_answers_only(void)
{
    struct person person;
    sit_at(&person, "en", "question");
    answer(&person, "answer.Y");
    person_wait(&person, THEME_SLIDE_MS);
    person_touch(&person, "ui.back", -1);
    CHECK(sliding(&person) == 0, "Back");
    person_touch(&person, "ui.next", -1);
    CHECK(person.kiosk.app->step == 1 && sliding(&person) == 0, "Next without an answer");
    person_touch(&person, "answer.N", -1);
    person_touch(&person, "ui.explain", -1);
    person_touch(&person, "ui.next", -1);
    CHECK(person.kiosk.app->step == 2 && sliding(&person) > 0, "an explained answer");
    CHECK(person_go(&person, "contact") && sliding(&person) > 0, "the last question");
    answer(&person, "ui.contact.yes");
    CHECK(sliding(&person) > 0, "an answer of contact");
    answer(&person, "ui.contact.visit");
    person_wait(&person, THEME_SLIDE_MS);
    person_touch(&person, "ui.next", 0);
    CHECK(on(&person, "contact") && sliding(&person) == 0, "a wish that was passed");
    CHECK(person_touch(&person, "ui.next", 0) && person_touch(&person, "ui.next", 0) &&
              person_touch(&person, "ui.next", 0) && on(&person, "check") && sliding(&person) == 0,
          "more of them");
    person_touch(&person, "ui.check.item", 3);
    answer(&person, "answer.N");
    CHECK(on(&person, "check") && sliding(&person) > 0, "changed from the list");
    person_leave(&person);
}

// Whoever is quick need not wait for it; Hide ends it; a slow machine leaves steps out.
static void test_slide_interrupted(void)
{
    struct person person;
    sit_at(&person, "ar", "question");
    answer(&person, "answer.Y");
    person_touch(&person, "answer.asked-declined", -1);
    CHECK(person_answer(&person, 1) == 3 && sliding(&person) > 0, "a quick finger is lost");
    person_wait(&person, THEME_CHANGE_OF_MIND_MS);
    CHECK(person.kiosk.app->step == 2 && sliding(&person) == THEME_SLIDE_STEPS, "the next sheet");
    person_key(&person, APP_HIDE);
    for (int i = 0; i < 3; i++) {
        person_key(&person, APP_ACTIVATE);
    }
    CHECK(on(&person, "question") && sliding(&person) == 0, "after Hide: %d", sliding(&person));
    answer(&person, "answer.Y");
    person.now_ms += 3 * SLIDE_STEP_MS + 1;
    app_tick(person.kiosk.app, person.now_ms);
    CHECK(sliding(&person) == THEME_SLIDE_STEPS - 3, "late: at %d", sliding(&person));
    person.now_ms += THEME_SLIDE_MS;
    app_tick(person.kiosk.app, person.now_ms);
    CHECK(sliding(&person) == 0, "very late: at %d", sliding(&person));
    answer(&person, "answer.Y");
    app_wipe(person.kiosk.app);
    CHECK(!person_trace(&person), "after a wipe: %s", person_trace(&person));
    person_leave(&person);
}

// Where nothing may move, and in the dark, it is in at once.
static void test_no_slide(void)
{
    struct person person;
    sit_at(&person, "en", "question");
    answer(&person, "answer.Y");
    app_still(person.kiosk.app);
    CHECK(sliding(&person) == 0, "put to rest");
    uint64_t rest_ms = app_deadline_ms(person.kiosk.app) - person.now_ms;
    policy_of(&person)->still = true;
    answer(&person, "answer.Y");
    CHECK(sliding(&person) == 0 && sheets(&person) == 2, "at %d", sliding(&person));
    CHECK(app_deadline_ms(person.kiosk.app) - person.now_ms >= rest_ms, "something is due");
    policy_of(&person)->still = false;
    person.kiosk.app->ways.dark = true;
    app_refresh(person.kiosk.app, false);
    person_touch(&person, "answer.Y", -1); // heard, then chosen
    answer(&person, "answer.Y");
    CHECK(person.kiosk.app->step == 3 && sliding(&person) == 0, "question %d, at %d in the dark",
          person.kiosk.app->step, sliding(&person));
    person_leave(&person);
}

// --- seal --------------------------------------------------------------------------------------

static size_t free_slots(const struct person *person)
{
    return spool_free_slots(person->kiosk.spool);
}

static void test_hold(void)
{
    struct person person;
    sit_at(&person, "en", "seal");
    size_t slots = free_slots(&person);
    const struct node envelope = *person_see(&person, "ui.seal.close", -1);
    struct node beside = envelope;
    beside.x_px -= envelope.w_px;
    CHECK(shown(&person, "ui.seal.hold"), "nobody is told to hold it");
    person_hold(&person, "ui.seal.close", THEME_HOLD_MS - 1);
    CHECK(on(&person, "seal") && node_of(&person, NODE_ENVELOPE)->value == 0, "too short: %s",
          person_screen(&person));
    person_wait(&person, 2 * THEME_HOLD_MS);
    CHECK(on(&person, "seal"), "it goes on closing without a finger");
    person_touch(&person, "ui.settings", -1); // looking away forgets no hold
    person_touch(&person, "ui.settings.done", -1);
    CHECK(shown(&person, "ui.seal.hold"), "one lost hold");
    person_press(&person, &envelope, 1); // slips off
    person_wait(&person, THEME_HOLD_MS / 2);
    person_release(&person, &beside, 1);
    CHECK(on(&person, "seal") && shown(&person, "ui.seal.touch"), "two lost holds: a touch");
    CHECK(free_slots(&person) == slots, "sealed before it was closed");
    person_touch(&person, "ui.seal.close", -1);
    CHECK(on(&person, "sealed") && free_slots(&person) == slots - 1, "%s", person_screen(&person));
    person_leave(&person);
}

static void test_hold_long_enough(void)
{
    struct person person;
    sit_at(&person, "ar", "seal");
    size_t slots = free_slots(&person);
    const struct node envelope = *person_see(&person, "ui.seal.close", -1);
    int before = 0;
    person_press(&person, &envelope, 1);
    for (int i = 1; i < THEME_HOLD_STEPS; i++) {
        person_wait(&person, THEME_HOLD_MS / THEME_HOLD_STEPS);
        int value = node_of(&person, NODE_ENVELOPE)->value;
        CHECK(value > before, "step %d: the flap stands at %d", i, value);
        before = value;
    }
    CHECK(free_slots(&person) == slots, "stored before it was closed");
    person_wait(&person, THEME_HOLD_MS / THEME_HOLD_STEPS);
    CHECK(on(&person, "sealed") && free_slots(&person) == slots - 1, "%s", person_screen(&person));
    person_release(&person, &envelope, 1);
    CHECK(on(&person, "sealed"), "the finger that leaves it goes on to %s", person_screen(&person));
    person_leave(&person);
}

// A second finger does nothing; a palm (the press is taken back) loses the hold.
static void test_hold_cancelled(void)
{
    struct person person;
    sit_at(&person, "nl", "seal");
    const struct node envelope = *person_see(&person, "ui.seal.close", -1);
    const struct node stop = *person_see(&person, "ui.stop", -1);
    person_press(&person, &envelope, 1);
    person_press(&person, &stop, 2);
    person_release(&person, &stop, 2);
    CHECK(on(&person, "seal"), "the second finger leads to %s", person_screen(&person));
    person_wait(&person, THEME_HOLD_MS / 2);
    person_key(&person, APP_CANCEL);
    person_wait(&person, 2 * THEME_HOLD_MS);
    person_release(&person, &envelope, 1);
    CHECK(on(&person, "seal") && person.kiosk.app->tries == 1, "taken back: %s, %d lost",
          person_screen(&person), person.kiosk.app->tries);
    person_leave(&person);
}

static void test_seal_by_key(void)
{
    struct person person;
    sit_at(&person, "ti", "seal");
    for (int i = 0; i < 20 && !person_see(&person, "ui.seal.close", -1)->focused; i++) {
        person_key(&person, APP_NEXT);
    }
    person_key(&person, APP_ACTIVATE);
    CHECK(on(&person, "sealed"), "Enter: %s", person_screen(&person));
    person_leave(&person);
}

static void test_still(void)
{
    struct person person;
    sit_at(&person, "en", "seal");
    policy_of(&person)->still = true;
    const struct node envelope = *person_see(&person, "ui.seal.close", -1);
    person_press(&person, &envelope, 1);
    for (int i = 1; i < THEME_HOLD_STEPS; i++) {
        person_wait(&person, THEME_HOLD_MS / THEME_HOLD_STEPS);
        CHECK(node_of(&person, NODE_ENVELOPE)->value == 0, "step %d moves", i);
    }
    person_wait(&person, THEME_HOLD_MS / THEME_HOLD_STEPS);
    CHECK(on(&person, "sealed"), "%s", person_screen(&person));
    person_leave(&person);
}

// --- code --------------------------------------------------------------------------------------

static void test_code(void)
{
    struct person person;
    static struct page first, again;
    sit_at(&person, "ar", "code");
    first = *person_page(&person);
    CHECK(node_of(&person, NODE_TICKET) && node_of(&person, NODE_QR), "no ticket or no QR code");
    person_touch(&person, "ui.code.kept", -1);
    CHECK(on(&person, "kept"), "%s", person_screen(&person));
    CHECK(!node_of(&person, NODE_TICKET) && person_page(&person)->qr_side == 0,
          "it is still shown");
    person_touch(&person, "ui.code.sure.no", -1);
    again = *person_page(&person);
    CHECK(on(&person, "code") && again.count == first.count &&
              memcmp(again.qr, first.qr, sizeof first.qr) == 0,
          "No shows it again");
    for (int i = 0; i < first.count; i++) {
        CHECK(strcmp(first.nodes[i].name, again.nodes[i].name) == 0 &&
                  strcmp(first.nodes[i].pictogram, again.nodes[i].pictogram) == 0,
              "node %d: \"%s\", then \"%s\"", i, first.nodes[i].name, again.nodes[i].name);
    }
    person_touch(&person, "ui.code.kept", -1);
    person_touch(&person, "ui.code.sure.yes", -1);
    CHECK(on(&person, "help"), "%s", person_screen(&person));
    CHECK(all_zero(person.kiosk.app->session, sizeof *person.kiosk.app->session), "it is left");
    CHECK(app_take_wiped(person.kiosk.app), "the painter isn't told");
    person_leave(&person);
}

// Goodbye ends by itself, also when it was hidden for a while.
static void test_goodbye(void)
{
    struct person person;
    sit_at(&person, "en", "goodbye");
    person_key(&person, APP_HIDE);
    touch_rest(&person, 3, 100);
    CHECK(on(&person, "goodbye"), "%s", person_screen(&person));
    person_wait(&person, 40000);
    CHECK(!person_trace(&person), "%s is left", person_trace(&person));
    person_leave(&person);
}

// Or by "Done", but not by a second touch that was meant for the way on.
static void test_done(void)
{
    struct person person;
    sit_at(&person, "en", "goodbye");
    person_touch(&person, "ui.settings.done", -1);
    CHECK(on(&person, "goodbye"), "a hasty touch leads to %s", person_screen(&person));
    person_wait(&person, 2000);
    person_touch(&person, "ui.settings.done", -1);
    CHECK(!person_trace(&person), "%s is left", person_trace(&person));
    person_leave(&person);
}

// Neither a telephone nor an address, where the site doesn't offer to come by: no dead end.
static void test_no_way(void)
{
    struct person person;
    sit_at(&person, "nl", "contact");
    CHECK(!shown(&person, "ui.contact.unknown"), "coming by is enough");
    policy_of(&person)->channels = 1u << CHANNEL_CALL;
    answer(&person, "ui.contact.yes");
    answer(&person, "ui.contact.call");
    CHECK(shown(&person, "ui.contact.phone"), "no keypad");
    person_touch(&person, "ui.contact.unknown", -1);
    CHECK(shown(&person, "ui.contact.channel"), "no way round");
    answer(&person, "ui.contact.unknown");
    CHECK(shown(&person, "ui.wish.language"), "no way on");
    CHECK(contact_of(&person)->option[CONTACT_CHANNEL] == 0, "a way is kept");
    for (int wish = 0; wish < 4; wish++) {
        CHECK(person_touch(&person, "ui.next", 0), "wish %d can't be passed over", wish);
    }
    CHECK(on(&person, "check"), "%s", person_screen(&person));
    person_key(&person, APP_ESCAPE);
    CHECK(on(&person, "contact") && shown(&person, "ui.wish.background"), "Back isn't to the last");
    person_leave(&person);
}

int main(int argc, char **argv)
{
    static void (*const silent[])(void) = {
        test_pages_of_languages,
        test_under_16,
        test_lost_touches,
        test_slow,
        test_explain,
        test_hide_the_warning,
        test_hide_taught,
        test_channels,
        test_reach,
        test_whose_number,
        test_no_clears,
        test_contact_back,
        test_wishes_passed,
        test_policy,
        test_envelope_waits,
        test_slides,
        test_slide_of_answers_only,
        test_slide_interrupted,
        test_no_slide,
        test_hold,
        test_still,
        test_hold_long_enough,
        test_hold_cancelled,
        test_seal_by_key,
        test_code,
        test_goodbye,
        test_done,
        test_no_way,
        NULL,
    };
    static void (*const spoken[])(void) = {
        test_two_touches,
        test_slow_listening,
        test_explanation_said,
        test_hide,
        test_hide_and_leave,
        test_overview,
        NULL,
    };
    if (argc != 2) {
        fputs("usage: way_test STATE\n", stderr);
        return 2;
    }
    state = argv[1];
    person_run(silent);
    loudspeaker = &audio_driver_null;
    person_run(spoken);
    return check_done();
}
