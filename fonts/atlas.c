// A table from (face, glyph, em, subpixel position) to a place in the sheet, which fills in
// shelves: rows as high as the first glyph that opened them, with a pixel of nothing between
// neighbours.
#include "atlas.h"

#include "face.h"
#include "wipe.h"

#include FT_OUTLINE_H

#include <math.h>
#include <string.h>

enum { SUBPIXELS = 4, GAP_PX = 1, MIN_SIDE_PX = 64, MAX_SIDE_PX = 16384, MAX_EM_PX = 2048 };

struct key {
    uint32_t glyph;
    uint32_t em_26_6;
    uint16_t face;
    uint8_t x, y; // quarters of a pixel
};

struct entry {
    struct key key;
    bool used;
    struct atlas_glyph glyph;
};

struct atlas {
    const struct fonts *fonts;
    uint16_t side_px;
    uint8_t *pixels;
    struct entry *entries;
    uint32_t entry_mask; // their number less one, a power of two less one
    uint32_t entry_count;
    uint16_t shelf_x, shelf_y, shelf_height;
};

static size_t entry_bytes(const struct atlas *atlas)
{
    return ((size_t)atlas->entry_mask + 1) * sizeof *atlas->entries;
}

static size_t pixel_bytes(const struct atlas *atlas)
{
    return (size_t)atlas->side_px * atlas->side_px;
}

struct atlas *atlas_create(const struct fonts *fonts, uint16_t side_px)
{
    if (side_px < MIN_SIDE_PX || side_px > MAX_SIDE_PX || (side_px & (side_px - 1)) != 0) {
        return NULL;
    }
    struct atlas *atlas = wipe_calloc(1, sizeof *atlas);
    if (!atlas) {
        return NULL;
    }
    atlas->fonts = fonts;
    atlas->side_px = side_px;
    // one for every 8 x 8 pixels: the sheet fills before the table does, but for spaces
    atlas->entry_mask = (uint32_t)side_px * side_px / 64 - 1;
    atlas->pixels = wipe_calloc(pixel_bytes(atlas), 1);
    atlas->entries = wipe_calloc(1, entry_bytes(atlas));
    if (!atlas->pixels || !atlas->entries) {
        atlas_destroy(atlas);
        return NULL;
    }
    return atlas;
}

void atlas_destroy(struct atlas *atlas)
{
    if (atlas) {
        wipe_free(atlas->pixels, pixel_bytes(atlas));
        wipe_free(atlas->entries, entry_bytes(atlas));
        wipe_free(atlas, sizeof *atlas);
    }
}

// Only what was written is zeroed: the shelves down to the last one.
void atlas_clear(struct atlas *atlas)
{
    uint32_t used_y = (uint32_t)atlas->shelf_y + atlas->shelf_height;
    if (used_y > 0) {
        wipe(atlas->pixels, (size_t)used_y * atlas->side_px);
    }
    if (atlas->entry_count > 0) {
        wipe(atlas->entries, entry_bytes(atlas));
    }
    atlas->entry_count = 0;
    atlas->shelf_x = atlas->shelf_y = atlas->shelf_height = 0;
}

static uint32_t hash(const struct key *key)
{
    uint64_t bits = (uint64_t)key->glyph << 32 ^ (uint64_t)key->em_26_6 << 12 ^
                    (uint64_t)key->face << 4 ^ (uint64_t)key->x << 2 ^ key->y;
    return (uint32_t)((bits * 0x9E3779B97F4A7C15u) >> 32);
}

static bool same(const struct key *a, const struct key *b)
{
    return a->glyph == b->glyph && a->em_26_6 == b->em_26_6 && a->face == b->face && a->x == b->x &&
           a->y == b->y;
}

// The entry of `key`, or the free one where it belongs. There is always a free one.
static struct entry *look_up(struct atlas *atlas, const struct key *key)
{
    uint32_t i = hash(key) & atlas->entry_mask;
    while (atlas->entries[i].used && !same(&atlas->entries[i].key, key)) {
        i = (i + 1) & atlas->entry_mask;
    }
    return &atlas->entries[i];
}

// Renders into the face's slot. False: nothing to draw.
static bool render(const struct atlas *atlas, const struct key *key)
{
    FT_Face face = atlas->fonts->faces[key->face].ft;
    if (FT_Set_Char_Size(face, 0, (FT_F26Dot6)key->em_26_6, 72, 72) != 0 ||
        FT_Load_Glyph(face, key->glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
        face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return false;
    }
    FT_Outline_Translate(&face->glyph->outline, key->x * 64 / SUBPIXELS, -key->y * 64 / SUBPIXELS);
    return FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) == 0 &&
           face->glyph->bitmap.width > 0 && face->glyph->bitmap.rows > 0 &&
           face->glyph->bitmap.pixel_mode == FT_PIXEL_MODE_GRAY;
}

// A free place of w x h pixels and a gap. False when the sheet is full.
static bool find_place(struct atlas *atlas, uint16_t w, uint16_t h, struct atlas_glyph *glyph)
{
    uint32_t side = atlas->side_px;
    uint32_t x = atlas->shelf_x;
    uint32_t y = atlas->shelf_y;
    bool next = x + w > side || (h > atlas->shelf_height && x > 0);
    if (next) {
        x = 0;
        y += atlas->shelf_height + (uint32_t)GAP_PX;
    }
    if (x + w > side || y + h > side) {
        return false;
    }
    if (next || x == 0) {
        atlas->shelf_y = (uint16_t)y;
        atlas->shelf_height = h;
    }
    atlas->shelf_x = (uint16_t)(x + w + GAP_PX < side ? x + w + GAP_PX : side);
    glyph->x = (uint16_t)x;
    glyph->y = (uint16_t)y;
    glyph->w = w;
    glyph->h = h;
    return true;
}

static void copy_bitmap(struct atlas *atlas, const FT_Bitmap *bitmap,
                        const struct atlas_glyph *glyph)
{
    for (uint16_t row = 0; row < glyph->h; row++) {
        memcpy(atlas->pixels + ((size_t)glyph->y + row) * atlas->side_px + glyph->x,
               bitmap->buffer + (ptrdiff_t)row * bitmap->pitch, glyph->w);
    }
}

// False when the sheet is full; a glyph too large for any sheet of this size is not drawn.
static bool make(struct atlas *atlas, const struct key *key, struct atlas_glyph *glyph)
{
    if (!render(atlas, key)) {
        return true;
    }
    const FT_GlyphSlot slot = atlas->fonts->faces[key->face].ft->glyph;
    const FT_Bitmap *bitmap = &slot->bitmap;
    if (bitmap->width > atlas->side_px || bitmap->rows > atlas->side_px) {
        return true;
    }
    if (!find_place(atlas, (uint16_t)bitmap->width, (uint16_t)bitmap->rows, glyph)) {
        return false;
    }
    glyph->left = (int16_t)slot->bitmap_left;
    glyph->top = (int16_t)-slot->bitmap_top;
    copy_bitmap(atlas, bitmap, glyph);
    return true;
}

// The nearest quarter of a pixel, 0 to 4.
static uint8_t quarter(float at_px)
{
    return (uint8_t)lrintf((at_px - floorf(at_px)) * SUBPIXELS);
}

bool atlas_find(struct atlas *atlas, uint16_t face, uint32_t glyph, float em_px, float x_px,
                float y_px, struct atlas_glyph *out)
{
    *out = (struct atlas_glyph){0};
    bool drawable = face < atlas->fonts->count && em_px > 0 && em_px <= MAX_EM_PX &&
                    isfinite(x_px) && isfinite(y_px);
    if (!drawable) {
        return true;
    }
    uint8_t x = quarter(x_px);
    uint8_t y = quarter(y_px);
    const struct key key = {.glyph = glyph,
                            .em_26_6 = (uint32_t)lrintf(em_px * 64),
                            .face = face,
                            .x = x % SUBPIXELS,
                            .y = y % SUBPIXELS};
    struct entry *entry = look_up(atlas, &key);
    if (!entry->used) {
        struct atlas_glyph made = {0};
        if (atlas->entry_count >= atlas->entry_mask / 4 * 3 || !make(atlas, &key, &made)) {
            return false;
        }
        *entry = (struct entry){.key = key, .used = true, .glyph = made};
        atlas->entry_count++;
    }
    *out = entry->glyph;
    out->left = (int16_t)(out->left + x / SUBPIXELS); // a fraction above 7/8 is the next pixel's
    out->top = (int16_t)(out->top + y / SUBPIXELS);
    return true;
}

const uint8_t *atlas_pixels(const struct atlas *atlas)
{
    return atlas->pixels;
}
