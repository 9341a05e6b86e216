// QR codes: their size and their fixed parts (ISO/IEC 18004 6.3). That a phone reads them is judged
// by zbarimg in paint_test.
#include "qr.h"

#include "check.h"

#include <stdbool.h>
#include <string.h>

enum { ROOM = 33 };

// A finder: a dark ring of seven modules, a light one, a dark heart of three.
static bool is_finder(const uint8_t *modules, int side, int x0, int y0)
{
    for (int y = 0; y < 7; y++) {
        for (int x = 0; x < 7; x++) {
            int ring = x < 3 ? x : 6 - x, row = y < 3 ? y : 6 - y;
            int depth = ring < row ? ring : row;
            if (modules[(y0 + y) * side + x0 + x] != (depth != 1)) {
                return false;
            }
        }
    }
    return true;
}

static void test_shape(void)
{
    static const char *const texts[] = {"0012-3456", "0012-3456 boat-key-moon", "A"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        uint8_t modules[ROOM * ROOM];
        memset(modules, 7, sizeof modules);
        int side = qr_encode(texts[i], modules, ROOM);
        CHECK(side >= 21 && side <= ROOM && side % 4 == 1, "\"%s\": %d modules", texts[i], side);
        CHECK(is_finder(modules, side, 0, 0) && is_finder(modules, side, side - 7, 0) &&
                  is_finder(modules, side, 0, side - 7),
              "\"%s\": a finder is missing", texts[i]);
        for (int k = 8; k < side - 8; k++) { // timing
            CHECK(modules[6 * side + k] == (k % 2 == 0), "\"%s\": module %d", texts[i], k);
        }
        for (size_t k = (size_t)(side * side); k < sizeof modules; k++) {
            CHECK(modules[k] == 7, "\"%s\": byte %zu beyond it", texts[i], k);
        }
    }
}

static void test_room(void)
{
    uint8_t modules[ROOM * ROOM];
    char words[256];
    memset(words, 'x', sizeof words - 1);
    words[sizeof words - 1] = '\0';
    memset(modules, 7, sizeof modules);
    CHECK(qr_encode(words, modules, ROOM) == 0, "255 characters in 33 modules");
    CHECK(qr_encode("0012-3456", modules, 20) == 0, "the smallest code has 21 modules");
    for (size_t k = 0; k < sizeof modules; k++) {
        CHECK(modules[k] == 7, "byte %zu of what doesn't fit", k);
    }
}

int main(void)
{
    test_shape();
    test_room();
    return check_done();
}
