// Our reading of PO files against GNU gettext's: msgfmt must agree on what is a PO file (but for
// the rows that FORMAT.md lists as outside our subset), and its .mo must hold the values that we
// read. Arguments: PO files of the tree, which must be good.
#define _POSIX_C_SOURCE 200809L
#include "check.h"
#include "forms_data.h"
#include "po.h"

#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#define HEADER                                       \
    "msgid \"\"\nmsgstr \"\"\n\"Language: nl\\n\"\n" \
    "\"Content-Type: text/plain; charset=UTF-8\\n\"\n\n"
#define HEADER_LINES 5
#define ENTRY "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"B\"\n"

enum verdict { BOTH_ACCEPT, BOTH_REFUSE, ONLY_MSGFMT_ACCEPTS };

// `body` comes after HEADER, unless it begins with '!': then it is the whole file.
static const struct {
    const char *name, *body;
    enum verdict verdict;
    size_t line; // where, when refused
    const char *reason;
} rows[] = {
    {"plain", ENTRY, BOTH_ACCEPT, 0, NULL},
    {"header only", "", BOTH_ACCEPT, 0, NULL},
    {"no newline at the end", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"B\"", BOTH_ACCEPT, 0, NULL},
    {"strings over lines",
     "msgctxt \"\"\n\"a\"\nmsgid \"A\"\n\"\" \"A\"\nmsgstr \"\"\n\"B\"\n\"C\"\n", BOTH_ACCEPT, 0,
     NULL},
    {"blank line in a string", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"B\"\n\n\"C\"\n", BOTH_ACCEPT,
     0, NULL},
    {"escapes", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\\\"B\\\"\\t\\\\n\\nC\"\n", BOTH_ACCEPT, 0,
     NULL},
    {"newlines at both ends", "msgctxt \"a\"\nmsgid \"\\nA\\n\"\nmsgstr \"\\nB\\n\"\n", BOTH_ACCEPT,
     0, NULL},
    {"crlf",
     "msgctxt \"a\"\r\nmsgid \"A\"\r\nmsgstr \"B\"\r\n\r\n#. c\r\n#, fuzzy\r\nmsgctxt \"b\"\r\n"
     "msgid \"B\"\r\nmsgstr \"C\"\r\n",
     BOTH_ACCEPT, 0, NULL},
    {"indented", "  msgctxt \"a\"\n\tmsgid \"A\"\n msgstr\t\"B\" \n", BOTH_ACCEPT, 0, NULL},
    {"no blank", "msgctxt\"a\"\nmsgid\"A\"\nmsgstr\"B\"\n", BOTH_ACCEPT, 0, NULL},
    {"comments", "# t\n#  t\n#\n#. one\n#.two\n#: file.c:1\n#, c-format, fuzzy\n" ENTRY,
     BOTH_ACCEPT, 0, NULL},
    {"fuzzy among flags", "#,no-wrap,fuzzy\n" ENTRY, BOTH_ACCEPT, 0, NULL},
    {"not quite fuzzy", "#, fuzzyish, no-fuzzy\n" ENTRY, BOTH_ACCEPT, 0, NULL},
    {"fuzzy ends with its entry", "#, fuzzy\n" ENTRY "msgctxt \"b\"\nmsgid \"B\"\nmsgstr \"C\"\n",
     BOTH_ACCEPT, 0, NULL},
    {"untranslated", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\"\n", BOTH_ACCEPT, 0, NULL},
    {"previous", "#, fuzzy\n#| msgctxt \"o\"\n#| msgid \"Ol\"\n#| \"d\"\n" ENTRY, BOTH_ACCEPT, 0,
     NULL},
    {"obsolete", ENTRY "\n#, fuzzy\n#~ msgctxt \"o\"\n#~ msgid \"O\"\n#~ \"P\"\n#~ msgstr \"Q\"\n",
     BOTH_ACCEPT, 0, NULL},
    {"obsolete fuzzy is not the next one's",
     "#. old\n#, fuzzy\n#~ msgctxt \"o\"\n#~ msgid \"O\"\n#~ msgstr \"Q\"\n\n" ENTRY, BOTH_ACCEPT,
     0, NULL},
    {"obsolete twin", ENTRY "\n#~ msgctxt \"o\"\n#~ msgid \"O\"\n#~ msgstr \"Q\"\n", BOTH_ACCEPT, 0,
     NULL},
    {"scripts",
     "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\xd8\xb3\xd9\x84 \xe1\x8a\xa0 \xf0\x9f\x98\x80\"\n",
     BOTH_ACCEPT, 0, NULL},
    {"tab in a string", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"B\tC\"\n", BOTH_ACCEPT, 0, NULL},

    {"no msgstr", "msgctxt \"a\"\nmsgid \"A\"\n", BOTH_REFUSE, 1, "entry without msgstr"},
    {"no msgid", "msgctxt \"a\"\nmsgstr \"B\"\n", BOTH_REFUSE, 2, "msgstr without msgid"},
    {"two msgstr", ENTRY "msgstr \"C\"\n", BOTH_REFUSE, 4, "msgstr without msgid"},
    {"msgctxt late", "msgid \"A\"\nmsgctxt \"a\"\nmsgstr \"B\"\n", BOTH_REFUSE, 1,
     "entry without msgstr"},
    {"duplicate", ENTRY "\n" ENTRY, BOTH_REFUSE, 5, "msgctxt is used before, in line 6"},
    {"open string", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"B\n", BOTH_REFUSE, 3,
     "string does not end in its line"},
    {"open string at the end", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"B\\", BOTH_REFUSE, 3,
     "escape is outside the subset"},
    {"unknown escape", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\\q\"\n", BOTH_REFUSE, 3,
     "escape is outside the subset"},
    {"text after a string", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"B\" C\n", BOTH_REFUSE, 3,
     "text outside a string"},
    {"keyword alone", "msgctxt \"a\"\nmsgid\nmsgstr \"B\"\n", BOTH_REFUSE, 2, "no string"},
    {"unknown keyword", "msgctx \"a\"\n", BOTH_REFUSE, 1, "unknown keyword"},
    {"comment inside", "msgctxt \"a\"\nmsgid \"A\"\n# c\nmsgstr \"B\"\n", BOTH_REFUSE, 3,
     "comment inside an entry"},
    {"string after a comment", ENTRY "# c\n\"C\"\n", BOTH_REFUSE, 5, "string without a keyword"},
    {"newline at one end", "msgctxt \"a\"\nmsgid \"A\\n\"\nmsgstr \"B\"\n", BOTH_REFUSE, 1,
     "msgid and msgstr do not both begin or end with a newline"},
    {"newline at the other end", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\\nB\"\n", BOTH_REFUSE, 1,
     "msgid and msgstr do not both begin or end with a newline"},
    {"not utf-8", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\xe9\"\n", BOTH_REFUSE, 3, "not UTF-8"},
    {"surrogate", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\xed\xa0\x80\"\n", BOTH_REFUSE, 3,
     "not UTF-8"},
    {"overlong", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\xc0\x80\"\n", BOTH_REFUSE, 3, "not UTF-8"},
    {"past U+10FFFF", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\xf4\x90\x80\x80\"\n", BOTH_REFUSE, 3,
     "not UTF-8"},
    {"cut sequence", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\xe1\x8a", BOTH_REFUSE, 3, "not UTF-8"},
    {"broken previous", "#| masgid \"O\"\n" ENTRY, BOTH_REFUSE, 1, "unknown keyword"},
    {"broken obsolete", ENTRY "\n#~ masgid \"O\"\n#~ msgstr \"P\"\n", BOTH_REFUSE, 5,
     "unknown keyword"},
    {"open obsolete", ENTRY "\n#~ msgid \"O\n#~ msgstr \"P\"\n", BOTH_REFUSE, 5,
     "string does not end in its line"},
    {"previous string alone", "#| \"x\"\n" ENTRY, BOTH_REFUSE, 1,
     "previous or obsolete entry is not whole"},
    {"previous at the end", ENTRY "#| msgid \"x\"\n", BOTH_REFUSE, 4,
     "previous or obsolete entry is not whole"},
    {"previous context alone", "#| msgctxt \"x\"\n" ENTRY, BOTH_REFUSE, 2,
     "previous or obsolete entry is not whole"},
    {"previous order", "#| msgid \"x\"\n#| msgctxt \"y\"\n" ENTRY, BOTH_REFUSE, 2,
     "previous or obsolete entry is not whole"},
    {"previous text", "#| msgid \"x\"\n#| msgstr \"x\"\n" ENTRY, BOTH_REFUSE, 2,
     "previous or obsolete entry is not whole"},
    {"previous twice", "#| msgid \"x\"\n#| msgid \"y\"\n" ENTRY, BOTH_REFUSE, 2,
     "previous or obsolete entry is not whole"},
    {"comment behind previous", "#| msgid \"x\"\n# c\n" ENTRY, BOTH_REFUSE, 2,
     "previous or obsolete entry is not whole"},
    {"previous of an obsolete one", "#| msgid \"x\"\n#~ msgid \"o\"\n#~ msgstr \"p\"\n" ENTRY,
     BOTH_REFUSE, 2, "previous or obsolete entry is not whole"},
    {"obsolete previous alone", "#~| msgid \"x\"\n" ENTRY, BOTH_REFUSE, 2,
     "previous or obsolete entry is not whole"},
    {"obsolete without text", "#~ msgid \"o\"\n" ENTRY, BOTH_REFUSE, 2,
     "previous or obsolete entry is not whole"},
    {"obsolete text alone", "#~ msgstr \"o\"\n" ENTRY, BOTH_REFUSE, 1,
     "previous or obsolete entry is not whole"},
    {"obsolete string alone", ENTRY "#~ \"o\"\n", BOTH_REFUSE, 4,
     "previous or obsolete entry is not whole"},
    {"obsolete text twice", "#~ msgid \"o\"\n#~ msgstr \"p\"\n#~ msgstr \"p\"\n" ENTRY, BOTH_REFUSE,
     3, "previous or obsolete entry is not whole"},
    {"comment in an obsolete one", "#~ msgid \"o\"\n# c\n#~ msgstr \"p\"\n" ENTRY, BOTH_REFUSE, 2,
     "previous or obsolete entry is not whole"},
    {"obsolete previous", "#~| msgid \"x\"\n#~ msgid \"o\"\n#~ msgstr \"p\"\n#~ \"q\"\n" ENTRY,
     BOTH_ACCEPT, 0, NULL},
    {"byte order mark", "!\xef\xbb\xbf" HEADER ENTRY, BOTH_REFUSE, 1,
     "begins with a byte order mark: save as UTF-8 without BOM"},
    {"two headers", "msgid \"\"\nmsgstr \"Language: nl\\n\"\n", BOTH_REFUSE, 1, "second header"},

    {"plural", "msgctxt \"a\"\nmsgid \"A\"\nmsgid_plural \"As\"\nmsgstr[0] \"B\"\n",
     ONLY_MSGFMT_ACCEPTS, 3, "plural forms are outside the subset"},
    {"indexed", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr[0] \"B\"\n", BOTH_REFUSE, 3,
     "plural forms are outside the subset"},
    {"domain", "domain \"d\"\n", ONLY_MSGFMT_ACCEPTS, 1, "domain is outside the subset"},
    {"octal", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\\101\"\n", ONLY_MSGFMT_ACCEPTS, 3,
     "escape is outside the subset"},
    {"carriage return", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\\r\"\n", ONLY_MSGFMT_ACCEPTS, 3,
     "escape is outside the subset"},
    {"one line", "msgctxt \"a\" msgid \"A\" msgstr \"B\"\n", ONLY_MSGFMT_ACCEPTS, 1,
     "text outside a string"},
    {"no msgctxt", "msgid \"A\"\nmsgstr \"B\"\n", ONLY_MSGFMT_ACCEPTS, 1, "entry without msgctxt"},
    {"empty msgctxt", "msgctxt \"\"\nmsgid \"A\"\nmsgstr \"B\"\n", ONLY_MSGFMT_ACCEPTS, 1,
     "empty msgctxt"},
    {"empty msgid", "msgctxt \"a\"\nmsgid \"\"\nmsgstr \"B\"\n", ONLY_MSGFMT_ACCEPTS, 1,
     "empty msgid"},
    {"one context, two sources", ENTRY "msgctxt \"a\"\nmsgid \"C\"\nmsgstr \"D\"\n",
     ONLY_MSGFMT_ACCEPTS, 4, "msgctxt is used before, in line 6"},
    {"control character", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\001\"\n", ONLY_MSGFMT_ACCEPTS, 3,
     "control character"},
    {"c1 control character", "msgctxt \"a\"\nmsgid \"A\"\nmsgstr \"\xc2\x85\"\n",
     ONLY_MSGFMT_ACCEPTS, 3, "control character"},
    {"lone carriage return", "msgctxt \"a\"\rmsgid \"A\"\rmsgstr \"B\"\r", ONLY_MSGFMT_ACCEPTS, 1,
     "control character"},
    {"no header", "!" ENTRY, ONLY_MSGFMT_ACCEPTS, 1, "entry before the header"},
    {"comments only", "!# nothing\n", ONLY_MSGFMT_ACCEPTS, 0, "no header"},
    {"another charset", "!msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=ISO-8859-1\\n\"\n",
     ONLY_MSGFMT_ACCEPTS, 1, "header does not say \"Content-Type: text/plain; charset=UTF-8\""},
    {"header without fields", "!msgid \"\"\nmsgstr \"hello\\n\"\n", ONLY_MSGFMT_ACCEPTS, 1,
     "header line without a colon"},
};

static void file_write(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes, 1, size, file) != size || fclose(file) != 0) {
        fprintf(stderr, "%s: can't be written\n", path);
        exit(2);
    }
}

// The tool's exit code. A tool that isn't there ends the test.
static int run(const char *command)
{
    int status = system(command);
    if (status == -1 || !WIFEXITED(status) || WEXITSTATUS(status) == 127) {
        fprintf(stderr, "can't run: %s\n", command);
        exit(2);
    }
    return WEXITSTATUS(status);
}

static uint32_t word(const char *mo, size_t at)
{
    uint32_t value;
    memcpy(&value, mo + at, sizeof value); // msgfmt writes the machine's byte order
    return value;
}

// The text of "context EOT source" in a .mo (gettext manual, "MO Files"); NULL when absent.
static const char *mo_find(const char *mo, const struct po_message *message)
{
    char key[4096];
    snprintf(key, sizeof key, "%s\004%s", message->context, message->source);
    for (uint32_t i = 0; i < word(mo, 8); i++) {
        if (strcmp(mo + word(mo, word(mo, 12) + 8 * i + 4), key) == 0) {
            return mo + word(mo, word(mo, 16) + 8 * i + 4);
        }
    }
    return NULL;
}

// The .mo holds every message whose status is at least `least`, with our text, and no other.
static void mo_agrees(const char *name, const struct po *po, const char *options,
                      enum po_status least)
{
    char command[200];
    snprintf(command, sizeof command, "msgfmt %s -o po_test.mo po_test.po 2>/dev/null", options);
    CHECK(run(command) == 0, "%s: msgfmt", name);
    size_t bytes, expected = 0;
    char *mo = data_read("po_test.mo", &bytes);
    for (size_t i = 0; i < po_count(po); i++) {
        const struct po_message *message = po_at(po, i);
        const char *text = mo_find(mo, message);
        if (message->status < least) {
            CHECK(!text, "%s: %s is in the .mo", name, message->context);
            continue;
        }
        expected++;
        CHECK(text && strcmp(text, message->text) == 0, "%s: %s: \"%s\", not \"%s\"", name,
              message->context, message->text, text ? text : "(none)");
    }
    CHECK(word(mo, 8) == expected + 1, "%s: %u in the .mo, not %zu", name, word(mo, 8),
          expected + 1);
    free(mo);
}

// gettext's own rewriting of the file says the same to us, comments and flags included.
static void msgcat_agrees(const char *name, const struct po *po, const char *options)
{
    char command[200];
    snprintf(command, sizeof command,
             "msgcat --force-po %s -o po_test_cat.po po_test.po 2>/dev/null", options);
    CHECK(run(command) == 0, "%s: msgcat", name);
    size_t bytes;
    char *text = data_read("po_test_cat.po", &bytes);
    struct po_error error;
    struct po *other = po_parse(text, bytes, &error);
    CHECK(other, "%s: %s: line %zu: %s", name, options, error.line, error.reason);
    CHECK(other && po_count(other) == po_count(po), "%s: %s: count", name, options);
    for (size_t i = 0; other && i < po_count(po) && i < po_count(other); i++) {
        const struct po_message *a = po_at(po, i), *b = po_at(other, i);
        CHECK(strcmp(a->context, b->context) == 0 && strcmp(a->source, b->source) == 0 &&
                  strcmp(a->text, b->text) == 0 && strcmp(a->comment, b->comment) == 0 &&
                  a->status == b->status,
              "%s: %s: entry %zu", name, options, i);
    }
    po_destroy(other);
    free(text);
}

static void good_file(const char *name, const char *bytes, size_t size)
{
    struct po_error error;
    struct po *po = po_parse(bytes, size, &error);
    CHECK(po, "%s: line %zu: %s", name, error.line, error.reason);
    if (!po) {
        return;
    }
    file_write("po_test.po", bytes, size);
    mo_agrees(name, po, "", PO_REVIEWED);
    mo_agrees(name, po, "--use-fuzzy", PO_DRAFT);
    msgcat_agrees(name, po, "--no-wrap");
    msgcat_agrees(name, po, "--width=20");
    for (size_t i = 0; i < po_count(po); i++) {
        const struct po_message *message = po_at(po, i);
        CHECK(po_find(po, message->context, message->source) == message, "%s: find %zu", name, i);
        CHECK(po_find(po, message->context, NULL) == message, "%s: find %zu", name, i);
        CHECK(!po_find(po, message->context, "other English"), "%s: find %zu", name, i);
    }
    CHECK(!po_find(po, "no such", NULL), "%s", name);
    po_destroy(po);
}

static void broken_file(const char *name, const char *bytes, size_t size, size_t line,
                        const char *reason, bool msgfmt_accepts)
{
    struct po_error error;
    struct po *po = po_parse(bytes, size, &error);
    CHECK(!po, "%s: accepted", name);
    CHECK(error.line == line, "%s: line %zu, not %zu", name, error.line, line);
    CHECK(strcmp(error.reason, reason) == 0, "%s: \"%s\", not \"%s\"", name, error.reason, reason);
    po_destroy(po);
    file_write("po_test.po", bytes, size);
    int exit_code = run("msgfmt -o po_test.mo po_test.po 2>/dev/null");
    CHECK((exit_code == 0) == msgfmt_accepts, "%s: msgfmt exits %d", name, exit_code);
}

static void rows_agree_with_gettext(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool whole = rows[i].body[0] == '!';
        char file[4096];
        snprintf(file, sizeof file, "%s%s", whole ? "" : HEADER, rows[i].body + whole);
        size_t line = rows[i].line + (whole || rows[i].line == 0 ? 0 : HEADER_LINES);
        if (rows[i].verdict == BOTH_ACCEPT) {
            good_file(rows[i].name, file, strlen(file));
        } else {
            broken_file(rows[i].name, file, strlen(file), line, rows[i].reason,
                        rows[i].verdict == ONLY_MSGFMT_ACCEPTS);
        }
    }
}

// What gettext has no opinion about: comments joined, header fields, statuses, NUL.
static void details(void)
{
    static const char file[] =
        HEADER "#. one\n#. two\n#: x\n#, fuzzy\n" ENTRY "msgctxt \"b\"\nmsgid \"B\"\nmsgstr \"\"\n";
    struct po_error error;
    struct po *po = po_parse(file, sizeof file - 1, &error);
    CHECK(po && po_count(po) == 2, "%s", error.reason);
    CHECK(strcmp(po_at(po, 0)->comment, "one\ntwo") == 0, "\"%s\"", po_at(po, 0)->comment);
    CHECK(po_at(po, 0)->status == PO_DRAFT && po_at(po, 1)->status == PO_MISSING, "status");
    CHECK(po_at(po, 1)->comment[0] == '\0', "comment of the entry before");
    CHECK(strcmp(po_header(po, "Language"), "nl") == 0, "%s", po_header(po, "Language"));
    CHECK(strcmp(po_header(po, "Plural-Forms"), "") == 0, "%s", po_header(po, "Plural-Forms"));
    po_destroy(po);
    CHECK(!po_parse(file, sizeof file, &error), "NUL accepted");
    CHECK(!po_parse(NULL, 0, &error) && error.line == 0, "%s", error.reason);
    po_destroy(NULL);
}

static void sizes_are_capped(void)
{
    static char file[1024 * 1024 + 1];
    struct po_error error;
    memset(file, '\n', sizeof file);
    CHECK(!po_parse(file, sizeof file, &error), "1 MiB and a byte");
    CHECK(strcmp(error.reason, "larger than 1048576 bytes") == 0, "%s", error.reason);
    size_t used = (size_t)snprintf(file, sizeof file, HEADER "msgctxt \"a\"\nmsgid \"");
    memset(file + used, 'x', 8193);
    file[used + 8193] = '"';
    CHECK(!po_parse(file, used + 8194, &error), "8193 bytes in a string");
    CHECK(strcmp(error.reason, "text is longer than 8192 bytes") == 0, "%s", error.reason);
    used = (size_t)snprintf(file, sizeof file, HEADER);
    for (int i = 0; i < 4097; i++) {
        used += (size_t)snprintf(file + used, sizeof file - used,
                                 "msgctxt \"%d\"\nmsgid \"A\"\nmsgstr \"B\"\n", i);
    }
    CHECK(!po_parse(file, used, &error), "4097 messages");
    CHECK(strcmp(error.reason, "more than 4096 messages") == 0, "%s", error.reason);
}

int main(int argc, char **argv)
{
    char directory[] = "po_test.XXXXXX";
    CHECK(argc > 1, "no file of the tree");
    if (!mkdtemp(directory) || chdir(directory) != 0) {
        perror(directory);
        return 2;
    }
    for (int i = 1; i < argc; i++) {
        size_t bytes;
        char *text = data_read(argv[i], &bytes);
        good_file(argv[i], text, bytes);
        free(text);
    }
    rows_agree_with_gettext();
    details();
    sizes_are_capped();
    unlink("po_test.po");
    unlink("po_test.mo");
    unlink("po_test_cat.po");
    CHECK(chdir("..") == 0 && rmdir(directory) == 0, "%s is left", directory);
    return check_done();
}
