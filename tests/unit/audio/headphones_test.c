// Headphones: the twin, the thread that tells, and the driver of the kernel's input devices against
// a folder of its own, where pipes stand for devices and a table for their switches. What EVIOCGSW
// really says needs a real jack or /dev/uinput: where that is, one is made and plugged.
#define _GNU_SOURCE
#include "check.h"
#include "headphones.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/uinput.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { PATIENCE_S = 20 };

// --- what is told ------------------------------------------------------------------------------

struct ear {
    sem_t told;
    _Atomic enum headphones_state state;
    _Atomic int count;
};

static void hear(void *context, enum headphones_state state)
{
    struct ear *ear = context;
    ear->count++;
    ear->state = state;
    sem_post(&ear->told);
}

static bool wait_told(struct ear *ear)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += PATIENCE_S;
    int got;
    do {
        got = sem_timedwait(&ear->told, &until);
    } while (got < 0 && errno == EINTR);
    return got == 0;
}

// Until this state has been told, whatever was told before.
static void expect_told(struct ear *ear, enum headphones_state state, const char *when)
{
    while (ear->state != state && wait_told(ear)) {
    }
    CHECK(ear->state == state && ear->count > 0, "%s: told %d", when, (int)ear->state);
}

// How often the threads beside this one went to sleep until now; -1: there are none.
static long sleeps_of_others(void)
{
    long sleeps = -1;
    DIR *tasks = opendir("/proc/self/task");
    for (const struct dirent *task; (task = readdir(tasks)) != NULL;) {
        char path[300], line[200];
        if (task->d_name[0] == '.' || atoi(task->d_name) == (int)getpid()) {
            continue;
        }
        snprintf(path, sizeof path, "/proc/self/task/%s/status", task->d_name);
        FILE *status = fopen(path, "r");
        while (status != NULL && fgets(line, sizeof line, status) != NULL) {
            long count;
            if (sscanf(line, "voluntary_ctxt_switches: %ld", &count) == 1) {
                sleeps = (sleeps < 0 ? 0 : sleeps) + count;
            }
        }
        if (status != NULL) {
            fclose(status);
        }
    }
    closedir(tasks);
    return sleeps;
}

// A thread that was joined may stay in /proc a moment longer.
static bool is_alone(void)
{
    for (int i = 0; i < 100 * PATIENCE_S && sleeps_of_others() >= 0; i++) {
        usleep(10000);
    }
    return sleeps_of_others() < 0;
}

// --- the twin ----------------------------------------------------------------------------------

static void test_twin_asked(void)
{
    struct headphones_twin twin = {.state = HEADPHONES_OUT};
    struct headphones_driver driver = headphones_driver_twin(&twin);
    struct headphones *headphones = headphones_create(&driver, NULL, NULL);
    CHECK(is_alone(), "no thread without a listener");
    CHECK(headphones_state(headphones) == HEADPHONES_OUT, "as it began");
    headphones_twin_plug(&twin, HEADPHONES_IN);
    CHECK(headphones_state(headphones) == HEADPHONES_IN, "plugged in");
    headphones_destroy(headphones);
    headphones_twin_plug(&twin, HEADPHONES_OUT); // nobody is there: nothing happens
    headphones = headphones_create(&driver, NULL, NULL);
    CHECK(headphones_state(headphones) == HEADPHONES_OUT, "again");
    headphones_destroy(headphones);
}

static void test_twin_tells(void)
{
    struct ear ear = {0};
    sem_init(&ear.told, 0, 0);
    struct headphones_twin twin = {.state = HEADPHONES_IN};
    struct headphones_driver driver = headphones_driver_twin(&twin);
    struct headphones *headphones = headphones_create(&driver, hear, &ear);
    CHECK(headphones_state(headphones) == HEADPHONES_IN && ear.count == 0, "no change, no word");
    static const enum headphones_state plugs[] = {HEADPHONES_OUT, HEADPHONES_IN, HEADPHONES_UNKNOWN,
                                                  HEADPHONES_OUT};
    for (size_t i = 0; i < sizeof plugs / sizeof *plugs; i++) {
        headphones_twin_plug(&twin, plugs[i]);
        expect_told(&ear, plugs[i], "the twin");
        CHECK(headphones_state(headphones) == plugs[i], "%zu", i);
    }
    headphones_twin_plug(&twin, HEADPHONES_OUT); // as before
    headphones_twin_plug(&twin, HEADPHONES_IN);
    expect_told(&ear, HEADPHONES_IN, "the next");
    CHECK(ear.count == 5, "told %d times", (int)ear.count);
    headphones_destroy(headphones);
    CHECK(is_alone(), "the thread has ended");
    sem_destroy(&ear.told);
}

static void *open_nothing(void *self)
{
    (void)self;
    return NULL;
}

static void test_no_driver(void)
{
    struct ear ear = {0};
    struct headphones_driver none = {.open = open_nothing};
    struct headphones *headphones = headphones_create(&none, hear, &ear);
    CHECK(headphones != NULL && headphones_state(headphones) == HEADPHONES_UNKNOWN, "unknown");
    CHECK(is_alone(), "and no thread for it");
    headphones_destroy(headphones);
    headphones_destroy(NULL);
}

// --- the folder of devices ---------------------------------------------------------------------

enum { DEVICES = 12 };

static char folder[64];
static int writers[DEVICES];                         // the devices' other ends; -1: none
static _Atomic enum { OUT, IN, GONE } plug[DEVICES]; // what they say

static bool ask_table(int fd, bool *is_in)
{
    char link[64], path[128] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t got = readlink(link, path, sizeof path - 1);
    const char *name = strstr(path, "/event");
    int number = got > 0 && name != NULL ? atoi(name + 6) : 0;
    *is_in = plug[number] == IN;
    return plug[number] != GONE;
}

static void path_of(char *path, size_t size, const char *what, int number)
{
    snprintf(path, size, "%s/%s/event%d", folder, what, number);
}

// The device's kind, as sysfs tells it.
static void describe(int number, const char *switches)
{
    char path[200];
    path_of(path, sizeof path, "class", number);
    mkdir(path, 0700);
    strcat(path, "/device");
    mkdir(path, 0700);
    strcat(path, "/capabilities");
    mkdir(path, 0700);
    strcat(path, "/sw");
    FILE *file = fopen(path, "w");
    fputs(switches, file);
    fclose(file);
}

static void add(int number, const char *switches, bool is_in)
{
    char path[200], made[200];
    plug[number] = is_in ? IN : OUT;
    describe(number, switches);
    snprintf(made, sizeof made, "%s/made", folder);
    path_of(path, sizeof path, "dev", number);
    CHECK(mkfifo(made, 0600) == 0, "%s", strerror(errno));
    writers[number] = open(made, O_RDWR | O_NONBLOCK | O_CLOEXEC); // before anyone can read
    CHECK(link(made, path) == 0, "%s", strerror(errno));
    unlink(made);
}

static void set(int number, bool is_in)
{
    plug[number] = is_in ? IN : OUT;
    struct input_event event = {.type = EV_SW, .code = SW_HEADPHONE_INSERT, .value = is_in};
    CHECK(write(writers[number], &event, sizeof event) == sizeof event, "device %d", number);
}

static void pull(int number)
{
    char path[200];
    plug[number] = GONE;
    close(writers[number]);
    writers[number] = -1;
    path_of(path, sizeof path, "dev", number);
    unlink(path);
}

static struct headphones_evdev where = {.ask = ask_table};

static struct headphones *begin_folder(struct ear *ear)
{
    static char devices[80], classes[80];
    snprintf(folder, sizeof folder, "/tmp/headphones-test.XXXXXX");
    CHECK(mkdtemp(folder) != NULL, "%s", strerror(errno));
    snprintf(devices, sizeof devices, "%s/dev", folder);
    snprintf(classes, sizeof classes, "%s/class", folder);
    mkdir(devices, 0700);
    mkdir(classes, 0700);
    where.devices = devices;
    where.classes = classes;
    memset(writers, -1, sizeof writers);
    add(0, "0\n", true); // a touchscreen
    struct headphones_driver driver = headphones_driver_evdev;
    driver.self = &where;
    *ear = (struct ear){0};
    sem_init(&ear->told, 0, 0);
    return headphones_create(&driver, hear, ear);
}

static void end_folder(struct headphones *headphones, struct ear *ear)
{
    headphones_destroy(headphones);
    sem_destroy(&ear->told);
    for (int i = 0; i < DEVICES; i++) {
        if (writers[i] >= 0) {
            pull(i);
        }
    }
    char command[100];
    snprintf(command, sizeof command, "rm -r %s", folder);
    CHECK(system(command) == 0, "%s", command);
}

static void test_jacks_come_and_go(void)
{
    struct ear ear;
    struct headphones *headphones = begin_folder(&ear);
    CHECK(headphones_state(headphones) == HEADPHONES_UNKNOWN, "a touchscreen is no jack");
    add(2, "4\n", false);
    expect_told(&ear, HEADPHONES_OUT, "a jack came");
    set(2, true);
    expect_told(&ear, HEADPHONES_IN, "plugged in");
    set(2, false);
    expect_told(&ear, HEADPHONES_OUT, "pulled out");
    add(10, "1 14\n", true); // words of 64 bits, the lowest last
    expect_told(&ear, HEADPHONES_IN, "one is enough");
    pull(10); // a USB headset
    expect_told(&ear, HEADPHONES_OUT, "the other is left");
    pull(2);
    expect_told(&ear, HEADPHONES_UNKNOWN, "no jack is left");
    add(2, "4\n", true);
    expect_told(&ear, HEADPHONES_IN, "of the same name again");
    CHECK(headphones_state(headphones) == HEADPHONES_IN && ear.count == 7, "told %d times",
          (int)ear.count);
    end_folder(headphones, &ear);
}

// udev gives a device to its group a moment after it has come.
static void test_no_right_yet(void)
{
    struct ear ear;
    struct headphones *headphones = begin_folder(&ear);
    char path[200];
    describe(3, "4\n");
    path_of(path, sizeof path, "dev", 3);
    CHECK(symlink("/nowhere", path) == 0, "%s", strerror(errno)); // can't be opened, as root too
    add(4, "4\n", false);
    expect_told(&ear, HEADPHONES_OUT, "the other");
    unlink(path);
    add(3, "4\n", true);
    chmod(path, 0640);
    expect_told(&ear, HEADPHONES_IN, "it may be read now");
    end_folder(headphones, &ear);
}

// What isn't a device with the switch is left alone: names, kinds, and descriptions of all sorts.
static const struct stranger {
    const char *name, *switches;
} strangers[] = {
    {"a lid", "1\n"},
    {"a microphone", "10\n"},
    {"nothing", ""},
    {"words", "yes\n"},
    {"a switch above", "4 0\n"},
    {"no line", "3"},
    {"long", "0000000000000000000000000000000000000000000000000000000000000000000000000000004\n"},
};

static void test_strangers(void)
{
    struct ear ear;
    struct headphones *headphones = begin_folder(&ear);
    for (int i = 0; i < (int)(sizeof strangers / sizeof *strangers); i++) {
        add(1 + i, strangers[i].switches, true);
    }
    static const char *const names[] = {"event", "eventx", "event9x", "mouse9", "event99999999999"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s/dev/%s", folder, names[i]);
        CHECK(mkfifo(path, 0600) == 0, "%s", names[i]);
    }
    add(11, "4\n", false); // and so all before it have been looked at
    expect_told(&ear, HEADPHONES_OUT, "the only jack");
    CHECK(ear.count == 1, "told %d times", (int)ear.count);
    end_folder(headphones, &ear);
}

// At rest the thread sleeps: it doesn't wake once, whatever a touchscreen says.
static void test_rest(void)
{
    struct ear ear;
    struct headphones *headphones = begin_folder(&ear);
    add(2, "4\n", false);
    expect_told(&ear, HEADPHONES_OUT, "a jack came");
    usleep(300000);
    long before = sleeps_of_others();
    for (int i = 0; i < 10; i++) {
        set(0, true);
        usleep(30000);
    }
    CHECK(before > 0 && sleeps_of_others() == before, "%ld wakeups", sleeps_of_others() - before);
    end_folder(headphones, &ear);
}

static void test_no_folder(void)
{
    where.devices = "/nowhere";
    struct headphones_driver driver = headphones_driver_evdev;
    driver.self = &where;
    struct headphones *headphones = headphones_create(&driver, NULL, NULL);
    CHECK(headphones_state(headphones) == HEADPHONES_UNKNOWN, "no input devices at all");
    headphones_destroy(headphones);
    headphones = headphones_create(&headphones_driver_evdev, NULL, NULL); // whatever is here
    CHECK(headphones_state(headphones) <= HEADPHONES_OUT, "this machine");
    headphones_destroy(headphones);
}

// --- the kernel --------------------------------------------------------------------------------

static bool uinput_send(int uinput, uint16_t type, uint16_t code, int value)
{
    struct input_event event = {.type = type, .code = code, .value = value};
    return write(uinput, &event, sizeof event) == sizeof event;
}

static void uinput_set(int uinput, int value)
{
    CHECK(uinput_send(uinput, EV_SW, SW_HEADPHONE_INSERT, value) &&
              uinput_send(uinput, EV_SYN, SYN_REPORT, 0),
          "%s", strerror(errno));
}

static bool uinput_jack(int uinput)
{
    struct uinput_setup setup = {.id = {.bustype = BUS_VIRTUAL}, .name = "Envelop's test jack"};
    return ioctl(uinput, UI_SET_EVBIT, EV_SW) == 0 &&
           ioctl(uinput, UI_SET_SWBIT, SW_HEADPHONE_INSERT) == 0 &&
           ioctl(uinput, UI_DEV_SETUP, &setup) == 0 && ioctl(uinput, UI_DEV_CREATE) == 0;
}

static void test_kernel(void)
{
    int uinput = open("/dev/uinput", O_RDWR | O_CLOEXEC);
    if (uinput < 0) {
        puts("EVIOCGSW WAS NOT JUDGED BY A KERNEL'S JACK: there is no /dev/uinput here");
        return;
    }
    struct ear ear = {0};
    sem_init(&ear.told, 0, 0);
    struct headphones *headphones = headphones_create(&headphones_driver_evdev, hear, &ear);
    CHECK(uinput_jack(uinput), "%s", strerror(errno));
    expect_told(&ear, HEADPHONES_OUT, "a jack came");
    uinput_set(uinput, 1);
    expect_told(&ear, HEADPHONES_IN, "plugged in");
    uinput_set(uinput, 0);
    expect_told(&ear, HEADPHONES_OUT, "pulled out");
    uinput_set(uinput, 1);
    expect_told(&ear, HEADPHONES_IN, "plugged in again");
    ioctl(uinput, UI_DEV_DESTROY);
    expect_told(&ear, HEADPHONES_UNKNOWN, "the jack has gone");
    puts("EVIOCGSW was judged by a jack of the kernel's uinput");
    headphones_destroy(headphones);
    sem_destroy(&ear.told);
    close(uinput);
}

int main(void)
{
    test_twin_asked();
    test_twin_tells();
    test_no_driver();
    test_jacks_come_and_go();
    test_no_right_yet();
    test_strangers();
    test_rest();
    test_no_folder();
    test_kernel();
    return check_done();
}
