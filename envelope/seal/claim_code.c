#include "claim_code.h"

#include "random.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

// The order is part of the format and the same as in kiosk/po/kiosk.pot.
static const char *const pictures[CLAIM_CODE_PICTURE_COUNT] = {
    "boat",  "key",    "tree",   "sun",      "fish",  "cup",    "house",  "star",
    "bird",  "leaf",   "bread",  "moon",     "chair", "book",   "bell",   "apple",
    "ball",  "clock",  "cloud",  "flower",   "hat",   "lamp",   "spoon",  "umbrella",
    "wheel", "window", "bridge", "mountain", "shoe",  "button", "candle", "comb",
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool holds(const int *list, int count, int value)
{
    for (int i = 0; i < count; i++) {
        if (list[i] == value) {
            return true;
        }
    }
    return false;
}

bool claim_code_draw(const char ggd[static 2], struct claim_code *code)
{
    if (!is_digit(ggd[0]) || !is_digit(ggd[1])) {
        return false;
    }
    memcpy(code->digits, ggd, 2);
    for (int i = 2; i < CLAIM_CODE_DIGITS; i++) {
        code->digits[i] = (char)('0' + random_below(10));
    }
    code->digits[CLAIM_CODE_DIGITS] = '\0';
    for (int i = 0; i < CLAIM_CODE_PICTURES; i++) {
        do {
            code->pictures[i] = (int)random_below(CLAIM_CODE_PICTURE_COUNT);
        } while (holds(code->pictures, i, code->pictures[i]));
    }
    return true;
}

void claim_code_print(const struct claim_code *code, char text[static CLAIM_CODE_CHARS])
{
    snprintf(text, CLAIM_CODE_CHARS, "%.2s-%.6s-%s-%s-%s", code->digits, code->digits + 2,
             pictures[code->pictures[0]], pictures[code->pictures[1]], pictures[code->pictures[2]]);
}

// Reads `count` digits and the hyphen behind them.
static const char *parse_digits(const char *text, int count, char *digits)
{
    for (int i = 0; i < count; i++) {
        if (!is_digit(text[i])) {
            return NULL;
        }
        digits[i] = text[i];
    }
    return text[count] == '-' ? text + count + 1 : NULL;
}

// Reads one name up to a hyphen or the end; returns the place of that.
static const char *parse_picture(const char *text, int *picture)
{
    size_t length = strcspn(text, "-");
    for (int i = 0; i < CLAIM_CODE_PICTURE_COUNT; i++) {
        if (strlen(pictures[i]) == length && memcmp(pictures[i], text, length) == 0) {
            *picture = i;
            return text + length;
        }
    }
    return NULL;
}

bool claim_code_parse(const char *text, struct claim_code *code)
{
    memset(code, 0, sizeof *code);
    const char *at = parse_digits(text, 2, code->digits);
    at = at != NULL ? parse_digits(at, CLAIM_CODE_DIGITS - 2, code->digits + 2) : NULL;
    for (int i = 0; i < CLAIM_CODE_PICTURES && at != NULL; i++) {
        const char *end = parse_picture(at, &code->pictures[i]);
        char wanted = i == CLAIM_CODE_PICTURES - 1 ? '\0' : '-';
        if (end == NULL || *end != wanted || holds(code->pictures, i, code->pictures[i])) {
            return false;
        }
        at = end + 1;
    }
    return at != NULL;
}

const char *claim_code_picture(int index)
{
    return index >= 0 && index < CLAIM_CODE_PICTURE_COUNT ? pictures[index] : NULL;
}
