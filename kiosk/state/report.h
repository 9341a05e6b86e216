// The readiness report: what a worker found when they walked the checks, for the GGD to look at
// (FORMAT.md, "Readiness report"). Dates, no times; nothing about people, not even how many.
#ifndef KIOSK_REPORT_H
#define KIOSK_REPORT_H

#include "pack.h"
#include "state.h"

enum { REPORT_MAX_CHECKS = 24, REPORT_MAX_BYTES = 8192 };

enum report_result {
    REPORT_NOT_DONE, // "not done"
    REPORT_GOOD,     // "good"
    REPORT_BAD,      // "not good"
};

struct report_check {
    char name[24]; // a-z and "-": "touch", "sound", "headphones", "glare", "height", "angle"
    char date[11]; // of the check by this kiosk's clock, YYYY-MM-DD; "" when not done
    enum report_result result;
};

struct report {
    char date[11];    // of the report, by this kiosk's clock
    char version[32]; // of the program
    int w_px, h_px;   // of the panel
    float w_mm, h_mm;
    struct report_check checks[REPORT_MAX_CHECKS];
    size_t check_count;
};

// The report as text into `text`, which gets a NUL. `pack` NULL: none is installed. False when a
// field is not what it may be or the text doesn't fit.
bool report_print(const struct report *report, const struct state *state, const struct pack *pack,
                  char *text, size_t room);

// Writes it to DIR/outbox as envelop-report-<kiosk id>.txt, whole or not at all, in place of an
// earlier one; envelop-stick then carries it to the stick (stick_status: report).
bool report_write(const struct report *report, const struct state *state, const struct pack *pack,
                  struct state_error *error);

#endif
