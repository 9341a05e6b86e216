// What is painted, from back to front: paper, sheets (two rounded rectangles: edge and inside),
// pictograms, words. Corners, pictograms and glyphs are coverage, one byte a pixel, blended
// straight into the target: SDL would keep four bytes a pixel for them and take three times as
// long, and its SDL_RenderGeometry loses rows and columns of each letter.
#include "paint.h"

#include "atlas.h"
#include "shape.h"

#include <math.h>
#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>

enum { ATLAS_SIDE = 1024, DISCS_MAX = 16, PICTURES_MAX = 96 };

struct disc { // a filled circle as coverage: its quarters are round corners
    int radius;
    uint8_t *coverage; // two radii wide and high
};

struct picture {
    char name[PAGE_KEY_BYTES];
    int size;
    bool mirrored;
    uint8_t *coverage; // size x size; NULL: there is no such picture
};

struct look { // what of a node has been painted where
    uint64_t key;
    SDL_Rect box;
    uint32_t lit_start, lit_end; // the word that is being spoken: it alone changes several
    SDL_Rect lit_box;            // times a second
};

struct painter {
    SDL_Surface *target;
    const struct fonts *fonts;
    struct atlas *atlas;
    struct picture_source source;
    const struct theme *theme;
    bool dark; // nothing but black was painted last
    float px_per_mm;
    struct disc discs[DISCS_MAX];
    struct picture pictures[PICTURES_MAX];
    int picture_count;
    const char *screen;
    struct look looks[PAGE_MAX_NODES];
    int look_count;
    unsigned frames;
};

static float mm(const struct painter *painter, float length_mm)
{
    return fmaxf(1, roundf(length_mm * painter->px_per_mm));
}

// --- life --------------------------------------------------------------------------------------

struct painter *painter_create(SDL_Surface *target, const struct fonts *fonts,
                               struct picture_source pictures, float px_per_mm)
{
    if (target->format->BytesPerPixel != 4) {
        SDL_SetError("a screen of %d bits a pixel", target->format->BitsPerPixel);
        return NULL;
    }
    struct painter *painter = calloc(1, sizeof *painter);
    if (!painter) {
        return NULL;
    }
    painter->target = target;
    painter->fonts = fonts;
    painter->source = pictures;
    painter->theme = &theme_paper;
    painter->px_per_mm = px_per_mm;
    painter->atlas = atlas_create(fonts, ATLAS_SIDE);
    if (!painter->atlas) {
        SDL_OutOfMemory();
        painter_destroy(painter);
        return NULL;
    }
    return painter;
}

static void drop_pictures(struct painter *painter, const char *prefix)
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

void painter_destroy(struct painter *painter)
{
    if (!painter) {
        return;
    }
    atlas_destroy(painter->atlas);
    drop_pictures(painter, "");
    for (int i = 0; i < DISCS_MAX; i++) {
        free(painter->discs[i].coverage);
    }
    free(painter);
}

unsigned painter_frames(const struct painter *painter)
{
    return painter->frames;
}

void painter_forget(struct painter *painter)
{
    painter->screen = NULL;
    memset(painter->looks, 0, sizeof painter->looks);
    painter->look_count = 0;
    atlas_clear(painter->atlas);
    drop_pictures(painter, "ui.picture."); // of a code: they tell which one stood there
}

// --- coverage ----------------------------------------------------------------------------------

// Where the next ink may be: most of a pictogram is none.
static int skip_clear(const uint8_t *coverage, int x, int count)
{
    uint64_t some = 0;
    while (x + (int)sizeof some <= count) {
        memcpy(&some, coverage + x, sizeof some);
        if (some != 0) {
            break;
        }
        x += (int)sizeof some;
    }
    return x;
}

static void blend_row(uint32_t *pixels, const uint8_t *coverage, int count, uint32_t ink)
{
    for (int x = skip_clear(coverage, 0, count); x < count; x++) {
        if (coverage[x] == 255) { // most of a letter is all ink or none
            pixels[x] = ink;
        } else if (coverage[x] != 0) {
            pixels[x] = shape_blend(pixels[x], ink, coverage[x]);
        } else {
            x = skip_clear(coverage, x + 1, count) - 1;
        }
    }
}

static uint32_t pixel_of(const struct painter *painter, struct colour colour)
{
    return SDL_MapRGB(painter->target->format, colour.r, colour.g, colour.b);
}

// Lays ink on `at` of the target as far as `coverage` (rows of `stride` bytes) says.
static void lay(const struct painter *painter, const uint8_t *coverage, int stride, SDL_Rect at,
                uint32_t ink)
{
    SDL_Rect seen;
    if (!SDL_IntersectRect(&at, &painter->target->clip_rect, &seen)) {
        return;
    }
    coverage += (ptrdiff_t)(seen.y - at.y) * stride + (seen.x - at.x);
    uint8_t *row = (uint8_t *)painter->target->pixels + (ptrdiff_t)seen.y * painter->target->pitch;
    for (int y = 0; y < seen.h; y++) {
        blend_row((uint32_t *)(void *)row + seen.x, coverage, seen.w, ink);
        coverage += stride;
        row += painter->target->pitch;
    }
}

// Coverage of a disc by the distance of each pixel's centre from the rim.
static uint8_t *draw_disc(int radius)
{
    int side = 2 * radius;
    uint8_t *coverage = malloc((size_t)side * (size_t)side);
    if (!coverage) {
        return NULL;
    }
    for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
            float distance = hypotf((float)(x - radius) + 0.5f, (float)(y - radius) + 0.5f);
            float inside = fminf(fmaxf((float)radius - distance + 0.5f, 0), 1);
            coverage[y * side + x] = (uint8_t)lroundf(inside * 255);
        }
    }
    return coverage;
}

static const uint8_t *disc_find(struct painter *painter, int radius)
{
    for (int i = 0; i < DISCS_MAX; i++) {
        struct disc *disc = &painter->discs[i];
        if (!disc->coverage) {
            *disc = (struct disc){radius, draw_disc(radius)};
            return disc->coverage;
        }
        if (disc->radius == radius) {
            return disc->coverage;
        }
    }
    return NULL;
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

static const uint8_t *picture_find(struct painter *painter, const char *name, int size,
                                   bool mirrored)
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

// --- shapes ------------------------------------------------------------------------------------

static void fill_rect(struct painter *painter, SDL_FRect rect, struct colour colour)
{
    SDL_Rect whole = {(int)rect.x, (int)rect.y, (int)rect.w, (int)rect.h};
    SDL_FillRect(painter->target, &whole, pixel_of(painter, colour));
}

static void fill_round(struct painter *painter, SDL_FRect rect, float radius_px,
                       struct colour colour)
{
    int r = (int)fminf(radius_px, floorf(fminf(rect.w, rect.h) / 2));
    const uint8_t *disc = r > 0 ? disc_find(painter, r) : NULL;
    if (!disc) {
        fill_rect(painter, rect, colour);
        return;
    }
    float f = (float)r;
    fill_rect(painter, (SDL_FRect){rect.x, rect.y + f, rect.w, rect.h - 2 * f}, colour);
    fill_rect(painter, (SDL_FRect){rect.x + f, rect.y, rect.w - 2 * f, f}, colour);
    fill_rect(painter, (SDL_FRect){rect.x + f, rect.y + rect.h - f, rect.w - 2 * f, f}, colour);
    for (int corner = 0; corner < 4; corner++) {
        int right = corner & 1, lower = corner >> 1;
        SDL_Rect at = {(int)(right ? rect.x + rect.w - f : rect.x),
                       (int)(lower ? rect.y + rect.h - f : rect.y), r, r};
        lay(painter, disc + (ptrdiff_t)(lower * r) * 2 * r + right * r, 2 * r, at,
            pixel_of(painter, colour));
    }
}

static SDL_FRect shrink(SDL_FRect rect, float by)
{
    return (SDL_FRect){rect.x + by, rect.y + by, rect.w - 2 * by, rect.h - 2 * by};
}

// --- words -------------------------------------------------------------------------------------

// The bitmap of a glyph, on a sheet that begins anew when it is full.
static bool find_glyph(struct painter *painter, const struct layout *layout, size_t i, float x,
                       float y, struct atlas_glyph *found)
{
    const struct layout_glyph *glyph = &layout->glyphs[i];
    for (int attempt = 0; attempt < 2; attempt++) {
        if (atlas_find(painter->atlas, glyph->face, glyph->glyph, layout->em_px, x, y, found)) {
            return found->w > 0;
        }
        atlas_clear(painter->atlas);
    }
    return false;
}

static void draw_words(struct painter *painter, const struct layout *layout, float x, float y,
                       struct colour colour)
{
    uint32_t ink = pixel_of(painter, colour);
    for (size_t i = 0; layout && i < layout->glyph_count; i++) {
        float pen_x = x + layout->glyphs[i].x_px, pen_y = y + layout->glyphs[i].y_px;
        struct atlas_glyph found;
        if (find_glyph(painter, layout, i, pen_x, pen_y, &found)) {
            SDL_Rect at = {(int)floorf(pen_x) + found.left, (int)floorf(pen_y) + found.top, found.w,
                           found.h};
            const uint8_t *sheet = atlas_pixels(painter->atlas);
            lay(painter, sheet + (size_t)found.y * ATLAS_SIDE + found.x, ATLAS_SIDE, at, ink);
        }
    }
}

enum { LIT_MAX = 8 }; // a word is seldom broken

// Around the word that is being spoken; on a button of the accent's colour only a bar below it.
static size_t lit_boxes(const struct painter *painter, const struct node *node,
                        SDL_FRect boxes[static LIT_MAX])
{
    struct layout_rect rects[LIT_MAX];
    size_t count = node->layout && node->lit_end > node->lit_start
                       ? layout_rects(node->layout, node->lit_start, node->lit_end, rects, LIT_MAX)
                       : 0;
    count = count < LIT_MAX ? count : LIT_MAX;
    for (size_t i = 0; i < count; i++) {
        boxes[i] = (SDL_FRect){floorf(node->text_x_px + rects[i].x_px) - mm(painter, 0.6f),
                               floorf(node->text_y_px + rects[i].y_px),
                               ceilf(rects[i].w_px) + 2 * mm(painter, 0.6f), ceilf(rects[i].h_px)};
        if (node->style == STYLE_PRIMARY) {
            boxes[i].y += boxes[i].h - mm(painter, THEME_LIT_BAR_MM);
            boxes[i].h = mm(painter, THEME_LIT_BAR_MM);
        }
    }
    return count;
}

static void draw_lit(struct painter *painter, const struct node *node)
{
    SDL_FRect boxes[LIT_MAX];
    bool primary = node->style == STYLE_PRIMARY;
    size_t count = lit_boxes(painter, node, boxes);
    float bar = mm(painter, THEME_LIT_BAR_MM);
    for (size_t i = 0; i < count; i++) {
        SDL_FRect under = {boxes[i].x, boxes[i].y + boxes[i].h - bar, boxes[i].w, bar};
        if (!primary) {
            fill_round(painter, boxes[i], bar, painter->theme->lit);
        }
        fill_rect(painter, under, primary ? painter->theme->on_accent : painter->theme->accent);
    }
}

// --- nodes -------------------------------------------------------------------------------------

// Only what shows the reading direction turns with it; a clock or a phone doesn't.
static bool turns(const char *pictogram)
{
    static const char *const names[] = {"ui.back",    "ui.next",      "ui.stop",    "ui.stop.yes",
                                        "ui.stop.no", "ui.begin.yes", "ui.goodbye", "ui.text-size"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], pictogram) == 0) {
            return true;
        }
    }
    return false;
}

static void draw_icon(struct painter *painter, const struct node *node, struct colour colour)
{
    if (node->pictogram[0] == '\0' || node->icon_px < 1) {
        return;
    }
    bool mirrored = node->writing->direction == TEXT_RTL && turns(node->pictogram);
    int size = (int)node->icon_px;
    const uint8_t *picture = picture_find(painter, node->pictogram, size, mirrored);
    if (picture) {
        SDL_Rect at = {(int)node->icon_x_px, (int)node->icon_y_px, size, size};
        lay(painter, picture, size, at, pixel_of(painter, colour));
    }
}

static struct colour sheet_colour(const struct painter *painter, const struct node *node)
{
    const struct theme *theme = painter->theme;
    if (node->style == STYLE_PRIMARY) {
        return node->pressed ? theme->ink : theme->accent;
    }
    if (node->pressed || node->selected) {
        return theme->pressed;
    }
    return node->style == STYLE_YES  ? theme->sheet_yes
           : node->style == STYLE_NO ? theme->sheet_no
                                     : theme->sheet;
}

static void draw_target(struct painter *painter, const struct node *node)
{
    const struct theme *theme = painter->theme;
    SDL_FRect box = {node->x_px, node->y_px, node->w_px, node->h_px};
    bool control = node->kind == NODE_CONTROL;
    float radius = node->style == STYLE_NO ? mm(painter, 0.6f) : mm(painter, THEME_RADIUS_MM);
    if (node->focused) {
        fill_round(painter, shrink(box, -mm(painter, THEME_FOCUS_MM)),
                   radius + mm(painter, THEME_FOCUS_MM), theme->accent);
        fill_round(painter, shrink(box, -1), radius, theme->paper);
    }
    float line = mm(painter, node->selected ? THEME_FOCUS_MM : THEME_OUTLINE_MM);
    struct colour edge = node->selected ? theme->accent : theme->edge;
    if (control && !node->pressed) {
        edge = theme->paper; // controls rest on the paper without a frame
    }
    struct colour fill = sheet_colour(painter, node);
    if (control && !node->pressed) {
        fill = theme->paper;
    }
    if (node->style == STYLE_PRIMARY) {
        edge = fill;
    }
    if (!control && !node->pressed) {
        SDL_FRect shadow = {box.x, box.y + mm(painter, 0.7f), box.w, box.h};
        fill_round(painter, shadow, radius, theme->shade);
    }
    fill_round(painter, box, radius, edge);
    fill_round(painter, shrink(box, line), radius - line, fill);
    struct colour words = node->style == STYLE_PRIMARY ? theme->on_accent : theme->ink;
    draw_lit(painter, node);
    draw_icon(painter, node, words);
    draw_words(painter, node->layout, node->text_x_px, node->text_y_px, words);
    draw_words(painter, node->detail_layout, node->detail_x_px, node->detail_y_px, words);
}

// In reading direction, towards the envelope.
static void draw_progress(struct painter *painter, const struct node *node)
{
    float step = mm(painter, THEME_DOT_STEP_MM), size = mm(painter, 2.6f);
    bool rtl = node->writing->direction == TEXT_RTL;
    for (int i = 0; i < node->total && node->w_px > 0; i++) {
        int place = rtl ? node->total - 1 - i : i;
        SDL_FRect dot = {node->x_px + (float)place * step + (step - size) / 2,
                         node->y_px + (node->h_px - size) / 2, size, size};
        bool here = i + 1 == node->value;
        SDL_FRect whole = here ? shrink(dot, -mm(painter, 0.5f)) : dot;
        fill_round(painter, whole, whole.h / 2,
                   i < node->value ? painter->theme->accent : painter->theme->edge);
        if (i >= node->value) {
            fill_round(painter, shrink(dot, mm(painter, 0.4f)), size / 2, painter->theme->paper);
        }
    }
}

// Black on white in every theme, with the quiet zone of four modules that phones need.
static void draw_qr(struct painter *painter, const struct node *node, const struct page *page)
{
    int modules = page->qr_side + 8;
    float module = floorf(node->w_px / (float)modules);
    SDL_FRect box = {node->x_px, node->y_px, node->w_px, node->h_px};
    float start = floorf((node->w_px - module * (float)page->qr_side) / 2);
    fill_rect(painter, box, (struct colour){255, 255, 255});
    for (int i = 0; i < page->qr_side * page->qr_side; i++) {
        int row = i / page->qr_side, column = i % page->qr_side;
        if (page->qr[i]) {
            fill_rect(painter,
                      (SDL_FRect){box.x + start + module * (float)column,
                                  box.y + start + module * (float)row, module, module},
                      (struct colour){0, 0, 0});
        }
    }
}

// Shrinks from both ends towards the middle: no direction of reading.
static void draw_timer(struct painter *painter, const struct node *node)
{
    SDL_FRect track = {node->x_px, node->y_px, node->w_px, node->h_px};
    float radius = node->h_px / 2, left = node->w_px * (float)node->value / (float)node->total;
    fill_round(painter, track, radius, painter->theme->edge);
    fill_round(painter, shrink(track, mm(painter, THEME_OUTLINE_MM)), radius,
               painter->theme->paper);
    if (node->value > 0) {
        SDL_FRect bar = {roundf(node->x_px + (node->w_px - left) / 2), node->y_px, roundf(left),
                         node->h_px};
        fill_round(painter, shrink(bar, mm(painter, 1)), radius, painter->theme->accent);
    }
}

static void draw_field(struct painter *painter, const struct node *node)
{
    SDL_FRect box = {node->x_px, node->y_px, node->w_px, node->h_px};
    fill_round(painter, box, mm(painter, THEME_RADIUS_MM), painter->theme->edge);
    fill_round(painter, shrink(box, mm(painter, THEME_OUTLINE_MM)), mm(painter, THEME_RADIUS_MM),
               painter->theme->sheet);
    draw_words(painter, node->layout, node->text_x_px, node->text_y_px, painter->theme->ink);
}

// Words that nobody can take for part of the page.
static void draw_band(struct painter *painter, const struct node *node)
{
    float top = node->y_px - mm(painter, 0.6f);
    fill_rect(painter,
              (SDL_FRect){0, top, (float)painter->target->w, (float)painter->target->h - top},
              painter->theme->accent);
    draw_words(painter, node->layout, node->text_x_px, node->text_y_px, painter->theme->on_accent);
}

// --- the envelope ------------------------------------------------------------------------------

// Parts of its height: how far below the tip of the flap a sheet's edge rests, and from how far
// above its rest it comes.
#define SHEET_DOWN 0.16f
#define SLIDE_UP 0.61f
#define WAITING_LINE_MM 0.5f

// Where the parts of an envelope are in its box, by how far its flap has come down.
struct envelope {
    SDL_FRect box;
    struct point left, right, apex; // of the flap
    struct point lower_left, lower_right, middle;
    float closed; // 0 open .. 1 closed
    bool waits;   // small: fewer and thinner lines
    float line_px;
    uint32_t ink;
};

static struct envelope envelope_of(const struct painter *painter, const struct node *node)
{
    bool waits = node->kind == NODE_WAITING;
    float closed = waits || node->total == 0 ? 0 : (float)node->value / (float)node->total;
    float shoulder = node->y_px + node->h_px * 0.38f, flap = node->h_px * 0.38f;
    float centre = node->x_px + node->w_px / 2;
    return (struct envelope){
        .box = {node->x_px, node->y_px, node->w_px, node->h_px},
        .left = {node->x_px, shoulder},
        .right = {node->x_px + node->w_px, shoulder},
        .apex = {centre, shoulder - flap * cosf((float)M_PI * closed)},
        .lower_left = {node->x_px, node->y_px + node->h_px},
        .lower_right = {node->x_px + node->w_px, node->y_px + node->h_px},
        .middle = {centre, shoulder + node->h_px * 0.3f},
        .closed = closed,
        .waits = waits,
        .line_px = mm(painter, waits ? WAITING_LINE_MM : 0.9f),
        .ink = pixel_of(painter, waits ? painter->theme->accent : painter->theme->ink),
    };
}

static void envelope_line(struct painter *painter, const struct envelope *envelope,
                          struct point from, struct point to)
{
    shape_line(painter->target, &painter->target->clip_rect, from, to, envelope->line_px,
               envelope->ink);
}

static void draw_flap(struct painter *painter, const struct envelope *envelope)
{
    const struct point corners[3] = {envelope->left, envelope->right, envelope->apex};
    shape_triangle(painter->target, &painter->target->clip_rect, corners,
                   pixel_of(painter, painter->theme->sheet_no));
    envelope_line(painter, envelope, envelope->left, envelope->apex);
    envelope_line(painter, envelope, envelope->apex, envelope->right);
}

// A blank sheet whose upper edge is so far down the envelope's height; what is below is hidden.
static SDL_FRect draw_blank(struct painter *painter, const struct envelope *envelope, float down)
{
    const SDL_FRect *box = &envelope->box;
    float inset = roundf(box->w * 0.1f), top = roundf(box->y + box->h * down);
    float bottom = fminf(box->y + box->h, top + roundf(box->h * 0.8f));
    SDL_FRect sheet = {box->x + inset, top, box->w - 2 * inset, bottom - top};
    float radius = mm(painter, 1), line = mm(painter, THEME_OUTLINE_MM);
    fill_round(painter, sheet, radius, painter->theme->edge);
    fill_round(painter, shrink(sheet, line), radius - line, painter->theme->sheet);
    return sheet;
}

// The folded sheet with the answers, that goes down as the flap comes.
static void draw_sheet(struct painter *painter, const struct envelope *envelope)
{
    float down = SHEET_DOWN + 0.3f * fminf(2 * envelope->closed, 1);
    SDL_FRect sheet = draw_blank(painter, envelope, down);
    float inset = envelope->box.w * 0.1f;
    for (int i = 0; i < 2; i++) {
        fill_rect(painter,
                  (SDL_FRect){sheet.x + inset, sheet.y + mm(painter, 3.0f + 3.0f * (float)i),
                              sheet.w - (2.0f + (float)i) * inset, mm(painter, 0.6f)},
                  painter->theme->edge);
    }
}

// The pocket of an open envelope, or the flap over it.
static void draw_front(struct painter *painter, const struct envelope *envelope)
{
    bool open = envelope->closed < 0.5f;
    SDL_FRect pocket = {envelope->left.x, envelope->left.y, envelope->box.w,
                        envelope->lower_left.y - envelope->left.y};
    fill_rect(painter, pocket, painter->theme->sheet);
    if (!envelope->waits) {
        envelope_line(painter, envelope, envelope->lower_left, envelope->middle);
        envelope_line(painter, envelope, envelope->middle, envelope->lower_right);
    }
    if (open) {
        envelope_line(painter, envelope, envelope->left, envelope->middle);
        envelope_line(painter, envelope, envelope->middle, envelope->right);
    } else {
        draw_flap(painter, envelope);
        envelope_line(painter, envelope, envelope->left, envelope->right);
    }
    envelope_line(painter, envelope, envelope->left, envelope->lower_left);
    envelope_line(painter, envelope, envelope->lower_left, envelope->lower_right);
    envelope_line(painter, envelope, envelope->lower_right, envelope->right);
}

static void draw_envelope(struct painter *painter, const struct node *node)
{
    struct envelope envelope = envelope_of(painter, node);
    if (node->focused) {
        fill_round(painter, shrink(envelope.box, -mm(painter, 2 * THEME_FOCUS_MM)),
                   mm(painter, THEME_RADIUS_MM), painter->theme->accent);
        fill_round(painter, shrink(envelope.box, -mm(painter, THEME_FOCUS_MM)),
                   mm(painter, THEME_RADIUS_MM), painter->theme->paper);
    }
    if (envelope.closed < 0.5f) {
        draw_flap(painter, &envelope);
        draw_sheet(painter, &envelope);
    }
    draw_front(painter, &envelope);
}

// What slides in comes to rest slowly; sheets that are in look like one. None says what is on it.
static void draw_waiting(struct painter *painter, const struct node *node)
{
    if (node->w_px <= 0) { // it found no room
        return;
    }
    struct envelope envelope = envelope_of(painter, node);
    float left = (float)node->value / THEME_SLIDE_STEPS;
    draw_flap(painter, &envelope);
    if (node->total > (node->value > 0)) {
        draw_blank(painter, &envelope, SHEET_DOWN);
    }
    if (node->value > 0 && node->total > 0) {
        draw_blank(painter, &envelope, SHEET_DOWN - SLIDE_UP * left * left);
    }
    draw_front(painter, &envelope);
}

static void draw_text(struct painter *painter, const struct node *node)
{
    draw_lit(painter, node);
    draw_words(painter, node->layout, node->text_x_px, node->text_y_px,
               node->style == STYLE_CAPTION ? painter->theme->faint : painter->theme->ink);
}

static void draw_node(struct painter *painter, const struct page *page, const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        (node->style == STYLE_BAND ? draw_band : draw_text)(painter, node);
        break;
    case NODE_PICTURE:
    case NODE_REST:
        draw_icon(painter, node,
                  node->region == REGION_TICKET ? painter->theme->ink : painter->theme->accent);
        break;
    case NODE_PROGRESS:
        draw_progress(painter, node);
        break;
    case NODE_TICKET:
        fill_round(painter, (SDL_FRect){node->x_px, node->y_px, node->w_px, node->h_px},
                   mm(painter, THEME_RADIUS_MM), painter->theme->sheet);
        draw_words(painter, node->layout, node->text_x_px, node->text_y_px, painter->theme->ink);
        break;
    case NODE_QR:
        draw_qr(painter, node, page);
        break;
    case NODE_TIMER:
        draw_timer(painter, node);
        break;
    case NODE_FIELD:
        draw_field(painter, node);
        break;
    case NODE_WAITING:
        draw_waiting(painter, node);
        break;
    case NODE_ENVELOPE:
        draw_envelope(painter, node);
        break;
    default:
        draw_target(painter, node);
        break;
    }
}

// --- what changed ------------------------------------------------------------------------------

static uint64_t mix(uint64_t hash, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ at[i]) * 0x100000001b3u;
    }
    return hash;
}

// The node's box with room for its focus ring, its shadow and ink that hangs over.
static SDL_Rect look_box(const struct painter *painter, const struct node *node)
{
    int margin = (int)mm(painter, 2.0f);
    if (node->style == STYLE_BAND) {
        return (SDL_Rect){0, (int)node->y_px - margin, painter->target->w,
                          painter->target->h - (int)node->y_px + margin};
    }
    if (node->kind == NODE_WAITING) { // and for the sheet that comes from above
        int above = (int)ceilf(node->h_px * SLIDE_UP), line = (int)mm(painter, WAITING_LINE_MM);
        return (SDL_Rect){(int)node->x_px - line, (int)node->y_px - above,
                          (int)ceilf(node->w_px) + 2 * line, (int)ceilf(node->h_px) + above + line};
    }
    if (node->kind == NODE_TEXT || node->kind == NODE_ENVELOPE) {
        margin = (int)mm(painter, 4.0f);
    }
    return (SDL_Rect){(int)node->x_px - margin, (int)node->y_px - margin,
                      (int)ceilf(node->w_px) + 2 * margin, (int)ceilf(node->h_px) + 2 * margin};
}

// Whole pixels around all that is lit.
static SDL_Rect lit_box(const struct painter *painter, const struct node *node)
{
    SDL_FRect boxes[LIT_MAX];
    SDL_Rect all = {0};
    size_t count = lit_boxes(painter, node, boxes);
    for (size_t i = 0; i < count; i++) {
        SDL_Rect box = {(int)floorf(boxes[i].x), (int)floorf(boxes[i].y),
                        (int)ceilf(boxes[i].w) + 1, (int)ceilf(boxes[i].h) + 1};
        SDL_UnionRect(&box, &all, &all);
    }
    return all;
}

static struct look look_of(const struct painter *painter, const struct node *node)
{
    uint64_t key = mix(0xcbf29ce484222325u, node->name, strlen(node->name));
    key = mix(key, node->detail, strlen(node->detail));
    key = mix(key, node->pictogram, strlen(node->pictogram));
    const int state[] = {(int)node->kind, (int)node->style, node->value,   node->total,
                         node->selected,  node->focused,    node->pressed, node->wordless};
    key = mix(key, state, sizeof state);
    const float place[] = {
        node->x_px,      node->y_px,      node->w_px,
        node->h_px,      node->text_x_px, node->text_y_px,
        node->icon_x_px, node->icon_px,   node->layout ? node->layout->em_px : 0};
    key = mix(key, place, sizeof place);
    return (struct look){key, look_box(painter, node), node->lit_start, node->lit_end,
                         lit_box(painter, node)};
}

// What differs between two looks of a node: a word lit before and one lit now, or all of it.
static int differences(const struct look *before, const struct look *now,
                       SDL_Rect changed[static 2])
{
    if (before->key != now->key) {
        SDL_UnionRect(&now->box, &before->box, &changed[0]);
        return 1;
    }
    changed[0] = before->lit_box;
    changed[1] = now->lit_box;
    return before->lit_start != now->lit_start || before->lit_end != now->lit_end ? 2 : 0;
}

// The rectangles in which the new page differs from the painted one; the whole target for a new
// screen.
static int find_changes(const struct painter *painter, const struct page *page,
                        const struct look *looks, SDL_Rect *changed, int room)
{
    SDL_Rect whole = {0, 0, painter->target->w, painter->target->h};
    if (painter->screen != page->screen || painter->look_count != page->count ||
        painter->theme != page->theme || painter->dark) {
        changed[0] = whole;
        return 1;
    }
    int count = 0;
    for (int i = 0; i < page->count; i++) {
        SDL_Rect boxes[2];
        int different = differences(&painter->looks[i], &looks[i], boxes);
        if (count + different > room) {
            changed[0] = whole;
            return 1;
        }
        for (int k = 0; k < different; k++) {
            SDL_IntersectRect(&boxes[k], &whole, &changed[count]);
            count += changed[count].w > 0 && changed[count].h > 0;
        }
    }
    return count;
}

static void paint_region(struct painter *painter, const struct page *page, const struct look *looks,
                         const SDL_Rect *region)
{
    SDL_SetClipRect(painter->target, region);
    fill_rect(painter, (SDL_FRect){0, 0, (float)painter->target->w, (float)painter->target->h},
              painter->theme->paper);
    for (int i = 0; i < page->count; i++) {
        if (SDL_HasIntersection(&looks[i].box, region)) {
            draw_node(painter, page, &page->nodes[i]);
        }
    }
    SDL_SetClipRect(painter->target, NULL);
}

// A screen that shows nothing at all.
static int darken(struct painter *painter, SDL_Rect *changed)
{
    if (painter->dark) {
        return 0;
    }
    *changed = (SDL_Rect){0, 0, painter->target->w, painter->target->h};
    SDL_FillRect(painter->target, NULL, SDL_MapRGB(painter->target->format, 0, 0, 0));
    painter->dark = true;
    painter->frames++;
    return 1;
}

int painter_draw(struct painter *painter, const struct page *page, SDL_Rect *changed, int room)
{
    struct look looks[PAGE_MAX_NODES];
    if (page->dark) {
        return darken(painter, changed);
    }
    for (int i = 0; i < page->count; i++) {
        looks[i] = look_of(painter, &page->nodes[i]);
    }
    int count = find_changes(painter, page, looks, changed, room);
    painter->theme = page->theme;
    painter->dark = false;
    for (int i = 0; i < count; i++) {
        paint_region(painter, page, looks, &changed[i]);
    }
    memcpy(painter->looks, looks, sizeof looks[0] * (size_t)page->count);
    painter->look_count = page->count;
    painter->screen = page->screen;
    painter->frames += count > 0;
    return count;
}
