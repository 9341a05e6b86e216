// The readiness report: its text to the letter, what it refuses, and the file in the outbox.
#include "report.h"

#include "check.h"
#include "file.h"

#include <stdlib.h>
#include <string.h>

static struct report report = {
    .date = "2026-11-22",
    .version = "envelop-kiosk 0.1.0",
    .w_px = 1280,
    .h_px = 800,
    .w_mm = 216,
    .h_mm = 135,
    .checks = {{"touch", "2026-11-22", REPORT_GOOD},
               {"sound", "2026-11-21", REPORT_BAD},
               {"glare", "", REPORT_NOT_DONE}},
    .check_count = 3,
};

static const char head[] = "envelop-report-1\ndate 2026-11-22\nkiosk 0807060504030201\n"
                           "kiosk-words ";
static const char tail[] = "pack none\nprogram envelop-kiosk 0.1.0\npanel 1280x800 px 216x135 mm\n"
                           "check touch good 2026-11-22\ncheck sound not-good 2026-11-21\n"
                           "check glare not-done\n";

static bool prints(const struct report *what, size_t room)
{
    struct state state = {.kiosk = {{1, 2, 3, 4, 5, 6, 7, 8}, {0}},
                          .ggd = {{9}, {7}},
                          .kiosk_id = "0807060504030201"};
    char text[REPORT_MAX_BYTES];
    return report_print(what, &state, NULL, text, room);
}

static void test_text(void)
{
    struct state state = {.kiosk = {{1, 2, 3, 4, 5, 6, 7, 8}, {0}}, .ggd = {{9}, {7}}};
    char text[REPORT_MAX_BYTES], words[160], line[200];
    CHECK(report_print(&report, &state, NULL, text, sizeof text), "print");
    CHECK(strncmp(text, head, sizeof head - 1) == 0, "%s", text);
    CHECK(strlen(text) > sizeof tail && strcmp(text + strlen(text) - sizeof tail + 1, tail) == 0,
          "%s", text);
    signature_words(&state.ggd, words, sizeof words);
    snprintf(line, sizeof line, "\nggd-words %s\n", words);
    CHECK(strstr(text, line), "no %s", line);
    struct report odd = report;
    snprintf(odd.version, sizeof odd.version, "a\nb\tc\x7f");
    CHECK(report_print(&odd, &state, NULL, text, sizeof text) && strstr(text, "program a b c \n"),
          "a name with line ends: %s", text);
}

static void test_refused(void)
{
    struct report other = report;
    CHECK(prints(&other, REPORT_MAX_BYTES), "as it is");
    CHECK(!prints(&other, 100), "no room");
    snprintf(other.date, sizeof other.date, "today");
    CHECK(!prints(&other, REPORT_MAX_BYTES), "no date");
    other = report;
    snprintf(other.checks[0].name, sizeof other.checks[0].name, "touch\ncheck");
    CHECK(!prints(&other, REPORT_MAX_BYTES), "a name with a line end");
    other = report;
    other.checks[0].date[0] = '\0';
    CHECK(!prints(&other, REPORT_MAX_BYTES), "done without a date");
    other = report;
    other.check_count = REPORT_MAX_CHECKS + 1;
    CHECK(!prints(&other, REPORT_MAX_BYTES), "too many checks");
}

// In the outbox of a real kiosk, with its pack; a second one takes the first one's place.
static void test_file(const char *folder)
{
    struct state state;
    struct state_error error;
    struct pack_error refused;
    char path[STATE_PATH_BYTES], text[REPORT_MAX_BYTES];
    uint8_t *bytes = NULL;
    size_t size = 0;
    CHECK(state_open(folder, &state, &error), "%s", error.reason);
    struct pack *pack = pack_open(folder, &state.ggd, &refused);
    CHECK(pack, "%s", refused.reason);
    for (int i = 0; i < 2; i++) {
        report.checks[0].result = i == 0 ? REPORT_GOOD : REPORT_BAD;
        CHECK(report_write(&report, &state, pack, &error), "%s", error.reason);
    }
    snprintf(path, sizeof path, "%s/outbox/envelop-report-%s.txt", folder, state.kiosk_id);
    CHECK(file_read(path, REPORT_MAX_BYTES, &bytes, &size) == FILE_OK, "%s", path);
    CHECK(report_print(&report, &state, pack, text, sizeof text) && size == strlen(text) &&
              memcmp(bytes, text, size) == 0,
          "%s", text);
    CHECK(strstr(text, "\npack 1 demo\npack-created 20") &&
              strstr(text, "\npack-of GGD Voorbeeld\n"),
          "%s", text);
    free(bytes);
    pack_close(pack);
}

int main(int argc, char **argv)
{
    test_text();
    test_refused();
    CHECK(argc == 2, "usage: report_test STATE");
    if (argc == 2) {
        test_file(argv[1]);
    }
    return check_done();
}
