#include "level.h"
#include <ebur128.h>
#include <math.h>
#include <stdlib.h>

static bool add_a_second(ebur128_state *state, const int16_t *samples, size_t count)
{
    for (size_t fed = 0; fed < state->samplerate; fed += count) {
        if (ebur128_add_frames_short(state, samples, count) != EBUR128_SUCCESS) {
            return false;
        }
    }
    return true;
}

bool loudness_measure(struct loudness *loudness, const int16_t *samples, size_t count,
                      uint32_t rate_hz, bool with_peak)
{
    int mode = with_peak ? EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK : EBUR128_MODE_I;
    ebur128_state *state = count == 0 ? NULL : ebur128_init(1, rate_hz, mode);
    if (state == NULL) {
        return false;
    }
    double peak = 0;
    bool measured = add_a_second(state, samples, count) &&
                    ebur128_loudness_global(state, &loudness->lufs) == EBUR128_SUCCESS &&
                    (!with_peak || ebur128_true_peak(state, 0, &peak) == EBUR128_SUCCESS);
    loudness->peak_dbtp = 20 * log10(peak);
    ebur128_destroy(&state);
    return measured;
}

static float window_rms(const float *samples, size_t count)
{
    double sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += (double)samples[i] * (double)samples[i];
    }
    return (float)sqrt(sum / (double)count);
}

bool span_of_speech(struct span *span, const float *samples, size_t count, uint32_t rate_hz)
{
    const float floor_rms = 0.001F, below_loudest = 0.01F; // -60 dBFS, -40 dB
    const size_t window = rate_hz / 100;
    float loudest = 0;
    for (size_t at = 0; at + window <= count; at += window) {
        loudest = fmaxf(loudest, window_rms(samples + at, window));
    }
    float threshold = fmaxf(floor_rms, loudest * below_loudest);
    *span = (struct span){.begin = count};
    for (size_t at = 0; at + window <= count; at += window) {
        if (window_rms(samples + at, window) > threshold) {
            span->begin = at < span->begin ? at : span->begin;
            span->end = at + window;
        }
    }
    return span->begin < span->end;
}

// gains[i] = what the loudest peak within `reach` of i needs.
static void lowest_gains(float *gains, const float *samples, size_t count, size_t reach,
                         float ceiling)
{
    for (size_t i = 0; i < count; i++) {
        gains[i] = 1;
    }
    for (size_t i = 0; i < count; i++) {
        float size = fabsf(samples[i]);
        if (size <= ceiling) {
            continue;
        }
        size_t from = i < reach ? 0 : i - reach;
        size_t to = i + reach < count ? i + reach : count - 1;
        for (size_t j = from; j <= to; j++) {
            gains[j] = fminf(gains[j], ceiling / size);
        }
    }
}

// The mean of the gains within `reach` of a peak is at most what that peak needs, since each of
// them is; and the mean moves slowly, which is what makes the limiter inaudible.
bool limit_peaks(float *samples, size_t count, uint32_t rate_hz, float ceiling)
{
    const size_t reach = rate_hz / 200;
    float *gains = malloc(count * sizeof *gains);
    if (gains == NULL) {
        return false;
    }
    lowest_gains(gains, samples, count, reach, ceiling);
    double sum =
        (double)reach + 1; // what lies before and after counts as 1, like all that is quiet
    for (size_t i = 0; i < reach; i++) {
        sum += i < count ? (double)gains[i] : 1;
    }
    for (size_t i = 0; i < count; i++) {
        sum += i + reach < count ? (double)gains[i + reach] : 1;
        sum -= i > reach ? (double)gains[i - reach - 1] : 1;
        float mean = (float)(sum / (double)(2 * reach + 1));
        samples[i] = fmaxf(-ceiling, fminf(ceiling, samples[i] * mean));
    }
    free(gains);
    return true;
}
