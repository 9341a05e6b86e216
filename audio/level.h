// How loud, where the speech is, and how to keep its peaks down: the arithmetic of a prompt. All
// samples are one channel.
#ifndef AUDIO_LEVEL_H
#define AUDIO_LEVEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct loudness {
    double
        lufs; // integrated, ITU-R BS.1770 with the gates of EBU R 128, one channel; -HUGE_VAL: none
    double peak_dbtp; // true peak
};

// Loudness of 16-bit samples at `rate_hz`, and their true peak if `with_peak` (it takes ten times
// as long). What is shorter than a second is measured said over and over for a second, as the
// gate's blocks of 400 ms find nothing in a single "yes". False: no memory.
bool loudness_measure(struct loudness *loudness, const int16_t *samples, size_t count,
                      uint32_t rate_hz, bool with_peak);

// Where the speech is: [begin, end), by windows of 10 ms that are louder than -60 dBFS and than 40
// dB under the loudest. False when there is none.
struct span {
    size_t begin, end;
};
bool span_of_speech(struct span *span, const float *samples, size_t count, uint32_t rate_hz);

// Keeps every sample within +-ceiling by turning the gain down smoothly from 5 ms before a peak to
// 5 ms after it. False: no memory.
bool limit_peaks(float *samples, size_t count, uint32_t rate_hz, float ceiling);

#endif
