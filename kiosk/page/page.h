// A page: what one screen shows, says and offers, as a flat list of nodes in reading order. It is
// the accessible tree, what a keyboard walks, what a script touches by name, and what is painted. A
// screen builds it anew from the state whenever something changed; place.h gives every node its
// rectangle.
//
// A page can hold what a person answered (a shown answer, the code): it lives in locked memory.
#ifndef KIOSK_PAGE_H
#define KIOSK_PAGE_H

#include "layout.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    PAGE_MAX_NODES = 96,    // as many answers as a form may have, and the bars (screens/check.c)
    PAGE_NAME_BYTES = 1024, // what fits on a panel, at three bytes a letter
    PAGE_MAX_PROMPTS = 160, // each of them with its question
    PAGE_KEY_BYTES = 48,
    PAGE_QR_SIDE = 33, // modules of a QR code: version 4 holds the longest claim code
};

enum node_kind {
    NODE_TEXT,     // words to read
    NODE_PICTURE,  // a drawing beside them
    NODE_PROGRESS, // dots that lead to the envelope: value of total are filled
    NODE_WAITING,  // the open envelope: total sheets, 2 at most; the last has value steps left
    NODE_TICKET,   // the code to keep: digits on a slip, its pictures beside them
    NODE_QR,       // the same for a phone to read: page->qr
    NODE_TIMER,    // a shape that shrinks: value of total are left
    NODE_FIELD,    // what is being typed
    NODE_CONTROL,  // a pictogram in the bar: Back, Stop, Listen again ...
    NODE_BUTTON,   // a sheet with words: the way on
    NODE_ANSWER,   // a large sheet: Yes, No
    NODE_CARD,     // a language
    NODE_ITEM,     // one of many: a hidden answer
    NODE_ENTRY,    // a line of a list: a place of help, its phone number at the end
    NODE_KEY,      // of a keypad
    NODE_ENVELOPE, // closes under the finger: value of total of its flap
    NODE_REST,     // a large picture and nothing else
};

enum node_region {
    REGION_BAR_START,
    REGION_BAR_MIDDLE, // between the controls, or on a line of its own where there is no room
    REGION_BAR_END,
    REGION_BODY,
    REGION_TICKET, // pictures on the ticket, the QR code
    REGION_FOOT,
    REGION_PANEL, // at a place of its own: at_x, at_y (place_panel.c)
    REGION_MARK,  // a small line at the very bottom
};

enum node_style {
    STYLE_PLAIN,
    STYLE_PRIMARY, // the way on: filled with the accent
    STYLE_YES,     // rounded, its own tint
    STYLE_NO,      // square corners, its own tint
    STYLE_STRONG,  // bold words
    STYLE_CODE,    // digits to copy: bold, letter by letter
    STYLE_CAPTION, // small words
    STYLE_BAND,    // small words on a band across the screen: nobody can miss them
};

struct theme;

struct node {
    enum node_kind kind;
    enum node_region region;
    enum node_style style;
    const char *id; // message id: its name's, its prompt's, its action's. Static or the pack's
    int value;      // which of several of one id; of a progress: how many are done
    int total;      // of a progress; see also the kinds
    char name[PAGE_NAME_BYTES];     // accessible name; the words, where it has words
    char detail[128];               // words at the other end of an entry or below a card
    char pictogram[PAGE_KEY_BYTES]; // "" for none
    const struct writing *writing;
    int row;          // nodes of one row stand side by side
    float at_x, at_y; // in REGION_PANEL: 0 to 1, the first and the last place on the panel
    bool selected, focused, pressed, wordless;
    uint32_t lit_start, lit_end;  // bytes of the name that are being spoken; equal: none
    float x_px, y_px, w_px, h_px; // place_page
    float text_x_px, text_y_px, icon_x_px, icon_y_px, icon_px, detail_x_px, detail_y_px;
    const struct layout *layout, *detail_layout; // owned by the layout cache
};

struct page {
    const char *screen; // name of the screen, for scripts and pictures
    const struct writing *writing;
    int count, rows;
    int columns[PAGE_MAX_NODES]; // of each row: cells side by side, at most
    struct node nodes[PAGE_MAX_NODES];
    char prompts[PAGE_MAX_PROMPTS][PAGE_KEY_BYTES]; // what is said when the page comes
    int prompt_count;
    float body_mm; // the body height that fitted
    const struct theme *theme;
    bool dark;                               // the screen stays black: everything is heard only
    int qr_side;                             // modules; 0: none
    uint8_t qr[PAGE_QR_SIDE * PAGE_QR_SIDE]; // 1: dark
    bool overflow; // not even the smallest size fits: a fault of the translation
};

void page_begin(struct page *page, const char *screen, const struct writing *writing);

// Opens a row of the body: the nodes added next stand in `columns` cells.
void page_row(struct page *page, int columns);

// Adds a node; its `name` is copied and cut at a character's end. NULL words make an empty name.
struct node *page_add(struct page *page, enum node_kind kind, enum node_region region,
                      const char *id, const char *name);

// Has the prompt of message `key` said when the page comes.
void page_say(struct page *page, const char *key);

bool node_touchable(const struct node *node);

// The touchable node at a point, NULL if none.
struct node *page_hit(struct page *page, float x_px, float y_px);

// The touchable node with this accessible name or id, value counted where `value` >= 0. NULL if
// none.
struct node *page_find(struct page *page, const char *name_or_id, int value);

// The touchable node after (step 1) or before (-1) index `from` (-1: none yet), wrapping round; -1
// if the page has none. The body comes first, then the foot, then the bar: whoever walks with one
// key meets the answers before Back and Stop.
int page_step_focus(const struct page *page, int from, int step);

#endif
