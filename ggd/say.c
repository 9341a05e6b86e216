#include "say.h"

#include <stdarg.h>
#include <stdio.h>

bool refuse(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("envelop-ggd: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return false;
}

void warn_person(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fputs("envelop-ggd: note: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
}
