// Names that travel, and the status file: what printing writes comes back, and nothing else is
// read.
#include "stick.h"

#include "check.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ID "0123456789abcdef"

static const struct {
    const char *name;
    enum stick_kind kind;
    const char *kiosk;
    uint64_t serial;
} names[] = {
    {"ggd.pub", STICK_FILE_KEY, "", 0},
    {"GGD.PUB", STICK_FILE_OTHER, "", 0},
    {"envelop-pack.tar", STICK_FILE_PACK, "", 0},
    {"envelop-pack-2027_v.2.tar", STICK_FILE_PACK, "", 0},
    {"envelop-pack.tar.minisig", STICK_FILE_OTHER, "", 0},
    {"envelop-pack/../x.tar", STICK_FILE_OTHER, "", 0},
    {"envelop-pack\n.tar", STICK_FILE_OTHER, "", 0},
    {"envelop-pack .tar", STICK_FILE_OTHER, "", 0},
    {"envelop-pack\xc3\xa9.tar", STICK_FILE_OTHER, "", 0},
    {"envelop-packs-and-a-name-that-goes-on-and-on-and-on-for-ever.tar", STICK_FILE_OTHER, "", 0},
    {"envelop-packs-and-a-name-that-goes-on-and-on-for-a-long-time.tar", STICK_FILE_OTHER, "", 0},
    {"envelop-packs-and-a-name-that-goes-on-and-on-for-a-long-tim.tar", STICK_FILE_PACK, "", 0},
    {"envelop-" ID "-7.receipt", STICK_FILE_RECEIPT, ID, 7},
    {"envelop-" ID "-07.receipt", STICK_FILE_OTHER, "", 0},
    {"envelop-" ID "-0.receipt", STICK_FILE_OTHER, "", 0},
    {"envelop-" ID "-.receipt", STICK_FILE_OTHER, "", 0},
    {"envelop-" ID ".receipt", STICK_FILE_OTHER, "", 0},
    {"envelop-" ID "-9999999999999999999.receipt", STICK_FILE_RECEIPT, ID, 9999999999999999999u},
    {"envelop-" ID "-10000000000000000000.receipt", STICK_FILE_OTHER, "", 0},
    {"envelop-0123456789ABCDEF-7.receipt", STICK_FILE_OTHER, "", 0},
    {"envelop-0123456789abcde-7.receipt", STICK_FILE_OTHER, "", 0},
    {"envelop-" ID "0-7.receipt", STICK_FILE_OTHER, "", 0},
    {"envelop-" ID "-7.tar.age", STICK_FILE_BATCH, ID, 7},
    {"envelop-" ID "-7.tar.age.minisig", STICK_FILE_OTHER, "", 0},
    {"envelop-" ID "-7.tar", STICK_FILE_OTHER, "", 0},
    {"envelop-report-" ID ".txt", STICK_FILE_REPORT, ID, 0},
    {"envelop-report-" ID "-1.txt", STICK_FILE_OTHER, "", 0},
    {"envelop-kiosk-" ID ".pub", STICK_FILE_KIOSK_KEY, ID, 0},
    {"stick", STICK_FILE_OTHER, "", 0},
    {"", STICK_FILE_OTHER, "", 0},
    {".", STICK_FILE_OTHER, "", 0},
    {"..", STICK_FILE_OTHER, "", 0},
};

static void test_names(void)
{
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char kiosk[17];
        uint64_t serial;
        enum stick_kind kind = stick_name_kind(names[i].name, kiosk, &serial);
        CHECK(kind == names[i].kind && strcmp(kiosk, names[i].kiosk) == 0 &&
                  serial == names[i].serial,
              "\"%s\": %d, \"%s\", %" PRIu64, names[i].name, (int)kind, kiosk, serial);
        CHECK(stick_name_kind(names[i].name, NULL, NULL) == names[i].kind, "\"%s\"", names[i].name);
    }
}

// A name of any length, even without an end within sight, is only looked at so far.
static void test_long_name(void)
{
    char *name = malloc(100000);
    memset(name, 'a', 100000);
    memcpy(name, "envelop-pack", 12);
    memcpy(name + 100000 - 5, ".tar", 5);
    CHECK(stick_name_kind(name, NULL, NULL) == STICK_FILE_OTHER, "100,000 characters");
    free(name);
}

static const struct {
    const char *minisig;
    uint64_t serial;
} claims[] = {
    {"untrusted comment: x\nAAAA\ntrusted comment: envelop-pack-1 " ID " any 12\nBBBB\n", 12},
    {"untrusted comment: x\nAAAA\ntrusted comment: envelop-pack-1 " ID " any 0\nBBBB\n", 0},
    {"untrusted comment: x\nAAAA\ntrusted comment: envelop-pack-1 " ID
     " any 99999999999999999999\n",
     0},
    {"untrusted comment: x\nAAAA\ntrusted comment: envelop-receipt-1 " ID " any 12\nBBBB\n", 0},
    {"untrusted comment: x\nAAAA\ntrusted comment: envelop-pack-1 " ID " any 12", 0},
    {"trusted comment: envelop-pack-1 " ID " any 12\n", 0},
    {"", 0},
};

static void test_claims(void)
{
    for (size_t i = 0; i < sizeof claims / sizeof claims[0]; i++) {
        CHECK(stick_pack_serial(claims[i].minisig) == claims[i].serial, "row %zu", i);
    }
}

// --- the status --------------------------------------------------------------------------------

static const char done[] = "envelop-stick-1\nstate done\nkey yes\npacks 1\nreceipts 12\nrefused 0\n"
                           "batch envelop-" ID "-7.tar.age\nreport envelop-report-" ID ".txt\n";
static const char there[] =
    "envelop-stick-1\nstate there\nkey no\npacks 0\nreceipts 0\nrefused 99\n"
    "batch -\nreport -\n";

static void test_round_trip(void)
{
    struct stick_status status;
    char text[STICK_STATUS_MAX_BYTES];
    CHECK(stick_status_parse(done, sizeof done - 1, &status), "done");
    CHECK(status.state == STICK_DONE && status.key && status.packs == 1 && status.receipts == 12 &&
              status.refused == 0 && strcmp(status.batch, "envelop-" ID "-7.tar.age") == 0 &&
              strcmp(status.report, "envelop-report-" ID ".txt") == 0,
          "fields of done");
    CHECK(stick_status_parse(there, sizeof there - 1, &status), "there");
    CHECK(status.state == STICK_THERE && !status.key && status.refused == 99 && !status.batch[0],
          "fields of there");
    for (int state = 0; state < STICK_STATES; state++) {
        struct stick_status one = {.state = (enum stick_state)state, .packs = 1000}, again;
        size_t length = stick_status_print(&one, text);
        CHECK(stick_status_parse(text, length, &again) && again.state == one.state &&
                  again.packs == 99,
              "state %d", state);
    }
}

static const char *const refused[] = {
    "",
    "envelop-stick-2\nstate there\nkey no\npacks 0\nreceipts 0\nrefused 0\nbatch -\nreport -\n",
    "envelop-stick-1\nstate here\nkey no\npacks 0\nreceipts 0\nrefused 0\nbatch -\nreport -\n",
    "envelop-stick-1\nstate there\nkey maybe\npacks 0\nreceipts 0\nrefused 0\nbatch -\nreport -\n",
    "envelop-stick-1\nstate there\nkey no\npacks 100\nreceipts 0\nrefused 0\nbatch -\nreport -\n",
    "envelop-stick-1\nstate there\nkey no\npacks -1\nreceipts 0\nrefused 0\nbatch -\nreport -\n",
    "envelop-stick-1\nstate there\nkey no\npacks 00\nreceipts 0\nrefused 0\nbatch -\nreport -\n",
    "envelop-stick-1\nstate there\nkey no\npacks 0\nreceipts 0\nrefused 0\nbatch -\nreport -",
    "envelop-stick-1\nstate there\nkey no\npacks 0\nreceipts 0\nrefused 0\nbatch -\nreport -\n\n",
    "envelop-stick-1 state there key no packs 0 receipts 0 refused 0 batch - report -\n",
    "envelop-stick-1\nstate there\nkey no\npacks 0\nreceipts 0\nrefused 0\nbatch ggd.pub\nreport "
    "-\n",
    "envelop-stick-1\nstate done\nkey no\npacks 0\nreceipts 0\nrefused 0\nbatch ../x\nreport -\n",
    // A name of a batch anywhere but with "done".
    "envelop-stick-1\nstate there\nkey no\npacks 0\nreceipts 0\nrefused 0\n"
    "batch envelop-" ID "-7.tar.age\nreport -\n",
    "envelop-stick-1\nstate done\nkey no\npacks 0\nreceipts 0\nrefused 0\n"
    "batch envelop-report-" ID ".txt\nreport -\n",
};

static void test_refused(void)
{
    struct stick_status status;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        CHECK(!stick_status_parse(refused[i], strlen(refused[i]), &status), "row %zu", i);
        CHECK(status.state == STICK_NONE && !status.batch[0], "row %zu left something", i);
    }
    CHECK(!stick_status_parse(there, sizeof there, &status), "a NUL behind the end");
    char large[STICK_STATUS_MAX_BYTES + 1] = {0};
    memset(large, ' ', sizeof large);
    CHECK(!stick_status_parse(large, sizeof large, &status), "too large");
}

// Every change of one byte is refused, or means another status.
static void test_changed_bytes(void)
{
    char text[sizeof done], again[STICK_STATUS_MAX_BYTES];
    struct stick_status status;
    size_t taken = 0;
    for (size_t at = 0; at < sizeof done - 1; at++) {
        for (int byte = 0; byte < 256; byte++) {
            memcpy(text, done, sizeof done);
            text[at] = (char)byte;
            if (stick_status_parse(text, sizeof done - 1, &status)) {
                taken++;
                CHECK(stick_status_print(&status, again) == sizeof done - 1 &&
                          memcmp(again, text, sizeof done - 1) == 0,
                      "byte %zu as %d", at, byte);
            }
        }
    }
    CHECK(taken > sizeof done, "only %zu changes were read: digits and ids can change", taken);
}

int main(void)
{
    test_names();
    test_long_name();
    test_claims();
    test_round_trip();
    test_refused();
    test_changed_bytes();
    return check_done();
}
