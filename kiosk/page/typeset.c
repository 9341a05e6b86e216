#include "typeset.h"

#include "page.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

// One attempt at a full page lays its words out twice, with a remark each, at most: that is what
// KEPT_MAX has above KEPT_REST.
enum { KEPT_MAX = 640, KEPT_REST = 160 };

static_assert(KEPT_MAX - KEPT_REST >= 4 * PAGE_MAX_NODES, "an attempt at a full page fits");

struct kept {
    uint64_t key;
    struct layout *layout;
};

struct typesetter {
    const struct fonts *fonts;
    struct kept kept[KEPT_MAX];
    int count;
};

struct typesetter *typesetter_create(const struct fonts *fonts)
{
    struct typesetter *typesetter = calloc(1, sizeof *typesetter);
    if (typesetter) {
        typesetter->fonts = fonts;
    }
    return typesetter;
}

void typesetter_wipe(struct typesetter *typesetter)
{
    for (int i = 0; i < typesetter->count; i++) {
        layout_destroy(typesetter->kept[i].layout); // wipes what it held
    }
    memset(typesetter->kept, 0, sizeof typesetter->kept);
    typesetter->count = 0;
}

void typesetter_destroy(struct typesetter *typesetter)
{
    if (typesetter) {
        typesetter_wipe(typesetter);
        free(typesetter);
    }
}

void typesetter_rest(struct typesetter *typesetter)
{
    if (typesetter->count > KEPT_REST) {
        typesetter_wipe(typesetter);
    }
}

// FNV-1a, 64 bits (Fowler, Noll, Vo): a key of everything that decides a layout.
static uint64_t mix(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ at[i]) * 0x100000001b3u;
    }
    return hash;
}

static uint64_t key_of(const struct typeset *wanted)
{
    uint64_t hash = mix(0xcbf29ce484222325u, wanted->text, strlen(wanted->text));
    hash = mix(hash, &wanted->writing, sizeof wanted->writing);
    hash = mix(hash, &wanted->body_px, sizeof wanted->body_px);
    hash = mix(hash, &wanted->width_px, sizeof wanted->width_px);
    hash = mix(hash, &wanted->weight, sizeof wanted->weight);
    return mix(hash, &wanted->align, sizeof wanted->align);
}

const struct layout *typesetter_set(struct typesetter *typesetter, const struct typeset *wanted)
{
    uint64_t key = key_of(wanted);
    for (int i = 0; i < typesetter->count; i++) {
        if (typesetter->kept[i].key == key) {
            return typesetter->kept[i].layout;
        }
    }
    if (typesetter->count == KEPT_MAX) {
        return NULL;
    }
    struct layout_params params = {
        .fonts = typesetter->fonts,
        .writing = wanted->writing,
        .text = wanted->text,
        .text_bytes = strlen(wanted->text),
        .em_px =
            fonts_em_for_body(typesetter->fonts, wanted->writing, wanted->weight, wanted->body_px),
        .max_width_px = wanted->width_px,
        .weight = wanted->weight,
        .align = wanted->align,
        .fine = true,
    };
    struct layout *layout = layout_create(&params);
    if (layout) {
        typesetter->kept[typesetter->count++] = (struct kept){key, layout};
    }
    return layout;
}

struct layout_rect typesetter_ink(const struct typesetter *typesetter, const struct layout *layout)
{
    return layout ? layout_ink(layout, typesetter->fonts) : (struct layout_rect){0};
}
