// The score as FHIR R4, for export at the GGD. Never at the kiosk, which neither computes, shows
// nor stores a score: this is a module of its own so that the kiosk's binary needn't hold it.
#ifndef FORMS_SCORE_H
#define FORMS_SCORE_H

#include "response.h"

// An Observation: derivedFrom the response (by its claim code), valueInteger when the score is
// exact and else valueRange, interpretation with every band the score may lie in, and the note
// "Screening only ...". Written without heap, with no padding and no NUL. Returns its bytes; 0 when
// it doesn't fit, the context isn't valid or the form has no points. Profile: forms/FORMAT.md,
// "Score".
size_t score_write_observation(const struct form *form, const struct form_answers *answers,
                               const struct response_context *context, char *out, size_t size);

// A Bundle (collection) of the response and, if the form has points, its Observation. Otherwise the
// same.
size_t score_write_bundle(const struct form *form, const struct form_answers *answers,
                          const struct response_context *context, char *out, size_t size);

#endif
