// The questionnaire: FHIR R4 Questionnaire, the subset documented in forms/FORMAT.md. Whatever lies
// outside it is refused with the JSON path and the reason; nothing is ignored in silence.
//
// Calling sequence: form_parse -> (form_messages, form_item ...) -> form_destroy. A form is
// immutable and holds no answers; those are a plain value (struct form_answers) that the caller
// keeps where it keeps secrets.
#ifndef FORMS_FORM_H
#define FORMS_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FORM_MAX_ITEMS = 64, FORM_MAX_OPTIONS = 8 };

enum form_item_kind {
    FORM_SCREEN, // `display`: one short screen of words, before or after the questions
    FORM_CHOICE, // `choice`: one question, one of its options
};

struct form_option {
    const char *key;     // id of its label, shared by all questions: "answer.Y"
    const char *system;  // Coding.system
    const char *code;    // Coding.code
    const char *display; // English label
    bool declines;       // asked-declined: "I'd rather not say"
    bool scored;         // has an ordinalValue
    int ordinal;
};

struct form_item {
    enum form_item_kind kind;
    const char *group;   // linkId of the group it stands in: "welcome", "questions"
    const char *link_id; // id of its text, and of its prompt and pictogram
    const char *text;    // English
    const char *help_id; // linkId of its explanation, NULL if none
    const char *help;    // English
    size_t option_count;
    struct form_option options[FORM_MAX_OPTIONS];
};

struct form_band {
    const char *code; // "low", "medium", "high"
    int from, to;     // inclusive
};

struct form_error {
    char path[160];   // JSON path: "item[2].item[0].answerOption[1]"; "" for the whole
    char reason[160]; // lower case, one clause
};

struct form;

// NULL on refusal, with *error filled. `json` need not end in NUL and is not kept.
struct form *form_parse(const char *json, size_t bytes, struct form_error *error);
void form_destroy(struct form *form);

const char *form_id(const struct form *form);  // Questionnaire.name or id, e.g. "wellbeing"
const char *form_url(const struct form *form); // canonical, without version
const char *form_version(const struct form *form);

// All items in order, groups flattened.
size_t form_item_count(const struct form *form);
const struct form_item *form_item(const struct form *form, size_t index);

// The questions alone (FORM_CHOICE), in order: how many, and the item index of the n-th (n <
// count).
size_t form_question_count(const struct form *form);
size_t form_question_index(const struct form *form, size_t n);

size_t form_band_count(const struct form *form);
const struct form_band *form_band(const struct form *form, size_t index);

// Every message a translator must give, once each: items, explanations, option labels.
struct form_message {
    const char *id;      // msgctxt
    const char *english; // msgid
};
size_t form_message_count(const struct form *form);
struct form_message form_message(const struct form *form, size_t index);

// Answers, by item index: 0 not answered, n the option n-1. A value without pointers: keep it in
// locked memory, wipe it there.
struct form_answers {
    uint8_t option[FORM_MAX_ITEMS];
};

// What the answers come to. A declined or missing answer makes an interval.
struct form_score {
    int low, high;         // points at least, points at most
    const char *band_low;  // band of `low`
    const char *band_high; // band of `high`; another one: a declined answer could change it
};
struct form_score form_score(const struct form *form, const struct form_answers *answers);

#endif
