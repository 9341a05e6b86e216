#include "pack_boxes.h"

#include "layout.h"

#include <string.h>

// A panel of 10 inches, 135 mm x 216 mm (FORMAT.md, "Boxes"). Body heights are those of running
// text.
static const float width_mm = 111.0f, height_mm = 150.0f;
static const float smallest_mm = 6.2f, largest_mm = 9.0f;
static const float px_per_mm = 8.0f; // fine enough: glyphs aren't hinted

static struct layout *lay_out(const struct fonts *fonts, const char *language, const char *text,
                              float body_mm)
{
    const struct writing *writing = writing_find(language);
    return layout_create(&(struct layout_params){
        .fonts = fonts,
        .writing = writing,
        .text = text,
        .text_bytes = strlen(text),
        .em_px = fonts_em_for_body(fonts, writing, FONT_REGULAR, body_mm * px_per_mm),
        .max_width_px = width_mm * px_per_mm,
    });
}

bool boxes_measure(const struct fonts *fonts, const char *language, const char *text,
                   struct boxes_size *size)
{
    struct layout *small = lay_out(fonts, language, text, smallest_mm);
    struct layout *large = lay_out(fonts, language, text, largest_mm);
    bool good = small && large;
    if (good) {
        size->fits_smallest = !small->overfull && small->height_px <= height_mm * px_per_mm;
        size->word_fits_largest = !large->overfull;
    }
    layout_destroy(small);
    layout_destroy(large);
    return good;
}
