// envelop-picture: a drawing as a pack holds it. A filter: a PNG comes in, its coverage goes out as
// a grey PNG, which the kiosk reads with a fifth of the CPU that RGBA of the same drawing takes.
#include "pack_inspect.h"

#include <errno.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "envelop-picture - a pictogram as a pack holds it\n"
    "\n"
    "  envelop-picture <drawing.png >pictogram.png\n"
    "      reads a PNG of 384 x 384 pixels, and writes how much of each pixel is drawn (its\n"
    "      alpha) as a grey PNG of the same size: white is the drawing\n"
    "\n"
    "example: rsvg-convert -w 384 -h 384 sleep.svg | envelop-picture >sleep.png\n"
    "\n"
    "exit code: 0 done, 1 not such a PNG or not written, 2 wrong usage.\n";

enum {
    EXIT_DONE = 0,
    EXIT_REFUSED = 1,
    EXIT_USAGE = 2,
    SIDE = PACK_PICTOGRAM_PX,
    PIXELS = SIDE * SIDE
};

static bool read_rgba(uint8_t rgba[static PIXELS * 4])
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_stdio(&image, stdin)) {
        return false;
    }
    image.format = PNG_FORMAT_RGBA;
    bool fits = image.width == SIDE && image.height == SIDE;
    bool done = fits && png_image_finish_read(&image, NULL, rgba, 0, NULL);
    png_image_free(&image);
    return done;
}

// Each row as its difference to the one above (filter "up"): of all filters the cheapest to undo,
// and drawings are mostly upright lines.
static bool write_grey(const uint8_t grey[static PIXELS])
{
    png_struct *png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_info *info = png ? png_create_info_struct(png) : NULL;
    if (!info || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        return false;
    }
    png_init_io(png, stdout);
    png_set_IHDR(png, info, SIDE, SIDE, 8, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
    png_set_compression_level(png, 9);
    png_write_info(png, info);
    for (size_t y = 0; y < SIDE; y++) {
        png_write_row(png, grey + y * SIDE);
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    return fflush(stdout) == 0;
}

int main(int argc, char **argv)
{
    static uint8_t rgba[PIXELS * 4], grey[PIXELS];
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(help, stdout);
        return EXIT_DONE;
    }
    if (argc != 1) {
        fputs("envelop-picture: takes no arguments; see --help\n", stderr);
        return EXIT_USAGE;
    }
    if (!read_rgba(rgba)) {
        fputs("envelop-picture: what came in is not a PNG of 384 x 384 pixels\n", stderr);
        return EXIT_REFUSED;
    }
    for (size_t i = 0; i < PIXELS; i++) {
        grey[i] = rgba[i * 4 + 3];
    }
    if (!write_grey(grey)) {
        fprintf(stderr, "envelop-picture: the picture can't be written: %s\n", strerror(errno));
        return EXIT_REFUSED;
    }
    return EXIT_DONE;
}
