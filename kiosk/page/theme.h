// Every colour and every length of the kiosk, in one place. Lengths are millimetres on the panel,
// never pixels; sources: experience.md's table (EN 301 549 5.1.4 and 8.3, VVSG 2.0 7.2,
// WCAG 2.2 1.4.6).
#ifndef KIOSK_THEME_H
#define KIOSK_THEME_H

#include <stdint.h>

struct colour {
    uint8_t r, g, b;
};

// What is painted in which colour. Every pair that stands on one another reaches 10:1 for words and
// 3:1 for outlines (tests/unit/kiosk/theme_test.c computes them).
struct theme {
    struct colour paper;     // the desk under the sheets
    struct colour sheet;     // buttons, cards
    struct colour sheet_yes; // answer sheets: two quiet tints, neither louder
    struct colour sheet_no;
    struct colour ink;       // words, pictograms
    struct colour faint;     // words of less weight
    struct colour edge;      // outline of what can be touched
    struct colour accent;    // the way on, what is chosen, the focus
    struct colour on_accent; // words on it
    struct colour pressed;   // a sheet under a finger
    struct colour shade;     // the soft shadow below a sheet
    struct colour lit;       // behind the word that is being spoken, a bar of the accent below it
};

extern const struct theme theme_paper; // ink on warm paper
extern const struct theme theme_night; // the same in the dark
extern const struct theme theme_ink;   // black on white, 21:1
extern const struct theme theme_chalk; // white on black, 21:1

// In the order in which one comes after the other; the first is the default.
enum { THEME_COUNT = 4 };
extern const struct theme *const themes[THEME_COUNT];

enum { THEME_TEXT_STEPS = 4, THEME_TEXT_DEFAULT = 1 };

// Visible body height (cap height, alef, Ethiopic letter) of questions and running text, by step.
extern const float theme_body_mm[THEME_TEXT_STEPS];

#define THEME_LABEL_RATIO 0.80f // of the body height: words on buttons
#define THEME_ENTRY_RATIO 0.70f // in a list whose lines open into a page of their own
#define THEME_CAPTION_MM 3.4f   // marks that nobody needs in order to answer

#define THEME_MARGIN_MM 12.0f  // left and right of everything
#define THEME_BAND_MM 0.6f     // of the band across the foot, above and below its words
#define THEME_EDGE_MM 6.0f     // above the bar, below the foot
#define THEME_GAP_MM 4.0f      // between two targets (floor 2.54)
#define THEME_GAP_MIN_MM 3.0f  // where words are short of room
#define THEME_INK_GAP_MM 1.5f  // between letters and a target, where words are short of room
#define THEME_LINE_GAP_MM 2.5f // between two paragraphs
#define THEME_TARGET_MM 15.0f  // controls (floor 12.7)
#define THEME_ANSWER_MIN_MM 20.0f
#define THEME_ANSWER_MAX_MM 34.0f
#define THEME_BUTTON_MM 46.0f // width of the way on, at least
#define THEME_FOOT_MM 18.0f   // the way on
#define THEME_RADIUS_MM 4.0f
#define THEME_OUTLINE_MM 0.5f
#define THEME_FOCUS_MM 1.2f
#define THEME_PICTURE_MM 34.0f // beside a question or a sentence
#define THEME_PICTURE_MIN_MM 18.0f
#define THEME_BADGE_OVER_MM 1.5f // how far an arrow on a corner stands out of its card
#define THEME_ICON_MM 9.0f // on a control
#define THEME_ANSWER_ICON_MM 15.0f
#define THEME_CODE_MM 10.0f           // body height of the code's digits
#define THEME_TICKET_MM 18.0f         // the code's pictures
#define THEME_QR_MM 32.0f             // with its quiet zone: a phone reads it at arm's length
#define THEME_FIELD_MM 8.0f           // body height of what is being typed
#define THEME_KEY_MM 15.0f            // of a keypad
#define THEME_ENVELOPE_MM 56.0f       // width of the envelope that is closed
#define THEME_TIGHT_ENVELOPE_MM 44.0f // the same where a page would be too full
#define THEME_REST_MM 70.0f           // the quiet picture
#define THEME_TIMER_MM 10.0f          // height of the shape that shrinks
#define THEME_DOTS_MM 8.0f            // height of the progress line
#define THEME_DOT_STEP_MM 5.0f
#define THEME_WAITING_MM 11.5f // width of the open envelope at its end
#define THEME_LIT_BAR_MM 0.7f  // below the word that is being spoken
#define THEME_PAD_MM 4.0f      // between a sheet's edge and its words

// How long a touched answer may still be changed before the next question comes.
#define THEME_CHANGE_OF_MIND_MS 1200

// How long the envelope is held until it is closed, and in how many steps its flap comes down.
#define THEME_HOLD_MS 1600
enum { THEME_HOLD_STEPS = 8 };

// How long a sheet takes to slide into the waiting envelope, and in how many steps.
#define THEME_SLIDE_MS 320
enum { THEME_SLIDE_STEPS = 8 };

#endif
