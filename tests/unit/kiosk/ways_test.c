// How a person sees, hears and touches: settings, touch and listen first, the dark screen,
// headphones; and what lies over any screen and leaves it as it was.
#include "check.h"
#include "person.h"
#include "theme.h"

#include <string.h>

enum { MOMENT_MS = 100 };

static const char *state;
static const struct audio_driver *loudspeaker = &audio_driver_missing;

static bool on(struct person *person, const char *screen)
{
    return strcmp(person_screen(person), screen) == 0;
}

static void sit(struct person *person, struct panel panel)
{
    person_sit(person, state, loudspeaker, panel);
}

static void sit_at(struct person *person, const char *language, const char *screen)
{
    sit(person, panel_measure(1280, 800, 216, 135));
    person_choose(person, language);
    CHECK(person_go(person, screen), "no way to %s in %s", screen, language);
    person_listen(person);
    person_forget_heard(person);
}

static bool speaking(const struct person *person)
{
    return player_state(person->kiosk.player) == PLAYER_SPEAKING;
}

static bool marked(struct person *person, const char *id)
{
    const struct page *page = person_page(person);
    for (int i = 0; i < page->count; i++) {
        if (strstr(page->nodes[i].name, app_text(person->kiosk.app, id))) {
            return page->nodes[i].region == REGION_MARK;
        }
    }
    return false;
}

// --- settings ----------------------------------------------------------------------------------

static int step_text(const struct person *person)
{
    return person->kiosk.app->ways.text_step;
}

static int step_theme(const struct person *person)
{
    return person->kiosk.app->ways.theme;
}

static int step_volume(const struct person *person)
{
    return player_volume(person->kiosk.player);
}

static int step_speed(const struct person *person)
{
    return player_speed(person->kiosk.player);
}

static int is_guided(const struct person *person)
{
    return person->kiosk.app->ways.guided;
}

static int is_dark(const struct person *person)
{
    return person->kiosk.app->ways.dark;
}

static int is_lower(const struct person *person)
{
    return person->kiosk.app->ways.lower;
}

static const struct setting {
    const char *id;
    int (*get)(const struct person *person);
    int times, then;
} settings[] = {
    {"ui.louder", step_volume, 1, PLAYER_VOLUME_DEFAULT + 1},
    {"ui.louder", step_volume, 20, PLAYER_VOLUME_STEPS},
    {"ui.softer", step_volume, 2, PLAYER_VOLUME_DEFAULT - 2},
    {"ui.softer", step_volume, 20, 0},
    {"ui.faster", step_speed, 1, PLAYER_SPEED_DEFAULT + 1},
    {"ui.faster", step_speed, 20, PLAYER_SPEED_STEPS - 1},
    {"ui.slower", step_speed, 20, 0},
    {"ui.text-size", step_text, 2, THEME_TEXT_STEPS - 1},
    {"ui.text-size", step_text, THEME_TEXT_STEPS, THEME_TEXT_DEFAULT},
    {"ui.contrast", step_theme, 1, 1},
    {"ui.contrast", step_theme, 3, 3},
    {"ui.contrast", step_theme, THEME_COUNT, 0},
    {"ui.lower", is_lower, 1, 1},
    {"ui.lower", is_lower, 2, 0},
    {"ui.guided", is_guided, 1, 1},
    {"ui.dark", is_dark, 1, 1},
};

// On a tall panel, where everything is offered. Each setting, then all of them are as they were.
static void test_settings(void)
{
    struct person person;
    sit(&person, panel_measure(1080, 1920, 194, 344));
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        const struct setting *setting = &settings[i];
        person_choose(&person, "en");
        CHECK(person_go(&person, "alone"), "no way");
        person_touch(&person, "ui.listen.silent", -1);
        person_touch(&person, "ui.settings", -1);
        for (int n = 0; n < setting->times; n++) {
            CHECK(person_touch_listed(&person, setting->id, -1), "no %s", setting->id);
        }
        CHECK(setting->get(&person) == setting->then, "%s %d times: %d", setting->id,
              setting->times, setting->get(&person));
        app_wipe(person.kiosk.app);
        app_page(person.kiosk.app);
        person_wait(&person, 0);
        CHECK(!person_trace(&person), "after %s: %s", setting->id, person_trace(&person));
    }
    person_leave(&person);
}

static float list_mm(struct person *person, const char *list)
{
    person_touch(person, list, -1);
    float body_mm = person_page(person)->body_mm;
    person_key(person, APP_ESCAPE);
    return body_mm;
}

// Larger words reach the lists as well, which show fewer lines then; the choice stays where it is
// touched, and all lines are still there.
static void test_larger_lists(void)
{
    static const struct panel_size {
        int w_px, h_px;
        float w_mm, h_mm;
    } sizes[] = {{1280, 800, 216, 135}, {800, 1280, 135, 216}};
    static const char *const lists[] = {"ui.settings", "ui.help-now"};
    struct person person;
    sit_at(&person, "nl", "question");
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const struct panel_size *size = &sizes[i];
        app_resize(person.kiosk.app, panel_measure(size->w_px, size->h_px, size->w_mm, size->h_mm));
        float before[2] = {list_mm(&person, lists[0]), list_mm(&person, lists[1])};
        person_touch(&person, "ui.settings", -1);
        for (int step = THEME_TEXT_DEFAULT + 1; step < THEME_TEXT_STEPS; step++) {
            CHECK(person_touch(&person, "ui.text-size", -1), "panel %zu: it moved away", i);
        }
        CHECK(person_touch_listed(&person, "ui.contrast", -1), "panel %zu: no way there", i);
        person_touch(&person, "ui.settings.done", -1);
        for (int list = 0; list < 2; list++) {
            float larger = list_mm(&person, lists[list]);
            CHECK(larger > before[list], "panel %zu, %s: %.1f mm after %.1f", i, lists[list],
                  (double)larger, (double)before[list]);
        }
        person_settle(&person, "ui.text-size", 2); // from the largest round to the default
        CHECK(step_text(&person) == THEME_TEXT_DEFAULT, "step %d", step_text(&person));
    }
    person_leave(&person);
}

static void test_themes_shown(void)
{
    struct person person;
    sit_at(&person, "nl", "question");
    for (int i = 0; i <= THEME_COUNT; i++) {
        CHECK(person_page(&person)->theme == themes[i % THEME_COUNT], "theme %d isn't shown", i);
        person_settle(&person, "ui.contrast", 1);
    }
    person_settle(&person, "ui.dark", 1);
    CHECK(person_page(&person)->dark, "the dark screen isn't dark");
    person_leave(&person);
}

// Only where half of the panel still holds the page.
static void test_lower_offered(void)
{
    static const struct {
        int w_px, h_px;
        float w_mm, h_mm;
        bool offered;
    } rows[] = {{1280, 800, 216, 135, false},
                {1920, 1080, 344, 194, false},
                {800, 1280, 135, 216, false},
                {1080, 1920, 194, 344, true}};
    struct person person;
    sit_at(&person, "en", "question");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        app_resize(person.kiosk.app,
                   panel_measure(rows[i].w_px, rows[i].h_px, rows[i].w_mm, rows[i].h_mm));
        CHECK(person_settle(&person, "ui.lower", 1) == rows[i].offered, "row %zu", i);
        const struct page *page = person_page(&person);
        for (int n = 0; rows[i].offered && n < page->count; n++) {
            CHECK(page->nodes[n].y_px >= (float)(rows[i].h_px / 2), "row %zu: node %d stands above",
                  i, n);
        }
    }
    person_leave(&person);
}

// --- touch and listen first --------------------------------------------------------------------

static void check_guided(struct person *person, const char *how)
{
    person_forget_heard(person);
    person_touch(person, "answer.Y", -1);
    CHECK(person_answer(person, 0) == 0, "%s: the first touch chose", how);
    CHECK(person_heard(person, "answer.Y") && person->heard_count == 1, "%s: %d prompts", how,
          person->heard_count);
    CHECK(person_see(person, "answer.Y", -1)->focused, "%s: it isn't marked", how);
    person_touch(person, "answer.N", -1);
    CHECK(person_answer(person, 0) == 0 && person_heard(person, "answer.N"), "%s: another", how);
    person_touch(person, "answer.Y", -1);
    CHECK(person_answer(person, 0) == 0, "%s: the first again is a first touch again", how);
    person_touch(person, "ui.stop", -1);
    CHECK(on(person, "question") && person_heard(person, "ui.stop"), "%s: Stop at once", how);
    person_touch(person, "ui.hide", -1);
    CHECK(on(person, "rest"), "%s: hiding waits", how);
    for (int i = 0; i < 3; i++) {
        person_touch(person, "ui.rest", -1);
    }
    CHECK(on(person, "question"), "%s: coming back waits", how);
    person_touch(person, "answer.N", -1);
    person_touch(person, "answer.N", -1);
    CHECK(person_answer(person, 0) == 2, "%s: the second touch doesn't choose", how);
    person_wait(person, THEME_CHANGE_OF_MIND_MS);
    CHECK(person->kiosk.app->step == 1, "%s: it doesn't go on", how);
}

static void test_guided(void)
{
    struct person person;
    sit_at(&person, "nl", "question");
    person_settle(&person, "ui.guided", 1); // its Done is heard, not chosen
    CHECK(on(&person, "settings") && is_guided(&person), "%s", person_screen(&person));
    CHECK(person_heard(&person, "ui.guided.how"), "nobody says how");
    person_touch(&person, "ui.settings.done", -1);
    check_guided(&person, "guided");
    person_leave(&person);
}

static void test_dark(void)
{
    struct person person;
    sit_at(&person, "ar", "question");
    person_settle(&person, "ui.dark", 1);
    person_touch(&person, "ui.settings.done", -1);
    CHECK(person_page(&person)->dark && on(&person, "question"), "%s", person_screen(&person));
    check_guided(&person, "dark");
    person_leave(&person);
}

// Whoever asked for silence and then goes by ear hears.
static void test_guided_is_heard(void)
{
    static const char *const ids[] = {"ui.guided", "ui.dark"};
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        struct person person;
        sit_at(&person, "en", "alone");
        person_touch(&person, "ui.listen.silent", -1);
        person_settle(&person, ids[i], 1);
        person_listen(&person);
        person_forget_heard(&person);
        person_touch(&person, "ui.settings.done", -1);
        person_touch(&person, "answer.Y", -1);
        CHECK(person_heard(&person, "answer.Y"), "%s is silent", ids[i]);
        person_leave(&person);
    }
}

// --- headphones --------------------------------------------------------------------------------

static void next_question(struct person *person)
{
    person_touch(person, "answer.Y", -1);
    person_wait(person, THEME_CHANGE_OF_MIND_MS);
    person_wait(person, MOMENT_MS);
}

static void test_unplugged(void)
{
    struct person person;
    sit_at(&person, "nl", "question");
    person_key(&person, APP_HEADPHONES_IN);
    next_question(&person);
    CHECK(speaking(&person), "plugged in, it is silent");
    person_key(&person, APP_HEADPHONES_OUT);
    CHECK(!speaking(&person), "pulled out, it goes on speaking");
    CHECK(marked(&person, "ui.headphones.out"), "nothing says why it is silent");
    person_forget_heard(&person);
    next_question(&person);
    CHECK(person.heard_count == 0, "%s is said aloud", person.heard[0].key);
    person_key(&person, APP_NEXT);
    person_wait(&person, MOMENT_MS);
    CHECK(person.heard_count == 0, "%s is said aloud", person.heard[0].key);
    person_touch(&person, "ui.stop", -1); // nothing of the person's own
    CHECK(person_heard(&person, "ui.stop.ask"), "Stop doesn't ask aloud");
    person_touch(&person, "ui.stop.no", -1);
    CHECK(!speaking(&person), "the question again, unasked");
    person_touch(&person, "ui.listen", -1);
    CHECK(speaking(&person), "asked for, it stays silent");
    next_question(&person);
    CHECK(speaking(&person), "asked for once: whoever wants it aloud hears the next too");
    person_key(&person, APP_HEADPHONES_IN);
    person_key(&person, APP_HEADPHONES_OUT);
    CHECK(!speaking(&person), "pulled out again, it goes on");
    next_question(&person);
    CHECK(!speaking(&person), "pulled out again, the next is said aloud");
    person_key(&person, APP_HEADPHONES_IN);
    next_question(&person);
    CHECK(speaking(&person), "plugged in again, it is silent");
    person_leave(&person);
}

// Chosen: not a word, but what "Listen again" asks for.
static void test_silence_chosen(void)
{
    struct person person;
    sit_at(&person, "en", "alone");
    person_touch(&person, "ui.listen.silent", -1);
    CHECK(person_go(&person, "question"), "no way");
    CHECK(person.heard_count == 0, "%s is said", person.heard[0].key);
    person_touch(&person, "ui.listen", -1);
    CHECK(speaking(&person), "asked for, it stays silent");
    person_listen(&person);
    person_forget_heard(&person);
    next_question(&person);
    CHECK(person.heard_count == 0, "%s is said unasked", person.heard[0].key);
    CHECK(person_go(&person, "check"), "no way");
    person_touch(&person, "ui.check.listen", -1);
    CHECK(speaking(&person), "the answers, asked for, are silent");
    person_leave(&person);
}

// --- a language without a voice ----------------------------------------------------------------

// Nothing to hear is offered on the page that stands there, nor on the pages of its list.
static void check_unheard(struct person *person)
{
    static const char *const ids[] = {"ui.listen",       "ui.louder",       "ui.softer",
                                      "ui.faster",       "ui.slower",       "ui.guided",
                                      "ui.dark",         "ui.check.listen", "ui.listen.headphones",
                                      "ui.listen.aloud", "ui.listen.silent"};
    do {
        for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
            CHECK(!person_see(person, ids[i], -1), "%s offers %s", person_screen(person), ids[i]);
        }
        CHECK(!marked(person, "ui.headphones.out"), "%s is marked", person_screen(person));
    } while (person_see(person, "ui.next", 1) && person_touch(person, "ui.next", 1));
}

static void test_voiceless(void)
{
    struct person person;
    sit(&person, panel_measure(1080, 1920, 194, 344));
    struct app *app = person.kiosk.app;
    struct pack_language *language = NULL;
    for (size_t i = 0; i < pack_language_count(person.kiosk.pack); i++) {
        const struct pack_language *one = pack_language(person.kiosk.pack, i);
        language = strcmp(one->code, "nl") == 0 ? (struct pack_language *)(uintptr_t)one : language;
    }
    language->voice = false;
    person_key(&person, APP_HEADPHONES_OUT);
    person_choose(&person, "nl");
    CHECK(on(&person, "voiceless"), "%s", person_screen(&person));
    while (!on(&person, "goodbye")) {
        bool practice = on(&person, "practice");
        check_unheard(&person);
        CHECK(person_step(&person), "no way on from %s", person_screen(&person));
        if (practice) {
            CHECK(app->ways.listening == LISTEN_SILENT, "something may be said");
            app_go(app, &screen_easier);
        }
        if (on(&person, "question") && person_touch(&person, "ui.settings", -1)) {
            check_unheard(&person);
            CHECK(person_see(&person, "ui.text-size", -1) && person_see(&person, "ui.lower", -1) &&
                      person_see(&person, "ui.contrast", -1),
                  "nothing to see better");
            person_touch(&person, "ui.settings.done", -1);
        }
    }
    check_unheard(&person);
    language->voice = true;
    person_leave(&person);
}

// --- over anything -----------------------------------------------------------------------------

static const char *const way[] = {"welcome",  "young",     "begin",         "alone",
                                  "practice", "practised", "practice-hide", "question",
                                  "contact",  "check",     "seal"};

// What may differ after something lay over a screen: times, the focus, what is going to be said.
static struct app without_times(const struct app *app)
{
    struct app bare = *app;
    bare.now_ms = bare.activity_ms = bare.due_ms = bare.lit_until_ms = 0;
    bare.touched_x_px = bare.touched_y_px = 0;
    bare.focus = -1;
    bare.stale = false;
    bare.sound = (struct app_sound){0};
    bare.fitting = 0;
    memset(bare.under, 0, sizeof bare.under); // above depth: what was there
    return bare;
}

// Before and after; an answer that was shown is hidden again.
static bool same_fields(const struct app *a, const struct app *b)
{
    return a->screen == b->screen && a->depth == b->depth && a->language == b->language &&
           a->candidate == b->candidate && a->first == b->first && a->step == b->step &&
           a->place == b->place && a->tries == b->tries && a->closing == b->closing &&
           (!b->reveal || a->reveal) && a->returned == b->returned &&
           a->explaining == b->explaining && a->from_check == b->from_check && a->hid == b->hid &&
           a->pressed_id == b->pressed_id && memcmp(&a->ways, &b->ways, sizeof a->ways) == 0;
}

// Runs `look` from each screen of the way: nothing of it is left.
static void check_no_trace(void (*look)(struct person *person), const char *what)
{
    static struct session session;
    struct person person;
    sit_at(&person, "en", "welcome");
    for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
        CHECK(person_go(&person, way[i]), "no way to %s", way[i]);
        struct app before = without_times(person.kiosk.app);
        session = *person.kiosk.app->session;
        person_key(&person, APP_NEXT);
        look(&person);
        struct app after = without_times(person.kiosk.app);
        CHECK(same_fields(&before, &after), "%s over %s leaves a trace (now %s)", what, way[i],
              person_screen(&person));
        CHECK(memcmp(&session, person.kiosk.app->session, sizeof session) == 0,
              "%s over %s changes an answer", what, way[i]);
        CHECK(person.kiosk.app->focus == -1, "%s over %s leaves a focus", what, way[i]);
    }
    person_leave(&person);
}

static void look_for_help(struct person *person)
{
    CHECK(person_touch(person, "ui.help-now", -1) && on(person, "help-now"), "no help now");
    person_touch(person, pack_entry(person->kiosk.pack, 1)->name, -1);
    CHECK(on(person, "place"), "%s", person_screen(person));
    person_touch(person, "ui.back", -1);
    while (on(person, "help-now")) {
        CHECK(person_touch(person, "ui.next", -1), "no way out of help now");
    }
}

static void look_for_help_and_back(struct person *person)
{
    person_touch(person, "ui.help-now", -1);
    person_key(person, APP_ESCAPE);
}

static void ask_to_stop(struct person *person)
{
    CHECK(person_touch(person, "ui.stop", -1) && on(person, "stop"), "no Stop on %s",
          person_screen(person));
    person_touch(person, "ui.stop.no", -1);
}

static void hide(struct person *person)
{
    bool hid = person->kiosk.app->hid;
    person_key(person, APP_HIDE);
    for (int i = 0; i < 3; i++) {
        person_touch(person, "ui.rest", -1);
    }
    person->kiosk.app->hid = hid; // the practice praises it: the one thing that it may leave
}

static void look_at_settings(struct person *person)
{
    person_touch(person, "ui.settings", -1);
    person_touch(person, "ui.settings.done", -1);
}

// One over the other, and all the way back.
static void pile_up(struct person *person)
{
    bool hid = person->kiosk.app->hid;
    person_touch(person, "ui.stop", -1);
    person_touch(person, "ui.settings", -1);
    person_touch(person, "ui.help-now", -1);
    person_touch(person, pack_entry(person->kiosk.pack, 0)->name, -1);
    person_key(person, APP_HIDE);
    person_key(person, APP_HIDE);
    for (int i = 0; i < 3; i++) {
        person_touch(person, "ui.rest", -1);
    }
    for (int i = 0; i < 4; i++) {
        person_key(person, APP_ESCAPE);
    }
    person->kiosk.app->hid = hid;
}

static void test_no_trace(void)
{
    check_no_trace(look_for_help, "help now");
    check_no_trace(look_for_help_and_back, "help now, and back");
    check_no_trace(ask_to_stop, "Stop");
    check_no_trace(hide, "hiding");
    check_no_trace(look_at_settings, "settings");
    check_no_trace(pile_up, "everything");
}

// A question that somebody left for the help has no way on before it is answered.
static void test_unanswered_stays_so(void)
{
    struct person person;
    sit_at(&person, "nl", "question");
    look_for_help(&person);
    CHECK(!person_see(&person, "ui.next", -1) && !person_see(&person, "ui.show-answer", -1),
          "an unanswered question has a way on");
    const struct node yes = *person_see(&person, "answer.Y", -1);
    person_touch(&person, "answer.Y", -1);
    const struct node *then = person_see(&person, "answer.Y", -1);
    CHECK(then->x_px == yes.x_px && then->y_px == yes.y_px && then->h_px == yes.h_px,
          "the sheets move under the finger");
    person_touch(&person, "ui.stop", -1);
    person_touch(&person, "ui.stop.no", -1);
    CHECK(person_see(&person, "ui.next", -1) && person_see(&person, "ui.show-answer", -1),
          "an answered question has no way on");
    person_leave(&person);
}

// Stop, asked once, wipes: from each screen, also through what lies over it.
static void test_stop_from_anywhere(void)
{
    for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
        struct person person;
        sit_at(&person, "ar", way[i]);
        bool over = i % 2 == 1; // hidden while Stop asks
        person_touch(&person, "ui.stop", -1);
        if (over) {
            person_key(&person, APP_HIDE);
            for (int k = 0; k < 3; k++) {
                person_touch(&person, "ui.rest", -1);
            }
        }
        CHECK(on(&person, "stop"), "%s: %s", way[i], person_screen(&person));
        person_touch(&person, "ui.stop.yes", -1);
        CHECK(on(&person, "help"), "%s: %s", way[i], person_screen(&person));
        CHECK(all_zero(person.kiosk.app->session, sizeof *person.kiosk.app->session),
              "%s: something is left", way[i]);
        CHECK(app_take_wiped(person.kiosk.app), "%s: the painter isn't told", way[i]);
        person_leave(&person);
    }
}

// --- presses -----------------------------------------------------------------------------------

// A press that begins on one target and ends on another does nothing, whichever two they are.
static void check_presses(struct person *person)
{
    static struct page page;
    struct app *app = person->kiosk.app;
    page = *person_page(person);
    struct app before = without_times(app);
    for (int i = 0; i < page.count; i++) {
        for (int k = 0; k < page.count; k++) {
            if (i == k || !node_touchable(&page.nodes[i]) || !node_touchable(&page.nodes[k])) {
                continue;
            }
            person_press(person, &page.nodes[i], 1);
            person_release(person, &page.nodes[k], 1);
            app->tries = before.tries; // lost touches are counted
            struct app after = without_times(app);
            CHECK(same_fields(&before, &after) && app->focus == -1, "%s: from %s to %s",
                  page.screen, page.nodes[i].id, page.nodes[k].id);
        }
    }
}

static void test_presses(void)
{
    static const char *const after[] = {"sealed", "code", "kept", "help", "goodbye"};
    struct person person;
    sit(&person, panel_measure(1280, 800, 216, 135));
    check_presses(&person);
    person_choose(&person, "nl");
    for (size_t i = 0; i < sizeof way / sizeof way[0]; i++) {
        CHECK(person_go(&person, way[i]), "no way to %s", way[i]);
        check_presses(&person);
        person_touch(&person, "ui.settings", -1);
        check_presses(&person);
        person_touch(&person, "ui.settings.done", -1);
    }
    for (size_t i = 0; i < sizeof after / sizeof after[0]; i++) {
        CHECK(person_go(&person, after[i]), "no way to %s", after[i]);
        check_presses(&person);
    }
    person_leave(&person);
}

int main(int argc, char **argv)
{
    static void (*const silent[])(void) = {
        test_settings,
        test_larger_lists,
        test_themes_shown,
        test_lower_offered,
        test_voiceless,
        test_no_trace,
        test_unanswered_stays_so,
        test_stop_from_anywhere,
        test_presses,
        NULL,
    };
    static void (*const spoken[])(void) = {
        test_guided, test_dark, test_guided_is_heard, test_unplugged, test_silence_chosen, NULL,
    };
    if (argc != 2) {
        fputs("usage: ways_test STATE\n", stderr);
        return 2;
    }
    state = argv[1];
    person_run(silent);
    loudspeaker = &audio_driver_null;
    person_run(spoken);
    return check_done();
}
