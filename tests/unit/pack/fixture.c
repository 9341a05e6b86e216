#include "fixture.h"

#include "age_open.h"
#include "pack_tar.h"

#include <dirent.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void shell(const char *format, ...)
{
    char command[4096];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    if (system(command) != 0) {
        fprintf(stderr, "failed: %s\n", command);
        abort();
    }
}

void fixture_open(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    snprintf(fixture->scratch, FIXTURE_PATH, "%s/envelop-pack.XXXXXX",
             getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    struct age_identity identity;
    if (sodium_init() < 0 || !mkdtemp(fixture->scratch) ||
        !signature_keypair(&fixture->trusted, &fixture->key)) {
        abort();
    }
    for (size_t i = 0; i < 2; i++) {
        if (!age_identity_generate(&identity)) {
            abort();
        }
        fixture->recipients[i] = identity.recipient;
    }
    snprintf(fixture->state, FIXTURE_PATH, "%.900s/state", fixture->scratch);
    snprintf(fixture->tar, FIXTURE_PATH, "%.900s/envelop-pack.tar", fixture->scratch);
    if (mkdir(fixture->state, 0700) != 0) {
        abort();
    }
}

void fixture_close(struct fixture *fixture)
{
    shell("rm -rf '%s'", fixture->scratch);
}

bool fixture_build(struct fixture *fixture, const char *stage, uint64_t serial,
                   struct pack_built *built)
{
    struct pack_build build = {.stage = stage,
                               .key = &fixture->key,
                               .ggd_number = "00",
                               .recipients = fixture->recipients,
                               .recipient_count = 2,
                               .serial = serial,
                               .created = "2026-11-22"};
    return pack_build(&build, built, &fixture->report, &fixture->error);
}

static void write_whole(const char *path, const void *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
        abort();
    }
}

void fixture_put(struct fixture *fixture, const void *tar, size_t bytes, const char *signature)
{
    char path[FIXTURE_PATH + 16];
    snprintf(path, sizeof path, "%s.minisig", fixture->tar);
    write_whole(fixture->tar, tar, bytes);
    if (signature) {
        write_whole(path, signature, strlen(signature));
    } else {
        remove(path);
    }
}

void fixture_sign(const struct signature_secret_key *key, const char *kind, uint64_t serial,
                  const void *bytes, size_t size, char text[static SIGNATURE_MAX_BYTES])
{
    struct signature_claim claim = {.audience = "any", .serial = serial};
    snprintf(claim.kind, sizeof claim.kind, "%s", kind);
    signature_key_id(key->id, claim.issuer);
    if (!signature_sign(key, &claim, bytes, size, text, SIGNATURE_MAX_BYTES)) {
        abort();
    }
}

bool fixture_install(struct fixture *fixture, const void *tar, size_t bytes, uint64_t serial)
{
    char signature[SIGNATURE_MAX_BYTES];
    fixture_sign(&fixture->key, "pack", serial, tar, bytes, signature);
    fixture_put(fixture, tar, bytes, signature);
    fixture->error.reason[0] = '\0';
    return pack_install(fixture->tar, fixture->state, &fixture->trusted, &fixture->error);
}

static uint8_t *copy_of(const void *bytes, size_t size)
{
    uint8_t *copy = malloc(size + 1);
    if (!copy) {
        abort();
    }
    memcpy(copy, bytes, size);
    copy[size] = 0;
    return copy;
}

bool fixture_install_changed(struct fixture *fixture, const struct pack_built *good,
                             uint64_t serial, fixture_change *change)
{
    struct pack_files all = {0}, files = {0}, members = {0};
    struct pack_manifest manifest;
    char signature[SIGNATURE_MAX_BYTES];
    size_t json_bytes, bytes;
    if (!pack_tar_read(good->tar, good->bytes, &all, &fixture->error) ||
        !pack_manifest_parse(all.at[0].bytes, all.at[0].size, &manifest, &fixture->error)) {
        abort();
    }
    for (size_t i = 2; i < all.count; i++) {
        pack_files_take(&files, all.at[i].name, copy_of(all.at[i].bytes, all.at[i].size),
                        all.at[i].size);
    }
    pack_files_sort(&files);
    manifest.serial = serial;
    change(&files, &manifest);
    pack_manifest_finish(&manifest);
    pack_manifest_list(&manifest, &files);
    char *json = pack_manifest_write(&manifest, &json_bytes);
    fixture_sign(&fixture->key, "manifest", serial, json, json_bytes, signature);
    pack_files_take(&members, "manifest.json", copy_of(json, json_bytes), json_bytes);
    pack_files_take(&members, "manifest.json.minisig", copy_of(signature, strlen(signature)),
                    strlen(signature));
    for (size_t i = 0; i < files.count; i++) {
        pack_files_take(&members, files.at[i].name, copy_of(files.at[i].bytes, files.at[i].size),
                        files.at[i].size);
    }
    uint8_t *tar = pack_tar_write(&members, &bytes);
    bool installed = fixture_install(fixture, tar, bytes, serial);
    free(tar);
    free(json);
    pack_manifest_finish(&manifest);
    pack_files_finish(&members);
    pack_files_finish(&files);
    pack_files_finish(&all);
    return installed;
}

uint64_t fixture_installed(struct fixture *fixture)
{
    struct pack *pack = pack_open(fixture->state, &fixture->trusted, &fixture->error);
    uint64_t serial = pack ? pack_serial(pack) : 0;
    pack_close(pack);
    return serial;
}

size_t fixture_leftovers(const struct fixture *fixture)
{
    size_t count = 0;
    DIR *folder = opendir(fixture->state);
    struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        count += entry->d_name[0] != '.' && strcmp(entry->d_name, "pack") != 0;
    }
    closedir(folder);
    return count;
}
