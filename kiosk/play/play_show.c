#include "play_inner.h"

#include "forget.h"
#include "hash.h"

#include <inttypes.h>
#include <SDL_image.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool play_stop_at(const struct play *play, const char *format, ...)
{
    va_list arguments;
    fprintf(stderr, "envelop-kiosk: %s:%d: ", play->options->script, play->line);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return false;
}

static const char *const kinds[] = {
    [NODE_TEXT] = "text",         [NODE_PICTURE] = "picture", [NODE_PROGRESS] = "progress",
    [NODE_WAITING] = "waiting",   [NODE_TICKET] = "ticket",   [NODE_CONTROL] = "control",
    [NODE_BUTTON] = "button",     [NODE_ANSWER] = "answer",   [NODE_CARD] = "card",
    [NODE_ITEM] = "item",         [NODE_ENTRY] = "entry",     [NODE_QR] = "qr",
    [NODE_TIMER] = "timer",       [NODE_FIELD] = "field",     [NODE_KEY] = "key",
    [NODE_ENVELOPE] = "envelope", [NODE_REST] = "rest",
};

static void write_tree(FILE *out, const struct page *page, int line)
{
    fprintf(out, "screen %s\nbody %.1f mm%s\nline %d\n", page->screen, (double)page->body_mm,
            page->overflow ? " OVERFLOW" : "", line);
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        fprintf(out, "%s id=%s value=%d x=%.0f y=%.0f w=%.0f h=%.0f%s%s lines=%zu name=\"%s\"\n",
                kinds[node->kind], node->id ? node->id : "-", node->value, (double)node->x_px,
                (double)node->y_px, (double)node->w_px, (double)node->h_px,
                node->selected ? " selected" : "", node->focused ? " focused" : "",
                node->layout ? node->layout->line_count : 0, node->name);
    }
}

static bool save_tree(const char *path, const struct page *page, int line)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        return false;
    }
    write_tree(out, page, line);
    return fclose(out) == 0;
}

// Says so once when a picture or its tree can't be written; the script then counts as failed.
static void save_shot(struct play *play, const struct page *page)
{
    char path[512], tree[512];
    int number = ++play->shots;
    snprintf(path, sizeof path, "%s/%03d-%s.png", play->options->shots, number, page->screen);
    snprintf(tree, sizeof tree, "%s/%03d-%s.txt", play->options->shots, number, page->screen);
    if (!play->unsaved &&
        (IMG_SavePNG(play->surface, path) != 0 || !save_tree(tree, page, play->line))) {
        play->unsaved = true;
        fprintf(stderr, "envelop-kiosk: %s: can't be written; --shots needs a folder with room\n",
                path);
    }
}

void play_heard(void *context, uint64_t said_at_ms, const char *key, uint32_t duration_ms)
{
    struct play *play = context;
    snprintf(play->said[play->said_count++ % SAID_MAX], PAGE_KEY_BYTES, "%s", key);
    if (play->options->tell) {
        printf("%" PRIu64 " said %s %u\n", said_at_ms, key, duration_ms);
    }
}

static bool says_the_same(const struct play *play, const struct page *page)
{
    return play->told == page->screen && play->told_prompt_count == page->prompt_count &&
           memcmp(play->told_prompts, page->prompts,
                  (size_t)page->prompt_count * sizeof page->prompts[0]) == 0;
}

// What a page has to say, when that is something new.
static void tell_prompts(struct play *play, const struct page *page)
{
    if (page->prompt_count == 0 || says_the_same(play, page)) {
        return;
    }
    memcpy(play->told_prompts, page->prompts, sizeof page->prompts);
    play->told_prompt_count = page->prompt_count;
    printf("%" PRIu64 " says", play->now_ms);
    for (int i = 0; i < page->prompt_count; i++) {
        printf(" %s", page->prompts[i]);
    }
    putchar('\n');
}

// Of a target that stands elsewhere on a page that has changed around it, nothing is told.
static void tell_focus(struct play *play, const struct page *page)
{
    int focus = play->kiosk.app->focus;
    const struct node *node = focus < 0 ? NULL : &page->nodes[focus];
    const char *id = node ? node->id : "";
    int value = node ? node->value : 0;
    bool moved = strcmp(id, play->told_focus) != 0 || value != play->told_value ||
                 play->told != page->screen;
    snprintf(play->told_focus, sizeof play->told_focus, "%s", id);
    play->told_value = value;
    if (node && moved) {
        printf("%" PRIu64 " focus %s %d\n", play->now_ms, node->id, node->value);
    }
}

static void tell(struct play *play, const struct page *page)
{
    if (play->told != page->screen) {
        printf("%" PRIu64 " screen %s\n", play->now_ms, page->screen);
    }
    tell_prompts(play, page);
    tell_focus(play, page);
}

// The page of a kiosk that can't serve, as the others.
static void show_fault(struct play *play)
{
    struct fault *fault = play->fault;
    if (!fault_draw(fault, play->surface, play->panel.px_per_mm, false)) {
        return;
    }
    if (play->options->tell && play->told != fault->screen) {
        printf("%" PRIu64 " screen %s\n", play->now_ms, fault->screen);
    }
    play->told = fault->screen;
    if (play->options->shots) {
        char path[512];
        snprintf(path, sizeof path, "%s/%03d-%s.png", play->options->shots, ++play->shots,
                 fault->screen);
        play->unsaved |= IMG_SavePNG(play->surface, path) != 0;
    }
}

// Paints what changed; a picture of it, a line of it, where wanted.
void play_show(struct play *play)
{
    if (play->fault) {
        show_fault(play);
        return;
    }
    struct app *app = play->kiosk.app;
    SDL_Rect changed[16];
    bool wiped = app_take_wiped(app);
    if (wiped) {
        painter_forget(play->painter);
        memory_wipe(play->said, sizeof play->said);
    }
    if (play->told != app->screen->name) {
        play->said_count = 0;
    }
    if (play->options->shots) { // a picture of each page, not of each step of what moves on it
        app_still(app);
    }
    const struct page *page = app_page(app);
    int count = painter_draw(play->painter, page, changed, 16);
    if (play->options->tell) {
        tell(play, page);
    }
    play->told = page->screen;
    if (count > 0 && play->options->shots && (!app->pressed_id || app->closing > 0)) {
        save_shot(play, page);
    }
    if (wiped) {
        forget_stack();
    }
}
