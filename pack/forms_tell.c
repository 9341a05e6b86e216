// What the commands say on stderr.
#include "forms_command.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

// Bytes of the character at `at`; 0: a control character, or one that a precision cut in two.
static size_t shown_bytes(const char *at)
{
    unsigned char first = (unsigned char)at[0];
    size_t bytes = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    bool shown = first >= ' ' && first != 0x7f && (bytes == 1 || first >= 0xc2);
    for (size_t i = 1; shown && i < bytes; i++) {
        shown = (at[i] & 0xc0) == 0x80;
    }
    bool c1 = first == 0xc2 && (unsigned char)at[1] < 0xa0;
    return shown && !c1 ? bytes : 0;
}

// A sentence is one line, whatever a file put into it.
static void tell(const char *sentence)
{
    fputs("envelop-forms: ", stderr);
    while (*sentence) {
        size_t bytes = shown_bytes(sentence);
        fwrite(bytes > 0 ? sentence : "?", 1, bytes > 0 ? bytes : 1, stderr);
        sentence += bytes > 0 ? bytes : 1;
    }
    fputc('\n', stderr);
}

int forms_fail(const char *format, ...)
{
    char *sentence = NULL;
    va_list arguments;
    va_start(arguments, format);
    bool made = vasprintf(&sentence, format, arguments) >= 0;
    va_end(arguments);
    tell(made ? sentence : "memory is too short");
    free(made ? sentence : NULL);
    return FORMS_REFUSED;
}

int forms_misused(const char *message, const char *word)
{
    forms_fail("%s \"%s\"; see envelop-forms --help", message, word);
    return FORMS_USAGE;
}
