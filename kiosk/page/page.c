#include "page.h"

#include <assert.h>
#include <string.h>

void page_begin(struct page *page, const char *screen, const struct writing *writing)
{
    memset(page, 0, sizeof *page);
    page->screen = screen;
    page->writing = writing;
    page->rows = 0;
}

void page_row(struct page *page, int columns)
{
    assert(page->rows < PAGE_MAX_NODES && columns > 0);
    page->columns[page->rows++] = columns;
}

// Copies at most room - 1 bytes and never half a character (UTF-8 continuation bytes are 10xxxxxx).
static void copy_words(char *out, size_t room, const char *words)
{
    size_t length = words ? strlen(words) : 0;
    if (length >= room) {
        length = room - 1;
        while (length > 0 && ((unsigned char)words[length] & 0xc0) == 0x80) {
            length--;
        }
    }
    if (length > 0) {
        memcpy(out, words, length);
    }
    out[length] = '\0';
}

struct node *page_add(struct page *page, enum node_kind kind, enum node_region region,
                      const char *id, const char *name)
{
    assert(page->count < PAGE_MAX_NODES);
    if (region == REGION_BODY && page->rows == 0) {
        page_row(page, 1);
    }
    struct node *node = &page->nodes[page->count++];
    *node = (struct node){
        .kind = kind, .region = region, .id = id, .writing = page->writing, .row = page->rows - 1};
    copy_words(node->name, sizeof node->name, name);
    return node;
}

void page_say(struct page *page, const char *key)
{
    assert(page->prompt_count < PAGE_MAX_PROMPTS);
    copy_words(page->prompts[page->prompt_count++], PAGE_KEY_BYTES, key);
}

bool node_touchable(const struct node *node)
{
    return node->kind >= NODE_CONTROL;
}

struct node *page_hit(struct page *page, float x_px, float y_px)
{
    for (int i = 0; i < page->count; i++) {
        struct node *node = &page->nodes[i];
        if (node_touchable(node) && x_px >= node->x_px && x_px < node->x_px + node->w_px &&
            y_px >= node->y_px && y_px < node->y_px + node->h_px) {
            return node;
        }
    }
    return NULL;
}

struct node *page_find(struct page *page, const char *name_or_id, int value)
{
    for (int i = 0; i < page->count; i++) {
        struct node *node = &page->nodes[i];
        bool named =
            strcmp(node->name, name_or_id) == 0 || (node->id && strcmp(node->id, name_or_id) == 0);
        if (named && node_touchable(node) && (value < 0 || node->value == value)) {
            return node;
        }
    }
    return NULL;
}

// Where a node stands in the walk: by region, then in the page's order.
static int walk_rank(const struct page *page, int index)
{
    static const int regions[] = {
        [REGION_BODY] = 0,       [REGION_TICKET] = 0,  [REGION_FOOT] = 1, [REGION_BAR_START] = 2,
        [REGION_BAR_MIDDLE] = 2, [REGION_BAR_END] = 2, [REGION_MARK] = 3,
    };
    return regions[page->nodes[index].region] * PAGE_MAX_NODES + index;
}

int page_step_focus(const struct page *page, int from, int step)
{
    int here = from < 0 ? -1 : walk_rank(page, from);
    int next = -1, wrapped = -1; // the nearest onward, and the farthest back to begin again at
    for (int i = 0; i < page->count; i++) {
        if (!node_touchable(&page->nodes[i])) {
            continue;
        }
        int ahead = step * (walk_rank(page, i) - here);
        bool onward = from >= 0 ? ahead > 0 : step > 0;
        if (onward && (next < 0 || ahead < step * (walk_rank(page, next) - here))) {
            next = i;
        }
        if (wrapped < 0 || ahead < step * (walk_rank(page, wrapped) - here)) {
            wrapped = i;
        }
    }
    return next >= 0 ? next : wrapped;
}
