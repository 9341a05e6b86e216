// "audio plan" and "font plan": what pack/stage needs to know.
#include "fonts.h"
#include "forms_stage.h"

#include <stdio.h>
#include <string.h>

// A {placeholder} is filled in on the screen only: it is left out, with the space before it.
static void speech_print(const char *text)
{
    for (const char *at = text; *at; at++) {
        const char *end = *at == '{' ? strchr(at, '}') : NULL;
        bool before = at[0] == ' ' && at[1] == '{' && strchr(at, '}');
        if (end) {
            at = end;
        } else if (!before) {
            putchar(*at == '\n' || *at == '\t' ? ' ' : *at);
        }
    }
}

static int audio_run(const struct forms_options *options, struct pack_contents *contents)
{
    const struct pack_codes *codes = &contents->site.languages;
    size_t language = 0;
    while (language < codes->count && strcmp(codes->at[language], options->language) != 0) {
        language++;
    }
    if (language == codes->count) {
        return forms_misused("site.json doesn't name the language", options->language);
    }
    struct pack_error error;
    const struct pack_catalogue *catalogue = pack_contents_catalogue(contents, language, &error);
    if (!catalogue) {
        return forms_fail("%s", error.reason);
    }
    for (size_t i = 0; i < contents->messages.count; i++) {
        if (contents->messages.at[i].origin != PACK_WORKER) {
            printf("%s\t", contents->messages.at[i].id);
            speech_print(catalogue->texts[i]);
            putchar('\n');
        }
    }
    return FORMS_DONE;
}

int forms_audio_plan(const struct forms_options *options)
{
    return forms_on_stage(options, audio_run);
}

// Each face of the writing systems once, in the order of the languages.
static int font_run(const struct forms_options *options, struct pack_contents *contents)
{
    enum { FACES = PACK_MAX_LANGUAGES * 4 };
    const char *said[FACES];
    size_t count = 0;
    (void)options;
    for (size_t i = 0; i < contents->site.languages.count; i++) {
        const struct writing *writing = writing_find(contents->site.languages.at[i]);
        for (size_t f = 0; f < 4 && writing->faces[f]; f++) {
            size_t j = 0;
            while (j < count && strcmp(said[j], writing->faces[f]) != 0) {
                j++;
            }
            if (j == count && count < FACES) {
                said[count++] = writing->faces[f];
                printf("%s\n", writing->faces[f]);
            }
        }
    }
    return FORMS_DONE;
}

int forms_font_plan(const struct forms_options *options)
{
    return forms_on_stage(options, font_run);
}
