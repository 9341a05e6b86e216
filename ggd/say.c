#include "say.h"

#include <stdarg.h>
#include <stdio.h>

__attribute__((format(printf, 2, 0))) static void say(const char *before, const char *format,
                                                      va_list arguments)
{
    fprintf(stderr, "envelop-ggd: %s", before);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
}

bool refuse(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("", format, arguments);
    va_end(arguments);
    return false;
}

void warn_person(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say("note: ", format, arguments);
    va_end(arguments);
}
