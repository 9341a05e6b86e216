#include "placing.h"

#include "theme.h"

#include <math.h>

float placing_px(const struct placing *placing, float mm)
{
    return roundf(mm * placing->panel->px_per_mm);
}

float placing_gap_px(const struct placing *placing)
{
    return placing_px(placing, placing->tight ? THEME_GAP_MIN_MM : THEME_GAP_MM);
}

bool placing_landscape(const struct placing *placing)
{
    return placing->panel->w_px > placing->panel->h_px;
}

float placing_body_mm(const struct placing *placing, const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        return node->style == STYLE_CAPTION ? THEME_CAPTION_MM : placing->body_mm;
    case NODE_ANSWER:
    case NODE_CARD:
    case NODE_KEY:
        return placing->body_mm;
    case NODE_ENTRY:
        return placing->body_mm * THEME_ENTRY_RATIO;
    default:
        return placing->body_mm * (placing->tight ? THEME_ENTRY_RATIO : THEME_LABEL_RATIO);
    }
}

const struct layout *placing_words(const struct placing *placing, const struct node *node,
                                   const char *words, float body_mm, float width_px,
                                   enum text_align align)
{
    bool bold = node->style == STYLE_STRONG || node->style == STYLE_CODE;
    struct typeset wanted = {
        .writing = node->writing,
        .text = words,
        .body_px = body_mm * placing->panel->px_per_mm,
        .width_px = width_px,
        .weight = bold ? FONT_BOLD : FONT_REGULAR,
        .align = align,
    };
    return typesetter_set(placing->typesetter, &wanted);
}

float layout_height_px(const struct layout *layout)
{
    return layout ? layout->height_px : 0;
}

float layout_width_px(const struct layout *layout)
{
    return layout ? layout->width_px : 0;
}
