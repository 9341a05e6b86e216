#include "play_inner.h"

#include "file.h"

#include <stdio.h>
#include <string.h>

enum { SCRIPT_MAX = 4 << 20 };

char *play_read_script(const char *path)
{
    uint8_t *bytes;
    size_t size;
    enum file_result result = file_read(path, SCRIPT_MAX, &bytes, &size);
    if (result != FILE_OK) {
        fprintf(stderr, "envelop-kiosk: %s: %s\n", path, file_result_text(result));
        return NULL;
    }
    return (char *)bytes;
}

// Without "unready" as its first verb a script wants a kiosk that serves.
bool play_wants_unready(const char *script)
{
    while (*script == '#' || *script == '\n') {
        script += strcspn(script, "\n");
        script += *script == '\n';
    }
    return strncmp(script, "unready", sizeof "unready" - 1) == 0;
}

// Cuts a line into words; a word in double quotes may hold spaces. Changes the line.
static struct words cut(char *line)
{
    struct words words = {0};
    while (words.count < WORDS_MAX) {
        line += strspn(line, " \t\r");
        if (*line == '\0' || *line == '#') {
            break;
        }
        bool quoted = *line == '"';
        line += quoted;
        words.word[words.count++] = line;
        line += strcspn(line, quoted ? "\"" : " \t\r");
        if (*line == '\0') {
            break;
        }
        *line++ = '\0';
    }
    return words;
}

static bool play_line(struct play *play, char *line)
{
    struct words words = cut(line);
    return words.count == 0 || play_act(play, &words);
}

bool play_script(struct play *play, char *script)
{
    play_show(play);
    for (char *line = script; line;) {
        char *end = strchr(line, '\n');
        if (end) {
            *end++ = '\0';
        }
        play->line++;
        if (!play_line(play, line)) {
            return false;
        }
        line = end;
    }
    return true;
}
