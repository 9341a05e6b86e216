#include "fault.h"

#include "fault_font.h" // generated: fault_font[], fault_font_size
#include "theme.h"

#include <SDL_ttf.h>

static const struct {
    const char *english, *dutch;
} texts[] = {
    [KIOSK_READY] = {"", ""},
    [KIOSK_NOT_SET_UP] =
        {"This kiosk has not been set up. Set it up with the GGD's key.",
         "Deze kiosk is nog niet ingesteld. Stel de kiosk in met de sleutel van de GGD."},
    [KIOSK_NO_PACK] = {"There is no valid pack of our GGD. Bring the stick with the GGD's pack.",
                       "Er is geen geldig pakket van onze GGD. Breng de stick met het pakket."},
    [KIOSK_NO_SPOOL] =
        {"The store for envelopes can't be opened. Nothing was lost. Call the GGD.",
         "De opslag voor enveloppen gaat niet open. Er is niets verloren. Bel de GGD."},
    [KIOSK_NO_MEMORY] =
        {"This machine can't keep answers off its disk. It refuses service.",
         "Dit apparaat kan antwoorden niet van de schijf houden. Het weigert dienst."},
    [KIOSK_NO_FONTS] =
        {"The pack's letters can't be read. Install the pack again.",
         "De letters van het pakket zijn onleesbaar. Installeer het pakket opnieuw."},
};

const char *fault_title(enum kiosk_fault fault)
{
    return texts[fault].english;
}

// Draws wrapped words at y; returns the y below them.
static int draw_words(SDL_Surface *target, TTF_Font *font, const char *words, int x, int y,
                      int width)
{
    SDL_Color ink = {theme_paper.ink.r, theme_paper.ink.g, theme_paper.ink.b, 255};
    SDL_Surface *text =
        words[0] ? TTF_RenderUTF8_Blended_Wrapped(font, words, ink, (Uint32)width) : NULL;
    if (!text) {
        return y;
    }
    SDL_Rect to = {x, y, text->w, text->h};
    SDL_BlitSurface(text, NULL, target, &to);
    y += text->h;
    SDL_FreeSurface(text);
    return y;
}

bool fault_draw(SDL_Surface *target, float px_per_mm, enum kiosk_fault fault, const char *reason)
{
    if (TTF_Init() != 0) {
        return false;
    }
    SDL_RWops *bytes = SDL_RWFromConstMem(fault_font, (int)fault_font_size);
    TTF_Font *font = TTF_OpenFontRW(bytes, 1, (int)(7.0f * px_per_mm));
    if (font) {
        int margin = (int)(THEME_MARGIN_MM * px_per_mm), gap = (int)(8 * px_per_mm);
        int width = target->w - 2 * margin;
        const struct colour *paper = &theme_paper.paper;
        SDL_FillRect(target, NULL, SDL_MapRGB(target->format, paper->r, paper->g, paper->b));
        int y = draw_words(target, font, texts[fault].dutch, margin, margin, width) + gap;
        y = draw_words(target, font, texts[fault].english, margin, y, width) + gap;
        TTF_SetFontSize(font, (int)(4.5f * px_per_mm));
        draw_words(target, font, reason, margin, y, width);
        TTF_CloseFont(font);
    }
    TTF_Quit();
    return font != NULL;
}
