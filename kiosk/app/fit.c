#include "fit.h"

#include <string.h>

enum { LINES_LEAST = 2 }; // of a list, for the sake of larger words

static struct panel panel_in_use(const struct app *app)
{
    struct panel panel = app->panel;
    panel.top_px = app->ways.lower ? (float)(panel.h_px / 2) : 0;
    return panel;
}

bool app_is_upright(const struct app *app)
{
    struct panel panel = panel_in_use(app);
    return (float)panel.h_px - panel.top_px > (float)panel.w_px;
}

static const struct writing *page_writing(const struct app *app)
{
    const char *worker = pack_policy(app->parts.pack)->default_language;
    return writing_find(app->screen->staff ? worker : app_language_code(app));
}

// Where it doesn't fit, first the screen shows less, then the mark says less.
static bool lighten(struct app *app, enum mark *mark)
{
    if (app->screen->lighten && app->screen->lighten(app)) {
        return true;
    }
    if (*mark == MARK_TRY_OUT) {
        return false;
    }
    (*mark)++;
    return true;
}

static void place(struct app *app, enum mark mark)
{
    struct panel panel = panel_in_use(app);
    page_begin(app->page, app->screen->name, page_writing(app));
    app->page->theme = themes[app->ways.theme];
    app->page->dark = app->ways.dark;
    app->screen->build(app, app->page);
    build_mark(app, app->page, mark);
    place_page(app->page, &panel, app->parts.typesetter, app->ways.text_step);
}

static float try_lines(struct app *app, enum mark mark, int first, int lines)
{
    app->first = first; // a screen may move on to what was touched
    app->fitting = lines;
    place(app, mark);
    return app->page->overflow ? 0 : app->page->body_mm;
}

// Two; on the page where the size is chosen as many as keep it under the finger.
static int least_lines(const struct page *page)
{
    int lines = 0;
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        lines += node->region == REGION_BODY && node_touchable(node);
        if (node->id && strcmp(node->id, "ui.text-size") == 0 && lines > LINES_LEAST) {
            return lines;
        }
    }
    return LINES_LEAST;
}

// Of all numbers of lines from `least` up to fewer than `most` the highest at which words are as
// large as they are at `least`. False where that isn't larger than `now_mm`.
static bool enlarge_from(struct app *app, enum mark mark, int first, int least, int most,
                         float now_mm)
{
    float best = least < most ? try_lines(app, mark, first, least) : 0;
    if (best <= now_mm) {
        return false;
    }
    while (least + 1 < most) {
        int middle = (least + most) / 2;
        bool large = try_lines(app, mark, first, middle) >= best;
        least = large ? middle : least;
        most = large ? most : middle;
    }
    try_lines(app, mark, first, least);
    return true;
}

// Whoever asked for larger words gets them before a whole list. Where the choice of size can't stay
// where it is, a page begins with it.
static void enlarge(struct app *app, enum mark mark)
{
    int first = app->first, most = app->fitting, least = least_lines(app->page);
    float now_mm = app->page->body_mm;
    if (most <= LINES_LEAST || enlarge_from(app, mark, first, least, most, now_mm)) {
        return;
    }
    if (least == LINES_LEAST ||
        !enlarge_from(app, mark, first + least - 1, LINES_LEAST, most, now_mm)) {
        try_lines(app, mark, first, most);
    }
}

// A list in larger words than the default, in smaller ones than asked for; once for each of its
// pages.
static bool wants_larger(const struct app *app, int fitting)
{
    int step = app->ways.text_step;
    bool seen = fitting > 0 && app->enlarged[0] == app->first && app->enlarged[1] == fitting;
    return app->screen->lighten == list_lighten && step > THEME_TEXT_DEFAULT && !seen &&
           !app->page->overflow && app->page->body_mm < theme_body_mm[step];
}

void fit_page(struct app *app)
{
    enum mark mark = MARK_WHOLE;
    int fitting = app->fitting;
    typesetter_rest(app->parts.typesetter);
    do {
        place(app, mark);
    } while (app->page->overflow && lighten(app, &mark));
    if (wants_larger(app, fitting)) {
        enlarge(app, mark);
        app->enlarged[0] = app->first;
        app->enlarged[1] = app->fitting;
    }
}
