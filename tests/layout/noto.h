// The faces of the Debian packages fonts-noto-core and fonts-noto-ui-core, opened by path.
#ifndef TESTS_NOTO_H
#define TESTS_NOTO_H

#include "fonts.h"

#include <stdio.h>
#include <stdlib.h>

enum { NOTO_FACES = 8 };

static const struct noto_face {
    const char *name;
    enum font_weight weight;
    const char *path;
} noto_faces[NOTO_FACES] = {
    {"NotoSans", FONT_REGULAR, "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"},
    {"NotoSans", FONT_BOLD, "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"},
    {"NotoSansArabicUI", FONT_REGULAR,
     "/usr/share/fonts/truetype/noto/NotoSansArabicUI-Regular.ttf"},
    {"NotoSansArabicUI", FONT_BOLD, "/usr/share/fonts/truetype/noto/NotoSansArabicUI-Bold.ttf"},
    {"NotoSansEthiopic", FONT_REGULAR,
     "/usr/share/fonts/truetype/noto/NotoSansEthiopic-Regular.ttf"},
    {"NotoSansEthiopic", FONT_BOLD, "/usr/share/fonts/truetype/noto/NotoSansEthiopic-Bold.ttf"},
    {"NotoNastaliqUrdu", FONT_REGULAR,
     "/usr/share/fonts/truetype/noto/NotoNastaliqUrdu-Regular.ttf"},
    {"NotoNastaliqUrdu", FONT_BOLD, "/usr/share/fonts/truetype/noto/NotoNastaliqUrdu-Bold.ttf"},
};

struct noto {
    struct fonts *fonts;
    void *bytes[NOTO_FACES];
};

static inline void *noto_read(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        fprintf(stderr, "%s: can't be read; fonts-noto-core and fonts-noto-ui-core have it\n",
                path);
        exit(1);
    }
    enum { ROOM = 4 << 20 };
    void *bytes = malloc(ROOM);
    *size = bytes ? fread(bytes, 1, ROOM, file) : 0;
    fclose(file);
    return bytes;
}

// Ends the program when a face can't be opened: a font that is missing is a failure.
static inline struct noto noto_open(void)
{
    struct noto noto = {.fonts = fonts_create()};
    for (int i = 0; i < NOTO_FACES; i++) {
        size_t size = 0;
        noto.bytes[i] = noto_read(noto_faces[i].path, &size);
        if (!fonts_add(noto.fonts, noto_faces[i].name, noto_faces[i].weight, noto.bytes[i], size)) {
            fprintf(stderr, "%s: not taken by fonts_add\n", noto_faces[i].path);
            exit(1);
        }
    }
    return noto;
}

static inline void noto_close(struct noto *noto)
{
    fonts_destroy(noto->fonts);
    for (int i = 0; i < NOTO_FACES; i++) {
        free(noto->bytes[i]);
    }
}

#endif
