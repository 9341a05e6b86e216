#include "pack_build.h"

#include "pack_inspect.h"
#include "pack_manifest.h"
#include "pack_stage.h"
#include "pack_tar.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned month_days(unsigned year, unsigned month)
{
    static const unsigned char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap ? 1u : 0u);
}

void pack_date_add(const char *date, unsigned days, char result[static 11])
{
    unsigned year = (unsigned)strtoul(date, NULL, 10);
    unsigned month = (unsigned)strtoul(date + 5, NULL, 10);
    unsigned day = (unsigned)strtoul(date + 8, NULL, 10) + days;
    while (day > month_days(year, month)) {
        day -= month_days(year, month);
        year += month == 12;
        month = month % 12 + 1;
    }
    snprintf(result, 11, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
}

static bool policy_agrees(const struct pack_build *build, const struct pack_site *site,
                          struct pack_error *error)
{
    if (strcmp(build->ggd_number, site->ggd_number) != 0) {
        return pack_fail(error,
                         "site.json is of the GGD with number %s, and these keys are of number %s",
                         site->ggd_number, build->ggd_number);
    }
    if (build->demo_only && !site->demo) {
        return pack_fail(error,
                         "throwaway keys sign demo packs only; set \"demo\" in site.json, or "
                         "make real keys");
    }
    return true;
}

static void manifest_fill(const struct pack_build *build, const struct pack_contents *contents,
                          const struct pack_report *report, struct pack_manifest *manifest)
{
    const struct form *form = contents->form;
    *manifest = (struct pack_manifest){.serial = build->serial,
                                       .demo = contents->site.demo,
                                       .recipient_count = build->recipient_count,
                                       .language_count = report->row_count};
    memcpy(manifest->created, build->created, sizeof manifest->created);
    pack_date_add(build->created, contents->site.valid_days, manifest->expires);
    signature_key_id(build->key->id, manifest->ggd_key);
    memcpy(manifest->ggd_number, build->ggd_number, sizeof manifest->ggd_number);
    memcpy(manifest->ggd_name, contents->site.ggd_name, sizeof manifest->ggd_name);
    snprintf(manifest->form_id, sizeof manifest->form_id, "%s", form_id(form));
    snprintf(manifest->form_url, sizeof manifest->form_url, "%s", form_url(form));
    snprintf(manifest->form_version, sizeof manifest->form_version, "%s", form_version(form));
    memcpy(manifest->recipients, build->recipients,
           build->recipient_count * sizeof *build->recipients);
    for (size_t i = 0; i < report->row_count; i++) {
        manifest->languages[i] = report->rows[i].language;
    }
}

static bool sign(const struct pack_build *build, const char *kind, const void *bytes, size_t size,
                 char text[static SIGNATURE_MAX_BYTES])
{
    struct signature_claim claim = {.audience = "any", .serial = build->serial};
    snprintf(claim.kind, sizeof claim.kind, "%s", kind);
    signature_key_id(build->key->id, claim.issuer);
    return signature_sign(build->key, &claim, bytes, size, text, SIGNATURE_MAX_BYTES);
}

// The members in their order; the set only borrows the bytes.
static bool members_order(struct pack_files *members, const struct pack_files *files,
                          char *manifest, size_t manifest_bytes, char *signature)
{
    members->room = files->count + 2;
    members->at = calloc(members->room, sizeof *members->at);
    if (!members->at) {
        return false;
    }
    members->at[0] = (struct pack_file_bytes){
        .name = "manifest.json", .bytes = (uint8_t *)manifest, .size = manifest_bytes};
    members->at[1] = (struct pack_file_bytes){
        .name = "manifest.json.minisig", .bytes = (uint8_t *)signature, .size = strlen(signature)};
    memcpy(members->at + 2, files->at, files->count * sizeof *files->at);
    members->count = files->count + 2;
    return true;
}

static bool tar_make(const struct pack_build *build, const struct pack_files *files,
                     struct pack_manifest *manifest, struct pack_built *built)
{
    size_t json_bytes = 0;
    char signature[SIGNATURE_MAX_BYTES];
    struct pack_files members = {0};
    char *json =
        pack_manifest_list(manifest, files) ? pack_manifest_write(manifest, &json_bytes) : NULL;
    if (json && sign(build, "manifest", json, json_bytes, signature) &&
        members_order(&members, files, json, json_bytes, signature)) {
        built->tar = pack_tar_write(&members, &built->bytes);
    }
    free(members.at);
    free(json);
    return built->tar && built->bytes <= PACK_MAX_BYTES &&
           sign(build, "pack", built->tar, built->bytes, built->signature);
}

static uint8_t *copy_of(const struct pack_file_bytes *file, size_t *size)
{
    uint8_t *copy = malloc(file->size + 1);
    if (copy) {
        memcpy(copy, file->bytes, file->size + 1);
        *size = file->size;
    }
    return copy;
}

static bool form_keep(const struct pack_files *files, struct pack_built *built)
{
    const struct pack_file_bytes *file = pack_files_find(files, "form/questionnaire.json");
    const struct pack_file_bytes *dutch = pack_files_find(files, "form/po/nl.po");
    uint8_t hash[PACK_HASH_BYTES];
    pack_hash(file->bytes, file->size, hash);
    sodium_bin2hex(built->form_hash, sizeof built->form_hash, hash, sizeof hash);
    built->questionnaire = copy_of(file, &built->questionnaire_bytes);
    built->dutch = dutch ? copy_of(dutch, &built->dutch_bytes) : NULL;
    return built->questionnaire && (!dutch || built->dutch);
}

static bool contents_build(const struct pack_build *build, struct pack_contents *contents,
                           struct pack_built *built, struct pack_report *report,
                           struct pack_error *error)
{
    if (!policy_agrees(build, &contents->site, error)) {
        return false;
    }
    pack_inspect(contents, build->recipient_count, report);
    if (report->problems > 0) {
        pack_report_first(report, error);
        return false;
    }
    struct pack_manifest manifest;
    manifest_fill(build, contents, report, &manifest);
    bool good =
        tar_make(build, contents->files, &manifest, built) && form_keep(contents->files, built);
    memcpy(built->expires, manifest.expires, sizeof built->expires);
    built->demo = manifest.demo;
    pack_manifest_finish(&manifest);
    return good || pack_fail(error,
                             "the pack can't be made: memory is too short, or it is larger "
                             "than %d MiB",
                             PACK_MAX_BYTES / 1024 / 1024);
}

bool pack_build(const struct pack_build *build, struct pack_built *built,
                struct pack_report *report, struct pack_error *error)
{
    *built = (struct pack_built){0};
    *report = (struct pack_report){0};
    struct pack_files files = {0};
    bool good = pack_stage_read(build->stage, &files, error);
    struct pack_contents *contents = good ? pack_contents_create(&files, error) : NULL;
    good = contents && contents_build(build, contents, built, report, error);
    pack_contents_destroy(contents);
    pack_files_finish(&files);
    if (!good) {
        pack_built_finish(built);
    }
    return good;
}

void pack_built_finish(struct pack_built *built)
{
    free(built->tar);
    free(built->questionnaire);
    free(built->dutch);
    built->tar = built->questionnaire = built->dutch = NULL;
}
