// libsodium's own hook is ours: everything that libsodium draws by itself (key pairs, uniform
// numbers) goes through the same source.
#include "random.h"

#include <sodium.h>

static random_source *test_source;

static const char *source_name(void)
{
    return "test";
}

static void source_fill(void *const bytes, const size_t size)
{
    test_source(bytes, size);
}

static uint32_t source_word(void)
{
    uint32_t word;
    test_source(&word, sizeof word);
    return word;
}

static struct randombytes_implementation test_implementation = {
    .implementation_name = source_name,
    .random = source_word,
    .buf = source_fill,
};

void random_bytes(void *bytes, size_t size)
{
    randombytes_buf(bytes, size);
}

uint32_t random_below(uint32_t bound)
{
    return randombytes_uniform(bound);
}

void random_replace(random_source *source)
{
    test_source = source;
    randombytes_set_implementation(source != NULL ? &test_implementation
                                                  : &randombytes_sysrandom_implementation);
}
