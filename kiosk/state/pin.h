// The worker's PIN: six to twelve digits, kept as an Argon2id hash. Every wrong one doubles the
// wait before the next may be tried, from 1 s to 15 minutes.
//   DIR/pin        the hash; no file: none was chosen yet
//   DIR/pin-tries  how many were wrong since the last right one (FORMAT.md, "PIN")
//
// A try is counted on disk before the digits are looked at, so that pulling the plug in between
// saves nothing. The wait is measured on a clock that only runs forward while the program runs; the
// machine's date plays no part, and after a restart the whole wait of the last step runs anew.
//
// Calling sequence: pin_open -> pin_wait_ms 0 -> pin_try ...; pin_choose where none is set.
#ifndef KIOSK_PIN_H
#define KIOSK_PIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PIN_MIN_DIGITS = 6,
    PIN_MAX_DIGITS = 12,
    PIN_BYTES = PIN_MAX_DIGITS + 1, // with NUL; lives in locked memory of the caller
    PIN_LONGEST_WAIT_S = 900,
    PIN_FOLDER_BYTES = 448,
};

struct pin {
    char folder[PIN_FOLDER_BYTES];
    bool set;         // a PIN was chosen
    unsigned tries;   // wrong ones since the last right one
    uint64_t free_ms; // nothing is tried before this moment
};

enum pin_result {
    PIN_RIGHT,
    PIN_WRONG,  // the wait began anew, twice as long
    PIN_WAIT,   // too early: not looked at, not counted
    PIN_UNSET,  // none was chosen yet
    PIN_FAILED, // it couldn't be counted or computed (disk, memory): not looked at
};

// Why a PIN isn't good enough to be chosen.
enum pin_verdict {
    PIN_GOOD,
    PIN_LENGTH, // fewer than six digits, more than twelve, or something else than digits
    PIN_SAME,   // 000000
    PIN_RUN,    // 123456, 987654, 890123
    PIN_REPEAT, // 121212, 123123, 112233
    PIN_DATE,   // begins or ends with a year (19.. or 20..), or six digits that are a date
    PIN_GGD,    // the GGD's number and one of the above beside it
    PIN_COMMON, // on the list of those that everybody thinks of
};

// Reads what is on disk. What is damaged or missing beside a chosen PIN counts as the longest wait.
// `now_ms`: a clock that runs forward while the program runs.
void pin_open(struct pin *pin, const char *folder, uint64_t now_ms);

// How long until the next try; 0: now.
uint64_t pin_wait_ms(const struct pin *pin, uint64_t now_ms);

// Takes about half a second on a small machine and 32 MiB of memory for as long. The wait after a
// wrong one counts from `now_ms`.
enum pin_result pin_try(struct pin *pin, const char *digits, uint64_t now_ms);

// Whether `digits` may be chosen. `ggd_number`: the GGD's two digits, or "".
enum pin_verdict pin_judge(const char *digits, const char *ggd_number);

// Stores a good PIN instead of the one before, and forgets wrong tries. False when it isn't good
// (pin_judge without a GGD's number) or can't be stored: then everything is as it was.
bool pin_choose(struct pin *pin, const char *digits);

#endif
