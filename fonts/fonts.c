#define _POSIX_C_SOURCE 200809L
#include "face.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

#define LATIN            \
    {                    \
        "NotoSans", NULL \
    }
#define ARABIC                               \
    {                                        \
        "NotoSansArabicUI", "NotoSans", NULL \
    }
#define ETHIOPIC                             \
    {                                        \
        "NotoSansEthiopic", "NotoSans", NULL \
    }
#define NASTALIQ                                                 \
    {                                                            \
        "NotoNastaliqUrdu", "NotoSansArabicUI", "NotoSans", NULL \
    }

// One line height a language, whatever fallback a line uses. Sorani has marks above and below the
// same letters. Nastaliq stacks words on a slope: as high as its lines come without touching in any
// string of ours (tests/layout/test_ink.c), its baseline where the ink of most lines stands in the
// middle.
static const float LINE_EM = 1.4f;
static const float SORANI_LINE_EM = 1.45f;
static const float NASTALIQ_LINE_EM = 2.3f;
static const float NASTALIQ_BASELINE_EM = 1.72f;

static const char CAPITAL[] = "H";
static const char ALEF[] = "\u0627";
static const char ETHIOPIC_LE[] = "\u1208";

// The letters of Arabic are small beside their alef, those of Latin large beside their capitals:
// set to one height of alef and capital, Arabic looks the smaller one. Nastaliq doesn't: its bowls
// are as large as its alef is high. Judged by eye, on a page with all of them.
static const struct writing writings[] = {
    {"en", TEXT_LTR, LATIN, CAPITAL, 1.0f, LINE_EM, 0},
    {"nl", TEXT_LTR, LATIN, CAPITAL, 1.0f, LINE_EM, 0},
    {"ar", TEXT_RTL, ARABIC, ALEF, 1.1f, LINE_EM, 0},
    {"ti", TEXT_LTR, ETHIOPIC, ETHIOPIC_LE, 1.0f, LINE_EM, 0},
    {"am", TEXT_LTR, ETHIOPIC, ETHIOPIC_LE, 1.0f, LINE_EM, 0},
    {"fa", TEXT_RTL, ARABIC, ALEF, 1.1f, LINE_EM, 0},
    {"prs", TEXT_RTL, ARABIC, ALEF, 1.1f, LINE_EM, 0},
    {"ps", TEXT_RTL, ARABIC, ALEF, 1.1f, LINE_EM, 0},
    {"ckb", TEXT_RTL, ARABIC, ALEF, 1.1f, SORANI_LINE_EM, 0},
    {"ur", TEXT_RTL, NASTALIQ, ALEF, 1.0f, NASTALIQ_LINE_EM, NASTALIQ_BASELINE_EM},
    {"kmr", TEXT_LTR, LATIN, CAPITAL, 1.0f, LINE_EM, 0},
    {"tr", TEXT_LTR, LATIN, CAPITAL, 1.0f, LINE_EM, 0},
    {"so", TEXT_LTR, LATIN, CAPITAL, 1.0f, LINE_EM, 0},
    {"uk", TEXT_LTR, LATIN, CAPITAL, 1.0f, LINE_EM, 0},
    {"ru", TEXT_LTR, LATIN, CAPITAL, 1.0f, LINE_EM, 0},
    {"fr", TEXT_LTR, LATIN, CAPITAL, 1.0f, LINE_EM, 0},
    {"es", TEXT_LTR, LATIN, CAPITAL, 1.0f, LINE_EM, 0},
};

struct fonts *fonts_create(void)
{
    struct fonts *fonts = calloc(1, sizeof *fonts);
    if (fonts && FT_Init_FreeType(&fonts->library) != 0) {
        free(fonts);
        return NULL;
    }
    return fonts;
}

static void finish_face(struct face *face)
{
    hb_font_destroy(face->hb);
    if (face->ft) {
        FT_Done_Face(face->ft);
    }
    free(face->name);
}

void fonts_destroy(struct fonts *fonts)
{
    if (!fonts) {
        return;
    }
    for (uint16_t i = 0; i < fonts->count; i++) {
        finish_face(&fonts->faces[i]);
    }
    free(fonts->faces);
    FT_Done_FreeType(fonts->library);
    free(fonts);
}

static hb_font_t *open_hb(const void *bytes, size_t size)
{
    hb_blob_t *blob =
        hb_blob_create_or_fail(bytes, (unsigned)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *face = hb_face_create(blob, 0);
    hb_font_t *font = NULL;
    if (hb_face_get_glyph_count(face) > 0) {
        font = hb_font_create(face);
    }
    hb_face_make_immutable(face);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return font;
}

static void measure(struct face *face)
{
    hb_font_extents_t extents = {0};
    face->units_per_em = (float)hb_face_get_upem(hb_font_get_face(face->hb));
    hb_font_get_h_extents(face->hb, &extents);
    face->ascent_em = (float)extents.ascender / face->units_per_em;
    face->descent_em = -(float)extents.descender / face->units_per_em;
}

static bool open_face(struct fonts *fonts, const void *bytes, size_t size, struct face *face)
{
    face->hb = open_hb(bytes, size);
    if (!face->hb || !face->name ||
        FT_New_Memory_Face(fonts->library, bytes, (FT_Long)size, 0, &face->ft) != 0) {
        return false;
    }
    measure(face);
    return FT_IS_SCALABLE(face->ft) && face->units_per_em > 0;
}

bool fonts_add(struct fonts *fonts, const char *name, enum font_weight weight, const void *bytes,
               size_t size)
{
    if (size == 0 || size > INT32_MAX || fonts->count == FACE_NONE) {
        return false;
    }
    struct face *faces = realloc(fonts->faces, (fonts->count + 1u) * sizeof *faces);
    if (!faces) {
        return false;
    }
    fonts->faces = faces;
    struct face face = {.name = strdup(name), .weight = weight};
    if (!open_face(fonts, bytes, size, &face)) {
        finish_face(&face);
        return false;
    }
    fonts->faces[fonts->count++] = face;
    return true;
}

const struct writing *writing_find(const char *language)
{
    size_t length = strcspn(language, "-_");
    for (size_t i = 0; i < sizeof writings / sizeof *writings; i++) {
        const char *known = writings[i].language;
        if (strlen(known) == length && strncmp(known, language, length) == 0) {
            return &writings[i];
        }
    }
    return &writings[0];
}

static uint16_t find_face(const struct fonts *fonts, const char *name, enum font_weight weight)
{
    uint16_t other = FACE_NONE;
    for (uint16_t i = 0; i < fonts->count; i++) {
        if (strcmp(fonts->faces[i].name, name) == 0) {
            if (fonts->faces[i].weight == weight) {
                return i;
            }
            other = i;
        }
    }
    return other;
}

size_t face_list(const struct fonts *fonts, const struct writing *writing, enum font_weight weight,
                 uint16_t list[static WRITING_MAX_FACES])
{
    size_t count = 0;
    for (size_t i = 0; i < WRITING_MAX_FACES && writing->faces[i]; i++) {
        uint16_t face = find_face(fonts, writing->faces[i], weight);
        if (face != FACE_NONE) {
            list[count++] = face;
        }
    }
    return count;
}

static uint32_t stand_in(uint32_t c)
{
    bool space = c == 0x00A0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
                 c == 0x3000 || c == '\t';
    return space ? ' ' : c == 0x2011 ? 0x2010 : c;
}

bool face_has(const struct face *face, uint32_t c)
{
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(face->hb, c, &glyph) ||
           (stand_in(c) != c && hb_font_get_nominal_glyph(face->hb, stand_in(c), &glyph));
}

// The ink height of a character of one code point, in em; 0 when the face lacks it.
static float ink_height_em(const struct face *face, const char *sample)
{
    hb_glyph_extents_t extents;
    hb_codepoint_t glyph;
    hb_buffer_t *buffer = hb_buffer_create();
    hb_buffer_add_utf8(buffer, sample, -1, 0, -1);
    unsigned count = 0;
    hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    bool found = count > 0 && hb_font_get_nominal_glyph(face->hb, info[0].codepoint, &glyph) &&
                 hb_font_get_glyph_extents(face->hb, glyph, &extents);
    hb_buffer_destroy(buffer);
    return found ? -(float)extents.height / face->units_per_em : 0.0f;
}

float fonts_em_for_body(const struct fonts *fonts, const struct writing *writing,
                        enum font_weight weight, float body_px)
{
    uint16_t list[WRITING_MAX_FACES];
    size_t count = face_list(fonts, writing, weight, list);
    for (size_t i = 0; i < count; i++) {
        float height = ink_height_em(&fonts->faces[list[i]], writing->body_sample);
        if (height > 0) {
            return body_px * writing->body_factor / height;
        }
    }
    return 0;
}
