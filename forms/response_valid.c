// The texts of a response. Each has a charset that needs no JSON escape, which is why the writer
// has none.
#include "response_body.h"

#include <string.h>

#define LOWERCASE "abcdefghijklmnopqrstuvwxyz"
#define LETTERS LOWERCASE "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

// `pattern`: 0 stands for a digit, x for a hex digit, another character for itself. Returns what
// follows, NULL when the text differs.
static const char *match(const char *text, const char *pattern)
{
    for (; *pattern; pattern++, text++) {
        const char *allowed = *pattern == '0'   ? DIGITS
                              : *pattern == 'x' ? DIGITS "abcdefABCDEF"
                                                : NULL;
        bool good = allowed ? *text && strchr(allowed, *text) : *text == *pattern;
        if (!good) {
            return NULL;
        }
    }
    return text;
}

enum { CONTACT_PERMITTED = 1 }; // "yes" is the first option

// Subtags of 1 to 8 letters or digits; the first of 2 to 8 letters (RFC 5646, section 2.1).
bool response_language_valid(const char *text)
{
    size_t letters = strspn(text, LETTERS);
    if (letters < 2 || letters > 8) {
        return false;
    }
    for (text += letters; *text == '-';) {
        size_t subtag = strspn(text + 1, LETTERS DIGITS);
        if (subtag < 1 || subtag > 8) {
            return false;
        }
        text += 1 + subtag;
    }
    return *text == '\0';
}

static bool in_range(const char *two_digits, int high)
{
    int value = (two_digits[0] - '0') * 10 + two_digits[1] - '0';
    return value >= 1 && value <= high;
}

bool response_authored_valid(const char *text)
{
    const char *rest = match(text, "0000");
    if (!rest || !*rest) {
        return rest;
    }
    const char *month = rest + 1;
    rest = match(rest, "-00");
    if (!rest || !in_range(month, 12)) {
        return false;
    }
    if (!*rest) {
        return true;
    }
    const char *day = rest + 1;
    rest = match(rest, "-00");
    return rest && !*rest && in_range(day, 31);
}

bool response_kiosk_valid(const char *text)
{
    const char *rest = match(text, "xxxxxxxxxxxxxxxx");
    return rest && !*rest;
}

bool response_code_valid(const char *text)
{
    const char *rest = match(text, "00-000000");
    for (int picture = 0; rest && picture < 3; picture++) {
        size_t letters = *rest == '-' ? strspn(rest + 1, LOWERCASE) : 0;
        rest = letters > 0 ? rest + 1 + letters : NULL;
    }
    return rest && !*rest;
}

// The check functions read up to the NUL, so it must be there.
static bool closed(const char *text, size_t room)
{
    return memchr(text, '\0', room) != NULL;
}

static bool options_valid(const struct contact *contact)
{
    for (size_t i = 0; i < CONTACT_FIELDS; i++) {
        uint8_t option = contact->option[i];
        if (option > CONTACT_MAX_OPTIONS ||
            (option > 0 && !contact_choices[i].options[option - 1])) {
            return false;
        }
    }
    return true;
}

// Empty when not given; else whole for the channel, which must be there.
static bool reach_fits(const struct contact *contact)
{
    uint8_t channel = contact->option[CONTACT_CHANNEL];
    return !*contact->reach ||
           (channel > 0 &&
            contact_reach_valid((enum contact_channel)(channel - 1), contact->reach));
}

static bool wishes_said(const struct contact *contact)
{
    bool said = *contact->reach || *contact->language;
    for (size_t i = CONTACT_PERMISSION + 1; i < CONTACT_FIELDS; i++) {
        said |= contact->option[i] != 0;
    }
    return said;
}

bool response_contact_said(const struct contact *contact)
{
    return contact->option[CONTACT_PERMISSION] != 0 || wishes_said(contact);
}

bool response_contact_valid(const struct contact *contact)
{
    if (!closed(contact->reach, sizeof contact->reach) ||
        !closed(contact->language, sizeof contact->language) || !options_valid(contact)) {
        return false;
    }
    bool permitted = contact->option[CONTACT_PERMISSION] == CONTACT_PERMITTED;
    return (permitted || !wishes_said(contact)) && reach_fits(contact) &&
           (!*contact->language || response_language_valid(contact->language));
}

static bool context_valid(const struct response_context *context)
{
    return closed(context->language, sizeof context->language) &&
           closed(context->authored, sizeof context->authored) &&
           closed(context->kiosk, sizeof context->kiosk) &&
           closed(context->claim_code, sizeof context->claim_code) &&
           response_language_valid(context->language) &&
           (!*context->authored || response_authored_valid(context->authored)) &&
           response_kiosk_valid(context->kiosk) && response_code_valid(context->claim_code) &&
           response_contact_valid(&context->contact);
}

bool response_valid(const struct form *form, const struct form_answers *answers,
                    const struct response_context *context)
{
    for (size_t i = 0; i < FORM_MAX_ITEMS; i++) {
        size_t options = i < form_item_count(form) ? form_item(form, i)->option_count : 0;
        if (answers->option[i] > options) {
            return false;
        }
    }
    return context_valid(context);
}
