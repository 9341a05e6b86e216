// envelop-kiosk: the touchscreen program. One option chooses what it does; without one it serves.
#include "fault.h"
#include "file.h"
#include "play.h"
#include "window.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

struct options {
    const char *state, *setup, *words, *receive, *export_to, *play, *shots, *today;
    bool check, mute, tell;
    int w_px, h_px;
    float w_mm, h_mm;
};

static const char usage[] =
    "usage: envelop-kiosk --state DIR [--window WxH] [--mm WxH]   serve\n"
    "       envelop-kiosk --state DIR --setup GGD.pub [--words \"six words\"]\n"
    "       envelop-kiosk --state DIR --receive FILE              a pack or a receipt\n"
    "       envelop-kiosk --state DIR --export DIR                write the sealed batch\n"
    "       envelop-kiosk --state DIR --check                     is it ready to serve?\n"
    "       envelop-kiosk --state DIR --play SCRIPT [--shots DIR] [--mute] [--tell]\n"
    "                     [--today YYYY-MM-DD]\n"
    "\n"
    "  --window WxH   in a window of so many pixels, not full screen\n"
    "  --mm WxH       the panel's size in millimetres (every length follows from it)\n"
    "\n"
    "example: envelop-kiosk --state /var/lib/envelop --window 1280x800 --mm 216x135\n";

// --- reading the options -----------------------------------------------------------------------

enum {
    OPT_STATE = 256,
    OPT_SETUP,
    OPT_WORDS,
    OPT_RECEIVE,
    OPT_EXPORT,
    OPT_PLAY,
    OPT_SHOTS,
    OPT_TODAY,
    OPT_CHECK,
    OPT_MUTE,
    OPT_TELL,
    OPT_WINDOW,
    OPT_MM,
    OPT_HELP,
    OPT_VERSION
};

static const struct option long_options[] = {
    {"state", required_argument, NULL, OPT_STATE},
    {"setup", required_argument, NULL, OPT_SETUP},
    {"words", required_argument, NULL, OPT_WORDS},
    {"receive", required_argument, NULL, OPT_RECEIVE},
    {"export", required_argument, NULL, OPT_EXPORT},
    {"play", required_argument, NULL, OPT_PLAY},
    {"shots", required_argument, NULL, OPT_SHOTS},
    {"today", required_argument, NULL, OPT_TODAY},
    {"check", no_argument, NULL, OPT_CHECK},
    {"mute", no_argument, NULL, OPT_MUTE},
    {"tell", no_argument, NULL, OPT_TELL},
    {"window", required_argument, NULL, OPT_WINDOW},
    {"mm", required_argument, NULL, OPT_MM},
    {"help", no_argument, NULL, OPT_HELP},
    {"version", no_argument, NULL, OPT_VERSION},
    {0},
};

static bool read_window(struct options *options, const char *text)
{
    char end;
    return sscanf(text, "%dx%d%c", &options->w_px, &options->h_px, &end) == 2 &&
           options->w_px >= 320 && options->h_px >= 320 && options->w_px <= 8192 &&
           options->h_px <= 8192;
}

static bool read_mm(struct options *options, const char *text)
{
    char end;
    return sscanf(text, "%fx%f%c", &options->w_mm, &options->h_mm, &end) == 2 &&
           options->w_mm >= 50 && options->h_mm >= 50 && options->w_mm <= 3000 &&
           options->h_mm <= 3000;
}

static int refuse_usage(const char *word, const char *why)
{
    fprintf(stderr, "envelop-kiosk: %s %s; see --help\n", word, why);
    return EXIT_USAGE;
}

// -1: go on.
static int take_option(struct options *options, int option, const char *value)
{
    const char **texts[] = {[OPT_STATE - OPT_STATE] = &options->state,
                            [OPT_SETUP - OPT_STATE] = &options->setup,
                            [OPT_WORDS - OPT_STATE] = &options->words,
                            [OPT_RECEIVE - OPT_STATE] = &options->receive,
                            [OPT_EXPORT - OPT_STATE] = &options->export_to,
                            [OPT_PLAY - OPT_STATE] = &options->play,
                            [OPT_SHOTS - OPT_STATE] = &options->shots,
                            [OPT_TODAY - OPT_STATE] = &options->today};
    if (option >= OPT_STATE && option <= OPT_TODAY) {
        *texts[option - OPT_STATE] = value;
        return -1;
    }
    switch (option) {
    case OPT_CHECK:
        options->check = true;
        return -1;
    case OPT_MUTE:
        options->mute = true;
        return -1;
    case OPT_TELL:
        options->tell = true;
        return -1;
    case OPT_WINDOW:
    case OPT_MM:
        if (option == OPT_WINDOW ? read_window(options, value) : read_mm(options, value)) {
            return -1;
        }
        fprintf(stderr, "envelop-kiosk: \"%s\" is not a size; write it like 1280x800\n", value);
        return EXIT_USAGE;
    case OPT_HELP:
        fputs(usage, stdout);
        return EXIT_DONE;
    case OPT_VERSION:
        puts("envelop-kiosk " ENVELOP_VERSION);
        return EXIT_DONE;
    default:
        return EXIT_USAGE;
    }
}

static int read_options(struct options *options, int argc, char **argv)
{
    int option;
    opterr = 0; // we say it ourselves
    while ((option = getopt_long(argc, argv, "", long_options, NULL)) != -1) {
        int code = option == '?'
                       ? refuse_usage(argv[optind - 1], "is no option, or lacks its value")
                       : take_option(options, option, optarg);
        if (code >= 0) {
            return code;
        }
    }
    if (optind < argc) {
        return refuse_usage(argv[optind], "is not an option");
    }
    if (!options->state) {
        return refuse_usage("--state DIR", "is missing");
    }
    return -1;
}

// --- what it does ------------------------------------------------------------------------------

static int refuse(const struct state_error *error)
{
    fprintf(stderr, "envelop-kiosk: %s\n", error->reason);
    return EXIT_REFUSED;
}

static int run_setup(const struct options *options)
{
    struct state_error error;
    struct state state;
    char words[160];
    if (!state_setup(options->state, options->setup, options->words, &error) ||
        !state_open(options->state, &state, &error)) {
        return refuse(&error);
    }
    signature_words(&state.ggd, words, sizeof words);
    printf("This kiosk accepts packs of one GGD only: %s\n", words);
    signature_words(&state.kiosk, words, sizeof words);
    printf("The GGD adds this kiosk by %s/kiosk.pub: %s\n", options->state, words);
    return EXIT_DONE;
}

static int run_receive(const struct options *options)
{
    struct state_error error;
    struct state state;
    bool done = state_open(options->state, &state, &error) &&
                state_receive(&state, options->receive, &error);
    if (!done) {
        return refuse(&error);
    }
    printf("%s: accepted\n", options->receive);
    return EXIT_DONE;
}

static int run_export(const struct options *options)
{
    struct state_error error;
    struct state state;
    struct pack_error refused;
    if (!state_open(options->state, &state, &error)) {
        return refuse(&error);
    }
    struct pack *pack = pack_open(options->state, &state.ggd, &refused);
    if (!pack) {
        fprintf(stderr, "envelop-kiosk: %s\n", refused.reason);
        return EXIT_REFUSED;
    }
    struct spool *spool = NULL;
    enum spool_result opened = state_spool(&state, &spool);
    char name[96];
    bool done = false;
    if (opened != SPOOL_OK) {
        fprintf(stderr, "envelop-kiosk: %s/spool: %s\n", options->state, spool_result_text(opened));
    } else if (!state_export(&state, pack, spool, options->export_to, name, sizeof name, &error)) {
        refuse(&error);
    } else {
        printf("%s/%s\n", options->export_to, name);
        done = true;
    }
    spool_close(spool);
    pack_close(pack);
    return done ? EXIT_DONE : EXIT_REFUSED;
}

static int run_check(const struct options *options)
{
    struct kiosk kiosk = {0};
    enum kiosk_fault fault = kiosk_open(&kiosk, options->state, &audio_driver_null,
                                        panel_measure(1280, 800, options->w_mm, options->h_mm), 0);
    if (fault != KIOSK_READY) {
        fprintf(stderr, "envelop-kiosk: %s (%s)\n", fault_title(fault), kiosk.error.reason);
    } else {
        char words[160];
        signature_words(&kiosk.state.ggd, words, sizeof words);
        printf("ready: pack %llu of %s, valid until %s\n",
               (unsigned long long)pack_serial(kiosk.pack), pack_ggd_name(kiosk.pack),
               pack_expires(kiosk.pack));
        printf("six words of the GGD: %s\n", words);
    }
    kiosk_close(&kiosk);
    return fault == KIOSK_READY ? EXIT_DONE : EXIT_REFUSED;
}

static int run_play(const struct options *options)
{
    struct play_options play = {
        .script = options->play,
        .shots = options->shots,
        .today = options->today,
        .mute = options->mute,
        .tell = options->tell,
        .w_px = options->w_px ? options->w_px : 1280,
        .h_px = options->h_px ? options->h_px : 800,
        .w_mm = options->w_mm,
        .h_mm = options->h_mm,
    };
    return play_run(options->state, &play);
}

int main(int argc, char **argv)
{
    struct options options = {0};
    int code = read_options(&options, argc, argv);
    if (code >= 0) {
        return code;
    }
    if (options.setup) {
        return run_setup(&options);
    }
    if (options.receive) {
        return run_receive(&options);
    }
    if (options.export_to) {
        return run_export(&options);
    }
    if (options.check) {
        return run_check(&options);
    }
    if (options.play) {
        return run_play(&options);
    }
    struct window_options window = {options.w_px, options.h_px, options.w_mm, options.h_mm};
    return window_run(options.state, &window);
}
