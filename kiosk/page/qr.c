#include "qr.h"

#include "hash.h"

#include <qrencode.h>
#include <string.h>

int qr_encode(const char *text, uint8_t *modules, int room)
{
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    int side = code && code->width <= room ? code->width : 0;
    for (int i = 0; i < side * side; i++) {
        modules[i] = code->data[i] & 1;
    }
    if (code) {
        memory_wipe(code->data, (size_t)code->width * (size_t)code->width);
        QRcode_free(code);
    }
    return side;
}
