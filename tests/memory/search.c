// Reads the memory of a process that stands still, and searches it.
//
// usage: memory_search copy PID FILE           every readable mapping into FILE; prints where each
//                                              lies: "START END OFFSET NAME", hexadecimal
//        memory_search find FILE < PATTERNS    prints each hit: "PATTERN OFFSET STRIDE"
//
// A line of PATTERNS: KIND NAME HEX [NUMBER]
//   bytes  these bytes
//   steps  these bytes, each at the same distance (1 to NUMBER) from the one before: a string in
//          UTF-16 or UTF-32, letters in structures, glyph ids in an array
//   gaps   these bytes with up to NUMBER others, none of them a digit, between each two: "06 12"
//   zeros  these bytes with up to NUMBER zeros between each two
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 1 << 20, PATTERN_BYTES = 4096, HITS_MOST = 20 };

// --- copying -----------------------------------------------------------------------------------

struct mapping {
    uint64_t start, end;
    char access[5], name[512];
};

// The kernel's own pages can't be read this way and hold nothing of the process.
static bool is_kernels(const struct mapping *mapping)
{
    return strcmp(mapping->name, "[vvar]") == 0 || strcmp(mapping->name, "[vsyscall]") == 0 ||
           strcmp(mapping->name, "[vvar_vclock]") == 0;
}

static bool copy_mapping(int memory, FILE *out, const struct mapping *mapping)
{
    static char chunk[CHUNK];
    for (uint64_t at = mapping->start; at < mapping->end;) {
        size_t wanted = mapping->end - at < CHUNK ? mapping->end - at : CHUNK;
        ssize_t got = pread(memory, chunk, wanted, (off_t)at);
        if (got <= 0 || fwrite(chunk, 1, (size_t)got, out) != (size_t)got) {
            fprintf(stderr, "memory_search: %s at %" PRIx64 " can't be read\n", mapping->name, at);
            return false;
        }
        at += (uint64_t)got;
    }
    return true;
}

static bool copy_all(FILE *maps, int memory, FILE *out)
{
    char line[1024];
    uint64_t offset = 0;
    while (fgets(line, sizeof line, maps)) {
        struct mapping mapping = {.name = ""};
        int fields = sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s %*s %*s %*s %511[^\n]",
                            &mapping.start, &mapping.end, mapping.access, mapping.name);
        if (fields < 3) {
            return false;
        }
        if (mapping.access[0] != 'r' || is_kernels(&mapping)) {
            continue;
        }
        if (!copy_mapping(memory, out, &mapping)) {
            return false;
        }
        printf("%" PRIx64 " %" PRIx64 " %" PRIx64 " %s %s\n", mapping.start, mapping.end, offset,
               mapping.access, mapping.name);
        offset += mapping.end - mapping.start;
    }
    return offset > 0;
}

static int copy(const char *process, const char *to)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%.20s/maps", process);
    FILE *maps = fopen(path, "r"), *out = fopen(to, "w");
    snprintf(path, sizeof path, "/proc/%.20s/mem", process);
    int memory = open(path, O_RDONLY | O_CLOEXEC);
    if (!maps || !out || memory < 0) {
        perror("memory_search: the memory of a process that isn't dumpable is root's to read");
        return 1;
    }
    return copy_all(maps, memory, out) && fclose(out) == 0 ? 0 : 1;
}

// --- searching ---------------------------------------------------------------------------------

struct pattern {
    char kind[8], name[256];
    uint8_t bytes[PATTERN_BYTES];
    size_t count, number;
};

static bool read_pattern(struct pattern *pattern)
{
    static char hex[2 * PATTERN_BYTES + 1];
    char line[2 * PATTERN_BYTES + 512];
    pattern->number = 0;
    if (!fgets(line, sizeof line, stdin) || sscanf(line, "%7s %255s %8192s %zu", pattern->kind,
                                                   pattern->name, hex, &pattern->number) < 3) {
        return false;
    }
    pattern->count = strlen(hex) / 2;
    for (size_t i = 0; i < pattern->count; i++) {
        sscanf(hex + 2 * i, "%2hhx", &pattern->bytes[i]);
    }
    return pattern->count > 0;
}

static bool steps_match(const struct pattern *pattern, const uint8_t *at, size_t stride)
{
    for (size_t i = 1; i < pattern->count; i++) {
        if (at[i * stride] != pattern->bytes[i]) {
            return false;
        }
    }
    return true;
}

// The stride at which the bytes stand from here on; 0: none.
static size_t find_steps(const struct pattern *pattern, const uint8_t *at, size_t left)
{
    for (size_t stride = 1; stride <= pattern->number; stride++) {
        if ((pattern->count - 1) * stride < left && steps_match(pattern, at, stride)) {
            return stride;
        }
    }
    return 0;
}

static bool may_stand_between(const struct pattern *pattern, uint8_t byte)
{
    return pattern->kind[0] == 'z' ? byte == 0 : byte < '0' || byte > '9';
}

static size_t find_gaps(const struct pattern *pattern, const uint8_t *at, size_t left)
{
    size_t place = 1;
    for (size_t i = 1; i < pattern->count; i++) {
        size_t gap = 0;
        while (place < left && at[place] != pattern->bytes[i] && gap < pattern->number &&
               may_stand_between(pattern, at[place])) {
            place++;
            gap++;
        }
        if (place >= left || at[place] != pattern->bytes[i]) {
            return 0;
        }
        place++;
    }
    return place;
}

static size_t find_bytes(const struct pattern *pattern, const uint8_t *at, size_t left)
{
    return pattern->count <= left && memcmp(at, pattern->bytes, pattern->count) == 0;
}

static void find(const struct pattern *pattern, const uint8_t *memory, size_t size)
{
    size_t (*match)(const struct pattern *, const uint8_t *, size_t) =
        pattern->kind[0] == 's'   ? find_steps
        : pattern->kind[0] == 'b' ? find_bytes
                                  : find_gaps;
    int hits = 0;
    for (const uint8_t *at = memory; hits < HITS_MOST; at++) {
        size_t first = pattern->kind[0] == 'b' ? pattern->count : 1;
        at = memmem(at, size - (size_t)(at - memory), pattern->bytes, first);
        if (!at) {
            return;
        }
        size_t found = match(pattern, at, size - (size_t)(at - memory));
        if (found > 0) {
            printf("%s %zx %zu\n", pattern->name, (size_t)(at - memory), found);
            hits++;
        }
    }
}

static int find_all(const char *path)
{
    static struct pattern pattern;
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0 || fstat(file, &about) != 0) {
        perror(path);
        return 1;
    }
    void *memory = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (memory == MAP_FAILED) {
        perror(path);
        return 1;
    }
    while (read_pattern(&pattern)) {
        find(&pattern, memory, (size_t)about.st_size);
    }
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "copy") == 0) {
        return copy(argv[2], argv[3]);
    }
    if (argc == 3 && strcmp(argv[1], "find") == 0) {
        return find_all(argv[2]);
    }
    fprintf(stderr, "usage: memory_search copy PID FILE | find FILE\n");
    return 2;
}
