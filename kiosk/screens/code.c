// The code to come back with: eight digits in two groups of four, three pictures, and the same for
// a phone to read. It is said digit by digit, stands here alone, and is wiped when the person says
// that it was kept.
#include "app.h"

#include "hash.h"
#include "isolate.h"
#include "qr.h"

#include <stdio.h>
#include <string.h>

enum { CODE_IDLE_S = 120 };

static void say_code(const struct app *app, struct page *page)
{
    const struct claim_code *code = &app->session->code;
    char key[PAGE_KEY_BYTES];
    for (int i = 0; i < CLAIM_CODE_DIGITS; i++) {
        snprintf(key, sizeof key, "ui.digit.%c", code->digits[i]);
        page_say(page, key);
    }
    for (int i = 0; i < CLAIM_CODE_PICTURES; i++) {
        snprintf(key, sizeof key, "ui.picture.%s", claim_code_picture(code->pictures[i]));
        page_say(page, key);
    }
}

static void build_ticket(struct app *app, struct page *page)
{
    const struct claim_code *code = &app->session->code;
    char words[64]; // left to right in every language, not to be broken between the groups
    snprintf(words, sizeof words, "%.4s %.4s", code->digits, code->digits + 4);
    page_row(page, 1);
    struct node *ticket = page_add(page, NODE_TICKET, REGION_BODY, NULL, NULL);
    ticket->writing = writing_find("en"); // digits as on a phone, and no line as high as Nastaliq's
    text_isolate(words, ISOLATE_LTR, ticket->name, sizeof ticket->name);
    ticket->style = STYLE_CODE;
    for (int i = 0; i < CLAIM_CODE_PICTURES; i++) {
        char name[PAGE_KEY_BYTES];
        snprintf(name, sizeof name, "ui.picture.%s", claim_code_picture(code->pictures[i]));
        struct node *picture =
            page_add(page, NODE_PICTURE, REGION_TICKET, NULL, app_text(app, name));
        snprintf(picture->pictogram, sizeof picture->pictogram, "%s", name);
    }
}

static void build_qr(struct app *app, struct page *page)
{
    char text[CLAIM_CODE_CHARS];
    claim_code_print(&app->session->code, text);
    page->qr_side = qr_encode(text, page->qr, PAGE_QR_SIDE);
    if (page->qr_side > 0) {
        page_add(page, NODE_QR, REGION_TICKET, "ui.code.qr", app_text(app, "ui.code.qr"));
    }
    memory_wipe(text, sizeof text);
}

static void build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_CALM);
    build_text(app, page, "ui.code");
    build_ticket(app, page);
    build_qr(app, page);
    say_code(app, page);
    struct node *kept = build_button(app, page, REGION_FOOT, "ui.code.kept", STYLE_PRIMARY);
    snprintf(kept->pictogram, sizeof kept->pictogram, "ui.next");
    page_say(page, "ui.code.kept");
}

static void act(struct app *app, const struct node *node)
{
    (void)node;
    app_go(app, &screen_kept);
}

const struct screen screen_code = {
    .name = "code", .build = build, .act = act, .idle_s = CODE_IDLE_S, .intimate = true};

// --- asked once before it goes -----------------------------------------------------------------

static void kept_build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_CALM | BAR_BACK);
    build_text(app, page, "ui.code.sure");
    build_pair(app, page, "ui.code.sure.yes", "ui.code.sure.no");
}

static void kept_back(struct app *app)
{
    app_go(app, &screen_code);
}

static void kept_act(struct app *app, const struct node *node)
{
    if (strcmp(node->id, "ui.code.sure.no") == 0) {
        kept_back(app);
        return;
    }
    app_forget_answers(app);
    app->first = app->fitting = 0;
    app_go(app, &screen_help);
}

const struct screen screen_kept = {
    .name = "kept", .build = kept_build, .act = kept_act, .back = kept_back, .idle_s = CODE_IDLE_S};
