// Layouts of mixed texts, every stage as text, against the files in golden/.
// Usage: test_dumps GOLDEN_DIR ACTUAL_DIR [--update]
#include "check.h"
#include "golden.h"
#include "layout_dump.h"
#include "noto.h"

#include <stdlib.h>
#include <string.h>

#define LRI "\u2066"
#define FSI "\u2068"
#define PDI "\u2069"
#define NBSP "\u00A0"
#define NBHYPHEN "\u2011"

#define PLAIN TEXT_ALIGN_START, FONT_REGULAR

static const struct row {
    const char *name, *language, *text;
    float width_px;
    enum text_align align;
    enum font_weight weight;
} rows[] = {
    {"english", "en", "Do you sleep well? \u201CNot\u201D really (3\u20134 hours).", 220, PLAIN},
    {"english_centred", "en", "One\nor two short lines", 200, TEXT_ALIGN_CENTRE, FONT_REGULAR},
    {"english_end_bold", "en", "To the right", 200, TEXT_ALIGN_END, FONT_BOLD},
    {"english_one_line", "en", "never wrapped, however long it is", 0, PLAIN},
    {"english_overfull", "en", "a Donaudampfschifffahrt b", 120, PLAIN},
    {"english_marks", "en", "cafe\u0301 e\u0308e\u0323\u0302 fi", 0, PLAIN},
    {"english_lines", "en", "a\r\nb\u2028c\n\nd\n", 300, PLAIN},
    {"dutch", "nl", "\u2019s-Hertogenbosch, 9.00\u201317.00 uur; ge\u00EFnd ggd-voorbeeld.nl", 200,
     PLAIN},
    {"dutch_arabic_name", "nl", "De heer " FSI "\u0645\u062D\u0645\u062F (15)" PDI " belde.", 0,
     PLAIN},
    {"dutch_hyphen_cut", "nl", "AV-VA-To-Yo", 60, PLAIN},
    {"arabic", "ar", "\u0647\u0644 \u062A\u0646\u0627\u0645 \u062C\u064A\u062F\u0627\u061F", 150,
     PLAIN},
    {"arabic_ggd", "ar",
     "\u0627\u062A\u0635\u0644 \u0628\u0640 GGD Amsterdam \u0645\u0646 \u0641\u0636\u0644\u0643.",
     160, PLAIN},
    {"arabic_phone", "ar",
     "\u0627\u0644\u0631\u0642\u0645 " LRI "088" NBHYPHEN "678" NBSP "1234" PDI "\u060C "
     "\u0634\u0643\u0631\u0627",
     300, PLAIN},
    {"arabic_phone_bare", "ar", "\u0627\u0644\u0631\u0642\u0645 06-12345678", 0, PLAIN},
    {"arabic_two_values", "ar",
     "\u0645\u0646 " FSI "Jan de Vries" PDI " (" LRI "06" NBHYPHEN "12" PDI
     ") \u0625\u0644\u0649 " FSI "\u0644\u064A\u0644\u0649" PDI,
     260, PLAIN},
    {"arabic_brackets", "ar", "(\u0646\u0639\u0645 [\u0623\u0648] \u00AB\u0644\u0627\u00BB) (yes)",
     0, PLAIN},
    {"arabic_marks", "ar",
     "\u0645\u064F\u062D\u064E\u0645\u0651\u064E\u062F \u0644\u0627 \u0627\u0644\u0644\u0647 \u0644"
     "\u0652\u0627\u064E",
     0, PLAIN},
    {"arabic_end_centre", "ar", "\u0646\u0639\u0645\n\u0644\u0627 \u0623\u0639\u0631\u0641", 200,
     TEXT_ALIGN_CENTRE, FONT_REGULAR},
    {"persian_digits", "fa",
     "\u062E\u0648\u0628 \u0645\u06CC\u200C\u062E\u0648\u0627\u0628\u06CC\u062F\u061F \u06F0\u06F6"
     "\u066B\u06F1",
     0, PLAIN},
    {"sorani", "ckb", "\u0628\u06D5\u0695\u06CE\u0632 \u06BE\u06D5\u06CC\u06D5", 0, PLAIN},
    {"urdu", "ur",
     "\u06A9\u06CC\u0627 \u0622\u067E \u0627\u0686\u06BE\u06CC \u0637\u0631\u062D " FSI "GGD" PDI
     " \u0633\u0648\u062A\u06D2 \u06C1\u06CC\u06BA\u061F (088)",
     170, PLAIN},
    {"tigrinya", "ti",
     "\u1230\u120B\u121D\u1361\u12A8\u1218\u12ED\u1361\u12A3\u120E\u12BB\u1362 \u1320\u1356 "
     "\u12F2\u12BB\u1366",
     110, PLAIN},
    {"tigrinya_latin", "ti",
     "\u1293\u1265 GGD (" LRI "088" NBHYPHEN "678" PDI ") \u12F0\u12CD\u120D\u1362 \u201C\u12A5"
     "\u12C8\u201D",
     180, PLAIN},
    {"isolates_nested", "ar",
     "\u0627 " LRI "a "
     "\u2067"
     "b \u0628 1" PDI " c" PDI " " FSI PDI LRI "open",
     0, PLAIN},
    {"isolates_lone", "en",
     PDI "a" PDI "\u202E"
         "bc" LRI "d",
     0, PLAIN},
    {"controls", "en", "a\tb\u00ADc\u200Bd\ae\uFEFF", 0, PLAIN},
    {"missing", "nl", "\u4E2D\u6587 ok", 0, PLAIN},
    {"tigrinya_narrow", "ti", "\u12A5\u12C8\u1361\u12A5\u12C8", 40, PLAIN},
    {"ukrainian", "uk", "\u0427\u0438 \u0434\u043E\u0431\u0440\u0435 \u0457\u0445?", 0, PLAIN},
    {"turkish", "tr", "\u0130yi uyuyor musunuz? fi", 0, PLAIN},
    {"empty", "ar", "", 100, PLAIN},
};

static void run(const struct fonts *fonts, const struct row *row, const struct golden *golden)
{
    const struct writing *writing = writing_find(row->language);
    char *actual = layout_dump(&(struct layout_params){
        .fonts = fonts,
        .writing = writing,
        .text = row->text,
        .text_bytes = strlen(row->text),
        .em_px = fonts_em_for_body(fonts, writing, row->weight, 16),
        .max_width_px = row->width_px,
        .weight = row->weight,
        .align = row->align,
    });
    CHECK(actual, "%s: no layout", row->name);
    if (actual) {
        CHECK(golden_check(golden, row->name, actual), "%s", row->name);
    }
    free(actual);
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: test_dumps GOLDEN_DIR ACTUAL_DIR [--update]\n");
        return 2;
    }
    struct noto noto = noto_open();
    const struct golden golden = {argv[1], argv[2], argc > 3 && strcmp(argv[3], "--update") == 0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        run(noto.fonts, &rows[i], &golden);
    }
    noto_close(&noto);
    return check_done();
}
