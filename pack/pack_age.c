#include "pack_age.h"

#include "pack_manifest.h"

#include <stdlib.h>

// Days since 1 March of the year 0, proleptic Gregorian calendar: February's end is then a year's
// end, and the months before it have 153 days in every five.
static long day_number(const char *date)
{
    long year = strtol(date, NULL, 10), month = strtol(date + 5, NULL, 10),
         day = strtol(date + 8, NULL, 10);
    long shifted = (month + 9) % 12;
    year -= month <= 2;
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * shifted + 2) / 5 + day - 1;
}

enum pack_age pack_age_of(const char *created, const char *expires, const char *today)
{
    if (!pack_date_valid(today) || day_number(today) < day_number(created)) {
        return PACK_CLOCK_WRONG;
    }
    long left = day_number(expires) - day_number(today);
    if (left > PACK_SOON_DAYS) {
        return PACK_FRESH;
    }
    if (left >= 0) {
        return PACK_SOON;
    }
    return left >= -PACK_GRACE_DAYS ? PACK_EXPIRED : PACK_REFUSED;
}

enum pack_age pack_age(const struct pack *pack, const char *today)
{
    return pack_age_of(pack_created(pack), pack_expires(pack), today);
}
