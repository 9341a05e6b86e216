// A kiosk put together: state folder, pack, spool, fonts, voice and the app that uses them. What is
// missing has a fault, and every fault has a screen (fault.h).
#ifndef KIOSK_KIOSK_H
#define KIOSK_KIOSK_H

#include "app.h"
#include "paint.h"
#include "state.h"

enum kiosk_fault {
    KIOSK_READY,
    KIOSK_NOT_SET_UP, // no key of a GGD was ever accepted
    KIOSK_NO_PACK,    // none, damaged, or not signed by our GGD
    KIOSK_NO_SPOOL,   // damaged, or held by another process
    KIOSK_NO_MEMORY,  // memory can't be locked: answers could reach the disk
    KIOSK_NO_FONTS,   // the pack's fonts can't be read
};

struct kiosk {
    struct state state;
    struct pack *pack;
    struct spool *spool;
    struct arena *arena;
    struct fonts *fonts;
    struct typesetter *typesetter;
    struct player *player;
    struct app *app;
    struct touch_map touch; // of the panel; the worker's calibration changes it
    const char *date;       // YYYY-MM-DD instead of the machine's, for scripts; kept by kiosk_open
    const char *outbox;     // where batches go; NULL: the state folder's
    struct state_error error; // why it isn't ready
};

// Opens everything, in a struct that was zeroed before its first use. `now_ms` is the reading of
// the clock that events and ticks will have. Whatever the result, kiosk_close cleans up.
enum kiosk_fault kiosk_open(struct kiosk *kiosk, const char *state_folder,
                            const struct audio_driver *driver, struct panel panel, uint64_t now_ms);
void kiosk_close(struct kiosk *kiosk);

// After state_inbox_take installed another pack: everything but the state and the spool is closed
// and opened anew, app and player included, so nobody may be answering and no pointer into the old
// ones may be kept (painter and window take them again). As kiosk_open on failure.
enum kiosk_fault kiosk_reload(struct kiosk *kiosk, const struct audio_driver *driver,
                              struct panel panel, uint64_t now_ms);

// Where the painter finds this kiosk's pictograms.
struct picture_source kiosk_pictures(struct kiosk *kiosk);

#endif
