// An installed pack: everything it promises is there, and what was damaged on the disk is found.
#include "check.h"
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

static void accessors(const struct pack *pack)
{
    const struct age_recipient *recipients;
    CHECK(pack_serial(pack) == 1 && pack_is_demo(pack), "serial, demo");
    CHECK(strcmp(pack_expires(pack), "2027-05-21") == 0, "%s", pack_expires(pack));
    CHECK(strcmp(pack_checked(pack), "2026-11-01") == 0, "%s", pack_checked(pack));
    CHECK(strcmp(pack_ggd_number(pack), "00") == 0, "%s", pack_ggd_number(pack));
    CHECK(strcmp(pack_ggd_name(pack), "GGD Voorbeeld") == 0, "%s", pack_ggd_name(pack));
    CHECK(pack_policy(pack)->idle_s == 300 && pack_policy(pack)->idle_warning_s == 45, "policy");
    CHECK(strcmp(pack_policy(pack)->coarse_date, "month") == 0, "policy");
    CHECK(strcmp(pack_policy(pack)->default_language, "nl") == 0, "policy");
    CHECK(pack_policy(pack)->closing && pack_policy(pack)->aloud && !pack_policy(pack)->still,
          "policy");
    CHECK(pack_policy(pack)->under_16 == UNDER_16_WITH_ADULT, "%d", pack_policy(pack)->under_16);
    CHECK(pack_policy(pack)->channels == (1U << CONTACT_CHANNELS) - 1, "%u",
          pack_policy(pack)->channels);
    CHECK(pack_recipients(pack, &recipients) == 2, "recipients");
    CHECK(form_item_count(pack_form(pack)) >= 10, "form");
    CHECK(pack_entry_count(pack) == 4, "entries");
}

static void languages(const struct pack *pack)
{
    static const struct {
        const char *code, *name;
        bool voice;
    } rows[] = {{"en", "English", true},
                {"nl", "Nederlands", false},
                {"ar", NULL, false},
                {"ti", NULL, false}};
    CHECK(pack_language_count(pack) == 4, "%zu languages", pack_language_count(pack));
    for (size_t i = 0; i < 4; i++) {
        const struct pack_language *l = pack_language(pack, i);
        CHECK(strcmp(l->code, rows[i].code) == 0, "%s", l->code);
        CHECK(!rows[i].name || strcmp(l->name, rows[i].name) == 0, "%s: %s", l->code, l->name);
        CHECK(l->name[0] && l->installed && l->draft && l->voice == rows[i].voice &&
                  !l->voice_draft,
              "%s", l->code);
    }
}

static void words(const struct pack *pack)
{
    const struct form *form = pack_form(pack);
    for (size_t i = 0; i < pack_language_count(pack); i++) {
        const char *code = pack_language(pack, i)->code;
        bool english = strcmp(code, "en") == 0;
        for (size_t j = 0; j < form_message_count(form); j++) {
            struct form_message m = form_message(form, j);
            const char *text = pack_text(pack, code, m.id);
            CHECK(text[0] && (strcmp(text, m.english) == 0) == english, "%s: %s: %s", code, m.id,
                  text);
        }
        for (size_t j = 0; j < pack_entry_count(pack); j++) {
            const struct pack_entry *entry = pack_entry(pack, j);
            CHECK(strcmp(pack_text(pack, code, entry->name), entry->name) != 0, "%s: %s", code,
                  entry->name);
            CHECK(strcmp(pack_text(pack, code, entry->text), entry->text) != 0, "%s: %s", code,
                  entry->text);
        }
    }
    CHECK(strcmp(pack_text(pack, "nl", "work.title"), pack_text(pack, "en", "work.title")) != 0,
          "worker screens in Dutch");
    CHECK(strcmp(pack_text(pack, "ti", "work.title"), "For staff") == 0, "and in English");
    CHECK(strcmp(pack_text(pack, "xx", "ui.back"), "Back") == 0, "an unknown language");
    CHECK(strcmp(pack_text(pack, "nl", "ui.nonsense"), "ui.nonsense") == 0, "an unknown message");
}

static void files(struct pack *pack, struct fixture *fixture)
{
    size_t bytes, again_bytes;
    const uint8_t *prompt = pack_file(pack, "audio/en/sleep.opus", &bytes, &fixture->error);
    CHECK(prompt && bytes > 100 && memcmp(prompt, "OggS", 4) == 0, "%s", fixture->error.reason);
    CHECK(pack_file(pack, "audio/en/sleep.opus", &again_bytes, &fixture->error) == prompt &&
              again_bytes == bytes,
          "kept");
    CHECK(!pack_file(pack, "audio/ti/sleep.opus", &bytes, &fixture->error), "no voice");
    CHECK(strstr(fixture->error.reason, "has no \"audio/ti/sleep.opus\""), "%s",
          fixture->error.reason);
    CHECK(!pack_file(pack, "../../../etc/passwd", &bytes, &fixture->error), "a wicked name");
    CHECK(!pack_file(pack, "manifest.json", &bytes, &fixture->error), "not a file of the manifest");
}

// What an installed file's damage does: found at opening, or when the file is first used.
static void damage(struct fixture *fixture, const struct pack_built *built)
{
    static const struct {
        const char *command;
        bool opens;
        const char *file; // read after opening
        const char *sentence;
    } rows[] = {
        {"printf x >> pack/form/po/ti.po", false, NULL, "form/po/ti.po"},
        {"rm pack/kiosk/kiosk.pot", false, NULL, "kiosk/kiosk.pot"},
        {"sed -i 's/300/900/' pack/site/site.json", false, NULL, "was damaged"},
        {"sed -i 's/\"serial\": 1/\"serial\": 9/' pack/manifest.json", false, NULL, "not signed"},
        {"rm pack/manifest.json.minisig", false, NULL, "manifest.json.minisig"},
        {"mv pack/site other; ln -s ../other pack/site", true, NULL, NULL},
        {"mv pack/site/site.json o; ln -s ../../o pack/site/site.json", false, NULL,
         "site/site.json"},
        {"printf '\\1' | dd of=pack/audio/en/sleep.opus bs=1 seek=99 conv=notrunc status=none",
         true, "audio/en/sleep.opus", "was damaged; install the pack again"},
        {"truncate -s -1 pack/pictograms/sleep.png", true, "pictograms/sleep.png", "was damaged"},
        {"truncate -s +1 pack/pictograms/sleep.png", true, "pictograms/sleep.png",
         "pictograms/sleep.png"},
        {"rm pack/fonts/NotoSans-Bold.ttf", true, "fonts/NotoSans-Bold.ttf",
         "fonts/NotoSans-Bold.ttf"},
        {"rm -r pack", false, NULL, "manifest.json"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t bytes;
        CHECK(fixture_install(fixture, built->tar, built->bytes, 1), "%s", fixture->error.reason);
        shell("cd '%s' && %s", fixture->state, rows[i].command);
        struct pack *pack = pack_open(fixture->state, &fixture->trusted, &fixture->error);
        CHECK((pack != NULL) == rows[i].opens, "%s: %s", rows[i].command, fixture->error.reason);
        if (pack && rows[i].file) {
            CHECK(!pack_file(pack, rows[i].file, &bytes, &fixture->error), "%s", rows[i].command);
        }
        CHECK(!rows[i].sentence || strstr(fixture->error.reason, rows[i].sentence), "%s: %s",
              rows[i].command, fixture->error.reason);
        pack_close(pack);
    }
}

int main(int argc, char **argv)
{
    static struct fixture fixture;
    struct pack_built built;
    if (argc != 2) {
        return 2;
    }
    fixture_open(&fixture);
    CHECK(fixture_build(&fixture, argv[1], 1, &built), "%s", fixture.error.reason);
    CHECK(!pack_open(fixture.state, &fixture.trusted, &fixture.error), "none is installed yet");
    CHECK(fixture_install(&fixture, built.tar, built.bytes, 1), "%s", fixture.error.reason);
    struct pack *pack = pack_open(fixture.state, &fixture.trusted, &fixture.error);
    CHECK(pack, "%s", fixture.error.reason);
    if (pack) {
        accessors(pack);
        languages(pack);
        words(pack);
        files(pack, &fixture);
    }
    pack_close(pack);
    pack_close(NULL);
    damage(&fixture, &built);
    pack_built_finish(&built);
    fixture_close(&fixture);
    return check_done();
}
