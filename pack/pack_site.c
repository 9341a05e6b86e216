#include "pack_site.h"

#include "pack_manifest.h"
#include "pack_report.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

bool pack_codes_have(const struct pack_codes *codes, const char *code)
{
    for (size_t i = 0; i < codes->count; i++) {
        if (strcmp(codes->at[i], code) == 0) {
            return true;
        }
    }
    return false;
}

static bool one_of(const char *value, const char *const *allowed)
{
    for (; *allowed; allowed++) {
        if (strcmp(value, *allowed) == 0) {
            return true;
        }
    }
    return false;
}

static bool copy(char *to, size_t room, const char *from)
{
    size_t length = strlen(from);
    if (length >= room) {
        return false;
    }
    memcpy(to, from, length + 1);
    return true;
}

static bool codes_parse(json_t *list, struct pack_codes *codes)
{
    size_t count = json_array_size(list);
    if (!json_is_array(list) || count > PACK_MAX_LANGUAGES) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        const char *code = json_string_value(json_array_get(list, i));
        if (!code || !pack_code_valid(code) || pack_codes_have(codes, code) ||
            !copy(codes->at[i], sizeof codes->at[i], code)) {
            return false;
        }
        codes->count++;
    }
    return true;
}

static bool entry_id_valid(const char *id)
{
    return id[0] != '\0' && strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(id);
}

static bool entry_parse(json_t *item, struct pack_site_entry *entry)
{
    static const char *const costs[] = {"free", "own-risk", "unknown", NULL};
    const char *id, *phone, *cost;
    if (json_unpack_ex(item, NULL, JSON_STRICT, "{s:s,s:s,s:s}", "id", &id, "phone", &phone, "cost",
                       &cost) != 0) {
        return false;
    }
    if (!entry_id_valid(id) || !one_of(cost, costs) || !copy(entry->id, sizeof entry->id, id) ||
        !copy(entry->phone, sizeof entry->phone, phone) ||
        !copy(entry->cost, sizeof entry->cost, cost)) {
        return false;
    }
    snprintf(entry->name, sizeof entry->name, "site.help.%s", entry->id);
    snprintf(entry->text, sizeof entry->text, "site.help.%s.text", entry->id);
    return strspn(phone, "0123456789 +-()") == strlen(phone);
}

static bool entries_parse(json_t *list, struct pack_site *site)
{
    size_t count = json_array_size(list);
    if (!json_is_array(list) || count > PACK_MAX_ENTRIES) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct pack_site_entry *entry = &site->entries[i];
        if (!entry_parse(json_array_get(list, i), entry)) {
            return false;
        }
        site->views[i] = (struct pack_entry){.id = entry->id,
                                             .name = entry->name,
                                             .text = entry->text,
                                             .phone = entry->phone,
                                             .cost = entry->cost};
    }
    site->entry_count = count;
    return true;
}

struct fields {
    const char *format, *number, *name, *date, *worker, *checked;
    int demo;
    json_int_t valid_days, idle, warning;
    json_t *languages, *allow_draft, *allow_no_voice, *entries;
    json_t *closing, *under_16, *listen, *motion, *contact; // NULL: missing
};

static bool fields_unpack(json_t *root, struct fields *f, struct pack_error *error)
{
    json_error_t json_error;
    if (json_unpack_ex(root, &json_error, JSON_STRICT,
                       "{s:s,s:b,s:{s:s,s:s},s:I,s:o,s:{s:I,s:I,s:s,s:s,s:o,s:o,"
                       "s?o,s?o,s?o,s?o,s?o},s:{s:s,s:o}}",
                       "format", &f->format, "demo", &f->demo, "ggd", "number", &f->number, "name",
                       &f->name, "valid_days", &f->valid_days, "languages", &f->languages, "policy",
                       "idle_seconds", &f->idle, "idle_warning_seconds", &f->warning, "date",
                       &f->date, "worker_language", &f->worker, "allow_draft", &f->allow_draft,
                       "allow_no_voice", &f->allow_no_voice, "closing", &f->closing, "under_16",
                       &f->under_16, "listen", &f->listen, "motion", &f->motion, "contact",
                       &f->contact, "directory", "checked", &f->checked, "entries",
                       &f->entries) != 0) {
        return pack_fail(error, "site/site.json: %s", json_error.text);
    }
    return true;
}

static const char *policy_take(const struct fields *f, struct pack_site *site)
{
    static const char *const dates[] = {"month", "day", "none", NULL};
    static const char *const workers[] = {"nl", "en", NULL};
    if (f->idle < 120 || f->idle > 300) {
        return "policy.idle_seconds";
    }
    if (f->warning < 20 || f->warning > 120) {
        return "policy.idle_warning_seconds";
    }
    if (!one_of(f->date, dates)) {
        return "policy.date";
    }
    if (!one_of(f->worker, workers)) {
        return "policy.worker_language";
    }
    site->policy.idle_s = (uint32_t)f->idle;
    site->policy.idle_warning_s = (uint32_t)f->warning;
    copy(site->policy.coarse_date, sizeof site->policy.coarse_date, f->date);
    copy(site->policy.default_language, sizeof site->policy.default_language, f->worker);
    if (!codes_parse(f->allow_draft, &site->allow_draft)) {
        return "policy.allow_draft";
    }
    return codes_parse(f->allow_no_voice, &site->allow_no_voice) ? NULL : "policy.allow_no_voice";
}

// The index of a word among `words`, -1 when it is none of them or no string.
static int word_index(const json_t *value, const char *const *words, size_t count)
{
    const char *text = json_string_value(value);
    for (size_t i = 0; text && i < count; i++) {
        if (strcmp(text, words[i]) == 0) {
            return (int)i;
        }
    }
    return -1;
}

static bool channels_take(const json_t *list, uint32_t *channels, struct pack_error *error)
{
    const char *const *codes = contact_choices[CONTACT_CHANNEL].options;
    if (!json_is_array(list)) {
        return pack_fail(error, "site/site.json: policy.contact is a list of channels, such as "
                                "[\"call\", \"letter\"]; an empty list: contact is not asked");
    }
    for (size_t i = 0; i < json_array_size(list); i++) {
        int channel = word_index(json_array_get(list, i), codes, CONTACT_CHANNELS);
        if (channel < 0) {
            return pack_fail(error,
                             "site/site.json: policy.contact[%zu] is none of \"call\", \"text\", "
                             "\"chat\", \"letter\", \"key-person\", \"trusted\", \"visit\"",
                             i);
        }
        if (*channels >> channel & 1) {
            return pack_fail(error, "site/site.json: policy.contact names \"%s\" twice",
                             codes[channel]);
        }
        *channels |= 1U << channel;
    }
    return true;
}

// What the kiosk says and does beyond the questions.
static bool manner_take(const struct fields *f, struct pack_policy *policy,
                        struct pack_error *error)
{
    static const char *const ages[] = {[UNDER_16_UNMENTIONED] = "unmentioned",
                                       [UNDER_16_WITH_ADULT] = "with-adult",
                                       [UNDER_16_NOT_HERE] = "not-here"};
    static const char *const listens[] = {"headphones", "aloud"};
    int age = word_index(f->under_16, ages, 3), listen = word_index(f->listen, listens, 2);
    if (!json_is_boolean(f->closing)) {
        return pack_fail(error, "site/site.json: policy.closing is true or false: are the closing "
                                "questions asked?");
    }
    if (age < 0) {
        return pack_fail(error, "site/site.json: policy.under_16 is \"unmentioned\", "
                                "\"with-adult\" or \"not-here\"");
    }
    if (listen < 0) {
        return pack_fail(error, "site/site.json: policy.listen is \"headphones\" or \"aloud\"");
    }
    if (!json_is_boolean(f->motion)) {
        return pack_fail(error, "site/site.json: policy.motion is true or false: may things move "
                                "on the screen?");
    }
    policy->closing = json_is_true(f->closing);
    policy->under_16 = (enum pack_under_16)age;
    policy->aloud = listen == 1;
    policy->still = json_is_false(f->motion);
    return channels_take(f->contact, &policy->channels, error);
}

static const char *fields_take(const struct fields *f, struct pack_site *site)
{
    if (strcmp(f->format, "envelop-site-1") != 0) {
        return "format";
    }
    if (strlen(f->number) != 2 || strspn(f->number, "0123456789") != 2 ||
        !copy(site->ggd_number, sizeof site->ggd_number, f->number)) {
        return "ggd.number";
    }
    if (f->name[0] == '\0' || !copy(site->ggd_name, sizeof site->ggd_name, f->name)) {
        return "ggd.name";
    }
    if (f->valid_days < 1 || f->valid_days > 730) {
        return "valid_days";
    }
    if (!codes_parse(f->languages, &site->languages) || site->languages.count == 0) {
        return "languages";
    }
    if (!pack_date_valid(f->checked) || !copy(site->checked, sizeof site->checked, f->checked)) {
        return "directory.checked";
    }
    if (!entries_parse(f->entries, site)) {
        return "directory.entries";
    }
    site->demo = f->demo != 0;
    site->valid_days = (unsigned)f->valid_days;
    return policy_take(f, site);
}

bool pack_site_parse(const uint8_t *json, size_t bytes, struct pack_site *site,
                     struct pack_error *error)
{
    *site = (struct pack_site){0};
    json_error_t json_error;
    json_t *root = json_loadb((const char *)json, bytes, JSON_REJECT_DUPLICATES, &json_error);
    if (!root) {
        return pack_fail(error, "site/site.json, line %d: %s", json_error.line, json_error.text);
    }
    struct fields fields = {0};
    bool good = fields_unpack(root, &fields, error);
    const char *wrong = good ? fields_take(&fields, site) : NULL;
    if (wrong) {
        good = pack_fail(error, "site/site.json: the value of \"%s\" is not allowed", wrong);
    }
    good = good && manner_take(&fields, &site->policy, error);
    json_decref(root);
    return good;
}
