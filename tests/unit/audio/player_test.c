// The player on fake time, with a device that notes everything and can be told to fail.
#include "check.h"
#include "player.h"
#include "sample_prompt.h"
#include "speaker.h"
#include <stdlib.h>
#include <string.h>

enum { MAX_HEARD = AUDIO_MAX_PROMPTS };

struct ear {
    struct {
        uint64_t at_ms;
        char key[16];
        uint32_t duration_ms;
    } heard[MAX_HEARD];
    size_t count;
};

static void listen(void *context, uint64_t at_ms, const char *key, uint32_t duration_ms)
{
    struct ear *ear = context;
    if (ear->count < MAX_HEARD) {
        ear->heard[ear->count].at_ms = at_ms;
        snprintf(ear->heard[ear->count].key, sizeof ear->heard[0].key, "%s", key);
        ear->heard[ear->count].duration_ms = duration_ms;
        ear->count++;
    }
}

// The prompts of all tests: name, length. "bad" is none at all.
static struct {
    const char *key;
    uint32_t ms;
    struct sample_prompt file;
} shelf[] = {{"hello", 500, {0}},
             {"long", 3500, {0}},
             {"yes", 300, {0}},
             {"story", 8500, {0}},
             {"bad", 0, {0}}};

enum { SHELF = sizeof shelf / sizeof *shelf };

static void fill_shelf(void)
{
    for (uint32_t i = 0; i < SHELF; i++) {
        struct sample_shape shape = {.ms = shelf[i].ms, .channels = 1, .seed = i + 1};
        if (shape.ms > 0) {
            shelf[i].file = sample_prompt_make(&shape);
        }
    }
}

static void empty_shelf(void)
{
    for (size_t i = 0; i < SHELF; i++) {
        free(shelf[i].file.opus);
    }
}

// "hello long" -> their prompts.
static size_t take(const char *keys, struct prompt *prompts)
{
    size_t count = 0;
    char copy[256];
    snprintf(copy, sizeof copy, "%s", keys);
    for (char *key = strtok(copy, " "); key != NULL; key = strtok(NULL, " ")) {
        for (size_t i = 0; i < SHELF; i++) {
            if (strcmp(key, shelf[i].key) == 0) {
                prompts[count++] = (struct prompt){
                    .key = shelf[i].key, .opus = shelf[i].file.opus, .bytes = shelf[i].file.bytes};
            }
        }
    }
    return count;
}

static bool say(struct player *player, const char *keys, uint64_t now_ms)
{
    struct prompt prompts[AUDIO_MAX_PROMPTS + 1];
    return player_say(player, prompts, take(keys, prompts), now_ms);
}

// Sleeps from deadline to deadline as the main loop does, until `until_ms`. Returns the ticks.
static int run(struct player *player, uint64_t now_ms, uint64_t until_ms)
{
    int ticks = 0;
    while (player_deadline_ms(player) <= until_ms && ticks < 20 * AUDIO_MAX_PROMPTS) {
        uint64_t deadline = player_deadline_ms(player);
        now_ms = deadline > now_ms ? deadline : now_ms;
        player_tick(player, now_ms);
        ticks++;
    }
    return ticks;
}

static struct player *begin(const struct audio_driver *driver, struct ear *ear)
{
    memset(&speaker, 0, sizeof speaker);
    memset(ear, 0, sizeof *ear);
    struct player *player = player_create(driver);
    player_listen(player, listen, ear);
    return player;
}

// What is said when, on each of the drivers.
static const struct row {
    const char *name, *say, *heard;
    bool said;
} rows[] = {
    {"one", "hello", "hello@1000+500 ", true},
    {"longer than a slice", "long", "long@1000+3500 ", true},
    {"a breath between two", "hello yes", "hello@1000+500 yes@1700+300 ", true},
    {"three", "long hello long", "long@1000+3500 hello@4700+500 long@5400+3500 ", true},
    {"bad ones left out", "bad hello bad bad yes bad", "hello@1000+500 yes@1700+300 ", true},
    {"nothing whole", "bad bad", "", false},
    {"nothing at all", "", "", false},
};

static void describe(const struct ear *ear, char *text, size_t size)
{
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; i < ear->count && at < size; i++) {
        at += (size_t)snprintf(text + at, size - at, "%s@%u+%u ", ear->heard[i].key,
                               (unsigned)ear->heard[i].at_ms, ear->heard[i].duration_ms);
    }
}

static void test_sequences(const struct audio_driver *driver, const char *driver_name)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct ear ear;
        struct player *player = begin(driver, &ear);
        bool said = say(player, rows[i].say, 1000);
        CHECK(said == rows[i].said, "%s on %s", rows[i].name, driver_name);
        CHECK((player_state(player) == PLAYER_SPEAKING) == said, "%s", rows[i].name);
        run(player, 1000, 60000);
        char text[512];
        describe(&ear, text, sizeof text);
        CHECK(strcmp(text, rows[i].heard) == 0, "%s on %s: \"%s\"", rows[i].name, driver_name,
              text);
        CHECK(player_state(player) == PLAYER_SILENT, "%s", rows[i].name);
        CHECK(player_deadline_ms(player) == UINT64_MAX, "%s", rows[i].name);
        CHECK(speaker.opened <= 1 && speaker.opened == speaker.closed, "%s: %d %d", rows[i].name,
              speaker.opened, speaker.closed);
        player_destroy(player);
    }
}

static void test_sleep_until_the_end(void)
{
    struct ear ear;
    struct player *player = begin(&plain, &ear);
    say(player, "long", 1000);
    CHECK(speaker.count == AUDIO_RATE_HZ, "the first second waits for no other: %zu",
          speaker.count);
    CHECK(run(player, 1000, 4499) == 3, "the rest at once, a second a tick");
    CHECK(speaker.count == 3500 * 48, "all of it: %zu", speaker.count);
    CHECK(player_deadline_ms(player) == 4700, "then sleep: %u",
          (unsigned)player_deadline_ms(player));
    player_tick(player, 4699);
    CHECK(player_state(player) == PLAYER_SPEAKING && speaker.closed == 0, "early tick");
    player_tick(player, 4700);
    CHECK(player_state(player) == PLAYER_SILENT && speaker.closed == 1, "closed");
    player_tick(player, UINT64_MAX);
    player_destroy(player);
}

// A story is decoded three seconds ahead, so that who touches on has paid for no more.
static void test_no_more_than_wanted(void)
{
    struct ear ear;
    struct player *player = begin(&plain, &ear);
    say(player, "story", 1000);
    run(player, 1000, 1000);
    CHECK(speaker.count == 4 * AUDIO_RATE_HZ, "at once: %zu", speaker.count);
    for (uint64_t second = 1; second <= 4; second++) {
        CHECK(player_deadline_ms(player) == (second + 1) * 1000, "%u: %u", (unsigned)second,
              (unsigned)player_deadline_ms(player));
        CHECK(run(player, 1000, (second + 1) * 1000) == 1, "%u", (unsigned)second);
        CHECK(speaker.count == (4 + second) * AUDIO_RATE_HZ, "%u: %zu", (unsigned)second,
              speaker.count);
    }
    run(player, 1000, 9699);
    CHECK(speaker.count == 8500 * 48 && speaker.closed == 0, "all of it: %zu", speaker.count);
    CHECK(player_deadline_ms(player) == 9700, "%u", (unsigned)player_deadline_ms(player));
    run(player, 1000, 9700);
    CHECK(speaker.closed == 1 && ear.count == 1, "closed");
    player_destroy(player);
}

// A loop that was held up for ten seconds goes on where it was.
static void test_held_up(void)
{
    struct ear ear;
    struct player *player = begin(&plain, &ear);
    say(player, "story", 1000);
    player_tick(player, 11000); // a second was made, and heard long ago
    run(player, 11000, 18699);
    CHECK(speaker.count == 8500 * 48, "nothing is left out: %zu", speaker.count);
    CHECK(speaker.closed == 0, "nothing is cut off");
    CHECK(player_deadline_ms(player) == 18700, "%u", (unsigned)player_deadline_ms(player));
    player_destroy(player);
}

static void test_stop_and_replace(const struct audio_driver *driver)
{
    struct ear ear;
    struct player *player = begin(driver, &ear);
    player_stop(player);
    say(player, "long yes", 0);
    player_stop(player);
    CHECK(player_state(player) == PLAYER_SILENT && speaker.closed == 1, "stopped");
    CHECK(player_deadline_ms(player) == UINT64_MAX, "nothing to do after stop");
    say(player, "long yes", 10000);
    say(player, "hello", 11000);
    CHECK(speaker.pending <= 500 * 48, "only the new one sounds: %zu", speaker.pending);
    CHECK(driver->clear == NULL || speaker.opened == 2, "device kept: %d", speaker.opened);
    run(player, 11000, 60000);
    char text[512];
    describe(&ear, text, sizeof text);
    CHECK(strcmp(text, "long@0+3500 long@10000+3500 hello@11000+500 ") == 0, "\"%s\"", text);
    CHECK(speaker.opened == speaker.closed, "%d %d", speaker.opened, speaker.closed);
    say(player, "long", 20000);
    player_destroy(player);
    CHECK(speaker.opened == speaker.closed, "destroy closes");
}

static void test_late_device(void)
{
    struct ear ear;
    struct player *player = begin(&knowing, &ear);
    speaker.late = 300 * 48; // the device needed 300 ms to open
    say(player, "hello yes", 1000);
    run(player, 1000, 1700);
    CHECK(ear.count == 1, "the second waits for the first's last sound");
    CHECK(player_deadline_ms(player) == 2200, "%u", (unsigned)player_deadline_ms(player));
    speaker.late = 0;
    run(player, 1700, 60000);
    CHECK(ear.count == 2 && ear.heard[1].at_ms == 2200, "%zu", ear.count);
    player_destroy(player);
}

static void test_no_sound(void)
{
    struct ear ear;
    struct player *player = begin(&plain, &ear);
    speaker.missing = true;
    CHECK(!say(player, "hello", 0), "no device");
    CHECK(player_state(player) == PLAYER_NO_SOUND && ear.count == 0, "nobody heard it");
    CHECK(player_deadline_ms(player) == UINT64_MAX, "nothing to wait for");
    player_stop(player);
    CHECK(player_state(player) == PLAYER_NO_SOUND, "the mark stays");
    speaker.missing = false;
    CHECK(say(player, "long", 0) && player_state(player) == PLAYER_SPEAKING, "sound is back");
    speaker.unplugged = true;
    player_tick(player, 0);
    CHECK(player_state(player) == PLAYER_NO_SOUND && speaker.closed == 1, "unplugged");
    CHECK(player_deadline_ms(player) == UINT64_MAX, "nothing to wait for");
    player_destroy(player);
}

static void test_too_many(void)
{
    struct prompt prompts[AUDIO_MAX_PROMPTS + 1];
    struct ear ear;
    struct player *player = begin(&audio_driver_null, &ear);
    for (size_t i = 0; i < AUDIO_MAX_PROMPTS + 1; i++) {
        take("yes", &prompts[i]);
    }
    CHECK(!player_say(player, prompts, AUDIO_MAX_PROMPTS + 1, 0), "one too many");
    CHECK(player_say(player, prompts, AUDIO_MAX_PROMPTS, 0), "full");
    run(player, 0, AUDIO_MAX_PROMPTS * 2000);
    CHECK(ear.count == AUDIO_MAX_PROMPTS, "%zu", ear.count);
    player_destroy(player);
}

static const int16_t *say_at_volume(int step, int16_t *copy)
{
    struct ear ear;
    struct player *player = begin(&plain, &ear);
    player_set_volume(player, step);
    say(player, "hello", 0);
    memcpy(copy, speaker.heard, 500 * 48 * sizeof *copy);
    player_destroy(player);
    return copy;
}

static void test_volume_steps(void)
{
    static int16_t full[500 * 48], less[500 * 48];
    say_at_volume(PLAYER_VOLUME_STEPS, full);
    for (int step = 0; step <= PLAYER_VOLUME_STEPS; step++) {
        say_at_volume(step, less);
        int parts = step == 0 ? INT16_MAX + 1 : 1 << (PLAYER_VOLUME_STEPS - step);
        size_t wrong = 0;
        for (size_t i = 0; i < 500 * 48; i++) {
            wrong += less[i] != full[i] / parts;
        }
        CHECK(wrong == 0, "step %d: %zu samples", step, wrong);
    }
    struct ear ear;
    struct player *player = begin(&plain, &ear);
    CHECK(player_volume(player) == PLAYER_VOLUME_DEFAULT, "%d", player_volume(player));
    player_set_volume(player, 99);
    CHECK(player_volume(player) == PLAYER_VOLUME_STEPS, "%d", player_volume(player));
    player_set_volume(player, -1);
    CHECK(player_volume(player) == 0, "%d", player_volume(player));
    player_destroy(player);
}

// The volume changes while "hello" sounds: no sample is lost or said twice.
static void test_volume_while_speaking(void)
{
    static int16_t full[500 * 48];
    say_at_volume(PLAYER_VOLUME_STEPS, full);
    struct ear ear;
    struct player *player = begin(&knowing, &ear);
    player_set_volume(player, PLAYER_VOLUME_STEPS);
    say(player, "hello", 0);
    const size_t played = 200 * 48, ramp = 20 * 48;
    speaker.pending -= played;
    player_set_volume(player, PLAYER_VOLUME_STEPS - 1);
    CHECK(speaker.count == 500 * 48, "%zu", speaker.count);
    size_t wrong = 0;
    for (size_t i = 0; i < 500 * 48; i++) {
        int low = abs(full[i] / 2), high = abs((int)full[i]), is = abs((int)speaker.heard[i]);
        wrong += i < played          ? is != high
                 : i < played + ramp ? is < low || is > high
                                     : speaker.heard[i] != full[i] / 2;
    }
    CHECK(wrong == 0, "%zu samples", wrong);
    CHECK(player_deadline_ms(player) == 700, "%u", (unsigned)player_deadline_ms(player));
    speaker.unplugged = true;
    player_set_volume(player, 1);
    CHECK(player_state(player) == PLAYER_NO_SOUND, "found out while changing the volume");
    player_destroy(player);
}

int main(void)
{
    fill_shelf();
    test_sequences(&plain, "plain");
    test_sequences(&knowing, "knowing");
    test_sequences(&audio_driver_null, "null");
    test_sleep_until_the_end();
    test_no_more_than_wanted();
    test_held_up();
    test_stop_and_replace(&plain);
    test_stop_and_replace(&knowing);
    test_late_device();
    test_no_sound();
    test_too_many();
    test_volume_steps();
    test_volume_while_speaking();
    player_destroy(NULL);
    empty_shelf();
    return check_done();
}
