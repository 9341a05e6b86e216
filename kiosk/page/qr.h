// A QR code (ISO/IEC 18004) by libqrencode.
#ifndef KIOSK_QR_H
#define KIOSK_QR_H

#include <stdint.h>

// Writes the modules of `text`, row by row, 1 for dark, without the quiet zone, with error
// correction M (15 %). Returns modules a side; 0 when it doesn't fit into room x room.
int qr_encode(const char *text, uint8_t *modules, int room);

#endif
