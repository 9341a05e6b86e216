// find: whose code is it? The eight digits suffice; the three pictures tell two apart.
#include "case.h"
#include "claim_code.h"
#include "command.h"
#include "say.h"
#include "store.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

// A code without hyphens and spaces, in lower case: "17482915boatkeytree". False when it is none.
static bool plain_code(const char *text, char plain[static CLAIM_CODE_CHARS])
{
    size_t length = 0;
    for (; *text; text++) {
        if (*text == '-' || *text == ' ') {
            continue;
        }
        if (!isalnum((unsigned char)*text) || length + 1 == CLAIM_CODE_CHARS) {
            return false;
        }
        plain[length++] = (char)tolower((unsigned char)*text);
    }
    plain[length] = '\0';
    return strspn(plain, "0123456789") == CLAIM_CODE_DIGITS;
}

struct finding {
    struct case_reader *reader;
    char wanted[CLAIM_CODE_CHARS];
    size_t found;
};

static bool find_visit(void *context, const char *hex,
                       const uint8_t envelope[static ENVELOPE_BYTES])
{
    struct finding *finding = context;
    char reason[CASE_REASON_ROOM], code[CLAIM_CODE_CHARS];
    const struct opened_case *opened = case_read(finding->reader, envelope, reason);
    if (!opened) {
        warn_person("envelope %.12s: %s", hex, reason);
        return true;
    }
    if (plain_code(opened->context.claim_code, code) &&
        strncmp(code, finding->wanted, strlen(finding->wanted)) == 0) {
        printf("%.12s  %s%s\n", hex, opened->context.claim_code,
               opened->context.demo ? "  DEMO" : "");
        finding->found++;
    }
    return true;
}

static enum ggd_exit find_run(const struct options *options)
{
    struct finding finding = {0};
    if (!plain_code(options->operands[0], finding.wanted)) {
        refuse("\"%s\" is not a code; give its eight digits, and the pictures if you know them",
               options->operands[0]);
        return GGD_USAGE;
    }
    struct home home;
    struct keys keys = {0};
    bool good = home_open(options, &home) && keys_unlock(&home, options, true, false, &keys) &&
                (finding.reader = case_reader_create(&home, keys.identity)) &&
                store_each(&home, find_visit, &finding);
    if (good && finding.found == 0) {
        good = refuse("no envelope here has this code; ask whether it was given at another GGD");
    }
    case_reader_destroy(finding.reader);
    keys_forget(&keys);
    home_close(&home);
    return good ? GGD_DONE : GGD_REFUSED;
}

const struct command command_find = {
    .name = "find",
    .help = "find      finds a case by the code that a person kept\n"
            "\n"
            "  envelop-ggd find CODE --home DIR [--passphrase-file FILE]\n"
            "\n"
            "CODE is the eight digits, with the names of the three pictures where they are known.\n"
            "\n"
            "example: envelop-ggd find \"0048 2915\" --home ~/ggd\n",
    .allowed = "P",
    .operands_least = 1,
    .operands_most = 1,
    .run = find_run,
};
