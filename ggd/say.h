// Messages for a person, on standard error: lower case, one cause, one hint.
#ifndef GGD_SAY_H
#define GGD_SAY_H

#include <stdbool.h>

// "envelop-ggd: ..." on one line. Always false, so that `return refuse(...)` reads well.
__attribute__((format(printf, 1, 2))) bool refuse(const char *format, ...);

// The same for what the work goes on after.
__attribute__((format(printf, 1, 2))) void warn_person(const char *format, ...);

#endif
