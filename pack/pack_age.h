// How old a pack is by a clock that isn't trusted: it warns before it refuses, and a clock that is
// plainly wrong stops nobody.
#ifndef PACK_PACK_AGE_H
#define PACK_PACK_AGE_H

#include "pack.h"

enum {
    PACK_SOON_DAYS = 30,  // before `expires` the kiosk begins to warn staff
    PACK_GRACE_DAYS = 90, // after `expires` it begins to refuse (FORMAT.md says why so many)
};

enum pack_age {
    PACK_FRESH,
    PACK_SOON,        // staff: bring a new pack soon; people notice nothing
    PACK_EXPIRED,     // staff: bring a new pack now; people are served
    PACK_REFUSED,     // the kiosk takes nobody until it has a new pack
    PACK_CLOCK_WRONG, // today is before the pack was made, or no date: staff are told, people
                      // served
};

// `today`: YYYY-MM-DD by the machine's clock, in UTC.
enum pack_age pack_age(const struct pack *pack, const char *today);

// The same of two dates of a pack.
enum pack_age pack_age_of(const char *created, const char *expires, const char *today);

#endif
