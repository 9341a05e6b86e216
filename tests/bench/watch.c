// Watches a program on an X display from outside: what it paints (XDamage), what it costs (/proc),
// how soon it answers a touch (XTest). Prints one "name value" a line.
//
// usage: bench_watch [-t TOUCHES] [-i SECONDS] [-p PICTURE.ppm] -- PROGRAM ARGUMENT...
//
// TOUCHES: lines "MS touch X Y", MS in the time of the script they were recorded from: the pause
// before a touch is at least as long as it was there.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <X11/extensions/Xdamage.h>
#include <X11/extensions/XTest.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

enum {
    TOUCHES_MAX = 512,
    START_MS = 20000,   // a program that has painted nothing by then has failed
    FINISHED_MS = 1500, // nothing painted for so long after the start: the screen is finished
    FINAL_MS = 150,     // and after a touch
    ANSWER_MS = 400,    // a touch that has changed nothing by then changes nothing
    HOLD_MS = 80,
};

struct watch {
    Display *display;
    int damage_event;
    pid_t program;
    double changed_ms; // of the last change
    long changes;
};

struct touch {
    double at_ms;
    int x, y;
};

struct cost {
    double cpu_ms;
    long waits; // voluntary context switches: how often it went to sleep
};

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static _Noreturn void fail(const char *why, const char *what)
{
    fprintf(stderr, "bench_watch: %s%s\n", why, what);
    exit(1);
}

// --- what it costs -----------------------------------------------------------------------------

static void read_proc(pid_t program, const char *name, char *text, size_t room)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)program, name);
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = file < 0 ? -1 : read(file, text, room - 1);
    if (got < 0) {
        fail("the program has ended early: ", path);
    }
    text[got] = '\0';
    close(file);
}

static long field(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    return at ? strtol(at + strlen(name), NULL, 10) : -1;
}

// Of all threads, those that have ended too: the process's own clock.
static double cpu_ms(pid_t program)
{
    clockid_t clock;
    struct timespec used;
    if (clock_getcpuclockid(program, &clock) != 0 || clock_gettime(clock, &used) != 0) {
        fail("the program's processor time can't be read", "");
    }
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

static struct cost cost_now(pid_t program)
{
    char status[8192];
    read_proc(program, "status", status, sizeof status);
    return (struct cost){cpu_ms(program), field(status, "\nvoluntary_ctxt_switches:")};
}

static long pss_kib(pid_t program)
{
    char rollup[8192];
    read_proc(program, "smaps_rollup", rollup, sizeof rollup);
    return field(rollup, "\nPss:");
}

// --- what it paints ----------------------------------------------------------------------------

static void open_display(struct watch *watch)
{
    int error_event;
    watch->display = XOpenDisplay(NULL);
    if (!watch->display) {
        fail("no X display: ", getenv("DISPLAY") ? getenv("DISPLAY") : "DISPLAY is not set");
    }
    if (!XDamageQueryExtension(watch->display, &watch->damage_event, &error_event)) {
        fail("the display has no XDamage", "");
    }
    XDamageCreate(watch->display, DefaultRootWindow(watch->display), XDamageReportRawRectangles);
    XSync(watch->display, False);
}

// Until something is painted (true) or `until_ms` has come.
static bool await_change(struct watch *watch, double until_ms)
{
    for (;;) {
        bool changed = false;
        while (XPending(watch->display) > 0) {
            XEvent event;
            XNextEvent(watch->display, &event);
            if (event.type == watch->damage_event + XDamageNotify) {
                changed = true;
                watch->changes++;
            }
        }
        double now = now_ms();
        if (changed) {
            watch->changed_ms = now;
            return true;
        }
        if (now >= until_ms) {
            return false;
        }
        struct pollfd display = {.fd = ConnectionNumber(watch->display), .events = POLLIN};
        poll(&display, 1, (int)(until_ms - now) + 1);
    }
}

// Until nothing has been painted for `quiet_ms`.
static void await_rest(struct watch *watch, double quiet_ms)
{
    while (await_change(watch, now_ms() + quiet_ms)) {
    }
}

static void save_picture(const struct watch *watch, const char *path)
{
    int screen = DefaultScreen(watch->display);
    unsigned w = (unsigned)DisplayWidth(watch->display, screen);
    unsigned h = (unsigned)DisplayHeight(watch->display, screen);
    XImage *image = XGetImage(watch->display, DefaultRootWindow(watch->display), 0, 0, w, h,
                              AllPlanes, ZPixmap);
    FILE *out = fopen(path, "wb");
    if (!image || !out) {
        fail("the picture can't be written: ", path);
    }
    fprintf(out, "P6 %u %u 255\n", w, h);
    for (unsigned i = 0; i < w * h; i++) {
        unsigned long pixel = XGetPixel(image, (int)(i % w), (int)(i / w));
        putc((int)(pixel >> 16 & 255), out);
        putc((int)(pixel >> 8 & 255), out);
        putc((int)(pixel & 255), out);
    }
    fclose(out);
    XDestroyImage(image);
}

// --- the start ---------------------------------------------------------------------------------

static pid_t start_program(char **arguments)
{
    pid_t program = fork();
    if (program == 0) {
        execvp(arguments[0], arguments);
        fprintf(stderr, "bench_watch: %s: %s\n", arguments[0], strerror(errno));
        _exit(127);
    }
    return program;
}

static void watch_start(struct watch *watch, char **arguments)
{
    await_rest(watch, 300); // what an earlier program leaves behind
    double start = now_ms();
    watch->program = start_program(arguments);
    if (!await_change(watch, start + START_MS)) {
        fail("nothing was painted by ", arguments[0]);
    }
    await_rest(watch, FINISHED_MS);
    printf("start_ms %.1f\n", watch->changed_ms - start);
    printf("start_cpu_ms %.1f\n", cpu_ms(watch->program));
    printf("pss_kib %ld\n", pss_kib(watch->program));
}

// --- rest --------------------------------------------------------------------------------------

static void watch_idle(struct watch *watch, double seconds)
{
    long changes = watch->changes;
    struct cost before = cost_now(watch->program);
    double end = now_ms() + seconds * 1e3;
    while (await_change(watch, end)) {
    }
    struct cost after = cost_now(watch->program);
    printf("idle_cpu_ms %.2f\n", (after.cpu_ms - before.cpu_ms) / seconds);
    printf("idle_waits %.2f\n", (double)(after.waits - before.waits) / seconds);
    printf("idle_frames %.2f\n", (double)(watch->changes - changes) / seconds);
}

// --- touches -----------------------------------------------------------------------------------

static int read_touches(const char *path, struct touch *touches)
{
    FILE *in = fopen(path, "r");
    int count = 0;
    char line[256];
    while (in && count < TOUCHES_MAX && fgets(line, sizeof line, in)) {
        struct touch *touch = &touches[count];
        count += sscanf(line, "%lf touch %d %d", &touch->at_ms, &touch->x, &touch->y) == 3;
    }
    if (count == 0) {
        fail("no touches in ", path);
    }
    fclose(in);
    return count;
}

static void button(struct watch *watch, bool down)
{
    XTestFakeButtonEvent(watch->display, 1, down, CurrentTime);
    XFlush(watch->display);
}

struct answers {
    double press_ms[TOUCHES_MAX], final_ms[TOUCHES_MAX], cpu_ms[TOUCHES_MAX];
    int pressed, released, touched;
};

static void watch_touch(struct watch *watch, const struct touch *touch, struct answers *answers)
{
    XTestFakeMotionEvent(watch->display, -1, touch->x, touch->y, CurrentTime);
    XFlush(watch->display);
    await_rest(watch, 30);
    double cpu = cpu_ms(watch->program);
    double press = now_ms();
    button(watch, true);
    if (await_change(watch, press + ANSWER_MS)) {
        answers->press_ms[answers->pressed++] = watch->changed_ms - press;
    }
    await_rest(watch, HOLD_MS);
    double release = now_ms();
    button(watch, false);
    if (await_change(watch, release + ANSWER_MS)) {
        await_rest(watch, FINAL_MS);
        answers->final_ms[answers->released++] = watch->changed_ms - release;
    }
    answers->cpu_ms[answers->touched++] = cpu_ms(watch->program) - cpu;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void print_spread(const char *name, double *values, int count)
{
    double sum = 0;
    qsort(values, (size_t)count, sizeof *values, by_size);
    for (int i = 0; i < count; i++) {
        sum += values[i];
    }
    if (count > 0) {
        printf("%s_median %.2f\n%s_p95 %.2f\n%s_mean %.2f\n", name, values[count / 2], name,
               values[count * 95 / 100], name, sum / count);
    }
}

static void watch_touches(struct watch *watch, const char *path)
{
    static struct touch touches[TOUCHES_MAX];
    static struct answers answers;
    int count = read_touches(path, touches);
    double began = 0;
    for (int i = 0; i < count; i++) {
        double pause = i > 0 ? touches[i].at_ms - touches[i - 1].at_ms - (now_ms() - began) : 0;
        await_rest(watch, 100);
        for (double end = now_ms() + pause; await_change(watch, end);) {
        }
        began = now_ms();
        watch_touch(watch, &touches[i], &answers);
    }
    printf("touches %d\n", count);
    print_spread("press_ms", answers.press_ms, answers.pressed);
    print_spread("final_ms", answers.final_ms, answers.released);
    print_spread("touch_cpu_ms", answers.cpu_ms, answers.touched);
    printf("pss_after_kib %ld\n", pss_kib(watch->program));
}

int main(int argc, char **argv)
{
    const char *touches = NULL, *picture = NULL;
    double idle_s = 0;
    struct watch watch = {0};
    for (int option; (option = getopt(argc, argv, "+t:i:p:")) != -1;) {
        switch (option) {
        case 't':
            touches = optarg;
            break;
        case 'i':
            idle_s = atof(optarg);
            break;
        case 'p':
            picture = optarg;
            break;
        default:
            return 2;
        }
    }
    if (optind >= argc) {
        fail("which program? ", "bench_watch [-t TOUCHES] [-i SECONDS] [-p PICTURE] -- PROGRAM");
    }
    open_display(&watch);
    watch_start(&watch, argv + optind);
    if (picture) {
        save_picture(&watch, picture);
    }
    if (idle_s > 0) {
        watch_idle(&watch, idle_s);
    }
    if (touches) {
        watch_touches(&watch, touches);
    }
    kill(watch.program, SIGTERM);
    waitpid(watch.program, NULL, 0);
    XCloseDisplay(watch.display);
    return 0;
}
