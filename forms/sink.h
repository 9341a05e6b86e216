// JSON written into a caller's buffer, without heap. What doesn't fit is counted and not written,
// so that a dry run (no buffer, no room) measures. Private to this folder.
#ifndef FORMS_SINK_H
#define FORMS_SINK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sink {
    char *out;
    size_t room;
    size_t used; // may pass `room`
};

// A value, as it is: the caller knows that it needs no escape (urls, codes, ids, our own prose).
void sink_text(struct sink *sink, const char *text);

// A piece of JSON from our own source, with ' for ".
void sink_json(struct sink *sink, const char *json);

void sink_integer(struct sink *sink, int64_t value);
void sink_unsigned(struct sink *sink, uint64_t value);

// Whether all of it was written.
bool sink_fits(const struct sink *sink);

#endif
