// The whole of our test framework: a failed check prints its place and its row and goes on; the
// program's exit code tells. `return check_done();` ends main.
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <stdio.h>

static int check_count, check_failed;

#define CHECK(condition, ...)                                               \
    do {                                                                    \
        check_count++;                                                      \
        if (!(condition)) {                                                 \
            check_failed++;                                                 \
            fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition); \
            fprintf(stderr, __VA_ARGS__);                                   \
            fputc('\n', stderr);                                            \
        }                                                                   \
    } while (0)

static inline int check_done(void)
{
    printf("%d checks, %d failed\n", check_count, check_failed);
    return check_count == 0 || check_failed > 0;
}

#endif
