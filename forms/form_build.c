#include "form_build.h"

#include "strict_json.h"

#include <assert.h>
#include <string.h>

const char *form_keep(struct form *form, const char *text)
{
    size_t bytes = strlen(text) + 1;
    assert(form->pool_used + bytes <= form->pool_bytes);
    char *copy = form->pool + form->pool_used;
    memcpy(copy, text, bytes);
    form->pool_used += bytes;
    return copy;
}

// Only bytes of `charset`; begins and ends with a letter or digit, so that it is never "." or a
// path; no two dots in a row.
static bool name_valid(const char *text, const char *charset)
{
    size_t bytes = strlen(text);
    return strspn(text, charset) == bytes && strchr(UPPER LOWER DIGIT, text[0]) &&
           strchr(UPPER LOWER DIGIT, text[bytes - 1]) && !strstr(text, "..");
}

const char *form_read_name(const struct strict_node *node, size_t max_bytes, const char *charset)
{
    const char *text = strict_string(node, max_bytes);
    if (text && !name_valid(text, charset)) {
        strict_refuse(node, "has a character that is not allowed here");
        return NULL;
    }
    return text;
}

// An absolute URI without the bytes that RFC 3986 excludes, and without "|", which parts a
// canonical from its version.
const char *form_read_uri(const struct strict_node *node)
{
    static const char *const schemes[] = {"https://", "http://", "urn:"};
    const char *uri = strict_string(node, FORM_MAX_URL_BYTES);
    if (!uri) {
        return NULL;
    }
    for (const char *p = uri; *p; p++) {
        if (*p <= ' ' || *p >= 0x7f || strchr("\"<>\\^`{|}#", *p)) {
            strict_refuse(node, "has a character that is not allowed in a URI");
            return NULL;
        }
    }
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        if (strncmp(uri, schemes[i], strlen(schemes[i])) == 0 && uri[strlen(schemes[i])]) {
            return uri;
        }
    }
    strict_refuse(node, "not an absolute http, https or urn URI");
    return NULL;
}

bool form_message_add(struct form *form, const char *id, const char *english)
{
    form->messages[form->message_count++] = (struct form_message){id, english};
    return true;
}

bool form_read_prose(const struct strict_node *node, void *into)
{
    (void)into;
    return strict_string(node, FORM_MAX_PROSE_BYTES) != NULL;
}
