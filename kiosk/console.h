// Sleeping on a bare console. Where SDL's video driver can't wait for events (KMS/DRM, and the two
// that show nothing), SDL_WaitEvent looks a thousand times a second instead (SDL 2.26,
// SDL_WaitEventTimeout_Device): a kiosk would never rest. This sleeps in the kernel until one of
// the input devices that SDL has open, or udev, has something for SDL to read; it reads nothing
// itself.
#ifndef KIOSK_CONSOLE_H
#define KIOSK_CONSOLE_H

#include <stdbool.h>

struct console;

// Whether SDL's video driver of this name (SDL_GetCurrentVideoDriver) can't wait.
bool console_is_bare(const char *driver);

// From here on, signals that SDL asked for (SIGINT, SIGTERM) and SIGHUP come only while
// console_wait sleeps: none is lost between looking and sleeping. Call it after SDL_Init. NULL: it
// can't, and nothing has changed. The caller ends it with console_close, which takes NULL.
struct console *console_open(void);
void console_close(struct console *console);

// Sleeps until a device has something, `timeout_ms` is over (-1: never), a signal came, or
// console_wake was called. Then let SDL pump its events; there may be none.
void console_wait(struct console *console, int timeout_ms);

// Ends console_wait, or the next one. From any thread; NULL does nothing.
void console_wake(struct console *console);

#endif
