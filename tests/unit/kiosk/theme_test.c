// Contrast by WCAG 2.2's formula ("contrast ratio", "relative luminance") of every pair that
// paint.c puts on one another: words 10:1 (1.4.6 wants 7), outlines and what tells a state 3:1
// (1.4.11).
#include "theme.h"

#include "check.h"
#include "contrast.h"

#include <math.h>

static void test_formula(void)
{
    // Known values: WCAG's extremes, and #767676, the lightest grey that reaches 4.5:1 on white.
    const struct {
        struct colour one, other;
        double ratio;
    } rows[] = {
        {{0, 0, 0}, {255, 255, 255}, 21.0},
        {{255, 255, 255}, {255, 255, 255}, 1.0},
        {{0x76, 0x76, 0x76}, {255, 255, 255}, 4.54},
        {{255, 0, 0}, {255, 255, 255}, 4.00},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        double ratio = contrast(rows[i].one, rows[i].other);
        CHECK(fabs(ratio - rows[i].ratio) < 0.01, "row %zu: %.3f", i, ratio);
    }
}

static void test_theme(const char *name, const struct theme *theme, double words)
{
    const struct {
        const char *what;
        struct colour front, back;
        double floor;
    } pairs[] = {
        {"words on paper", theme->ink, theme->paper, words},
        {"small words on paper", theme->faint, theme->paper, words},
        {"words on a sheet", theme->ink, theme->sheet, words},
        {"words on yes", theme->ink, theme->sheet_yes, words},
        {"words on no", theme->ink, theme->sheet_no, words},
        {"words on what is pressed or chosen", theme->ink, theme->pressed, 10},
        {"the word being said", theme->ink, theme->lit, 10},
        {"words on the way on", theme->on_accent, theme->accent, words},
        {"words on the way on, pressed", theme->on_accent, theme->ink, words},
        {"pictogram on paper", theme->accent, theme->paper, 3},
        {"edge on paper", theme->edge, theme->paper, 3},
        {"edge on a sheet", theme->edge, theme->sheet, 3},
        {"edge on yes", theme->edge, theme->sheet_yes, 3},
        {"edge on no", theme->edge, theme->sheet_no, 3},
        {"edge on what is pressed", theme->edge, theme->pressed, 3},
        {"chosen: accent on paper", theme->accent, theme->paper, 3},
        {"chosen: accent on its sheet", theme->accent, theme->pressed, 3},
        {"the way on, on paper", theme->accent, theme->paper, 3},
        {"the way on, on its shadow", theme->accent, theme->shade, 3},
        {"edge on the shadow", theme->edge, theme->shade, 3},
        {"focus on paper", theme->accent, theme->paper, 3},
        {"a dot done, on paper", theme->accent, theme->paper, 3},
        {"a dot to come, on paper", theme->edge, theme->paper, 3},
        {"pressed way on, on paper", theme->ink, theme->paper, 3},
        {"words on the ticket", theme->ink, theme->sheet, words},
        {"the envelope's lines on its flap", theme->ink, theme->sheet_no, 3},
        {"the letter in the envelope", theme->edge, theme->sheet, 3},
        {"the waiting envelope on paper", theme->accent, theme->paper, 3},
        {"the waiting envelope's lines on it", theme->accent, theme->sheet, 3},
        {"the waiting envelope's flap", theme->accent, theme->sheet_no, 3},
        {"the sheet that slides, on the flap", theme->edge, theme->sheet_no, 3},
        {"the bar under the word being said", theme->accent, theme->lit, 3},
        {"the same on paper", theme->accent, theme->paper, 3},
        {"the same on a sheet", theme->accent, theme->sheet, 3},
        {"the same on yes", theme->accent, theme->sheet_yes, 3},
        {"the same on no", theme->accent, theme->sheet_no, 3},
        {"the same on what is chosen", theme->accent, theme->pressed, 3},
        {"the same on the way on", theme->on_accent, theme->accent, 3},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        double ratio = contrast(pairs[i].front, pairs[i].back);
        printf("%s: %-36s %5.2f:1, at least %.0f:1\n", name, pairs[i].what, ratio, pairs[i].floor);
        CHECK(ratio >= pairs[i].floor, "%s: %s %.2f:1", name, pairs[i].what, ratio);
    }
}

// The word being said, and the sheet under a finger: words stay readable on both, and what tells
// them from the rest is to be seen.
static void test_states(void)
{
    static const char *const names[THEME_COUNT] = {"paper", "night", "ink", "chalk"};
    for (int i = 0; i < THEME_COUNT; i++) {
        const struct theme *theme = themes[i];
        double lit = contrast(theme->lit, theme->paper);
        printf("%s: the word being said, its tint on paper %.2f:1, at least 1.3:1\n", names[i],
               lit);
        CHECK(lit >= 1.3, "theme %d: the lit word doesn't show: %.2f:1", i, lit);
        CHECK(contrast(theme->pressed, theme->sheet) > 1.1, "theme %d: a finger doesn't show", i);
    }
}

static void test_themes(void)
{
    static const struct theme *const order[] = {&theme_paper, &theme_night, &theme_ink,
                                                &theme_chalk};
    for (int i = 0; i < THEME_COUNT; i++) {
        CHECK(themes[i] == order[i], "theme %d", i);
    }
    CHECK(contrast(theme_ink.ink, theme_ink.paper) > 20.9 &&
              contrast(theme_chalk.ink, theme_chalk.paper) > 20.9,
          "the high-contrast themes");
    CHECK(theme_ink.ink.r == theme_chalk.paper.r && theme_ink.paper.r == theme_chalk.ink.r,
          "both polarities");
}

static void test_steps(void)
{
    CHECK(theme_body_mm[0] >= 6.1f, "%.2f mm", (double)theme_body_mm[0]);
    CHECK(theme_body_mm[THEME_TEXT_STEPS - 1] >= 9.0f, "%.2f mm",
          (double)theme_body_mm[THEME_TEXT_STEPS - 1]);
    for (int i = 1; i < THEME_TEXT_STEPS; i++) {
        CHECK(theme_body_mm[i] > theme_body_mm[i - 1], "step %d", i);
    }
}

int main(void)
{
    test_formula();
    test_theme("paper", &theme_paper, 10);
    test_theme("night", &theme_night, 10);
    test_theme("ink", &theme_ink, 20);
    test_theme("chalk", &theme_chalk, 20);
    test_states();
    test_themes();
    test_steps();
    return check_done();
}
