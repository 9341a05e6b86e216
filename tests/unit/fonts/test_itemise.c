// Items as "start-end level script face", one after the other.
#include "bidi.h"
#include "check.h"
#include "grapheme.h"
#include "itemise.h"
#include "noto.h"

#include <string.h>
#include <utf8proc.h>

static const struct {
    const char *language, *text, *items;
} rows[] = {
    {"nl", "GGD 12", "0-6 0 Latn NotoSans"},
    {"ar", "\u0627 (\u0628)",
     "0-2 1 Arab NotoSansArabicUI, 2-3 1 Arab NotoSans, "
     "3-4 1 Arab NotoSansArabicUI, 4-5 1 Arab NotoSans"},
    // the closing bracket takes the script of the opening one, in spite of what is inside
    {"ti", "\u1230 (a) \u1230",
     "0-2 0 Ethi NotoSansEthiopic, 2-3 0 Ethi NotoSans, "
     "3-4 0 Latn NotoSans, 4-5 0 Ethi NotoSans, "
     "5-7 0 Ethi NotoSansEthiopic"},
    // a space is of the first face, but between two words of another one of that
    {"ur", "\u06A9 \u2066G x\u2069 \u06A9",
     "0-3 1 Arab NotoNastaliqUrdu, 3-6 2 Latn NotoSans, 6-8 1 Latn NotoNastaliqUrdu, "
     "8-9 1 Arab NotoNastaliqUrdu"},
    // a number is of one face as a whole, though another has its digits and comes first
    {"ar", "\u0627 \u20661(2\u2069",
     "0-3 1 Arab NotoSansArabicUI, 3-6 2 Arab NotoSans, "
     "6-7 1 Arab NotoSansArabicUI"},
    {"ar", "\u0627 12", "0-2 1 Arab NotoSansArabicUI, 2-4 2 Arab NotoSansArabicUI"},
    // shared characters that come first take the script that comes after them
    {"nl", "12 \u0627", "0-3 0 Arab NotoSans, 3-4 1 Arab NotoSans"},
    // a cluster is of one face, that of all its characters or of its base
    {"ti", "\u1230\u0301", "0-2 0 Ethi NotoSansEthiopic"},
    {"ti", "a\u0301\u1230", "0-2 0 Latn NotoSans, 2-3 0 Ethi NotoSansEthiopic"},
    {"ti", "\u1230\uFE0F\u1361", "0-3 0 Ethi NotoSansEthiopic"},
    // what nobody has goes to the first face
    {"ti", "\u4E2D", "0-1 0 Hani NotoSansEthiopic"},
    // a line end has no face
    {"nl", "a\nb", "0-1 0 Latn NotoSans, 1-2 0 Latn -, 2-3 0 Latn NotoSans"},
    // numbers in Nastaliq are those of a face whose hyphen doesn't lie on the baseline
    {"ur", "\u06A9 \u206608\u20111\u2069",
     "0-3 1 Arab NotoNastaliqUrdu, 3-7 2 Arab NotoSansArabicUI, 7-8 1 Arab NotoNastaliqUrdu"},
    {"ur", "\u06A9 GGD", "0-2 1 Arab NotoNastaliqUrdu, 2-5 2 Latn NotoSans"},
    {"nl", "", ""},
};

enum { ROOM = 64 };

static uint32_t decode(const char *text, uint32_t *out)
{
    utf8proc_int32_t c;
    uint32_t count = 0;
    while (*text) {
        text += utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &c);
        out[count++] = (uint32_t)c;
    }
    return count;
}

static void describe(const struct fonts *fonts, const struct item *items, size_t count, char *out,
                     size_t room)
{
    size_t used = 0;
    out[0] = '\0';
    for (size_t i = 0; i < count && used < room; i++) {
        char script[5] = {0};
        hb_tag_to_string(hb_script_to_iso15924_tag(items[i].script), script);
        const char *face = items[i].face == FACE_NONE ? "-" : fonts->faces[items[i].face].name;
        used += (size_t)snprintf(out + used, room - used, "%s%u-%u %u %s %s", i ? ", " : "",
                                 items[i].start, items[i].end, items[i].level, script, face);
    }
}

static void run(const struct fonts *fonts, size_t row)
{
    const struct writing *writing = writing_find(rows[row].language);
    uint32_t text[ROOM];
    uint8_t levels[ROOM];
    bool clusters[ROOM];
    uint16_t faces[WRITING_MAX_FACES];
    uint32_t length = decode(rows[row].text, text);
    CHECK(bidi_resolve(text, length, writing->direction == TEXT_RTL, levels), "row %zu", row);
    grapheme_find(text, length, clusters);
    size_t count = 0;
    struct item *items = itemise(
        &(struct itemise_input){.fonts = fonts,
                                .faces = faces,
                                .face_count = face_list(fonts, writing, FONT_REGULAR, faces),
                                .text = text,
                                .count = length,
                                .levels = levels,
                                .clusters = clusters},
        &count);
    char shown[1024];
    describe(fonts, items, count, shown, sizeof shown);
    CHECK(strcmp(shown, rows[row].items) == 0, "row %zu: %s", row, shown);
    free(items);
}

int main(void)
{
    struct noto noto = noto_open();
    for (size_t row = 0; row < sizeof rows / sizeof *rows; row++) {
        run(noto.fonts, row);
    }
    noto_close(&noto);
    return check_done();
}
