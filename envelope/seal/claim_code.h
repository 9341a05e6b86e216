// The code a person keeps: two digits that name the GGD, six random digits, three of 32 pictures.
#ifndef ENVELOPE_CLAIM_CODE_H
#define ENVELOPE_CLAIM_CODE_H

#include <stdbool.h>

enum {
    CLAIM_CODE_DIGITS = 8,
    CLAIM_CODE_PICTURES = 3,
    CLAIM_CODE_PICTURE_COUNT = 32,
    CLAIM_CODE_CHARS = 48
};

struct claim_code {
    char digits[CLAIM_CODE_DIGITS + 1];
    int pictures[CLAIM_CODE_PICTURES]; // index into claim_code_picture
};

// `ggd` is the GGD's two digits. Into locked memory of the caller.
bool claim_code_draw(const char ggd[static 2], struct claim_code *code);

// "17-482915-boat-key-tree"; and back (false on anything else).
void claim_code_print(const struct claim_code *code, char text[static CLAIM_CODE_CHARS]);
bool claim_code_parse(const char *text, struct claim_code *code);

// The picture's English name, which is its file name and prompt key: 0 .. 31.
const char *claim_code_picture(int index);

#endif
