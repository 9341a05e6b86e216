// libopusfile resynchronises on damage and plays chained streams: right for radio, wrong for a
// prompt, whose every word counts. So the pages are walked here first, and the decoder gets whole
// files only.
//
// libopus's multistream decoder, which libopusfile uses, asks the processor what it can do eight
// times a packet. In a virtual machine, where each question traps, that was 60 % of all work; so
// packets go to a plain decoder, which gives the same samples.
#define _DEFAULT_SOURCE // explicit_bzero
#include "prompt_reader.h"
#include "player.h"
#include <opusfile.h>
#include <stdlib.h>
#include <string.h>

// RFC 3533, section 6: the fixed part of a page, then one length byte a segment.
enum {
    PAGE_HEADER_BYTES = 27,
    PAGE_FLAGS = 5,
    PAGE_SERIAL = 14,
    PAGE_SEGMENTS = 26,
    FLAG_BOS = 2,
    FLAG_EOS = 4,
};

enum { STEREO_SAMPLES = 5760 }; // 120 ms, the longest packet that Opus knows

struct prompt_reader {
    OggOpusFile *file;
    OpusDecoder *decoder; // NULL: two streams to mix, which libopusfile does by itself
    size_t total, done;
    int channels;
};

// Bytes of the page that `ogg` begins with; 0 when it is no whole page.
static size_t page_bytes(const uint8_t *ogg, size_t bytes)
{
    if (bytes < PAGE_HEADER_BYTES || memcmp(ogg, "OggS", 5) != 0) { // with version 0 behind it
        return 0;
    }
    size_t size = PAGE_HEADER_BYTES + (size_t)ogg[PAGE_SEGMENTS];
    if (size > bytes) {
        return 0;
    }
    for (size_t i = PAGE_HEADER_BYTES, end = size; i < end; i++) {
        size += ogg[i];
    }
    return size <= bytes ? size : 0;
}

// Whether BOS is set on the first page and on no other, and EOS on the last and on no other.
static bool flags_fit(const uint8_t *page, bool first, bool last)
{
    return !(page[PAGE_FLAGS] & FLAG_BOS) == !first && !(page[PAGE_FLAGS] & FLAG_EOS) == !last;
}

static bool is_one_whole_stream(const uint8_t *ogg, size_t bytes)
{
    size_t at = 0;
    while (at < bytes) {
        const uint8_t *page = ogg + at;
        size_t size = page_bytes(page, bytes - at);
        if (size == 0 || !flags_fit(page, at == 0, at + size == bytes) ||
            memcmp(page + PAGE_SERIAL, ogg + PAGE_SERIAL, 4) != 0) {
            return false;
        }
        at += size;
    }
    return bytes > 0;
}

static bool is_speakable(struct prompt_reader *reader)
{
    ogg_int64_t total = op_pcm_total(reader->file, -1);
    reader->channels = op_channel_count(reader->file, -1);
    if (op_link_count(reader->file) != 1 || reader->channels < 1 || reader->channels > 2 ||
        total < 1 || total > (ogg_int64_t)PROMPT_MAX_SECONDS * AUDIO_RATE_HZ) {
        return false;
    }
    reader->total = (size_t)total;
    return true;
}

// Of type op_decode_cb_func.
static int decode_packet(void *context, OpusMSDecoder *unused, void *samples,
                         const ogg_packet *packet, int count, int channels, int format, int link)
{
    const struct prompt_reader *reader = context;
    (void)unused;
    (void)link;
    if (reader->decoder == NULL || channels != reader->channels || format != OP_DEC_FORMAT_FLOAT) {
        return OP_DEC_USE_DEFAULT;
    }
    int got = opus_decode_float(reader->decoder, packet->packet, (opus_int32)packet->bytes, samples,
                                count, 0);
    return got == count ? 0 : got < 0 ? got : OPUS_INTERNAL_ERROR;
}

// RFC 7845, section 5.1.1.1: family 0 is one stream, its channels in order.
static bool use_plain_decoder(struct prompt_reader *reader)
{
    const OpusHead *head = op_head(reader->file, -1);
    if (head->mapping_family != 0) {
        return true;
    }
    reader->decoder = opus_decoder_create(AUDIO_RATE_HZ, reader->channels, NULL);
    if (reader->decoder == NULL) {
        return false;
    }
    opus_decoder_ctl(reader->decoder, OPUS_SET_GAIN(head->output_gain));
    op_set_decode_callback(reader->file, decode_packet, reader);
    return true;
}

struct prompt_reader *prompt_reader_open(const uint8_t *opus, size_t bytes)
{
    if (opus == NULL || bytes > PROMPT_MAX_BYTES || !is_one_whole_stream(opus, bytes)) {
        return NULL;
    }
    struct prompt_reader *reader = calloc(1, sizeof *reader);
    if (reader == NULL) {
        return NULL;
    }
    reader->file = op_open_memory(opus, bytes, NULL);
    if (reader->file == NULL || !is_speakable(reader) || !use_plain_decoder(reader)) {
        prompt_reader_close(reader);
        return NULL;
    }
    op_set_dither_enabled(reader->file, 0); // the same samples every time, and less work
    return reader;
}

void prompt_reader_close(struct prompt_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    op_free(reader->file);
    if (reader->decoder != NULL) { // it remembers what it said last
        explicit_bzero(reader->decoder, (size_t)opus_decoder_get_size(reader->channels));
        opus_decoder_destroy(reader->decoder);
    }
    free(reader);
}

size_t prompt_reader_total(const struct prompt_reader *reader)
{
    return reader->total;
}

static int read_mixed(OggOpusFile *file, int16_t *samples, size_t capacity)
{
    opus_int16 stereo[2 * STEREO_SAMPLES];
    size_t wanted = capacity < STEREO_SAMPLES ? capacity : STEREO_SAMPLES;
    int got = op_read(file, stereo, (int)(2 * wanted), NULL);
    for (int i = 0; i < got; i++) {
        samples[i] = (int16_t)((stereo[2 * i] + stereo[2 * i + 1]) / 2);
    }
    return got;
}

size_t prompt_reader_read(struct prompt_reader *reader, int16_t *samples, size_t capacity)
{
    size_t left = reader->total - reader->done;
    size_t wanted = capacity < left ? capacity : left;
    size_t got = 0;
    while (got < wanted) {
        int now = reader->channels == 2
                      ? read_mixed(reader->file, samples + got, wanted - got)
                      : op_read(reader->file, samples + got, (int)(wanted - got), NULL);
        if (now <= 0) {
            reader->total = reader->done + got;
            break;
        }
        got += (size_t)now;
    }
    reader->done += got;
    return got;
}

const char *prompt_reader_tag(const struct prompt_reader *reader, const char *name)
{
    const OpusTags *tags = op_tags(reader->file, -1);
    return tags == NULL ? NULL : opus_tags_query(tags, name, 0);
}

uint32_t prompt_duration_ms(const uint8_t *opus, size_t bytes)
{
    struct prompt_reader *reader = prompt_reader_open(opus, bytes);
    size_t total = reader == NULL ? 0 : reader->total;
    prompt_reader_close(reader);
    return (uint32_t)((total * 1000 + AUDIO_RATE_HZ - 1) / AUDIO_RATE_HZ);
}

bool prompt_is_draft(const uint8_t *opus, size_t bytes)
{
    struct prompt_reader *reader = prompt_reader_open(opus, bytes);
    const char *voice = reader == NULL ? NULL : prompt_reader_tag(reader, "ENVELOP_VOICE");
    bool draft = voice != NULL && strcmp(voice, "draft") == 0;
    prompt_reader_close(reader);
    return draft;
}
