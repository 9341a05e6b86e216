// The age of a pack at the borders of each row, over month's and leap year's ends. The distances
// are counted by hand, not by the code under test.
#include "pack_age.h"

#include "check.h"

static const struct {
    const char *created, *expires, *today;
    enum pack_age age;
} rows[] = {
    {"2026-11-22", "2027-05-21", "2026-11-22", PACK_FRESH}, // the first day
    {"2026-11-22", "2027-05-21", "2027-04-20", PACK_FRESH}, // 31 days left
    {"2026-11-22", "2027-05-21", "2027-04-21", PACK_SOON},  // 30
    {"2026-11-22", "2027-05-21", "2027-05-21", PACK_SOON},  // the last day counts
    {"2026-11-22", "2027-05-21", "2027-05-22", PACK_EXPIRED},
    {"2026-11-22", "2027-05-21", "2027-08-19", PACK_EXPIRED}, // 10 + 30 + 31 + 19 = 90 days after
    {"2026-11-22", "2027-05-21", "2027-08-20", PACK_REFUSED},
    {"2026-11-22", "2027-05-21", "2099-12-31", PACK_REFUSED},
    {"2026-11-22", "2027-05-21", "2026-11-21", PACK_CLOCK_WRONG}, // the day before it was made
    {"2026-11-22", "2027-05-21", "1970-01-01", PACK_CLOCK_WRONG}, // a flat battery
    {"2026-11-22", "2027-05-21", "2000-01-01", PACK_CLOCK_WRONG},
    {"2026-11-22", "2027-05-21", "", PACK_CLOCK_WRONG}, // no date at all
    {"2026-11-22", "2027-05-21", "2027-13-01", PACK_CLOCK_WRONG},
    {"2026-11-22", "2027-05-21", "27-05-2021", PACK_CLOCK_WRONG},
    {"2027-12-01", "2028-03-15", "2028-02-13", PACK_FRESH}, // leap year: 31 days left
    {"2027-12-01", "2028-03-15", "2028-02-14", PACK_SOON},
    {"2026-12-01", "2027-03-15", "2027-02-12", PACK_FRESH}, // ordinary year: 31 days left
    {"2026-12-01", "2027-03-15", "2027-02-13", PACK_SOON},
    {"2028-01-01", "2028-02-29", "2028-02-29", PACK_SOON},
    {"2028-01-01", "2028-02-29", "2028-03-01", PACK_EXPIRED},
    {"2026-06-30", "2026-12-31", "2027-01-01", PACK_EXPIRED},
    {"2026-06-30", "2026-12-31", "2027-03-31", PACK_EXPIRED}, // 31 + 28 + 31 = 90
    {"2026-06-30", "2026-12-31", "2027-04-01", PACK_REFUSED},
    {"2099-01-01", "2100-02-28", "2100-03-01", PACK_EXPIRED}, // 2100 is no leap year
    {"2099-01-01", "2099-12-01", "2100-03-01", PACK_EXPIRED}, // 30 + 31 + 28 + 1 = 90
    {"2099-01-01", "2099-12-01", "2100-03-02", PACK_REFUSED},
    {"2026-11-22", "2026-11-23", "2026-11-22", PACK_SOON}, // valid for a day
};

int main(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum pack_age age = pack_age_of(rows[i].created, rows[i].expires, rows[i].today);
        CHECK(age == rows[i].age, "%s .. %s on \"%s\": %d", rows[i].created, rows[i].expires,
              rows[i].today, (int)age);
    }
    return check_done();
}
