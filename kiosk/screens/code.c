// The code to come back with: eight digits in two groups of four and three pictures. It is said
// digit by digit, stands here alone, and is wiped when the person goes on.
#include "app.h"

#include "isolate.h"

#include <stdio.h>

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

static void build(struct app *app, struct page *page)
{
    build_bar(app, page, BAR_SOUND | BAR_SIZE);
    build_text(app, page, "ui.code");
    build_ticket(app, page);
    say_code(app, page);
    struct node *kept = build_button(app, page, REGION_FOOT, "ui.code.kept", STYLE_PRIMARY);
    snprintf(kept->pictogram, sizeof kept->pictogram, "ui.next");
    page_say(page, "ui.code.kept");
}

static void act(struct app *app, const struct node *node)
{
    (void)node;
    session_wipe(app->session);
    typesetter_wipe(app->parts.typesetter);
    app->wiped = true;
    app->step = 0;
    app_go(app, &screen_help);
}

const struct screen screen_code = {.name = "code", .build = build, .act = act, .idle_s = 120};
