// Every channel and what it needs; which contacts may stand in a response, and what is written.
#include "check.h"
#include "contact.h"
#include "forms_data.h"
#include "response.h"

static const struct {
    enum contact_channel channel;
    const char *code;
    enum contact_reach reach;
} channels[] = {
    {CHANNEL_CALL, "call", REACH_PHONE},
    {CHANNEL_TEXT, "text", REACH_PHONE},
    {CHANNEL_CHAT, "chat", REACH_PHONE},
    {CHANNEL_LETTER, "letter", REACH_ADDRESS},
    {CHANNEL_KEY_PERSON, "key-person", REACH_PHONE},
    {CHANNEL_TRUSTED, "trusted", REACH_PHONE},
    {CHANNEL_VISIT, "visit", REACH_NOTHING},
};

static void channels_are_what_the_format_says(void)
{
    CHECK(sizeof channels / sizeof *channels == CONTACT_CHANNELS, "a channel without a row");
    for (size_t i = 0; i < sizeof channels / sizeof *channels; i++) {
        enum contact_channel channel = channels[i].channel;
        const char *code = contact_choices[CONTACT_CHANNEL].options[channel];
        CHECK(strcmp(code, channels[i].code) == 0, "%s: %s", channels[i].code, code);
        CHECK(contact_reach(channel) == channels[i].reach, "%s", code);
        CHECK(contact_reach_valid(channel, "") == (channels[i].reach == REACH_NOTHING), "%s", code);
        CHECK(contact_reach_valid(channel, "0612345678") == (channels[i].reach == REACH_PHONE),
              "%s", code);
        CHECK(contact_reach_valid(channel, "1234AB 56") == (channels[i].reach == REACH_ADDRESS),
              "%s", code);
    }
}

// What a caller has before anything was chosen.
static void no_channel_needs_nothing(void)
{
    CHECK(contact_reach(CONTACT_CHANNELS) == REACH_NOTHING, "none chosen");
    CHECK(contact_reach_valid(CONTACT_CHANNELS, ""), "none chosen");
    CHECK(!contact_reach_valid(CONTACT_CHANNELS, "0612345678"), "none chosen");
}

static void codes_are_few_and_plain(void)
{
    static const char *const fields[CONTACT_FIELDS][CONTACT_MAX_OPTIONS] = {
        {"yes", "no"},
        {"call", "text", "chat", "letter", "key-person", "trusted", "visit"},
        {"interpreter", "key-person", "none"},
        {"woman", "man", "any"},
        {"same", "other", "any"},
    };
    static const char *const names[] = {"permission", "channel", "helper", "gender", "background"};
    for (size_t i = 0; i < CONTACT_FIELDS; i++) {
        CHECK(strcmp(contact_choices[i].code, names[i]) == 0, "%s", contact_choices[i].code);
        for (size_t k = 0; k < CONTACT_MAX_OPTIONS; k++) {
            const char *found = contact_choices[i].options[k], *wanted = fields[i][k];
            CHECK((found == NULL) == (wanted == NULL), "%s %zu", names[i], k);
            CHECK(!found || !wanted || strcmp(found, wanted) == 0, "%s %zu: %s", names[i], k,
                  found);
        }
    }
}

static const struct {
    enum contact_channel channel;
    bool valid;
    const char *reach;
} reaches[] = {
    {CHANNEL_CALL, true, "112112"},
    {CHANNEL_CALL, true, "+31612345678"},
    {CHANNEL_CALL, true, "123456789012345"},
    {CHANNEL_CALL, true, "+123456789012345"},
    {CHANNEL_CALL, false, "11211"},
    {CHANNEL_CALL, false, "+11211"},
    {CHANNEL_CALL, false, "1234567890123456"},
    {CHANNEL_CALL, false, "+"},
    {CHANNEL_CALL, false, "++31612345678"},
    {CHANNEL_CALL, false, "31612345678+"},
    {CHANNEL_CALL, false, "06 12345678"},
    {CHANNEL_CALL, false, "06-12345678"},
    {CHANNEL_CALL, false, "0612345678\n"},
    {CHANNEL_CALL, false, "\xd9\xa0\xd9\xa6\xd9\xa1\xd9\xa2\xd9\xa3\xd9\xa4"}, // Arabic digits
    {CHANNEL_CALL, false,
     "\xe2\x80\xae"
     "0612345678"}, // U+202E
    {CHANNEL_LETTER, true, "1000AA 1"},
    {CHANNEL_LETTER, true, "1234AB 12345"},
    {CHANNEL_LETTER, true, "1234AB 56A"},
    {CHANNEL_LETTER, true, "1234AB 56-2"},
    {CHANNEL_LETTER, true, "1234AB 56A-HS"},
    {CHANNEL_LETTER, true, "1234AB 12345A-1234"},
    {CHANNEL_LETTER, false, "0234AB 56"},
    {CHANNEL_LETTER, false, "123AB 56"},
    {CHANNEL_LETTER, false, "12345AB 56"},
    {CHANNEL_LETTER, false, "1234A 56"},
    {CHANNEL_LETTER, false, "1234ABC 56"},
    {CHANNEL_LETTER, false, "1234ab 56"},
    {CHANNEL_LETTER, false, "1234AB56"},
    {CHANNEL_LETTER, false, "1234AB  56"},
    {CHANNEL_LETTER, false, "1234AB\t56"},
    {CHANNEL_LETTER, false, "1234 AB 56"},
    {CHANNEL_LETTER, false, "1234AB"},
    {CHANNEL_LETTER, false, "1234AB "},
    {CHANNEL_LETTER, false, "1234AB 056"},
    {CHANNEL_LETTER, false, "1234AB 123456"},
    {CHANNEL_LETTER, false, "1234AB 56AB"},
    {CHANNEL_LETTER, false, "1234AB 56-"},
    {CHANNEL_LETTER, false, "1234AB 56-12345"},
    {CHANNEL_LETTER, false, "1234AB 56-1-2"},
    {CHANNEL_LETTER, false, "1234AB 56 "},
    {CHANNEL_LETTER, false, "1234AB A"},
    {CHANNEL_VISIT, false, " "},
};

static void reach_is_whole(void)
{
    for (size_t i = 0; i < sizeof reaches / sizeof *reaches; i++) {
        CHECK(contact_reach_valid(reaches[i].channel, reaches[i].reach) == reaches[i].valid,
              "\"%s\"", reaches[i].reach);
    }
}

// What is written between "contact" and the end of the extension; NULL: refused.
static const struct {
    struct contact contact;
    const char *written;
} contacts[] = {
    {{{0}, "", ""}, ""},
    {{{1}, "", ""}, "permission:yes "},
    {{{2}, "", ""}, "permission:no "},
    {{{1, 1}, "", ""}, "permission:yes channel:call "}, // the number may be kept back
    {{{1, 1}, "0612345678", ""}, "permission:yes channel:call reach:0612345678 "},
    {{{1, 7}, "", ""}, "permission:yes channel:visit "},
    {{{1, 0, 3, 3, 3}, "", "other"},
     "permission:yes helper:none gender:any background:any language:other "},
    {{{1, 4, 1, 2, 1}, "1234AB 56", "ti"},
     "permission:yes channel:letter reach:1234AB 56 helper:interpreter gender:man background:same "
     "language:ti "},
    {{{3}, "", ""}, NULL},
    {{{255}, "", ""}, NULL},
    {{{1, 8}, "", ""}, NULL},
    {{{1, 9}, "", ""}, NULL},
    {{{1, 0, 4}, "", ""}, NULL},
    {{{1, 0, 0, 0, 4}, "", ""}, NULL},
    {{{2, 1}, "", ""}, NULL}, // "no", and yet more
    {{{2, 0, 1}, "", ""}, NULL},
    {{{2}, "0612345678", ""}, NULL},
    {{{2}, "", "ti"}, NULL},
    {{{0, 1}, "", ""}, NULL}, // more, without permission
    {{{0}, "0612345678", ""}, NULL},
    {{{0}, "", "ti"}, NULL},
    {{{1}, "0612345678", ""}, NULL},      // reach without a channel,
    {{{1, 7}, "0612345678", ""}, NULL},   // with one that needs none,
    {{{1, 4}, "0612345678", ""}, NULL},   // with another's,
    {{{1, 1}, "06\"12345678", ""}, NULL}, // and with what breaks JSON
    {{{1, 1},
      "\xe2\x80\x8f"
      "06123456",
      ""},
     NULL}, // U+200F
    {{{1}, "", "t"}, NULL},
    {{{1}, "", "ti\"}"}, NULL},
};

// "code:value " of each part after the contact's url.
static void parts_read(const char *json, char out[static 256])
{
    const char *at = strstr(json, "StructureDefinition/contact");
    size_t used = 0;
    out[0] = '\0';
    while (at && (at = strstr(at, "{\"url\":\""))) {
        char name[32], value[32];
        if (sscanf(at, "{\"url\":\"%31[^\"]\",\"value%*[A-Za-z]\":\"%31[^\"]\"", name, value) ==
            2) {
            used += (size_t)snprintf(out + used, 256 - used, "%s:%s ", name, value);
        }
        at++;
    }
}

static void only_what_was_said_is_written(void)
{
    struct form *form = data_form(WELLBEING);
    struct form_answers answers = {0}, read;
    for (size_t i = 0; i < sizeof contacts / sizeof *contacts; i++) {
        struct response_context context = {.language = "ti",
                                           .kiosk = "0123456789ABCDEF",
                                           .claim_code = "17-482915-boat-key-tree",
                                           .contact = contacts[i].contact};
        struct response_context again;
        struct form_error error;
        char out[3001], parts[256];
        out[3000] = '\0';
        bool written = response_write(form, &answers, &context, out, 3000);
        CHECK(written == (contacts[i].written != NULL), "row %zu", i);
        CHECK(written || strspn(out, " ") == 3000, "row %zu: something is left", i);
        if (!written || !contacts[i].written) {
            continue;
        }
        parts_read(out, parts);
        CHECK(strcmp(parts, contacts[i].written) == 0, "row %zu: %s", i, parts);
        CHECK((strstr(out, "contact") != NULL) == (contacts[i].written[0] != '\0'), "row %zu", i);
        CHECK(response_parse(form, out, 3000, &read, &again, &error), "row %zu: %s: %s", i,
              error.path, error.reason);
        CHECK(memcmp(&again.contact, &context.contact, sizeof again.contact) == 0, "row %zu", i);
    }
    form_destroy(form);
}

// A text that fills its field has no end: neither read past nor written.
static void unclosed_texts_are_refused(void)
{
    struct form *form = data_form(WELLBEING);
    struct form_answers answers = {0};
    struct response_context context = {.language = "ti",
                                       .kiosk = "0123456789ABCDEF",
                                       .claim_code = "17-482915-boat-key-tree",
                                       .contact = {.option = {1, 1}}};
    char out[3000];
    CHECK(response_write(form, &answers, &context, out, sizeof out), "the good one");
    memset(context.contact.reach, '1', sizeof context.contact.reach);
    CHECK(!response_write(form, &answers, &context, out, sizeof out), "reach");
    memset(context.contact.reach, 0, sizeof context.contact.reach);
    memset(context.contact.language, 'a', sizeof context.contact.language);
    CHECK(!response_write(form, &answers, &context, out, sizeof out), "language");
    form_destroy(form);
}

int main(void)
{
    channels_are_what_the_format_says();
    no_channel_needs_nothing();
    codes_are_few_and_plain();
    reach_is_whole();
    only_what_was_said_is_written();
    unclosed_texts_are_refused();
    return check_done();
}
