// The stage folder, opened for one command.
#ifndef PACK_FORMS_STAGE_H
#define PACK_FORMS_STAGE_H

#include "forms_command.h"
#include "pack_contents.h"

// Reads options->stage and has `run` work on it; tells what is wrong with the stage.
int forms_on_stage(const struct forms_options *options,
                   int (*run)(const struct forms_options *, struct pack_contents *));

#endif
