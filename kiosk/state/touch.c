#include "touch.h"

#include "file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct touch_map touch_map_none = {.x = {1, 0, 0}, .y = {0, 1, 0}};

// --- the map -----------------------------------------------------------------------------------

void touch_map_apply(const struct touch_map *map, float *x, float *y)
{
    float to_x = map->x[0] * *x + map->x[1] * *y + map->x[2];
    float to_y = map->y[0] * *x + map->y[1] * *y + map->y[2];
    *x = fminf(fmaxf(to_x, 0), 0.9999f);
    *y = fminf(fmaxf(to_y, 0), 0.9999f);
}

// Sums of the normal equations: for each side of the map the same matrix, two right-hand sides.
struct sums {
    double xx, xy, yy, x, y, n;
    double to_x[3], to_y[3];
};

static struct sums add_up(const struct touch_pair *pairs, size_t count)
{
    struct sums sums = {.n = (double)count};
    for (size_t i = 0; i < count; i++) {
        double x = (double)pairs[i].reported_x, y = (double)pairs[i].reported_y;
        double by[] = {x, y, 1};
        sums.xx += x * x;
        sums.xy += x * y;
        sums.yy += y * y;
        sums.x += x;
        sums.y += y;
        for (int k = 0; k < 3; k++) {
            sums.to_x[k] += by[k] * (double)pairs[i].shown_x;
            sums.to_y[k] += by[k] * (double)pairs[i].shown_y;
        }
    }
    return sums;
}

static double determinant(const double m[3][3])
{
    return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
           m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
           m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

// Cramer's rule: three unknowns, and the determinant tells whether the touches span the panel.
static bool solve(const struct sums *sums, const double right[static 3], float out[static 3])
{
    const double matrix[3][3] = {
        {sums->xx, sums->xy, sums->x}, {sums->xy, sums->yy, sums->y}, {sums->x, sums->y, sums->n}};
    double whole = determinant(matrix) / (sums->n * sums->n * sums->n);
    if (!(fabs(whole) > 1e-5)) { // variance of x times that of y, both spread by 0.05 or more
        return false;
    }
    for (int k = 0; k < 3; k++) {
        double with[3][3];
        memcpy(with, matrix, sizeof with);
        for (int row = 0; row < 3; row++) {
            with[row][k] = right[row];
        }
        out[k] = (float)(determinant((const double(*)[3])with) / determinant(matrix));
    }
    return true;
}

static bool brings_near(const struct touch_map *map, const struct touch_pair *pair)
{
    float x = map->x[0] * pair->reported_x + map->x[1] * pair->reported_y + map->x[2];
    float y = map->y[0] * pair->reported_x + map->y[1] * pair->reported_y + map->y[2];
    return hypotf(x - pair->shown_x, y - pair->shown_y) <= TOUCH_LOOSE;
}

// A map that squeezes the panel into a line or blows a corner up to all of it is nobody's panel.
static bool is_sane(const struct touch_map *map)
{
    float area = fabsf(map->x[0] * map->y[1] - map->x[1] * map->y[0]);
    for (int k = 0; k < 3; k++) {
        if (!(fabsf(map->x[k]) < 20) || !(fabsf(map->y[k]) < 20)) {
            return false;
        }
    }
    return area > 0.05f && area < 20;
}

enum touch_fit touch_fit(const struct touch_pair *pairs, size_t count, struct touch_map *map)
{
    struct touch_map fitted;
    if (count < TOUCH_MIN_PAIRS) {
        return TOUCH_FIT_FEW;
    }
    struct sums sums = add_up(pairs, count);
    if (!solve(&sums, sums.to_x, fitted.x) || !solve(&sums, sums.to_y, fitted.y) ||
        !is_sane(&fitted)) {
        return TOUCH_FIT_FLAT;
    }
    for (size_t i = 0; i < count; i++) {
        if (!brings_near(&fitted, &pairs[i])) {
            return TOUCH_FIT_LOOSE;
        }
    }
    *map = fitted;
    return TOUCH_FIT_GOOD;
}

// --- its file ----------------------------------------------------------------------------------

size_t touch_map_print(const struct touch_map *map, char text[static TOUCH_MAP_BYTES])
{
    return (size_t)snprintf(text, TOUCH_MAP_BYTES,
                            "envelop-touch-1\nx %.5f %.5f %.5f\ny %.5f %.5f %.5f\n",
                            (double)map->x[0], (double)map->x[1], (double)map->x[2],
                            (double)map->y[0], (double)map->y[1], (double)map->y[2]);
}

// Exactly what printing writes: read, print again, compare.
bool touch_map_parse(const char *text, size_t bytes, struct touch_map *map)
{
    char copy[TOUCH_MAP_BYTES], again[TOUCH_MAP_BYTES];
    struct touch_map read;
    if (bytes >= sizeof copy) {
        return false;
    }
    memcpy(copy, text, bytes);
    copy[bytes] = '\0';
    int found = sscanf(copy, "envelop-touch-1 x %f %f %f y %f %f %f", &read.x[0], &read.x[1],
                       &read.x[2], &read.y[0], &read.y[1], &read.y[2]);
    if (found != 6 || !is_sane(&read) || touch_map_print(&read, again) != bytes ||
        memcmp(again, copy, bytes) != 0) {
        return false;
    }
    *map = read;
    return true;
}

void touch_map_read(const char *folder, struct touch_map *map)
{
    char path[512];
    uint8_t *bytes;
    size_t size;
    *map = touch_map_none;
    snprintf(path, sizeof path, "%s/touch", folder);
    if (file_read(path, TOUCH_MAP_BYTES, &bytes, &size) == FILE_OK) {
        touch_map_parse((const char *)bytes, size, map);
        free(bytes);
    }
}

bool touch_map_write(const char *folder, const struct touch_map *map)
{
    char path[512], text[TOUCH_MAP_BYTES];
    snprintf(path, sizeof path, "%s/touch", folder);
    return file_write(path, text, touch_map_print(map, text), true) == FILE_OK;
}

// --- fingers -----------------------------------------------------------------------------------

void touch_init(struct touch *touch)
{
    memset(touch, 0, sizeof *touch);
    touch->map = touch_map_none;
}

void touch_forget(struct touch *touch)
{
    memset(touch->fingers, 0, sizeof touch->fingers);
}

// A finger's row of the table; of FINGER_FREE: any free one.
static struct touch_finger *find(struct touch *touch, int64_t id, bool free)
{
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        struct touch_finger *finger = &touch->fingers[i];
        if (free ? finger->state == FINGER_FREE
                 : finger->state != FINGER_FREE && finger->id == id) {
            return finger;
        }
    }
    return NULL;
}

static void add_act(struct touch_act *acts, size_t *count, enum touch_kind kind, int64_t finger)
{
    if (*count < TOUCH_MAX_ACTS) {
        acts[(*count)++] = (struct touch_act){.kind = kind, .finger = finger};
    }
}

// The app holds one press at a time, so one cancel takes back whatever was pressed.
static void take_back(struct touch_finger *finger, struct touch_act *acts, size_t *count)
{
    if (finger->state == FINGER_MEANT && *count == 0) {
        add_act(acts, count, TOUCH_CANCEL, finger->id);
    }
}

// What the fingers that are down already become when another lands. True when it doesn't count.
static bool meet(struct touch *touch, uint64_t now_ms, bool held, struct touch_act *acts,
                 size_t *count)
{
    bool together = false;
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        struct touch_finger *finger = &touch->fingers[i];
        if (finger->state == FINGER_FREE || finger->state == FINGER_RESTING) {
            continue;
        }
        uint64_t down_ms = now_ms - finger->down_ms;
        if (down_ms < TOUCH_TOGETHER_MS) {
            take_back(finger, acts, count);
            finger->state = FINGER_VOID;
            together = true;
        } else if (down_ms > TOUCH_RESTING_MS && !(finger->state == FINGER_MEANT && held)) {
            take_back(finger, acts, count);
            finger->state = FINGER_RESTING;
        }
    }
    return together;
}

// More than three that don't rest: a hand leans on the panel.
static bool void_crowd(struct touch *touch, struct touch_act *acts, size_t *count)
{
    int down = 1; // the one that lands
    for (int i = 0; i < TOUCH_FINGERS; i++) {
        enum finger_state state = touch->fingers[i].state;
        down += state == FINGER_MEANT || state == FINGER_VOID;
    }
    for (int i = 0; i < TOUCH_FINGERS && down > TOUCH_AT_ONCE; i++) {
        struct touch_finger *finger = &touch->fingers[i];
        if (finger->state == FINGER_MEANT) {
            take_back(finger, acts, count);
            finger->state = FINGER_VOID;
        }
    }
    return down > TOUCH_AT_ONCE;
}

size_t touch_down(struct touch *touch, const struct touch_report *report, bool held,
                  struct touch_act acts[static TOUCH_MAX_ACTS])
{
    size_t count = 0;
    struct touch_finger *finger = find(touch, report->finger, false);
    if (finger) { // its going up was lost
        take_back(finger, acts, &count);
        finger->state = FINGER_FREE;
    }
    bool together = meet(touch, report->at_ms, held, acts, &count);
    bool crowd = void_crowd(touch, acts, &count);
    finger = find(touch, 0, true);
    if (!finger) {
        return count;
    }
    *finger = (struct touch_finger){report->finger, report->at_ms,
                                    together || crowd ? FINGER_VOID : FINGER_MEANT};
    if (finger->state == FINGER_MEANT) {
        add_act(acts, &count, TOUCH_PRESS, report->finger);
        acts[count - 1].x = report->x;
        acts[count - 1].y = report->y;
        touch_map_apply(&touch->map, &acts[count - 1].x, &acts[count - 1].y);
    }
    return count;
}

size_t touch_up(struct touch *touch, const struct touch_report *report,
                struct touch_act acts[static TOUCH_MAX_ACTS])
{
    size_t count = 0;
    struct touch_finger *finger = find(touch, report->finger, false);
    bool meant = finger && finger->state == FINGER_MEANT;
    if (finger) {
        finger->state = FINGER_FREE;
    }
    if (meant) {
        add_act(acts, &count, TOUCH_RELEASE, report->finger);
        acts[0].x = report->x;
        acts[0].y = report->y;
        touch_map_apply(&touch->map, &acts[0].x, &acts[0].y);
    }
    return count;
}
