// "review": a named person has read these messages. Clears `fuzzy` and keeps who and when as a
// translator's comment (forms/FORMAT.md, "Review").
#include "forms_tree.h"
#include "po_check.h"

#include "pack_manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct review {
    const struct forms_options *options;
    struct tree tree;
    char line[200]; // "Reviewed by NAME, YYYY-MM-DD."
    size_t faults, cleared, again;
};

// A name is what people call somebody: not empty, one line, no edge of blanks.
static bool name_valid(const char *name)
{
    if (!name || !name[0] || strlen(name) > 100 || name[0] == ' ' ||
        name[strlen(name) - 1] == ' ') {
        return false;
    }
    for (const char *at = name; *at; at++) {
        if ((unsigned char)*at < ' ' || *at == 0x7f) {
            return false;
        }
    }
    return true;
}

static bool refused(struct review *review, const char *id, const char *reason)
{
    review->faults++;
    forms_fail("%s: %s", id, reason);
    return false;
}

// Whether this very line stands in the remark.
static bool has_line(const char *remark, const char *line)
{
    size_t length = strlen(line);
    for (const char *at = strstr(remark, line); at; at = strstr(at + 1, line)) {
        if ((at == remark || at[-1] == '\n') && (at[length] == '\n' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

static bool line_add(struct review *review, const struct tree_place *place)
{
    struct po_edit *edit = place->part->edit;
    char *remark = po_edit_remark(edit, place->index), *longer = NULL;
    bool good = remark;
    if (good && !has_line(remark, review->line)) {
        good = asprintf(&longer, "%s%s%s", remark, remark[0] ? "\n" : "", review->line) > 0 &&
               po_edit_set_remark(edit, place->index, longer);
        place->part->changed = true;
    }
    free(longer);
    free(remark);
    return good;
}

static bool review_message(struct review *review, const char *id)
{
    struct tree_place place;
    if (!tree_find(&review->tree, id, &place)) {
        return refused(review, id, "no message has this id");
    }
    const struct po_message *message = tree_message(&place);
    const struct po_message *english = po_at(place.part->template, place.template_index);
    if (!message || message->status == PO_MISSING) {
        return refused(review, id, "is not translated");
    }
    if (strcmp(message->source, english->source) != 0) {
        return refused(review, id, "the English has changed since this was translated");
    }
    if (!po_check_placeholders(english->source, message->text)) {
        return refused(review, id, "has other {placeholders} than the English");
    }
    review->cleared += message->status == PO_DRAFT;
    review->again += message->status == PO_REVIEWED;
    if (message->status == PO_DRAFT) {
        po_edit_set_fuzzy(place.part->edit, place.index, false);
        place.part->changed = true;
    }
    return line_add(review, &place) || refused(review, id, "memory is too short");
}

// One id a line; blank lines and those that begin with # are passed over.
static bool review_file(struct review *review, const char *path)
{
    size_t size;
    char *text = tree_read(path, &size), *next = NULL;
    for (char *line = text ? strtok_r(text, "\r\n", &next) : NULL; line;
         line = strtok_r(NULL, "\r\n", &next)) {
        line += strspn(line, " \t");
        line[strcspn(line, " \t")] = '\0';
        if (line[0] != '\0' && line[0] != '#') {
            review_message(review, line);
        }
    }
    free(text);
    return text;
}

static int review_all(struct review *review)
{
    const struct forms_options *options = review->options;
    for (int i = 1; i < options->word_count; i++) {
        review_message(review, options->words[i]);
    }
    if (options->read && !review_file(review, options->read)) {
        return FORMS_REFUSED;
    }
    if (review->faults > 0) {
        return forms_fail("nothing is changed");
    }
    if (!tree_save(&review->tree)) {
        return FORMS_REFUSED;
    }
    printf("%zu no longer drafts, %zu were reviewed before\n", review->cleared, review->again);
    return FORMS_DONE;
}

int forms_review(const struct forms_options *options)
{
    struct review review = {.options = options};
    if (!name_valid(options->by)) {
        return options->by ? forms_misused("this is not a name:", options->by)
                           : forms_misused("a review has a name:", "--by NAME");
    }
    if (!options->date || !pack_date_valid(options->date)) {
        return forms_misused("a review has a day:", "--date YYYY-MM-DD");
    }
    if (options->word_count == 1 && !options->read) {
        return forms_misused("what was read?", "ID... or --all-read FILE");
    }
    snprintf(review.line, sizeof review.line, "Reviewed by %s, %s.", options->by, options->date);
    int code = FORMS_REFUSED;
    if (tree_open(options, options->words[0], &review.tree) && tree_is_whole(&review.tree)) {
        code = review_all(&review);
    }
    tree_finish(&review.tree);
    return code;
}
