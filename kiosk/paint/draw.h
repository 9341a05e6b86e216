// A node of a placed page, painted in the painter's theme.
#ifndef KIOSK_DRAW_H
#define KIOSK_DRAW_H

#include "paint_inner.h"

enum { LIT_MAX = 8 }; // boxes of the word that is being spoken: one is seldom broken

// `page`: the node's own; its QR code is kept beside its nodes.
void draw_node(struct painter *painter, const struct page *page, const struct node *node);

// The envelope and its sheet, as far closed as the node's value / total says.
void draw_envelope(struct painter *painter, const struct node *node);

// Every glyph of the layout with (x, y) as its origin. NULL paints nothing.
void draw_words(struct painter *painter, const struct layout *layout, float x, float y,
                struct colour colour);

// What tells the word that is being spoken, where there is one; to be painted before the words.
void draw_lit(struct painter *painter, const struct node *node);

// Where draw_lit paints. Returns how many boxes.
size_t lit_boxes(const struct painter *painter, const struct node *node,
                 SDL_FRect boxes[static LIT_MAX]);

#endif
