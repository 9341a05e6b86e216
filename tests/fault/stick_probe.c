// What the kiosk does with its two folders, one step a call, for the tests of sticks.
//
// usage: stick_probe STATE status|key|drop|setup "SIX WORDS"|take|serve|report|carried BATCH REPORT
#include "kiosk.h"
#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const results[] = {"taken", "known", "foreign", "older", "damaged", "failed"};

static int refuse(const char *reason)
{
    printf("refused: %s\n", reason);
    return 1;
}

static int tell_status(const char *folder)
{
    struct stick_status status;
    char text[STICK_STATUS_MAX_BYTES];
    bool good = stick_status_read(folder, &status);
    stick_status_print(&status, text);
    printf("%s%s", good ? "" : "not a status\n", text);
    return 0;
}

static int tell_key(const char *folder)
{
    struct inbox_key key;
    puts(state_inbox_key(folder, &key) ? key.words : "none");
    return 0;
}

static int set_up(const char *folder, const char *words)
{
    struct inbox_key key;
    struct state_error error;
    if (!state_prepare(folder, &error)) {
        return refuse(error.reason);
    }
    if (!state_inbox_key(folder, &key) || strcmp(key.words, words) != 0) {
        return refuse("no key with these words");
    }
    return state_inbox_setup(folder, &key, &error) ? 0 : refuse(error.reason);
}

// Whether a new pack came.
static bool take(const struct state *state, struct spool *spool)
{
    struct inbox_item item;
    struct state_error error;
    bool fresh = false;
    while (state_inbox_next(state, &item)) {
        enum inbox_result result = state_inbox_take(state, &item, spool, &error);
        printf("%s %" PRIu64 " %s%s%s\n", item.name, item.serial, results[result],
               error.reason[0] ? ": " : "", error.reason);
        fresh = fresh || (item.kind == STICK_FILE_PACK && result == INBOX_TAKEN);
    }
    return fresh;
}

static void tell_kiosk(const struct kiosk *kiosk)
{
    printf("pack %" PRIu64 ", free %zu, %s\n", pack_serial(kiosk->pack),
           spool_free_slots(kiosk->spool), app_page(kiosk->app)->screen);
}

// A kiosk that serves, finds a stick's gifts, and goes on with them without a restart.
static int serve(const char *folder)
{
    struct kiosk kiosk;
    struct panel panel = panel_measure(1280, 800, 216, 135);
    enum kiosk_fault fault = kiosk_open(&kiosk, folder, &audio_driver_null, panel, 0);
    if (fault == KIOSK_READY) {
        tell_kiosk(&kiosk);
        if (take(&kiosk.state, kiosk.spool)) {
            fault = kiosk_reload(&kiosk, &audio_driver_null, panel, 0);
        }
    }
    if (fault == KIOSK_READY) {
        tell_kiosk(&kiosk);
    } else {
        refuse(kiosk.error.reason);
    }
    kiosk_close(&kiosk);
    return fault != KIOSK_READY;
}

static int report_walk(const struct state *state)
{
    struct report report = {.date = "2026-11-22",
                            .version = "test",
                            .checks = {{"touch", "2026-11-22", REPORT_GOOD}},
                            .check_count = 1};
    struct state_error error;
    return report_write(&report, state, NULL, &error) ? 0 : refuse(error.reason);
}

static int run_set_up(const char *folder, int argc, char **argv)
{
    struct state state;
    struct state_error error;
    if (strcmp(argv[0], "serve") == 0) {
        return serve(folder);
    }
    if (!state_open(folder, &state, &error)) {
        return refuse(error.reason);
    }
    if (strcmp(argv[0], "take") == 0) {
        take(&state, NULL);
        return 0;
    }
    if (strcmp(argv[0], "report") == 0) {
        return report_walk(&state);
    }
    if (strcmp(argv[0], "carried") == 0 && argc == 3) {
        state_outbox_carried(&state, argv[1], argv[2]);
        return 0;
    }
    return 2;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        return 2;
    }
    if (strcmp(argv[2], "status") == 0) {
        return tell_status(argv[1]);
    }
    if (strcmp(argv[2], "key") == 0) {
        return tell_key(argv[1]);
    }
    if (strcmp(argv[2], "drop") == 0) {
        state_inbox_drop_key(argv[1]);
        return 0;
    }
    if (strcmp(argv[2], "setup") == 0 && argc == 4) {
        return set_up(argv[1], argv[3]);
    }
    return run_set_up(argv[1], argc - 2, argv + 2);
}
