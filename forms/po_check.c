#include "po_check.h"

#include <assert.h>
#include <string.h>

struct po_check po_check_form(const struct form *form, const struct po *po)
{
    return (struct po_check){.form = form, .po = po};
}

struct po_check po_check_template(const struct po *template, const struct po *po)
{
    return (struct po_check){.template = template, .po = po};
}

static size_t wanted_count(const struct po_check *check)
{
    return check->form ? form_message_count(check->form) : po_count(check->template);
}

static struct form_message wanted(const struct po_check *check, size_t index)
{
    if (check->form) {
        return form_message(check->form, index);
    }
    const struct po_message *message = po_at(check->template, index);
    return (struct form_message){message->context, message->source};
}

// A placeholder is "{name}" with a name of a-z. NULL when none follows.
static const char *placeholder_next(const char *text, size_t *bytes)
{
    for (text = strchr(text, '{'); text; text = strchr(text + 1, '{')) {
        *bytes = 2 + strspn(text + 1, "abcdefghijklmnopqrstuvwxyz");
        if (*bytes > 2 && text[*bytes - 1] == '}') {
            return text;
        }
    }
    return NULL;
}

static size_t placeholder_count(const char *text, const char *name, size_t name_bytes)
{
    size_t count = 0, bytes;
    while ((text = placeholder_next(text, &bytes))) {
        count += bytes == name_bytes && memcmp(text, name, bytes) == 0;
        text += bytes;
    }
    return count;
}

// Each placeholder of `one` stands in `other` as often.
static bool placeholders_kept(const char *one, const char *other)
{
    size_t bytes;
    for (const char *at = one; (at = placeholder_next(at, &bytes)); at += bytes) {
        if (placeholder_count(one, at, bytes) != placeholder_count(other, at, bytes)) {
            return false;
        }
    }
    return true;
}

bool po_check_placeholders(const char *english, const char *text)
{
    return placeholders_kept(english, text) && placeholders_kept(text, english);
}

static bool problem_of(const struct po_check *check, struct form_message message,
                       struct po_problem *problem)
{
    *problem = (struct po_problem){.id = message.id, .english = message.english, .found = ""};
    const struct po_message *found = po_find(check->po, message.id, NULL);
    if (!found) {
        problem->kind = PO_PROBLEM_ABSENT;
    } else if (strcmp(found->source, message.english) != 0) {
        problem->kind = PO_PROBLEM_OUTDATED;
        problem->found = found->source;
    } else if (found->status == PO_MISSING) {
        problem->kind = PO_PROBLEM_EMPTY;
    } else if (!po_check_placeholders(message.english, found->text)) {
        problem->kind = PO_PROBLEM_PLACEHOLDER;
        problem->found = found->text;
    } else {
        problem->kind = PO_PROBLEM_DRAFT;
        return found->status == PO_DRAFT;
    }
    return true;
}

static bool is_wanted(const struct po_check *check, const char *id)
{
    if (check->template) {
        return po_find(check->template, id, NULL) != NULL;
    }
    for (size_t i = 0; i < form_message_count(check->form); i++) {
        if (strcmp(form_message(check->form, i).id, id) == 0) {
            return true;
        }
    }
    return false;
}

bool po_check_next(struct po_check *check, struct po_problem *problem)
{
    while (check->next < wanted_count(check)) {
        if (problem_of(check, wanted(check, check->next++), problem)) {
            return true;
        }
    }
    while (check->next_surplus < po_count(check->po)) {
        const struct po_message *message = po_at(check->po, check->next_surplus++);
        if (!is_wanted(check, message->context)) {
            *problem = (struct po_problem){.kind = PO_PROBLEM_SURPLUS,
                                           .id = message->context,
                                           .english = message->source,
                                           .found = ""};
            return true;
        }
    }
    return false;
}

bool po_problem_blocks(enum po_problem_kind kind)
{
    return kind != PO_PROBLEM_DRAFT && kind != PO_PROBLEM_SURPLUS;
}

const char *po_problem_text(enum po_problem_kind kind)
{
    static const char *const texts[] = {
        [PO_PROBLEM_ABSENT] = "is not in the translation",
        [PO_PROBLEM_OUTDATED] = "translates an English that has changed since",
        [PO_PROBLEM_EMPTY] = "has no translation",
        [PO_PROBLEM_PLACEHOLDER] = "lacks a {placeholder} of the English, or has one too many",
        [PO_PROBLEM_DRAFT] = "is a draft (fuzzy): nobody has reviewed it",
        [PO_PROBLEM_SURPLUS] = "is in no form, screen or site",
    };
    static_assert(sizeof texts / sizeof *texts == PO_PROBLEM_SURPLUS + 1, "one text a kind");
    return texts[kind];
}
