// The code to come back with: eight digits in two groups of four and three pictures. It is said digit by
// digit, stands here alone, and is wiped when the person goes on.
#include "app.h"

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

static void build(struct app *app, struct page *page)
{
    const struct claim_code *code = &app->session->code;
    build_bar(app, page, BAR_SOUND | BAR_SIZE);
    for (int i = 0; i < CLAIM_CODE_PICTURES; i++) {
        char name[PAGE_KEY_BYTES];
        snprintf(name, sizeof name, "ui.picture.%s", claim_code_picture(code->pictures[i]));
        struct node *picture = build_picture(page, name);
        snprintf(picture->name, sizeof picture->name, "%s", app_text(app, name));
    }
    build_text(app, page, "ui.code");
    char digits[32]; // left-to-right isolate, no-break space between the groups
    snprintf(digits, sizeof digits, "\u2066%.4s\u00a0%.4s\u2069", code->digits, code->digits + 4);
    struct node *shown = page_add(page, NODE_TEXT, REGION_BODY, NULL, digits);
    shown->style = STYLE_CODE;
    say_code(app, page);
    struct node *kept = build_button(app, page, REGION_FOOT, "ui.code.kept", STYLE_PRIMARY);
    snprintf(kept->pictogram, sizeof kept->pictogram, "ui.next");
    page_say(page, "ui.code.kept");
    build_draft_mark(app, page);
}

static void act(struct app *app, const struct node *node)
{
    (void)node;
    session_wipe(app->session);
    typesetter_wipe(app->parts.typesetter);
    app->wiped = true;
    app_go(app, &screen_help);
}

const struct screen screen_code = {.name = "code", .build = build, .act = act, .idle_s = 120};
