// Between the panel and the app: where a finger really is, and whether it means to press. Pure:
// numbers in, presses out; no SDL, no clock.
//
// Places are fractions of the panel, 0 to 1 from its upper left corner, as touch drivers give them.
#ifndef KIOSK_TOUCH_H
#define KIOSK_TOUCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// --- a panel that reports wrongly --------------------------------------------------------------

// x' = x[0] x + x[1] y + x[2], y' = y[0] x + y[1] y + y[2]: shifted, stretched, turned, mirrored.
struct touch_map {
    float x[3], y[3];
};

extern const struct touch_map touch_map_none; // a panel that reports rightly

struct touch_pair {
    float shown_x, shown_y;       // where the cross stood
    float reported_x, reported_y; // where the panel says it was touched
};

enum touch_fit {
    TOUCH_FIT_GOOD,
    TOUCH_FIT_FEW,   // fewer than four crosses
    TOUCH_FIT_FLAT,  // the touches lie in one line or one spot: the panel doesn't tell two
                     // directions apart
    TOUCH_FIT_LOOSE, // no straight map brings them near their crosses: a cross was missed
};

enum { TOUCH_MIN_PAIRS = 4, TOUCH_MAP_BYTES = 128 };

// How far a touch may lie from its cross after the best map: a fingertip's 6 mm on a panel of
// 200 mm.
#define TOUCH_LOOSE 0.03f

// The map that brings reported places to shown ones with the least sum of squares. *map is set on
// TOUCH_FIT_GOOD only.
enum touch_fit touch_fit(const struct touch_pair *pairs, size_t count, struct touch_map *map);

// The file DIR/touch (FORMAT.md, "Touch"). Printing returns the length without the NUL; parsing
// refuses what isn't such a file or maps the panel to nearly nothing.
size_t touch_map_print(const struct touch_map *map, char text[static TOUCH_MAP_BYTES]);
bool touch_map_parse(const char *text, size_t bytes, struct touch_map *map);

// DIR/touch, whole or not at all. Reading gives touch_map_none where there is no good file.
void touch_map_read(const char *folder, struct touch_map *map);
bool touch_map_write(const char *folder, const struct touch_map *map);

// --- fingers, palms, sleeves -------------------------------------------------------------------

enum {
    TOUCH_FINGERS = 16,
    TOUCH_TOGETHER_MS = 120, // two that land within this void each other: a palm, a grip
    TOUCH_RESTING_MS = 700,  // a finger that lies longer, without a target to hold, only rests
    TOUCH_AT_ONCE = 3,       // more that aren't resting void all
};

// What a panel says about one finger.
struct touch_report {
    int64_t finger;
    float x, y;
    uint64_t at_ms;
};

struct touch_finger {
    int64_t id;
    uint64_t down_ms;
    enum finger_state {
        FINGER_FREE,   // not down: this place in the table is free
        FINGER_MEANT,  // its press was told to the app
        FINGER_VOID,   // its press was taken back, or never told
        FINGER_RESTING // lies on the panel and stands in nobody's way
    } state;
};

struct touch {
    struct touch_map map;
    struct touch_finger fingers[TOUCH_FINGERS];
};

enum touch_kind { TOUCH_PRESS, TOUCH_RELEASE, TOUCH_CANCEL };

struct touch_act {
    enum touch_kind kind;
    int64_t finger;
    float x, y; // on the panel, mapped, 0 <= x, y < 1; of a cancel: 0
};

enum { TOUCH_MAX_ACTS = 4 };

void touch_init(struct touch *touch);

// A finger comes down, or goes up, at a reported place. `held`: the finger that the app sees
// pressing is on a target that is meant to be held. Fills acts for the app, in order, and returns
// how many: none, a press, or cancels and a press.
size_t touch_down(struct touch *touch, const struct touch_report *report, bool held,
                  struct touch_act acts[static TOUCH_MAX_ACTS]);
size_t touch_up(struct touch *touch, const struct touch_report *report,
                struct touch_act acts[static TOUCH_MAX_ACTS]);

// The window was lost: no finger is down as far as anybody knows.
void touch_forget(struct touch *touch);

// One place through the map, kept on the panel.
void touch_map_apply(const struct touch_map *map, float *x, float *y);

#endif
