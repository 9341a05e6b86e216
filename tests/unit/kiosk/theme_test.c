// Contrast by WCAG 2.2's formula ("contrast ratio", "relative luminance") of every pair that
// paint.c puts on one another: words 7:1 (1.4.6), outlines and what tells a state 3:1 (1.4.11).
#include "theme.h"

#include "check.h"

#include <math.h>

static double linear(uint8_t channel)
{
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(struct colour colour)
{
    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b);
}

static double contrast(struct colour one, struct colour other)
{
    double a = luminance(one), b = luminance(other);
    return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

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

static void test_theme(const char *name, const struct theme *theme)
{
    const struct {
        const char *what;
        struct colour front, back;
        double floor;
    } pairs[] = {
        {"words on paper", theme->ink, theme->paper, 7},
        {"small words on paper", theme->faint, theme->paper, 7},
        {"words on a sheet", theme->ink, theme->sheet, 7},
        {"words on yes", theme->ink, theme->sheet_yes, 7},
        {"words on no", theme->ink, theme->sheet_no, 7},
        {"words on what is pressed or chosen", theme->ink, theme->pressed, 7},
        {"words on the way on", theme->on_accent, theme->accent, 7},
        {"words on the way on, pressed", theme->on_accent, theme->ink, 7},
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
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        double ratio = contrast(pairs[i].front, pairs[i].back);
        printf("%s: %-36s %5.2f:1, at least %.0f:1\n", name, pairs[i].what, ratio, pairs[i].floor);
        CHECK(ratio >= pairs[i].floor, "%s: %s %.2f:1", name, pairs[i].what, ratio);
    }
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
    test_theme("paper", &theme_paper);
    test_steps();
    return check_done();
}
