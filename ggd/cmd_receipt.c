// receipt: the latest receipt of each kiosk, for a stick.
#include "command.h"
#include "home.h"
#include "receipts.h"
#include "say.h"

#include <stdio.h>

static enum ggd_exit receipt_run(const struct options *options)
{
    struct home home;
    size_t count = 0;
    if (!options->out) {
        refuse("receipt needs --out; see envelop-ggd receipt --help");
        return GGD_USAGE;
    }
    bool good =
        home_open(options, &home) && receipts_copy(&home, options->kiosk, options->out, &count);
    home_close(&home);
    if (good && count == 0) {
        refuse("there is no receipt yet%s%s; import a batch first",
               options->kiosk ? " for kiosk " : "", options->kiosk ? options->kiosk : "");
        good = false;
    } else if (good) {
        printf("%zu %s in \"%s\"\n", count, count == 1 ? "receipt" : "receipts", options->out);
    }
    return good ? GGD_DONE : GGD_REFUSED;
}

const struct command command_receipt = {
    .name = "receipt",
    .help = "receipt   copies the latest receipt of each kiosk to a stick\n"
            "\n"
            "  envelop-ggd receipt --home DIR --out DIR [--kiosk ID]\n"
            "\n"
            "A receipt tells a kiosk which envelopes are stored here, so that it can free their "
            "place. An old\n"
            "one does no harm.\n"
            "\n"
            "example: envelop-ggd receipt --home ~/ggd --out /media/stick/envelop\n",
    .allowed = "ok",
    .operands_least = 0,
    .operands_most = 0,
    .run = receipt_run,
};
