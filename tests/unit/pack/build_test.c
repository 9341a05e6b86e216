// What a pack may not be built of: one change to the stage folder a row, and the sentence that
// names it.
#include "check.h"
#include "fixture.h"

#include <stdlib.h>
#include <string.h>

struct row {
    const char *name;
    const char *command;  // run in a copy of the stage folder
    const char *sentence; // what the refusal must say; NULL: it must be built
};

static const struct row rows[] = {
    {"unchanged", "true", NULL},
    {"form outside the subset",
     "sed -i 's/\"type\": \"choice\"/\"type\": \"open-choice\"/' form/questionnaire.json",
     "form/questionnaire.json, at \"item"},
    {"question not translated", "sed -i '/^msgctxt \"sleep\"$/,/^$/d' form/po/ti.po",
     "form/po/ti.po: sleep: is not translated"},
    {"translation empty",
     "perl -0pi -e 's/(msgctxt \"ui.back\"\\nmsgid \"Back\"\\nmsgstr) \"[^\\n]*\"/$1 \"\"/' "
     "kiosk/po/ar.po",
     "kiosk/po/ar.po: ui.back: is not translated"},
    {"English changed since", "sed -i 's/bad dreams?/evil dreams?/' form/questionnaire.json",
     "dreams: the English has changed since this was translated"},
    {"draft not allowed",
     "perl -0pi -e 's/(\"allow_draft\": \\[[^\\]]*?),\\s*\"ti\"/$1/' site/site.json",
     "form/po/ti.po: anger: is a draft, and site.json doesn't allow drafts here"},
    {"English a draft", "perl -0pi -e 's/(\"allow_draft\": \\[)\\s*\"en\",/$1/' site/site.json",
     "form/questionnaire.json: its status makes English a draft"},
    {"prompt missing", "rm audio/en/sleep.opus", "audio/en/sleep.opus: this prompt is not there"},
    {"voice not allowed to miss",
     "perl -0pi -e 's/\"allow_no_voice\": \\[\\s*\"nl\",/\"allow_no_voice\": [/' site/site.json",
     "audio/nl/anger.opus: this prompt is not there"},
    {"prompt is no sound", "echo no sound > audio/en/sleep.opus",
     "audio/en/sleep.opus: is not Ogg Opus sound"},
    {"machine voice", "cp \"$STAGE.draft.opus\" audio/en/sleep.opus", NULL},
    {"machine voice not allowed",
     "cp \"$STAGE.draft.opus\" audio/en/sleep.opus; perl -0pi -e "
     "'s/(\"allow_draft\": \\[)\\s*\"en\",/$1/' site/site.json; "
     "sed -i 's/\"status\": \"draft\"/\"status\": \"active\"/' form/questionnaire.json",
     "audio/en/sleep.opus: a machine spoke it"},
    {"typeface missing", "rm fonts/NotoSansEthiopic-*.ttf",
     "the typefaces of \"ti\" (NotoSansEthiopic, Regular) lack a character"},
    {"bold missing a letter", "cp fonts/NotoSans-Bold.ttf fonts/NotoSansArabicUI-Bold.ttf",
     "(NotoSansArabicUI, Bold) lack a character"},
    {"typeface is none", "echo none > fonts/NotoSans-Bold.ttf",
     "fonts/NotoSans-Bold.ttf: is not a typeface"},
    {"pictogram missing", "rm pictograms/sleep.png",
     "pictograms/sleep.png: this pictogram is not there"},
    {"pictogram is none", "echo none > pictograms/sleep.png",
     "pictograms/sleep.png: is not a grey PNG of 384 x 384 pixels"},
    {"pictogram in colours",
     "echo '<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>' | "
     "rsvg-convert --width 384 --height 384 --output pictograms/sleep.png",
     "pictograms/sleep.png: is not a grey PNG of 384 x 384 pixels"},
    {"no pictograms at all", "rm -r pictograms", NULL},
    {"placeholder lost", "sed -i '/^msgstr/s/{number}/(number)/' kiosk/po/nl.po",
     "has other {placeholders} than the English"},
    {"stray file", "echo stray > notes.txt",
     "\"notes.txt\" in the stage folder is no file of a pack"},
    {"link", "mv site/site.json ../site.json; ln -s ../../site.json site/site.json",
     "\"site/site.json\" can't be read"},
    {"PO is none", "echo 'msgid' > site/po/nl.po", "site/po/nl.po, line 1"},
    {"language without PO", "rm form/po/ti.po", "form/po/ti.po: anger: is not translated"},
    {"site: idle too short",
     "sed -i 's/\"idle_seconds\": 300/\"idle_seconds\": 10/' site/site.json",
     "the value of \"policy.idle_seconds\" is not allowed"},
    {"site: unknown key", "sed -i 's/\"demo\"/\"demmo\"/' site/site.json", "site/site.json: "},
    {"site: other GGD", "sed -i 's/\"number\": \"00\"/\"number\": \"17\"/' site/site.json",
     "these keys are of number 00"},
    {"entry without words", "sed -i 's/\"id\": \"gp\"/\"id\": \"dentist\"/' site/site.json",
     "site/site.pot has no words for the entry \"dentist\""},
    {"no Dutch for workers", "rm kiosk/worker.nl.po", "kiosk/worker.nl.po: is not there"},
    {"worker message not translated", "sed -i '/^msgctxt \"work.full\"$/,/^$/d' kiosk/worker.nl.po",
     "kiosk/worker.nl.po: work.full: is not translated"},
    {"Dutch only for workers",
     "perl -0pi -e 's/(\"languages\": \\[\\s*\"en\"),\\s*\"nl\"/$1/' site/site.json; "
     "rm */po/nl.po",
     NULL},
    {"message twice",
     "printf '\\nmsgctxt \"sleep\"\\nmsgid \"Sleep\"\\nmsgstr \"\"\\n' >> site/site.pot",
     "message \"sleep\" is there twice"},
};

// A change that changes nothing tests nothing.
static bool differ(const char *one, const char *other)
{
    char command[2 * FIXTURE_PATH + 64];
    snprintf(command, sizeof command, "diff -r -q --no-dereference '%s' '%s' > /dev/null", one,
             other);
    return system(command) != 0;
}

static void row_run(struct fixture *fixture, const char *stage, const struct row *row)
{
    char copy[FIXTURE_PATH];
    struct pack_built built;
    snprintf(copy, sizeof copy, "%.900s/stage", fixture->scratch);
    shell("rm -rf '%s' && cp -r '%s' '%s'", copy, stage, copy);
    shell("cd '%s' && %s", copy, row->command);
    CHECK(strcmp(row->command, "true") == 0 || differ(stage, copy), "%s: changes nothing",
          row->name);
    bool good = fixture_build(fixture, copy, 1, &built);
    CHECK(good == (row->sentence == NULL), "%s: %s", row->name, fixture->error.reason);
    if (good) {
        pack_built_finish(&built);
    } else if (row->sentence) {
        CHECK(strstr(fixture->error.reason, row->sentence), "%s: %s", row->name,
              fixture->error.reason);
        CHECK(!strchr(fixture->error.reason, '\n'), "%s: more than one line", row->name);
    }
}

static void same_twice(struct fixture *fixture, const char *stage)
{
    struct pack_built one, two;
    bool good = fixture_build(fixture, stage, 7, &one) && fixture_build(fixture, stage, 7, &two);
    CHECK(good, "%s", fixture->error.reason);
    if (good) {
        CHECK(one.bytes == two.bytes && memcmp(one.tar, two.tar, one.bytes) == 0,
              "two builds of one stage differ");
        pack_built_finish(&one);
        pack_built_finish(&two);
    }
}

static void dates(void)
{
    static const struct {
        const char *from;
        unsigned days;
        const char *to;
    } table[] = {
        {"2026-11-22", 180, "2027-05-21"}, {"2028-02-28", 1, "2028-02-29"},
        {"2026-02-28", 1, "2026-03-01"},   {"2026-12-31", 1, "2027-01-01"},
        {"2100-02-28", 1, "2100-03-01"},   {"2026-11-22", 730, "2028-11-21"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        char result[11];
        pack_date_add(table[i].from, table[i].days, result);
        CHECK(strcmp(result, table[i].to) == 0, "%s + %u = %s", table[i].from, table[i].days,
              result);
    }
}

int main(int argc, char **argv)
{
    static struct fixture fixture;
    if (argc != 2) {
        return 2;
    }
    setenv("STAGE", argv[1], 1);
    fixture_open(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        row_run(&fixture, argv[1], &rows[i]);
    }
    same_twice(&fixture, argv[1]);
    dates();
    fixture_close(&fixture);
    return check_done();
}
