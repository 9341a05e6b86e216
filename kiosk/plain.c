#include "plain.h"

#include "fault_font.h" // generated: fault_font[], fault_font_size
#include "theme.h"

#include <SDL_ttf.h>

// Type sizes; capitals are 0.71 of them.
#define SAYS_MM 9.0f
#define WORDS_MM 13.0f
#define REASON_MM 5.0f
#define BUTTON_MM 26.0f
#define SMALLEST 0.45f // of these sizes, where a panel is small

static Uint32 colour_of(const SDL_Surface *target, const struct colour *colour)
{
    return SDL_MapRGB(target->format, colour->r, colour->g, colour->b);
}

// --- words -------------------------------------------------------------------------------------

struct pen {
    SDL_Surface *target; // NULL: only measures
    TTF_Font *font;
    int x, y, width;
};

// Wrapped words at the pen; it moves below them.
static void write_words(struct pen *pen, const char *words, int size_px)
{
    SDL_Color ink = {theme_paper.ink.r, theme_paper.ink.g, theme_paper.ink.b, 255};
    if (words[0] == '\0') {
        return;
    }
    TTF_SetFontSize(pen->font, size_px);
    SDL_Surface *text = TTF_RenderUTF8_Blended_Wrapped(pen->font, words, ink, (Uint32)pen->width);
    if (!text) {
        return;
    }
    SDL_Rect to = {pen->x, pen->y, text->w, text->h};
    if (pen->target) {
        SDL_BlitSurface(text, NULL, pen->target, &to);
    }
    pen->y += text->h;
    SDL_FreeSurface(text);
}

static void write_page(struct pen *pen, const struct plain *plain, float px)
{
    int gap = (int)(5 * px);
    write_words(pen, plain->says.dutch, (int)(SAYS_MM * px));
    pen->y += gap / 2;
    write_words(pen, plain->says.english, (int)(SAYS_MM * px));
    pen->y += gap;
    write_words(pen, plain->words, (int)(WORDS_MM * px));
    pen->y += plain->words[0] ? gap : 0;
    write_words(pen, plain->reason, (int)(REASON_MM * px));
}

// The largest of a few sizes at which everything fits above the buttons.
static float fitting(const struct plain *plain, const struct pen *pen, int bottom, float px)
{
    for (float scale = 1; scale > SMALLEST; scale -= 0.1f) {
        struct pen tried = *pen;
        tried.target = NULL;
        write_page(&tried, plain, px * scale);
        if (tried.y <= bottom) {
            return px * scale;
        }
    }
    return px * SMALLEST;
}

// --- buttons -----------------------------------------------------------------------------------

static int count_buttons(const struct plain *plain)
{
    return !plain->buttons[0] ? 0 : !plain->buttons[1] ? 1 : 2;
}

static void place_buttons(struct plain *plain, const SDL_Surface *target, float px)
{
    bool upright = target->h > target->w; // then one above the other
    int margin = (int)(THEME_MARGIN_MM * px), gap = (int)(2 * THEME_GAP_MM * px);
    int height = (int)(BUTTON_MM * px), count = count_buttons(plain);
    int width = target->w - 2 * margin - (upright ? 0 : gap);
    width /= upright ? 1 : PLAIN_BUTTONS;
    for (int i = 0; i < PLAIN_BUTTONS; i++) {
        int up = upright ? count - 1 - i : 0;
        plain->boxes[i] =
            (SDL_Rect){margin + (upright ? 0 : i * (width + gap)),
                       target->h - margin - height - up * (height + gap), width, height};
    }
}

static void draw_button(const struct plain *plain, int index, struct pen *pen, float px)
{
    const SDL_Rect *box = &plain->boxes[index];
    const struct plain_sentence *says = plain->buttons[index];
    bool focused = plain->focus == index, pressed = plain->pressed == index;
    int edge = (int)((focused ? THEME_FOCUS_MM : THEME_OUTLINE_MM) * px);
    SDL_Rect inner = {box->x + edge, box->y + edge, box->w - 2 * edge, box->h - 2 * edge};
    SDL_FillRect(pen->target, box,
                 colour_of(pen->target, focused ? &theme_paper.accent : &theme_paper.edge));
    SDL_FillRect(pen->target, &inner,
                 colour_of(pen->target, pressed ? &theme_paper.pressed : &theme_paper.sheet));
    int pad = (int)(THEME_PAD_MM * px);
    pen->x = box->x + pad;
    pen->y = box->y + pad;
    pen->width = box->w - 2 * pad;
    write_words(pen, says->dutch, (int)(0.8f * SAYS_MM * px));
    write_words(pen, says->english, (int)(REASON_MM * px));
}

// --- the page ----------------------------------------------------------------------------------

static void draw(struct plain *plain, SDL_Surface *target, TTF_Font *font, float px)
{
    int margin = (int)(THEME_MARGIN_MM * px);
    place_buttons(plain, target, px);
    int bottom = count_buttons(plain) > 0 ? plain->boxes[0].y - margin / 2 : target->h - margin;
    struct pen pen = {target, font, margin, margin, target->w - 2 * margin};
    SDL_FillRect(target, NULL, colour_of(target, &theme_paper.paper));
    write_page(&pen, plain, fitting(plain, &pen, bottom, px));
    for (int i = 0; i < count_buttons(plain); i++) {
        draw_button(plain, i, &pen, px);
    }
}

bool plain_draw(struct plain *plain, SDL_Surface *target, float px_per_mm)
{
    if (TTF_Init() != 0) {
        return false;
    }
    SDL_RWops *bytes = SDL_RWFromConstMem(fault_font, (int)fault_font_size);
    TTF_Font *font = TTF_OpenFontRW(bytes, 1, (int)(SAYS_MM * px_per_mm));
    if (font) {
        draw(plain, target, font, px_per_mm);
        TTF_CloseFont(font);
    }
    TTF_Quit();
    return font != NULL;
}

// --- events ------------------------------------------------------------------------------------

static int hit(const struct plain *plain, const struct app_event *event)
{
    SDL_Point at = {(int)event->x_px, (int)event->y_px};
    for (int i = 0; i < count_buttons(plain); i++) {
        if (SDL_PointInRect(&at, &plain->boxes[i])) {
            return i;
        }
    }
    return PLAIN_NONE;
}

static void walk(struct plain *plain, int step)
{
    int count = count_buttons(plain);
    if (count > 0) {
        plain->focus =
            plain->focus < 0 ? (step > 0 ? 0 : count - 1) : (plain->focus + step + count) % count;
    }
}

int plain_event(struct plain *plain, const struct app_event *event)
{
    int before = plain->pressed;
    switch (event->kind) {
    case APP_PRESS:
        plain->pressed = hit(plain, event);
        return PLAIN_NONE;
    case APP_RELEASE:
        plain->pressed = PLAIN_NONE;
        return before != PLAIN_NONE && hit(plain, event) == before ? before : PLAIN_NONE;
    case APP_CANCEL:
        plain->pressed = PLAIN_NONE;
        return PLAIN_NONE;
    case APP_NEXT:
    case APP_PREVIOUS:
        walk(plain, event->kind == APP_NEXT ? 1 : -1);
        return PLAIN_NONE;
    case APP_ACTIVATE:
        return plain->focus < count_buttons(plain) ? plain->focus : PLAIN_NONE;
    default:
        return PLAIN_NONE;
    }
}
