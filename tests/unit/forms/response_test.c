// Random answers go out and come back; a response is always of one size and never longer than
// response_longest says; reading it touches no heap and leaves nothing in the memory it was given.
#include "check.h"
#include "forms_data.h"
#include "response.h"

#include <inttypes.h>

enum { ROUNDS = 1000, ENVELOPE_ROOM_FOR_8 = 3930 - 98 * 8 };

static uint64_t state;

// xorshift64: the same everywhere for a seed.
static uint64_t draw(uint64_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state % below;
}

static void draw_text(char *out, const char *charset, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        out[i] = charset[draw(strlen(charset))];
    }
    out[length] = '\0';
}

static struct form_answers draw_answers(const struct form *form)
{
    struct form_answers answers = {0};
    for (size_t i = 0; i < form_item_count(form); i++) {
        answers.option[i] = (uint8_t)draw(form_item(form, i)->option_count + 1);
    }
    return answers;
}

static void draw_reach(enum contact_channel channel, char out[static CONTACT_REACH_BYTES])
{
    static const char *const phones[] = {"+31612345678", "0612345678", "112112", "123456789012345"};
    static const char *const addresses[] = {"1234AB 56", "9999ZZ 1A", "1234AB 56-2",
                                            "1234AB 12345A-1234"};
    switch (contact_reach(channel)) {
    case REACH_PHONE:
        strcpy(out, phones[draw(4)]);
        break;
    case REACH_ADDRESS:
        strcpy(out, addresses[draw(4)]);
        break;
    case REACH_NOTHING:
        break;
    }
}

static size_t choices(size_t field)
{
    size_t count = 0;
    while (count < CONTACT_MAX_OPTIONS && contact_choices[field].options[count]) {
        count++;
    }
    return count;
}

// Not asked, no, or yes with any of the rest said or not.
static struct contact draw_contact(void)
{
    static const char *const languages[] = {"", "other", "ti", "zh-Hant-TW"};
    struct contact contact = {.option[CONTACT_PERMISSION] = (uint8_t)draw(3)};
    if (contact.option[CONTACT_PERMISSION] != 1) {
        return contact;
    }
    for (size_t i = CONTACT_CHANNEL; i < CONTACT_FIELDS; i++) {
        contact.option[i] = (uint8_t)draw(choices(i) + 1);
    }
    if (contact.option[CONTACT_CHANNEL] && draw(4)) {
        draw_reach((enum contact_channel)(contact.option[CONTACT_CHANNEL] - 1), contact.reach);
    }
    strcpy(contact.language, languages[draw(4)]);
    return contact;
}

static struct response_context draw_context(void)
{
    static const char *const languages[] = {"ti", "ar", "zh-Hant-TW", "nl", "abc-latn-x-long"};
    static const char *const dates[] = {"", "2026", "2026-11", "2026-11-22"};
    static const char *const codes[] = {"17-482915-boat-key-tree", "00-000000-a-b-c",
                                        "99-999999-umbrella-mountain-elephantine"};
    struct response_context context = {
        .draft_translation = draw(2),
        .pack_serial = draw(3) ? draw(UINT64_MAX) : draw(2) * UINT64_MAX,
        .demo = draw(2),
        .contact = draw_contact(),
    };
    strcpy(context.language, languages[draw(5)]);
    strcpy(context.authored, dates[draw(4)]);
    draw_text(context.kiosk, "0123456789ABCDEF", 16);
    strcpy(context.claim_code, codes[draw(3)]);
    return context;
}

static bool contexts_equal(const struct response_context *a, const struct response_context *b)
{
    return strcmp(a->language, b->language) == 0 && strcmp(a->authored, b->authored) == 0 &&
           strcmp(a->kiosk, b->kiosk) == 0 && strcmp(a->claim_code, b->claim_code) == 0 &&
           a->draft_translation == b->draft_translation && a->pack_serial == b->pack_serial &&
           a->demo == b->demo && memcmp(&a->contact, &b->contact, sizeof a->contact) == 0;
}

static size_t length_without_padding(const char *out, size_t size)
{
    while (size > 0 && out[size - 1] == ' ') {
        size--;
    }
    return size;
}

static void round_trip(const struct form *form, size_t size, size_t round)
{
    struct form_answers answers = draw_answers(form), read;
    struct response_context context = draw_context(), read_context;
    struct form_error error;
    char *out = malloc(size + 1);
    out[size] = '#';
    CHECK(response_write(form, &answers, &context, out, size), "%s, round %zu", form_id(form),
          round);
    CHECK(out[size] == '#', "%s, round %zu: written past the end", form_id(form), round);
    CHECK(!memchr(out, '\0', size), "%s, round %zu: NUL inside", form_id(form), round);
    CHECK(length_without_padding(out, size) <= response_longest(form), "%s, round %zu: %zu bytes",
          form_id(form), round, length_without_padding(out, size));
    CHECK(response_parse(form, out, size, &read, &read_context, &error), "%s, round %zu: %s: %s",
          form_id(form), round, error.path, error.reason);
    CHECK(memcmp(&answers, &read, sizeof answers) == 0, "%s, round %zu: answers", form_id(form),
          round);
    CHECK(contexts_equal(&context, &read_context), "%s, round %zu: context", form_id(form), round);
    free(out);
}

static void random_answers_come_back(void)
{
    static const char *const paths[] = {WELLBEING, FACES};
    for (size_t p = 0; p < 2; p++) {
        struct form *form = data_form(paths[p]);
        for (size_t round = 0; round < ROUNDS; round++) {
            round_trip(form, ENVELOPE_ROOM_FOR_8, round);
        }
        form_destroy(form);
    }
}

// The longest there is, written: fits exactly, and in one byte less it doesn't.
static void longest_is_exact(const char *path)
{
    struct form *form = data_form(path);
    size_t longest = response_longest(form);
    CHECK(longest <= ENVELOPE_ROOM_FOR_8, "%s: %zu bytes don't fit an envelope with 8 recipients",
          form_id(form), longest);
    struct form_answers answers = {0};
    for (size_t i = 0; i < form_item_count(form); i++) {
        // In both forms declining comes last and is the longest.
        answers.option[i] = (uint8_t)form_item(form, i)->option_count;
    }
    struct response_context context = {
        .language = "abcdefgh-123456",
        .authored = "2026-11-22",
        .kiosk = "0123456789abcdef",
        .pack_serial = UINT64_MAX,
        .claim_code = "17-482915-abcdefghijk-abcdefghijkl-abcdefghijkl",
        .demo = true,
        .contact = {.option = {1, CHANNEL_KEY_PERSON + 1, 1, 1, 2},
                    .reach = "+123456789012345",
                    .language = "abcdefgh-123456"},
    };
    char *out = malloc(longest);
    CHECK(response_write(form, &answers, &context, out, longest), "%s", form_id(form));
    CHECK(length_without_padding(out, longest) == longest, "%s: longest says %zu, is %zu",
          form_id(form), longest, length_without_padding(out, longest));
    CHECK(!response_write(form, &answers, &context, out, longest - 1), "%s", form_id(form));
    CHECK(length_without_padding(out, longest - 1) == 0, "%s: answers are left behind",
          form_id(form));
    printf("%s: at most %zu bytes, room for %d\n", form_id(form), longest, ENVELOPE_ROOM_FOR_8);
    free(out);
    form_destroy(form);
}

static const struct response_context good = {
    .language = "ti",
    .authored = "2026-11",
    .kiosk = "0123456789ABCDEF",
    .pack_serial = 7,
    .claim_code = "17-482915-boat-key-tree",
};

// A caller's mistake isn't sealed: nothing is written that the reader would refuse.
static void bad_arguments_are_not_written(void)
{
    struct form *form = data_form(WELLBEING);
    static const struct {
        const char *name;
        size_t offset, room;
        const char *text;
    } rows[] = {
#define FIELD(f) #f, offsetof(struct response_context, f), sizeof good.f
        {FIELD(language), ""},
        {FIELD(language), "t"},
        {FIELD(language), "ti\"x"},
        {FIELD(language), "ti-"},
        {FIELD(language), "ti-toolongtag"},
        {FIELD(language), "123"},
        {FIELD(authored), "2026-11-22T"},
        {FIELD(authored), "2026-00"},
        {FIELD(authored), "2026-11-32"},
        {FIELD(authored), "26-11"},
        {FIELD(authored), "2026-"},
        {FIELD(kiosk), ""},
        {FIELD(kiosk), "0123456789ABCDE"},
        {FIELD(kiosk), "0123456789ABCDEG"},
        {FIELD(kiosk), "0123456789ABCDEF0"}, // no room for its NUL
        {FIELD(claim_code), ""},
        {FIELD(claim_code), "17-482915"},
        {FIELD(claim_code), "17-482915-boat-key"},
        {FIELD(claim_code), "17-482915-boat-key-tree-x"},
        {FIELD(claim_code), "17-482915-boat--tree"},
        {FIELD(claim_code), "7-482915-boat-key-tree"},
        {FIELD(claim_code), "17-482915-boat-key-t\"ee"},
    };
    char out[ENVELOPE_ROOM_FOR_8];
    struct form_answers answers = {0};
    CHECK(response_write(form, &answers, &good, out, sizeof out), "the good one");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct response_context context = good;
        memset((char *)&context + rows[i].offset, 0, rows[i].room);
        size_t bytes = strlen(rows[i].text);
        memcpy((char *)&context + rows[i].offset, rows[i].text,
               bytes < rows[i].room ? bytes : rows[i].room);
        CHECK(!response_write(form, &answers, &context, out, sizeof out), "%s \"%s\"", rows[i].name,
              rows[i].text);
        CHECK(length_without_padding(out, sizeof out) == 0, "%s \"%s\"", rows[i].name,
              rows[i].text);
    }
    static const struct {
        size_t item;
        uint8_t option;
    } outside[] = {{0, 1}, {4, 4}, {14, 6}, {15, 1}, {63, 1}, {13, 255}};
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        answers = (struct form_answers){0};
        answers.option[outside[i].item] = outside[i].option;
        CHECK(!response_write(form, &answers, &good, out, sizeof out), "row %zu", i);
    }
    form_destroy(form);
}

// With memory of the caller's: good when there is enough, refused when there isn't, wiped always.
static void reading_stays_in_the_callers_memory(void)
{
    struct form *form = data_form(WELLBEING), *other = NULL;
    struct form_answers answers = {0}, read;
    struct response_context context;
    struct form_error error;
    for (size_t i = 4; i < 15; i++) {
        answers.option[i] = 3;
    }
    char out[ENVELOPE_ROOM_FOR_8];
    response_write(form, &answers, &good, out, sizeof out);
    char *memory = calloc(1, RESPONSE_PARSE_BYTES + 1);
    size_t enough = 0;
    for (size_t bytes = 0; bytes <= RESPONSE_PARSE_BYTES; bytes += bytes < 4096 ? 16 : 256) {
        response_use_memory(memory + 1, bytes);
        bool good_read = response_parse(form, out, sizeof out, &read, &context, &error);
        CHECK(!good_read || memcmp(&answers, &read, sizeof read) == 0, "%zu bytes", bytes);
        CHECK(good_read || (read.option[4] == 0 && !*context.claim_code), "%zu bytes", bytes);
        enough = good_read && !enough ? bytes : enough;
        CHECK(good_read || !enough, "refused with %zu bytes, accepted with %zu", bytes, enough);
        size_t dirty = 0;
        for (size_t i = 0; i < RESPONSE_PARSE_BYTES + 1; i++) {
            dirty += memory[i] != 0;
        }
        CHECK(dirty == 0, "%zu bytes: %zu not wiped", bytes, dirty);
    }
    CHECK(enough > 0 && enough <= RESPONSE_PARSE_BYTES / 2, "%zu bytes", enough);
    printf("reading takes %zu bytes of %d\n", enough, RESPONSE_PARSE_BYTES);
    other = data_form(FACES); // from the heap again, although a region is set
    CHECK(form_item_count(other) == 7, "%zu", form_item_count(other));
    response_use_memory(NULL, 0);
    free(memory);
    CHECK(response_parse(form, out, sizeof out, &read, &context, &error), "%s", error.reason);
    form_destroy(other);
    form_destroy(form);
}

// FORMAT.md's worked example is a response, and scores what the text below it says.
static void documented_example_is_true(void)
{
    size_t bytes;
    char *text = data_read(ENVELOP_SOURCE_DIR "/forms/FORMAT.md", &bytes);
    char *begin = strstr(text, "### Example\n");
    begin = begin ? strstr(begin, "```json\n") : NULL;
    char *end = begin ? strstr(begin + 8, "```") : NULL;
    struct form *form = data_form(WELLBEING);
    struct form_answers answers;
    struct response_context context;
    struct form_error error;
    CHECK(end, "no example");
    CHECK(end && response_parse(form, begin + 8, (size_t)(end - begin - 8), &answers, &context,
                                &error),
          "%s: %s", error.path, error.reason);
    struct form_score score = form_score(form, &answers);
    CHECK(score.low == 1 && score.high == 10, "%d .. %d", score.low, score.high);
    CHECK(contexts_equal(
              &context,
              &(struct response_context){
                  .language = "ti",
                  .draft_translation = true,
                  .authored = "2026-11",
                  .kiosk = "0123456789ABCDEF",
                  .pack_serial = 7,
                  .claim_code = "17-482915-boat-key-tree",
                  .contact = {.option = {1, CHANNEL_CALL + 1, 0, 3, 0}, .reach = "0612345678"}}),
          "context");
    char again[4096];
    size_t used = 0;
    response_write(form, &answers, &context, again, sizeof again);
    for (char *p = begin + 8; p < end; p++) {
        if (*p != '\n') {
            CHECK(again[used] == *p, "differs from what is written at byte %zu", used);
            used++;
        }
    }
    form_destroy(form);
    free(text);
}

int main(int argc, char **argv)
{
    state = argc > 1 ? strtoull(argv[1], NULL, 10) : 20261122;
    printf("seed %" PRIu64 "\n", state);
    random_answers_come_back();
    longest_is_exact(WELLBEING);
    longest_is_exact(FACES);
    documented_example_is_true();
    bad_arguments_are_not_written();
    reading_stays_in_the_callers_memory();
    return check_done();
}
