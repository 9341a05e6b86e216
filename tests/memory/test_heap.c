// The heap of envelop-kiosk (kiosk/memory/heap.c is compiled in): what was given back is zero, whoever
// allocated it. Freed memory is read as the kernel sees it, through /proc/self/mem.
#include "check.h"

#include <fcntl.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MARK = 0xa7, LINKS = 32 }; // glibc keeps its lists in the first bytes of what is free

static void *take_calloc(size_t bytes)
{
    return calloc(1, bytes);
}

static void *take_aligned(size_t bytes)
{
    return aligned_alloc(64, (bytes + 63) / 64 * 64);
}

static void *take_posix(size_t bytes)
{
    void *piece;
    return posix_memalign(&piece, 256, bytes) == 0 ? piece : NULL;
}

static void *take_realloc(size_t bytes)
{
    return realloc(malloc(8), bytes);
}

static void *take_reallocarray(size_t bytes)
{
    return reallocarray(NULL, bytes, 1);
}

static void give_free(void *piece)
{
    free(piece);
}

static void give_by_growing(void *piece)
{
    free(realloc(piece, malloc_usable_size(piece) + 4096));
}

static void give_by_shrinking(void *piece)
{
    free(realloc(piece, 1));
}

static void give_to_nothing(void *piece)
{
    if (realloc(piece, 0)) {
        abort();
    }
}

static const struct {
    const char *name;
    void *(*take)(size_t bytes);
} takes[] = {
    {"malloc", malloc},       {"calloc", take_calloc},   {"aligned_alloc", take_aligned},
    {"memalign", take_posix}, {"realloc", take_realloc}, {"reallocarray", take_reallocarray}};

static const struct {
    const char *name;
    void (*give)(void *piece);
} gives[] = {{"free", give_free},
             {"growing", give_by_growing},
             {"shrinking", give_by_shrinking},
             {"realloc to 0", give_to_nothing}};

static size_t marks_at(int memory, uintptr_t from, size_t bytes)
{
    static uint8_t read[1 << 20];
    ssize_t got = pread(memory, read, bytes, (off_t)from); // what went back to the kernel: -1
    size_t marks = 0;
    for (ssize_t i = 0; i < got; i++) {
        marks += read[i] == MARK;
    }
    return marks;
}

int main(void)
{
    static const size_t sizes[] = {40, 200, 1000, 5000, 100000, 500000};
    int memory = open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    CHECK(memory >= 0, "/proc/self/mem can't be read");
    for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
        for (size_t t = 0; t < sizeof takes / sizeof takes[0]; t++) {
            for (size_t g = 0; g < sizeof gives / sizeof gives[0]; g++) {
                char *piece = takes[t].take(sizes[s]);
                uintptr_t at = (uintptr_t)piece;
                memset(piece, MARK, sizes[s]);
                size_t before = marks_at(memory, at + LINKS, sizes[s] - LINKS);
                gives[g].give(piece);
                size_t after = marks_at(memory, at + LINKS, sizes[s] - LINKS);
                CHECK(before == sizes[s] - LINKS && after == 0, "%s, %s, %zu bytes: %zu, then %zu",
                      takes[t].name, gives[g].name, sizes[s], before, after);
            }
        }
    }
    return check_done();
}
