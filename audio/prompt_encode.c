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
    MAX_ROUNDS = 10,
    FADE_MS = 4,
    OGG_SERIAL = 1, // RFC 3533 wants it unique within a file; one fixed gives equal bytes
};

// How near is near enough, and what is still let through when the rounds are over.
static const double lufs_wanted = 0.1, lufs_allowed = 1.0;

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
                    loudness_measure(&loudness, samples, total, AUDIO_RATE_HZ);
    free(samples);
    prompt_reader_close(reader);
    file->lufs = loudness.lufs;
    file->peak_dbtp = loudness.peak_dbtp;
    file->duration_ms = (uint32_t)(total * 1000 / AUDIO_RATE_HZ);
    return measured;
}

static bool encode_at(struct prompt_file *file, const struct voice *voice,
                      const struct prompt_tags *tags, struct level level)
{
    struct voice levelled = *voice;
    levelled.samples = malloc(voice->count * sizeof *voice->samples);
    if (levelled.samples == NULL) {
        return false;
    }
    for (size_t i = 0; i < voice->count; i++) {
        levelled.samples[i] = voice->samples[i] * from_db(level.gain_db);
    }
    bool encoded = limit_peaks(levelled.samples, levelled.count, levelled.rate_hz,
                               from_db(level.ceiling_db)) &&
                   write_opus(file, &levelled, tags) && measure_file(file);
    free(levelled.samples);
    return encoded;
}

static bool is_within(const struct prompt_file *file, double lufs_off)
{
    return fabs(file->lufs - PROMPT_LUFS) <= lufs_off && file->peak_dbtp <= PROMPT_MAX_DBTP;
}

static const char *encode_levelled(struct prompt_file *file, const struct voice *voice,
                                   const struct prompt_tags *tags)
{
    struct level level = {.gain_db = 0, .ceiling_db = PROMPT_MAX_DBTP - 0.3};
    for (int round = 0; round < MAX_ROUNDS; round++) {
        if (!encode_at(file, voice, tags, level)) {
            return "it couldn't be encoded";
        }
        if (!isfinite(file->lufs)) {
            return "there is nothing to hear in it";
        }
        if (is_within(file, lufs_wanted)) {
            return NULL;
        }
        level.gain_db += PROMPT_LUFS - file->lufs;
        level.ceiling_db -= fmax(0, file->peak_dbtp - PROMPT_MAX_DBTP + 0.02);
    }
    return is_within(file, lufs_allowed) ? NULL
                                         : "it can't be brought to -18 LUFS: record it again";
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
