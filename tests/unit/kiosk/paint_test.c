// What the painter puts on the surface, and what it leaves alone.
#include "paint.h"

#include "check.h"
#include "person.h"
#include "theme.h"

#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>

enum { ROOM = 16, W_PX = 1280, H_PX = 800 };

struct easel {
    struct person person;
    SDL_Surface *surface;
    struct painter *painter;
    SDL_Rect changed[ROOM];
    struct picture_source pictures; // the pack's
    int asked;                      // how often a painter asked for a picture
};

static const uint8_t *find_and_count(void *context, const char *name, size_t *bytes)
{
    struct easel *easel = context;
    easel->asked++;
    return easel->pictures.find(easel->pictures.context, name, bytes);
}

static struct painter *new_painter(struct easel *easel, SDL_Surface *surface)
{
    struct kiosk *kiosk = &easel->person.kiosk;
    easel->pictures = kiosk_pictures(kiosk);
    struct painter *painter =
        painter_create(surface, kiosk->fonts, (struct picture_source){find_and_count, easel},
                       kiosk->app->panel.px_per_mm);
    if (!painter) {
        fprintf(stderr, "no painter: %s\n", SDL_GetError());
        exit(1);
    }
    return painter;
}

static SDL_Surface *new_surface(void)
{
    SDL_Surface *surface =
        SDL_CreateRGBSurfaceWithFormat(0, W_PX, H_PX, 32, SDL_PIXELFORMAT_XRGB8888);
    if (!surface) {
        abort();
    }
    return surface;
}

static void set_up(struct easel *easel, const char *state)
{
    person_sit(&easel->person, state, &audio_driver_missing, panel_measure(W_PX, H_PX, 216, 135));
    easel->surface = new_surface();
    easel->painter = new_painter(easel, easel->surface);
}

static int draw(struct easel *easel)
{
    return painter_draw(easel->painter, person_page(&easel->person), easel->changed, ROOM);
}

static bool same_pixels(const SDL_Surface *one, const SDL_Surface *other)
{
    for (int y = 0; y < one->h; y++) {
        const uint8_t *a = (const uint8_t *)one->pixels + y * one->pitch;
        const uint8_t *b = (const uint8_t *)other->pixels + y * other->pitch;
        if (memcmp(a, b, (size_t)one->w * 4) != 0) {
            return false;
        }
    }
    return true;
}

static SDL_Surface *copy_of(SDL_Surface *surface)
{
    SDL_Surface *copy = new_surface();
    SDL_BlitSurface(surface, NULL, copy, NULL);
    return copy;
}

static void test_nothing_changed(struct easel *easel)
{
    CHECK(draw(easel) == 1, "the first page is painted whole");
    CHECK(easel->changed[0].w == W_PX && easel->changed[0].h == H_PX, "only %d x %d of it",
          easel->changed[0].w, easel->changed[0].h);
    unsigned frames = painter_frames(easel->painter);
    for (int i = 0; i < 3; i++) {
        CHECK(draw(easel) == 0, "an unchanged page is painted again");
    }
    app_refresh(easel->person.kiosk.app, false); // built anew, the same all the same
    CHECK(draw(easel) == 0, "a page built anew is painted again");
    CHECK(painter_frames(easel->painter) == frames, "frames for nothing");
}

// A press touches nothing but its target's rectangle and the few millimetres of its shadow.
static void test_press(struct easel *easel)
{
    person_go(&easel->person, "question");
    draw(easel);
    const struct node yes = *person_see(&easel->person, "answer.Y", -1);
    SDL_Surface *before = copy_of(easel->surface);
    person_press(&easel->person, &yes, 1);
    int count = draw(easel);
    CHECK(count == 1, "%d rectangles for one press", count);
    int margin = (int)(2.5f * easel->person.kiosk.app->panel.px_per_mm);
    SDL_Rect box = {(int)yes.x_px - margin, (int)yes.y_px - margin, (int)yes.w_px + 2 * margin,
                    (int)yes.h_px + 2 * margin};
    SDL_Rect both;
    SDL_UnionRect(&box, &easel->changed[0], &both);
    CHECK(SDL_RectEquals(&both, &box), "%d,%d %dx%d is more than the target", easel->changed[0].x,
          easel->changed[0].y, easel->changed[0].w, easel->changed[0].h);
    CHECK(!same_pixels(before, easel->surface), "a press is not to be seen");
    SDL_FillRect(before, &easel->changed[0], 0);
    SDL_Surface *after = copy_of(easel->surface);
    SDL_FillRect(after, &easel->changed[0], 0);
    CHECK(same_pixels(before, after), "pixels outside the rectangle changed");
    person_key(&easel->person, APP_CANCEL);
    CHECK(draw(easel) == 1, "the press stays");
    SDL_FreeSurface(before);
    SDL_FreeSurface(after);
}

// Every page of the way, painted over what stood there, is byte for byte the page painted afresh.
static void test_fresh_is_same(struct easel *easel, const char *language)
{
    struct person *person = &easel->person;
    app_wipe(person->kiosk.app);
    person_choose(person, language);
    for (int i = 0; i < 40 && strcmp(person_screen(person), "goodbye") != 0; i++) {
        draw(easel);
        SDL_Surface *surface = new_surface();
        SDL_FillRect(surface, NULL, 0x123456); // whatever stood there before
        struct painter *fresh = new_painter(easel, surface);
        SDL_Rect changed[ROOM];
        CHECK(painter_draw(fresh, person_page(person), changed, ROOM) == 1, "not painted whole");
        CHECK(same_pixels(surface, easel->surface),
              "%s, page %d (%s): over another page it differs", language, i, person_screen(person));
        painter_destroy(fresh);
        SDL_FreeSurface(surface);
        if (!person_step(person)) {
            break;
        }
    }
    CHECK(strcmp(person_screen(person), "goodbye") == 0, "%s: stuck at %s", language,
          person_screen(person));
}

// Marks that come and go one after another end where they began.
static void test_there_and_back(struct easel *easel)
{
    struct person *person = &easel->person;
    app_wipe(person->kiosk.app);
    person_choose(person, "ar");
    person_go(person, "question");
    draw(easel);
    SDL_Surface *before = copy_of(easel->surface);
    person_key(person, APP_NEXT);
    CHECK(draw(easel) == 1, "the focus ring is one rectangle");
    CHECK(!same_pixels(before, easel->surface), "the focus is not to be seen");
    for (int i = 0; i < 7; i++) {
        person_key(person, APP_NEXT);
        int count = draw(easel);
        CHECK(count == 2, "step %d: %d rectangles for a focus that moves", i, count);
    }
    const struct node yes = *person_see(person, "answer.Y", -1);
    person_press(person, &yes, 1);
    draw(easel);
    person_key(person, APP_CANCEL);
    draw(easel);
    person->kiosk.app->focus = -1;
    app_refresh(person->kiosk.app, false);
    draw(easel);
    CHECK(same_pixels(before, easel->surface), "a trace of focus or finger stays");
    SDL_FreeSurface(before);
}

// After painter_forget the next page is painted whole and from nothing: which pictures are kept
// would tell which code stood there.
static void test_forget(struct easel *easel)
{
    person_go(&easel->person, "code");
    draw(easel);
    easel->asked = 0;
    app_refresh(easel->person.kiosk.app, false);
    draw(easel);
    CHECK(easel->asked == 0, "%d pictures are read again for nothing", easel->asked);
    SDL_Surface *before = copy_of(easel->surface);
    SDL_FillRect(easel->surface, NULL, 0xabcdef);
    painter_forget(easel->painter);
    CHECK(draw(easel) == 1 && easel->changed[0].w == W_PX && easel->changed[0].h == H_PX,
          "not painted whole after forgetting");
    CHECK(same_pixels(before, easel->surface), "another picture after forgetting");
    CHECK(easel->asked >= 3, "only %d pictures were asked for anew: some are kept", easel->asked);
    SDL_FreeSurface(before);
}

static uint32_t pixel_at(const SDL_Surface *surface, int x, int y)
{
    const uint8_t *row = (const uint8_t *)surface->pixels + (ptrdiff_t)y * surface->pitch;
    uint32_t pixel;
    memcpy(&pixel, row + (ptrdiff_t)x * 4, sizeof pixel);
    return pixel & 0xffffff;
}

static uint32_t pixel_of(struct colour colour)
{
    return (uint32_t)colour.r << 16 | (uint32_t)colour.g << 8 | colour.b;
}

// Another theme repaints everything; the dark screen shows nothing, whatever is touched, and what
// comes after it is whole.
static void test_themes(struct easel *easel)
{
    struct person *person = &easel->person;
    struct app *app = person->kiosk.app;
    app_wipe(app);
    person_choose(person, "nl");
    person_go(person, "question");
    draw(easel);
    SDL_Surface *before = copy_of(easel->surface);
    for (int i = 1; i <= THEME_COUNT; i++) {
        app->ways.theme = i % THEME_COUNT;
        app_refresh(app, false);
        CHECK(draw(easel) == 1 && easel->changed[0].w == W_PX && easel->changed[0].h == H_PX,
              "theme %d isn't painted whole", i);
        CHECK(pixel_at(easel->surface, 1, H_PX / 2) == pixel_of(themes[i % THEME_COUNT]->paper),
              "theme %d: another paper", i);
    }
    CHECK(same_pixels(before, easel->surface), "round all themes: another picture");
    app->ways.dark = true;
    app_refresh(app, false);
    CHECK(draw(easel) == 1, "the dark isn't painted");
    for (int i = 0; i < 3; i++) {
        for (int y = 0; y < H_PX; y++) {
            for (int x = 0; x < W_PX; x++) {
                if (pixel_at(easel->surface, x, y) != 0) {
                    CHECK(false, "a pixel at %d, %d in the dark", x, y);
                    x = W_PX;
                }
            }
        }
        person_key(person, APP_NEXT);
        CHECK(draw(easel) == 0, "a focus is painted in the dark");
    }
    app->ways.dark = false;
    app->focus = -1;
    app_refresh(app, false);
    CHECK(draw(easel) == 1 && same_pixels(before, easel->surface), "after the dark");
    SDL_FreeSurface(before);
}

// The word being said changes nothing but its own words.
static void test_lit(struct easel *easel)
{
    struct page *page = easel->person.kiosk.app->page;
    draw(easel);
    for (int i = 0; i < page->count; i++) {
        struct node *node = &page->nodes[i];
        if (node->kind != NODE_TEXT || node->region != REGION_BODY) {
            continue;
        }
        SDL_Surface *before = copy_of(easel->surface);
        node->lit_start = 0;
        node->lit_end = 3;
        CHECK(painter_draw(easel->painter, page, easel->changed, ROOM) == 1, "not one rectangle");
        SDL_Rect box = easel->changed[0];
        CHECK(box.h < H_PX / 2 && box.y + box.h / 2 > (int)node->y_px, "a box of %d x %d", box.w,
              box.h);
        CHECK(!same_pixels(before, easel->surface), "the lit word is not to be seen");
        node->lit_start = node->lit_end = 0;
        painter_draw(easel->painter, page, easel->changed, ROOM);
        CHECK(same_pixels(before, easel->surface), "the lit word leaves a trace");
        SDL_FreeSurface(before);
    }
}

// Another program reads the code's squares in every theme.
static void test_qr(struct easel *easel, const char *folder)
{
    struct person *person = &easel->person;
    struct app *app = person->kiosk.app;
    char wanted[CLAIM_CODE_CHARS], path[512], command[640];
    app_wipe(app);
    person_choose(person, "ar");
    CHECK(person_go(person, "code"), "no way to the code");
    claim_code_print(&app->session->code, wanted);
    snprintf(path, sizeof path, "%s/qr.png", folder);
    snprintf(command, sizeof command, "zbarimg -q --nodbus --raw '%s'", path);
    for (int i = 0; i < THEME_COUNT; i++) {
        char read[256] = "";
        app->ways.theme = i;
        app_refresh(app, false);
        draw(easel);
        CHECK(IMG_SavePNG(easel->surface, path) == 0, "%s", SDL_GetError());
        FILE *pipe = popen(command, "r");
        CHECK(pipe && fgets(read, sizeof read, pipe), "theme %d: zbarimg reads nothing", i);
        CHECK(pipe && pclose(pipe) == 0, "theme %d: zbarimg fails", i);
        read[strcspn(read, "\n")] = '\0';
        CHECK(strcmp(read, wanted) == 0, "theme %d: \"%s\" instead of \"%s\"", i, read, wanted);
    }
    remove(path);
    app->ways.theme = 0;
}

// The envelope closes: each step is another picture, and only around the envelope.
static void test_envelope(struct easel *easel)
{
    struct person *person = &easel->person;
    app_wipe(person->kiosk.app);
    person_choose(person, "en");
    CHECK(person_go(person, "seal"), "no way to the envelope");
    draw(easel);
    const struct node envelope = *person_see(person, "ui.seal.close", -1);
    person_press(person, &envelope, 1);
    draw(easel);
    for (int i = 1; i < THEME_HOLD_STEPS; i++) {
        SDL_Surface *before = copy_of(easel->surface);
        person_wait(person, THEME_HOLD_MS / THEME_HOLD_STEPS);
        CHECK(draw(easel) == 1, "step %d: not one rectangle", i);
        CHECK(easel->changed[0].w < W_PX, "step %d: the whole is painted", i);
        CHECK(!same_pixels(before, easel->surface), "step %d: the same picture", i);
        SDL_FreeSurface(before);
    }
    person_key(person, APP_CANCEL);
}

// From another question's answer to the next question as it comes; `frames` gets each step of the
// sheet that slides in.
static void slide(struct easel *easel, const char *id, SDL_Surface *frames[THEME_SLIDE_STEPS + 1])
{
    struct person *person = &easel->person;
    float mm = person->kiosk.app->panel.px_per_mm;
    app_wipe(person->kiosk.app);
    person_choose(person, "ar");
    CHECK(person_go(person, "question"), "no way to the questions");
    person_touch(person, id, -1);
    draw(easel);
    person_wait(person, THEME_CHANGE_OF_MIND_MS);
    draw(easel);
    frames[0] = copy_of(easel->surface);
    for (int i = 1; i <= THEME_SLIDE_STEPS; i++) {
        person_wait(person, THEME_SLIDE_MS / THEME_SLIDE_STEPS);
        CHECK(draw(easel) == 1, "%s, step %d: not one rectangle", id, i);
        SDL_Rect box = easel->changed[0];
        CHECK((float)box.w < 14 * mm && (float)box.h < 15 * mm, "%s, step %d: %d x %d", id, i,
              box.w, box.h);
        frames[i] = copy_of(easel->surface);
        CHECK(!same_pixels(frames[i - 1], frames[i]), "%s, step %d: the same picture", id, i);
    }
    unsigned painted = painter_frames(easel->painter);
    person_wait(person, 2000);
    draw(easel);
    CHECK(painter_frames(easel->painter) == painted, "%s: it goes on", id);
}

// Every step of the sheet looks the same whatever was answered, and nothing of its way is left.
static void test_slide(struct easel *easel)
{
    static const char *const ids[] = {"answer.Y", "answer.N", "answer.asked-declined"};
    SDL_Surface *frames[3][THEME_SLIDE_STEPS + 1];
    for (int i = 0; i < 3; i++) {
        slide(easel, ids[i], frames[i]);
        for (int step = 0; step <= THEME_SLIDE_STEPS; step++) {
            CHECK(same_pixels(frames[0][step], frames[i][step]), "%s, step %d looks different",
                  ids[i], step);
        }
    }
    painter_forget(easel->painter);
    draw(easel);
    CHECK(same_pixels(frames[0][THEME_SLIDE_STEPS], easel->surface), "it leaves a trace");
    for (int i = 0; i < 3 * (THEME_SLIDE_STEPS + 1); i++) {
        SDL_FreeSurface(frames[i / (THEME_SLIDE_STEPS + 1)][i % (THEME_SLIDE_STEPS + 1)]);
    }
}

// More changes than there is room to tell: the whole.
static void test_room(struct easel *easel)
{
    struct person *person = &easel->person;
    app_wipe(person->kiosk.app);
    person_choose(person, "en");
    person_go(person, "question");
    draw(easel);
    person_key(person, APP_NEXT);
    draw(easel);
    person_key(person, APP_NEXT);
    SDL_Rect one[1];
    CHECK(painter_draw(easel->painter, person_page(person), one, 1) == 1 && one[0].w == W_PX,
          "two changes in one rectangle");
}

int main(int argc, char **argv)
{
    static struct easel easel;
    if (argc != 2) {
        fputs("usage: paint_test STATE\n", stderr);
        return 2;
    }
    set_up(&easel, argv[1]);
    test_nothing_changed(&easel);
    person_choose(&easel.person, "nl");
    test_press(&easel);
    static const char *const languages[] = {"ar", "nl"};
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        test_fresh_is_same(&easel, languages[i]);
    }
    test_there_and_back(&easel);
    test_forget(&easel);
    test_room(&easel);
    test_themes(&easel);
    test_lit(&easel);
    test_qr(&easel, argv[1]);
    test_envelope(&easel);
    test_slide(&easel);
    painter_destroy(easel.painter);
    SDL_FreeSurface(easel.surface);
    person_leave(&easel.person);
    return check_done();
}
