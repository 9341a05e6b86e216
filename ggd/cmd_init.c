// init: the keys of a GGD. The home is made under a temporary name and appears whole or not at all.
#include "command.h"
#include "file.h"
#include "home.h"
#include "say.h"
#include "secret.h"

#include <errno.h>
#include <ftw.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WORDS_ROOM = 128, PUBLIC_ROOM = 256, SECRET_ROOM = 1024, SHEET_ROOM = 2048, LOG_N = 18 };

struct fresh {
    struct age_identity officer, recovery;
    struct signature_secret_key signing;
};

static bool numbers_valid(const struct options *options)
{
    size_t length = strlen(options->name);
    if (length < 1 || length >= 96 || strpbrk(options->name, "\n\r\t")) {
        return refuse("the name \"%.100s\" is empty, too long or of more than one line",
                      options->name);
    }
    return (strlen(options->number) == 2 && strspn(options->number, "0123456789") == 2) ||
           refuse("the number \"%.20s\" is not two digits", options->number);
}

static bool place_free(const char *path)
{
    struct stat info;
    if (lstat(path, &info) != 0 && errno == ENOENT) {
        return true;
    }
    return refuse("\"%s\" is already there; init makes a new home only", path);
}

static bool text_write(const struct home *home, const char *name, const void *bytes, size_t size)
{
    char path[HOME_PATH_ROOM];
    home_path(home, path, "%s", name);
    enum file_result result = file_write(path, bytes, size, false);
    return result == FILE_OK ||
           refuse("\"%s\" can't be written: %s", path, file_result_text(result));
}

// Under the passphrase, or in clear for a throwaway home.
static bool secret_write(const struct home *home, const char *sealed, const char *open_name,
                         const char *passphrase, const char *secret)
{
    if (home->throwaway) {
        return text_write(home, open_name, secret, strlen(secret));
    }
    uint8_t *file;
    size_t size;
    enum age_result result =
        age_passphrase_seal(passphrase, LOG_N, secret, strlen(secret), &file, &size);
    if (result != AGE_OK) {
        return refuse("the key can't be sealed: %s", age_result_text(result));
    }
    bool good = text_write(home, sealed, file, size);
    free(file);
    return good;
}

static bool keys_write(const struct home *home, const struct fresh *fresh, const char *passphrase)
{
    char *text = secret_take(SECRET_ROOM);
    if (!text) {
        return refuse("memory is too short");
    }
    age_identity_print(&fresh->officer, text);
    strcat(text, "\n");
    bool good = secret_write(home, "identity.age", "identity.txt", passphrase, text) &&
                signature_secret_print(&fresh->signing, text, SECRET_ROOM) &&
                secret_write(home, "signing.age", "signing.key", passphrase, text);
    secret_free(text);
    return good;
}

static bool poster_write(const struct home *home, const char *words)
{
    char poster[SHEET_ROOM];
    int length = snprintf(
        poster, sizeof poster,
        "%s\n"
        "GGD number %s, signing key %s\n"
        "\n"
        "The six words of our key:\n"
        "\n"
        "    %s\n"
        "\n"
        "When you set up a kiosk it shows six words. They must be these six, in this order.\n"
        "If one differs, stop, and call us on the number that you know already.\n"
        "%s",
        home->name, home->number, home->key_id, words,
        home->throwaway ? "\nTHROWAWAY KEYS: for demonstrations only.\n" : "");
    return text_write(home, "poster.txt", poster, (size_t)length);
}

static bool sheet_write(const struct home *home, const struct fresh *fresh)
{
    char *sheet = secret_take(SHEET_ROOM), identity[AGE_IDENTITY_CHARS + 1];
    if (!sheet) {
        return refuse("memory is too short");
    }
    age_identity_print(&fresh->recovery, identity);
    int length = snprintf(
        sheet, SHEET_ROOM,
        "RECOVERY SHEET of %s, GGD number %s\n"
        "\n"
        "This key opens every envelope when passphrase or officer is lost. It is not kept\n"
        "anywhere else. Print this sheet once, lock the paper away where two people are\n"
        "needed to reach it, then destroy this file (shred -u recovery-sheet.txt).\n"
        "\n"
        "%s\n"
        "\n"
        "To open an envelope with it: age -d -i FILE-WITH-THE-LINE-ABOVE envelope.age\n",
        home->name, home->number, identity);
    sodium_memzero(identity, sizeof identity);
    bool good = text_write(home, "recovery-sheet.txt", sheet, (size_t)length);
    if (good) {
        fwrite(sheet, 1, (size_t)length, stdout);
    }
    secret_free(sheet);
    return good;
}

static bool home_fill(struct home *home, const struct fresh *fresh, const char *passphrase)
{
    static const char *const folders[] = {"forms",     "kiosks",  "store",
                                          "set-aside", "batches", "receipts"};
    char public_text[PUBLIC_ROOM], words[WORDS_ROOM];
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        if (!home_folder(home, folders[i])) {
            return false;
        }
    }
    return (signature_public_print(&home->signing, public_text, sizeof public_text) &&
            signature_words(&home->signing, words, sizeof words)) &&
           text_write(home, "ggd.pub", public_text, strlen(public_text)) && home_write(home) &&
           keys_write(home, fresh, passphrase) && poster_write(home, words) &&
           sheet_write(home, fresh);
}

static int remove_one(const char *path, const struct stat *info, int kind, struct FTW *walk)
{
    (void)info, (void)kind, (void)walk;
    return remove(path);
}

// Fills a folder beside the place and renames it there.
static bool home_make(struct home *home, const char *place, const struct fresh *fresh,
                      const char *passphrase)
{
    int length = snprintf(home->path, sizeof home->path, "%s.XXXXXX", place);
    if (length < 0 || (size_t)length >= sizeof home->path) {
        return refuse("the path of the home is too long");
    }
    if (!mkdtemp(home->path)) {
        return refuse("\"%s\" can't be made: %s", place, strerror(errno));
    }
    bool good = home_fill(home, fresh, passphrase);
    if (good && rename(home->path, place) != 0) {
        good = refuse("\"%s\" can't be made: %s", place, strerror(errno));
    }
    if (!good) {
        nftw(home->path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    }
    return good;
}

static bool keys_generate(struct home *home, struct fresh *fresh)
{
    if (!age_identity_generate(&fresh->officer) || !age_identity_generate(&fresh->recovery) ||
        !signature_keypair(&home->signing, &fresh->signing)) {
        return refuse("the keys can't be made");
    }
    signature_key_id(home->signing.id, home->key_id);
    home->recipients[0] = fresh->officer.recipient;
    home->recipients[1] = fresh->recovery.recipient;
    home->recipient_count = 2;
    return true;
}

static void words_say(const struct home *home, const char *place)
{
    char words[WORDS_ROOM];
    signature_words(&home->signing, words, sizeof words);
    printf("\nhome: %s\nsigning key: %s\nsix words: %s\nposter: %s/poster.txt\n", place,
           home->key_id, words, place);
    if (home->throwaway) {
        warn_person(
            "THROWAWAY KEYS, not protected by a passphrase: for demonstrations and tests only, "
            "never for people's answers");
    } else {
        warn_person("print \"%s/recovery-sheet.txt\", lock the paper away, then destroy the file",
                    place);
    }
}

static bool init_with(const struct options *options, struct fresh *fresh, const char *passphrase)
{
    struct home home = {.lock = -1, .throwaway = options->throwaway};
    snprintf(home.name, sizeof home.name, "%s", options->name);
    snprintf(home.number, sizeof home.number, "%s", options->number);
    if (!keys_generate(&home, fresh) || !home_make(&home, options->home, fresh, passphrase)) {
        return false;
    }
    words_say(&home, options->home);
    return true;
}

static bool init_locked(const struct options *options)
{
    if (!secret_process() && !options->throwaway) {
        return refuse("memory can't be locked, so keys could reach the disk; raise the limit "
                      "(ulimit -l)");
    }
    char *passphrase = NULL;
    if (!options->throwaway) {
        passphrase = secret_ask("new passphrase", options->passphrase_file, true);
        if (!passphrase) {
            return false;
        }
    }
    struct fresh *fresh = secret_take(sizeof *fresh);
    bool good = fresh && init_with(options, fresh, passphrase);
    secret_free(fresh);
    secret_free(passphrase);
    return good;
}

static enum ggd_exit init_run(const struct options *options)
{
    if (!options->name || !options->number) {
        refuse("init needs --name and --number; see envelop-ggd init --help");
        return GGD_USAGE;
    }
    bool good = numbers_valid(options) && place_free(options->home) && init_locked(options);
    return good ? GGD_DONE : GGD_REFUSED;
}

const struct command command_init = {
    .name = "init",
    .help =
        "init      makes the keys and the home of a GGD\n"
        "\n"
        "  envelop-ggd init --home DIR --name NAME --number NN [--passphrase-file FILE]\n"
        "  envelop-ggd init --home DIR --name NAME --number NN --throwaway\n"
        "\n"
        "NN are the two digits that name the GGD in every claim code. The passphrase protects the\n"
        "officer's and the signing key. The recovery key is printed and written to\n"
        "DIR/recovery-sheet.txt: print it, lock the paper away, destroy the file. --throwaway "
        "makes\n"
        "keys without a passphrase, for demonstrations; they sign demo packs only.\n"
        "\n"
        "example: envelop-ggd init --home ~/ggd --name \"GGD Voorbeeld\" --number 17\n",
    .allowed = "nNPt",
    .operands_least = 0,
    .operands_most = 0,
    .run = init_run,
};
