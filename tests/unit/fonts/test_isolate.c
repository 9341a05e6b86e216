#include "check.h"
#include "isolate.h"

#include <string.h>

static const struct {
    const char *value;
    enum isolate_direction direction;
    const char *expected; // NULL: refused
} rows[] = {
    {"088-678 1234", ISOLATE_LTR, "\u2066088\u2011678\u00A01234\u2069"},
    {"", ISOLATE_AUTO, "\u2068\u2069"},
    {"Jan de Vries", ISOLATE_AUTO, "\u2068Jan\u00A0de\u00A0Vries\u2069"},
    {"\u0644\u064A", ISOLATE_RTL, "\u2067\u0644\u064A\u2069"},
    // a value can't break out of its isolate, nor turn what is around it
    {"a\u2069b\u202Ec\u2066", ISOLATE_AUTO, "\u2068abc\u2069"},
    {"a\nb\r\tc\u2028d", ISOLATE_AUTO, "\u2068a\u00A0b\u00A0\u00A0c\u00A0d\u2069"},
    {"a\x01\x7F\u200B-\u2010", ISOLATE_AUTO, "\u2068a\u2011\u2011\u2069"},
    // what may break is joined
    {"9.00\u201317.00", ISOLATE_LTR, "\u20669.00\u2013\u206017.00\u2069"},
    {"ggd.nl/aan", ISOLATE_LTR, "\u2066ggd.nl/\u2060aan\u2069"},
    {"\u1230\u1361\u120B", ISOLATE_AUTO, "\u2068\u1230\u1361\u2060\u120B\u2069"},
    {"\xC3", ISOLATE_AUTO, NULL},
    {"\xED\xA0\x80", ISOLATE_AUTO, NULL},
};

static void test_rows(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char buffer[256];
        bool done = text_isolate(rows[i].value, rows[i].direction, buffer, sizeof buffer);
        CHECK(done == (rows[i].expected != NULL), "row %zu", i);
        CHECK(strcmp(buffer, rows[i].expected ? rows[i].expected : "") == 0, "row %zu: %s", i,
              buffer);
    }
}

// Each room short of the whole is refused and leaves nothing; the first that holds it does.
static void test_room(void)
{
    const char *value = "06-12 \u201334";
    char buffer[64];
    CHECK(text_isolate(value, ISOLATE_LTR, buffer, sizeof buffer), "whole");
    size_t need = strlen(buffer) + 1;
    for (size_t room = 0; room < need; room++) {
        memset(buffer, 'x', sizeof buffer);
        CHECK(!text_isolate(value, ISOLATE_LTR, buffer, room), "room %zu", room);
        CHECK(room == 0 || buffer[0] == '\0', "room %zu leaves text", room);
        CHECK(buffer[room] == 'x', "room %zu overrun", room);
    }
    CHECK(text_isolate(value, ISOLATE_LTR, buffer, need), "room %zu", need);
}

static void test_longest(void)
{
    char value[ISOLATE_MAX_CHARACTERS + 2];
    char buffer[6 * ISOLATE_MAX_CHARACTERS + 7];
    memset(value, '/', sizeof value);
    value[ISOLATE_MAX_CHARACTERS] = '\0';
    CHECK(text_isolate(value, ISOLATE_AUTO, buffer, sizeof buffer), "as long as may be");
    value[ISOLATE_MAX_CHARACTERS] = '/';
    value[ISOLATE_MAX_CHARACTERS + 1] = '\0';
    CHECK(!text_isolate(value, ISOLATE_AUTO, buffer, sizeof buffer), "one longer");
}

int main(void)
{
    test_rows();
    test_room();
    test_longest();
    return check_done();
}
