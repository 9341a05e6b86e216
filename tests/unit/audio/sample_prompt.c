#define _DEFAULT_SOURCE // M_PI
#include "sample_prompt.h"
#include <assert.h>
#include <math.h>
#include <opusenc.h>
#include <stdlib.h>
#include <string.h>

enum { RATE_HZ = 48000, FRAME = 960, MAX_CHANNELS = 6 };

static int append(void *user, const unsigned char *bytes, opus_int32 count)
{
    struct sample_prompt *prompt = user;
    prompt->opus = realloc(prompt->opus, prompt->bytes + (size_t)count);
    assert(prompt->opus != NULL);
    memcpy(prompt->opus + prompt->bytes, bytes, (size_t)count);
    prompt->bytes += (size_t)count;
    return 0;
}

static int finish(void *user)
{
    (void)user;
    return 0;
}

static float tone(size_t at, const struct sample_shape *shape)
{
    double seconds = (double)at / RATE_HZ, middle = shape->ms / 2000.0;
    double turns = shape->hz * (seconds < middle ? seconds : 2 * seconds - middle);
    return (float)(0.25 * sin(2 * M_PI * turns));
}

// Noise, louder and softer three times a second, the channels alike.
static void fill(float *pcm, size_t frames, size_t at, const struct sample_shape *shape)
{
    static uint32_t state;
    state = at == 0 ? shape->seed * 2654435761U + 1 : state;
    for (size_t i = 0; i < frames; i++) {
        state = state * 1664525U + 1013904223U;
        float envelope = (float)((at + i) % 16000) / 16000.0F;
        float noise = ((float)(state >> 8) / 8388608.0F - 1.0F) * 0.4F * envelope;
        float sample = shape->hz > 0 ? tone(at + i, shape) : noise;
        for (int c = 0; c < shape->channels; c++) {
            pcm[i * (size_t)shape->channels + (size_t)c] = sample;
        }
    }
}

struct sample_prompt sample_prompt_make(const struct sample_shape *shape)
{
    struct sample_prompt prompt = {0};
    OpusEncCallbacks callbacks = {.write = append, .close = finish};
    OggOpusComments *comments = ope_comments_create();
    if (shape->voice != NULL) {
        ope_comments_add(comments, "ENVELOP_VOICE", shape->voice);
    }
    int error = OPE_OK;
    OggOpusEnc *encoder = ope_encoder_create_callbacks(
        &callbacks, &prompt, comments, RATE_HZ, shape->channels, shape->channels > 2, &error);
    assert(error == OPE_OK);
    ope_encoder_ctl(encoder, OPE_SET_SERIALNO((opus_int32)shape->seed));
    float pcm[FRAME * MAX_CHANNELS];
    size_t total = (size_t)shape->ms * (RATE_HZ / 1000);
    for (size_t at = 0; at < total; at += FRAME) {
        size_t frames = total - at < FRAME ? total - at : FRAME;
        fill(pcm, frames, at, shape);
        error = ope_encoder_write_float(encoder, pcm, (int)frames);
        assert(error == OPE_OK);
    }
    error = ope_encoder_drain(encoder);
    assert(error == OPE_OK);
    ope_encoder_destroy(encoder);
    ope_comments_destroy(comments);
    return prompt;
}
