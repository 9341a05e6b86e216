// Lays out every screen in every language, text size and panel through the real app, prints what
// came out, and fails where a floor of the measures is broken: targets of 12.7 mm, gaps of 2.54 mm,
// questions of 6.1 mm body height, no overflow, nothing outside the panel, no two targets or words
// on one another, every glyph's ink inside its node.
#include "atlas.h"
#include "check.h"
#include "person.h"
#include "theme.h"

#include <math.h>
#include <string.h>

static const float target_floor_mm = 12.7f, gap_floor_mm = 2.54f, body_floor_mm = 6.1f;

static const struct {
    const char *name;
    int w_px, h_px;
    float w_mm, h_mm;
} panels[] = {
    {"10 inch", 1280, 800, 216, 135},
    {"15 inch", 1920, 1080, 344, 194},
    {"upright", 800, 1280, 135, 216},
};
enum { PANELS = sizeof panels / sizeof panels[0] };

struct box {
    float left, top, right, bottom;
};

// The worst of one language, panel and text size.
struct worst {
    float target_mm, gap_mm, body_mm;
    char target[64], gap[64], body[64];
    int screens, overflows, broken;
};

struct ruler {
    struct person person;
    struct atlas *atlas;
    const char *language, *panel;
    int step;
    struct worst worst;
};

// --- one page ----------------------------------------------------------------------------------

static void complain(struct ruler *ruler, const struct page *page, const char *what,
                     const char *about)
{
    ruler->worst.broken++;
    CHECK(false, "%s, %s, size %d, %s: %s \"%s\"", ruler->panel, ruler->language, ruler->step,
          page->screen, what, about);
}

static const char *called(const struct node *node)
{
    return node->id ? node->id : node->pictogram[0] ? node->pictogram : node->name;
}

static struct box box_of(const struct node *node)
{
    return (struct box){node->x_px, node->y_px, node->x_px + node->w_px, node->y_px + node->h_px};
}

static bool inside(struct box inner, struct box outer, float slack_px)
{
    return inner.left >= outer.left - slack_px && inner.right <= outer.right + slack_px &&
           inner.top >= outer.top - slack_px && inner.bottom <= outer.bottom + slack_px;
}

// How far apart; below 0: they overlap.
static float distance(struct box a, struct box b)
{
    float dx = fmaxf(a.left - b.right, b.left - a.right);
    float dy = fmaxf(a.top - b.bottom, b.top - a.bottom);
    if (dx > 0 && dy > 0) {
        return hypotf(dx, dy);
    }
    return fmaxf(dx, dy);
}

// Where the ink of these words is, glyph by glyph, as the painter draws it.
static struct box ink_of(struct ruler *ruler, const struct layout *layout, float x_px, float y_px)
{
    struct box ink = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < layout->glyph_count; i++) {
        const struct layout_glyph *glyph = &layout->glyphs[i];
        float x = x_px + glyph->x_px, y = y_px + glyph->y_px;
        struct atlas_glyph drawn;
        if (!atlas_find(ruler->atlas, glyph->face, glyph->glyph, layout->em_px, x, y, &drawn)) {
            atlas_clear(ruler->atlas);
            atlas_find(ruler->atlas, glyph->face, glyph->glyph, layout->em_px, x, y, &drawn);
        }
        if (drawn.w > 0) {
            float left = floorf(x) + drawn.left, top = floorf(y) + drawn.top;
            ink.left = fminf(ink.left, left);
            ink.top = fminf(ink.top, top);
            ink.right = fmaxf(ink.right, left + drawn.w);
            ink.bottom = fmaxf(ink.bottom, top + drawn.h);
        }
    }
    return ink;
}

static void measure_words(struct ruler *ruler, const struct page *page, const struct node *node)
{
    const struct panel *panel = &ruler->person.kiosk.app->panel;
    const struct box whole = {0, 0, (float)panel->w_px, (float)panel->h_px};
    // Words on the paper have no frame: the tail of a j may hang over their first edge.
    float slack_px = node->kind == NODE_TEXT ? panel->px_per_mm : 0;
    const struct {
        const struct layout *layout;
        float x, y;
    } words[] = {{node->layout, node->text_x_px, node->text_y_px},
                 {node->detail_layout, node->detail_x_px, node->detail_y_px}};
    for (int i = 0; i < 2; i++) {
        if (!words[i].layout) {
            continue;
        }
        struct box ink = ink_of(ruler, words[i].layout, words[i].x, words[i].y);
        if (words[i].layout->missing) {
            complain(ruler, page, "a character has no glyph in", called(node));
        }
        if (ink.left > ink.right) {
            complain(ruler, page, "no ink at all in", called(node));
        } else if (!inside(ink, whole, 0)) {
            complain(ruler, page, "ink outside the panel of", called(node));
        } else if (!inside(ink, box_of(node), slack_px)) {
            complain(ruler, page, "ink outside its node of", called(node));
        }
    }
}

static void measure_target(struct ruler *ruler, const struct page *page, const struct node *node)
{
    const struct panel *panel = &ruler->person.kiosk.app->panel;
    float least_mm = fminf(node->w_px, node->h_px) / panel->px_per_mm;
    if (least_mm < ruler->worst.target_mm) {
        ruler->worst.target_mm = least_mm;
        snprintf(ruler->worst.target, sizeof ruler->worst.target, "%s %s", page->screen,
                 called(node));
    }
    if (least_mm < target_floor_mm) {
        complain(ruler, page, "too small to touch:", called(node));
    }
    struct box icon = {node->icon_x_px, node->icon_y_px, node->icon_x_px + node->icon_px,
                       node->icon_y_px + node->icon_px};
    if (node->pictogram[0] && !inside(icon, box_of(node), 0)) {
        complain(ruler, page, "pictogram outside its target:", called(node));
    }
}

// A picture that gave way to the words has no size.
static bool visible(const struct node *node)
{
    return node->w_px > 0 && node->h_px > 0;
}

static void measure_pair(struct ruler *ruler, const struct page *page, const struct node *one,
                         const struct node *other)
{
    float apart = distance(box_of(one), box_of(other));
    if (one->region == REGION_TICKET || other->region == REGION_TICKET || !visible(one) ||
        !visible(other)) {
        return; // pictures lie on their ticket
    }
    if (apart < 0) {
        char both[128];
        snprintf(both, sizeof both, "%.60s / %.60s", called(one), called(other));
        complain(ruler, page, "on one another:", both);
    }
    if (!node_touchable(one) || !node_touchable(other)) {
        return;
    }
    float apart_mm = apart / ruler->person.kiosk.app->panel.px_per_mm;
    if (apart_mm < ruler->worst.gap_mm) {
        ruler->worst.gap_mm = apart_mm;
        snprintf(ruler->worst.gap, sizeof ruler->worst.gap, "%s %s", page->screen, called(one));
    }
    if (apart_mm < gap_floor_mm) {
        complain(ruler, page, "too close to its neighbour:", called(one));
    }
}

static void measure_page(struct ruler *ruler)
{
    const struct page *page = person_page(&ruler->person);
    const struct panel *panel = &ruler->person.kiosk.app->panel;
    const struct box whole = {0, 0, (float)panel->w_px, (float)panel->h_px};
    ruler->worst.screens++;
    if (page->overflow) {
        ruler->worst.overflows++;
        complain(ruler, page, "words don't fit on", page->screen);
    }
    if (page->body_mm < ruler->worst.body_mm) {
        ruler->worst.body_mm = page->body_mm;
        snprintf(ruler->worst.body, sizeof ruler->worst.body, "%s", page->screen);
    }
    if (page->body_mm < body_floor_mm) {
        complain(ruler, page, "words too small on", page->screen);
    }
    for (int i = 0; i < page->count; i++) {
        const struct node *node = &page->nodes[i];
        if (!inside(box_of(node), whole, 0)) {
            complain(ruler, page, "outside the panel:", called(node));
        }
        measure_words(ruler, page, node);
        if (node_touchable(node)) {
            measure_target(ruler, page, node);
        }
        for (int k = 0; k < i; k++) {
            measure_pair(ruler, page, node, &page->nodes[k]);
        }
    }
}

// --- every screen ------------------------------------------------------------------------------

static void measure_after(struct ruler *ruler, const char *touch, int value)
{
    if (!person_touch(&ruler->person, touch, value)) {
        complain(ruler, person_page(&ruler->person), "nothing is called", touch);
        return;
    }
    measure_page(ruler);
}

// The n-th question as it is read, explained, answered, asked again and shown again.
static void measure_question(struct ruler *ruler)
{
    measure_page(ruler);
    measure_after(ruler, "ui.explain", -1);
    measure_after(ruler, "answer.N", -1);
    person_wait(&ruler->person, THEME_CHANGE_OF_MIND_MS);
    measure_after(ruler, "ui.back", -1);
    measure_after(ruler, "ui.show-answer", -1);
    measure_after(ruler, "ui.explain", -1);
    person_touch(&ruler->person, "ui.next", -1);
}

static void measure_help(struct ruler *ruler)
{
    struct person *person = &ruler->person;
    size_t count = pack_entry_count(person->kiosk.pack);
    for (size_t i = 0; i < count; i++) {
        while (!person_see(person, pack_entry(person->kiosk.pack, i)->name, -1)) {
            measure_after(ruler, "ui.next", -1);
        }
        measure_after(ruler, pack_entry(person->kiosk.pack, i)->name, -1);
        measure_after(ruler, "ui.back", -1);
    }
}

// What an ordinary person doesn't meet.
static void measure_rare(struct ruler *ruler)
{
    static const struct screen *const rare[] = {&screen_stop, &screen_idle, &screen_unsealed,
                                                &screen_voiceless};
    for (size_t i = 0; i < sizeof rare / sizeof rare[0]; i++) {
        app_go(ruler->person.kiosk.app, rare[i]);
        measure_page(ruler);
    }
}

static void measure_staff(struct ruler *ruler)
{
    struct app *app = ruler->person.kiosk.app;
    static const char *const notes[] = {"work.export.done", "work.export.failed"};
    person_key(&ruler->person, APP_WORKER);
    measure_page(ruler);
    for (int i = 0; i < 2; i++) {
        snprintf(app->work_name, sizeof app->work_name, "envelop-0123456789ABCDEF-99999.tar.age");
        snprintf(app->work_reason, sizeof app->work_reason,
                 "/media/stick/envelop-0123456789ABCDEF-1.tar.age: No space left on device");
        app->work_note = notes[i];
        app_refresh(app, false);
        measure_page(ruler);
    }
    app_wipe(app);
    app_go(app, &screen_full);
    measure_page(ruler);
    app_wipe(app);
}

static void set_text_size(struct ruler *ruler)
{
    for (int i = 0; i < THEME_TEXT_STEPS && ruler->person.kiosk.app->ways.text_step != ruler->step;
         i++) {
        person_touch(&ruler->person, "ui.text-size", -1);
    }
    CHECK(ruler->person.kiosk.app->ways.text_step == ruler->step, "text size %d", ruler->step);
}

static void walk(struct ruler *ruler)
{
    struct person *person = &ruler->person;
    measure_page(ruler);
    person_choose(person, ruler->language);
    set_text_size(ruler);
    while (strcmp(person_screen(person), "goodbye") != 0) {
        const char *screen = person_screen(person);
        if (strcmp(screen, "question") == 0) {
            measure_question(ruler);
        } else {
            measure_page(ruler);
            if (strcmp(screen, "help") == 0) {
                measure_help(ruler);
            }
            if (!person_step(person)) {
                complain(ruler, person_page(person), "no way on from", screen);
                break;
            }
        }
    }
    measure_page(ruler);
    measure_rare(ruler);
    app_wipe(person->kiosk.app);
    measure_staff(ruler);
}

static void print_worst(const struct ruler *ruler)
{
    const struct worst *worst = &ruler->worst;
    printf("%-8s %-4s %d %8d %6.1f %5.2f %6.1f %9d %7d  %s; %s; %s\n", ruler->panel,
           ruler->language, ruler->step, worst->screens, (double)worst->target_mm,
           (double)worst->gap_mm, (double)worst->body_mm, worst->overflows, worst->broken,
           worst->target, worst->gap, worst->body);
}

static void measure_language(struct ruler *ruler, const char *language)
{
    ruler->language = language;
    for (int panel = 0; panel < PANELS; panel++) {
        ruler->panel = panels[panel].name;
        app_resize(ruler->person.kiosk.app, panel_measure(panels[panel].w_px, panels[panel].h_px,
                                                          panels[panel].w_mm, panels[panel].h_mm));
        for (ruler->step = 0; ruler->step < THEME_TEXT_STEPS; ruler->step++) {
            ruler->worst = (struct worst){.target_mm = 1000, .gap_mm = 1000, .body_mm = 1000};
            walk(ruler);
            print_worst(ruler);
            CHECK(ruler->worst.screens > 60, "only %d screens", ruler->worst.screens);
        }
    }
}

int main(int argc, char **argv)
{
    static struct ruler ruler;
    if (argc != 2) {
        fputs("usage: measure STATE\n", stderr);
        return 2;
    }
    person_sit(&ruler.person, argv[1], &audio_driver_missing, panel_measure(1280, 800, 216, 135));
    ruler.atlas = atlas_create(ruler.person.kiosk.fonts, 2048);
    printf("panel    lang s screens target   gap   body overflows broken  smallest; closest; least "
           "body\n");
    for (size_t i = 0; ruler.atlas && i < pack_language_count(ruler.person.kiosk.pack); i++) {
        measure_language(&ruler, pack_language(ruler.person.kiosk.pack, i)->code);
    }
    atlas_destroy(ruler.atlas);
    person_leave(&ruler.person);
    return check_done();
}
