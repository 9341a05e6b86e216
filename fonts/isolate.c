#include "isolate.h"

#include "linebreak.h"
#include "wipe.h"

#include <string.h>
#include <utf8proc.h>

enum { FIRST_STRONG = 0x2068, LEFT_TO_RIGHT = 0x2066, RIGHT_TO_LEFT = 0x2067, POP = 0x2069 };
enum { NO_BREAK_SPACE = 0x00A0, NO_BREAK_HYPHEN = 0x2011, WORD_JOINER = 0x2060 };

static const uint32_t initiators[] = {
    [ISOLATE_AUTO] = FIRST_STRONG,
    [ISOLATE_LTR] = LEFT_TO_RIGHT,
    [ISOLATE_RTL] = RIGHT_TO_LEFT,
};

struct value {
    uint32_t text[ISOLATE_MAX_CHARACTERS];
    uint8_t breaks[ISOLATE_MAX_CHARACTERS];
    size_t count;
};

struct output {
    char *buffer;
    size_t room, used;
};

// What stands for `c` in the isolate; 0: nothing.
static uint32_t replacement(uint32_t c)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
    if (category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
        category == UTF8PROC_CATEGORY_ZP || (c >= '\t' && c <= '\r')) {
        return NO_BREAK_SPACE;
    }
    bool steers = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200B;
    return category == UTF8PROC_CATEGORY_CC || steers ? 0
           : c == '-' || c == 0x2010                  ? NO_BREAK_HYPHEN
                                                      : c;
}

static bool read_value(struct value *value, const char *text)
{
    size_t left = strlen(text);
    while (left > 0) {
        utf8proc_int32_t c;
        utf8proc_ssize_t size =
            utf8proc_iterate((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)left, &c);
        if (size <= 0) {
            return false;
        }
        text += size;
        left -= (size_t)size;
        uint32_t kept = replacement((uint32_t)c);
        if (kept != 0 && value->count == ISOLATE_MAX_CHARACTERS) {
            return false;
        }
        if (kept != 0) {
            value->text[value->count++] = kept;
        }
    }
    return true;
}

static bool put(struct output *output, uint32_t c)
{
    utf8proc_uint8_t bytes[4];
    size_t size = (size_t)utf8proc_encode_char((utf8proc_int32_t)c, bytes);
    if (output->room - output->used <= size) { // and a zero
        return false;
    }
    memcpy(output->buffer + output->used, bytes, size);
    output->used += size;
    output->buffer[output->used] = '\0';
    return true;
}

static bool put_value(struct output *output, const struct value *value)
{
    bool done = true;
    for (size_t i = 0; done && i < value->count; i++) {
        bool may_break = i + 1 < value->count && value->breaks[i] != LINEBREAK_NEVER;
        done = put(output, value->text[i]) && (!may_break || put(output, WORD_JOINER));
    }
    return done;
}

bool text_isolate(const char *text, enum isolate_direction direction, char *buffer, size_t room)
{
    struct output output = {buffer, room, 0};
    struct value value = {.count = 0};
    bool done = room > 0 && read_value(&value, text);
    if (done) {
        linebreak_find(value.text, value.count, value.breaks);
        done =
            put(&output, initiators[direction]) && put_value(&output, &value) && put(&output, POP);
    }
    if (!done && room > 0) {
        wipe(buffer, room);
    }
    wipe(&value, sizeof value);
    return done;
}
