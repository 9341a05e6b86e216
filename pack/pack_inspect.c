#include "pack_inspect.h"

#include "envelope.h"
#include "layout.h"
#include "pack_boxes.h"
#include "pack_script.h"
#include "player.h"
#include "response.h"

#include <stdio.h>
#include <string.h>

enum { SCRIPT_KNOWN_BYTES = 9000 }; // a message has 8192 at most

static const float em_px = 32.0f; // any size will do: glyphs are counted, not drawn

// "fonts/NotoSans-Bold.ttf" -> "NotoSans", bold.
static bool face_name(const char *file, char name[static PACK_NAME_CHARS], enum font_weight *weight)
{
    const char *base = file + strlen("fonts/"), *dash = strrchr(base, '-');
    if (strncmp(file, "fonts/", 6) != 0 || !dash) {
        return false;
    }
    snprintf(name, PACK_NAME_CHARS, "%.*s", (int)(dash - base), base);
    *weight = strcmp(dash, "-Bold.ttf") == 0 ? FONT_BOLD : FONT_REGULAR;
    return true;
}

static struct fonts *fonts_load(const struct pack_files *files, struct pack_report *report)
{
    struct fonts *fonts = fonts_create();
    for (size_t i = 0; fonts && i < files->count; i++) {
        const struct pack_file_bytes *file = &files->at[i];
        char name[PACK_NAME_CHARS];
        enum font_weight weight;
        if (face_name(file->name, name, &weight) &&
            !fonts_add(fonts, name, weight, file->bytes, file->size)) {
            pack_report_add(report, PACK_PROBLEM, file->name, "", "is not a typeface");
        }
    }
    return fonts;
}

static bool text_drawable(const struct fonts *fonts, const struct writing *writing,
                          enum font_weight weight, const char *text)
{
    struct layout *layout = layout_create(&(struct layout_params){.fonts = fonts,
                                                                  .writing = writing,
                                                                  .text = text,
                                                                  .text_bytes = strlen(text),
                                                                  .em_px = em_px,
                                                                  .weight = weight});
    bool good = layout && !layout->missing;
    layout_destroy(layout);
    return good;
}

// One sentence a message, not one a weight.
static void glyphs_of(const struct fonts *fonts, const struct pack_row *row, const char *id,
                      const char *text, struct pack_report *report)
{
    const struct writing *writing = writing_find(row->language.code);
    static const char *const names[] = {[FONT_REGULAR] = "Regular", [FONT_BOLD] = "Bold"};
    for (int weight = FONT_REGULAR; weight <= FONT_BOLD; weight++) {
        if (!text_drawable(fonts, writing, (enum font_weight)weight, text)) {
            pack_report_add(report, PACK_PROBLEM, "fonts", id,
                            "the typefaces of \"%s\" (%s, %s) lack a character of \"%.80s\"",
                            row->language.code, writing->faces[0], names[weight], text);
            return;
        }
    }
}

// A word in another script is a name, mostly: said, and not refused.
static void script_of(const struct pack_site *site, const struct pack_row *row,
                      const struct pack_message *message, const char *text,
                      struct pack_report *report)
{
    const char *language = row->language.code;
    char known[SCRIPT_KNOWN_BYTES]; // the English, and the GGD's name
    size_t at, bytes;
    if (strcmp(language, "en") == 0 ||
        (message->origin == PACK_WORKER && strcmp(language, "nl") != 0)) {
        return;
    }
    snprintf(known, sizeof known, "%s\n%s", message->english, site->ggd_name);
    enum script_fault fault = script_check(language, known, text, &at, &bytes);
    if (fault != SCRIPT_RIGHT) {
        char name[PACK_NAME_CHARS] = "";
        pack_po_name(message->origin, language, name);
        pack_report_add(report, fault == SCRIPT_FOREIGN_WORD ? PACK_WARNING : PACK_PROBLEM, name,
                        message->id, "%s: \"%.*s\"", script_fault_text(fault),
                        (int)(bytes < 60 ? bytes : 60), text + at);
    }
}

// Whether a kiosk can set this message without cutting it.
static void size_of(const struct fonts *fonts, const struct pack_row *row,
                    const struct pack_message *message, const char *text,
                    struct pack_report *report)
{
    struct boxes_size size;
    if (message->origin == PACK_WORKER || !boxes_measure(fonts, row->language.code, text, &size)) {
        return;
    }
    char name[PACK_NAME_CHARS] = "form/questionnaire.json";
    pack_po_name(message->origin, row->language.code, name);
    if (!size.fits_smallest) {
        pack_report_add(report, PACK_PROBLEM, name, message->id,
                        "is too long for the smallest panel at every text size: \"%.60s\"", text);
    } else if (!size.word_fits_largest) {
        pack_report_add(report, PACK_WARNING, name, message->id,
                        "has a word too long for the smallest panel at the largest text size; the "
                        "kiosk sets it smaller: \"%.60s\"",
                        text);
    }
}

// What a kiosk inserts: digits, dates, phone numbers, codes, in isolates.
static void inserted_check(const struct pack_contents *contents, const struct fonts *fonts,
                           const struct pack_row *row, struct pack_report *report)
{
    glyphs_of(fonts, row, "(inserted)", "\u2066+0123456789 (09-2026), a:b/c\u2069", report);
    glyphs_of(fonts, row, "(ggd.name)", contents->site.ggd_name, report);
}

static void words_check(struct pack_contents *contents, struct pack_report *report)
{
    struct fonts *fonts = fonts_load(contents->files, report);
    for (size_t i = 0; fonts && i < report->row_count; i++) {
        struct pack_error ignored;
        const struct pack_catalogue *catalogue = pack_contents_catalogue(contents, i, &ignored);
        inserted_check(contents, fonts, &report->rows[i], report);
        for (size_t j = 0; catalogue && j < contents->messages.count; j++) {
            const struct pack_message *message = &contents->messages.at[j];
            glyphs_of(fonts, &report->rows[i], message->id, catalogue->texts[j], report);
            script_of(&contents->site, &report->rows[i], message, catalogue->texts[j], report);
            size_of(fonts, &report->rows[i], message, catalogue->texts[j], report);
        }
    }
    fonts_destroy(fonts);
}

static void prompt_inspect(const struct pack_contents *contents, const struct pack_file_bytes *file,
                           struct pack_row *row, struct pack_report *report)
{
    if (prompt_duration_ms(file->bytes, file->size) == 0) {
        pack_report_add(report, PACK_PROBLEM, file->name, "", "is not Ogg Opus sound");
        return;
    }
    if (!prompt_is_draft(file->bytes, file->size)) {
        return;
    }
    if (row->prompts_draft++ == 0 &&
        !pack_codes_have(&contents->site.allow_draft, row->language.code)) {
        pack_report_add(report, PACK_PROBLEM, file->name, "",
                        "a machine spoke it, and site.json doesn't allow drafts here");
    }
    row->language.voice_draft = true;
}

static void prompts_of(const struct pack_contents *contents, struct pack_row *row,
                       struct pack_report *report)
{
    const struct pack_messages *messages = &contents->messages;
    for (size_t i = 0; i < messages->count; i++) {
        char name[PACK_NAME_CHARS];
        pack_prompt_name(row->language.code, messages->at[i].id, name);
        const struct pack_file_bytes *file = pack_files_find(contents->files, name);
        if (file && messages->at[i].origin != PACK_WORKER) {
            prompt_inspect(contents, file, row, report);
        }
    }
}

static uint32_t big_endian(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

// The PNG signature and the whole of IHDR: size, 8 bits of grey, not interlaced (PNG specification,
// 5.2 and 11.2.2).
static bool picture_good(const struct pack_file_bytes *file)
{
    static const uint8_t start[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n',
                                    0,    0,   0,   13,  'I',  'H',  'D',  'R'};
    static const uint8_t kind[] = {8, 0, 0, 0, 0}; // depth, colour, compression, filter, interlace
    return file->size > sizeof start + 8 + sizeof kind &&
           memcmp(file->bytes, start, sizeof start) == 0 &&
           big_endian(file->bytes + 16) == PACK_PICTOGRAM_PX &&
           big_endian(file->bytes + 20) == PACK_PICTOGRAM_PX &&
           memcmp(file->bytes + 24, kind, sizeof kind) == 0;
}

static size_t pictures_check(const struct pack_files *files, struct pack_report *report)
{
    size_t count = 0;
    for (size_t i = 0; i < files->count; i++) {
        const struct pack_file_bytes *file = &files->at[i];
        if (strncmp(file->name, "pictograms/", 11) != 0) {
            continue;
        }
        count++;
        if (!picture_good(file)) {
            pack_report_add(report, PACK_PROBLEM, file->name, "",
                            "is not a grey PNG of %d x %d pixels", PACK_PICTOGRAM_PX,
                            PACK_PICTOGRAM_PX);
        }
    }
    return count;
}

// A pack without any pictogram is possible (and said); one with some must have all.
static void pictograms_check(const struct pack_contents *contents, struct pack_report *report)
{
    if (pictures_check(contents->files, report) == 0) {
        pack_report_add(report, PACK_WARNING, "pictograms", "", "there are no pictograms at all");
        return;
    }
    for (size_t i = 0; i < form_item_count(contents->form); i++) {
        char name[PACK_NAME_CHARS];
        const char *id = form_item(contents->form, i)->link_id;
        snprintf(name, sizeof name, "pictograms/%.64s.png", id);
        if (!pack_files_find(contents->files, name)) {
            pack_report_add(report, PACK_PROBLEM, name, "", "this pictogram is not there");
        }
    }
}

static void response_check(const struct pack_contents *contents, size_t recipients,
                           struct pack_report *report)
{
    size_t longest = response_longest(contents->form);
    if (recipients > 0 && longest > envelope_plain_bytes(recipients)) {
        pack_report_add(report, PACK_PROBLEM, "form/questionnaire.json", "",
                        "an answered form can have %zu bytes, and an envelope to %zu holds %zu",
                        longest, recipients, envelope_plain_bytes(recipients));
    }
}

// A prompt or translation that no message and no language asks for is weight on a stick, and mostly
// a typing error in a name.
static void strays_check(const struct pack_contents *contents, struct pack_report *report)
{
    for (size_t i = 0; i < contents->files->count; i++) {
        const char *name = contents->files->at[i].name;
        char code[16] = "", id[72] = "";
        bool prompt = sscanf(name, "audio/%15[^/]/%71s", code, id) == 2;
        if (prompt && strlen(id) > 5) {
            id[strlen(id) - 5] = '\0'; // ".opus"
        }
        bool known =
            !prompt || (pack_codes_have(&contents->site.languages, code) &&
                        pack_messages_find(&contents->messages, id) < contents->messages.count);
        if (!known) {
            pack_report_add(report, PACK_WARNING, name, "", "no message has this prompt");
        }
    }
}

void pack_inspect(struct pack_contents *contents, size_t recipients, struct pack_report *report)
{
    pack_check_languages(contents, report);
    for (size_t i = 0; i < report->row_count; i++) {
        prompts_of(contents, &report->rows[i], report);
    }
    words_check(contents, report);
    pictograms_check(contents, report);
    response_check(contents, recipients, report);
    strays_check(contents, report);
}
