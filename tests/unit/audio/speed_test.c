// Speech at every speed: the pitch stays, the length is what was told, what is known of the place
// in it is right, and as recorded means bit by bit. A tone that rises an octave in the middle shows
// both pitch and place.
#include "check.h"
#include "player.h"
#include "prompt_reader.h"
#include "sample_prompt.h"
#include "speaker.h"
#include <math.h>
#include <stdlib.h>

enum { TONE_MS = 4000, TONE_SAMPLES = TONE_MS * 48 };

static struct sample_prompt low, high;
static uint32_t told_ms;

static void listen(void *context, uint64_t at_ms, const char *key, uint32_t duration_ms)
{
    (void)context;
    (void)at_ms;
    (void)key;
    told_ms = duration_ms;
}

static struct player *begin(const struct audio_driver *driver, int step)
{
    memset(&speaker, 0, sizeof speaker);
    struct player *player = player_create(driver);
    player_listen(player, listen, NULL);
    player_set_volume(player, PLAYER_VOLUME_STEPS);
    player_set_speed(player, step);
    return player;
}

static bool say(struct player *player, const struct sample_prompt *file, uint64_t now_ms)
{
    struct prompt prompt = {"tone", file->opus, file->bytes};
    return player_say(player, &prompt, 1, now_ms);
}

// Ticks until all that is wanted at this time is queued.
static void queue(struct player *player, uint64_t now_ms)
{
    for (int i = 0; i < 100 && player_deadline_ms(player) <= now_ms; i++) {
        player_tick(player, now_ms);
    }
}

// Ticks at every deadline until all is queued. Returns when it ends, its last silence included.
static uint64_t queue_all(struct player *player, uint64_t now_ms)
{
    struct player_said said;
    for (int i = 0; i < 100 && player_saying(player, &said); i++) {
        uint64_t due_ms = player_deadline_ms(player);
        if (due_ms == said.began_ms + said.duration_ms + 200) {
            return due_ms;
        }
        now_ms = due_ms > now_ms ? due_ms : now_ms;
        player_tick(player, now_ms);
    }
    return 0;
}

// By its zero crossings, the first and last counted as parts of a sample.
static double hertz(size_t from, size_t to)
{
    double first = 0, last = 0;
    int turns = -1;
    for (size_t i = from + 1; i < to; i++) {
        double before = speaker.heard[i - 1], now = speaker.heard[i];
        if (before < 0 && now >= 0) {
            last = (double)i - now / (now - before);
            first = turns < 0 ? last : first;
            turns++;
        }
    }
    return turns < 1 ? 0 : turns * (double)AUDIO_RATE_HZ / (last - first);
}

static bool near(double value, double wanted, double percent)
{
    return fabs(value - wanted) <= wanted * percent / 100;
}

// Both halves of what was heard, but for what lies near their edges.
static void check_pitch(int hz, size_t count, const char *when)
{
    size_t part = count / 100;
    double one = hertz(3 * part, 47 * part), two = hertz(53 * part, 97 * part);
    CHECK(near(one, hz, 1), "%s: %d Hz have become %.1f", when, hz, one);
    CHECK(near(two, 2 * hz, 1), "%s: %d Hz have become %.1f", when, 2 * hz, two);
}

static const struct step_row {
    int step, percent;
} steps[] = {{0, 50}, {1, 67}, {2, 80}, {3, 100}, {4, 125}, {5, 160}, {6, 200}};

static void test_pitch_and_length(const struct sample_prompt *file, int hz)
{
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        char when[32];
        snprintf(when, sizeof when, "%d %%", steps[i].percent);
        struct player *player = begin(&plain, steps[i].step);
        CHECK(player_speed(player) == steps[i].step, "%s", when);
        CHECK(player_speed_percent(steps[i].step) == steps[i].percent, "%s", when);
        CHECK(say(player, file, 1000), "%s", when);
        uint64_t end_ms = queue_all(player, 1000);
        double wanted = TONE_SAMPLES * 100.0 / steps[i].percent;
        CHECK(fabs((double)speaker.count - wanted) < 1, "%s: %zu samples", when, speaker.count);
        CHECK(told_ms == (uint32_t)ceil(wanted / 48), "%s: told %u ms", when, told_ms);
        CHECK(end_ms == 1000 + told_ms + 200, "%s: ends at %d", when, (int)end_ms);
        check_pitch(hz, speaker.count, when);
        player_destroy(player);
    }
}

static void test_as_recorded(void)
{
    static int16_t recorded[TONE_SAMPLES];
    struct prompt_reader *reader = prompt_reader_open(low.opus, low.bytes);
    CHECK(prompt_reader_read(reader, recorded, TONE_SAMPLES) == TONE_SAMPLES, "too short");
    prompt_reader_close(reader);
    struct player *player = begin(&plain, 0);
    player_set_speed(player, PLAYER_SPEED_DEFAULT);
    say(player, &low, 0);
    queue_all(player, 0);
    CHECK(speaker.count == TONE_SAMPLES, "%zu", speaker.count);
    CHECK(memcmp(speaker.heard, recorded, sizeof recorded) == 0, "not bit by bit");
    player_destroy(player);
}

static void test_steps(void)
{
    struct player *player = player_create(&plain);
    CHECK(player_speed(player) == PLAYER_SPEED_DEFAULT, "%d", player_speed(player));
    CHECK(player_speed_percent(PLAYER_SPEED_DEFAULT) == 100, "the default is as recorded");
    player_set_speed(player, 99);
    CHECK(player_speed(player) == PLAYER_SPEED_STEPS - 1, "%d", player_speed(player));
    player_set_speed(player, -1);
    CHECK(player_speed(player) == 0, "%d", player_speed(player));
    CHECK(player_speed_percent(-1) == 50 && player_speed_percent(99) == 200, "clamped");
    player_destroy(player);
}

// The place in the recording, in ms, by what player_saying tells.
static double place_ms(const struct player *player, uint64_t now_ms)
{
    struct player_said said;
    if (!player_saying(player, &said)) {
        return -1;
    }
    CHECK(strcmp(said.key, "tone") == 0 && said.recorded_ms == TONE_MS, "%s", said.key);
    return (double)(now_ms - said.began_ms) * said.recorded_ms / said.duration_ms;
}

static void let_play(uint64_t ms)
{
    speaker.pending -= ms * 48;
}

// Speeds that follow each other while the tone sounds: how long each is heard, and where in the
// recording the tone is then.
static const struct change {
    const char *name;
    uint64_t began_ms;
    struct {
        int step;
        uint64_t heard_ms;
    } parts[4];
    size_t heard_ms; // all of it
} changes[] = {
    {"faster", 1000, {{3, 1000}, {6, 1500}}, 2500},
    {"slower, began near 0", 0, {{3, 3000}, {0, 2000}}, 5000},
    {"there and back", 1000, {{3, 1000}, {4, 800}, {3, 2000}}, 3800},
    {"at once", 1000, {{0, 0}, {6, 2000}}, 2000},
    {"at once, slower", 0, {{6, 0}, {0, 3000}, {3, 2500}}, 5500},
    {"all over", 5, {{2, 1000}, {6, 100}, {0, 2000}, {5, 1250}}, 4350},
};

static void check_change(const struct change *change, struct player *player)
{
    uint64_t now_ms = change->began_ms;
    double place = 0;
    for (size_t i = 0; i < 4 && change->parts[i].heard_ms + (i == 0) > 0; i++) {
        player_set_speed(player, change->parts[i].step);
        CHECK(fabs(place_ms(player, now_ms) - place) < 3, "%s: at %.1f ms, not %.1f", change->name,
              place_ms(player, now_ms), place);
        queue(player, now_ms);
        now_ms += change->parts[i].heard_ms;
        place +=
            (double)change->parts[i].heard_ms * player_speed_percent(change->parts[i].step) / 100;
        if (place < TONE_MS) {
            let_play(change->parts[i].heard_ms);
        }
    }
    CHECK(fabs(place - TONE_MS) < 1, "the row itself ends at %.1f", place);
    uint64_t end_ms = queue_all(player, now_ms);
    double late_ms = (double)end_ms - (double)now_ms - 200;
    CHECK(fabs(late_ms) < 5, "%s: ends %.1f ms late", change->name, late_ms);
    CHECK(near((double)speaker.count / 48, (double)change->heard_ms, 0.2), "%s: %zu samples",
          change->name, speaker.count);
    player_tick(player, end_ms);
    CHECK(player_state(player) == PLAYER_SILENT && place_ms(player, end_ms) < 0, "%s: it ends",
          change->name);
}

static void test_changes_while_speaking(void)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct player *player = begin(&knowing, changes[i].parts[0].step);
        CHECK(place_ms(player, 0) < 0, "%s: silent", changes[i].name);
        say(player, &low, changes[i].began_ms);
        check_change(&changes[i], player);
        CHECK(speaker.opened == 1 && speaker.closed == 1, "%s: the device", changes[i].name);
        player_destroy(player);
    }
}

static void test_pitch_after_a_change(void)
{
    struct player *player = begin(&knowing, PLAYER_SPEED_DEFAULT);
    say(player, &low, 0);
    let_play(500);
    player_set_speed(player, 6);
    queue_all(player, 500);
    const size_t ms = 48; // low up to 500 + 750, high from there to 500 + 1750
    CHECK(near(hertz(10 * ms, 490 * ms), 220, 1), "%.1f", hertz(10 * ms, 490 * ms));
    CHECK(near(hertz(530 * ms, 1230 * ms), 220, 1), "%.1f", hertz(530 * ms, 1230 * ms));
    CHECK(near(hertz(1270 * ms, 2230 * ms), 440, 1), "%.1f", hertz(1270 * ms, 2230 * ms));
    CHECK(abs(speaker.heard[500 * ms]) <= 1, "it begins again from silence");
    player_destroy(player);
}

// A device takes its first samples before the clock says so.
static void test_change_ahead_of_the_clock(void)
{
    for (int step = 0; step < PLAYER_SPEED_STEPS; step++) {
        struct player *player = begin(&knowing, step == 3 ? 2 : 3);
        say(player, &low, 1000);
        let_play(22);
        player_set_speed(player, step);
        uint64_t end_ms = queue_all(player, 1001);
        double wanted_ms = 1022 + (TONE_MS - 22) * 100.0 / player_speed_percent(step) + 200;
        CHECK(fabs((double)end_ms - wanted_ms) < 10, "step %d: ends at %d", step, (int)end_ms);
        player_destroy(player);
    }
}

// A device that can't take back what it has says the rest as it was begun.
static void test_change_from_the_next(void)
{
    struct player *player = begin(&plain, PLAYER_SPEED_DEFAULT);
    say(player, &low, 0);
    player_set_speed(player, 6);
    uint64_t end_ms = queue_all(player, 0);
    CHECK(end_ms == TONE_MS + 200 && speaker.count == TONE_SAMPLES, "%d", (int)end_ms);
    say(player, &low, 10000);
    CHECK(told_ms == TONE_MS / 2 && queue_all(player, 10000) == 12200, "%u", told_ms);
    player_destroy(player);
}

static void test_unplugged_while_changing(void)
{
    struct player *player = begin(&knowing, PLAYER_SPEED_DEFAULT);
    say(player, &low, 0);
    speaker.unplugged = true;
    player_set_speed(player, 2);
    CHECK(player_state(player) == PLAYER_NO_SOUND && speaker.closed == 1, "found out");
    CHECK(place_ms(player, 0) < 0, "nothing is being said");
    player_destroy(player);
}

// Damage in the middle: it ends there, at whatever speed, and its length shrinks.
static void test_damaged(void)
{
    struct sample_prompt bad = sample_prompt_make(&(struct sample_shape){TONE_MS, 1, NULL, 1, 220});
    bad.opus[bad.bytes / 2] ^= 0xff;
    for (int step = 0; step < PLAYER_SPEED_STEPS; step++) {
        struct player *player = begin(&knowing, step);
        CHECK(say(player, &bad, 0), "step %d", step);
        uint64_t end_ms = queue_all(player, 0);
        struct player_said said;
        CHECK(player_saying(player, &said) && said.recorded_ms < TONE_MS, "step %d", step);
        CHECK(end_ms == said.duration_ms + 200U, "step %d: %d", step, (int)end_ms);
        CHECK((speaker.count + 47) / 48 == said.duration_ms, "step %d: %zu", step, speaker.count);
        player_tick(player, end_ms);
        CHECK(player_state(player) == PLAYER_SILENT, "step %d", step);
        player_destroy(player);
    }
    free(bad.opus);
}

// The twin without a loudspeaker keeps the same time.
static void test_null_twin(void)
{
    struct player *player = begin(&audio_driver_null, 0);
    say(player, &low, 1000);
    CHECK(fabs(place_ms(player, 1000 + TONE_MS) - TONE_MS / 2.0) < 1, "%.1f",
          place_ms(player, 1000 + TONE_MS));
    CHECK(queue_all(player, 1000) == 1000 + 2 * TONE_MS + 200, "its end");
    player_stop(player);
    CHECK(place_ms(player, 1000) < 0, "stopped");
    player_destroy(player);
}

int main(void)
{
    low = sample_prompt_make(&(struct sample_shape){TONE_MS, 1, NULL, 1, 220});
    high = sample_prompt_make(&(struct sample_shape){TONE_MS, 1, NULL, 1, 1000});
    test_steps();
    test_pitch_and_length(&low, 220);
    test_pitch_and_length(&high, 1000);
    test_as_recorded();
    test_changes_while_speaking();
    test_pitch_after_a_change();
    test_change_ahead_of_the_clock();
    test_change_from_the_next();
    test_unplugged_while_changing();
    test_damaged();
    test_null_twin();
    free(low.opus);
    free(high.opus);
    return check_done();
}
