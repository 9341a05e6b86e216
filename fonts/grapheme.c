#include "grapheme.h"

#include <utf8proc.h>

void grapheme_find(const uint32_t *text, size_t count, bool *starts)
{
    utf8proc_int32_t state = 0;
    for (size_t i = 0; i < count; i++) {
        starts[i] = i == 0 || utf8proc_grapheme_break_stateful((utf8proc_int32_t)text[i - 1],
                                                               (utf8proc_int32_t)text[i], &state);
    }
}
