#include "speech.h"

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

// Says the prompts of these messages in one language. The keys are copied: the player reads them
// later.
static void say(struct app *app, const char *code, const char (*keys)[PAGE_KEY_BYTES], int count)
{
    struct prompt prompts[PAGE_MAX_PROMPTS];
    size_t found = 0;
    for (int i = 0; i < count; i++) {
        memcpy(app->said[found], keys[i], PAGE_KEY_BYTES);
        prompts[found].key = app->said[found];
        found += prompt_find(app, code, keys[i], &prompts[found]);
    }
    if (found > 0) {
        player_say(app->parts.player, prompts, found, app->now_ms); // replaces what is being said
    } else {
        player_stop(app->parts.player);
    }
}

void app_hush(struct app *app)
{
    speech_want(app, (struct app_sound){.kind = SOUND_HUSH});
}

void app_say(struct app *app, const char *code, const char *id)
{
    speech_want(app, (struct app_sound){SOUND_MESSAGE, code, id});
}

bool speech_due(const struct app *app)
{
    return app->sound.kind != SOUND_NONE && !app->stale;
}

void speech_make(struct app *app)
{
    char one[1][PAGE_KEY_BYTES];
    struct app_sound sound = app->sound;
    app->sound.kind = SOUND_NONE;
    switch (sound.kind) {
    case SOUND_NONE:
        break;
    case SOUND_HUSH:
        player_stop(app->parts.player);
        break;
    case SOUND_PAGE:
        say(app, app_language_code(app), (const char(*)[PAGE_KEY_BYTES])app->page->prompts,
            app->page->prompt_count);
        break;
    case SOUND_MESSAGE:
        snprintf(one[0], PAGE_KEY_BYTES, "%s", sound.id);
        say(app, sound.language, (const char(*)[PAGE_KEY_BYTES])one, 1);
        break;
    }
}

void speech_of_node(struct app *app, const struct node *node)
{
    if (node->id) {
        bool card = node->kind == NODE_CARD; // a language says its own name
        app_say(app,
                card ? pack_language(app->parts.pack, (size_t)node->value)->code
                     : app_language_code(app),
                node->id);
    }
}
