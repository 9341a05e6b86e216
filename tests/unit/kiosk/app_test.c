// What a person does to the app and what comes of it, on a fake clock, with a real kiosk's pack,
// voices and spool.
#include "check.h"
#include "person.h"
#include "theme.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { IDLE_MS = 300000, WARNING_MS = 45000, CODE_IDLE_MS = 120000 }; // as the fixture's pack says

static const char *state;
static const struct audio_driver *loudspeaker =
    &audio_driver_missing; // speech costs most of the time

static bool on(struct person *person, const char *screen)
{
    return strcmp(person_screen(person), screen) == 0;
}

static void sit(struct person *person)
{
    person_sit(person, state, loudspeaker, panel_measure(1280, 800, 216, 135));
}

// At the first question, the speech over.
static void sit_at_question(struct person *person, const char *language)
{
    sit(person);
    person_choose(person, language);
    CHECK(person_go(person, "question"), "no way to the questions in %s", language);
    person_listen(person);
}

static int step_of(const struct person *person)
{
    return person->kiosk.app->step;
}

// The option kept for the n-th question; 0 for none.
static int answer_of(const struct person *person, int question)
{
    const struct form *form = pack_form(person->kiosk.pack);
    for (size_t i = 0; i < form_item_count(form); i++) {
        if (form_item(form, i)->kind == FORM_CHOICE && question-- == 0) {
            return person->kiosk.app->session->answers.option[i];
        }
    }
    return -1;
}

static bool session_empty(const struct person *person)
{
    return all_zero(person->kiosk.app->session, sizeof *person->kiosk.app->session);
}

// Nothing of a person is left in the app.
static void check_untouched(const struct person *person, const char *when)
{
    const char *trace = person_trace(person);
    CHECK(!trace, "%s: %s", when, trace);
}

// --- fingers -----------------------------------------------------------------------------------

static void test_press(void)
{
    struct person person;
    sit_at_question(&person, "en");
    const struct node yes = *person_see(&person, "answer.Y", -1);
    const struct node no = *person_see(&person, "answer.N", -1);

    person_press(&person, &yes, 1);
    CHECK(person_see(&person, "answer.Y", -1)->pressed, "a pressed sheet shows it");
    person_release(&person, &no, 1);
    CHECK(answer_of(&person, 0) == 0, "a press that slides to another target counts");
    CHECK(!person_see(&person, "answer.Y", -1)->pressed, "it still looks pressed");

    person_press(&person, &yes, 1);
    person_press(&person, &no, 2);
    CHECK(!person_see(&person, "answer.N", -1)->pressed, "the second finger presses");
    person_release(&person, &no, 2);
    CHECK(answer_of(&person, 0) == 0, "the second finger answered");
    person_release(&person, &yes, 1);
    CHECK(answer_of(&person, 0) == 1, "the first finger was lost");
    person_leave(&person);
}

static void test_cancel(void)
{
    struct person person;
    sit_at_question(&person, "en");
    const struct node yes = *person_see(&person, "answer.Y", -1);
    person_press(&person, &yes, 1);
    person_key(&person, APP_CANCEL);
    person_release(&person, &yes, 1);
    CHECK(answer_of(&person, 0) == 0, "a press taken back counts");
    person_release(&person, &yes, 1);
    CHECK(answer_of(&person, 0) == 0, "a release without a press counts");

    struct node beside = yes;
    beside.y_px += beside.h_px; // in the gap below
    beside.h_px = 2;
    person_press(&person, &beside, 1);
    person_release(&person, &yes, 1);
    CHECK(answer_of(&person, 0) == 0, "a press beside every target counts");
    person_press(&person, &yes, 1);
    person_wait(&person, 5000);
    person_release(&person, &yes, 1);
    CHECK(answer_of(&person, 0) == 1, "a slow finger is refused");
    person_leave(&person);
}

// The next question, which has the same sheets in the same places, doesn't come under a finger that
// is about to choose otherwise: that one counts, and nobody answers what they haven't read.
static void test_press_across_questions(void)
{
    struct person person;
    sit_at_question(&person, "en");
    const struct node no = *person_see(&person, "answer.N", -1);
    person_touch(&person, "answer.Y", -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS - 40);
    person_press(&person, &no, 1);
    person_wait(&person, 3000);
    CHECK(step_of(&person) == 0, "question %d under the finger", step_of(&person));
    person_release(&person, &no, 1);
    CHECK(answer_of(&person, 0) == 2, "the change of mind came too late");
    person_wait(&person, THEME_CHANGE_OF_MIND_MS);
    CHECK(answer_of(&person, 1) == 0, "a question that nobody has read was answered");
    person_wait(&person, 5000);
    CHECK(step_of(&person) == 1, "question %d", step_of(&person));
    person_leave(&person);
}

// --- answers -----------------------------------------------------------------------------------

static void test_change_of_mind(void)
{
    struct person person;
    sit_at_question(&person, "nl");
    person_touch(&person, "answer.Y", -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS - 200);
    CHECK(step_of(&person) == 0 && answer_of(&person, 0) == 1, "too soon");
    person_touch(&person, "answer.N", -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS - 1);
    CHECK(step_of(&person) == 0, "the second answer gets less than its moment");
    CHECK(person_see(&person, "answer.N", -1)->selected, "the new answer isn't shown");
    CHECK(!person_see(&person, "answer.Y", -1)->selected, "the old answer is still shown");
    person_wait(&person, 1);
    CHECK(step_of(&person) == 1, "question %d", step_of(&person));
    CHECK(answer_of(&person, 0) == 2, "answer %d", answer_of(&person, 0));
    person_touch(&person, "answer.asked-declined", -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS);
    CHECK(answer_of(&person, 1) == 3 && step_of(&person) == 2, "declining");
    person_leave(&person);
}

// Who walks with keys has the same moment after each step; who asks to hear it hears it out.
static void test_settling(void)
{
    struct person person;
    sit_at_question(&person, "en");
    person_touch(&person, "answer.Y", -1);
    while (!person_see(&person, "answer.N", -1)->focused) {
        person_wait(&person, THEME_CHANGE_OF_MIND_MS - 1);
        person_key(&person, APP_NEXT);
    }
    person_key(&person, APP_ACTIVATE);
    CHECK(step_of(&person) == 0 && answer_of(&person, 0) == 2, "keys changed it too late");
    person_touch(&person, "ui.listen", -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS + 200);
    bool speaks = player_state(person.kiosk.player) == PLAYER_SPEAKING;
    CHECK(speaks && step_of(&person) == 0, "cut off: question %d", step_of(&person));
    person_touch(&person, "ui.explain", -1);
    person_touch(&person, "ui.explain", -1); // the way on may have given way to it
    person_listen(&person);
    CHECK(step_of(&person) == 0 && person_touch(&person, "ui.next", -1) && step_of(&person) == 1,
          "an explained answer has no way on");
    person_leave(&person);
}

// What a passer-by sees after Back, into `page`.
static void page_after_back(const char *answer, struct page *page)
{
    struct person person;
    sit_at_question(&person, "ar");
    person_touch(&person, answer, -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS);
    person_listen(&person);
    person_touch(&person, "ui.back", -1);
    CHECK(step_of(&person) == 0, "question %d", step_of(&person));
    *page = *person_page(&person);
    for (int i = 0; i < page->count; i++) {
        page->nodes[i].layout = page->nodes[i].detail_layout = NULL; // where, not what
    }
    CHECK(person_count_selected(&person) == 0, "%s shows after Back", answer);
    person_touch(&person, "ui.show-answer", -1);
    const struct node *given = person_see(&person, answer, -1);
    CHECK(given->selected && person_count_selected(&person) == 1, "%s doesn't show when asked",
          answer);
    person_touch(&person, "ui.next", -1);
    CHECK(step_of(&person) == 1 && person_count_selected(&person) == 0, "Next after Back");
    person_leave(&person);
}

static void test_back_hides(void)
{
    static const char *const answers[] = {"answer.Y", "answer.N", "answer.asked-declined"};
    static struct page pages[3];
    for (int i = 0; i < 3; i++) {
        page_after_back(answers[i], &pages[i]);
        // Nodes hold pointers into the pack's own tables, which differ from kiosk to kiosk.
        for (int n = 0; n < pages[i].count; n++) {
            pages[i].nodes[n].id = NULL;
        }
        CHECK(memcmp(pages[0].nodes, pages[i].nodes, sizeof pages[i].nodes) == 0,
              "the page after Back differs for %s", answers[i]);
    }
}

static void test_check_hides(void)
{
    struct person person;
    sit_at_question(&person, "en");
    CHECK(person_go(&person, "check"), "no way to the check");
    CHECK(person_count_selected(&person) == 0, "an answer shows on the list");
    person_touch(&person, "ui.check.item", 4);
    CHECK(on(&person, "question") && step_of(&person) == 3, "question %d", step_of(&person));
    CHECK(person_see(&person, "answer.Y", -1)->selected, "the touched answer is to be seen");
    person_touch(&person, "answer.N", -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS);
    CHECK(on(&person, "check") && answer_of(&person, 3) == 2, "changed from the list");
    person_touch(&person, "ui.check.item", 4);
    person_touch(&person, "ui.stop", -1);
    person_touch(&person, "ui.stop.no", -1);
    CHECK(on(&person, "question") && person_count_selected(&person) == 0,
          "it shows again after Stop");
    person_touch(&person, "ui.next", -1);
    CHECK(on(&person, "check"), "back to the list, not to %s", person_screen(&person));
    person_leave(&person);
}

// --- keys --------------------------------------------------------------------------------------

// Enter on what has no words to say, or on words that can't be touched, does nothing: whatever the
// focus stood on before the page changed under it.
static void test_keys_only(void)
{
    struct person person;
    sit(&person);
    person_key(&person, APP_ACTIVATE);
    CHECK(on(&person, "languages"), "Enter without a focus");
    person_choose(&person, "nl");
    CHECK(person_go(&person, "question"), "no way to the questions");
    person_touch(&person, "answer.N", -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS);
    person_touch(&person, "ui.back", -1);
    person_touch(&person, "ui.show-answer", -1);
    while (!person_see(&person, "ui.next", -1)->focused) {
        person_key(&person, APP_PREVIOUS);
    }
    person_key(&person, APP_ACTIVATE);
    CHECK(step_of(&person) == 1, "Next by Enter: question %d", step_of(&person));
    for (int i = 0; i < 3; i++) { // an impatient finger on the switch
        person_key(&person, APP_ACTIVATE);
        person_wait(&person, 2 * THEME_CHANGE_OF_MIND_MS);
    }
    CHECK(step_of(&person) == 1 && answer_of(&person, 1) == 0,
          "Enter answered or passed a question: %d, answer %d", step_of(&person),
          answer_of(&person, 1));
    person_leave(&person);
}

// A new question comes with nothing focused: Enter can't answer what was not heard.
static void test_focus_of_new_question(void)
{
    struct person person;
    sit_at_question(&person, "en");
    while (!person_see(&person, "answer.Y", -1)->focused) {
        person_key(&person, APP_NEXT);
    }
    person_key(&person, APP_ACTIVATE);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS);
    CHECK(step_of(&person) == 1, "question %d", step_of(&person));
    person_key(&person, APP_ACTIVATE);
    CHECK(answer_of(&person, 1) == 0, "Enter answered a question that nobody has heard");
    person_leave(&person);
}

// Hidden by a key, it comes back by keys: whoever uses two switches has no finger.
static void test_hide_by_keys(void)
{
    struct person person;
    sit_at_question(&person, "en");
    person_key(&person, APP_HIDE);
    for (int i = 0; i < 3; i++) {
        CHECK(on(&person, "rest"), "back after %d: %s", i, person_screen(&person));
        person_key(&person, APP_ACTIVATE);
    }
    CHECK(on(&person, "question"), "three times Enter: %s", person_screen(&person));
    person_leave(&person);
}

// --- time --------------------------------------------------------------------------------------

static void test_idle(void)
{
    struct person person;
    sit_at_question(&person, "ti");
    person_touch(&person, "answer.Y", -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS);
    uint64_t spoke_from = person.now_ms;
    person_listen(&person);
    CHECK(person.now_ms - spoke_from > 1000, "the question was not spoken");
    person_wait(&person, IDLE_MS - 1);
    CHECK(on(&person, "question"), "the warning comes before 300 s of silence");
    person_forget_heard(&person);
    person_wait(&person, 1);
    CHECK(on(&person, "idle"), "no warning after 300 s: %s", person_screen(&person));
    person_wait(&person, WARNING_MS - 1);
    CHECK(on(&person, "idle"), "wiped before 45 s of warning: %s", person_screen(&person));
    CHECK(person_count_heard(&person, "ui.idle") == 3, "the warning was spoken %d times",
          person_count_heard(&person, "ui.idle"));
    CHECK(answer_of(&person, 0) == 1, "the answer was lost by the warning");
    person.now_ms += 1;
    app_tick(person.kiosk.app, person.now_ms);
    CHECK(all_zero(person.kiosk.app->page, sizeof *person.kiosk.app->page), "the page is left");
    CHECK(app_take_wiped(person.kiosk.app), "the painter isn't told");
    check_untouched(&person, "after idling");
    person_leave(&person);
}

static void test_idle_more_time(void)
{
    struct person person;
    sit_at_question(&person, "en");
    person_touch(&person, "answer.N", -1);
    person_wait(&person, THEME_CHANGE_OF_MIND_MS);
    person_touch(&person, "ui.back", -1);
    person_touch(&person, "ui.show-answer", -1);
    for (int i = 0; i < 12; i++) { // experience.md: at least ten times
        person_listen(&person);
        person_wait(&person, IDLE_MS);
        CHECK(on(&person, "idle"), "round %d: %s", i, person_screen(&person));
        person_wait(&person, WARNING_MS - 200);
        person_touch(&person, "ui.idle.more", -1);
        CHECK(on(&person, "question") && step_of(&person) == 0, "round %d", i);
        CHECK(person_count_selected(&person) == 0, "round %d: the answer is bare again", i);
    }
    CHECK(answer_of(&person, 0) == 2, "answer %d", answer_of(&person, 0));
    person_leave(&person);
}

// The clock stands while it speaks, on every screen of the way that speaks long.
static void test_speech_holds_the_clock(void)
{
    struct person person;
    sit(&person);
    person_choose(&person, "ar");
    for (int i = 0; i < 4; i++) { // far more than 300 s, but never silent for so long
        person_touch(&person, "ui.listen", -1);
        person_listen(&person);
        person_wait(&person, IDLE_MS - 100);
        CHECK(on(&person, "welcome"), "round %d: %s", i, person_screen(&person));
    }
    person_wait(&person, 100);
    CHECK(on(&person, "idle"), "%s", person_screen(&person));
    person_leave(&person);
}

static void test_idle_of_code(void)
{
    struct person person;
    sit(&person);
    person_choose(&person, "nl");
    CHECK(person_go(&person, "code"), "no way to the code");
    person_listen(&person);
    person_wait(&person, CODE_IDLE_MS - 1);
    CHECK(on(&person, "code"), "%s", person_screen(&person));
    person_wait(&person, 1);
    CHECK(on(&person, "idle"), "the code stands for longer than two minutes");
    person_touch(&person, "ui.idle.more", -1);
    CHECK(on(&person, "code"), "more time for the code: %s", person_screen(&person));
    person_listen(&person);
    person_wait(&person, CODE_IDLE_MS + WARNING_MS);
    check_untouched(&person, "after the code was left");
    person_leave(&person);
}

// A card touched and left, a louder voice, larger words: all go after a while, without a warning.
static void test_idle_of_languages(void)
{
    struct person person;
    sit(&person);
    CHECK(app_deadline_ms(person.kiosk.app) == APP_NEVER, "a waiting kiosk has something due");
    person_touch(&person, "ui.language", 2);
    person_touch(&person, "ui.louder", -1);
    person_listen(&person);
    person_wait(&person, IDLE_MS);
    check_untouched(&person, "after the languages were left");
    person_key(&person, APP_WORKER);
    CHECK(on(&person, "work-pin"), "%s", person_screen(&person));
    person_wait(&person, 2 * IDLE_MS);
    check_untouched(&person, "after staff walked away");
    person_leave(&person);
}

// --- ends --------------------------------------------------------------------------------------

static void test_stop(void)
{
    struct person person;
    size_t free_slots;
    sit_at_question(&person, "ti");
    free_slots = spool_free_slots(person.kiosk.spool);
    person_settle(&person, "ui.louder", 1);
    person_settle(&person, "ui.text-size", 1);
    person_touch(&person, "answer.Y", -1);
    person_wait(&person, 100);
    person_touch(&person, "ui.stop", -1);
    CHECK(on(&person, "stop"), "%s", person_screen(&person));
    CHECK(!person_see(&person, "ui.stop", -1), "Stop asks twice");
    person_wait(&person, 3 * THEME_CHANGE_OF_MIND_MS);
    CHECK(on(&person, "stop"), "the answer's moment went on behind Stop");
    person_key(&person, APP_ESCAPE);
    CHECK(on(&person, "question") && answer_of(&person, 0) == 1, "No keeps the answer");
    person_touch(&person, "ui.stop", -1);
    person_touch(&person, "ui.stop.yes", -1);
    CHECK(on(&person, "help"), "asked once: %s", person_screen(&person));
    CHECK(session_empty(&person), "answers are left after Stop");
    CHECK(app_take_wiped(person.kiosk.app), "the painter isn't told");
    CHECK(person_go(&person, "goodbye"), "no way to goodbye");
    person_listen(&person);
    person_wait(&person, 30000);
    check_untouched(&person, "after Stop");
    CHECK(spool_free_slots(person.kiosk.spool) == free_slots, "stopping left an envelope");
    person_leave(&person);
}

static void test_no_thanks(void)
{
    struct person person;
    sit(&person);
    person_choose(&person, "ar");
    CHECK(person_go(&person, "begin"), "no way to the question whether to begin");
    person_touch(&person, "ui.begin.no", -1);
    CHECK(on(&person, "help"), "No is shown the same help: %s", person_screen(&person));
    person_leave(&person);
}

static void test_whole_way(void)
{
    struct person person;
    static struct page first, again;
    sit(&person);
    size_t free_slots = spool_free_slots(person.kiosk.spool);
    first = *person_page(&person);
    person_choose(&person, "ar");
    person_settle(&person, "ui.softer", 1);
    person_settle(&person, "ui.text-size", 1);
    CHECK(person_go(&person, "seal"), "no way to the envelope");
    CHECK(spool_free_slots(person.kiosk.spool) == free_slots, "sealed before it was closed");
    person_forget_heard(&person);
    CHECK(person_go(&person, "code"), "no way to the code");
    CHECK(spool_free_slots(person.kiosk.spool) == free_slots - 1, "not exactly one envelope");
    person_listen(&person);
    CHECK(person_heard(&person, "ui.code"), "the code is not spoken");
    CHECK(person_go(&person, "help"), "no way to the help");
    CHECK(session_empty(&person), "the code is left in memory");
    person_listen(&person);
    CHECK(person_go(&person, "goodbye"), "no way to goodbye");
    person_wait(&person, 60000);
    check_untouched(&person, "after goodbye");
    again = *person_page(&person);
    for (int i = 0; i < first.count; i++) {
        first.nodes[i].layout = again.nodes[i].layout = NULL;
        first.nodes[i].detail_layout = again.nodes[i].detail_layout = NULL;
    }
    CHECK(memcmp(&first, &again, sizeof first) == 0, "the next person sees another first page");
    person_leave(&person);
}

// --- sound -------------------------------------------------------------------------------------

static void test_listen_again(void)
{
    struct person person;
    sit_at_question(&person, "nl");
    struct heard first[8];
    int count = 0;
    person_forget_heard(&person);
    for (int round = 0; round < 2; round++) {
        person_touch(&person, "ui.listen", -1);
        person_listen(&person);
        if (round == 0) {
            count = person.heard_count;
            memcpy(first, person.heard, sizeof first);
            person_forget_heard(&person);
        }
    }
    CHECK(count == 4 && person.heard_count == count, "%d prompts, then %d", count,
          person.heard_count);
    for (int i = 0; i < count && i < person.heard_count; i++) {
        CHECK(strcmp(first[i].key, person.heard[i].key) == 0, "%s, then %s", first[i].key,
              person.heard[i].key);
    }
    CHECK(strcmp(first[0].key, "sleep") == 0, "the question comes first, not %s", first[0].key);
    person_leave(&person);
}

static void test_volume(void)
{
    struct person person;
    sit_at_question(&person, "en");
    person_settle(&person, "ui.louder", 2 * PLAYER_VOLUME_STEPS);
    CHECK(player_volume(person.kiosk.player) == PLAYER_VOLUME_STEPS, "%d",
          player_volume(person.kiosk.player));
    person_settle(&person, "ui.softer", 2 * PLAYER_VOLUME_STEPS);
    CHECK(player_volume(person.kiosk.player) == 0, "%d", player_volume(person.kiosk.player));
    CHECK(answer_of(&person, 0) == 0 && step_of(&person) == 0, "the volume answered");
    for (int i = 0; i < THEME_TEXT_STEPS; i++) {
        CHECK(person.kiosk.app->ways.text_step == (THEME_TEXT_DEFAULT + i) % THEME_TEXT_STEPS, "%d",
              i);
        person_settle(&person, "ui.text-size", 1);
    }
    person_leave(&person);
}

// --- the spool ---------------------------------------------------------------------------------

static void disk_full(bool full)
{
    static struct rlimit before;
    struct rlimit now = before;
    if (full) {
        signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before);
        now = before;
        now.rlim_cur = 0; // every write to a file fails with EFBIG
    }
    fflush(NULL);
    CHECK(setrlimit(RLIMIT_FSIZE, &now) == 0, "the limit can't be set");
}

static void test_failing_spool(void)
{
    struct person person;
    sit_at_question(&person, "en");
    size_t free_slots = spool_free_slots(person.kiosk.spool);
    CHECK(person_go(&person, "seal"), "no way to the envelope");
    person_forget_heard(&person);
    disk_full(true);
    for (int i = 0; i < 3; i++) {
        CHECK(person_step(&person) || person_touch(&person, "ui.seal.again", -1), "round %d", i);
        CHECK(on(&person, "unsealed"), "round %d: %s", i, person_screen(&person));
        CHECK(answer_of(&person, 9) == 1, "round %d: the answers are gone", i);
        CHECK(!person_see(&person, "ui.next", -1), "round %d: there is a way on", i);
        person_listen(&person);
    }
    disk_full(false);
    CHECK(person_heard(&person, "ui.seal.failed"), "nobody said so");
    CHECK(!person_heard(&person, "ui.sealed"), "\"sealed\" was said");
    const struct page *page = person_page(&person);
    for (int i = 0; i < page->count; i++) {
        CHECK(strcmp(page->nodes[i].name, app_text(person.kiosk.app, "ui.sealed")) != 0 &&
                  strcmp(page->nodes[i].pictogram, "ui.envelope-closed") != 0,
              "node %d says that it is sealed", i);
    }
    CHECK(spool_free_slots(person.kiosk.spool) == free_slots, "a slot is used up");
    person_touch(&person, "ui.seal.again", -1);
    CHECK(on(&person, "sealed"), "try again: %s", person_screen(&person));
    CHECK(spool_free_slots(person.kiosk.spool) == free_slots - 1, "not exactly one envelope");
    person_leave(&person);
}

// Nothing closes by itself: neither when the window changes nor when the finger's press is lost.
static void test_hold_and_resize(void)
{
    struct person person;
    sit_at_question(&person, "en");
    CHECK(person_go(&person, "seal"), "no way to the seal");
    person_press(&person, person_see(&person, "ui.seal.close", -1), 1);
    person_wait(&person, THEME_HOLD_MS / 2);
    app_resize(person.kiosk.app, panel_measure(800, 1280, 135, 216));
    person_wait(&person, 2 * THEME_HOLD_MS);
    CHECK(on(&person, "seal") && answer_of(&person, 0) != 0, "sealed by turning: %s",
          person_screen(&person));
    CHECK(person.kiosk.app->closing == 0, "the flap stays halfway");
    person_leave(&person);
}

// The answers are said once; whoever hides them and comes back has to ask again.
static void test_overview_is_over(void)
{
    struct person person;
    sit_at_question(&person, "en");
    CHECK(person_go(&person, "check"), "no way to the check");
    person_touch(&person, "ui.check.listen", -1);
    CHECK(person_heard(&person, "answer.Y") || person_heard(&person, "sleep"), "nothing is said");
    person_key(&person, APP_HIDE);
    person_forget_heard(&person);
    for (int i = 0; i < 3; i++) {
        person_touch(&person, "ui.rest", -1);
    }
    person_listen(&person);
    CHECK(on(&person, "check") && !person_heard(&person, "sleep"), "the answers are said again");
    person_leave(&person);
}

static void test_failing_spool_then_stop(void)
{
    struct person person;
    sit_at_question(&person, "ar");
    CHECK(person_go(&person, "seal"), "no way to the envelope");
    disk_full(true);
    person_step(&person);
    disk_full(false);
    person_touch(&person, "ui.stop", -1);
    person_touch(&person, "ui.stop.yes", -1);
    CHECK(on(&person, "help") && session_empty(&person), "Stop after a failure leaves something");
    person_leave(&person);
}

// Comes last: it fills this kiosk for good.
static void test_full_spool(void)
{
    struct person person;
    uint8_t envelope[ENVELOPE_BYTES] = {0};
    sit(&person);
    person_choose(&person, "en");
    CHECK(person_go(&person, "seal"), "no way to the envelope");
    for (int i = 0; spool_free_slots(person.kiosk.spool) > 1; i++) {
        memcpy(envelope, &i, sizeof i);
        if (spool_commit(person.kiosk.spool, envelope) != SPOOL_OK) {
            CHECK(false, "the spool can't be filled");
            break;
        }
    }
    CHECK(person_go(&person, "goodbye"), "the last envelope finds its slot");
    person_wait(&person, 60000);
    CHECK(on(&person, "full"), "the next person finds %s", person_screen(&person));
    CHECK(app_deadline_ms(person.kiosk.app) == APP_NEVER, "a full kiosk has something due");
    person_leave(&person);
    sit(&person);
    CHECK(on(&person, "full"), "after a restart: %s", person_screen(&person));
    person_touch(&person, "work.title", -1);
    CHECK(on(&person, "work-pin"), "staff find %s", person_screen(&person));
    person_leave(&person);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: app_test STATE\n", stderr);
        return 2;
    }
    state = argv[1];
    test_press();
    test_cancel();
    test_press_across_questions();
    test_change_of_mind();
    test_back_hides();
    test_check_hides();
    test_keys_only();
    test_focus_of_new_question();
    test_no_thanks();
    test_hide_by_keys();
    test_hold_and_resize();
    test_failing_spool_then_stop();
    loudspeaker = &audio_driver_null;
    test_idle();
    test_idle_more_time();
    test_speech_holds_the_clock();
    test_idle_of_code();
    test_idle_of_languages();
    test_stop();
    test_whole_way();
    test_listen_again();
    test_volume();
    test_failing_spool();
    test_settling();
    test_overview_is_over();
    loudspeaker = &audio_driver_missing;
    test_full_spool();
    return check_done();
}
