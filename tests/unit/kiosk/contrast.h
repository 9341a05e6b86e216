// Contrast by WCAG 2.2's formula ("contrast ratio", "relative luminance"), and which colours a node
// puts on one another as paint.c draws it.
#ifndef TESTS_KIOSK_CONTRAST_H
#define TESTS_KIOSK_CONTRAST_H

#include "page.h"
#include "theme.h"

enum pair_kind {
    PAIR_WORDS, // at rest: 7:1 (1.4.6)
    PAIR_STATE, // words under a finger, chosen, or being said
    PAIR_SHAPE, // an outline, a pictogram, what tells a state: 3:1 (1.4.11)
    PAIR_KINDS
};

struct pair {
    const char *what;
    struct colour front, back;
    enum pair_kind kind;
};

enum { CONTRAST_MAX_PAIRS = 12 };

// 1 .. 21.
double contrast(struct colour one, struct colour other);

// The pairs of this node in its present state, with its words lit and unlit. How many.
int contrast_pairs(const struct theme *theme, const struct node *node,
                   struct pair pairs[static CONTRAST_MAX_PAIRS]);

#endif
