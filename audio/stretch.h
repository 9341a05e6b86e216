// Speech faster or slower at one pitch, through libsonic. The length is exact to the sample, so
// that it is known before the first is heard; libsonic alone is up to 15 ms off, less than the
// silence at a prompt's end even at twice the speed.
//
// Calling sequence: stretch_create -> stretch_write for all samples in order -> stretch_finish ->
// stretch_destroy.
#ifndef AUDIO_STRETCH_H
#define AUDIO_STRETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { STRETCH_MIN_PERCENT = 50, STRETCH_MAX_PERCENT = 200 };

struct stretch;

// Where it goes; `capacity` is stretch_length of all that will be written, and never exceeded.
struct stretched {
    int16_t *samples;
    size_t count, capacity;
};

// `percent`: STRETCH_MIN_PERCENT (twice as long) .. STRETCH_MAX_PERCENT (half as long). NULL: no
// memory.
struct stretch *stretch_create(int percent);
void stretch_destroy(struct stretch *stretch); // takes NULL; wipes

// How many samples `count` become.
size_t stretch_length(size_t count, int percent);

// Takes all of `samples`, appends to `out` what is ready by then. False: no memory, and the stretch
// is of no more use.
bool stretch_write(struct stretch *stretch, const int16_t *samples, size_t count,
                   struct stretched *out);

// Appends what is still to come, and fills `out` to its capacity. False as above.
bool stretch_finish(struct stretch *stretch, struct stretched *out);

#endif
