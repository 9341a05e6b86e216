// What painting a whole page of words costs: about 1,500 glyphs on 1280 x 800, every glyph already
// in the atlas.
//
// usage: bench_draw STAGE
#include "file.h"
#include "paint.h"
#include "theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { GLYPHS = 1500, DRAWS = 100, FONT_MAX = 16 << 20 };

static const char sentence[] =
    "Do you sleep badly, or do you wake up in the night and lie awake, in the last weeks? ";

static double cpu_ms(void)
{
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec / 1e6;
}

static const uint8_t *no_pictures(void *context, const char *name, size_t *bytes)
{
    (void)context, (void)name, (void)bytes;
    return NULL;
}

static struct layout *lay_out(const struct fonts *fonts)
{
    static char text[GLYPHS + sizeof sentence];
    while (strlen(text) < GLYPHS) {
        strcat(text, sentence);
    }
    struct layout_params params = {.fonts = fonts,
                                   .writing = writing_find("en"),
                                   .text = text,
                                   .text_bytes = strlen(text),
                                   .em_px = 30,
                                   .max_width_px = 1200,
                                   .weight = FONT_REGULAR};
    return layout_create(&params);
}

// Two pages of the same words: going from one to the other paints everything anew.
static double draw_ms(struct painter *painter, struct page *page)
{
    static const char *const names[] = {"odd", "even"};
    SDL_Rect changed[16];
    double start = 0;
    for (int i = -2; i < DRAWS; i++) {
        if (i == 0) {
            start = cpu_ms();
        }
        page->screen = names[i & 1];
        painter_draw(painter, page, changed, 16);
    }
    return (cpu_ms() - start) / DRAWS;
}

int main(int argc, char **argv)
{
    static struct page page;
    char path[512];
    uint8_t *font;
    size_t size;
    if (argc != 2) {
        return 2;
    }
    snprintf(path, sizeof path, "%s/fonts/NotoSans-Regular.ttf", argv[1]);
    struct fonts *fonts = fonts_create();
    if (file_read(path, FONT_MAX, &font, &size) != FILE_OK ||
        !fonts_add(fonts, "NotoSans", FONT_REGULAR, font, size)) {
        fprintf(stderr, "bench_draw: %s can't be read\n", path);
        return 1;
    }
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, 1280, 800, 32, SDL_PIXELFORMAT_XRGB8888);
    struct layout *layout = lay_out(fonts);
    struct painter *painter =
        painter_create(surface, fonts, (struct picture_source){no_pictures, NULL}, 6);
    page_begin(&page, "odd", writing_find("en"));
    page.theme = &theme_paper;
    struct node *node = page_add(&page, NODE_TEXT, REGION_BODY, NULL, "");
    double empty = draw_ms(painter, &page);
    node->layout = layout;
    node->text_x_px = node->text_y_px = 30;
    node->w_px = 1280;
    node->h_px = 800;
    printf("draw_ms %.2f\ndraw_empty_ms %.2f\ndraw_glyphs %zu\n", draw_ms(painter, &page), empty,
           layout->glyph_count);
    painter_destroy(painter);
    layout_destroy(layout);
    fonts_destroy(fonts);
    SDL_FreeSurface(surface);
    free(font);
    return 0;
}
