#include "body.h"

#include <jansson.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const verbs[] = {
    [QUOTH_VERB_MERGE] = "merge",   [QUOTH_VERB_NEVER_MERGE] = "never-merge",
    [QUOTH_VERB_ALIAS] = "alias",   [QUOTH_VERB_SPLIT] = "split",
    [QUOTH_VERB_UNDO] = "undo",     [QUOTH_VERB_RENAME] = "rename",
    [QUOTH_VERB_ACCEPT] = "accept", [QUOTH_VERB_REJECT] = "reject",
    [QUOTH_VERB_EDIT] = "edit",     [QUOTH_VERB_SPEAKER] = "speaker",
};
enum { VERBS = sizeof verbs / sizeof *verbs };

static bool refuse(struct body *body, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool refuse(struct body *body, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    vsnprintf(body->message, sizeof body->message, format, values);
    va_end(values);
    return false;
}

static quoth_str string_of(const json_t *value)
{
    return (quoth_str){json_string_value(value), json_string_length(value)};
}

static bool read_text(struct body *body, const char *key, const json_t *value,
                      quoth_str *out)
{
    if (json_is_null(value))
        return true;
    if (!json_is_string(value))
        return refuse(body, "“%s” is to be a string", key);
    *out = string_of(value);
    return true;
}

static bool read_verb(struct body *body, const json_t *value)
{
    for (int i = 0; json_is_string(value) && i < VERBS; i++)
        if (strcmp(json_string_value(value), verbs[i]) == 0) {
            body->decision.verb = (quoth_verb)i;
            return true;
        }
    return refuse(body, "“verb” is to be one of merge, never-merge, alias, split, undo, "
                        "rename, accept, reject, edit, speaker");
}

static bool read_entry(struct body *body, const json_t *value)
{
    if (json_is_null(value))
        return true;
    if (!json_is_integer(value) || json_integer_value(value) < 1)
        return refuse(body, "“entry” is to be the number of an entry");
    body->decision.entry = (uint64_t)json_integer_value(value);
    return true;
}

static bool read_statements(struct body *body, const json_t *value)
{
    size_t count = json_array_size(value);
    if (json_is_null(value))
        return true;
    if (!json_is_array(value))
        return refuse(body, "“statements” is to be a list of ids");
    if (count > DECISION_STATEMENTS)
        return refuse(body, "“statements” has more than %d ids", DECISION_STATEMENTS);
    for (size_t i = 0; i < count; i++) {
        const json_t *id = json_array_get(value, i);
        if (!json_is_string(id))
            return refuse(body, "“statements” is to be a list of ids");
        body->statements[i] = string_of(id);
    }
    body->decision.statements = body->statements;
    body->decision.statement_count = count;
    return true;
}

// One of a span's two numbers.
static bool read_point(const json_t *value, uint32_t *out)
{
    if (!json_is_integer(value) || json_integer_value(value) < 0 ||
        json_integer_value(value) >= UINT32_MAX)
        return false;
    *out = (uint32_t)json_integer_value(value);
    return true;
}

static bool read_spans(struct body *body, const char *key, const json_t *value,
                       quoth_span *room, quoth_spans *out)
{
    size_t count = json_array_size(value);
    uint32_t behind = 0;
    if (json_is_null(value))
        return true;
    if (!json_is_array(value) || count > DECISION_SPANS)
        return refuse(body, "“%s” is to be a list of at most %d spans, [[from, to], …]",
                      key, DECISION_SPANS);
    for (size_t i = 0; i < count; i++) {
        const json_t *span = json_array_get(value, i);
        if (json_array_size(span) != 2 ||
            !read_point(json_array_get(span, 0), &room[i].start) ||
            !read_point(json_array_get(span, 1), &room[i].end))
            return refuse(body, "“%s” is to be a list of spans, [[from, to], …]", key);
        if (room[i].start >= room[i].end || room[i].start < behind)
            return refuse(body, "the spans of “%s” are to be in order, and not empty", key);
        behind = room[i].end;
    }
    *out = (quoth_spans){room, (uint32_t)count};
    return true;
}

static bool is(const char *key, const char *word)
{
    return strcmp(key, word) == 0;
}

static bool read_key(struct body *body, const char *key, const json_t *value)
{
    quoth_decision *decision = &body->decision;
    if (is(key, "verb"))
        return read_verb(body, value);
    if (is(key, "person"))
        return read_text(body, key, value, &decision->person);
    if (is(key, "other"))
        return read_text(body, key, value, &decision->other);
    if (is(key, "spelling"))
        return read_text(body, key, value, &decision->spelling);
    if (is(key, "why"))
        return read_text(body, key, value, &decision->why);
    if (is(key, "statements"))
        return read_statements(body, value);
    if (is(key, "entry"))
        return read_entry(body, value);
    if (is(key, "content"))
        return read_spans(body, key, value, body->content, &decision->content);
    if (is(key, "cue"))
        return read_spans(body, key, value, body->cue, &decision->cue);
    if (is(key, "source"))
        return read_spans(body, key, value, body->source, &decision->source);
    return refuse(body, "“%.40s” is no key of a decision", key);
}

// What a verb cannot be without, so that it is told by its key.
static bool needs(struct body *body)
{
    const quoth_decision *d = &body->decision;
    bool person = d->person.ptr, other = d->other.ptr, spelling = d->spelling.ptr;
    bool statements = d->statement_count;
    switch (d->verb) {
    case QUOTH_VERB_MERGE:
    case QUOTH_VERB_NEVER_MERGE:
        return (person && other) || refuse(body, "“person” and “other” are needed");
    case QUOTH_VERB_ALIAS:
    case QUOTH_VERB_RENAME:
        return (person && spelling) || refuse(body, "“person” and “spelling” are needed");
    case QUOTH_VERB_SPLIT:
        return (person && spelling != statements) ||
               refuse(body, "“person” and one of “spelling” and “statements” are needed");
    case QUOTH_VERB_UNDO:
        return d->entry || refuse(body, "“entry” is needed");
    case QUOTH_VERB_EDIT:
        return (d->statement_count == 1 && d->content.count) ||
               refuse(body, "one of “statements” and its “content” are needed");
    case QUOTH_VERB_SPEAKER:
        return (statements && person != spelling) ||
               refuse(body, "“statements” and one of “person” and “spelling” are needed");
    default:
        return statements || refuse(body, "“statements” are needed");
    }
}

// ── Its JSON ──

struct source {
    quoth_str rest;
    bool cut; // memory was out, and jansson went on
};

// A byte at a time, and none behind a failure: jansson goes on where memory was out in a
// string, with the end of it missing (as src/base/json_tree.c has it, which web/ may not
// include).
static size_t hand_over(void *buffer, size_t size, void *context)
{
    struct source *source = context;
    source->cut = source->cut || errno == ENOMEM;
    if (source->cut || !source->rest.len || !size)
        return 0;
    *(char *)buffer = *source->rest.ptr++;
    source->rest.len--;
    return 1;
}

// It nests no deeper than jansson's own limit, and goes no way that is ours. NULL: it is
// none, or, without a word in `error`, memory is out.
static json_t *parse(quoth_str json, json_error_t *error)
{
    struct source source = {.rest = json};
    errno = 0;
    json_t *root = json_load_callback(hand_over, &source, JSON_REJECT_DUPLICATES, error);
    if (!source.cut && errno != ENOMEM)
        return root;
    json_decref(root);
    error->text[0] = '\0';
    return NULL;
}

bool body_read(struct body *body, quoth_str json)
{
    json_error_t error;
    const char *key;
    json_t *value;
    *body = (struct body){0};
    if (json.len > DECISION_BYTES)
        return refuse(body, "the decision is longer than %d kB", DECISION_BYTES >> 10);
    json_t *root = parse(json, &error);
    body->root = root;
    body->full = !root && !*error.text;
    if (body->full)
        return refuse(body, "out of memory");
    if (!root)
        return refuse(body, "the body is no JSON: line %d, column %d", error.line,
                      error.column);
    if (!json_is_object(root))
        return refuse(body, "the body is to be an object");
    if (!json_object_get(root, "verb"))
        return refuse(body, "“verb” is missing");
    json_object_foreach(root, key, value)
    {
        if (!read_key(body, key, value))
            return false;
    }
    return needs(body);
}

void body_release(struct body *body)
{
    json_decref(body->root);
    body->root = NULL;
}
