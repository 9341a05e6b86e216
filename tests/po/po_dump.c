// What our reader says of a PO file: msgctxt, msgid and msgstr of each entry, each with a NUL
// behind it; or the reason why it is refused. usage: po_dump FILE; exit 0 read, 1 refused, 2 no
// such file.
#include "po.h"

#include <stdio.h>
#include <string.h>

static char bytes[(1 << 20) + 2];

int main(int argc, char **argv)
{
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (!file) {
        fprintf(stderr, "usage: po_dump FILE\n");
        return 2;
    }
    size_t size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    struct po_error error;
    struct po *po = po_parse(bytes, size, &error);
    if (!po) {
        printf("%s\n", error.reason);
        return 1;
    }
    for (size_t i = 0; i < po_count(po); i++) {
        const struct po_message *message = po_at(po, i);
        const char *const strings[] = {message->context, message->source, message->text};
        for (int s = 0; s < 3; s++) {
            fwrite(strings[s], 1, strlen(strings[s]) + 1, stdout);
        }
    }
    po_destroy(po);
    return 0;
}
