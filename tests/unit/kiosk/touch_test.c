// Calibration by table, fingers by timeline.
#include "touch.h"

#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// --- the map -----------------------------------------------------------------------------------

static const float crosses[][2] = {
    {0.1f, 0.1f}, {0.9f, 0.1f}, {0.9f, 0.9f}, {0.1f, 0.9f}, {0.5f, 0.5f}};

static void invert_and_check(const char *what, const struct touch_map *panel, float jitter,
                             enum touch_fit wanted)
{
    struct touch_pair pairs[5];
    struct touch_map fitted = touch_map_none;
    for (int i = 0; i < 5; i++) { // what a panel that reports like `panel` says
        float x = crosses[i][0], y = crosses[i][1], sign = i % 2 ? 1 : -1;
        pairs[i] = (struct touch_pair){
            x, y, panel->x[0] * x + panel->x[1] * y + panel->x[2] + sign * jitter,
            panel->y[0] * x + panel->y[1] * y + panel->y[2] - sign * jitter};
    }
    enum touch_fit fit = touch_fit(pairs, 5, &fitted);
    CHECK(fit == wanted, "%s: %d", what, (int)fit);
    for (int i = 0; i < 5 && fit == TOUCH_FIT_GOOD; i++) {
        float x = pairs[i].reported_x, y = pairs[i].reported_y;
        touch_map_apply(&fitted, &x, &y);
        CHECK(hypotf(x - crosses[i][0], y - crosses[i][1]) < 0.001f + 3 * jitter,
              "%s: cross %d at %.4f %.4f", what, i, (double)x, (double)y);
    }
}

static void test_fit(void)
{
    static const struct {
        const char *what;
        struct touch_map panel;
        float jitter;
        enum touch_fit fit;
    } rows[] = {
        {"right", {{1, 0, 0}, {0, 1, 0}}, 0, TOUCH_FIT_GOOD},
        {"unsteady hand", {{1, 0, 0}, {0, 1, 0}}, 0.008f, TOUCH_FIT_GOOD},
        {"mirrored", {{-1, 0, 1}, {0, 1, 0}}, 0, TOUCH_FIT_GOOD},
        {"turned by a quarter", {{0, -1, 1}, {1, 0, 0}}, 0, TOUCH_FIT_GOOD},
        {"turned by half", {{-1, 0, 1}, {0, -1, 1}}, 0.004f, TOUCH_FIT_GOOD},
        {"too narrow", {{0.8f, 0, 0.1f}, {0, 0.7f, 0.2f}}, 0, TOUCH_FIT_GOOD},
        {"skewed", {{1, 0.05f, 0}, {-0.04f, 1, 0.01f}}, 0, TOUCH_FIT_GOOD},
        {"one line", {{1, 0, 0}, {1, 0, 0}}, 0, TOUCH_FIT_FLAT},
        {"one spot", {{0, 0, 0.5f}, {0, 0, 0.5f}}, 0, TOUCH_FIT_FLAT},
        {"no y", {{1, 0, 0}, {0, 0, 0.3f}}, 0, TOUCH_FIT_FLAT},
        {"a wild hand", {{1, 0, 0}, {0, 1, 0}}, 0.08f, TOUCH_FIT_LOOSE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        invert_and_check(rows[i].what, &rows[i].panel, rows[i].jitter, rows[i].fit);
    }
    struct touch_pair pairs[4] = {{0.1f, 0.1f, 0.1f, 0.1f},
                                  {0.9f, 0.1f, 0.9f, 0.1f},
                                  {0.9f, 0.9f, 0.9f, 0.9f},
                                  {0.1f, 0.9f, 0.1f, 0.9f}};
    struct touch_map map = touch_map_none;
    CHECK(touch_fit(pairs, 3, &map) == TOUCH_FIT_FEW, "three are too few");
    CHECK(touch_fit(pairs, 4, &map) == TOUCH_FIT_GOOD, "four do");
    pairs[2].reported_x = 0.5f; // one cross was missed
    map.x[2] = 0.25f;
    CHECK(touch_fit(pairs, 4, &map) == TOUCH_FIT_LOOSE, "a missed cross");
    CHECK(fabsf(map.x[2] - 0.25f) < 0.001f, "a refused fit changed the map");
    pairs[2].reported_x = NAN;
    CHECK(touch_fit(pairs, 4, &map) != TOUCH_FIT_GOOD, "not a number");
}

static void test_file(void)
{
    static const char *const refused[] = {
        "",
        "envelop-touch-1\n",
        "envelop-touch-2\nx 1.00000 0.00000 0.00000\ny 0.00000 1.00000 0.00000\n",
        "envelop-touch-1\nx 1 0 0\ny 0 1 0\n",
        "envelop-touch-1\nx 1.00000 0.00000 0.00000\ny 0.00000 1.00000 0.00000",
        "envelop-touch-1\nx 1.00000 0.00000 0.00000\ny 0.00000 1.00000 0.00000\nz\n",
        "envelop-touch-1\nx nan 0.00000 0.00000\ny 0.00000 1.00000 0.00000\n",
        "envelop-touch-1\nx 1.00000 0.00000 0.00000\ny 1.00000 0.00000 0.00000\n",
        "envelop-touch-1\nx 1.00000 0.00000 99.00000\ny 0.00000 1.00000 0.00000\n",
    };
    const struct touch_map map = {{0.12345f, -1, 1.5f}, {1, 0, -0.00001f}};
    struct touch_map back;
    char text[TOUCH_MAP_BYTES], folder[] = "/tmp/envelop-touch.XXXXXX", path[64];
    size_t bytes = touch_map_print(&map, text);
    CHECK(touch_map_parse(text, bytes, &back) && memcmp(&map, &back, sizeof map) == 0, "%s", text);
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        CHECK(!touch_map_parse(refused[i], strlen(refused[i]), &back), "row %zu", i);
    }
    if (!mkdtemp(folder)) {
        abort();
    }
    touch_map_read(folder, &back);
    CHECK(memcmp(&back, &touch_map_none, sizeof back) == 0, "no file is a right panel");
    CHECK(touch_map_write(folder, &map), "not written");
    touch_map_read(folder, &back);
    CHECK(memcmp(&back, &map, sizeof back) == 0, "read differently");
    snprintf(path, sizeof path, "%s/touch", folder);
    unlink(path);
    rmdir(folder);
}

// --- fingers -----------------------------------------------------------------------------------

// A timeline: "50 +1 100 +2 ..." finger 1 lands at 50 ms, 2 at 100; "-1" goes up; "h" from here on
// the pressed target is one to hold, "w" the window is lost. What came of it: P1 press, R1
// release, C cancel.
static void play(const char *timeline, const char *wanted)
{
    struct touch touch;
    struct touch_act acts[TOUCH_MAX_ACTS];
    char got[128] = "";
    uint64_t now = 0;
    bool held = false;
    touch_init(&touch);
    for (const char *at = timeline; *at;) {
        char sign = *at;
        size_t count = 0;
        int number = atoi(at + (sign == '+' || sign == '-'));
        struct touch_report report = {number, 0.5f, 0.5f, now};
        if (sign == '+') {
            count = touch_down(&touch, &report, held, acts);
        } else if (sign == '-') {
            count = touch_up(&touch, &report, acts);
        } else if (sign == 'h') {
            held = true;
        } else if (sign == 'w') {
            touch_forget(&touch);
        } else {
            now = (uint64_t)number;
        }
        for (size_t i = 0; i < count; i++) {
            size_t end = strlen(got);
            snprintf(got + end, sizeof got - end, acts[i].kind == TOUCH_CANCEL ? "C " : "%c%d ",
                     acts[i].kind == TOUCH_PRESS ? 'P' : 'R', (int)acts[i].finger);
        }
        at += strcspn(at, " ");
        at += strspn(at, " ");
    }
    CHECK(strcmp(got, wanted) == 0, "\"%s\": \"%s\" instead of \"%s\"", timeline, got, wanted);
}

static void test_fingers(void)
{
    play("0 +1 80 -1", "P1 R1 ");
    play("0 +1 5000 -1", "P1 R1 "); // slow, alone: still meant
    // Together: both void, and stay so.
    play("0 +1 119 +2 300 -1 -2", "P1 C ");
    play("0 +1 100 +2 200 +3 900 -1 -2 -3", "P1 C ");
    play("0 +1 119 +2 300 -1 -2 400 +1 450 -1", "P1 C P1 R1 ");
    // One after the other: each for itself; the app keeps the first.
    play("0 +1 120 +2 200 -2 300 -1", "P1 P2 R2 R1 ");
    play("0 +1 50 -1 60 +2 100 -2", "P1 R1 P2 R2 "); // quick, not together
    // A finger that rests is taken back once another comes, and says nothing any more.
    play("0 +1 701 +2 760 -2 900 -1", "P1 C P2 R2 ");
    play("0 +1 700 +2 760 -2 900 -1", "P1 P2 R2 R1 ");
    play("0 +1 h 1500 +2 1560 -2 3000 -1", "P1 P2 R2 R1 "); // unless its target is held
    // A palm: void at once, resting later, then a finger presses beside it.
    play("0 +1 10 +2 20 +3 1000 +4 1080 -4 1500 +5 1550 -5", "P1 C P4 R4 P5 R5 ");
    // Four that don't rest: none counts; when they are gone it goes on.
    play("0 +1 150 +2 300 +3 450 +4 500 -4 -3 -2 -1 600 +1 650 -1", "P1 P2 P3 C P1 R1 ");
    play("0 +1 150 +2 300 +3 400 -3", "P1 P2 P3 R3 ");
    // Lost: a finger lands twice, a window goes, one goes up that never came.
    play("0 +1 500 +1 580 -1", "P1 C P1 R1 ");
    play("0 +1 50 w 100 -1 200 +2 250 -2", "P1 P2 R2 ");
    play("0 -7", "");
    // Twenty fingers are no more than four.
    play("0 +1 1 +2 2 +3 3 +4 4 +5 5 +6 6 +7 7 +8 8 +9 9 +10 10 +11 11 +12 12 +13 13 +14 14 +15 "
         "15 +16 16 +17 17 +18 18 +19 19 +20 20 -20",
         "P1 C ");
}

static void test_mapped(void)
{
    struct touch touch;
    struct touch_act acts[TOUCH_MAX_ACTS];
    struct touch_report report = {1, 0.25f, 0.9f, 0};
    touch_init(&touch);
    touch.map = (struct touch_map){{-1, 0, 1}, {0, 2, 0}};
    CHECK(touch_down(&touch, &report, false, acts) == 1, "a press");
    CHECK(fabsf(acts[0].x - 0.75f) < 0.0001f, "x %.3f", (double)acts[0].x);
    CHECK(acts[0].y < 1 && acts[0].y > 0.99f, "kept on the panel: y %.3f", (double)acts[0].y);
}

int main(void)
{
    test_fit();
    test_file();
    test_fingers();
    test_mapped();
    return check_done();
}
