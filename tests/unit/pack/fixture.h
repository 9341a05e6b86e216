// A GGD, a scratch folder and packs made of the stage folder, for the tests of pack/.
#ifndef TESTS_PACK_FIXTURE_H
#define TESTS_PACK_FIXTURE_H

#include "pack_build.h"
#include "pack_files.h"
#include "pack_manifest.h"

enum { FIXTURE_PATH = 1024 };

struct fixture {
    char scratch[FIXTURE_PATH]; // a new folder, removed in the end
    char state[FIXTURE_PATH];   // of the kiosk
    char tar[FIXTURE_PATH];     // where packs are put
    struct signature_public_key trusted;
    struct signature_secret_key key;
    struct age_recipient recipients[2];
    struct pack_report report;
    struct pack_error error;
};

void fixture_open(struct fixture *fixture);
void fixture_close(struct fixture *fixture);

// Runs a shell command made as by printf; aborts when it fails.
__attribute__((format(printf, 1, 2))) void shell(const char *format, ...);

// Builds from a stage folder; the result is the caller's to finish.
bool fixture_build(struct fixture *fixture, const char *stage, uint64_t serial,
                   struct pack_built *built);

// Writes a tar and a signature (NULL: none) to fixture->tar.
void fixture_put(struct fixture *fixture, const void *tar, size_t bytes, const char *signature);

// Signs as `kind` with a serial.
void fixture_sign(const struct signature_secret_key *key, const char *kind, uint64_t serial,
                  const void *bytes, size_t size, char text[static SIGNATURE_MAX_BYTES]);

// Puts a tar, signed by the GGD as a pack, and tries to install it.
bool fixture_install(struct fixture *fixture, const void *tar, size_t bytes, uint64_t serial);

// What a careless or wicked GGD would sign: the files of a good pack after `change`, with a
// manifest that fits them, installed.
typedef void fixture_change(struct pack_files *files, struct pack_manifest *manifest);
bool fixture_install_changed(struct fixture *fixture, const struct pack_built *good,
                             uint64_t serial, fixture_change *change);

// Serial of the installed pack; 0: none that opens.
uint64_t fixture_installed(struct fixture *fixture);

// Names in the state folder other than "pack": leftovers.
size_t fixture_leftovers(const struct fixture *fixture);

#endif
