// The policies of site.json: what each value comes to, and the sentence that refuses it.
#include "check.h"
#include "pack_site.h"

#include <stdlib.h>
#include <string.h>

// ' stands for ".
static const char base[] =
    "{'format':'envelop-site-1','demo':false,'ggd':{'number':'17','name':'GGD'},'valid_days':90,"
    "'languages':['nl'],'policy':{'idle_seconds':300,'idle_warning_seconds':45,'date':'month',"
    "'worker_language':'nl','closing':true,'under_16':'with-adult','listen':'aloud',"
    "'motion':true,'contact':['call','letter'],'allow_draft':[],'allow_no_voice':[]},"
    "'directory':{'checked':'2026-11-01','entries':[]}}";

#define POLICY "site/site.json: policy."
#define CLOSING POLICY "closing is true or false: are the closing questions asked?"
#define UNDER_16 POLICY "under_16 is \"unmentioned\", \"with-adult\" or \"not-here\""
#define LISTEN POLICY "listen is \"headphones\" or \"aloud\""
#define MOTION POLICY "motion is true or false: may things move on the screen?"
#define CONTACT                                                                            \
    POLICY "contact is a list of channels, such as [\"call\", \"letter\"]; an empty list:" \
           " contact is not asked"
#define NONE_OF(n)                                                                      \
    POLICY "contact[" n "] is none of \"call\", \"text\", \"chat\", \"letter\", \"key-" \
           "person\", \"trusted\", \"visit\""

static const struct {
    const char *find, *replace, *reason;
} refused[] = {
    {"'closing':true,", "", CLOSING},
    {"'closing':true", "'closing':1", CLOSING},
    {"'closing':true", "'closing':'true'", CLOSING},
    {"'closing':true", "'closing':null", CLOSING},
    {"'under_16':'with-adult',", "", UNDER_16},
    {"'with-adult'", "'with_adult'", UNDER_16},
    {"'with-adult'", "''", UNDER_16},
    {"'with-adult'", "16", UNDER_16},
    {"'listen':'aloud',", "", LISTEN},
    {"'aloud'", "'loud'", LISTEN},
    {"'aloud'", "true", LISTEN},
    {"'motion':true,", "", MOTION},
    {"'motion':true", "'motion':'none'", MOTION},
    {"'contact':['call','letter'],", "", CONTACT},
    {"['call','letter']", "'call'", CONTACT},
    {"['call','letter']", "null", CONTACT},
    {"['call','letter']", "{'call':true}", CONTACT},
    {"['call','letter']", "['call','fax']", NONE_OF("1")},
    {"['call','letter']", "['Call']", NONE_OF("0")},
    {"['call','letter']", "['']", NONE_OF("0")},
    {"['call','letter']", "['call',3]", NONE_OF("1")},
    {"['call','letter']", "['call','letter','call']", POLICY "contact names \"call\" twice"},
    {"'motion':true", "'motion':true,'noise':true",
     "site/site.json: 1 object item(s) left unpacked: noise"},
};

static bool parse(const char *find, const char *replace, struct pack_site *site,
                  struct pack_error *error)
{
    const char *at = strstr(base, find);
    CHECK(at, "not in the base: %s", find);
    char json[2048];
    int length = snprintf(json, sizeof json, "%.*s%s%s", (int)(at ? at - base : 0), base, replace,
                          at ? at + strlen(find) : base);
    for (char *p = json; *p; p++) {
        *p = *p == '\'' ? '"' : *p;
    }
    return pack_site_parse((const uint8_t *)json, (size_t)length, site, error);
}

static void bad_values_are_refused(void)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct pack_site site;
        struct pack_error error = {0};
        CHECK(!parse(refused[i].find, refused[i].replace, &site, &error), "accepted: %s",
              refused[i].replace);
        CHECK(strcmp(error.reason, refused[i].reason) == 0, "%s -> \"%s\": \"%s\"", refused[i].find,
              refused[i].replace, error.reason);
    }
}

static const struct {
    const char *find, *replace;
    struct pack_policy policy; // only what is compared
} accepted[] = {
    {"17",
     "17",
     {.closing = true,
      .under_16 = UNDER_16_WITH_ADULT,
      .aloud = true,
      .channels = 1U << CHANNEL_CALL | 1U << CHANNEL_LETTER}},
    {"'closing':true,'under_16':'with-adult','listen':'aloud','motion':true,"
     "'contact':['call','letter']",
     "'contact':[],'motion':false,'listen':'headphones','under_16':'not-here','closing':false",
     {.under_16 = UNDER_16_NOT_HERE, .still = true}},
    {"'with-adult','listen':'aloud','motion':true,'contact':['call','letter']",
     "'unmentioned','listen':'aloud','motion':false,"
     "'contact':['visit','trusted','key-person','letter','chat','text','call']",
     {.closing = true,
      .under_16 = UNDER_16_UNMENTIONED,
      .aloud = true,
      .still = true,
      .channels = (1U << CONTACT_CHANNELS) - 1}},
};

static void good_values_are_taken(void)
{
    for (size_t i = 0; i < sizeof accepted / sizeof *accepted; i++) {
        const struct pack_policy *wanted = &accepted[i].policy;
        struct pack_site site;
        struct pack_error error = {0};
        CHECK(parse(accepted[i].find, accepted[i].replace, &site, &error), "row %zu: %s", i,
              error.reason);
        CHECK(site.policy.closing == wanted->closing, "row %zu", i);
        CHECK(site.policy.under_16 == wanted->under_16, "row %zu: %d", i, site.policy.under_16);
        CHECK(site.policy.aloud == wanted->aloud, "row %zu", i);
        CHECK(site.policy.still == wanted->still, "row %zu", i);
        CHECK(site.policy.channels == wanted->channels, "row %zu: %x", i, site.policy.channels);
    }
}

int main(void)
{
    bad_values_are_refused();
    good_values_are_taken();
    return check_done();
}
