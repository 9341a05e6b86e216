#include "page.h"

#include "check.h"

#include <stdlib.h>
#include <string.h>

static struct page *new_page(void)
{
    struct page *page = malloc(sizeof *page);
    if (!page) {
        abort();
    }
    page_begin(page, "test", writing_find("en"));
    return page;
}

static struct node *add(struct page *page, enum node_kind kind, const char *id, const char *name)
{
    return page_add(page, kind, REGION_BODY, id, name);
}

static void test_find(void)
{
    struct page *page = new_page();
    add(page, NODE_TEXT, "ui.words", "Back");
    add(page, NODE_CONTROL, "ui.back", "Back")->value = 0;
    add(page, NODE_ITEM, "ui.item", "Answer")->value = 1;
    add(page, NODE_ITEM, "ui.item", "Answer")->value = 2;
    add(page, NODE_BUTTON, NULL, "Nameless in ids");
    const struct {
        const char *wanted;
        int value, index;
    } rows[] = {
        {"ui.back", -1, 1},   {"Back", -1, 1}, // words that can't be touched are passed over
        {"ui.words", -1, -1}, {"ui.item", -1, 2}, {"ui.item", 2, 3},
        {"Answer", 2, 3},     {"Answer", 3, -1},  {"Nameless in ids", -1, 4},
        {"answer", -1, -1},   {"ui.back", 7, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct node *found = page_find(page, rows[i].wanted, rows[i].value);
        int index = found ? (int)(found - page->nodes) : -1;
        CHECK(index == rows[i].index, "row %zu (\"%s\" %d): node %d", i, rows[i].wanted,
              rows[i].value, index);
    }
    free(page);
}

static void set_box(struct node *node, float x, float y, float w, float h)
{
    node->x_px = x;
    node->y_px = y;
    node->w_px = w;
    node->h_px = h;
}

static void test_hit(void)
{
    struct page *page = new_page();
    set_box(add(page, NODE_TEXT, "words", "Words"), 0, 0, 100, 100); // under everything
    set_box(add(page, NODE_BUTTON, "a", "A"), 10, 10, 20, 20);
    set_box(add(page, NODE_BUTTON, "b", "B"), 40, 10, 20, 20);
    const struct {
        float x, y;
        const char *id;
    } rows[] = {
        {10, 10, "a"},    {29.9f, 29.9f, "a"}, {30, 10, NULL},     {10, 30, NULL},
        {9.9f, 15, NULL}, {15, 9.9f, NULL},    {40, 10, "b"},      {60, 15, NULL},
        {0, 0, NULL},     {-5, -5, NULL},      {1000, 1000, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct node *hit = page_hit(page, rows[i].x, rows[i].y);
        bool same = hit ? rows[i].id && strcmp(hit->id, rows[i].id) == 0 : !rows[i].id;
        CHECK(same, "row %zu (%.1f, %.1f): %s", i, (double)rows[i].x, (double)rows[i].y,
              hit ? hit->id : "nothing");
    }
    free(page);
}

static void test_focus(void)
{
    struct page *page = new_page();
    CHECK(page_step_focus(page, -1, 1) == -1, "an empty page");
    add(page, NODE_TEXT, "t", "Words");
    CHECK(page_step_focus(page, -1, 1) == -1, "a page without targets");
    CHECK(page_step_focus(page, -1, -1) == -1, "a page without targets, backwards");
    add(page, NODE_CONTROL, "a", "A");
    add(page, NODE_PICTURE, NULL, "");
    add(page, NODE_ANSWER, "b", "B");
    add(page, NODE_TICKET, NULL, "1234");
    const struct {
        int from, step, to;
    } rows[] = {
        {-1, 1, 1},  {1, 1, 3},  {3, 1, 1}, // wraps round to the first
        {-1, -1, 3}, {3, -1, 1}, {1, -1, 3}, {0, 1, 1}, {4, 1, 1}, {0, -1, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int to = page_step_focus(page, rows[i].from, rows[i].step);
        CHECK(to == rows[i].to, "row %zu (%d%+d): %d", i, rows[i].from, rows[i].step, to);
    }
    struct page *one = new_page();
    add(one, NODE_BUTTON, "only", "Only");
    CHECK(page_step_focus(one, 0, 1) == 0 && page_step_focus(one, 0, -1) == 0, "a single target");
    free(one);
    free(page);
}

// The body comes first, then the foot, then the bar, in whichever order they were added.
static void test_walk_by_region(void)
{
    static const struct {
        enum node_region region;
        const char *id;
    } nodes[] = {
        {REGION_BAR_START, "back"}, {REGION_BAR_END, "hide"}, {REGION_FOOT, "show"},
        {REGION_BODY, "yes"},       {REGION_BODY, "no"},      {REGION_FOOT, "next"},
    };
    static const char *const walk[] = {"yes", "no", "show", "next", "back", "hide", "yes"};
    enum { NODES = sizeof nodes / sizeof nodes[0] };
    struct page *page = new_page();
    for (int i = 0; i < NODES; i++) {
        page_add(page, NODE_BUTTON, nodes[i].region, nodes[i].id, nodes[i].id);
    }
    int at = -1;
    for (int i = 0; i <= NODES; i++) {
        at = page_step_focus(page, at, 1);
        CHECK(strcmp(page->nodes[at].id, walk[i]) == 0, "step %d: %s instead of %s", i,
              page->nodes[at].id, walk[i]);
    }
    for (int i = NODES; i > 0; i--) {
        CHECK(strcmp(page->nodes[at].id, walk[i]) == 0, "back %d: %s instead of %s", i,
              page->nodes[at].id, walk[i]);
        at = page_step_focus(page, at, -1);
    }
    free(page);
}

// Every length around the room, filled with characters of 1 to 4 bytes.
static void test_cut(void)
{
    static const char *const characters[] = {"a", "\xc3\xab", "\xe1\x8a\xa5", "\xf0\x9f\x99\x82"};
    char words[PAGE_NAME_BYTES + 16];
    for (size_t c = 0; c < 4; c++) {
        size_t size = strlen(characters[c]);
        for (size_t shift = 0; shift < 4; shift++) {
            size_t length = shift;
            memset(words, 'x', shift);
            while (length + size < sizeof words) {
                memcpy(words + length, characters[c], size);
                length += size;
            }
            words[length] = '\0';
            struct page *page = new_page();
            const struct node *node = add(page, NODE_TEXT, "t", words);
            size_t kept = strlen(node->name);
            CHECK(kept < PAGE_NAME_BYTES && kept + size >= PAGE_NAME_BYTES, "%zu+%zu: %zu bytes", c,
                  shift, kept);
            CHECK((kept - shift) % size == 0, "%zu+%zu: half a character", c, shift);
            CHECK(memcmp(node->name, words, kept) == 0, "%zu+%zu: other words", c, shift);
            free(page);
        }
    }
}

static void test_empty(void)
{
    struct page *page = new_page();
    CHECK(add(page, NODE_PICTURE, NULL, NULL)->name[0] == '\0', "NULL words");
    page_say(page, "a.key.that.is.much.longer.than.forty-eight.bytes.of.room");
    CHECK(page->prompt_count == 1 && strlen(page->prompts[0]) == PAGE_KEY_BYTES - 1, "a long key");
    CHECK(page_find(page, "nothing", -1) == NULL, "a page without it");
    free(page);
}

static void test_touchable(void)
{
    const struct {
        enum node_kind kind;
        bool touchable;
    } rows[] = {
        {NODE_TEXT, false},    {NODE_PICTURE, false}, {NODE_PROGRESS, false}, {NODE_TICKET, false},
        {NODE_WAITING, false}, {NODE_CONTROL, true},  {NODE_BUTTON, true},    {NODE_ANSWER, true},
        {NODE_CARD, true},     {NODE_ITEM, true},     {NODE_ENTRY, true},     {NODE_QR, false},
        {NODE_TIMER, false},   {NODE_FIELD, false},   {NODE_KEY, true},       {NODE_ENVELOPE, true},
        {NODE_REST, true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct node node = {.kind = rows[i].kind};
        CHECK(node_touchable(&node) == rows[i].touchable, "kind %d", (int)rows[i].kind);
    }
}

int main(void)
{
    test_find();
    test_hit();
    test_focus();
    test_walk_by_region();
    test_cut();
    test_empty();
    test_touchable();
    return check_done();
}
