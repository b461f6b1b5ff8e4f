#include "archive/person/decision.h"

#include "base/json_tree.h"
#include "base/limits.h"

#include <stdlib.h>

static const char *const names[] = {[Q_VERB_OTHER] = "",
                                    [Q_VERB_MERGE] = "merge",
                                    [Q_VERB_NEVER] = "never-merge",
                                    [Q_VERB_ALIAS] = "alias",
                                    [Q_VERB_SPLIT] = "split",
                                    [Q_VERB_RENAME] = "rename",
                                    [Q_VERB_ACCEPT] = "accept",
                                    [Q_VERB_REJECT] = "reject",
                                    [Q_VERB_EDIT] = "edit",
                                    [Q_VERB_SPEAKER] = "speaker",
                                    [Q_VERB_UNDO] = "undo"};

const char *q_verb_name(enum q_verb verb)
{
    return names[verb];
}

static enum q_verb verb_of(quoth_str name)
{
    for (enum q_verb verb = Q_VERB_MERGE; verb <= Q_VERB_UNDO; verb++)
        if (q_str_equal(name, q_str_from(names[verb])))
            return verb;
    return Q_VERB_OTHER;
}

bool q_decision_holds(const struct q_decision *decision)
{
    return !decision->undone && !decision->forgotten;
}

bool q_decision_of_people(const struct q_decision *decision)
{
    switch (decision->verb) {
    case Q_VERB_MERGE:
    case Q_VERB_NEVER:
    case Q_VERB_ALIAS:
    case Q_VERB_SPLIT:
    case Q_VERB_RENAME:
    case Q_VERB_SPEAKER:
        return true;
    default:
        return false;
    }
}

quoth_judged q_decision_judges(const struct q_decision *decision)
{
    switch (decision->verb) {
    case Q_VERB_ACCEPT:
        return QUOTH_JUDGED_ACCEPTED;
    case Q_VERB_REJECT:
        return QUOTH_JUDGED_REJECTED;
    case Q_VERB_EDIT:
        return QUOTH_JUDGED_EDITED;
    default:
        return QUOTH_JUDGED_NOT;
    }
}

int64_t q_decision_work(const struct q_decision *decision)
{
    int64_t work = 0;
    for (int i = 0; i < 7; i++)
        work = work << 8 | decision->digest[i];
    return -(work | 1);
}

void q_decision_mark(const struct q_decision *decision, char out[7])
{
    q_hex_write(decision->digest, 3, out);
}

// ── Reading ──

struct reader {
    struct q_arena *arena;
    bool wrong, nomem;
};

static quoth_str keep(struct reader *reader, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!json_is_string(value))
        return Q_NO_STR;
    quoth_str copy, text = q_str(json_string_value(value), json_string_length(value));
    reader->nomem |= !q_str_keep(text, reader->arena, &copy);
    return copy;
}

static bool read_hex(const json_t *value, uint8_t *out, size_t size)
{
    const char *hex = json_string_value(value);
    return hex && json_string_length(value) == 2 * size && q_hex_read(hex, size, out);
}

static void read_statements(struct reader *reader, const json_t *object,
                            struct q_decision *decision)
{
    const json_t *list = json_object_get(object, "statements");
    size_t count = json_array_size(list);
    if (!count)
        return;
    uint8_t(*out)[16] = q_arena_array(reader->arena, count, sizeof *out);
    reader->nomem = reader->nomem || !out;
    for (size_t i = 0; out && i < count; i++)
        reader->wrong = reader->wrong || !read_hex(json_array_get(list, i), out[i], 16);
    decision->statements = (const uint8_t(*)[16])out;
    decision->statement_count = (uint32_t)count;
}

static bool read_point(const json_t *pair, size_t at, uint32_t *out)
{
    const json_t *value = json_array_get(pair, at);
    json_int_t number = json_is_integer(value) ? json_integer_value(value) : -1;
    *out = (uint32_t)number;
    return number >= 0 && number <= Q_MAX_ARTICLE;
}

// Spans that ascend, none of them empty.
static quoth_spans read_spans(struct reader *reader, const json_t *object, const char *key)
{
    const json_t *list = json_object_get(object, key);
    size_t count = json_array_size(list);
    if (!count)
        return (quoth_spans){NULL, 0};
    quoth_span *out = Q_ARENA_ARRAY(reader->arena, quoth_span, count);
    uint32_t behind = 0;
    reader->nomem = reader->nomem || !out;
    reader->wrong = reader->wrong || count > Q_MAX_EDIT_SPANS;
    for (size_t i = 0; out && !reader->wrong && i < count; i++) {
        const json_t *pair = json_array_get(list, i);
        if (!read_point(pair, 0, &out[i].start) || !read_point(pair, 1, &out[i].end) ||
            out[i].start < behind || out[i].end <= out[i].start)
            reader->wrong = true;
        behind = out[i].end;
    }
    return (quoth_spans){out, (uint32_t)count};
}

static void read_edit(struct reader *reader, const json_t *object,
                      struct q_decision *decision)
{
    decision->article = keep(reader, object, "article");
    decision->content = read_spans(reader, object, "content");
    decision->cue = read_spans(reader, object, "cue");
    decision->source = read_spans(reader, object, "source");
}

// Who is new is a person.
static void read_kind(struct reader *reader, const json_t *object,
                      struct q_decision *decision)
{
    quoth_str kind = keep(reader, object, "kind");
    decision->kind =
        q_str_equal(kind, Q_STR("organization")) ? Q_VOICE_ORGANIZATION : Q_VOICE_PERSON;
}

static bool is_name(quoth_str text)
{
    return text.len > 0 && text.len <= Q_MAX_NAME;
}

static bool is_whole(const struct q_decision *decision)
{
    switch (decision->verb) {
    case Q_VERB_MERGE:
    case Q_VERB_NEVER:
        return decision->person.ptr && decision->other.ptr;
    case Q_VERB_ALIAS:
        return decision->person.ptr && decision->spelling.ptr;
    case Q_VERB_SPLIT:
        return decision->person.ptr &&
               !decision->spelling.ptr != !decision->statement_count;
    case Q_VERB_RENAME:
        return decision->person.ptr && is_name(decision->spelling);
    case Q_VERB_ACCEPT:
    case Q_VERB_REJECT:
        return decision->statement_count > 0;
    case Q_VERB_EDIT:
        return decision->statement_count == 1 && decision->article.ptr &&
               decision->content.count > 0;
    case Q_VERB_SPEAKER:
        return decision->statement_count > 0 && is_name(decision->spelling);
    default:
        return true;
    }
}

static void read_payload(struct reader *reader, quoth_str payload,
                         struct q_decision *decision)
{
    json_error_t why;
    json_t *object = q_json_tree(payload, 0, &why);
    reader->nomem |= !object && !*why.text;
    decision->person = keep(reader, object, "person");
    decision->other = keep(reader, object, "other");
    decision->spelling = keep(reader, object, "spelling");
    decision->why = keep(reader, object, "why");
    read_statements(reader, object, decision);
    if (decision->verb == Q_VERB_EDIT)
        read_edit(reader, object, decision);
    if (decision->verb == Q_VERB_SPEAKER)
        read_kind(reader, object, decision);
    if (decision->verb == Q_VERB_UNDO)
        reader->wrong = reader->wrong || !read_hex(json_object_get(object, "entry"),
                                                   decision->undoes, Q_LEDGER_HASH);
    reader->wrong = reader->wrong || !json_is_object(object) || !is_whole(decision);
    json_decref(object);
}

static void read_entry(struct reader *reader, const struct q_ledger_entry *entry,
                       struct q_decision *decision)
{
    *decision = (struct q_decision){.entry = entry->entry,
                                    .verb = verb_of(entry->verb),
                                    .forgotten = !entry->payload.ptr};
    if (entry->digest.len != Q_LEDGER_HASH) {
        reader->wrong = true;
        return;
    }
    memcpy(decision->digest, entry->digest.ptr, Q_LEDGER_HASH);
    if (!decision->forgotten && decision->verb != Q_VERB_OTHER)
        read_payload(reader, entry->payload, decision);
}

// A decision, in the order of digests.
struct digested {
    struct q_decision *decision;
};

static int by_digest(const void *a, const void *b)
{
    const struct digested *x = a, *y = b;
    return memcmp(x->decision->digest, y->decision->digest, Q_LEDGER_HASH);
}

static int to_digest(const void *digest, const void *element)
{
    const struct digested *one = element;
    return memcmp(digest, one->decision->digest, Q_LEDGER_HASH);
}

// An undo holds unless it is undone itself: they are gone through from the last.
static void undo(struct reader *reader, struct q_decisions *decisions)
{
    size_t count = decisions->count;
    struct digested *sorted = Q_ARENA_ARRAY(reader->arena, struct digested, count);
    if (!sorted) {
        reader->nomem = true;
        return;
    }
    for (size_t i = 0; i < count; i++)
        sorted[i].decision = &decisions->at[i];
    if (count > 1)
        qsort(sorted, count, sizeof *sorted, by_digest);
    for (size_t i = count; i-- > 0;) {
        struct q_decision *one = &decisions->at[i];
        const struct digested *other = NULL;
        if (one->verb == Q_VERB_UNDO && !one->forgotten)
            other = bsearch(one->undoes, sorted, count, sizeof *sorted, to_digest);
        if (!other || other->decision == one)
            continue;
        one->of = other->decision->entry;
        other->decision->undone = other->decision->undone || q_decision_holds(one);
    }
    decisions->holding = 0;
    for (uint32_t i = 0; i < decisions->count; i++)
        decisions->holding +=
            q_decision_holds(&decisions->at[i]) && q_decision_of_people(&decisions->at[i]);
}

void q_decisions_read(struct q_db *db, struct q_arena *arena, struct q_decisions *out)
{
    struct reader reader = {.arena = arena};
    int64_t most = q_db_number(db, "SELECT count(*) FROM ledger"), cursor = 0;
    struct q_ledger_entry entry;
    *out = (struct q_decisions){
        .at = q_arena_calloc(arena, (size_t)most + 1, sizeof *out->at)};
    reader.nomem = !out->at;
    while (!reader.nomem && !reader.wrong && out->count < most &&
           q_ledger_next(db, &cursor, &entry))
        read_entry(&reader, &entry, &out->at[out->count++]);
    q_ledger_stop(db);
    if (!reader.nomem && !reader.wrong)
        undo(&reader, out);
    if (reader.nomem)
        q_db_nomem(db);
    else if (reader.wrong)
        q_db_fail(db, QUOTH_EDAMAGED, "an entry of the ledger is damaged");
}

static int to_entry(const void *entry, const void *element)
{
    const int64_t *wanted = entry;
    const struct q_decision *one = element;
    return (*wanted > one->entry) - (*wanted < one->entry);
}

const struct q_decision *q_decision_at(const struct q_decisions *decisions, int64_t entry)
{
    return decisions->count ? bsearch(&entry, decisions->at, decisions->count,
                                      sizeof *decisions->at, to_entry)
                            : NULL;
}
