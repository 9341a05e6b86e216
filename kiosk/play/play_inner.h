// What the files of play.h share: a script that is being played. play_script reads it and cuts its
// lines into words, play_verbs does what they say (play_expect: what must be so; play_stick:
// staff's stick), play_kiosk lets its time pass, play_show keeps and tells what is on the screen.
#ifndef KIOSK_PLAY_INNER_H
#define KIOSK_PLAY_INNER_H

#include "fault.h"
#include "play.h"

enum { WORDS_MAX = 4, SAID_MAX = 64 };

struct play {
    const struct play_options *options;
    struct kiosk kiosk;
    struct fault *fault; // not NULL: the kiosk can't serve, and this stands on the screen
    struct fault page;
    struct state_error reason; // why it can't
    const char *folder;
    struct panel panel;
    SDL_Surface *surface;
    struct painter *painter;
    uint64_t now_ms;
    int line, shots;
    bool unsaved;                                        // a picture is missing
    const char *told;                                    // the screen printed last
    char told_prompts[PAGE_MAX_PROMPTS][PAGE_KEY_BYTES]; // and what it says
    int told_prompt_count, told_value;
    char told_focus[PAGE_KEY_BYTES]; // id of the target that had it, "" for none; with told_value
    struct audio_driver twin;        // plays nothing, and tells of silence
    char said[SAID_MAX][PAGE_KEY_BYTES]; // since the last screen, the last SAID_MAX
    int said_count;
};

struct words { // of a line; the first is its verb
    const char *word[WORDS_MAX];
    int count;
};

// --- play_kiosk.c ---

// Opens the kiosk, with a loudspeaker that takes everything and plays nothing, or with none where
// the options say so. play->fault when it can't serve.
void play_open(struct play *play);

// Lets time pass; whatever is due happens at its moment, and is shown.
void play_pass(struct play *play, uint64_t ms);

// Opens the kiosk anew when staff's last touch asked for it. Returns its app; only play->fault
// counts when it couldn't.
struct app *play_reload(struct play *play);

// --- play_show.c ---

// "envelop-kiosk: SCRIPT:LINE: " and this, on stderr; always false.
__attribute__((format(printf, 2, 3))) bool play_stop_at(const struct play *play, const char *format,
                                                        ...);

// Paints what changed; a picture of it, a line of it, where wanted.
void play_show(struct play *play);

// For player_listen: keeps what was said, and tells it where wanted. `context` is the play.
void play_heard(void *context, uint64_t said_at_ms, const char *key, uint32_t duration_ms);

// --- play_script.c ---

// The whole file with a NUL behind it, for the caller to free; NULL with a line on stderr.
char *play_read_script(const char *path);

// Without "unready" as its first verb a script wants a kiosk that serves.
bool play_wants_unready(const char *script);

// Plays line by line up to the first that can't be done as written. Changes the script.
bool play_script(struct play *play, char *script);

// --- play_verbs.c ---

// What a line says. False, with a line on stderr, when it can't be done as written.
bool play_act(struct play *play, const struct words *words);

// --- play_expect.c ---

// Whether something on the page has this accessible name or id; one sentence of the line at the
// bottom is enough.
bool play_on_page(const struct page *page, const char *name);

// Verbs, as kiosk/FORMAT.md tells them; each wants the words that the table of play_verbs.c counts.
bool play_expect(struct play *play, const struct words *words);
bool play_unready(struct play *play, const struct words *words);

// --- play_stick.c ---

bool play_stick(struct play *play, const struct words *words);
bool play_await(struct play *play, const struct words *words);

#endif
