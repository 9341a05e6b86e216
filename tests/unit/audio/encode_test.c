// From WAV to prompt: trimmed, levelled, the same bytes each time; and WAV files that lie.
#include "check.h"
#include "level.h"
#include "player.h"
#include "prompt_encode.h"
#include "prompt_reader.h"
#include <ebur128.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WAV_HEAD = 44, TAIL_ROOM = 16 };

static const struct prompt_tags tags = {
    .language = "nl", .key = "ui.begin", .voice = "recorded", .text = "0123abcd"};

struct recording {
    const char *name;
    uint32_t rate_hz;
    int channels;
    uint32_t lead_ms, speech_ms, tail_ms;
    double amplitude; // of the syllables
    double click;     // one sample of this size in the middle; 0: none
    double offset;    // of a cheap sound card
    double off;       // how far from -18 LUFS it may end: voices of high peaks stay quieter
};

static void put(uint8_t *at, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        at[i] = (uint8_t)(value >> 8 * i);
    }
}

// Syllables: a voice's harmonics, four times a second, over a hiss at -75 dBFS.
static double sound_at(const struct recording *recording, size_t i, size_t lead, size_t speech)
{
    double t = (double)i / recording->rate_hz, sum = recording->offset;
    sum += 0.00018 * ((double)(i * 2654435761U % 1000) / 500 - 1);
    if (i < lead || i >= lead + speech) {
        return sum;
    }
    double syllable = 0.55 - 0.45 * cos(2 * 3.14159265 * 4 * t);
    for (int harmonic = 1; harmonic <= 12; harmonic++) {
        sum += recording->amplitude * syllable * cos(2 * 3.14159265 * 130 * harmonic * t) / 12;
    }
    return i == lead + speech / 2 && recording->click > 0 ? recording->click : sum;
}

static uint8_t *make_wav(const struct recording *recording, size_t *bytes)
{
    size_t lead = (size_t)recording->lead_ms * recording->rate_hz / 1000;
    size_t speech = (size_t)recording->speech_ms * recording->rate_hz / 1000;
    size_t frames = lead + speech + (size_t)recording->tail_ms * recording->rate_hz / 1000;
    uint32_t width = 2 * (uint32_t)recording->channels;
    *bytes = WAV_HEAD + frames * width;
    uint8_t *wav = calloc(*bytes + TAIL_ROOM, 1);
    memcpy(wav, "RIFF____WAVEfmt ", 16);
    put(wav + 4, (uint32_t)*bytes - 8, 4);
    put(wav + 16, 16, 4);
    put(wav + 20, 1, 2);
    put(wav + 22, width / 2, 2);
    put(wav + 24, recording->rate_hz, 4);
    put(wav + 28, recording->rate_hz * width, 4);
    put(wav + 32, width, 2);
    put(wav + 34, 16, 2);
    memcpy(wav + 36, "data", 4);
    put(wav + 40, (uint32_t)(frames * width), 4);
    for (size_t i = 0; i < frames * width / 2; i++) {
        double sound = sound_at(recording, i / (width / 2), lead, speech);
        put(wav + WAV_HEAD + 2 * i, (uint32_t)(int32_t)lrint(sound * 32767), 2);
    }
    return wav;
}

static const struct recording recordings[] = {
    {"16 kHz", 16000, 1, 500, 2000, 700, 0.3, 0, 0, 0.11},
    {"22.05 kHz as espeak-ng", 22050, 1, 30, 2000, 0, 0.5, 0, 0, 0.11},
    {"44.1 kHz stereo", 44100, 2, 1500, 3000, 1500, 0.9, 0, 0, 0.11},
    {"48 kHz, quiet", 48000, 1, 200, 2000, 200, 0.02, 0, 0, 0.11},
    {"48 kHz, loud", 48000, 1, 200, 2000, 200, 0.99, 0, 0, 0.11},
    {"quiet with a click", 48000, 1, 200, 2000, 200, 0.1, 0.99, 0, 3},
    {"an offset", 44100, 1, 400, 2000, 400, 0.2, 0, 0.05, 3},
    {"one syllable", 22050, 1, 300, 250, 300, 0.4, 0, 0, 3},
    {"96 kHz", 96000, 2, 100, 1000, 100, 0.3, 0, 0, 2},
    {"8 kHz", 8000, 1, 100, 1000, 100, 0.3, 0, 0, 0.11},
};

static size_t decode(const struct prompt_file *file, int16_t **samples)
{
    struct prompt_reader *reader = prompt_reader_open(file->opus, file->bytes);
    size_t total = reader == NULL ? 0 : prompt_reader_total(reader);
    *samples = calloc(total + 1, sizeof **samples);
    total = reader == NULL ? 0 : prompt_reader_read(reader, *samples, total);
    prompt_reader_close(reader);
    return total;
}

static void check_loudness(const struct recording *recording, const int16_t *samples, size_t count)
{
    double lufs = 0, peak = 0;
    ebur128_state *state = ebur128_init(1, AUDIO_RATE_HZ, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK);
    for (size_t fed = 0; fed < AUDIO_RATE_HZ; fed += count) {
        ebur128_add_frames_short(state, samples, count);
    }
    ebur128_loudness_global(state, &lufs);
    ebur128_true_peak(state, 0, &peak);
    ebur128_destroy(&state);
    CHECK(fabs(lufs + 18) <= recording->off, "%s: %.2f LUFS", recording->name, lufs);
    CHECK(20 * log10(peak) <= -1.5, "%s: %.2f dBTP", recording->name, 20 * log10(peak));
}

// Samples at the ends that are quieter than 3 % of the loudest.
static void check_ends(const char *name, const int16_t *samples, size_t count)
{
    int loudest = 0;
    for (size_t i = 0; i < count; i++) {
        loudest = abs((int)samples[i]) > loudest ? abs((int)samples[i]) : loudest;
    }
    size_t lead = 0, tail = 0;
    while (lead < count && abs((int)samples[lead]) * 30 < loudest) {
        lead++;
    }
    while (tail < count && abs((int)samples[count - 1 - tail]) * 30 < loudest) {
        tail++;
    }
    CHECK(lead >= 60 * 48 && lead <= 110 * 48, "%s: %zu ms before", name, lead / 48);
    CHECK(tail >= 60 * 48 && tail <= 110 * 48, "%s: %zu ms after", name, tail / 48);
}

static void test_recordings(void)
{
    for (size_t i = 0; i < sizeof recordings / sizeof *recordings; i++) {
        const struct recording *recording = &recordings[i];
        size_t bytes;
        uint8_t *raw = make_wav(recording, &bytes);
        struct wav wav;
        struct prompt_file file, again;
        const char *wrong = wav_parse(&wav, raw, bytes);
        CHECK(wrong == NULL, "%s: %s", recording->name, wrong);
        wrong = prompt_encode(&file, &wav, &tags);
        CHECK(wrong == NULL, "%s: %s", recording->name, wrong);
        if (wrong == NULL) {
            int16_t *samples;
            size_t count = decode(&file, &samples);
            int off_ms = (int)(count / 48) - (int)recording->speech_ms - 2 * PROMPT_SILENCE_MS;
            CHECK(abs(off_ms) <= 30, "%s: %d ms off", recording->name, off_ms);
            check_loudness(recording, samples, count);
            check_ends(recording->name, samples, count);
            CHECK(prompt_encode(&again, &wav, &tags) == NULL && again.bytes == file.bytes &&
                      memcmp(again.opus, file.opus, file.bytes) == 0,
                  "%s: other bytes", recording->name);
            free(samples);
            prompt_file_finish(&again);
            prompt_file_finish(&file);
        }
        wav_finish(&wav);
        free(raw);
    }
}

static void test_no_prompt(void)
{
    static const struct {
        struct recording recording;
        const char *wrong;
    } rows[] = {
        {{"hiss", 22050, 1, 1000, 0, 0, 0, 0, 0, 0}, "there is nothing to hear in it"},
        {{"very short", 22050, 1, 0, 5, 0, 0.5, 0, 0, 0}, "there is nothing to hear in it"},
        {{"too long", 8000, 1, 0, 60100, 0, 0.5, 0, 0, 0}, "it is longer than 60 s"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t bytes;
        uint8_t *raw = make_wav(&rows[i].recording, &bytes);
        struct wav wav;
        struct prompt_file file;
        CHECK(wav_parse(&wav, raw, bytes) == NULL, "%s", rows[i].recording.name);
        const char *wrong = prompt_encode(&file, &wav, &tags);
        CHECK(wrong != NULL && strcmp(wrong, rows[i].wrong) == 0, "%s: %s", rows[i].recording.name,
              wrong == NULL ? "encoded" : wrong);
        wav_finish(&wav);
        free(raw);
    }
}

// One value of a good header is changed.
static const struct lie {
    const char *name;
    size_t at;
    uint32_t value;
    int bytes;
    size_t cut;        // the file ends here; 0: at its end
    const char *wrong; // NULL: accepted
} lies[] = {
    {"good", 0, 'R', 1, 0, NULL},
    {"empty", 0, 'R', 1, 1, "it isn't a WAV file"},
    {"not RIFF", 0, 'X', 1, 0, "it isn't a WAV file"},
    {"not WAVE", 8, 'X', 1, 0, "it isn't a WAV file"},
    {"header only", 0, 'R', 1, 12, "it has no format chunk"},
    {"half a format", 0, 'R', 1, 30, "it has no format chunk"},
    {"format claims all", 16, 0xffffffff, 4, 0, "it has no format chunk"},
    {"format too small", 16, 14, 4, 0, "it has no format chunk"},
    {"float", 20, 3, 2, 0, "it isn't 16-bit PCM"},
    {"extensible without its rest", 20, 0xfffe, 2, 0, "it isn't 16-bit PCM"},
    {"8 bit", 34, 8, 2, 0, "it isn't 16-bit PCM"},
    {"no channel", 22, 0, 2, 0, "it has neither one nor two channels"},
    {"three channels", 22, 3, 2, 0, "it has neither one nor two channels"},
    {"other width", 32, 4, 2, 0, "it has neither one nor two channels"},
    {"no rate", 24, 0, 4, 0, "its sample rate isn't between 8 and 192 kHz"},
    {"huge rate", 24, 0xffffffff, 4, 0, "its sample rate isn't between 8 and 192 kHz"},
    {"data claims all", 40, 0xffffffff, 4, 0, "it has no whole data chunk"},
    {"data claims one more", 40, 100 * 2 + 1, 4, 0, "it has no whole data chunk"},
    {"no data", 40, 0, 4, 0, "it has no whole data chunk"},
    {"half a sample", 40, 1, 4, 0, "it has no whole data chunk"},
    {"cut", 0, 'R', 1, WAV_HEAD + 10, "it has no whole data chunk"},
    {"other chunks only", 36, 'X', 1, 0, "it has no whole data chunk"},
};

static void test_lies(void)
{
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        const struct lie *lie = &lies[i];
        size_t bytes;
        uint8_t *raw =
            make_wav(&(struct recording){"lie", 10000, 1, 0, 10, 0, 0.5, 0, 0, 0}, &bytes);
        put(raw + lie->at, lie->value, lie->bytes);
        bytes = lie->cut > 0 ? lie->cut : bytes;
        uint8_t *exact = malloc(bytes); // so that a sanitizer sees a read past the end
        memcpy(exact, raw, bytes);
        struct wav wav;
        const char *wrong = wav_parse(&wav, exact, bytes);
        bool right =
            lie->wrong == NULL ? wrong == NULL : wrong != NULL && strcmp(wrong, lie->wrong) == 0;
        CHECK(right, "%s: %s", lie->name, wrong == NULL ? "accepted" : wrong);
        CHECK(wrong == NULL || wav.samples == NULL, "%s: nothing to free", lie->name);
        wav_finish(&wav);
        free(exact);
        free(raw);
    }
}

// Turned down, not cut off: a tone four times too loud stays that tone.
static void test_limiter(void)
{
    static float samples[AUDIO_RATE_HZ];
    size_t wrong = 0, over = 0;
    for (size_t i = 0; i < AUDIO_RATE_HZ; i++) {
        samples[i] = 2 * sinf((float)i * 0.131F);
    }
    CHECK(limit_peaks(samples, AUDIO_RATE_HZ, AUDIO_RATE_HZ, 0.5F), "no memory");
    for (size_t i = 0; i < AUDIO_RATE_HZ; i++) {
        over += fabsf(samples[i]) > 0.5F;
        bool settled = i > 1000 && i < AUDIO_RATE_HZ - 1000;
        wrong += settled && fabsf(samples[i] - 0.5F * sinf((float)i * 0.131F)) > 0.005F;
    }
    CHECK(over == 0, "%zu samples over the ceiling", over);
    CHECK(wrong == 0, "%zu samples out of shape", wrong);
}

int main(void)
{
    test_limiter();
    test_recordings();
    test_no_prompt();
    test_lies();
    return check_done();
}
