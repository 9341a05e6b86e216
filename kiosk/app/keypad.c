#include "keypad.h"

#include "isolate.h"

#include <stdio.h>
#include <string.h>

enum { POSTCODE_DIGITS = 4, POSTCODE = 6 };

// Keys by message id: what they type, and how they are said.
static const struct key {
    char character; // '\b': takes the last one away
    const char *id;
} keys[] = {
    {'1', "ui.digit.1"},  {'2', "ui.digit.2"},  {'3', "ui.digit.3"},  {'4', "ui.digit.4"},
    {'5', "ui.digit.5"},  {'6', "ui.digit.6"},  {'7', "ui.digit.7"},  {'8', "ui.digit.8"},
    {'9', "ui.digit.9"},  {'+', "ui.key.plus"}, {'0', "ui.digit.0"},  {'A', "ui.letter.a"},
    {'B', "ui.letter.b"}, {'C', "ui.letter.c"}, {'D', "ui.letter.d"}, {'E', "ui.letter.e"},
    {'G', "ui.letter.g"}, {'H', "ui.letter.h"}, {'J', "ui.letter.j"}, {'K', "ui.letter.k"},
    {'L', "ui.letter.l"}, {'M', "ui.letter.m"}, {'N', "ui.letter.n"}, {'P', "ui.letter.p"},
    {'R', "ui.letter.r"}, {'S', "ui.letter.s"}, {'T', "ui.letter.t"}, {'V', "ui.letter.v"},
    {'W', "ui.letter.w"}, {'X', "ui.letter.x"}, {'Z', "ui.letter.z"}, {'\b', "ui.key.delete"},
};

static const struct key *find_key(char character, const char *id)
{
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (id ? strcmp(keys[i].id, id) == 0 : keys[i].character == character) {
            return &keys[i];
        }
    }
    return NULL;
}

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

bool keypad_wants_letters(enum keypad keypad, const char *typed)
{
    size_t length = strlen(typed);
    return keypad == KEYPAD_ADDRESS && length >= POSTCODE_DIGITS && length < POSTCODE;
}

static bool is_offered(enum keypad keypad, const char *typed, char character)
{
    if (character == '\b') {
        return true;
    }
    if (character == '+') {
        return keypad == KEYPAD_PHONE;
    }
    size_t length = strlen(typed);
    bool first = length == 0 || length == POSTCODE; // of a postcode or a house number: never 0
    return is_digit(character) != keypad_wants_letters(keypad, typed) &&
           !(keypad == KEYPAD_ADDRESS && first && character == '0');
}

// What was typed, left to right in every language.
static void build_field(struct page *page, const char *typed, bool hidden)
{
    char shown[64] = "";
    for (size_t i = 0, at = 0; typed[i] && at + 4 < sizeof shown; i++) {
        at += (size_t)snprintf(shown + at, sizeof shown - at, hidden ? "•" : "%c", typed[i]);
    }
    page_row(page, 1);
    struct node *field = page_add(page, NODE_FIELD, REGION_BODY, NULL, NULL);
    field->writing = writing_find("en");
    text_isolate(shown[0] ? shown : " ", ISOLATE_LTR, field->name, sizeof field->name);
    field->style = STYLE_CODE;
}

static void build_key(struct app *app, struct page *page, const struct key *key)
{
    struct node *node = page_add(page, NODE_KEY, REGION_BODY, key->id, app_text(app, key->id));
    if (key->character == '\b') {
        snprintf(node->pictogram, sizeof node->pictogram, "ui.key.delete");
        node->wordless = true;
    } else { // the sign itself, whatever it is called, and alike in all languages
        node->writing = writing_find("en");
        snprintf(node->detail, sizeof node->detail, "%c", key->character);
    }
}

static int columns(const struct app *app, bool letters)
{
    bool upright = app_is_upright(app);
    return upright ? (letters ? 4 : 3) : (letters ? 7 : 6);
}

void keypad_build(struct app *app, struct page *page, enum keypad keypad, const char *typed,
                  bool hidden)
{
    size_t length = strlen(typed);
    build_field(page, typed, hidden);
    page_row(page, columns(app, keypad_wants_letters(keypad, typed)));
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (is_offered(keypad, typed, keys[i].character)) {
            build_key(app, page, &keys[i]);
        }
    }
    for (size_t i = 0; !hidden && i < length; i++) {
        const struct key *key = find_key(typed[i], NULL);
        if (key) {
            page_say(page, key->id);
        }
    }
}

static void take_back(char *typed, size_t length)
{
    typed[length - 1] = '\0';
    if (length > 1 && typed[length - 2] == ' ') {
        typed[length - 2] = '\0';
    }
}

void keypad_type(const struct node *node, char *typed, size_t room)
{
    const struct key *key = find_key(0, node->id);
    size_t length = strlen(typed);
    if (!key || (key->character == '+' && length > 0)) {
        return;
    }
    if (key->character == '\b') {
        if (length > 0) {
            take_back(typed, length);
        }
        return;
    }
    bool spaced = length == POSTCODE && !is_digit(typed[POSTCODE - 1]); // before the house number
    if (length + spaced + 1 < room) {
        if (spaced) {
            typed[length++] = ' ';
        }
        typed[length] = key->character;
        typed[length + 1] = '\0';
    }
}
