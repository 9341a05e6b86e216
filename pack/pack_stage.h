// The stage folder: the files of a pack, laid out as in the pack, without the manifest.
#ifndef PACK_STAGE_H
#define PACK_STAGE_H

#include "pack.h"
#include "pack_files.h"

// Reads every file below `folder` into a sorted set (the caller finishes it also on failure).
// Whatever isn't a file that a pack may hold is refused by name.
bool pack_stage_read(const char *folder, struct pack_files *files, struct pack_error *error);

#endif
