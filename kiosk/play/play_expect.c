#include "play_inner.h"

#include <string.h>

// The small line at the bottom holds several sentences: one of them is enough.
bool play_on_page(const struct page *page, const char *words)
{
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        if (strcmp(node->name, words) == 0 || (node->id && strcmp(node->id, words) == 0) ||
            (node->region == REGION_MARK && strstr(node->name, words))) {
            return true;
        }
    }
    return false;
}

static bool was_said(const struct play *play, const char *key)
{
    for (int i = 0; i < play->said_count && i < SAID_MAX; i++) {
        if (strcmp(play->said[i], key) == 0) {
            return true;
        }
    }
    return false;
}

// Screen or words of a page before the app runs.
static bool expect_fault(struct play *play, const char *what, const char *name)
{
    const struct plain *plain = &play->fault->plain;
    bool met = strcmp(what, "screen") == 0
                   ? strcmp(name, play->fault->screen) == 0
                   : strcmp(name, plain->says.dutch) == 0 ||
                         strcmp(name, plain->says.english) == 0 || strcmp(name, plain->words) == 0;
    return met != (strcmp(what, "no") == 0) ||
           play_stop_at(play, "expected %s \"%s\", but this is screen \"%s\"", what, name,
                        play->fault->screen);
}

bool play_expect(struct play *play, const struct words *words)
{
    if (play->fault) {
        return expect_fault(play, words->word[1], words->word[2]);
    }
    const char *what = words->word[1], *name = words->word[2];
    const struct page *page = app_page(play->kiosk.app);
    bool met = strcmp(what, "screen") == 0   ? strcmp(page->screen, name) == 0
               : strcmp(what, "text") == 0   ? play_on_page(page, name)
               : strcmp(what, "no") == 0     ? !play_on_page(page, name)
               : strcmp(what, "said") == 0   ? was_said(play, name)
               : strcmp(what, "unsaid") == 0 ? !was_said(play, name)
                                             : false;
    return met || play_stop_at(play, "expected %s \"%s\", but this is screen \"%s\"", what, name,
                               page->screen);
}

bool play_unready(struct play *play, const struct words *words)
{
    (void)words;
    return play->fault || play_stop_at(play, "the kiosk is ready to serve");
}
