// BidiTest.txt and BidiCharacterTest.txt, whole: levels after L1 and visual order after L2.
#include "bidi.h"
#include "check.h"
#include "hexline.h"

#include <stdbool.h>

enum { REMOVED = -1 };

struct expectation {
    int levels[HEXLINE_ROOM];
    size_t level_count;
    int order[HEXLINE_ROOM];
    size_t order_count;
};

struct outcome {
    uint8_t levels[HEXLINE_ROOM];
    int order[HEXLINE_ROOM];
    size_t order_count;
};

static const struct {
    const char *name;
    uint32_t c;
} representatives[] = {
    {"L", 'a'},      {"R", 0x05D0},   {"AL", 0x0628},  {"EN", '0'},     {"ES", '+'},
    {"ET", '#'},     {"AN", 0x0660},  {"CS", ','},     {"B", 0x2029},   {"S", '\t'},
    {"WS", ' '},     {"ON", '!'},     {"NSM", 0x0300}, {"BN", 0x00AD},  {"LRE", 0x202A},
    {"RLE", 0x202B}, {"PDF", 0x202C}, {"LRO", 0x202D}, {"RLO", 0x202E}, {"LRI", 0x2066},
    {"RLI", 0x2067}, {"FSI", 0x2068}, {"PDI", 0x2069},
};

static uint32_t representative(const char *name)
{
    for (size_t i = 0; i < sizeof representatives / sizeof *representatives; i++) {
        if (strcmp(representatives[i].name, name) == 0) {
            return representatives[i].c;
        }
    }
    CHECK(false, "unknown bidi class %s", name);
    return 0;
}

static size_t read_numbers(char *field, int *numbers)
{
    size_t count = 0;
    for (char *word = strtok(field, " \t"); word; word = strtok(NULL, " \t")) {
        numbers[count++] = strcmp(word, "x") == 0 ? REMOVED : atoi(word);
    }
    return count;
}

static bool resolve(const uint32_t *text, size_t count, uint8_t base, struct outcome *out)
{
    uint8_t kept[HEXLINE_ROOM];
    uint32_t index[HEXLINE_ROOM];
    uint32_t order[HEXLINE_ROOM];
    if (!bidi_resolve(text, count, base, out->levels)) {
        return false;
    }
    bidi_end_line(text, 0, count, base, out->levels);
    out->order_count = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (!bidi_is_removed(text[i])) {
            kept[out->order_count] = out->levels[i];
            index[out->order_count++] = i;
        }
    }
    bidi_visual_order(kept, out->order_count, order);
    for (size_t v = 0; v < out->order_count; v++) {
        out->order[v] = (int)index[order[v]];
    }
    return true;
}

static bool agrees(const struct outcome *out, const struct expectation *expected)
{
    for (size_t i = 0; i < expected->level_count; i++) {
        if (expected->levels[i] != REMOVED && expected->levels[i] != out->levels[i]) {
            return false;
        }
    }
    if (out->order_count != expected->order_count) {
        return false;
    }
    for (size_t i = 0; i < out->order_count; i++) {
        if (out->order[i] != expected->order[i]) {
            return false;
        }
    }
    return true;
}

// One line of classes at each paragraph direction that its bits ask for: automatic, left, right.
static int run_classes(char *line, const struct expectation *expected)
{
    uint32_t text[HEXLINE_ROOM];
    size_t count = 0;
    struct outcome out;
    int cases = 0;
    char *bits = strchr(line, ';');
    long directions = strtol(bits + 1, NULL, 16);
    *bits = '\0';
    char shown[4096];
    snprintf(shown, sizeof shown, "%s", line);
    for (char *word = strtok(line, " \t"); word; word = strtok(NULL, " \t")) {
        text[count++] = representative(word);
    }
    const uint8_t bases[] = {bidi_base_level(text, count), 0, 1};
    for (int d = 0; d < 3; d++) {
        if (directions & (1 << d)) {
            bool done = resolve(text, count, bases[d], &out);
            CHECK(done && agrees(&out, expected), "BidiTest: %s at base %d", shown, bases[d]);
            cases++;
        }
    }
    return cases;
}

static int run_class_suite(const char *directory)
{
    FILE *file = hexline_open(directory, "BidiTest.txt");
    static struct expectation expected;
    char line[4096];
    int cases = 0;
    while (hexline_next(file, line, sizeof line)) {
        if (strncmp(line, "@Levels:", 8) == 0) {
            expected.level_count = read_numbers(line + 8, expected.levels);
        } else if (strncmp(line, "@Reorder:", 9) == 0) {
            expected.order_count = read_numbers(line + 9, expected.order);
        } else if (strchr(line, ';')) {
            cases += run_classes(line, &expected);
        }
    }
    fclose(file);
    return cases;
}

static int run_character_suite(const char *directory)
{
    FILE *file = hexline_open(directory, "BidiCharacterTest.txt");
    static struct expectation expected;
    uint32_t text[HEXLINE_ROOM];
    struct outcome out;
    char line[4096];
    int cases = 0;
    while (hexline_next(file, line, sizeof line)) {
        char *fields[5] = {line};
        for (int f = 1; f < 5 && fields[f - 1]; f++) {
            fields[f] = strchr(fields[f - 1], ';');
            if (fields[f]) {
                *fields[f]++ = '\0';
            }
        }
        if (!fields[4]) {
            continue;
        }
        size_t count = hexline_read(fields[0], text, HEXLINE_ROOM);
        int direction = atoi(fields[1]);
        uint8_t base = direction == 2 ? bidi_base_level(text, count) : (uint8_t)direction;
        CHECK(base == atoi(fields[2]), "BidiCharacterTest: paragraph level of %s", fields[0]);
        expected.level_count = read_numbers(fields[3], expected.levels);
        expected.order_count = read_numbers(fields[4], expected.order);
        CHECK(resolve(text, count, base, &out) && agrees(&out, &expected),
              "BidiCharacterTest: %s at base %d", fields[0], base);
        cases++;
    }
    fclose(file);
    return cases;
}

int main(int argc, char **argv)
{
    const char *directory = argc > 1 ? argv[1] : "/usr/share/unicode";
    int classes = run_class_suite(directory);
    int characters = run_character_suite(directory);
    printf("BidiTest.txt: %d cases; BidiCharacterTest.txt: %d cases\n", classes, characters);
    CHECK(classes == 770241, "%d cases", classes);
    CHECK(characters == 91707, "%d cases", characters);
    return check_done();
}
