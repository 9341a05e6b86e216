// Opus changes peaks a little, so the level is set by encoding, decoding, measuring and correcting
// until what a person will hear is right.
#include "prompt_encode.h"
#include "level.h"
#include "player.h"
#include "prompt_reader.h"
#include <math.h>
#include <opusenc.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_ROUNDS = 8,
    EXACT_ROUNDS = 4, // after these, what is less exact will do
    HALVINGS = 7,
    FADE_MS = 4,
    OGG_SERIAL = 1, // RFC 3533 wants it unique within a file; one fixed gives equal bytes
};

// Loudness may be off by the first; by the second for a voice whose peaks stand so high above the
// rest that more gain would only make the limiter heard. Peaks may not.
static const double lufs_exact = 0.1, lufs_allowed = 3.0, most_limited_db = 6.0;

// A recording cut to what is said, with silence at both ends.
struct voice {
    float *samples;
    size_t count;
    uint32_t rate_hz;
};

struct level {
    double gain_db, ceiling_db;
};

static float from_db(double db)
{
    return (float)pow(10, db / 20);
}

// Copies the span with PROMPT_SILENCE_MS around it: of the recording where there is some, of
// nothing where there isn't; faded in and out.
static const char *cut_out(struct voice *voice, const struct wav *wav)
{
    struct span span;
    if (!span_of_speech(&span, wav->samples, wav->count, wav->rate_hz)) {
        return "there is nothing to hear in it";
    }
    size_t margin = (size_t)wav->rate_hz * PROMPT_SILENCE_MS / 1000;
    size_t fade = (size_t)wav->rate_hz * FADE_MS / 1000;
    voice->rate_hz = wav->rate_hz;
    voice->count = span.end - span.begin + 2 * margin;
    if (voice->count > (size_t)PROMPT_MAX_SECONDS * wav->rate_hz) {
        return "it is longer than 60 s";
    }
    voice->samples = calloc(voice->count, sizeof *voice->samples);
    if (voice->samples == NULL) {
        return "there is no memory for it";
    }
    for (size_t i = 0; i < voice->count; i++) {
        size_t to_edge = i < voice->count - 1 - i ? i : voice->count - 1 - i;
        size_t at = span.begin + i; // one margin further on
        float in = at >= margin && at - margin < wav->count ? wav->samples[at - margin] : 0;
        voice->samples[i] = to_edge < fade ? in * (float)to_edge / (float)fade : in;
    }
    return NULL;
}

static int append(void *user, const unsigned char *bytes, opus_int32 count)
{
    struct prompt_file *file = user;
    size_t size = file->bytes + (size_t)count;
    uint8_t *grown = size > PROMPT_MAX_BYTES ? NULL : realloc(file->opus, size);
    if (grown == NULL) {
        return 1;
    }
    memcpy(grown + file->bytes, bytes, (size_t)count);
    file->opus = grown;
    file->bytes = size;
    return 0;
}

static int nothing_to_close(void *user)
{
    (void)user;
    return 0;
}

static OggOpusComments *make_comments(const struct prompt_tags *tags)
{
    const struct {
        const char *name, *value;
    } all[] = {
        {"LANGUAGE", tags->language},
        {"ENVELOP_KEY", tags->key},
        {"ENVELOP_VOICE", tags->voice},
        {"ENVELOP_TEXT", tags->text},
    };
    OggOpusComments *comments = ope_comments_create();
    for (size_t i = 0; comments != NULL && i < sizeof all / sizeof *all; i++) {
        if (all[i].value != NULL &&
            ope_comments_add(comments, all[i].name, all[i].value) != OPE_OK) {
            ope_comments_destroy(comments);
            comments = NULL;
        }
    }
    return comments;
}

static bool set_up(OggOpusEnc *encoder)
{
    return ope_encoder_ctl(encoder, OPE_SET_SERIALNO(OGG_SERIAL)) == OPE_OK &&
           ope_encoder_ctl(encoder, OPE_SET_COMMENT_PADDING(0)) == OPE_OK &&
           ope_encoder_ctl(encoder, OPUS_SET_BITRATE(PROMPT_BITS_PER_S)) == OPE_OK &&
           ope_encoder_ctl(encoder, OPUS_SET_SIGNAL(OPUS_SIGNAL_VOICE)) == OPE_OK &&
           ope_encoder_ctl(encoder, OPUS_SET_COMPLEXITY(10)) == OPE_OK;
}

// libopusenc resamples to 48 kHz and writes the length to the sample.
static bool write_opus(struct prompt_file *file, const struct voice *voice,
                       const struct prompt_tags *tags)
{
    static const OpusEncCallbacks callbacks = {.write = append, .close = nothing_to_close};
    OggOpusComments *comments = make_comments(tags);
    if (comments == NULL) {
        return false;
    }
    file->bytes = 0;
    int error = OPE_OK;
    OggOpusEnc *encoder = ope_encoder_create_callbacks(&callbacks, file, comments,
                                                       (opus_int32)voice->rate_hz, 1, 0, &error);
    bool written = encoder != NULL && error == OPE_OK && set_up(encoder) &&
                   ope_encoder_write_float(encoder, voice->samples, (int)voice->count) == OPE_OK &&
                   ope_encoder_drain(encoder) == OPE_OK;
    if (encoder != NULL) {
        ope_encoder_destroy(encoder);
    }
    ope_comments_destroy(comments);
    return written;
}

// Decodes the file as the player will and measures that.
static bool measure_file(struct prompt_file *file)
{
    struct prompt_reader *reader = prompt_reader_open(file->opus, file->bytes);
    if (reader == NULL) {
        return false;
    }
    struct loudness loudness = {0};
    size_t total = prompt_reader_total(reader);
    int16_t *samples = calloc(total, sizeof *samples);
    bool measured = samples != NULL && prompt_reader_read(reader, samples, total) == total &&
                    loudness_measure(&loudness, samples, total, AUDIO_RATE_HZ, true);
    free(samples);
    prompt_reader_close(reader);
    file->lufs = loudness.lufs;
    file->peak_dbtp = loudness.peak_dbtp;
    file->duration_ms = (uint32_t)(total * 1000 / AUDIO_RATE_HZ);
    return measured;
}

// A copy of `voice` at `level`; the caller frees its samples. False: no memory.
static bool levelled(struct voice *copy, const struct voice *voice, struct level level)
{
    *copy = *voice;
    copy->samples = malloc(voice->count * sizeof *voice->samples);
    if (copy->samples == NULL) {
        return false;
    }
    float gain = from_db(level.gain_db);
    for (size_t i = 0; i < voice->count; i++) {
        copy->samples[i] = voice->samples[i] * gain;
    }
    return limit_peaks(copy->samples, copy->count, copy->rate_hz, from_db(level.ceiling_db));
}

// Loudness of `voice` at `level`, before Opus; -HUGE_VAL when there is none, or no memory.
static double lufs_at(const struct voice *voice, struct level level)
{
    struct loudness loudness = {.lufs = -HUGE_VAL};
    struct voice copy;
    bool done = levelled(&copy, voice, level);
    int16_t *samples = done ? malloc(copy.count * sizeof *samples) : NULL;
    for (size_t i = 0; samples != NULL && i < copy.count; i++) {
        samples[i] = (int16_t)lrintf(copy.samples[i] * 32767);
    }
    if (samples != NULL) {
        done = loudness_measure(&loudness, samples, copy.count, copy.rate_hz, false);
    }
    free(samples);
    free(copy.samples);
    return done ? loudness.lufs : -HUGE_VAL;
}

// The gain with which `voice` comes to `lufs` under the ceiling, or nearest to it. `gain_db` is
// that without a ceiling, so the least.
static double gain_for(const struct voice *voice, double lufs, double gain_db, double ceiling_db)
{
    double low = gain_db, high = gain_db + most_limited_db;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = i == 0 ? low : (low + high) / 2; // most need no limiter
        double is = lufs_at(voice, (struct level){middle, ceiling_db});
        if (fabs(is - lufs) < lufs_exact / 2) {
            return middle;
        }
        *(is < lufs ? &low : &high) = middle;
    }
    return low;
}

static bool encode_at(struct prompt_file *file, const struct voice *voice,
                      const struct prompt_tags *tags, struct level level)
{
    struct voice copy;
    bool encoded =
        levelled(&copy, voice, level) && write_opus(file, &copy, tags) && measure_file(file);
    free(copy.samples);
    return encoded;
}

static bool is_within(const struct prompt_file *file, double lufs_off)
{
    return fabs(file->lufs - PROMPT_LUFS) <= lufs_off && file->peak_dbtp <= PROMPT_MAX_DBTP;
}

static double peak_db(const struct voice *voice)
{
    float peak = 0;
    for (size_t i = 0; i < voice->count; i++) {
        peak = fmaxf(peak, fabsf(voice->samples[i]));
    }
    return 20 * log10((double)peak);
}

static const char *encode_levelled(struct prompt_file *file, const struct voice *voice,
                                   const struct prompt_tags *tags)
{
    double top_db = -peak_db(voice);
    double natural = lufs_at(voice, (struct level){top_db, 0}) - top_db; // nothing is limited there
    if (!isfinite(natural)) {
        return "there is nothing to hear in it";
    }
    double aim = PROMPT_LUFS;
    struct level level = {.ceiling_db = PROMPT_MAX_DBTP - 0.3};
    for (int round = 0; round < MAX_ROUNDS; round++) {
        level.gain_db = gain_for(voice, aim, aim - natural, level.ceiling_db);
        if (!encode_at(file, voice, tags, level)) {
            return "it couldn't be encoded";
        }
        if (is_within(file, round < EXACT_ROUNDS ? lufs_exact : lufs_allowed)) {
            return NULL;
        }
        aim = fmin(aim + PROMPT_LUFS - file->lufs, PROMPT_LUFS + lufs_allowed);
        level.ceiling_db -= fmax(0, file->peak_dbtp - PROMPT_MAX_DBTP + 0.02);
    }
    return "it can't be brought to -18 LUFS: record it again";
}

const char *prompt_encode(struct prompt_file *file, const struct wav *wav,
                          const struct prompt_tags *tags)
{
    *file = (struct prompt_file){0};
    struct voice voice = {0};
    const char *wrong = cut_out(&voice, wav);
    if (wrong == NULL) {
        wrong = encode_levelled(file, &voice, tags);
    }
    free(voice.samples);
    if (wrong != NULL) {
        prompt_file_finish(file);
    }
    return wrong;
}

void prompt_file_finish(struct prompt_file *file)
{
    free(file->opus);
    *file = (struct prompt_file){0};
}
