// The PIN: what may be chosen, how waits grow, and what a pulled plug changes (nothing).
#include "pin.h"

#include "check.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define RIGHT "730594"
#define WRONG "730593"

static char folder[] = "/tmp/envelop-pin.XXXXXX";

static const char *in_folder(const char *name)
{
    static char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put(const char *name, const char *text)
{
    FILE *file = fopen(in_folder(name), "w");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        abort();
    }
}

static void test_judge(void)
{
    static const struct {
        const char *digits, *ggd;
        enum pin_verdict verdict;
    } rows[] = {
        {"730594", "36", PIN_GOOD},
        {"482957", "", PIN_GOOD},
        {"8305172946", "36", PIN_GOOD},
        {"830517294603", "", PIN_GOOD},
        {"", "", PIN_LENGTH},
        {"73051", "", PIN_LENGTH},
        {"8305172946035", "", PIN_LENGTH},
        {"73051a", "", PIN_LENGTH},
        {"73 519", "", PIN_LENGTH},
        {"-73051", "", PIN_LENGTH},
        {"000000", "", PIN_SAME},
        {"777777777", "", PIN_SAME},
        {"123456", "", PIN_RUN},
        {"987654", "", PIN_RUN},
        {"456789", "", PIN_RUN},
        {"890123", "", PIN_RUN},
        {"210987", "", PIN_RUN},
        {"0123456789", "", PIN_RUN},
        {"121212", "", PIN_REPEAT},
        {"123123", "", PIN_REPEAT},
        {"73057305", "", PIN_REPEAT},
        {"112233", "", PIN_REPEAT},
        {"1212121", "", PIN_REPEAT},
        {"99445500", "", PIN_REPEAT},
        {"198473", "", PIN_DATE},
        {"731984", "", PIN_DATE},
        {"20250731", "", PIN_DATE},
        {"31071984", "", PIN_DATE},
        {"310784", "", PIN_DATE},
        {"840731", "", PIN_DATE},
        {"320784", "", PIN_GOOD},
        {"311384", "", PIN_GOOD},
        {"361234", "36", PIN_GGD},
        {"123436", "36", PIN_GGD},
        {"360000", "36", PIN_GGD},
        {"361985", "36", PIN_GGD},
        {"367305", "36", PIN_GOOD},
        {"361234", "", PIN_GOOD},
        {"123321", "", PIN_COMMON},
        {"147258", "", PIN_COMMON},
        {"314159", "", PIN_COMMON},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum pin_verdict verdict = pin_judge(rows[i].digits, rows[i].ggd);
        CHECK(verdict == rows[i].verdict, "row %zu \"%s\": %d instead of %d", i, rows[i].digits,
              (int)verdict, (int)rows[i].verdict);
    }
}

static void test_choose(void)
{
    struct pin pin;
    char hash[256] = "";
    pin_open(&pin, folder, 1000);
    CHECK(!pin.set && pin_try(&pin, RIGHT, 1000) == PIN_UNSET, "no PIN, yet one is asked");
    CHECK(!pin_choose(&pin, "123456") && !pin.set, "a weak PIN was stored");
    CHECK(pin_choose(&pin, RIGHT) && pin.set, "the PIN was not stored");
    FILE *file = fopen(in_folder("pin"), "r");
    CHECK(file && fgets(hash, sizeof hash, file), "no file");
    CHECK(strncmp(hash, "$argon2id$v=19$m=32768,t=6,p=1$", 31) == 0, "not the hash: %s", hash);
    CHECK(!strstr(hash, RIGHT), "the digits lie on disk");
    if (file) {
        fclose(file);
    }
    struct stat status;
    CHECK(stat(in_folder("pin"), &status) == 0 && (status.st_mode & 0777) == 0600, "mode %o",
          status.st_mode & 0777);
}

// Each wrong one doubles; too early isn't looked at; the right one ends it.
static void test_waits(void)
{
    struct pin pin;
    uint64_t now = 5000;
    pin_open(&pin, folder, now);
    for (unsigned tries = 1; tries <= 12; tries++) {
        uint64_t seconds = tries > 10 ? 900 : 1u << (tries - 1);
        // Hashing twelve times takes long under sanitizers: the file says how many there were.
        if (tries > 3) {
            char text[16];
            snprintf(text, sizeof text, "%04u\n", tries);
            put("pin-tries", text);
            pin_open(&pin, folder, now);
        } else {
            CHECK(pin_try(&pin, WRONG, now) == PIN_WRONG, "try %u", tries);
        }
        seconds = seconds > 900 ? 900 : seconds;
        CHECK(pin_wait_ms(&pin, now) == seconds * 1000, "try %u: %llu ms", tries,
              (unsigned long long)pin_wait_ms(&pin, now));
        CHECK(pin_try(&pin, RIGHT, now + seconds * 1000 - 1) == PIN_WAIT, "try %u: too early",
              tries);
        CHECK(pin.tries == tries, "too early was counted");
        now += seconds * 1000;
        CHECK(pin_wait_ms(&pin, now) == 0, "try %u: never free", tries);
    }
    CHECK(pin_try(&pin, RIGHT, now) == PIN_RIGHT, "the right one");
    CHECK(pin.tries == 0 && pin_wait_ms(&pin, now) == 0, "not forgotten");
    pin_open(&pin, folder, 0);
    CHECK(pin.tries == 0 && pin_wait_ms(&pin, 0) == 0, "not forgotten on disk");
}

// The plug is pulled while the hash is computed: the try counts, and the wait begins anew.
static void test_plug(void)
{
    struct pin pin;
    for (unsigned tries = 1; tries <= 2; tries++) {
        int ends[2];
        if (pipe(ends) != 0) {
            abort();
        }
        pid_t child = fork();
        if (child == 0) {
            pin_open(&pin, folder, 0);
            (void)!write(ends[1], "x", 1);
            for (uint64_t now = 10000000;; now += 10000000) {
                if (pin_try(&pin, WRONG, now) != PIN_WRONG) { // else until killed
                    _exit(1);
                }
            }
        }
        char ready;
        (void)!read(ends[0], &ready, 1);
        unsigned before = 0, seen = 0;
        pin_open(&pin, folder, 0);
        before = pin.tries;
        do { // killed once a try has been counted, while it's being computed
            pin_open(&pin, folder, 0);
            seen = pin.tries;
        } while (seen == before && waitpid(child, NULL, WNOHANG) == 0);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        close(ends[0]);
        close(ends[1]);
        pin_open(&pin, folder, 77);
        CHECK(pin.tries > before, "an interrupted try was not counted");
        CHECK(pin_wait_ms(&pin, 77) > 0, "a restart takes the wait away");
        CHECK(pin_try(&pin, RIGHT, 78) == PIN_WAIT, "a restart lets one try at once");
    }
    put("pin-tries", "0000\n");
}

static void test_damage(void)
{
    static const char *const damaged[] = {"",     "0",      "00000\n", "abcd\n",
                                          "0001", "-001\n", "0001\n\n"};
    struct pin pin;
    for (size_t i = 0; i < sizeof damaged / sizeof damaged[0]; i++) {
        put("pin-tries", damaged[i]);
        pin_open(&pin, folder, 0);
        CHECK(pin_wait_ms(&pin, 0) == 900000, "row %zu: %llu ms", i,
              (unsigned long long)pin_wait_ms(&pin, 0));
    }
    unlink(in_folder("pin-tries"));
    pin_open(&pin, folder, 0);
    CHECK(pin_wait_ms(&pin, 0) == 900000, "without a counter one may try at once");
    CHECK(pin_try(&pin, RIGHT, 900000) == PIN_RIGHT, "after the wait it is mended");
    put("pin-tries", "0000\n");
    put("pin", "$argon2id$nonsense\n");
    pin_open(&pin, folder, 0);
    CHECK(pin.set && pin_try(&pin, RIGHT, 0) != PIN_RIGHT, "a damaged hash opens");
    put("pin-tries", "0000\n");
    put("pin", "");
    pin_open(&pin, folder, 0);
    CHECK(pin.set && pin_try(&pin, RIGHT, 0) == PIN_FAILED, "an empty file is no PIN");
}

// Where the try can't be counted, it isn't looked at.
static void test_uncounted(void)
{
    struct pin pin;
    pin_open(&pin, folder, 0);
    unlink(in_folder("pin"));
    unlink(in_folder("pin-tries"));
    pin_open(&pin, folder, 0);
    CHECK(pin_choose(&pin, RIGHT), "chosen anew");
    unlink(in_folder("pin-tries"));
    if (mkdir(in_folder("pin-tries"), 0700) != 0) {
        abort();
    }
    pin_open(&pin, folder, 0);
    CHECK(pin_wait_ms(&pin, 0) == 900000, "a counter that isn't a file");
    CHECK(pin_try(&pin, RIGHT, 900000) == PIN_FAILED, "the digits were looked at uncounted");
    rmdir(in_folder("pin-tries"));
}

int main(void)
{
    if (!mkdtemp(folder)) {
        return 1;
    }
    test_judge();
    test_choose();
    test_waits();
    test_plug();
    test_damage();
    test_uncounted();
    unlink(in_folder("pin"));
    unlink(in_folder("pin-tries"));
    rmdir(folder);
    return check_done();
}
