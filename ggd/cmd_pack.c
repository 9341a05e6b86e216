// pack: builds and signs a deployment pack from a stage folder.
#include "command.h"
#include "file.h"
#include "home.h"
#include "pack_build.h"
#include "say.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SHOWN = 20, SERIAL_CHARS = 24, PUBLIC_ROOM = 256 };

static bool serial_read(const struct home *home, uint64_t *serial)
{
    char path[HOME_PATH_ROOM], *end;
    uint8_t *bytes;
    size_t size;
    home_path(home, path, "pack-serial");
    enum file_result result = file_read(path, SERIAL_CHARS, &bytes, &size);
    if (result == FILE_NOT_FOUND) {
        *serial = 0;
        return true;
    }
    if (result != FILE_OK) {
        return refuse("\"%s\" can't be read: %s", path, file_result_text(result));
    }
    *serial = strtoull((const char *)bytes, &end, 10);
    bool good = size > 1 && bytes[0] >= '0' && bytes[0] <= '9' && strcmp(end, "\n") == 0;
    free(bytes);
    return good || refuse("\"%s\" is damaged; write the last pack's serial into it", path);
}

// Before the pack leaves the house: a serial is never used twice.
static bool serial_write(const struct home *home, uint64_t serial)
{
    char path[HOME_PATH_ROOM], text[SERIAL_CHARS];
    home_path(home, path, "pack-serial");
    int length = snprintf(text, sizeof text, "%llu\n", (unsigned long long)serial);
    enum file_result result = file_write(path, text, (size_t)length, true);
    return result == FILE_OK ||
           refuse("\"%s\" can't be written: %s", path, file_result_text(result));
}

static void problems_say(const struct pack_report *report)
{
    for (size_t i = 0; i < report->kept && i < SHOWN; i++) {
        const struct pack_problem *p = &report->at[i];
        fprintf(stderr, "  %s%s: %s%s%s\n", p->severity == PACK_WARNING ? "warning: " : "", p->file,
                p->id, p->id[0] ? ": " : "", p->sentence);
    }
    if (report->problems > SHOWN) {
        fprintf(stderr, "  and more: envelop-forms check tells all\n");
    }
}

static bool out_write(const char *folder, const char *name, const void *bytes, size_t size)
{
    char path[HOME_PATH_ROOM];
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    if (length < 0 || (size_t)length >= sizeof path) {
        return refuse("the path of the folder is too long");
    }
    enum file_result result = file_write(path, bytes, size, true);
    return result == FILE_OK ||
           refuse("\"%s\" can't be written: %s", path, file_result_text(result));
}

static bool form_keep(const struct home *home, const char *name, const void *bytes, size_t size)
{
    char path[HOME_PATH_ROOM];
    home_path(home, path, "forms/%s", name);
    enum file_result result = file_write(path, bytes, size, true);
    return result == FILE_OK ||
           refuse("\"%s\" can't be written: %s", path, file_result_text(result));
}

// Each form that ever was in a pack stays, under its hash: the answers are read with it.
static bool forms_keep(const struct home *home, const struct pack_built *built)
{
    char name[80];
    snprintf(name, sizeof name, "%s.json", built->form_hash);
    if (!form_keep(home, name, built->questionnaire, built->questionnaire_bytes)) {
        return false;
    }
    snprintf(name, sizeof name, "%s.nl.po", built->form_hash);
    return !built->dutch || form_keep(home, name, built->dutch, built->dutch_bytes);
}

// A kiosk that was never set up needs the key as well, and looks for all three in one folder.
static bool stick_write(const struct home *home, const struct options *options,
                        const struct pack_built *built)
{
    char key[PUBLIC_ROOM];
    if (mkdir(options->out, 0755) != 0 && errno != EEXIST) {
        return refuse("the folder \"%s\" can't be made: %s", options->out, strerror(errno));
    }
    return signature_public_print(&home->signing, key, sizeof key) &&
           out_write(options->out, "ggd.pub", key, strlen(key)) &&
           out_write(options->out, "envelop-pack.tar", built->tar, built->bytes) &&
           out_write(options->out, "envelop-pack.tar.minisig", built->signature,
                     strlen(built->signature));
}

static bool built_store(const struct home *home, const struct options *options,
                        const struct pack_build *build, const struct pack_built *built)
{
    return forms_keep(home, built) && serial_write(home, build->serial) &&
           stick_write(home, options, built);
}

static bool build_run(const struct home *home, const struct options *options,
                      const struct keys *keys, struct pack_report *report)
{
    struct pack_build build = {.stage = options->stage,
                               .key = keys->signing,
                               .recipients = home->recipients,
                               .recipient_count = home->recipient_count,
                               .demo_only = home->throwaway};
    memcpy(build.ggd_number, home->number, sizeof build.ggd_number);
    memcpy(build.created, options->today, sizeof build.created);
    if (!serial_read(home, &build.serial)) {
        return false;
    }
    build.serial++;
    struct pack_built built;
    struct pack_error error;
    if (!pack_build(&build, &built, report, &error)) {
        refuse("no pack was made: %s", error.reason);
        if (report->problems > 1) { // the first one has just been said
            problems_say(report);
        }
        return false;
    }
    problems_say(report);
    bool good = built_store(home, options, &build, &built);
    if (good) {
        printf("pack %llu%s, valid until %s, %zu languages, %zu bytes: %s/envelop-pack.tar\n",
               (unsigned long long)build.serial, built.demo ? " (demo)" : "", built.expires,
               report->row_count, built.bytes, options->out);
    }
    pack_built_finish(&built);
    return good;
}

static enum ggd_exit pack_run(const struct options *options)
{
    if (!options->stage || !options->out) {
        refuse("pack needs --stage and --out; see envelop-ggd pack --help");
        return GGD_USAGE;
    }
    struct home home;
    struct keys keys = {0};
    struct pack_report *report = calloc(1, sizeof *report);
    bool good = report && home_open_to_change(options, &home) &&
                keys_unlock(&home, options, false, true, &keys) &&
                build_run(&home, options, &keys, report);
    keys_forget(&keys);
    home_close(&home);
    free(report);
    return good ? GGD_DONE : GGD_REFUSED;
}

const struct command command_pack = {
    .name = "pack",
    .help =
        "pack      builds and signs a deployment pack\n"
        "\n"
        "  envelop-ggd pack --home DIR --stage DIR --out DIR [--passphrase-file FILE]\n"
        "\n"
        "Writes envelop-pack.tar, its .minisig and ggd.pub into the folder --out; on a stick for\n"
        "kiosks that is the folder envelop. A language that is incomplete is refused: every text,\n"
        "prompt, glyph and pictogram must be there, unless site.json allows a draft or a missing\n"
        "voice. pack/stage makes the stage folder.\n"
        "\n"
        "example: envelop-ggd pack --home ~/ggd --stage build/stage --out /media/stick/envelop\n",
    .allowed = "soP",
    .operands_least = 0,
    .operands_most = 0,
    .run = pack_run,
};
