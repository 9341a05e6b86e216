// Placing of made-up pages: the same page with the same words, once left to right and once right to
// left, is its mirror image: x_rtl = W - x_ltr - w for every rectangle, and for words and
// pictograms in it. And the rule of what gives way: first the picture, then the text size, at last
// overflow.
#include "check.h"
#include "person.h"
#include "theme.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct person person;

static struct node *add(struct page *page, enum node_kind kind, enum node_region region,
                        const char *words)
{
    struct node *node = page_add(page, kind, region, words, words);
    if (kind == NODE_CONTROL || kind == NODE_PICTURE) {
        node->wordless = true;
        snprintf(node->pictogram, sizeof node->pictogram, "ui.listen");
    }
    return node;
}

static void add_bar(struct page *page)
{
    add(page, NODE_CONTROL, REGION_BAR_START, "back");
    add(page, NODE_CONTROL, REGION_BAR_START, "stop");
    add(page, NODE_CONTROL, REGION_BAR_END, "size");
    add(page, NODE_CONTROL, REGION_BAR_END, "louder");
}

static void build_question(struct page *page)
{
    add_bar(page);
    struct node *dots = add(page, NODE_PROGRESS, REGION_BAR_MIDDLE, "3 / 10");
    dots->value = 3;
    dots->total = 10;
    add(page, NODE_WAITING, REGION_BAR_MIDDLE, "");
    add(page, NODE_PICTURE, REGION_BODY, "");
    add(page, NODE_TEXT, REGION_BODY, "0123456789 0123456789 0123456789 0123456789 0123456789");
    page_row(page, 2);
    for (int i = 0; i < 2; i++) {
        struct node *answer = add(page, NODE_ANSWER, REGION_BODY, i ? "123" : "12");
        snprintf(answer->pictogram, sizeof answer->pictogram, "answer.Y");
    }
    page_row(page, 2);
    add(page, NODE_BUTTON, REGION_BODY, "1234");
    add(page, NODE_BUTTON, REGION_BODY, "12345");
    struct node *next = add(page, NODE_BUTTON, REGION_FOOT, "1");
    snprintf(next->pictogram, sizeof next->pictogram, "ui.next");
}

static void build_list(struct page *page)
{
    add_bar(page);
    add(page, NODE_TEXT, REGION_BAR_MIDDLE, "0123456");
    for (int i = 0; i < 3; i++) {
        page_row(page, 1);
        struct node *line = add(page, NODE_ENTRY, REGION_BODY, "0123 4567");
        line->value = i;
        snprintf(line->detail, sizeof line->detail, "112");
    }
    add(page, NODE_TEXT, REGION_FOOT, "2026")->style = STYLE_CAPTION;
    add(page, NODE_BUTTON, REGION_FOOT, "1234");
    add(page, NODE_TEXT, REGION_MARK, "1234567")->style = STYLE_CAPTION;
}

static void build_cards(struct page *page)
{
    page_row(page, 3);
    for (int i = 0; i < 5; i++) {
        struct node *card = add(page, NODE_CARD, REGION_BODY, "012345");
        snprintf(card->detail, sizeof card->detail, "01");
        card->value = i;
    }
}

static void build_ticket(struct page *page)
{
    add_bar(page);
    add(page, NODE_TEXT, REGION_BODY, "0123456789 0123456789");
    page_row(page, 1);
    add(page, NODE_TICKET, REGION_BODY, "0012 3456")->style = STYLE_CODE;
    for (int i = 0; i < 3; i++) {
        add(page, NODE_PICTURE, REGION_TICKET, "");
    }
    add(page, NODE_BUTTON, REGION_FOOT, "1234");
}

// The words are digits alone, and both pages are set in the same Latin letters: only the direction
// differs.
static struct page *place(void (*build)(struct page *), enum text_direction direction,
                          const struct panel *panel)
{
    static struct writing writings[2];
    struct writing *writing = &writings[direction];
    struct page *page = malloc(sizeof *page);
    *writing = *writing_find("en");
    writing->direction = direction;
    if (!page) {
        abort();
    }
    page_begin(page, "test", writing);
    build(page);
    place_page(page, panel, person.kiosk.typesetter, THEME_TEXT_DEFAULT);
    return page;
}

static float ink_left(const struct layout *layout)
{
    float left = layout->lines[0].left_px;
    for (size_t i = 1; i < layout->line_count; i++) {
        left = fminf(left, layout->lines[i].left_px);
    }
    return left;
}

static void check_mirrored(const struct node *ltr, const struct node *rtl, float width,
                           const char *what)
{
    CHECK(fabsf(rtl->x_px - (width - ltr->x_px - ltr->w_px)) < 1.01f, "%s %s: x %.1f and %.1f",
          what, ltr->name, (double)ltr->x_px, (double)rtl->x_px);
    CHECK(rtl->y_px == ltr->y_px && rtl->w_px == ltr->w_px && rtl->h_px == ltr->h_px,
          "%s %s: another box", what, ltr->name);
    if (ltr->pictogram[0]) {
        CHECK(fabsf(rtl->icon_x_px - (width - ltr->icon_x_px - ltr->icon_px)) < 1.01f,
              "%s %s: pictogram %.1f and %.1f", what, ltr->name, (double)ltr->icon_x_px,
              (double)rtl->icon_x_px);
    }
    if (ltr->layout) {
        float left = ltr->text_x_px + ink_left(ltr->layout);
        float mirrored = rtl->text_x_px + ink_left(rtl->layout);
        CHECK(fabsf(mirrored - (width - left - ltr->layout->width_px)) < 2.01f,
              "%s %s: words %.1f and %.1f", what, ltr->name, (double)left, (double)mirrored);
    }
    if (ltr->detail_layout) {
        float left = ltr->detail_x_px + ink_left(ltr->detail_layout);
        float mirrored = rtl->detail_x_px + ink_left(rtl->detail_layout);
        CHECK(fabsf(mirrored - (width - left - ltr->detail_layout->width_px)) < 2.01f,
              "%s %s: detail %.1f and %.1f", what, ltr->name, (double)left, (double)mirrored);
    }
}

static const struct {
    const char *name;
    void (*build)(struct page *);
} pages[] = {{"question", build_question},
             {"list", build_list},
             {"cards", build_cards},
             {"ticket", build_ticket}};

static void test_mirror(struct panel panel)
{
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct page *ltr = place(pages[i].build, TEXT_LTR, &panel);
        struct page *rtl = place(pages[i].build, TEXT_RTL, &panel);
        CHECK(!ltr->overflow && !rtl->overflow, "%s overflows", pages[i].name);
        for (int n = 0; n < ltr->count; n++) {
            check_mirrored(&ltr->nodes[n], &rtl->nodes[n], (float)panel.w_px, pages[i].name);
        }
        free(ltr);
        free(rtl);
    }
}

// --- what gives way ----------------------------------------------------------------------------

static int wanted_words;

static void build_long(struct page *page)
{
    char words[PAGE_NAME_BYTES] = "";
    for (int i = 0; i < wanted_words; i++) {
        strcat(words, "0123456 ");
    }
    add_bar(page);
    add(page, NODE_PICTURE, REGION_BODY, "");
    add(page, NODE_TEXT, REGION_BODY, words);
    add(page, NODE_BUTTON, REGION_FOOT, "1234");
}

static void test_gives_way(void)
{
    struct panel panel = panel_measure(1280, 800, 216, 135);
    float body_mm = 100, picture = 1e6f;
    bool smaller_picture = false, smaller_words = false, overflowed = false;
    for (wanted_words = 1; wanted_words < 58; wanted_words++) {
        struct page *page = place(build_long, TEXT_LTR, &panel);
        float now = page->nodes[4].w_px;
        CHECK(!overflowed || page->overflow, "%d words fit again", wanted_words);
        CHECK(page->body_mm <= body_mm, "%d words: larger words again", wanted_words);
        CHECK(page->body_mm >= theme_body_mm[0] - 0.001f, "%d words: below the smallest size",
              wanted_words);
        smaller_picture = smaller_picture || (now < picture && picture < 1e6f);
        smaller_words = smaller_words || (page->body_mm < body_mm && body_mm < 100);
        CHECK(!smaller_words || smaller_picture, "%d words: the words gave way before the picture",
              wanted_words);
        overflowed = page->overflow;
        body_mm = page->body_mm;
        picture = now;
        free(page);
    }
    CHECK(smaller_picture && smaller_words && overflowed, "not everything gave way");
}

// --- words too wide for their share of a row ---------------------------------------------------

static const char *wide_word;
static enum node_kind wide_kind;
static int beside;

static void build_wide(struct page *page)
{
    add_bar(page);
    add(page, NODE_PICTURE, REGION_BODY, "");
    add(page, NODE_TEXT, REGION_BODY, "0123456789");
    page_row(page, beside);
    for (int i = 0; i < beside; i++) {
        struct node *answer = add(page, wide_kind, REGION_BODY, i ? wide_word : "12");
        snprintf(answer->pictogram, sizeof answer->pictogram, "answer.Y");
    }
    add(page, NODE_BUTTON, REGION_FOOT, "1234");
}

// On an upright panel answers stand one above the other before their words become smaller; cards
// and what fits stay side by side.
static void test_too_wide(void)
{
    static const struct {
        const char *word;
        enum node_kind kind;
        int beside;
        bool upright, stacked, smaller;
    } rows[] = {
        {"12", NODE_ANSWER, 2, true, false, false},
        {"01234567", NODE_ANSWER, 2, true, true, false},
        {"01234567", NODE_ANSWER, 3, true, true, false},
        {"01234567", NODE_BUTTON, 3, true, true, false},
        {"01234567", NODE_ANSWER, 2, false, false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct panel panel = rows[i].upright ? panel_measure(800, 1280, 135, 216)
                                             : panel_measure(1280, 800, 216, 135);
        wide_word = rows[i].word;
        wide_kind = rows[i].kind;
        beside = rows[i].beside;
        struct page *page = place(build_wide, TEXT_LTR, &panel);
        const struct node *last = &page->nodes[page->count - 2], *first = last - (beside - 1);
        CHECK(!page->overflow, "row %zu overflows", i);
        CHECK((first->y_px != last->y_px) == rows[i].stacked, "row %zu: %d columns", i, beside);
        CHECK((page->body_mm < theme_body_mm[THEME_TEXT_DEFAULT]) == rows[i].smaller,
              "row %zu: %.1f mm", i, (double)page->body_mm);
        free(page);
    }
}

// --- dots and envelope -------------------------------------------------------------------------

static bool threaded;

static void build_waiting(struct page *page)
{
    char words[PAGE_NAME_BYTES] = "";
    for (int i = 0; i < wanted_words; i++) {
        strcat(words, "0123456 ");
    }
    for (int i = 0; i < 6; i++) { // a whole bar
        add(page, NODE_CONTROL, i < 2 ? REGION_BAR_START : REGION_BAR_END, "control")->value = i;
    }
    add(page, NODE_PICTURE, REGION_BODY, "");
    add(page, NODE_TEXT, REGION_BODY, words);
    page_row(page, 2);
    add(page, NODE_ANSWER, REGION_BODY, "12");
    add(page, NODE_ANSWER, REGION_BODY, "123");
    if (threaded) {
        add(page, NODE_PROGRESS, REGION_BAR_MIDDLE, "")->total = 10;
        add(page, NODE_WAITING, REGION_BAR_MIDDLE, "");
    }
}

static bool apart(const struct node *one, const struct node *other)
{
    return one->x_px + one->w_px <= other->x_px || other->x_px + other->w_px <= one->x_px ||
           one->y_px + one->h_px <= other->y_px || other->y_px + other->h_px <= one->y_px;
}

// Before the first question and after the last, dots and envelope stand below a bar without room
// for them as long as nothing is smaller for it; then both go. True: they are there.
static bool check_waiting(const struct panel *panel)
{
    threaded = false;
    struct page *without = place(build_waiting, TEXT_LTR, panel);
    threaded = true;
    struct page *page = place(build_waiting, TEXT_LTR, panel);
    const struct node *dots = &page->nodes[without->count], *envelope = dots + 1;
    bool there = envelope->w_px > 0;
    CHECK((dots->w_px > 0) == there, "%d words: one without the other", wanted_words);
    CHECK(page->body_mm == without->body_mm && page->overflow == without->overflow,
          "%d words give way", wanted_words);
    for (int i = 0; i < without->count; i++) {
        const struct node *node = &page->nodes[i], *same = &without->nodes[i];
        CHECK(node->w_px == same->w_px && node->h_px == same->h_px, "%d words: %s gives way",
              wanted_words, node->name);
        CHECK(!node_touchable(node) || node->y_px == same->y_px, "%d words: %s moves", wanted_words,
              node->name);
        CHECK(!there || (apart(node, dots) && apart(node, envelope)), "%d words: on %s",
              wanted_words, node->name);
    }
    CHECK(there || (envelope->h_px == 0 && dots->h_px == 0), "%d words: half gone", wanted_words);
    free(without);
    free(page);
    return there;
}

static void test_waiting(void)
{
    struct panel upright = panel_measure(800, 1280, 135, 216);
    struct panel lying = panel_measure(1280, 800, 216, 135);
    bool came = false, went = false;
    for (wanted_words = 1; wanted_words < 58; wanted_words++) {
        bool there = check_waiting(&upright);
        came = came || there;
        went = went || !there;
        CHECK(check_waiting(&lying), "%d words: not in the bar, where there is room", wanted_words);
    }
    CHECK(came && went, "always the same: %d, %d", came, went);
}

// --- what has a place of its own ---------------------------------------------------------------

static void build_keys(struct page *page)
{
    add_bar(page);
    page_row(page, 3);
    for (int i = 0; i < 9; i++) {
        add(page, NODE_KEY, REGION_BODY, "1")->value = i;
    }
}

// Digits stand as on a telephone in every language: the page turns, the keypad doesn't.
static void test_keys(void)
{
    struct panel panel = panel_measure(1280, 800, 216, 135);
    struct page *ltr = place(build_keys, TEXT_LTR, &panel);
    struct page *rtl = place(build_keys, TEXT_RTL, &panel);
    for (int i = 0; i < ltr->count; i++) {
        const struct node *one = &ltr->nodes[i], *other = &rtl->nodes[i];
        if (one->kind == NODE_KEY) {
            CHECK(one->x_px == other->x_px && one->y_px == other->y_px, "key %d is mirrored",
                  one->value);
        } else {
            CHECK(one->x_px != other->x_px, "%s isn't mirrored", one->name);
        }
    }
    free(ltr);
    free(rtl);
}

static void build_foot(struct page *page)
{
    add(page, NODE_TEXT, REGION_BODY, "0123456789");
    for (int i = 0; i < 3; i++) {
        add(page, NODE_BUTTON, REGION_FOOT, "01234567")->value = i;
    }
}

// More than fits beside one another stands in lines, in their order, and nothing is squeezed.
static void test_foot(void)
{
    struct panel panel = panel_measure(800, 1280, 135, 216);
    struct page *page = place(build_foot, TEXT_LTR, &panel);
    int lines = 1;
    for (int i = 1; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        CHECK(node->x_px >= 0 && node->x_px + node->w_px <= 800 && node->y_px + node->h_px <= 1280,
              "button %d stands outside", node->value);
        lines += i > 1 && node->y_px != page->nodes[i - 1].y_px;
        for (int k = 1; k < i; k++) {
            const struct node *other = &page->nodes[k];
            CHECK(node->y_px >= other->y_px + other->h_px ||
                      other->y_px >= node->y_px + node->h_px ||
                      node->x_px >= other->x_px + other->w_px ||
                      other->x_px >= node->x_px + node->w_px,
                  "button %d on button %d", i, k);
        }
    }
    CHECK(lines > 1, "three long buttons in one line");
    free(page);
}

static void test_lower_half(void)
{
    struct panel panel = panel_measure(1080, 1920, 194, 344);
    panel.top_px = 960;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct page *page = place(pages[i].build, TEXT_LTR, &panel);
        for (int n = 0; n < page->count; n++) {
            CHECK(page->nodes[n].y_px >= panel.top_px || page->nodes[n].h_px == 0,
                  "%s: %s stands above", pages[i].name, page->nodes[n].name);
        }
        free(page);
    }
}

static void build_band(struct page *page)
{
    build_question(page);
    add(page, NODE_TEXT, REGION_MARK, "0123456789 0123456789")->style = STYLE_BAND;
}

// The band is the very last thing on the panel, and everything stands above it.
static void test_band(void)
{
    struct panel panel = panel_measure(1280, 800, 216, 135);
    struct page *page = place(build_band, TEXT_LTR, &panel);
    const struct node *band = &page->nodes[page->count - 1];
    CHECK(band->y_px + band->h_px <= 800, "the band stands outside");
    for (int i = 0; i < page->count - 1; i++) {
        CHECK(page->nodes[i].y_px + page->nodes[i].h_px <= band->y_px, "%s is under the band",
              page->nodes[i].name);
    }
    free(page);
}

static void test_panel(void)
{
    const struct {
        int w, h;
        float w_mm, h_mm, px_per_mm;
    } rows[] = {
        {1280, 800, 216, 135, 5.926f},
        {1920, 1080, 344, 194, 5.567f}, // the smaller of both: nothing is larger than it says
        {800, 1280, 135, 216, 5.926f},
        {1280, 800, 0, 0, 5.884f},  // guessed: 10.1 inch
        {1920, 1080, 0, 0, 5.559f}, // guessed: 15.6 inch
        {1920, 1080, 344, 0, 5.559f},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct panel panel = panel_measure(rows[i].w, rows[i].h, rows[i].w_mm, rows[i].h_mm);
        CHECK(fabsf(panel.px_per_mm - rows[i].px_per_mm) < 0.002f, "row %zu: %.4f", i,
              (double)panel.px_per_mm);
    }
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: place_test STATE\n", stderr);
        return 2;
    }
    person_sit(&person, argv[1], &audio_driver_missing, panel_measure(1280, 800, 216, 135));
    test_mirror(panel_measure(1280, 800, 216, 135));
    test_mirror(panel_measure(1920, 1080, 344, 194));
    test_mirror(panel_measure(800, 1280, 135, 216));
    test_gives_way();
    test_too_wide();
    test_waiting();
    test_keys();
    test_foot();
    test_lower_half();
    test_band();
    test_panel();
    person_leave(&person);
    return check_done();
}
