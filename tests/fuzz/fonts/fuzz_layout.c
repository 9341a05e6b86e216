// Three bytes choose language, width and alignment; the rest is the text.
#include "layout.h"
#include "noto.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const languages[] = {"en", "ar", "ur", "ti"};
    static struct noto noto;
    if (!noto.fonts) {
        noto = noto_open();
    }
    if (size < 3) {
        return 0;
    }
    struct layout *layout = layout_create(&(struct layout_params){
        .fonts = noto.fonts,
        .writing = writing_find(languages[data[0] % 4]),
        .text = (const char *)data + 3,
        .text_bytes = size - 3,
        .em_px = 20,
        .max_width_px = data[1],
        .align = data[2] % 3,
    });
    if (layout) {
        struct layout_rect rects[8];
        assert(layout->lines[layout->line_count - 1].text_end == size - 3);
        assert(layout_rects(layout, 0, (uint32_t)size, rects, 8) <= 8);
        assert(layout_hit(layout, data[1], data[2]) <= size - 3);
    }
    layout_destroy(layout);
    return 0;
}
