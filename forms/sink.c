#include "sink.h"

static void sink_byte(struct sink *sink, char c)
{
    if (sink->used < sink->room) {
        sink->out[sink->used] = c;
    }
    sink->used++;
}

void sink_text(struct sink *sink, const char *text)
{
    for (; *text; text++) {
        sink_byte(sink, *text);
    }
}

void sink_json(struct sink *sink, const char *json)
{
    for (; *json; json++) {
        sink_byte(sink, *json == '\'' ? '"' : *json);
    }
}

void sink_unsigned(struct sink *sink, uint64_t value)
{
    char digits[20];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    while (count > 0) {
        sink_byte(sink, digits[--count]);
    }
}

void sink_integer(struct sink *sink, int64_t value)
{
    if (value < 0) {
        sink_byte(sink, '-');
    }
    sink_unsigned(sink, value < 0 ? -(uint64_t)value : (uint64_t)value);
}

bool sink_fits(const struct sink *sink)
{
    return sink->used <= sink->room;
}
