// jansson has one pair of allocation functions a process. Ours tell by thread and by address: what
// lies in the thread's region belongs to it, everything else to malloc. So memory from before they
// were installed, and other users of jansson in the process, stay right.
//
// jansson 2.14 crashes when an allocation fails in its parser (seen in json_loadb), so a region
// that is used up is left by longjmp: all that jansson holds then lies in the region and goes with
// it.
#include "json_memory.h"
#include "response.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>

enum { ALIGNMENT = 16 };

static _Thread_local struct {
    char *memory;
    size_t bytes, used;
    bool active;
    jmp_buf exhausted;
} region;

static void *allocate(size_t bytes)
{
    if (!region.active) {
        return malloc(bytes);
    }
    size_t taken = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (taken < bytes || taken > region.bytes - region.used) {
        longjmp(region.exhausted, 1);
    }
    void *piece = region.memory + region.used;
    region.used += taken;
    return piece;
}

// A piece of the region is given back with the whole of it.
static void release(void *piece)
{
    uintptr_t at = (uintptr_t)piece, begin = (uintptr_t)region.memory;
    if (!region.active || at < begin || at >= begin + region.bytes) {
        free(piece);
    }
}

static void install(void)
{
    json_set_alloc_funcs(allocate, release);
}

void response_use_memory(void *memory, size_t bytes)
{
    static once_flag installed = ONCE_FLAG_INIT;
    call_once(&installed, install);
    size_t skip = (ALIGNMENT - (uintptr_t)memory % ALIGNMENT) % ALIGNMENT;
    region.memory = memory ? (char *)memory + skip : NULL;
    region.bytes = memory && bytes > skip ? bytes - skip : 0;
}

bool json_memory_do(bool (*work)(void *), void *argument, bool *exhausted)
{
    *exhausted = false;
    if (!region.memory) {
        return work(argument);
    }
    volatile bool done = false; // lives through longjmp
    region.used = 0;
    region.active = true;
    if (setjmp(region.exhausted) == 0) {
        done = work(argument);
    } else {
        *exhausted = true;
    }
    region.active = false;
    json_memory_wipe(region.memory, region.used);
    return done && !*exhausted;
}

void json_memory_wipe(void *memory, size_t bytes)
{
    volatile char *p = memory;
    while (bytes-- > 0) {
        *p++ = 0;
    }
}
