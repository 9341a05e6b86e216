#include "pack_report.h"

#include <stdarg.h>
#include <stdio.h>

void pack_report_add(struct pack_report *report, enum pack_severity severity, const char *file,
                     const char *id, const char *format, ...)
{
    *(severity == PACK_PROBLEM ? &report->problems : &report->warnings) += 1;
    if (report->kept >=
        (severity == PACK_PROBLEM ? PACK_REPORT_PROBLEMS : PACK_REPORT_PROBLEMS / 2)) {
        return; // warnings never crowd out the problems
    }
    struct pack_problem *problem = &report->at[report->kept++];
    problem->severity = severity;
    snprintf(problem->file, sizeof problem->file, "%s", file);
    snprintf(problem->id, sizeof problem->id, "%s", id);
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(problem->sentence, sizeof problem->sentence, format, arguments);
    va_end(arguments);
}

void pack_report_first(const struct pack_report *report, struct pack_error *error)
{
    const struct pack_problem *problem = NULL;
    for (size_t i = 0; i < report->kept && !problem; i++) {
        problem = report->at[i].severity == PACK_PROBLEM ? &report->at[i] : NULL;
    }
    if (!problem) {
        pack_fail(error, "%zu problems", report->problems);
        return;
    }
    char more[40] = "";
    if (report->problems > 1) {
        snprintf(more, sizeof more, " (and %zu more)", report->problems - 1);
    }
    pack_fail(error, "%s%s%s%s%s%s", problem->file, problem->file[0] ? ": " : "", problem->id,
              problem->id[0] ? ": " : "", problem->sentence, more);
}

bool pack_fail(struct pack_error *error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(error->reason, sizeof error->reason, format, arguments);
    va_end(arguments);
    return false;
}
