// The least that a kiosk can be: bare SDL2 and SDL2_ttf, no pack, no check, no sound, one screen of
// four cards that answer a press. What Envelop costs beyond it is what Envelop does beyond it.
//
// usage: bench_floor FONTS      FONTS: the stage's folder of fonts
#include <SDL.h>
#include <SDL_ttf.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { CARDS = 4, CARD_W = 557, CARD_H = 201 };

static const struct card {
    const char *font, *name, *mark;
    int x, y;
} cards[CARDS] = {
    {"NotoSans", "Nederlands", "Nog niet gecontroleerd door een lezer", 71, 247},
    {"NotoSans", "English", "Not yet checked by a reader", 652, 247},
    {"NotoSansArabicUI", "العربية", "ترجمة لم يراجعها أحد بعد", 71, 472},
    {"NotoSansEthiopic", "ትግርኛ", "ገና ብኣንባቢ ዘይተረጋገጸ", 652, 472},
};

struct words {
    SDL_Surface *name, *mark;
};

static SDL_Surface *set(const char *folder, const char *font, const char *text, int size)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s-Regular.ttf", folder, font);
    TTF_Font *open = TTF_OpenFont(path, size);
    if (open && strcmp(font, "NotoSansArabicUI") == 0) {
        TTF_SetFontDirection(open, TTF_DIRECTION_RTL);
    }
    SDL_Surface *words =
        open ? TTF_RenderUTF8_Blended(open, text, (SDL_Color){0x1c, 0x25, 0x2e, 255}) : NULL;
    if (open) {
        TTF_CloseFont(open);
    }
    return words;
}

static void draw_card(SDL_Surface *target, int i, const struct words *words, bool pressed)
{
    SDL_Rect edge = {cards[i].x, cards[i].y, CARD_W, CARD_H};
    SDL_Rect inside = {edge.x + 3, edge.y + 3, edge.w - 6, edge.h - 6};
    SDL_FillRect(target, &edge, SDL_MapRGB(target->format, 0x7a, 0x76, 0x6a));
    SDL_FillRect(target, &inside,
                 pressed ? SDL_MapRGB(target->format, 0xe4, 0xdc, 0xc8)
                         : SDL_MapRGB(target->format, 0xff, 0xfe, 0xf8));
    SDL_Rect name = {edge.x + (edge.w - words->name->w) / 2, edge.y + 36, 0, 0};
    SDL_Rect mark = {edge.x + (edge.w - words->mark->w) / 2, edge.y + 120, 0, 0};
    SDL_BlitSurface(words->name, NULL, target, &name);
    SDL_BlitSurface(words->mark, NULL, target, &mark);
}

static int card_at(int x, int y)
{
    for (int i = 0; i < CARDS; i++) {
        if (x >= cards[i].x && x < cards[i].x + CARD_W && y >= cards[i].y &&
            y < cards[i].y + CARD_H) {
            return i;
        }
    }
    return -1;
}

static void serve(SDL_Window *window, SDL_Surface *target, const struct words *words)
{
    SDL_Event event;
    while (SDL_WaitEvent(&event) && event.type != SDL_QUIT) {
        bool down = event.type == SDL_MOUSEBUTTONDOWN;
        if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_EXPOSED) {
            SDL_UpdateWindowSurface(window);
        }
        int i =
            down || event.type == SDL_MOUSEBUTTONUP ? card_at(event.button.x, event.button.y) : -1;
        if (i >= 0) {
            SDL_Rect changed = {cards[i].x, cards[i].y, CARD_W, CARD_H};
            draw_card(target, i, &words[i], down);
            SDL_UpdateWindowSurfaceRects(window, &changed, 1);
        }
    }
}

int main(int argc, char **argv)
{
    struct words words[CARDS];
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    if (argc != 2 || SDL_Init(SDL_INIT_VIDEO) != 0 || TTF_Init() != 0) {
        return 2;
    }
    SDL_Window *window = SDL_CreateWindow("floor", 0, 0, 1280, 800, 0);
    SDL_Surface *target = window ? SDL_GetWindowSurface(window) : NULL;
    if (!target) {
        return 1;
    }
    SDL_FillRect(target, NULL, SDL_MapRGB(target->format, 0xf4, 0xef, 0xe4));
    for (int i = 0; i < CARDS; i++) {
        words[i].name = set(argv[1], cards[i].font, cards[i].name, 61);
        words[i].mark = set(argv[1], cards[i].font, cards[i].mark, 30);
        if (!words[i].name || !words[i].mark) {
            fprintf(stderr, "bench_floor: %s: %s\n", argv[1], SDL_GetError());
            return 1;
        }
        draw_card(target, i, &words[i], false);
    }
    SDL_UpdateWindowSurface(window);
    serve(window, target, words);
    SDL_Quit();
    return 0;
}
