#include "speech.h"

#include "reading.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

// The last wish counts; it is met once the page has been painted (app_tick).
void speech_want(struct app *app, struct app_sound sound)
{
    app->sound = sound;
}

static bool prompt_find(struct app *app, const char *code, const char *key, struct prompt *prompt)
{
    char path[96];
    struct pack_error error;
    snprintf(path, sizeof path, "audio/%s/%s.opus", code, key);
    prompt->opus = pack_file(app->parts.pack, path, &prompt->bytes, &error);
    return prompt->opus != NULL;
}

static_assert((int)PAGE_MAX_PROMPTS <= (int)AUDIO_MAX_PROMPTS, "the player takes what a page says");

// What is going to be said: keys into app->said, which the player reads later.
struct utterance {
    struct app *app;
    const char *code; // language
    struct prompt prompts[PAGE_MAX_PROMPTS];
    size_t count;
};

// A message without a prompt is left out.
static void add(struct utterance *utterance, const char *key)
{
    size_t at = utterance->count;
    if (at < PAGE_MAX_PROMPTS) {
        char *kept = utterance->app->said[at];
        snprintf(kept, PAGE_KEY_BYTES, "%s", key);
        utterance->prompts[at].key = kept;
        utterance->count +=
            prompt_find(utterance->app, utterance->code, kept, &utterance->prompts[at]);
    }
}

// A number digit by digit: there are prompts for these.
static void add_number(struct utterance *utterance, int number)
{
    char digits[12], key[PAGE_KEY_BYTES];
    snprintf(digits, sizeof digits, "%d", number);
    for (const char *digit = digits; *digit; digit++) {
        snprintf(key, sizeof key, "ui.digit.%c", *digit);
        add(utterance, key);
    }
}

static void say(struct utterance *utterance)
{
    struct app *app = utterance->app;
    if (utterance->count > 0) { // replaces what is being said
        player_say(app->parts.player, utterance->prompts, utterance->count, app->now_ms);
    } else {
        player_stop(app->parts.player);
    }
    app->lit_until_ms = app->now_ms;
}

void app_hush(struct app *app)
{
    speech_want(app, (struct app_sound){.kind = SOUND_HUSH});
}

void app_say(struct app *app, const char *code, const char *id)
{
    speech_want(app, (struct app_sound){.kind = SOUND_MESSAGE, .language = code, .id = id});
}

bool speech_due(const struct app *app)
{
    return app->sound.kind != SOUND_NONE && !app->stale;
}

bool speech_allowed(const struct app *app)
{
    switch (app->ways.listening) {
    case LISTEN_SILENT:
        return false;
    case LISTEN_HEADPHONES:
        return !(app->unplugged && app->screen->intimate);
    case LISTEN_ALOUD:
        break;
    }
    return true;
}

void speech_make(struct app *app)
{
    struct app_sound sound = app->sound;
    struct utterance utterance = {.app = app, .code = app_language_code(app)};
    app->sound.kind = SOUND_NONE;
    if (sound.kind == SOUND_NONE) {
        return;
    }
    bool silent =
        sound.kind == SOUND_HUSH || app->screen->quiet || !(sound.asked || speech_allowed(app));
    if (silent) {
        player_stop(app->parts.player);
    } else if (sound.kind == SOUND_PAGE) {
        for (int i = 0; i < app->page->prompt_count; i++) {
            add(&utterance, app->page->prompts[i]);
        }
        say(&utterance);
    } else {
        utterance.code = sound.language;
        add(&utterance, sound.id);
        if (sound.number > 0) {
            add_number(&utterance, sound.number);
        }
        say(&utterance);
    }
}

void speech_of_node(struct app *app, const struct node *node)
{
    if (node->id) {
        bool card = node->kind == NODE_CARD; // a language says its own name
        bool item = node->kind == NODE_ITEM; // "answer", "three"
        speech_want(app,
                    (struct app_sound){
                        .kind = SOUND_MESSAGE,
                        .language = card ? pack_language(app->parts.pack, (size_t)node->value)->code
                                         : app_language_code(app),
                        .id = node->id,
                        .number = item ? node->value : 0,
                    });
    }
}

// --- the word being said -----------------------------------------------------------------------

static void light(struct page *page, const char *key, struct reading word)
{
    for (int i = 0; i < page->count; i++) {
        struct node *node = &page->nodes[i];
        bool said = key && node->id && node->layout && strcmp(node->id, key) == 0;
        node->lit_start = said ? word.start : 0;
        node->lit_end = said ? word.end : 0;
        key = said ? NULL : key; // of several with one name, the first
    }
}

static const struct node *node_of(const struct page *page, const char *key)
{
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        if (node->id && node->layout && strcmp(node->id, key) == 0) {
            return node;
        }
    }
    return NULL;
}

void speech_light(struct app *app)
{
    struct player_said said;
    if (app->lit_until_ms == APP_NEVER || app->now_ms < app->lit_until_ms) {
        return;
    }
    app->lit_until_ms = APP_NEVER;
    if (!player_saying(app->parts.player, &said)) {
        light(app->page, NULL, (struct reading){0});
        return;
    }
    uint64_t gone = app->now_ms - said.began_ms;
    uint64_t end_ms = said.began_ms + said.duration_ms;
    const struct node *node = node_of(app->page, said.key);
    struct reading word = {.until_ms = said.duration_ms};
    if (node && gone < said.duration_ms) {
        word = reading_word(node->name, (uint32_t)gone, said.duration_ms);
    }
    light(app->page, node ? said.key : NULL, word);
    app->lit_until_ms = gone < said.duration_ms ? said.began_ms + word.until_ms : end_ms + 1;
    if (app->lit_until_ms <= app->now_ms) { // the breath between two prompts
        app->lit_until_ms = player_deadline_ms(app->parts.player);
    }
}
