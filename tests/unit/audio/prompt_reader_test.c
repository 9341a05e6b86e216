// Hostile files: whatever is done to a prompt, it is said whole or refused, and nothing is read or
// written out of bounds (the sanitizers look).
#include "check.h"
#include "player.h"
#include "prompt_reader.h"
#include "sample_prompt.h"
#include <opusfile.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER = 27, FLAGS = 5, GRANULE = 6, SERIAL = 14, CRC = 22, SEGMENTS = 26 };

struct ogg {
    uint8_t *bytes;
    size_t count;
};

static size_t page_size(const uint8_t *page)
{
    size_t size = HEADER + (size_t)page[SEGMENTS];
    for (size_t i = 0; i < page[SEGMENTS]; i++) {
        size += page[HEADER + i];
    }
    return size;
}

static uint8_t *page(struct ogg *ogg, int number)
{
    uint8_t *at = ogg->bytes;
    while (number-- > 0) {
        at += page_size(at);
    }
    return at;
}

static uint8_t *last_page(struct ogg *ogg)
{
    uint8_t *at = ogg->bytes;
    while (at + page_size(at) < ogg->bytes + ogg->count) {
        at += page_size(at);
    }
    return at;
}

// RFC 3533's checksum, so that a changed page still looks honest.
static void sign(uint8_t *at)
{
    uint32_t crc = 0;
    size_t size = page_size(at);
    memset(at + CRC, 0, 4);
    for (size_t i = 0; i < size; i++) {
        crc ^= (uint32_t)at[i] << 24;
        for (int bit = 0; bit < 8; bit++) {
            crc = crc & 0x80000000U ? crc << 1 ^ 0x04c11db7U : crc << 1;
        }
    }
    for (int i = 0; i < 4; i++) {
        at[CRC + i] = (uint8_t)(crc >> 8 * i);
    }
}

static void leave(struct ogg *ogg)
{
    (void)ogg;
}

static void cut_one_byte(struct ogg *ogg)
{
    ogg->count--;
}

static void cut_last_page(struct ogg *ogg)
{
    ogg->count = (size_t)(last_page(ogg) - ogg->bytes);
}

static void cut_to_headers(struct ogg *ogg)
{
    ogg->count = (size_t)(page(ogg, 2) - ogg->bytes);
}

static void add_garbage(struct ogg *ogg)
{
    ogg->bytes = realloc(ogg->bytes, ogg->count + 100);
    memset(ogg->bytes + ogg->count, 'x', 100);
    ogg->count += 100;
}

static void chain(struct ogg *ogg)
{
    ogg->bytes = realloc(ogg->bytes, 2 * ogg->count);
    memcpy(ogg->bytes + ogg->count, ogg->bytes, ogg->count);
    ogg->count *= 2;
}

static void other_serial(struct ogg *ogg)
{
    last_page(ogg)[SERIAL]++;
    sign(last_page(ogg));
}

static void claim_years(struct ogg *ogg)
{
    memset(last_page(ogg) + GRANULE, 0x7f, 8);
    sign(last_page(ogg));
}

static void claim_negative(struct ogg *ogg)
{
    memset(last_page(ogg) + GRANULE, 0xff, 8);
    last_page(ogg)[GRANULE] = 0;
    sign(last_page(ogg));
}

static void claim_nothing(struct ogg *ogg)
{
    memset(last_page(ogg) + GRANULE, 0, 8);
    sign(last_page(ogg));
}

static void no_opus_head(struct ogg *ogg)
{
    memcpy(ogg->bytes + HEADER + 1, "SpeexHed", 8);
    sign(ogg->bytes);
}

static void huge_tag_count(struct ogg *ogg)
{
    uint8_t *tags = page(ogg, 1) + HEADER + page(ogg, 1)[SEGMENTS];
    memset(tags + 8, 0xff, 4); // the vendor's length
    sign(page(ogg, 1));
}

static void empty(struct ogg *ogg)
{
    ogg->count = 0;
}

static void all_garbage(struct ogg *ogg)
{
    memset(ogg->bytes, 0xa5, ogg->count);
}

static void break_middle(struct ogg *ogg)
{
    uint8_t *at = page(ogg, 3);
    at[page_size(at) / 2] ^= 0xff; // its checksum is wrong now
}

static const struct row {
    const char *name;
    struct sample_shape shape;
    void (*harm)(struct ogg *ogg);
    uint32_t claims_ms; // 0: refused
    uint32_t gives_ms;  // what can be decoded, at most
} rows[] = {
    {"whole", {.ms = 2500, .channels = 1, .seed = 1}, leave, 2500, 2500},
    {"short", {.ms = 3, .channels = 1, .seed = 1}, leave, 3, 3},
    {"stereo", {.ms = 500, .channels = 2, .seed = 1}, leave, 500, 500},
    {"5.1", {.ms = 500, .channels = 6, .seed = 1}, leave, 0, 0},
    {"60 s", {.ms = 60000, .channels = 1, .seed = 1}, leave, 60000, 60000},
    {"over 60 s", {.ms = 60001, .channels = 1, .seed = 1}, leave, 0, 0},
    {"a byte short", {.ms = 2500, .channels = 1, .seed = 1}, cut_one_byte, 0, 0},
    {"a page short", {.ms = 2500, .channels = 1, .seed = 1}, cut_last_page, 0, 0},
    {"headers only", {.ms = 2500, .channels = 1, .seed = 1}, cut_to_headers, 0, 0},
    {"garbage behind", {.ms = 500, .channels = 1, .seed = 1}, add_garbage, 0, 0},
    {"chained", {.ms = 500, .channels = 1, .seed = 1}, chain, 0, 0},
    {"two serials", {.ms = 2500, .channels = 1, .seed = 1}, other_serial, 0, 0},
    {"claims years", {.ms = 2500, .channels = 1, .seed = 1}, claim_years, 0, 0},
    {"claims less than nothing", {.ms = 2500, .channels = 1, .seed = 1}, claim_negative, 0, 0},
    {"claims nothing", {.ms = 500, .channels = 1, .seed = 1}, claim_nothing, 0, 0},
    {"not Opus", {.ms = 500, .channels = 1, .seed = 1}, no_opus_head, 0, 0},
    {"huge tags", {.ms = 500, .channels = 1, .seed = 1}, huge_tag_count, 0, 0},
    {"empty", {.ms = 500, .channels = 1, .seed = 1}, empty, 0, 0},
    {"garbage", {.ms = 500, .channels = 1, .seed = 1}, all_garbage, 0, 0},
    {"broken in the middle", {.ms = 3500, .channels = 1, .seed = 1}, break_middle, 3500, 2100},
};

// Decodes in pieces of an odd size; the buffer is exactly as large as the claim.
static size_t decode(const struct ogg *ogg)
{
    struct prompt_reader *reader = prompt_reader_open(ogg->bytes, ogg->count);
    if (reader == NULL) {
        return 0;
    }
    size_t total = prompt_reader_total(reader), at = 0, got;
    int16_t *samples = malloc(total * sizeof *samples);
    do {
        got = prompt_reader_read(reader, samples + at, total - at < 7777 ? total - at : 7777);
        at += got;
    } while (got > 0 && at < total);
    CHECK(prompt_reader_read(reader, samples, 0) == 0, "nothing more");
    free(samples);
    prompt_reader_close(reader);
    return at;
}

static void test_harm(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        struct sample_prompt prompt = sample_prompt_make(&row->shape);
        struct ogg ogg = {.bytes = prompt.opus, .count = prompt.bytes};
        row->harm(&ogg);
        uint32_t claims_ms = prompt_duration_ms(ogg.bytes, ogg.count);
        CHECK(claims_ms == row->claims_ms, "%s: %u ms", row->name, claims_ms);
        size_t got = decode(&ogg);
        CHECK(got <= (size_t)row->gives_ms * 48, "%s: %zu", row->name, got);
        CHECK(row->harm != leave || got == (size_t)row->gives_ms * 48, "%s: %zu", row->name, got);
        free(ogg.bytes);
    }
}

// One byte after another: open and decode whatever comes.
static void test_every_byte(void)
{
    struct sample_shape shape = {.ms = 40, .channels = 1, .seed = 5};
    struct sample_prompt prompt = sample_prompt_make(&shape);
    struct ogg ogg = {.bytes = prompt.opus, .count = prompt.bytes};
    size_t refused = 0;
    for (size_t i = 0; i < ogg.count; i++) {
        for (int value = 0; value < 2; value++) {
            uint8_t kept = ogg.bytes[i];
            ogg.bytes[i] = value == 0 ? 0xff : (uint8_t)(kept ^ 1);
            refused += decode(&ogg) != 40 * 48;
            ogg.bytes[i] = kept;
        }
    }
    CHECK(refused > ogg.count, "a checksum covers every byte: %zu of %zu", refused, 2 * ogg.count);
    CHECK(decode(&ogg) == 40 * 48, "and it is whole again");
    for (size_t count = 0; count < ogg.count; count++) {
        struct ogg cut = {.bytes = malloc(count + 1), .count = count};
        memcpy(cut.bytes, ogg.bytes, count);
        CHECK(decode(&cut) == 0, "cut to %zu", count);
        free(cut.bytes);
    }
    free(prompt.opus);
}

// The same with honest checksums, so that what is wrong reaches the decoder.
static void test_every_signed_byte(void)
{
    struct sample_shape shape = {.ms = 40, .channels = 1, .seed = 5};
    struct sample_prompt prompt = sample_prompt_make(&shape);
    struct ogg ogg = {.bytes = prompt.opus, .count = prompt.bytes};
    size_t whole = 0;
    for (size_t i = 0; i < ogg.count; i++) {
        uint8_t *at = i < page_size(ogg.bytes)        ? ogg.bytes
                      : ogg.bytes + i < page(&ogg, 2) ? page(&ogg, 1)
                                                      : page(&ogg, 2);
        uint8_t kept = ogg.bytes[i], segments = at[SEGMENTS];
        ogg.bytes[i] = (uint8_t)(kept ^ 0x41);
        if (at[SEGMENTS] == segments && at + page_size(at) <= ogg.bytes + ogg.count) {
            sign(at);
            whole += decode(&ogg) == 40 * 48;
        }
        ogg.bytes[i] = kept;
        sign(at);
    }
    CHECK(whole > 0 && whole < ogg.count, "%zu of %zu", whole, ogg.count);
    CHECK(decode(&ogg) == 40 * 48, "and it is whole again");
    free(prompt.opus);
}

// RFC 7845, section 5.1: fields of the identification header, which is all of the first page.
enum { HEAD = HEADER + 1, HEAD_GAIN = HEAD + 16, HEAD_FAMILY = HEAD + 18 };

static void turn_down(struct ogg *ogg)
{
    ogg->bytes[HEAD_GAIN + 1] = (uint8_t)-6; // dB, in 8.8 bits
    sign(ogg->bytes);
}

// One stream, told as a mapping of family 1.
static void map_family_1(struct ogg *ogg)
{
    static const uint8_t mapping[] = {1, 0, 0}; // streams, coupled, the channel's
    size_t size = page_size(ogg->bytes);
    ogg->bytes = realloc(ogg->bytes, ogg->count + sizeof mapping);
    memmove(ogg->bytes + size + sizeof mapping, ogg->bytes + size, ogg->count - size);
    memcpy(ogg->bytes + size, mapping, sizeof mapping);
    ogg->bytes[HEADER] = (uint8_t)(ogg->bytes[HEADER] + sizeof mapping);
    ogg->bytes[HEAD_FAMILY] = 1;
    ogg->count += sizeof mapping;
    sign(ogg->bytes);
}

static const struct same_row {
    const char *name;
    struct sample_shape shape;
    void (*change)(struct ogg *ogg);
} same_rows[] = {
    {"mono", {.ms = 1500, .channels = 1, .seed = 1}, leave},
    {"stereo", {.ms = 1500, .channels = 2, .seed = 1}, leave},
    {"a tone", {.ms = 1500, .channels = 1, .seed = 1, .hz = 300}, leave},
    {"turned down", {.ms = 1500, .channels = 1, .seed = 1}, turn_down},
    {"turned down, stereo", {.ms = 1500, .channels = 2, .seed = 1}, turn_down},
    {"family 1", {.ms = 1500, .channels = 1, .seed = 1}, map_family_1},
};

enum { SAME_SAMPLES = 1500 * 48 };

// As libopusfile decodes it, channels mixed. Returns how many differ.
static size_t differing(const struct ogg *ogg, const int16_t *samples)
{
    static int16_t theirs[2 * SAME_SAMPLES];
    OggOpusFile *file = op_open_memory(ogg->bytes, ogg->count, NULL);
    int channels = op_channel_count(file, -1);
    size_t wrong = 0, at = 0;
    op_set_dither_enabled(file, 0);
    for (int got; (got = op_read(file, theirs, channels * SAME_SAMPLES, NULL)) > 0;) {
        for (int i = 0; i < got; i++, at++) {
            int mixed = (theirs[channels * i] + theirs[channels * i + channels - 1]) / 2;
            wrong += samples[at] != mixed;
        }
    }
    op_free(file);
    return wrong + SAME_SAMPLES - at;
}

static void test_same_as_libopusfile(void)
{
    static int16_t ours[SAME_SAMPLES];
    for (size_t i = 0; i < sizeof same_rows / sizeof *same_rows; i++) {
        struct sample_prompt prompt = sample_prompt_make(&same_rows[i].shape);
        struct ogg ogg = {.bytes = prompt.opus, .count = prompt.bytes};
        same_rows[i].change(&ogg);
        struct prompt_reader *reader = prompt_reader_open(ogg.bytes, ogg.count);
        CHECK(reader != NULL, "%s", same_rows[i].name);
        CHECK(reader != NULL && prompt_reader_read(reader, ours, SAME_SAMPLES) == SAME_SAMPLES,
              "%s", same_rows[i].name);
        prompt_reader_close(reader);
        CHECK(differing(&ogg, ours) == 0, "%s: %zu samples", same_rows[i].name,
              differing(&ogg, ours));
        free(ogg.bytes);
    }
}

static void test_tags(void)
{
    static const struct {
        const char *voice;
        bool draft;
    } tags[] = {{"draft", true}, {"recorded", false}, {NULL, false}, {"drafty", false}};
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        struct sample_shape shape = {.ms = 20, .channels = 1, .voice = tags[i].voice, .seed = 9};
        struct sample_prompt prompt = sample_prompt_make(&shape);
        CHECK(prompt_is_draft(prompt.opus, prompt.bytes) == tags[i].draft, "%s",
              tags[i].voice ? tags[i].voice : "no tag");
        free(prompt.opus);
    }
    CHECK(!prompt_is_draft(NULL, 0) && prompt_duration_ms(NULL, 0) == 0, "nothing");
}

int main(void)
{
    test_harm();
    test_every_byte();
    test_every_signed_byte();
    test_same_as_libopusfile();
    test_tags();
    prompt_reader_close(NULL);
    return check_done();
}
