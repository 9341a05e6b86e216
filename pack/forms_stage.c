#include "forms_stage.h"

#include "pack_stage.h"

int forms_on_stage(const struct forms_options *options,
                   int (*run)(const struct forms_options *, struct pack_contents *))
{
    struct pack_error error;
    struct pack_files files = {0};
    struct pack_contents *contents = NULL;
    if (pack_stage_read(options->stage, &files, &error)) {
        contents = pack_contents_create(&files, &error);
    }
    int code = contents ? run(options, contents) : forms_fail("%s", error.reason);
    pack_contents_destroy(contents);
    pack_files_finish(&files);
    return code;
}
