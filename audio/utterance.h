// One prompt on its way to the ear: decoded a second at a time and, where it isn't said at the
// speed it was recorded, stretched.
//
// Calling sequence: utterance_open -> utterance_more until utterance_whole; utterance_restart
// anywhere between -> utterance_close.
#ifndef AUDIO_UTTERANCE_H
#define AUDIO_UTTERANCE_H

#include "prompt_reader.h"
#include "stretch.h"

// All lengths in samples. Read only.
struct utterance {
    struct prompt_reader *reader; // NULL: all is decoded
    int16_t *recorded;
    size_t decoded, total;

    int percent;             // of the speed it was recorded
    size_t from;             // of `recorded`: where `heard` begins
    size_t taken;            // of `recorded`: up to where `heard` goes
    struct stretched heard;  // 100 %: `samples` lies in `recorded`
    struct stretch *stretch; // NULL: 100 %, or all is stretched
};

// Borrows `opus` until it is decoded. False, and nothing to close: prompt_reader_open refuses the
// file, or there is no memory.
bool utterance_open(struct utterance *utterance, const uint8_t *opus, size_t bytes, int percent);

// Wipes and frees; an utterance that is zeroed or was closed is left as it is.
void utterance_close(struct utterance *utterance);

// Makes up to a second more of `heard` (two at half the speed). False: no memory.
bool utterance_more(struct utterance *utterance);

// Whether `heard` is all there is. A damaged file ends where its damage begins: then `total` and
// the capacity of `heard` have become smaller.
bool utterance_whole(const struct utterance *utterance);

// From here on at another speed: after heard.samples[place] comes what utterance_more makes next.
// `heard` begins anew. False: no memory.
bool utterance_restart(struct utterance *utterance, size_t place, int percent);

// How long the whole is at this speed, and how much of it lies before `heard`.
size_t utterance_length(const struct utterance *utterance);
size_t utterance_before(const struct utterance *utterance);

#endif
