// site.json: what a GGD decides for a place (FORMAT.md).
#ifndef PACK_SITE_H
#define PACK_SITE_H

#include "pack.h"

enum { PACK_MAX_ENTRIES = 32 };

struct pack_site_entry {
    char id[32], name[48], text[56], phone[32], cost[12];
};

struct pack_codes {
    char at[PACK_MAX_LANGUAGES][16];
    size_t count;
};

struct pack_site {
    bool demo;
    char ggd_number[3];
    char ggd_name[96];
    unsigned valid_days;
    struct pack_codes languages, allow_draft, allow_no_voice;
    struct pack_policy policy;
    char checked[11];
    struct pack_site_entry entries[PACK_MAX_ENTRIES];
    struct pack_entry views[PACK_MAX_ENTRIES]; // of `entries`: the struct must not be moved
    size_t entry_count;
};

bool pack_site_parse(const uint8_t *json, size_t bytes, struct pack_site *site,
                     struct pack_error *error);

bool pack_codes_have(const struct pack_codes *codes, const char *code);

#endif
