// What the parts of placing share: one attempt at a text size and a picture size. place.c tries,
// the frame (bar, foot, mark), the targets and the body measure and place. Start is the left here;
// place.c mirrors.
#ifndef KIOSK_PLACING_H
#define KIOSK_PLACING_H

#include "place.h"

struct placing {
    struct page *page;
    const struct panel *panel;
    struct typesetter *typesetter;
    float body_mm;    // of running text, this attempt
    float picture_mm; // 0: without
    bool beside;      // picture beside the words, not above
    bool close;       // a line's own leading stands for the gap above and below words
    bool tight;       // smaller words on targets, the way on no higher than a control, small gaps
    int columns_most; // targets side by side: fewer where a word is too long for their width
    float left_px, width_px; // of the column
    float body_top_px, body_bottom_px;
};

// Millimetres as whole pixels of the panel.
float placing_px(const struct placing *placing, float mm);
float placing_gap_px(const struct placing *placing); // between two targets
bool placing_landscape(const struct placing *placing);

// The body height of a node's words at this attempt's text size.
float placing_body_mm(const struct placing *placing, const struct node *node);

// Lays words out in a node's writing and style. width_px 0: one line.
const struct layout *placing_words(const struct placing *placing, const struct node *node,
                                   const char *words, float body_mm, float width_px,
                                   enum text_align align);

// 0 for NULL.
float layout_height_px(const struct layout *layout);
float layout_width_px(const struct layout *layout);

// place_target.c: the words and the pictogram inside something that can be touched, and the ticket.
// Measuring lays out for a width and returns the height that is needed; then the box is the
// caller's.
float target_measure(struct placing *placing, struct node *node, float width_px);
void target_centre(struct placing *placing, struct node *node);
float ticket_measure(struct placing *placing, struct node *node);
void ticket_place(struct placing *placing, struct node *node);
float drawing_height_mm(const struct placing *placing, const struct node *node);
void drawing_place(struct placing *placing, struct node *node);
float field_measure(struct placing *placing, struct node *node);
void field_place(struct placing *placing, struct node *node);

// place_frame.c: what stands above and below the body. The bar sets body_top_px, the foot
// body_bottom_px.
void frame_place_bar(struct placing *placing);
void frame_place_foot(struct placing *placing);
void frame_place_mark(struct placing *placing);

// The dots and the envelope that found no room in the bar go below it, if the body leaves so much
// free. Returns the height that they take of it, 0 for none: nothing gives way for them.
float frame_place_thread(struct placing *placing, float free_px);

// place_panel.c: what stands at a place of its own, whatever else is on the page.
void panel_place(struct placing *placing);

// place_body.c: words, pictures and targets between them. False when they don't fit.
bool body_place(struct placing *placing);
int body_count_pictures(const struct page *page);

// An answer or another sheet with words to touch, in the body.
bool body_is_sheet(const struct node *node);

// A row of more than three answers.
bool body_has_wide_row(const struct page *page);

#endif
