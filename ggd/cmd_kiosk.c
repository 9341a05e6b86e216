// kiosk add | list | revoke: whose batches count.
#include "command.h"
#include "file.h"
#include "kiosks.h"
#include "pack_manifest.h"
#include "say.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KEY_FILE_BYTES = 4096, ANSWER_CHARS = 16 };

// A file, or the key's base64 line itself.
static bool key_read(const char *word, struct signature_public_key *key)
{
    uint8_t *bytes;
    size_t size;
    if (signature_public_parse(word, strlen(word), key)) {
        return true;
    }
    enum file_result result = file_read(word, KEY_FILE_BYTES, &bytes, &size);
    if (result != FILE_OK) {
        return refuse("\"%.200s\" is no minisign public key and no file that can be read: %s", word,
                      file_result_text(result));
    }
    bool good = signature_public_parse((const char *)bytes, size, key);
    free(bytes);
    return good || refuse("\"%.200s\" is not a minisign public key", word);
}

// The next word of a line, without case; "" at its end.
static const char *word_next(const char *line, char word[static 32])
{
    size_t length = 0;
    while (*line && !isalnum((unsigned char)*line) && *line != '-') {
        line++;
    }
    while (isalnum((unsigned char)*line) || *line == '-') {
        if (length < 31) {
            word[length++] = (char)tolower((unsigned char)*line);
        }
        line++;
    }
    word[length] = '\0';
    return line;
}

static bool words_same(const char *a, const char *b)
{
    char left[32], right[32];
    do {
        a = word_next(a, left);
        b = word_next(b, right);
        if (strcmp(left, right) != 0) {
            return false;
        }
    } while (left[0] != '\0');
    return true;
}

static bool terminal_agrees(const char *words)
{
    char answer[ANSWER_CHARS] = "";
    FILE *terminal = fopen("/dev/tty", "r+");
    if (!terminal) {
        return refuse("there is no terminal to ask on; give the words on the kiosk's screen with "
                      "--words");
    }
    fprintf(terminal,
            "\n    %s\n\ndoes the kiosk's screen (or its readiness report) show these six "
            "words? [yes/no] ",
            words);
    fflush(terminal);
    bool yes = fgets(answer, sizeof answer, terminal) &&
               (strcmp(answer, "yes\n") == 0 || strcmp(answer, "ja\n") == 0);
    fclose(terminal);
    return yes || refuse("the kiosk was not added: the words were not confirmed");
}

static bool words_agree(const struct options *options, const struct kiosk *kiosk)
{
    char words[KIOSK_WORDS_ROOM];
    kiosk_words(kiosk, words);
    if (!options->words) {
        return terminal_agrees(words);
    }
    return (words[0] && words_same(words, options->words)) ||
           refuse("the kiosk was not added: its key has other words than \"%.100s\"",
                  options->words);
}

static bool add(const struct options *options, const struct home *home, struct kiosks *kiosks)
{
    struct kiosk kiosk = {0};
    if (!key_read(options->operands[1], &kiosk.key)) {
        return false;
    }
    signature_key_id(kiosk.key.id, kiosk.id);
    const struct kiosk *known = kiosks_find(kiosks, kiosk.id);
    if (known && memcmp(&known->key, &kiosk.key, sizeof kiosk.key) != 0) {
        return refuse("another kiosk has the id %s; make a new key on this one", kiosk.id);
    }
    if (known && known->revoked[0]) {
        return refuse("kiosk %s was revoked on %s and can't come back; make a new key on it",
                      kiosk.id, known->revoked);
    }
    if (known) {
        printf("kiosk %s was added before, on %s\n", kiosk.id, known->added);
        return true;
    }
    memcpy(kiosk.added, options->today, sizeof kiosk.added);
    if (!words_agree(options, &kiosk) || !kiosk_write(home, &kiosk)) {
        return false;
    }
    printf("kiosk %s added\n", kiosk.id);
    return true;
}

static void list_json(const struct kiosks *kiosks)
{
    json_t *list = json_array();
    for (size_t i = 0; i < kiosks->count; i++) {
        const struct kiosk *kiosk = &kiosks->at[i];
        char words[KIOSK_WORDS_ROOM];
        kiosk_words(kiosk, words);
        json_array_append_new(list, json_pack("{s:s,s:s,s:s,s:s}", "id", kiosk->id, "words", words,
                                              "added", kiosk->added, "revoked", kiosk->revoked));
    }
    json_dumpf(list, stdout, JSON_INDENT(2));
    putchar('\n');
    json_decref(list);
}

static bool list(const struct options *options, const struct home *home, struct kiosks *kiosks)
{
    (void)home;
    if (options->json) {
        list_json(kiosks);
        return true;
    }
    for (size_t i = 0; i < kiosks->count; i++) {
        const struct kiosk *kiosk = &kiosks->at[i];
        char words[KIOSK_WORDS_ROOM];
        kiosk_words(kiosk, words);
        printf("%s  added %s  %s%s%s\n", kiosk->id, kiosk->added, words,
               kiosk->revoked[0] ? "  REVOKED " : "", kiosk->revoked);
    }
    printf("%zu %s\n", kiosks->count, kiosks->count == 1 ? "kiosk" : "kiosks");
    return true;
}

static bool revoke(const struct options *options, const struct home *home, struct kiosks *kiosks)
{
    struct kiosk *kiosk = kiosks_find(kiosks, options->operands[1]);
    if (!kiosk) {
        return refuse("no kiosk, or more than one, has an id that begins with \"%.20s\"",
                      options->operands[1]);
    }
    if (!kiosk->revoked[0]) {
        memcpy(kiosk->revoked, options->today, sizeof kiosk->revoked);
        if (!kiosk_write(home, kiosk)) {
            return false;
        }
    }
    printf("kiosk %s revoked on %s: batches it signed are no longer taken\n", kiosk->id,
           kiosk->revoked);
    return true;
}

struct action {
    const char *name;
    int operands;
    bool changes;
    bool (*run)(const struct options *options, const struct home *home, struct kiosks *kiosks);
};

static const struct action actions[] = {
    {"add", 2, true, add},
    {"list", 1, false, list},
    {"revoke", 2, true, revoke},
};

static const struct action *action_find(const struct options *options)
{
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        if (strcmp(actions[i].name, options->operands[0]) == 0 &&
            actions[i].operands == options->operand_count) {
            return &actions[i];
        }
    }
    return NULL;
}

static enum ggd_exit kiosk_run(const struct options *options)
{
    const struct action *action = action_find(options);
    if (!action) {
        refuse("kiosk knows add FILE, list and revoke ID; see envelop-ggd kiosk --help");
        return GGD_USAGE;
    }
    struct home home;
    struct kiosks kiosks = {0};
    bool open = action->changes ? home_open_to_change(options, &home) : home_open(options, &home);
    bool good = open && kiosks_read(&home, &kiosks) && action->run(options, &home, &kiosks);
    kiosks_finish(&kiosks);
    home_close(&home);
    return good ? GGD_DONE : GGD_REFUSED;
}

const struct command command_kiosk = {
    .name = "kiosk",
    .help =
        "kiosk     add, list or revoke kiosks: whose batches count\n"
        "\n"
        "  envelop-ggd kiosk add FILE|KEY --home DIR [--words \"SIX WORDS\"]\n"
        "  envelop-ggd kiosk list --home DIR [--json]\n"
        "  envelop-ggd kiosk revoke ID --home DIR\n"
        "\n"
        "add compares six words: with those you type after --words, or by asking you whether "
        "the kiosk's\n"
        "screen or readiness report shows them. A revoked kiosk can't come back with the same "
        "key.\n"
        "\n"
        "example: envelop-ggd kiosk add /media/stick/envelop/envelop-kiosk-ID.pub --home ~/ggd\n",
    .allowed = "wj",
    .operands_least = 1,
    .operands_most = 2,
    .run = kiosk_run,
};
