// auxiliary/LineBreakTest.txt and auxiliary/GraphemeBreakTest.txt, whole.
#include "check.h"
#include "grapheme.h"
#include "hexline.h"
#include "linebreak.h"

#include <stdbool.h>

static const char DIVISION[] = "\u00F7"; // may break; a multiplication sign: may not

// Reads "÷ 0061 × 0062 ÷": after[i] is whether text[i] may be parted from what follows.
static size_t read_case(char *line, uint32_t *text, bool *after)
{
    size_t count = 0;
    for (char *word = strtok(line, " \t"); word; word = strtok(NULL, " \t")) {
        if ((unsigned char)word[0] < 0x80) {
            text[count++] = (uint32_t)strtoul(word, NULL, 16);
        } else if (count > 0) {
            after[count - 1] = strcmp(word, DIVISION) == 0;
        }
    }
    return count;
}

static void judge_lines(const uint32_t *text, size_t count, bool *after)
{
    uint8_t found[HEXLINE_ROOM];
    linebreak_find(text, count, found);
    for (size_t i = 0; i < count; i++) {
        after[i] = found[i] != LINEBREAK_NEVER;
    }
}

static void judge_graphemes(const uint32_t *text, size_t count, bool *after)
{
    bool starts[HEXLINE_ROOM];
    grapheme_find(text, count, starts);
    for (size_t i = 0; i < count; i++) {
        after[i] = i + 1 == count || starts[i + 1];
    }
}

static int run(const char *directory, const char *name,
               void (*judge)(const uint32_t *text, size_t count, bool *after))
{
    FILE *file = hexline_open(directory, name);
    char line[4096];
    char shown[4096];
    uint32_t text[HEXLINE_ROOM];
    bool expected[HEXLINE_ROOM];
    bool found[HEXLINE_ROOM];
    int cases = 0;
    while (hexline_next(file, line, sizeof line)) {
        snprintf(shown, sizeof shown, "%s", line);
        size_t count = read_case(line, text, expected);
        if (count > 0) {
            judge(text, count, found);
            CHECK(memcmp(expected, found, count * sizeof *found) == 0, "%s: %s", name, shown);
            cases++;
        }
    }
    fclose(file);
    printf("%s: %d cases\n", name, cases);
    return cases;
}

int main(int argc, char **argv)
{
    const char *directory = argc > 1 ? argv[1] : "/usr/share/unicode";
    CHECK(run(directory, "auxiliary/LineBreakTest.txt", judge_lines) == 7654, "not all cases");
    CHECK(run(directory, "auxiliary/GraphemeBreakTest.txt", judge_graphemes) == 602,
          "not all cases");
    return check_done();
}
