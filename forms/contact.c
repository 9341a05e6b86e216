// Codes of the contact wish and what a channel needs: forms/FORMAT.md, "Contact".
#include "contact.h"

#include <assert.h>
#include <string.h>

#define DIGITS "0123456789"
#define CAPITALS "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

const struct contact_choice contact_choices[CONTACT_FIELDS] = {
    [CONTACT_PERMISSION] = {"permission", {"yes", "no"}},
    [CONTACT_CHANNEL] = {"channel",
                         {[CHANNEL_CALL] = "call",
                          [CHANNEL_TEXT] = "text",
                          [CHANNEL_CHAT] = "chat",
                          [CHANNEL_LETTER] = "letter",
                          [CHANNEL_KEY_PERSON] = "key-person",
                          [CHANNEL_TRUSTED] = "trusted",
                          [CHANNEL_VISIT] = "visit"}},
    [CONTACT_HELPER] = {"helper", {"interpreter", "key-person", "none"}},
    [CONTACT_GENDER] = {"gender", {"woman", "man", "any"}},
    [CONTACT_BACKGROUND] = {"background", {"same", "other", "any"}},
};

static_assert((int)CONTACT_CHANNELS <= (int)CONTACT_MAX_OPTIONS, "every channel has its code");

enum contact_reach contact_reach(enum contact_channel channel)
{
    static const enum contact_reach needs[CONTACT_CHANNELS] = {
        [CHANNEL_CALL] = REACH_PHONE,       [CHANNEL_TEXT] = REACH_PHONE,
        [CHANNEL_CHAT] = REACH_PHONE,       [CHANNEL_LETTER] = REACH_ADDRESS,
        [CHANNEL_KEY_PERSON] = REACH_PHONE, [CHANNEL_TRUSTED] = REACH_PHONE,
        [CHANNEL_VISIT] = REACH_NOTHING,
    };
    return channel < CONTACT_CHANNELS ? needs[channel] : REACH_NOTHING;
}

// E.164: at most 15 digits.
static bool phone_valid(const char *text)
{
    text += *text == '+';
    size_t digits = strspn(text, DIGITS);
    return digits >= 6 && digits <= 15 && text[digits] == '\0';
}

// Steps over the characters of `set` at *text. False unless there are `least` to `most` of them.
static bool step(const char **text, const char *set, size_t least, size_t most)
{
    size_t length = strspn(*text, set);
    *text += length;
    return length >= least && length <= most;
}

// Postcode, a space, and the house number with its letter and addition as the Dutch register of
// addresses (BAG) has them: "1234AB 56", "1234AB 56A", "1234AB 56-2", "1234AB 56A-HS".
static bool address_valid(const char *text)
{
    if (*text == '0' || !step(&text, DIGITS, 4, 4) || !step(&text, CAPITALS, 2, 2) ||
        *text++ != ' ' || *text == '0' || !step(&text, DIGITS, 1, 5) ||
        !step(&text, CAPITALS, 0, 1)) {
        return false;
    }
    return *text == '\0' || (*text++ == '-' && step(&text, CAPITALS DIGITS, 1, 4) && !*text);
}

bool contact_reach_valid(enum contact_channel channel, const char *reach)
{
    switch (contact_reach(channel)) {
    case REACH_PHONE:
        return phone_valid(reach);
    case REACH_ADDRESS:
        return address_valid(reach);
    case REACH_NOTHING:
        break;
    }
    return reach[0] == '\0';
}
