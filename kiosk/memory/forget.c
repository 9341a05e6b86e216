#include "forget.h"

#include <alloca.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

// --- the stack ---------------------------------------------------------------------------------

enum {
    DEPTH_LEAST = 256 << 10, // more than was ever used: so the last MARGIN of it never was
    DEPTH_MOST = 7 << 20,    // of the usual limit of 8 MiB
    MARGIN = 512,            // for the frames of what zeroes
};

// How much stack has been used below here, in whole pages: the kernel maps them as they are
// touched, and never takes one back.
static size_t depth_below(const void *here)
{
    size_t page = (size_t)sysconf(_SC_PAGESIZE), depth = (uintptr_t)here % page;
    const char *at = (const char *)here - depth;
    unsigned char resident;
    while (depth < DEPTH_MOST && mincore((void *)(uintptr_t)(at - page), page, &resident) == 0) {
        at -= page;
        depth += page;
    }
    return depth;
}

__attribute__((noinline)) static void zero_below(size_t bytes)
{
    explicit_bzero(alloca(bytes), bytes);
}

void forget_stack(void)
{
    char here;
    size_t depth = depth_below(&here);
    zero_below(depth > DEPTH_LEAST + MARGIN ? depth - MARGIN : DEPTH_LEAST);
}

// --- faults and signals ------------------------------------------------------------------------

static const struct {
    int number;
    bool fault; // of our own; else somebody wants us to end
} signals[] = {{SIGSEGV, true}, {SIGBUS, true},  {SIGILL, true},   {SIGFPE, true},
               {SIGABRT, true}, {SIGSYS, true},  {SIGTRAP, true},  {SIGTERM, false},
               {SIGINT, false}, {SIGHUP, false}, {SIGQUIT, false}, {SIGPIPE, false},
               {SIGXCPU, false}};

enum { SIGNALS = sizeof signals / sizeof signals[0], HANDLER_STACK_BYTES = 64 << 10 };

// A handler gets nothing but a number: what it needs must lie where it can find it.
static struct arena *volatile watched;
static struct sigaction before[SIGNALS];
static char handler_stack[HANDLER_STACK_BYTES]; // the fault may be that the other one is full

// Only memory is touched and only functions are called that signal-safety(7) allows; arena_wipe is
// explicit_bzero. Then whoever handled the signal before has it: the default, or a sanitizer.
static void on_signal(int number, siginfo_t *info, void *context)
{
    (void)context;
    if (watched) {
        arena_wipe(watched);
    }
    for (int i = 0; i < SIGNALS; i++) {
        if (signals[i].number == number) {
            sigaction(number, &before[i], NULL);
        }
    }
    if (info->si_code <= 0) { // sent, not made by the instruction that is done again on return
        raise(number);
    }
}

// An ending that somebody handles already is a wipe in good order: it stays theirs.
static void handle(int index)
{
    struct sigaction mine = {.sa_sigaction = on_signal, .sa_flags = SA_SIGINFO | SA_ONSTACK};
    sigfillset(&mine.sa_mask);
    int number = signals[index].number;
    bool known = sigaction(number, NULL, &before[index]) == 0;
    if (known && (signals[index].fault || before[index].sa_handler == SIG_DFL)) {
        sigaction(number, &mine, NULL);
    }
}

void forget_at_fault(struct arena *arena)
{
    static bool installed;
    watched = arena;
    if (arena && !installed) {
        const stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
        installed = true;
        sigaltstack(&stack, NULL);
        for (int i = 0; i < SIGNALS; i++) {
            handle(i);
        }
    }
}
