// The kiosk as a state: events and time go in, a page and what is said come out. No SDL, no clock,
// no files but the spool's; a window (window.c) or a script (play.c) drives it.
//
// Calling sequence: app_create -> app_event / app_tick at app_deadline_ms -> app_page ->
// app_destroy.
#ifndef KIOSK_APP_H
#define KIOSK_APP_H

#include "arena.h"
#include "fonts.h"
#include "pack.h"
#include "page.h"
#include "place.h"
#include "player.h"
#include "screen.h"
#include "session.h"
#include "spool.h"
#include "theme.h"
#include "work.h"

#define APP_NEVER UINT64_MAX

// What the kiosk is made of; everything is borrowed and outlives the app.
struct app_parts {
    struct arena *arena;
    struct pack *pack;
    struct spool *spool;
    struct player *player;
    struct typesetter *typesetter;
    const char *kiosk_id;
    // The coarse date to put inside an envelope, as the pack's policy says; "" for none.
    void (*date)(const struct pack *pack, char date[static 11]);
    // Writes a batch to the outbox; false with a short reason. `name` gets its name.
    bool (*export_batch)(void *context, char *name, size_t name_room, char *reason, size_t room);
    void *export_context;
    struct work_parts work; // for the screens of staff
};

enum app_event_kind {
    APP_PRESS,   // a finger or the button goes down at x, y
    APP_RELEASE, // and up
    APP_CANCEL,  // the press is taken back (second finger, palm, window lost)
    APP_NEXT,    // Tab, arrow down, the first switch
    APP_PREVIOUS,
    APP_ACTIVATE,       // Enter, Space, the second switch
    APP_ESCAPE,         // Back
    APP_HIDE,           // everything disappears
    APP_WORKER,         // F10, or a long press of the upper end corner on the languages
    APP_HEADPHONES_IN,  // headphones were plugged in
    APP_HEADPHONES_OUT, // and pulled out: silence at once
};

struct app_event {
    enum app_event_kind kind;
    float x_px, y_px;
    int64_t finger;
};

struct app_sound {
    enum { SOUND_NONE, SOUND_HUSH, SOUND_PAGE, SOUND_MESSAGE } kind;
    const char *language, *id; // of a message: the pack's, or static
    int number;                // said after the message, digit by digit; 0: none
    bool asked;                // by "Listen again": said though the person chose silence
};

// How this person reads and hears. Speed and volume are the player's. All of it goes back to the
// defaults with app_wipe.
struct ways {
    int text_step;
    int theme;   // index in themes
    bool dark;   // the screen shows nothing
    bool lower;  // everything in the lower half
    bool guided; // the first touch says what it is, the second chooses it
    enum listening {
        LISTEN_HEADPHONES, // questions and answers: nothing while headphones are known to be out
        LISTEN_ALOUD,
        LISTEN_SILENT, // only what "Listen again" asks for
    } listening;
};

// Screens that lie over another one and go back to it: at most one of each.
enum { APP_MAX_UNDER = 8 };

struct app {
    struct app_parts parts;
    struct panel panel;
    struct page *page;            // in the arena
    struct session *session;      // in the arena
    char (*said)[PAGE_KEY_BYTES]; // in the arena: keys of what is being said, the player's to read
    const struct screen *(*home)(struct app *app); // where app_wipe leads to
    const struct screen *screen;
    struct under {
        const struct screen *screen;
        int first, fitting, tries;
    } under[APP_MAX_UNDER]; // what lies under it, the lowest first
    int depth;
    struct ways ways;
    int language;    // index in the pack; -1: none chosen
    int candidate;   // the language card touched once; -1: none
    int first;       // language card or line of the directory that stands first
    int fitting;     // how many fit; 0: not known yet
    int enlarged[2]; // first and fitting where fewer were last tried for the sake of larger words
    int step;        // welcome screen, question, page of contact: which one
    int place;       // of the directory
    int tries;       // touches lost in the practice; of the envelope's hold; of the hidden picture
    int closing;     // how far the envelope's flap has come
    bool reveal;     // the answer given before may be seen
    bool returned;   // the question had an answer when it came up
    bool explaining; // the question's example is shown
    bool from_check; // the question was opened from the list of answers
    bool given;      // something was answered since the question came up
    bool hid;        // the screen was hidden once in the practice
    bool overview;   // the list of answers says what was answered
    struct work *work;                // in the arena: the screens of staff (work.h)
    float touched_x_px, touched_y_px; // where a finger came down last
    uint64_t now_ms;
    uint64_t activity_ms;   // last touch, or end of speech
    uint64_t due_ms;        // of the screen: the moment after an answer, goodbye's end
    int slide;              // steps that a sheet has left into the waiting envelope
    uint64_t slide_from_ms; // when it began
    uint64_t slide_ms;      // when it goes on; APP_NEVER: nothing moves
    uint64_t warned_ms;     // when the idle warning came up
    int warnings;           // how often it has been spoken
    int parts_left;         // of its shrinking shape, as shown
    const char *pressed_id; // target under the finger
    int pressed_value;
    int64_t finger;
    int focus;               // index of a node; -1: none
    bool stale;              // the page must be built anew
    bool mute;               // no sound device: the page's mark says so
    bool plugged, unplugged; // the headphones are known to be in, out; neither: unknown
    struct app_sound sound;  // what the next tick after the page says
    uint64_t lit_until_ms;   // when the next word is lit; APP_NEVER: none is being spoken
    bool wiped;              // since the last app_take_wiped: painter must forget
};

// `now_ms`: the reading of the clock that events and ticks will have. The caller ends it with
// app_destroy. NULL: no memory.
struct app *app_create(const struct app_parts *parts, struct panel panel, uint64_t now_ms);
void app_destroy(struct app *app);

void app_event(struct app *app, const struct app_event *event, uint64_t now_ms);

// Does what is due. To be called at the deadline, or at any time before.
void app_tick(struct app *app, uint64_t now_ms);

// When something is due; APP_NEVER on a kiosk that waits for a person: then nothing runs at all.
uint64_t app_deadline_ms(const struct app *app);

// The page as it stands, built and placed. Valid until the next event. Its words are due (app_tick)
// once it has been asked for: opening or closing a sound device can take a tenth of a second, and
// the picture doesn't wait for it.
const struct page *app_page(struct app *app);

// What moves stands where it will come to rest: for pictures.
void app_still(struct app *app);

// A new size of the window or a turned panel.
void app_resize(struct app *app, struct panel panel);

// True once after a wipe: what was painted and cached has to go as well.
bool app_take_wiped(struct app *app);

// --- for the screens ---------------------------------------------------------------------------

// Goes to a screen: its words are said, nothing is focused, no moment is due, nothing lies under
// it.
void app_go(struct app *app, const struct screen *screen);

// Lays a screen over this one; app_return goes back to it as it was, an answer hidden again. A
// screen that is there already is not laid over itself.
void app_over(struct app *app, const struct screen *screen);
void app_return(struct app *app);
bool app_is_open(const struct app *app, const struct screen *screen); // shown, or under another

// The same screen with something changed on it; `speak`: say its words.
void app_refresh(struct app *app, bool speak);

// What was answered slides into the waiting envelope of the screen that has come: one sheet like
// every other. Where nothing moves (policy) and in the dark it is in already.
void app_slide(struct app *app);

// Calls screen->due in so many ms.
void app_after(struct app *app, uint64_t ms);

// Whether the moment after an answer is over. Not while a finger is down, a key walks or something
// is said that was asked for: then screen->due is called again later.
bool app_settled(struct app *app);

// Everything is as it was before this person: answers, language, size, volume, words on the screen.
void app_wipe(struct app *app);

// Forgets what was answered, typed and drawn; the ways of reading and hearing stay.
void app_forget_answers(struct app *app);

// Forgets what was laid out, painted and said until now; the next page is set anew. To be followed
// by app_go.
void app_forget_shown(struct app *app);

// Says one message in a language of the pack, instead of what is being said.
void app_say(struct app *app, const char *language, const char *id);

// Silences what is being said.
void app_hush(struct app *app);

// The words of a message in the person's language (in the worker's on worker screens).
const char *app_text(const struct app *app, const char *id);
const struct pack_language *app_language(const struct app *app); // NULL: none chosen
bool app_has_voice(const struct app *app); // else nothing to hear is offered; none chosen: true
const char *app_language_code(const struct app *app); // the worker's: none chosen

// The same with {names} replaced, each value isolated against bidi and line breaks. Into `out`.
struct app_value {
    const char *name, *value;
};
void app_fill(const struct app *app, const char *id, const struct app_value *values, size_t count,
              char *out, size_t room);

// Questions of the form that this site asks: the closing ones by policy. `n` < count.
int app_question_count(const struct app *app);
const struct form_item *app_question(const struct app *app, int n);
uint8_t *app_answer(struct app *app, int n); // 0: none, else the option - 1

// Messages that say what was chosen of contact: the question, yes or no, the channel. How many.
enum { CONTACT_SAID_MAX = 3 };
int contact_said(const struct app *app, const char *ids[static CONTACT_SAID_MAX]);

// The page of contact that was asked last: app->step of whoever comes back to it.
int contact_last_page(struct app *app);

// Whether what a page may use is higher than it is wide.
bool app_is_upright(const struct app *app);

// --- building blocks of pages ------------------------------------------------------------------

enum bar {
    BAR_BACK = 1,
    BAR_STOP = 2,
    BAR_LISTEN = 4,
    BAR_VOLUME = 8,
    BAR_SETTINGS = 16,
    BAR_HELP = 32,
    BAR_HIDE = 64,
    BAR_CALM = BAR_LISTEN | BAR_SETTINGS | BAR_HELP | BAR_HIDE, // over the way, and after it
    BAR_ALL = BAR_BACK | BAR_STOP | BAR_LISTEN | BAR_SETTINGS | BAR_HELP | BAR_HIDE,
};

void build_bar(struct app *app, struct page *page, unsigned controls);
struct node *build_text(struct app *app, struct page *page, const char *id); // shown and said
struct node *build_picture(struct page *page, const char *pictogram);
struct node *build_button(struct app *app, struct page *page, enum node_region region,
                          const char *id, enum node_style style);
// A button with the pictogram of its own name, said with the page.
struct node *build_choice(struct app *app, struct page *page, const char *id);
// One way to answer a question of the form, and what says that it is declined.
int build_answer_columns(const struct app *app, const struct form_item *item); // side by side
struct node *build_option(struct app *app, struct page *page, const struct form_item *item,
                          size_t index);
// Two large sheets side by side, told apart by shape and tint.
void build_pair(struct app *app, struct page *page, const char *first, const char *second);
struct node *build_next(struct app *app, struct page *page);

// Where more of something is there than fits on a page: app->first and app->fitting say which. The
// arrows turn the page; list_turn does it. `count`: of all. list_lighten: one fewer.
void build_arrows(struct app *app, struct page *page, int count);
int list_fitting(struct app *app, int count); // how many stand on this page at most
bool list_is_arrow(const struct node *node);
void list_turn(struct app *app, const struct node *arrow);
bool list_lighten(struct app *app);

// The open envelope that waits: in the corner of the foot, or in the bar at the end of the dots.
// `question`: which one this is, counted from 1; 0: before the first, more than there are: after
// the last.
void build_envelope(struct app *app, struct page *page);
void build_thread(struct app *app, struct page *page, int question);
// Try-out; no sound, headphones out; draft: the line at the bottom. Where words lack room it says
// less: a draft is marked on every other screen too, a try-out always.
enum mark { MARK_WHOLE, MARK_WITHOUT_SOUND, MARK_TRY_OUT };
void build_mark(struct app *app, struct page *page, enum mark mark);

#endif
