// Typing: only the keys that can come next, and nothing that doesn't fit.
#include "keypad.h"

#include "check.h"

#include <stdio.h>
#include <string.h>

// "<" takes the last character away.
static const char *id_of(char key, char id[static PAGE_KEY_BYTES])
{
    if (key == '<') {
        return "ui.key.delete";
    }
    if (key == '+') {
        return "ui.key.plus";
    }
    bool digit = key >= '0' && key <= '9';
    snprintf(id, PAGE_KEY_BYTES, digit ? "ui.digit.%c" : "ui.letter.%c", key);
    return id;
}

static void type(const char *keys, char *typed, size_t room)
{
    for (; *keys; keys++) {
        char id[PAGE_KEY_BYTES];
        const struct node node = {.kind = NODE_KEY, .id = id_of(*keys, id)};
        keypad_type(&node, typed, room);
    }
}

static void test_typing(void)
{
    static const struct {
        const char *keys, *typed;
        size_t room;
    } rows[] = {
        {"", "", 24},
        {"0612345678", "0612345678", 24},
        {"+31", "+31", 24},
        {"12<3", "13", 24},
        {"<<<", "", 24},
        {"1<<<2", "2", 24},
        {"1234ab", "1234AB", 24},
        {"1234ab5", "1234AB 5", 24},
        {"1234ab56", "1234AB 56", 24},
        {"1234ab5<", "1234AB", 24}, // the space goes with the number
        {"1234ab5<<", "1234A", 24},
        {"123456789", "12345", 6}, // room for five and the end
        {"1234ab5", "1234AB", 8},  // no room for the space and the digit: neither
        {"1", "", 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char typed[32] = "", whole[32];
        memset(whole, '#', sizeof whole);
        memcpy(whole, typed, 1);
        type(rows[i].keys, whole, rows[i].room);
        CHECK(strcmp(whole, rows[i].typed) == 0, "row %zu: \"%s\"", i, whole);
        for (size_t k = rows[i].room; k < sizeof whole; k++) {
            CHECK(whole[k] == '#', "row %zu: byte %zu beyond the room", i, k);
        }
    }
}

static void test_unknown_key(void)
{
    char typed[8] = "12";
    const struct node next = {.kind = NODE_BUTTON, .id = "ui.next"};
    keypad_type(&next, typed, sizeof typed);
    CHECK(strcmp(typed, "12") == 0, "\"%s\"", typed);
}

static void test_letters(void)
{
    static const struct {
        enum keypad keypad;
        const char *typed;
        bool letters;
    } rows[] = {
        {KEYPAD_ADDRESS, "", false},       {KEYPAD_ADDRESS, "123", false},
        {KEYPAD_ADDRESS, "1234", true},    {KEYPAD_ADDRESS, "1234A", true},
        {KEYPAD_ADDRESS, "1234AB", false}, {KEYPAD_ADDRESS, "1234AB 5", false},
        {KEYPAD_PHONE, "1234", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        CHECK(keypad_wants_letters(rows[i].keypad, rows[i].typed) == rows[i].letters, "row %zu", i);
    }
}

int main(void)
{
    test_typing();
    test_unknown_key();
    test_letters();
    return check_done();
}
