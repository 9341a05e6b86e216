#include "wav.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    RIFF_BYTES = 12, // "RIFF", size, "WAVE"
    CHUNK_BYTES = 8, // name, size
    FORMAT_BYTES = 16,
    FORMAT_EXTENSIBLE_BYTES = 40,
    FORMAT_PCM = 1,
    FORMAT_EXTENSIBLE = 0xFFFE,
    SAMPLE_BYTES = 2,
};

struct chunk {
    const uint8_t *data; // NULL: not found
    size_t bytes;
};

static uint32_t u16(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8;
}

static uint32_t u32(const uint8_t *at)
{
    return u16(at) | u16(at + 2) << 16;
}

// The first chunk `name`. A chunk that reaches past the end of the file ends the search.
static struct chunk find_chunk(const uint8_t *file, size_t bytes, const char *name)
{
    size_t at = RIFF_BYTES;
    while (at + CHUNK_BYTES <= bytes) {
        size_t size = u32(file + at + 4);
        if (size > bytes - at - CHUNK_BYTES) {
            break;
        }
        if (memcmp(file + at, name, 4) == 0) {
            return (struct chunk){.data = file + at + CHUNK_BYTES, .bytes = size};
        }
        at += CHUNK_BYTES + size + size % 2;
    }
    return (struct chunk){0};
}

static bool is_pcm(struct chunk format)
{
    uint32_t tag = u16(format.data);
    if (tag == FORMAT_EXTENSIBLE && format.bytes >= FORMAT_EXTENSIBLE_BYTES) {
        tag = u16(format.data + 24); // the real one leads the sub-format's GUID
    }
    return tag == FORMAT_PCM;
}

static const char *check_format(struct chunk format)
{
    if (format.data == NULL || format.bytes < FORMAT_BYTES) {
        return "it has no format chunk";
    }
    uint32_t channels = u16(format.data + 2), rate_hz = u32(format.data + 4);
    if (!is_pcm(format) || u16(format.data + 14) != 8 * SAMPLE_BYTES) {
        return "it isn't 16-bit PCM";
    }
    if (channels < 1 || channels > 2 || u16(format.data + 12) != channels * SAMPLE_BYTES) {
        return "it has neither one nor two channels";
    }
    return rate_hz < WAV_MIN_RATE_HZ || rate_hz > WAV_MAX_RATE_HZ
               ? "its sample rate isn't between 8 and 192 kHz"
               : NULL;
}

static float sample_at(const uint8_t *at)
{
    int32_t value = (int32_t)u16(at);
    return (float)(value < 32768 ? value : value - 65536) / 32768.0F;
}

static void mix_to_one(struct wav *wav, const uint8_t *data, uint32_t channels)
{
    double sum = 0;
    for (size_t i = 0; i < wav->count; i++) {
        const uint8_t *frame = data + i * channels * SAMPLE_BYTES;
        const uint8_t *last = frame + (channels - 1) * SAMPLE_BYTES;
        wav->samples[i] = (sample_at(frame) + sample_at(last)) / 2;
        sum += (double)wav->samples[i];
    }
    float mean = (float)(sum / (double)wav->count); // a cheap sound card's offset
    for (size_t i = 0; i < wav->count; i++) {
        wav->samples[i] -= mean;
    }
}

const char *wav_parse(struct wav *wav, const uint8_t *file, size_t bytes)
{
    *wav = (struct wav){0};
    if (bytes > WAV_MAX_BYTES) {
        return "it is larger than 64 MiB";
    }
    if (bytes < RIFF_BYTES || memcmp(file, "RIFF", 4) != 0 || memcmp(file + 8, "WAVE", 4) != 0) {
        return "it isn't a WAV file";
    }
    struct chunk format = find_chunk(file, bytes, "fmt ");
    struct chunk data = find_chunk(file, bytes, "data");
    const char *wrong = check_format(format);
    if (wrong != NULL) {
        return wrong;
    }
    uint32_t channels = u16(format.data + 2);
    wav->count = data.bytes / (channels * SAMPLE_BYTES);
    if (data.data == NULL || wav->count == 0) {
        return "it has no whole data chunk";
    }
    wav->rate_hz = u32(format.data + 4);
    wav->samples = malloc(wav->count * sizeof *wav->samples);
    if (wav->samples == NULL) {
        return "there is no memory for it";
    }
    mix_to_one(wav, data.data, channels);
    return NULL;
}

void wav_finish(struct wav *wav)
{
    free(wav->samples);
    *wav = (struct wav){0};
}
