// Tars that no pack is: each refused with a sentence, and nothing of it reaches the disk.
#include "check.h"
#include "fixture.h"
#include "pack_tar.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 512, SIZE_AT = 124, SUM_AT = 148, TYPE_AT = 156, LINK_AT = 157 };

struct tar {
    uint8_t *bytes;
    size_t size;
    size_t member; // where the header of site/site.json stands
};

// The header's checksum made right again: the change itself must be what is refused.
static void resum(uint8_t *header)
{
    unsigned sum = 0;
    memset(header + SUM_AT, ' ', 8);
    for (size_t i = 0; i < BLOCK; i++) {
        sum += header[i];
    }
    snprintf((char *)header + SUM_AT, 8, "%06o", sum);
}

static void rename_to(struct tar *tar, const char *name)
{
    uint8_t *header = tar->bytes + tar->member;
    memset(header, 0, 100);
    memcpy(header, name, strlen(name));
    resum(header);
}

static void absolute(struct tar *tar)
{
    rename_to(tar, "/etc/passwd");
}

static void upwards(struct tar *tar)
{
    rename_to(tar, "../state/pack/site/site.json");
}

static void upwards_inside(struct tar *tar)
{
    rename_to(tar, "fonts/../../x-Regular.ttf");
}

static void unknown_name(struct tar *tar)
{
    rename_to(tar, "site/run.sh");
}

static void prefix_used(struct tar *tar)
{
    uint8_t *header = tar->bytes + tar->member;
    memcpy(header + 345, "/etc", 4);
    resum(header);
}

static void type_of(struct tar *tar, char type)
{
    uint8_t *header = tar->bytes + tar->member;
    header[TYPE_AT] = (uint8_t)type;
    memcpy(header + LINK_AT, "/etc/passwd", 11);
    resum(header);
}

static void hard_link(struct tar *tar)
{
    type_of(tar, '1');
}

static void soft_link(struct tar *tar)
{
    type_of(tar, '2');
}

static void device(struct tar *tar)
{
    type_of(tar, '3');
}

static void folder(struct tar *tar)
{
    type_of(tar, '5');
}

static void pax_header(struct tar *tar)
{
    type_of(tar, 'x');
}

static void gnu_long_name(struct tar *tar)
{
    type_of(tar, 'L');
}

static void setuid_mode(struct tar *tar)
{
    uint8_t *header = tar->bytes + tar->member;
    memcpy(header + 100, "0004755", 7);
    resum(header);
}

static void has_time(struct tar *tar)
{
    uint8_t *header = tar->bytes + tar->member;
    memcpy(header + 136, "14714714714", 11);
    resum(header);
}

static void huge(struct tar *tar)
{
    uint8_t *header = tar->bytes + tar->member;
    memcpy(header + SIZE_AT, "77777777777", 11);
    resum(header);
}

static void huge_base256(struct tar *tar)
{
    uint8_t *header = tar->bytes + tar->member;
    memset(header + SIZE_AT, 0xff, 12);
    resum(header);
}

static void past_the_end(struct tar *tar)
{
    uint8_t *header = tar->bytes + tar->member;
    memcpy(header + SIZE_AT, "00003777777", 11); // under the cap of its name
    tar->size = tar->member + BLOCK + 1024;
    resum(header);
}

static void truncated(struct tar *tar)
{
    tar->size -= 512;
}

static void cut_in_header(struct tar *tar)
{
    tar->size = tar->member + 100;
}

static void trailing(struct tar *tar)
{
    memcpy(tar->bytes + tar->size, "hidden", 6);
    tar->size += 512;
}

static void twice(struct tar *tar)
{
    // The last member's header and bytes again, before the end blocks.
    size_t end = tar->size - 2 * BLOCK, length = end - tar->member;
    memmove(tar->bytes + end + length, tar->bytes + end, 2 * BLOCK);
    memcpy(tar->bytes + end, tar->bytes + tar->member, length);
    tar->size += length;
}

static void hidden_padding(struct tar *tar)
{
    tar->bytes[tar->size - 2 * BLOCK - 1] = 'x';
}

static void empty(struct tar *tar)
{
    tar->size = 0;
}

static void only_zeroes(struct tar *tar)
{
    memset(tar->bytes, 0, tar->size);
}

static void not_manifest_first(struct tar *tar)
{
    size_t length = tar->size - tar->member;
    memmove(tar->bytes, tar->bytes + tar->member, length);
    tar->size = length;
}

struct row {
    const char *name;
    void (*change)(struct tar *tar);
    const char *sentence;
};

static const struct row rows[] = {
    {"absolute name", absolute, "which no pack may hold"},
    {"upwards", upwards, "which no pack may hold"},
    {"upwards inside", upwards_inside, "which no pack may hold"},
    {"unknown name", unknown_name, "which no pack may hold"},
    {"prefix field", prefix_used, "has a header that envelop-ggd doesn't write"},
    {"hard link", hard_link, "is a link, a folder or a device"},
    {"soft link", soft_link, "is a link, a folder or a device"},
    {"device", device, "is a link, a folder or a device"},
    {"folder", folder, "is a link, a folder or a device"},
    {"pax header", pax_header, "is a link, a folder or a device"},
    {"GNU long name", gnu_long_name, "is a link, a folder or a device"},
    {"setuid mode", setuid_mode, "has a header that envelop-ggd doesn't write"},
    {"a time", has_time, "has a header that envelop-ggd doesn't write"},
    {"huge", huge, "is larger than"},
    {"huge, base 256", huge_base256, "is larger than"},
    {"past the end", past_the_end, "ends in the middle of"},
    {"truncated", truncated, "doesn't end where a pack ends"},
    {"cut in a header", cut_in_header, "doesn't end where a pack ends"},
    {"trailing bytes", trailing, "doesn't end where a pack ends"},
    {"twice", twice, "holds a file twice"},
    {"hidden in the padding", hidden_padding, "hides bytes after"},
    {"empty", empty, "doesn't end where a pack ends"},
    {"only zeroes", only_zeroes, "doesn't end where a pack ends"},
    {"manifest not first", not_manifest_first, "doesn't begin with manifest.json"},
};

// The last member: site/site.pot, which stands after everything else by name.
static size_t last_member(const struct pack_built *built)
{
    size_t found = 0;
    for (size_t at = 0; at + BLOCK <= built->bytes; at += BLOCK) {
        if (strcmp((const char *)built->tar + at, "site/site.pot") == 0) {
            found = at;
        }
    }
    return found;
}

static void row_run(struct fixture *fixture, const struct pack_built *built, const struct row *row)
{
    struct tar tar = {.size = built->bytes, .member = last_member(built)};
    tar.bytes = calloc(1, built->bytes * 2);
    memcpy(tar.bytes, built->tar, built->bytes);
    row->change(&tar);
    CHECK(!fixture_install(fixture, tar.bytes, tar.size, 1), "%s", row->name);
    CHECK(strstr(fixture->error.reason, row->sentence), "%s: %s", row->name, fixture->error.reason);
    CHECK(fixture_installed(fixture) == 1 && fixture_leftovers(fixture) == 0, "%s", row->name);
    free(tar.bytes);
}

// GNU tar is the judge of what we write, and what it writes we refuse.
static void other_tars(struct fixture *fixture, const struct pack_built *built)
{
    fixture_put(fixture, built->tar, built->bytes, built->signature);
    shell(
        "cd '%s' && mkdir x && tar -xf envelop-pack.tar -C x && test -f x/form/questionnaire.json "
        "&& test \"$(tar -tf envelop-pack.tar | head -1)\" = manifest.json "
        "&& tar -cf other.tar -C x .",
        fixture->scratch);
    shell("cd '%s' && test \"$(b2sum -l 256 < x/form/questionnaire.json | cut -c1-64)\" = "
          "\"$(node -p 'JSON.parse(fs.readFileSync(\"x/manifest.json\")).files"
          "[\"form/questionnaire.json\"].blake2b')\"",
          fixture->scratch);
    static uint8_t other[1 << 22];
    char path[FIXTURE_PATH + 16];
    snprintf(path, sizeof path, "%s/other.tar", fixture->scratch);
    FILE *file = fopen(path, "rb");
    size_t bytes = file ? fread(other, 1, sizeof other, file) : 0;
    CHECK(bytes > 0 && !fixture_install(fixture, other, bytes, 2), "GNU tar's own form was taken");
    if (file) {
        fclose(file);
    }
}

int main(int argc, char **argv)
{
    static struct fixture fixture;
    struct pack_built built;
    if (argc != 2) {
        return 2;
    }
    fixture_open(&fixture);
    CHECK(fixture_build(&fixture, argv[1], 1, &built), "%s", fixture.error.reason);
    CHECK(fixture_install(&fixture, built.tar, built.bytes, 1), "%s", fixture.error.reason);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        row_run(&fixture, &built, &rows[i]);
    }
    other_tars(&fixture, &built);
    pack_built_finish(&built);
    fixture_close(&fixture);
    return check_done();
}
