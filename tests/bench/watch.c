// Watches a program and whatever it starts on an X display from outside: what it paints (XDamage,
// and the pixels compared), what it costs (/proc), how soon it answers a touch (XTest). Prints one
// "name value" a line, and a line "touch PRESS FINAL CPU" (milliseconds) for each touch, "held" for
// one that is held; "-" where nothing changed.
//
// usage: bench_watch [-p PICTURE | -f PICTURE] [-i SECONDS] [-t TOUCHES] -- PROGRAM ARGUMENT...
//
// PICTURE: -p writes down how the first screen stands after a long rest; -f takes it as what the
// first screen must become, which is when the start is finished.
// TOUCHES: lines "MS touch X Y [HELD]", MS in the time of the script they were recorded from: the
// pause before a touch is at least as long as it was there. HELD: the finger stays for so long.
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <X11/extensions/Xdamage.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>

enum {
    TOUCHES_MAX = 512,
    PROCESSES_MAX = 4096, // of the whole machine
    START_MS = 30000,     // a program whose first screen isn't there by then has failed
    FINISHED_MS = 1500,   // a first screen that stands so long is finished
    LONG_MS = 6000,       // and one that nobody has seen before
    FINAL_MS = 150,       // nothing changed for so long after a touch: the picture is final
    ANSWER_MS = 400,      // a touch that has changed nothing by then changes nothing
    HOLD_MS = 80,
    STILL_MS = 100, // nothing changed for so long: nothing moves
    END_MS = 10000, // a program that is told to end, and its children
};

struct watch {
    Display *display;
    int damage_event;
    XShmSegmentInfo memory;
    XImage *area;     // of what was painted last
    uint32_t *screen; // as it was seen last
    uint32_t *first;  // as the first screen must become, or NULL
    int w, h;
    pid_t program;
    double changed_ms; // of the last change
    long changes;
};

struct touch {
    double at_ms;
    int x, y;
    double held_ms; // 0: a short touch
};

struct process {
    pid_t id, parent;
    double ended_ms; // CPU of its children that have ended
};

struct cost {
    double cpu_ms;
    long waits; // voluntary context switches: how often a thread went to sleep
    long pss_kib;
    int processes, threads;
};

static double ms_of(const struct timespec *time)
{
    return (double)time->tv_sec * 1e3 + (double)time->tv_nsec / 1e6;
}

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return ms_of(&now);
}

static _Noreturn void fail(const char *why, const char *what)
{
    fprintf(stderr, "bench_watch: %s%s\n", why, what);
    exit(1);
}

// --- what it costs -----------------------------------------------------------------------------

// Empty when it isn't there (any more).
static void read_proc(const char *path, char *text, size_t room)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t got = file < 0 ? -1 : read(file, text, room - 1);
    text[got < 0 ? 0 : got] = '\0';
    if (file >= 0) {
        close(file);
    }
}

static long field(const char *text, const char *name)
{
    const char *at = strstr(text, name);
    return at ? strtol(at + strlen(name), NULL, 10) : 0;
}

static bool read_process(const char *id, struct process *process)
{
    char path[300], text[1024];
    long user, system;
    snprintf(path, sizeof path, "/proc/%s/stat", id);
    read_proc(path, text, sizeof text);
    const char *rest = strrchr(text, ')'); // the name before it may hold anything
    if (!rest || sscanf(rest, ") %*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %ld %ld",
                        &process->parent, &user, &system) != 3) {
        return false;
    }
    process->id = (pid_t)atoi(id);
    process->ended_ms = (double)(user + system) * 1e3 / (double)sysconf(_SC_CLK_TCK);
    return true;
}

static int list_processes(struct process *all)
{
    DIR *folder = opendir("/proc");
    int count = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (isdigit((unsigned char)entry->d_name[0]) && count < PROCESSES_MAX) {
            count += read_process(entry->d_name, &all[count]);
        }
    }
    if (folder) {
        closedir(folder);
    }
    return count;
}

static bool is_ours(const struct process *all, int count, pid_t id)
{
    for (int depth = 0; id > 1 && depth < 64; depth++) {
        if (id == getpid()) {
            return true;
        }
        int i = 0;
        while (i < count && all[i].id != id) {
            i++;
        }
        id = i < count ? all[i].parent : 0;
    }
    return false;
}

// Descendants of this program, orphans too: they come to it (PR_SET_CHILD_SUBREAPER).
static int find_family(struct process *family)
{
    static struct process all[PROCESSES_MAX];
    int count = list_processes(all), found = 0;
    for (int i = 0; i < count; i++) {
        if (all[i].id != getpid() && is_ours(all, count, all[i].id)) {
            family[found++] = all[i];
        }
    }
    return found;
}

static double clock_ms(pid_t process)
{
    clockid_t clock;
    struct timespec used;
    bool known = clock_getcpuclockid(process, &clock) == 0 && clock_gettime(clock, &used) == 0;
    return known ? ms_of(&used) : 0;
}

// Of all processes and threads, those that have ended too.
static double cpu_ms(void)
{
    static struct process family[PROCESSES_MAX];
    struct rusage ended;
    double sum = 0;
    while (waitpid(-1, NULL, WNOHANG) > 0) { // orphans
    }
    int count = find_family(family);
    if (count == 0) {
        fail("the program has ended early", "");
    }
    for (int i = 0; i < count; i++) {
        sum += clock_ms(family[i].id) + family[i].ended_ms;
    }
    getrusage(RUSAGE_CHILDREN, &ended);
    return sum + (double)(ended.ru_utime.tv_sec + ended.ru_stime.tv_sec) * 1e3 +
           (double)(ended.ru_utime.tv_usec + ended.ru_stime.tv_usec) / 1e3;
}

static void count_threads(pid_t process, struct cost *cost)
{
    char path[300], text[8192];
    snprintf(path, sizeof path, "/proc/%d/task", (int)process);
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (isdigit((unsigned char)entry->d_name[0])) {
            snprintf(path, sizeof path, "/proc/%d/task/%s/status", (int)process, entry->d_name);
            read_proc(path, text, sizeof text);
            cost->waits += field(text, "\nvoluntary_ctxt_switches:");
            cost->threads++;
        }
    }
    if (folder) {
        closedir(folder);
    }
}

static struct cost cost_now(void)
{
    static struct process family[PROCESSES_MAX];
    struct cost cost = {.processes = find_family(family)};
    for (int i = 0; i < cost.processes; i++) {
        char path[64], text[8192];
        snprintf(path, sizeof path, "/proc/%d/smaps_rollup", (int)family[i].id);
        read_proc(path, text, sizeof text);
        cost.pss_kib += field(text, "\nPss:");
        count_threads(family[i].id, &cost);
    }
    cost.cpu_ms = cpu_ms();
    return cost;
}

// --- what it paints ----------------------------------------------------------------------------

static void open_memory(struct watch *watch)
{
    int screen = DefaultScreen(watch->display);
    XShmSegmentInfo *memory = &watch->memory;
    watch->w = DisplayWidth(watch->display, screen);
    watch->h = DisplayHeight(watch->display, screen);
    size_t bytes = (size_t)watch->w * (size_t)watch->h * 4;
    watch->screen = calloc(bytes, 1);
    watch->area = XShmCreateImage(watch->display, DefaultVisual(watch->display, screen), 24,
                                  ZPixmap, NULL, memory, (unsigned)watch->w, (unsigned)watch->h);
    memory->shmid = shmget(IPC_PRIVATE, bytes, IPC_CREAT | 0600);
    memory->shmaddr = memory->shmid < 0 ? (char *)-1 : shmat(memory->shmid, NULL, 0);
    if (!watch->screen || !watch->area || watch->area->bits_per_pixel != 32 ||
        memory->shmaddr == (char *)-1 || !XShmAttach(watch->display, memory)) {
        fail("the display's pixels can't be read", "");
    }
    XSync(watch->display, False);
    shmctl(memory->shmid, IPC_RMID, NULL); // once both have it
    watch->area->data = memory->shmaddr;
}

// Looks at an area of the screen. True when a pixel of it has changed.
static bool look(struct watch *watch, int x, int y, int w, int h)
{
    bool changed = false;
    watch->area->width = w;
    watch->area->height = h;
    watch->area->bytes_per_line = w * 4;
    if (!XShmGetImage(watch->display, DefaultRootWindow(watch->display), watch->area, x, y,
                      AllPlanes)) {
        fail("the display's pixels can't be read", "");
    }
    for (int row = 0; row < h; row++) {
        uint32_t *seen = watch->screen + (ptrdiff_t)(y + row) * watch->w + x;
        const char *now = watch->memory.shmaddr + (ptrdiff_t)row * w * 4;
        if (memcmp(seen, now, (size_t)w * 4) != 0) {
            memcpy(seen, now, (size_t)w * 4);
            changed = true;
        }
    }
    return changed;
}

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
    open_memory(watch);
    XDamageCreate(watch->display, DefaultRootWindow(watch->display), XDamageReportRawRectangles);
    XSync(watch->display, False);
    look(watch, 0, 0, watch->w, watch->h);
}

// What was painted since the last call, in one rectangle. False: nothing.
static bool painted(struct watch *watch, int *left, int *top, int *right, int *bottom)
{
    bool any = false;
    while (XPending(watch->display) > 0) {
        XEvent event;
        XNextEvent(watch->display, &event);
        if (event.type == watch->damage_event + XDamageNotify) {
            XRectangle area = ((const XDamageNotifyEvent *)&event)->area;
            *left = !any || area.x < *left ? area.x : *left;
            *top = !any || area.y < *top ? area.y : *top;
            *right = !any || area.x + area.width > *right ? area.x + area.width : *right;
            *bottom = !any || area.y + area.height > *bottom ? area.y + area.height : *bottom;
            any = true;
        }
    }
    return any;
}

// Until a pixel changes (true) or `until_ms` has come. The time is taken before the pixels are
// looked at: looking isn't the program's.
static bool await_change(struct watch *watch, double until_ms)
{
    for (;;) {
        int left, top, right, bottom;
        bool any = painted(watch, &left, &top, &right, &bottom);
        double now = now_ms();
        if (any && look(watch, left, top, right - left, bottom - top)) {
            watch->changes++;
            watch->changed_ms = now;
            return true;
        }
        if (now >= until_ms) {
            return false;
        }
        struct pollfd display = {.fd = ConnectionNumber(watch->display), .events = POLLIN};
        if (XQLength(watch->display) == 0) { // looking may have read the next event
            poll(&display, 1, (int)(until_ms - now) + 1);
        }
    }
}

// Until nothing has changed for `quiet_ms`.
static void await_rest(struct watch *watch, double quiet_ms)
{
    while (await_change(watch, now_ms() + quiet_ms)) {
    }
}

static size_t screen_bytes(const struct watch *watch)
{
    return (size_t)watch->w * (size_t)watch->h * sizeof *watch->screen;
}

static void save_picture(const struct watch *watch, const char *path)
{
    FILE *out = fopen(path, "wb");
    if (!out || fwrite(watch->screen, screen_bytes(watch), 1, out) != 1 || fclose(out) != 0) {
        fail("the picture can't be written: ", path);
    }
}

static void load_picture(struct watch *watch, const char *path)
{
    FILE *in = fopen(path, "rb");
    watch->first = malloc(screen_bytes(watch));
    if (!in || !watch->first || fread(watch->first, screen_bytes(watch), 1, in) != 1) {
        fail("the picture can't be read: ", path);
    }
    fclose(in);
}

// --- the start ---------------------------------------------------------------------------------

static pid_t start_program(char **arguments)
{
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    pid_t program = fork();
    if (program == 0) {
        execvp(arguments[0], arguments);
        fprintf(stderr, "bench_watch: %s: %s\n", arguments[0], strerror(errno));
        _exit(127);
    }
    return program;
}

// Until the first screen stands.
static void await_first(struct watch *watch, double start, bool known)
{
    await_rest(watch, known ? FINISHED_MS : LONG_MS);
    while (watch->first && memcmp(watch->screen, watch->first, screen_bytes(watch)) != 0) {
        if (!await_change(watch, start + START_MS)) {
            fail("the first screen isn't what it was the first time", "");
        }
        await_rest(watch, FINISHED_MS);
    }
}

static void watch_start(struct watch *watch, char **arguments, bool known)
{
    await_rest(watch, 300); // what an earlier program leaves behind
    double start = now_ms();
    watch->program = start_program(arguments);
    if (!await_change(watch, start + START_MS)) {
        fail("nothing was painted by ", arguments[0]);
    }
    await_first(watch, start, known);
    struct cost cost = cost_now();
    printf("start_ms %.1f\nstart_cpu_ms %.1f\n", watch->changed_ms - start, cost.cpu_ms);
    printf("pss_kib %ld\nprocesses %d\nthreads %d\n", cost.pss_kib, cost.processes, cost.threads);
}

// --- rest --------------------------------------------------------------------------------------

static void watch_idle(struct watch *watch, double seconds)
{
    long changes = watch->changes;
    struct cost before = cost_now();
    double start = now_ms();
    while (await_change(watch, start + seconds * 1e3)) {
    }
    seconds = (now_ms() - start) / 1e3;
    struct cost after = cost_now();
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
        touch->held_ms = 0;
        count += sscanf(line, "%lf touch %d %d %lf", &touch->at_ms, &touch->x, &touch->y,
                        &touch->held_ms) >= 3;
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

static void print_ms(double ms)
{
    if (ms < 0) {
        printf(" -");
    } else {
        printf(" %.3f", ms);
    }
}

// The finger stays until what it changed stands still, or as long as it is held.
static void hold(struct watch *watch, double until_ms)
{
    while (await_change(watch, until_ms)) {
    }
    await_rest(watch, HOLD_MS);
}

static void watch_touch(struct watch *watch, const struct touch *touch)
{
    XTestFakeMotionEvent(watch->display, -1, touch->x, touch->y, CurrentTime);
    XFlush(watch->display);
    await_rest(watch, 30);
    double cpu = cpu_ms();
    double press = now_ms();
    button(watch, true);
    double press_ms = await_change(watch, press + ANSWER_MS) ? watch->changed_ms - press : -1;
    hold(watch, press + touch->held_ms);
    double release = now_ms(), final_ms = -1;
    button(watch, false);
    if (await_change(watch, release + ANSWER_MS)) {
        await_rest(watch, FINAL_MS);
        final_ms = watch->changed_ms - release;
    }
    printf(touch->held_ms > 0 ? "held" : "touch");
    print_ms(press_ms);
    print_ms(final_ms);
    print_ms(cpu_ms() - cpu);
    printf("\n");
}

// The whole form's cost holds what comes later than a touch, as pages that turn by themselves.
static void watch_touches(struct watch *watch, const char *path)
{
    static struct touch touches[TOUCHES_MAX];
    int count = read_touches(path, touches);
    double began = 0, cpu = cpu_ms();
    for (int i = 0; i < count; i++) {
        double pause = i > 0 ? touches[i].at_ms - touches[i - 1].at_ms - (now_ms() - began) : 0;
        for (double end = now_ms() + pause; await_change(watch, end);) {
        }
        await_rest(watch, STILL_MS); // a page that came in the pause may still move
        began = now_ms();
        watch_touch(watch, &touches[i]);
    }
    struct cost after = cost_now();
    printf("touches %d\nform_cpu_ms %.2f\n", count, (after.cpu_ms - cpu) / count);
    printf("pss_after_kib %ld\n", after.pss_kib);
}

// Asks the program to end, and whatever is left of its family.
static void end_family(struct watch *watch)
{
    static struct process family[PROCESSES_MAX];
    double start = now_ms();
    kill(watch->program, SIGTERM);
    for (int count = 1; count > 0; count = find_family(family)) {
        bool late = now_ms() - start > END_MS;
        for (int i = 0; i < count && late; i++) {
            kill(family[i].id, SIGKILL);
        }
        usleep(10000);
        while (waitpid(-1, NULL, WNOHANG) > 0) {
        }
    }
}

int main(int argc, char **argv)
{
    const char *touches = NULL, *picture = NULL, *first = NULL;
    double idle_s = 0;
    struct watch watch = {0};
    for (int option; (option = getopt(argc, argv, "+t:i:p:f:")) != -1;) {
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
        case 'f':
            first = optarg;
            break;
        default:
            return 2;
        }
    }
    if (optind >= argc) {
        fail("which program? ",
             "bench_watch [-p | -f PICTURE] [-i SECONDS] [-t TOUCHES] -- PROGRAM");
    }
    open_display(&watch);
    if (first) {
        load_picture(&watch, first);
    }
    watch_start(&watch, argv + optind, !picture);
    if (picture) {
        save_picture(&watch, picture);
    }
    if (idle_s > 0) {
        watch_idle(&watch, idle_s);
    }
    if (touches) {
        watch_touches(&watch, touches);
    }
    end_family(&watch);
    XCloseDisplay(watch.display);
    return 0;
}
