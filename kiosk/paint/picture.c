#include "picture.h"

#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>

void drop_pictures(struct painter *painter, const char *prefix)
{
    int kept = 0;
    for (int i = 0; i < painter->picture_count; i++) {
        struct picture *picture = &painter->pictures[i];
        if (strncmp(picture->name, prefix, strlen(prefix)) == 0) {
            if (picture->coverage) {
                explicit_bzero(picture->coverage, (size_t)picture->size * (size_t)picture->size);
            }
            free(picture->coverage);
        } else {
            painter->pictures[kept++] = *picture;
        }
    }
    memset(&painter->pictures[kept], 0, sizeof(struct picture) * (size_t)(PICTURES_MAX - kept));
    painter->picture_count = kept;
}

enum { AT_ONCE = 16 }; // so many the compiler adds in a few steps

static void add_row(uint32_t *restrict sums, const uint8_t *restrict row, int count)
{
    int x = 0;
    for (; x + AT_ONCE <= count; x += AT_ONCE) {
        for (int i = 0; i < AT_ONCE; i++) {
            sums[x + i] += row[x + i];
        }
    }
    for (; x < count; x++) {
        sums[x] += row[x];
    }
}

// Shrinks a surface of one byte a pixel to size x size by averaging whole areas (no SDL scaler
// does): the rows of an area into `sums`, as wide as the surface, then their columns.
static void shrink_grey(const SDL_Surface *from, uint32_t *sums, uint8_t *to, int size,
                        bool mirrored)
{
    for (int y = 0; y < size; y++) {
        int y0 = y * from->h / size, y1 = (y + 1) * from->h / size;
        unsigned rows = (unsigned)(y1 > y0 ? y1 - y0 : 1);
        memset(sums, 0, (size_t)from->w * sizeof *sums);
        for (int v = y0; v < y0 + (int)rows; v++) {
            add_row(sums, (const uint8_t *)from->pixels + (ptrdiff_t)v * from->pitch, from->w);
        }
        for (int x = 0, x0 = 0, x1; x < size; x++, x0 = x1) {
            x1 = (x + 1) * from->w / size;
            unsigned sum = 0, columns = (unsigned)(x1 > x0 ? x1 - x0 : 1);
            for (int u = x0; u < x0 + (int)columns; u++) {
                sum += sums[u];
            }
            to[y * size + (mirrored ? size - 1 - x : x)] = (uint8_t)(sum / (rows * columns));
        }
    }
}

// NULL when the bytes aren't a PNG of 8 bits of grey, which a palette of greys stands for in SDL.
static SDL_Surface *read_grey(const uint8_t *png, int bytes)
{
    SDL_Surface *read = IMG_LoadTyped_RW(SDL_RWFromConstMem(png, bytes), 1, "PNG");
    if (read && read->format->format == SDL_PIXELFORMAT_INDEX8) {
        return read;
    }
    SDL_FreeSurface(read);
    return NULL;
}

static uint8_t *load_picture(struct painter *painter, const char *name, int size, bool mirrored)
{
    size_t bytes = 0;
    const uint8_t *png = painter->source.find(painter->source.context, name, &bytes);
    if (!png || bytes > INT32_MAX) {
        return NULL;
    }
    SDL_Surface *grey = read_grey(png, (int)bytes);
    uint8_t *coverage = grey ? malloc((size_t)size * (size_t)size) : NULL;
    uint32_t *sums = coverage ? malloc((size_t)grey->w * sizeof *sums) : NULL;
    if (sums) {
        shrink_grey(grey, sums, coverage, size, mirrored);
    } else {
        free(coverage);
        coverage = NULL;
    }
    free(sums);
    SDL_FreeSurface(grey);
    return coverage;
}

const uint8_t *picture_find(struct painter *painter, const char *name, int size, bool mirrored)
{
    for (int i = 0; i < painter->picture_count; i++) {
        struct picture *picture = &painter->pictures[i];
        if (picture->size == size && picture->mirrored == mirrored &&
            strcmp(picture->name, name) == 0) {
            return picture->coverage;
        }
    }
    if (painter->picture_count ==
        PICTURES_MAX) { // sizes of an earlier panel or text size: begin again
        drop_pictures(painter, "");
    }
    struct picture *picture = &painter->pictures[painter->picture_count++];
    *picture = (struct picture){.size = size, .mirrored = mirrored};
    SDL_strlcpy(picture->name, name, sizeof picture->name);
    picture->coverage = load_picture(painter, name, size, mirrored);
    return picture->coverage;
}
