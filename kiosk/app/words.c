// The words of the app's messages, in the person's language.
#include "app.h"

#include "isolate.h"

#include <string.h>

const struct pack_language *app_language(const struct app *app)
{
    return app->language < 0 ? NULL : pack_language(app->parts.pack, (size_t)app->language);
}

bool app_has_voice(const struct app *app)
{
    const struct pack_language *language = app_language(app);
    return !language || language->voice;
}

// Of a kiosk that waits: the worker's where the pack has it, else the pack's first.
static const char *waiting_language(const struct app *app)
{
    const struct pack *pack = app->parts.pack;
    const char *worker = pack_policy(pack)->default_language;
    for (size_t i = 0; i < pack_language_count(pack); i++) {
        if (strcmp(pack_language(pack, i)->code, worker) == 0) {
            return worker;
        }
    }
    return pack_language(pack, 0)->code;
}

const char *app_language_code(const struct app *app)
{
    const struct pack_language *language = app_language(app);
    return language ? language->code : waiting_language(app);
}

const char *app_text(const struct app *app, const char *id)
{
    bool staff = strncmp(id, "work.", strlen("work.")) == 0;
    const char *worker = pack_policy(app->parts.pack)->default_language;
    return pack_text(app->parts.pack, staff ? worker : app_language_code(app), id);
}

// Appends, cutting at `room`; returns the new length.
static size_t append(char *out, size_t length, size_t room, const char *bytes, size_t count)
{
    if (count >= room - length) {
        count = room - length - 1;
    }
    memcpy(out + length, bytes, count);
    out[length + count] = '\0';
    return length + count;
}

void app_fill(const struct app *app, const char *id, const struct app_value *values, size_t count,
              char *out, size_t room)
{
    const char *at = app_text(app, id);
    size_t length = append(out, 0, room, "", 0);
    while (*at) {
        const char *open = strchr(at, '{');
        size_t plain = open ? (size_t)(open - at) : strlen(at);
        length = append(out, length, room, at, plain);
        at += plain;
        const char *close = open ? strchr(open, '}') : NULL;
        if (!close) {
            length = append(out, length, room, at, strlen(at));
            break;
        }
        for (size_t i = 0; i < count; i++) {
            size_t name = (size_t)(close - open - 1);
            if (strlen(values[i].name) == name && memcmp(values[i].name, open + 1, name) == 0) {
                char isolated[512];
                text_isolate(values[i].value, ISOLATE_AUTO, isolated, sizeof isolated);
                length = append(out, length, room, isolated, strlen(isolated));
            }
        }
        at = close + 1;
    }
}
