// The SDL driver, with SDL's own disk driver as the loudspeaker: what was decoded is what arrives
// there, sample for sample; and no thread stays when nothing is said.
#define _DEFAULT_SOURCE
#include "check.h"
#include "player.h"
#include "prompt_reader.h"
#include "sample_prompt.h"
#include <dirent.h>
#include <SDL.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { MAX_SAMPLES = 60 * AUDIO_RATE_HZ };

static uint64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

static int count_threads(void)
{
    DIR *tasks = opendir("/proc/self/task");
    int count = 0;
    for (struct dirent *task; tasks != NULL && (task = readdir(tasks)) != NULL;) {
        count += task->d_name[0] != '.';
    }
    closedir(tasks);
    return count;
}

// Threads that are on their way out may take a moment.
static int count_threads_later(int wanted)
{
    for (int i = 0; i < 500 && count_threads() != wanted; i++) {
        usleep(10000);
    }
    return count_threads();
}

static void run_until_silent(struct player *player)
{
    for (uint64_t deadline; (deadline = player_deadline_ms(player)) != UINT64_MAX;) {
        uint64_t now = now_ms();
        if (deadline > now) {
            usleep((useconds_t)(deadline - now) * 1000);
        }
        player_tick(player, now_ms());
    }
}

static size_t decode(const struct sample_prompt *prompt, int16_t *samples)
{
    struct prompt_reader *reader = prompt_reader_open(prompt->opus, prompt->bytes);
    size_t count = prompt_reader_read(reader, samples, MAX_SAMPLES);
    prompt_reader_close(reader);
    return count;
}

// Where `needle` begins in `heap` at or after `from`; `count` when nowhere.
static size_t find(const int16_t *heap, size_t count, size_t from, const int16_t *needle,
                   size_t needle_count)
{
    for (size_t i = from; i + needle_count <= count; i++) {
        if (memcmp(heap + i, needle, needle_count * sizeof *needle) == 0) {
            return i;
        }
    }
    return count;
}

static size_t read_disk(const char *path, int16_t *samples)
{
    FILE *file = fopen(path, "rb");
    size_t count = file == NULL ? 0 : fread(samples, sizeof *samples, MAX_SAMPLES, file);
    if (file != NULL) {
        fclose(file);
    }
    return count;
}

static void test_sample_for_sample(const char *disk)
{
    static int16_t heard[MAX_SAMPLES], first[MAX_SAMPLES], second[MAX_SAMPLES];
    struct sample_prompt one = sample_prompt_make(&(struct sample_shape){2300, 1, NULL, 1, 0});
    struct sample_prompt two = sample_prompt_make(&(struct sample_shape){700, 2, NULL, 2, 0});
    size_t first_count = decode(&one, first), second_count = decode(&two, second);
    struct prompt prompts[] = {{"one", one.opus, one.bytes}, {"two", two.opus, two.bytes}};
    int threads = count_threads();
    struct player *player = player_create(&audio_driver_sdl);
    player_set_volume(player, PLAYER_VOLUME_STEPS);
    CHECK(player_say(player, prompts, 2, now_ms()), "%s", SDL_GetError());
    CHECK(count_threads() > threads, "SDL plays in a thread of its own");
    run_until_silent(player);
    CHECK(count_threads_later(threads) == threads, "%d stay", count_threads() - threads);
    size_t count = read_disk(disk, heard);
    size_t at = find(heard, count, 0, first, first_count);
    CHECK(at < count, "the first prompt is nowhere in %zu samples", count);
    size_t then = find(heard, count, at + first_count, second, second_count);
    CHECK(then < count, "the second prompt doesn't follow in %zu samples", count);
    player_destroy(player);
    free(one.opus);
    free(two.opus);
}

static void test_stop_leaves_no_thread(void)
{
    struct sample_prompt one = sample_prompt_make(&(struct sample_shape){2300, 1, NULL, 1, 0});
    struct prompt prompt = {"one", one.opus, one.bytes};
    int threads = count_threads();
    struct player *player = player_create(&audio_driver_sdl);
    for (int i = 0; i < 3; i++) { // closing is followed by opening at once
        CHECK(player_say(player, &prompt, 1, now_ms()), "%d: %s", i, SDL_GetError());
        CHECK(player_say(player, &prompt, 1, now_ms()), "%d: replaced: %s", i, SDL_GetError());
        player_set_volume(player, i);
        player_stop(player);
    }
    CHECK(player_say(player, &prompt, 1, now_ms()), "%s", SDL_GetError());
    player_destroy(player);
    CHECK(SDL_WasInit(SDL_INIT_AUDIO) == 0, "destroyed, and the device isn't closed");
    CHECK(count_threads_later(threads) == threads, "%d stay", count_threads() - threads);
    free(one.opus);
}

static void count_call(void *context, uint64_t at_ms, const char *key, uint32_t duration_ms)
{
    (void)at_ms;
    (void)key;
    (void)duration_ms;
    ++*(int *)context;
}

static void test_no_device(void)
{
    struct sample_prompt one = sample_prompt_make(&(struct sample_shape){300, 1, NULL, 1, 0});
    struct prompt prompt = {"one", one.opus, one.bytes};
    int told = 0, threads = count_threads();
    struct player *player = player_create(&audio_driver_sdl);
    player_listen(player, count_call, &told);
    CHECK(!player_say(player, &prompt, 1, now_ms()), "there is no such driver");
    CHECK(player_state(player) == PLAYER_NO_SOUND && told == 0, "told %d times", told);
    CHECK(count_threads_later(threads) == threads, "%d stay", count_threads() - threads);
    player_destroy(player);
    free(one.opus);
}

int main(int argc, char **argv)
{
    const char *disk = argc > 1 ? argv[1] : "sdl_test.raw";
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", disk, 1);
    setenv("SDL_DISKAUDIODELAY", "1", 1);
    test_sample_for_sample(disk);
    test_stop_leaves_no_thread();
    setenv("SDL_AUDIODRIVER", "nothing", 1);
    test_no_device();
    remove(disk);
    return check_done();
}
