// Installing: whose pack, which serial, whole or not at all, at any moment.
#include "check.h"
#include "fixture.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { STRIDE = 997, KILLS = 70 };

static void one_byte_anywhere(struct fixture *fixture, const struct pack_built *built)
{
    uint8_t *tar = malloc(built->bytes);
    memcpy(tar, built->tar, built->bytes);
    for (size_t at = 0; at < built->bytes; at += STRIDE) {
        tar[at] ^= 0x40;
        fixture_put(fixture, tar, built->bytes, built->signature);
        CHECK(!pack_install(fixture->tar, fixture->state, &fixture->trusted, &fixture->error),
              "byte %zu changed", at);
        CHECK(strstr(fixture->error.reason, "not signed by the GGD of this kiosk"), "byte %zu: %s",
              at, fixture->error.reason);
        tar[at] ^= 0x40;
    }
    free(tar);
    CHECK(fixture_installed(fixture) == 0 && fixture_leftovers(fixture) == 0, "something was kept");
}

static void signature_changed(struct fixture *fixture, const struct pack_built *built)
{
    char text[SIGNATURE_MAX_BYTES];
    // The first line is minisign's untrusted comment: its words vouch for nothing.
    size_t from = (size_t)(strchr(built->signature, '\n') - built->signature);
    for (size_t at = from; built->signature[at]; at++) {
        memcpy(text, built->signature, sizeof text);
        text[at] ^= 1;
        fixture_put(fixture, built->tar, built->bytes, text);
        CHECK(!pack_install(fixture->tar, fixture->state, &fixture->trusted, &fixture->error),
              "byte %zu of the signature changed", at);
    }
}

static void other_signers(struct fixture *fixture, const struct pack_built *built)
{
    struct signature_public_key other;
    struct signature_secret_key other_key;
    char text[SIGNATURE_MAX_BYTES];
    fixture_put(fixture, built->tar, built->bytes, NULL);
    CHECK(!pack_install(fixture->tar, fixture->state, &fixture->trusted, &fixture->error),
          "unsigned");
    CHECK(strstr(fixture->error.reason, "signature") &&
              strstr(fixture->error.reason, "can't be read"),
          "%s", fixture->error.reason);
    CHECK(signature_keypair(&other, &other_key), "key");
    fixture_sign(&other_key, "pack", 1, built->tar, built->bytes, text);
    fixture_put(fixture, built->tar, built->bytes, text);
    CHECK(!pack_install(fixture->tar, fixture->state, &fixture->trusted, &fixture->error),
          "another GGD");
    CHECK(strstr(fixture->error.reason, "not signed by the GGD"), "%s", fixture->error.reason);
    CHECK(!pack_install(fixture->tar, fixture->state, &other, &fixture->error),
          "a pack inside which another GGD speaks");
    CHECK(strstr(fixture->error.reason, "manifest.json"), "%s", fixture->error.reason);
    fixture_sign(&fixture->key, "receipt", 1, built->tar, built->bytes, text);
    fixture_put(fixture, built->tar, built->bytes, text);
    CHECK(!pack_install(fixture->tar, fixture->state, &fixture->trusted, &fixture->error),
          "signed as a receipt");
    CHECK(!fixture_install(fixture, built->tar, built->bytes, 9),
          "another serial outside than inside");
    CHECK(strstr(fixture->error.reason, "different serials"), "%s", fixture->error.reason);
}

static void serials(struct fixture *fixture, const struct pack_built *one,
                    const struct pack_built *two)
{
    CHECK(fixture_install(fixture, one->tar, one->bytes, 1), "%s", fixture->error.reason);
    CHECK(fixture_installed(fixture) == 1, "1 is installed");
    CHECK(fixture_install(fixture, two->tar, two->bytes, 2), "%s", fixture->error.reason);
    CHECK(fixture_installed(fixture) == 2, "2 replaces it");
    CHECK(!fixture_install(fixture, one->tar, one->bytes, 1), "an older one");
    CHECK(strstr(fixture->error.reason, "older (serial 1) than the installed one (serial 2)"), "%s",
          fixture->error.reason);
    CHECK(fixture_installed(fixture) == 2, "2 stays");
    CHECK(fixture_install(fixture, two->tar, two->bytes, 2), "the same again: %s",
          fixture->error.reason);
    CHECK(fixture_leftovers(fixture) == 0, "leftovers");
}

static struct pack_file_bytes *file_in(struct pack_files *files, const char *name)
{
    for (size_t i = 0; i < files->count; i++) {
        if (strcmp(files->at[i].name, name) == 0) {
            return &files->at[i];
        }
    }
    abort();
}

// Replaces in place, same length.
static void replace(struct pack_files *files, const char *name, const char *from, const char *to)
{
    struct pack_file_bytes *file = file_in(files, name);
    char *at = strstr((char *)file->bytes, from);
    if (!at || strlen(from) != strlen(to)) {
        abort();
    }
    memcpy(at, to, strlen(to));
}

static void drop(struct pack_files *files, const char *name)
{
    struct pack_file_bytes *file = file_in(files, name);
    free(file->bytes);
    memmove(file, file + 1, (size_t)(files->at + files->count - file - 1) * sizeof *file);
    files->count--;
}

static void form_outside(struct pack_files *files, struct pack_manifest *manifest)
{
    (void)manifest;
    replace(files, "form/questionnaire.json", "\"choice\"", "\"string\"");
}

static void question_lost(struct pack_files *files, struct pack_manifest *manifest)
{
    (void)manifest;
    replace(files, "form/po/ti.po", "msgctxt \"sleep\"", "msgctxt \"slerp\"");
}

static void prompt_lost(struct pack_files *files, struct pack_manifest *manifest)
{
    (void)manifest;
    drop(files, "audio/en/sleep.opus");
}

static void draft_unmarked(struct pack_files *files, struct pack_manifest *manifest)
{
    (void)files;
    manifest->languages[2].draft = false;
}

static void language_unknown(struct pack_files *files, struct pack_manifest *manifest)
{
    (void)files;
    memcpy(manifest->languages[0].code, "xx", 3);
}

static void demo_denied(struct pack_files *files, struct pack_manifest *manifest)
{
    (void)files;
    manifest->demo = false;
}

static void other_key(struct pack_files *files, struct pack_manifest *manifest)
{
    (void)files;
    memcpy(manifest->ggd_key, "0123456789abcdef", 17);
}

static void no_recipients(struct pack_files *files, struct pack_manifest *manifest)
{
    (void)files;
    manifest->recipient_count = 0;
}

static void small_order(struct pack_files *files, struct pack_manifest *manifest)
{
    (void)files;
    memset(&manifest->recipients[1], 0, sizeof manifest->recipients[1]);
}

static void form_renamed(struct pack_files *files, struct pack_manifest *manifest)
{
    (void)files;
    memcpy(manifest->form_version, "9.9", 4);
}

// What a careless GGD might sign is refused by the kiosk all the same.
static void careless_ggd(struct fixture *fixture, const struct pack_built *built)
{
    static const struct {
        const char *name;
        fixture_change *change;
        const char *sentence;
    } rows[] = {
        {"form outside the subset", form_outside, "form/questionnaire.json"},
        {"question lost", question_lost, "form/po/ti.po: sleep: is not translated"},
        {"prompt lost", prompt_lost, "audio/en/sleep.opus: this prompt is not there"},
        {"draft unmarked", draft_unmarked, "manifest.json says other things"},
        {"language unknown", language_unknown, "manifest.json says other things"},
        {"demo denied", demo_denied, "manifest.json says other things"},
        {"form renamed", form_renamed, "manifest.json says other things"},
        {"key of another", other_key, "another serial or GGD"},
        {"no recipients", no_recipients, "\"recipients\" is not allowed"},
        {"small order point", small_order, "\"recipients\" is not allowed"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        CHECK(!fixture_install_changed(fixture, built, 3, rows[i].change), "%s", rows[i].name);
        CHECK(strstr(fixture->error.reason, rows[i].sentence), "%s: %s", rows[i].name,
              fixture->error.reason);
        CHECK(fixture_installed(fixture) == 2 && fixture_leftovers(fixture) == 0, "%s",
              rows[i].name);
    }
}

// Whether the installation was killed before it was through.
static bool kill_after(const struct fixture *fixture, useconds_t delay_us)
{
    int status;
    pid_t child = fork();
    if (child == 0) {
        struct pack_error error;
        _exit(!pack_install(fixture->tar, fixture->state, &fixture->trusted, &error));
    }
    usleep(delay_us);
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return WIFSIGNALED(status);
}

// Kills installations later and later, until one is through: the old pack or the new one is there,
// and the next installation clears the rest.
static void killed(struct fixture *fixture, const struct pack_built *two,
                   const struct pack_built *three)
{
    useconds_t delay_us = 500;
    size_t count = 0;
    CHECK(fixture_install(fixture, two->tar, two->bytes, 2), "%s", fixture->error.reason);
    fixture_put(fixture, three->tar, three->bytes, three->signature);
    while (count < KILLS && kill_after(fixture, delay_us)) {
        uint64_t serial = fixture_installed(fixture);
        CHECK(serial == 2 || serial == 3, "killed after %u us: serial %llu, %s", delay_us,
              (unsigned long long)serial, fixture->error.reason);
        delay_us += delay_us / 6;
        count++;
    }
    printf("%zu installations were killed on their way, the last after %u us\n", count, delay_us);
    CHECK(count > 0 && count < KILLS, "%zu were killed", count);
    CHECK(pack_install(fixture->tar, fixture->state, &fixture->trusted, &fixture->error), "%s",
          fixture->error.reason);
    CHECK(fixture_installed(fixture) == 3 && fixture_leftovers(fixture) == 0, "leftovers");
}

static void no_place(struct fixture *fixture, const struct pack_built *built)
{
    fixture_put(fixture, built->tar, built->bytes, built->signature);
    CHECK(!pack_install(fixture->tar, "/proc/none", &fixture->trusted, &fixture->error),
          "no place");
    CHECK(strstr(fixture->error.reason, "nothing can be stored in"), "%s", fixture->error.reason);
    CHECK(!pack_install("/nonexistent.tar", fixture->state, &fixture->trusted, &fixture->error),
          "no file");
}

int main(int argc, char **argv)
{
    static struct fixture fixture;
    static struct pack_built built[3];
    if (argc != 2) {
        return 2;
    }
    fixture_open(&fixture);
    for (uint64_t i = 0; i < 3; i++) {
        CHECK(fixture_build(&fixture, argv[1], i + 1, &built[i]), "%s", fixture.error.reason);
    }
    one_byte_anywhere(&fixture, &built[0]);
    signature_changed(&fixture, &built[0]);
    other_signers(&fixture, &built[0]);
    serials(&fixture, &built[0], &built[1]);
    careless_ggd(&fixture, &built[0]);
    killed(&fixture, &built[1], &built[2]);
    no_place(&fixture, &built[0]);
    for (int i = 0; i < 3; i++) {
        pack_built_finish(&built[i]);
    }
    fixture_close(&fixture);
    return check_done();
}
