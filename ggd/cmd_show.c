// show: one case; contact and wishes first, then band and particulars, then the answers (R17).
#include "case.h"
#include "command.h"
#include "say.h"
#include "store.h"

#include <stdio.h>
#include <string.h>

static const char *words(const struct opened_case *opened, bool dutch, const char *id,
                         const char *english)
{
    const struct po_message *message =
        dutch && opened->dutch ? po_find(opened->dutch, id, english) : NULL;
    return message && message->text[0] ? message->text : english;
}

// What a code means to the GGD.
static const char *const wish_words[CONTACT_FIELDS][CONTACT_MAX_OPTIONS] = {
    [CONTACT_PERMISSION] = {"yes", "no: do not contact this person; they may come with the code"},
    [CONTACT_CHANNEL] = {[CHANNEL_CALL] = "a call",
                         [CHANNEL_TEXT] = "a text message",
                         [CHANNEL_CHAT] = "a message in a chat app",
                         [CHANNEL_LETTER] = "a letter",
                         [CHANNEL_KEY_PERSON] = "through a key person",
                         [CHANNEL_TRUSTED] = "through somebody they trust",
                         [CHANNEL_VISIT] = "they come by, with the code"},
    [CONTACT_HELPER] = {"an interpreter", "a key person", "nobody else"},
    [CONTACT_GENDER] = {"a woman", "a man", "no preference"},
    [CONTACT_BACKGROUND] = {"the same as theirs", "another than theirs", "no preference"},
};

static void wish_print(const struct opened_case *opened, const char *label, size_t field)
{
    uint8_t option = opened->context.contact.option[field];
    if (option > 0) {
        printf("%-13s %s\n", label, wish_words[field][option - 1]);
    }
}

static void reach_print(const struct contact *contact)
{
    static const char *const missing[] = {
        [REACH_PHONE] = "no number was given", [REACH_ADDRESS] = "no address was given"};
    uint8_t channel = contact->option[CONTACT_CHANNEL];
    enum contact_reach needs =
        channel > 0 ? contact_reach((enum contact_channel)(channel - 1)) : REACH_NOTHING;
    if (needs != REACH_NOTHING) {
        printf("%-13s %s\n", "reach", *contact->reach ? contact->reach : missing[needs]);
    }
}

static void contact_print(const struct opened_case *opened)
{
    const struct contact *contact = &opened->context.contact;
    if (contact->option[CONTACT_PERMISSION] == 0) {
        printf("%-13s not asked, or not answered: do not contact this person\n\n", "contact");
        return;
    }
    wish_print(opened, "contact", CONTACT_PERMISSION);
    wish_print(opened, "how", CONTACT_CHANNEL);
    reach_print(contact);
    if (*contact->language) {
        printf("%-13s %s\n", "talk in",
               strcmp(contact->language, "other") == 0 ? "another language, or a dialect"
                                                       : contact->language);
    }
    wish_print(opened, "talk with", CONTACT_GENDER);
    wish_print(opened, "background", CONTACT_BACKGROUND);
    wish_print(opened, "also there", CONTACT_HELPER);
    printf("\n");
}

static void head_print(const struct opened_case *opened, const char *hex)
{
    char band[64];
    const struct form_score *score = &opened->score;
    case_band(opened, band);
    printf("case %.12s%s\n\n", hex, opened->context.demo ? "  DEMO: never counts" : "");
    contact_print(opened);
    printf("band          %s\n", band);
    if (score->low == score->high) {
        printf("score         %d\n", score->low);
    } else {
        printf("score         %d to %d: not every question was answered%s\n", score->low,
               score->high,
               strcmp(score->band_low, score->band_high) != 0 ? ", and that could change the band"
                                                              : "");
    }
    printf("language      %s%s\n", opened->context.language,
           opened->context.draft_translation ? " (a translation that nobody had reviewed)" : "");
    printf("date          %s\n",
           opened->context.authored[0] ? opened->context.authored : "not kept");
    printf("code          %s\n", opened->context.claim_code);
    printf("kiosk         %s, pack %llu\n", opened->context.kiosk,
           (unsigned long long)opened->context.pack_serial);
    printf("form          %s %s\n\n", form_id(opened->form), form_version(opened->form));
}

static void answer_print(const struct opened_case *opened, size_t index, bool dutch)
{
    const struct form_item *item = form_item(opened->form, index);
    size_t choice = opened->answers.option[index];
    if (item->kind != FORM_CHOICE) {
        return;
    }
    const char *answer = dutch ? "(niet beantwoord)" : "(not answered)";
    if (choice > 0 && choice <= item->option_count) {
        const struct form_option *option = &item->options[choice - 1];
        answer = words(opened, dutch, option->key, option->display);
    }
    printf("%s\n    %s\n", words(opened, dutch, item->link_id, item->text), answer);
}

static void case_print(const struct opened_case *opened, const char *hex, bool dutch)
{
    head_print(opened, hex);
    for (size_t i = 0; i < form_item_count(opened->form); i++) {
        answer_print(opened, i, dutch);
    }
    printf("\nA screening, not a diagnosis; it says nothing about legal status.\n");
}

static bool show(const struct options *options, const struct home *home, struct case_reader *reader)
{
    char hex[STORE_HEX_ROOM], reason[CASE_REASON_ROOM];
    uint8_t envelope[ENVELOPE_BYTES];
    if (!store_find(home, options->operands[0], hex, envelope)) {
        return false;
    }
    const struct opened_case *opened = case_read(reader, envelope, reason);
    if (!opened) {
        return refuse("envelope %.12s: %s", hex, reason);
    }
    if (options->json) {
        printf("%.*s\n", (int)opened->json_bytes, opened->json);
    } else {
        case_print(opened, hex, options->language && strcmp(options->language, "nl") == 0);
    }
    return fflush(stdout) == 0;
}

static bool language_known(const char *language)
{
    return !language || strcmp(language, "nl") == 0 || strcmp(language, "en") == 0;
}

static enum ggd_exit show_run(const struct options *options)
{
    if (!language_known(options->language)) {
        refuse("answers are shown in nl or en, not in \"%s\"", options->language);
        return GGD_USAGE;
    }
    struct home home;
    struct keys keys = {0};
    struct case_reader *reader = NULL;
    bool good = home_open(options, &home) && keys_unlock(&home, options, true, false, &keys) &&
                (reader = case_reader_create(&home, keys.identity)) && show(options, &home, reader);
    case_reader_destroy(reader);
    keys_forget(&keys);
    home_close(&home);
    return good ? GGD_DONE : GGD_REFUSED;
}

const struct command command_show = {
    .name = "show",
    .help =
        "show      opens one case\n"
        "\n"
        "  envelop-ggd show ID --home DIR [--language nl|en] [--json] [--passphrase-file FILE]\n"
        "\n"
        "Whether and how the person wants contact and what they wish for a talk, then band and\n"
        "particulars, then the answers. --json gives the FHIR QuestionnaireResponse as it was "
        "sealed.\n"
        "\n"
        "example: envelop-ggd show 3fa81c09d2e4 --home ~/ggd --language nl\n",
    .allowed = "ljP",
    .operands_least = 1,
    .operands_most = 1,
    .run = show_run,
};
