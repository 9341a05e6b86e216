// envelop-stick: carries between a kiosk's two folders and a USB stick. It opens no envelope, knows
// no key, and has no business in the rest of the kiosk's folder.
#include "carry.h"
#include "job.h"

#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, SETTLE_MS = 2000 };

struct options {
    const char *state, *stick;
    int once, gone, folder;
};

static const char usage[] =
    "usage: envelop-stick --state DIR --stick MOUNTPOINT [--once] [--folder]\n"
    "       envelop-stick --state DIR --gone\n"
    "\n"
    "  --once     ends when everything has been carried, not when the stick goes\n"
    "  --folder   MOUNTPOINT may be an ordinary folder\n"
    "  --gone     the stick has gone, whatever was last said about it\n"
    "\n"
    "example: envelop-stick --state /var/lib/envelop --stick /media/stick --once\n";

// --- reading the options -----------------------------------------------------------------------

static int refuse_usage(const char *word, const char *why)
{
    fprintf(stderr, "envelop-stick: %s %s; see --help\n", word, why);
    return EXIT_USAGE;
}

static int check_options(const struct options *options, int argc, char **argv)
{
    if (optind < argc) {
        return refuse_usage(argv[optind], "is not an option");
    }
    if (!options->state) {
        return refuse_usage("--state DIR", "is missing");
    }
    if (!options->stick && !options->gone) {
        return refuse_usage("--stick MOUNTPOINT", "is missing");
    }
    return -1;
}

static int read_options(struct options *options, int argc, char **argv)
{
    const struct option table[] = {
        {"state", required_argument, NULL, 's'},      {"stick", required_argument, NULL, 'm'},
        {"once", no_argument, &options->once, 1},     {"gone", no_argument, &options->gone, 1},
        {"folder", no_argument, &options->folder, 1}, {"help", no_argument, NULL, 'h'},
        {"version", no_argument, NULL, 'v'},          {0}};
    int option;
    opterr = 0; // we say it ourselves
    while ((option = getopt_long(argc, argv, "", table, NULL)) != -1) {
        switch (option) {
        case 's':
            options->state = optarg;
            break;
        case 'm':
            options->stick = optarg;
            break;
        case 'h':
            fputs(usage, stdout);
            return EXIT_DONE;
        case 'v':
            puts("envelop-stick " ENVELOP_VERSION);
            return EXIT_DONE;
        case '?':
            return refuse_usage(argv[optind - 1], "is no option, or lacks its value");
        default:
            break;
        }
    }
    return check_options(options, argc, argv);
}

// --- saying it on the console ------------------------------------------------------------------

static const char *const troubles[STICK_STATES] = {
    [STICK_FULL] = "the stick is full. Make room on it, or take another one",
    [STICK_READ_ONLY] = "the stick can't be written. Look for a switch on it, or take another one",
    [STICK_PULLED] = "the stick was taken out too early. Put it in again; nothing was lost",
    [STICK_DAMAGED] = "the stick is damaged. Take another one; nothing was lost",
    [STICK_NO_BATCH] = "the outbox holds no whole batch. Export again",
    [STICK_NO_ROOM] = "this kiosk has no room for what is on the stick",
};

static int say_done(const struct stick_status *status)
{
    printf("safe to take out:%s%s%s%s\n", status->batch[0] ? " " : "", status->batch,
           status->report[0] ? " " : "", status->report);
    fflush(stdout);
    return EXIT_DONE;
}

static int say(const struct job *job)
{
    const struct stick_status *status = &job->status;
    if (status->state == STICK_DONE) {
        return say_done(status);
    }
    if (troubles[status->state]) {
        fprintf(stderr, "envelop-stick: %s: %s\n", job->mountpoint, troubles[status->state]);
        return EXIT_REFUSED;
    }
    return EXIT_DONE;
}

static void say_found(const struct job *job)
{
    const struct stick_status *status = &job->status;
    printf("on the stick: %s, packs %u, receipts %u, not taken %u\n",
           status->key ? "key of a GGD" : "no key", status->packs, status->receipts,
           status->refused);
    fflush(stdout);
}

// --- what it does ------------------------------------------------------------------------------

static void stop(int signal)
{
    (void)signal;
    carry_stop = 1;
}

static void let_signals_stop(void)
{
    static const int signals[] = {SIGTERM, SIGINT, SIGHUP};
    struct sigaction action = {.sa_handler = stop};
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++) {
        sigaction(signals[i], &action, NULL);
    }
    signal(SIGPIPE, SIG_IGN);
}

static int refuse_open(const struct options *options, enum job_end end)
{
    const char *reason = strerror(errno);
    switch (end) {
    case JOB_BUSY:
        fprintf(stderr, "envelop-stick: %s: another stick is in. Take that one out first\n",
                options->state);
        break;
    case JOB_NO_STICK:
        fprintf(stderr, "envelop-stick: %s: %s. Give the place where the stick is mounted%s\n",
                options->stick, errno == EINVAL ? "nothing is mounted there" : reason,
                errno == EINVAL ? ", or say --folder" : "");
        break;
    default:
        fprintf(stderr, "envelop-stick: %s: inbox or outbox: %s. Start the kiosk first\n",
                options->state, reason);
        break;
    }
    return EXIT_REFUSED;
}

// What went wrong with reading the stick may still leave room for writing on it, but not on one
// that is damaged.
static enum stick_state deliver(struct job *job, enum stick_state collected, bool once)
{
    if (collected == STICK_PULLED || collected == STICK_DAMAGED) {
        return collected;
    }
    enum stick_state state = job_deliver(job);
    while (state == STICK_NO_BATCH && !once && job_more_within(job, SETTLE_MS)) {
        state = job_deliver(job);
    }
    return state == STICK_THERE ? collected : state;
}

static int serve(struct job *job, bool once)
{
    enum stick_state collected = job_collect(job), state = deliver(job, collected, once);
    say_found(job);
    for (;;) {
        bool told = job_say(job, state);
        int code = say(job);
        if (!told) {
            fprintf(stderr, "envelop-stick: %s/inbox: %s\n", job->state_dir, strerror(errno));
            code = EXIT_REFUSED;
        }
        if (once) {
            return code;
        }
        if (!job_wait(job)) {
            job_gone(job);
            return EXIT_DONE;
        }
        state = deliver(job, collected, false);
    }
}

static int run_gone(const struct options *options)
{
    struct job job;
    enum job_end end = job_open_folders(&job, options->state);
    int code = end == JOB_OPEN ? EXIT_DONE : refuse_open(options, end);
    if (end == JOB_OPEN) {
        job_gone(&job);
    }
    job_close(&job);
    return code;
}

static int run(const struct options *options)
{
    struct job job;
    enum job_end end = job_open(&job, options->state, options->stick, options->folder);
    int code = end == JOB_OPEN ? serve(&job, options->once) : refuse_open(options, end);
    job_close(&job);
    return code;
}

int main(int argc, char **argv)
{
    struct options options = {0};
    int code = read_options(&options, argc, argv);
    if (code >= 0) {
        return code;
    }
    umask(077);
    let_signals_stop();
    return options.gone ? run_gone(&options) : run(&options);
}
