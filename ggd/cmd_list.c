// list: the cases, the highest band first; demo envelopes apart and never counted.
#include "case.h"
#include "command.h"
#include "say.h"
#include "secret.h"
#include "store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// All that is kept of a case between opening it and printing its line.
struct row {
    char id[CASE_ID_CHARS + 1];
    char language[16], authored[11];
    char band[64];
    const char *contact, *channel; // of static tables
    int16_t rank, low, high;
    bool draft, demo;
};

struct listing {
    struct case_reader *reader;
    struct row *rows; // locked memory
    size_t count, room, unreadable;
};

static bool count_visit(void *context, const char *hex,
                        const uint8_t envelope[static ENVELOPE_BYTES])
{
    (void)hex, (void)envelope;
    ++*(size_t *)context;
    return true;
}

static bool row_visit(void *context, const char *hex, const uint8_t envelope[static ENVELOPE_BYTES])
{
    struct listing *listing = context;
    char reason[CASE_REASON_ROOM];
    if (listing->count == listing->room) {
        return false;
    }
    const struct opened_case *opened = case_read(listing->reader, envelope, reason);
    if (!opened) {
        warn_person("envelope %.12s: %s", hex, reason);
        listing->unreadable++;
        return true;
    }
    struct row *row = &listing->rows[listing->count++];
    *row = (struct row){.rank = (int16_t)case_band_rank(opened),
                        .low = (int16_t)opened->score.low,
                        .high = (int16_t)opened->score.high,
                        .draft = opened->context.draft_translation,
                        .demo = opened->context.demo,
                        .contact = case_contact(opened),
                        .channel = case_wish(opened, CONTACT_CHANNEL)};
    snprintf(row->id, sizeof row->id, "%.12s", hex);
    snprintf(row->language, sizeof row->language, "%s", opened->context.language);
    snprintf(row->authored, sizeof row->authored, "%s", opened->context.authored);
    case_band(opened, row->band);
    return true;
}

// Real before demo, then the highest possible band, then the highest score, then the id.
static int by_need(const void *a, const void *b)
{
    const struct row *left = a, *right = b;
    if (left->demo != right->demo) {
        return left->demo - right->demo;
    }
    if (left->rank != right->rank) {
        return right->rank - left->rank;
    }
    if (left->high != right->high) {
        return right->high - left->high;
    }
    return strcmp(left->id, right->id);
}

static void row_json(const struct row *row)
{
    printf("  {\"id\": \"%s\", \"band\": ", row->id);
    case_json_string(row->band);
    printf(", \"score_low\": %d, \"score_high\": %d, \"language\": ", row->low, row->high);
    case_json_string(row->language);
    printf(", \"draft\": %s, \"date\": ", row->draft ? "true" : "false");
    case_json_string(row->authored);
    printf(", \"demo\": %s, \"contact\": \"%s\", \"channel\": \"%s\"}",
           row->demo ? "true" : "false", row->contact, row->channel);
}

static void list_json(const struct listing *listing)
{
    printf("[");
    for (size_t i = 0; i < listing->count; i++) {
        printf(i > 0 ? ",\n" : "\n");
        row_json(&listing->rows[i]);
    }
    printf("\n]\n");
}

static void list_table(const struct listing *listing)
{
    size_t demo = 0;
    for (size_t i = 0; i < listing->count; i++) {
        const struct row *row = &listing->rows[i];
        printf("%-12s  %-14s  %-9s %-10s  %-8s %-6s %-10s%s\n", row->id, row->band, row->contact,
               row->channel, row->language, row->draft ? "draft" : "", row->authored,
               row->demo ? "  DEMO" : "");
        demo += row->demo;
    }
    printf("%zu %s", listing->count - demo, listing->count - demo == 1 ? "case" : "cases");
    if (demo > 0) {
        printf(", and %zu from demo packs, which don't count", demo);
    }
    printf("\n");
}

static bool rows_read(const struct home *home, struct listing *listing)
{
    if (!store_each(home, count_visit, &listing->room)) {
        return false;
    }
    listing->rows = secret_take(listing->room * sizeof *listing->rows);
    if (!listing->rows) {
        return refuse("memory is too short for %zu cases", listing->room);
    }
    if (!store_each(home, row_visit, listing)) {
        return false;
    }
    qsort(listing->rows, listing->count, sizeof *listing->rows, by_need);
    return true;
}

static enum ggd_exit list_run(const struct options *options)
{
    struct home home;
    struct keys keys = {0};
    struct listing listing = {0};
    bool good = home_open(options, &home) && keys_unlock(&home, options, true, false, &keys) &&
                (listing.reader = case_reader_create(&home, keys.identity)) &&
                rows_read(&home, &listing);
    if (good) {
        (options->json ? list_json : list_table)(&listing);
        fflush(stdout);
    }
    secret_free(listing.rows);
    case_reader_destroy(listing.reader);
    keys_forget(&keys);
    home_close(&home);
    if (!good) {
        return GGD_REFUSED;
    }
    return listing.unreadable > 0 ? GGD_SOME_SET_ASIDE : GGD_DONE;
}

const struct command command_list = {
    .name = "list",
    .help =
        "list      shows the cases, the highest band first\n"
        "\n"
        "  envelop-ggd list --home DIR [--json] [--passphrase-file FILE]\n"
        "\n"
        "A line each: id, band (or from..to where a declined answer could change it), whether the\n"
        "person wants contact (yes, no, not asked) and how, language, whether they saw a\n"
        "translation that nobody had reviewed, month. Envelopes of a demo pack stand at the end\n"
        "and never count.\n"
        "\n"
        "example: envelop-ggd list --home ~/ggd\n",
    .allowed = "jP",
    .operands_least = 0,
    .operands_most = 0,
    .run = list_run,
};
