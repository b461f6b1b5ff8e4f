// Decisions about statements, and a person's name: checked before they are written.
#include "archive/keep.h"
#include "archive/locate.h"
#include "archive/person/decide.h"
#include "archive/person/people.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"

// ── Statements that are there ──

struct seen {
    struct q_deciding *deciding;
    uint32_t count;
    const quoth_decision *asked; // of an edit; else NULL
    struct q_decision *out;
    bool good;
};

static void count_one(void *context, const struct q_located *one)
{
    struct seen *seen = context;
    (void)one;
    seen->count++;
}

static bool check_there(struct q_deciding *deciding, const quoth_decision *asked,
                        struct q_decision *out)
{
    struct seen seen = {.deciding = deciding};
    if (asked->statement_count == 0)
        return q_decide_refuse(deciding, QUOTH_EUSAGE, "no statement is named");
    if (!q_decide_ids(deciding, asked, out))
        return false;
    uint32_t damaged = q_locate(deciding->archive, out->statements, out->statement_count,
                                count_one, &seen);
    return deciding->db->failed.status == QUOTH_OK &&
           (seen.count == out->statement_count ||
            q_decide_missing(deciding, damaged,
                             out->statement_count == 1
                                 ? "there is no such statement"
                                 : "not all of these statements are there"));
}

// ── Other words ──

// What is wrong with spans of a text; NULL: nothing.
static const char *fault_of(quoth_str text, quoth_spans spans)
{
    uint32_t behind = 0;
    if (spans.count > Q_MAX_EDIT_SPANS)
        return "has too many parts";
    for (uint32_t i = 0; i < spans.count; i++) {
        quoth_span span = spans.at[i];
        if (span.start < behind)
            return "is not in the order of the text";
        if (span.end <= span.start)
            return "has a part without a character";
        if (span.end > text.len)
            return "goes on behind the end of the text";
        if (!q_keep_has(text, span.start, span.end))
            return "begins or ends inside a character";
        behind = span.end;
    }
    return NULL;
}

static quoth_spans points_of(struct q_deciding *deciding, quoth_str text, quoth_spans spans)
{
    quoth_span *out = q_decide_array(deciding, spans.count, sizeof *out);
    if (!out || !spans.count)
        return (quoth_spans){NULL, 0};
    memcpy(out, spans.at, spans.count * sizeof *out);
    _Static_assert(sizeof *out == 2 * sizeof(uint32_t), "a span is two offsets");
    quoth_bytes_to_points(text, &out->start, 2 * (size_t)spans.count);
    return (quoth_spans){out, spans.count};
}

static bool check_words(struct q_deciding *deciding, quoth_str text,
                        const quoth_decision *asked, const quoth_statement *found)
{
    const struct {
        const char *name;
        quoth_spans spans;
    } parts[] = {
        {"content", asked->content}, {"cue", asked->cue}, {"source", asked->source}};
    if (asked->content.count == 0)
        return q_decide_refuse(deciding, QUOTH_EUSAGE, "a statement has a content");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *fault = fault_of(text, parts[i].spans);
        if (fault)
            return q_decide_refuse(deciding, QUOTH_EUSAGE, "the %s %s", parts[i].name,
                                   fault);
    }
    if (q_spans_equal(asked->content, found->content) &&
        q_spans_equal(asked->cue, found->cue) &&
        q_spans_equal(asked->source, found->source))
        return q_decide_refuse(deciding, QUOTH_EUSAGE,
                               "these are the words that it has: accept it");
    return true;
}

static void check_one(void *context, const struct q_located *one)
{
    struct seen *seen = context;
    struct q_deciding *deciding = seen->deciding;
    quoth_str text = one->filled->text, id = q_str_from(one->filled->id);
    const quoth_decision *asked = seen->asked;
    seen->count++;
    seen->good = check_words(deciding, text, asked, &one->statements->at[one->number]);
    if (!seen->good)
        return;
    seen->out->content = points_of(deciding, text, asked->content);
    seen->out->cue = points_of(deciding, text, asked->cue);
    seen->out->source = points_of(deciding, text, asked->source);
    if (!q_str_keep(id, &deciding->arena, &seen->out->article))
        q_db_nomem(deciding->db);
}

static bool check_edit(struct q_deciding *deciding, const quoth_decision *asked,
                       struct q_decision *out)
{
    struct seen seen = {.deciding = deciding, .asked = asked, .out = out};
    if (asked->statement_count != 1)
        return q_decide_refuse(deciding, QUOTH_EUSAGE, "one statement is edited at a time");
    if (!q_decide_ids(deciding, asked, out))
        return false;
    uint32_t damaged = q_locate(deciding->archive, out->statements, out->statement_count,
                                check_one, &seen);
    return deciding->db->failed.status == QUOTH_OK &&
           (seen.good || q_decide_missing(deciding, damaged, "there is no such statement"));
}

// ── Names ──

static bool check_name(struct q_deciding *deciding, quoth_str name)
{
    if (!q_str_trim(name).len)
        return q_decide_refuse(deciding, QUOTH_EUSAGE, "there must be a name");
    if (name.len > Q_MAX_NAME || q_utf8_check(name) != name.len)
        return q_decide_refuse(deciding, QUOTH_EUSAGE,
                               "a name is UTF-8, and has %d bytes at most", Q_MAX_NAME);
    return true;
}

// What articles call a person, preferably the name that he goes by.
static bool name_of(struct q_deciding *deciding, struct q_decision *out)
{
    struct q_db *db = deciding->db;
    sqlite3_stmt *ask = q_db_ask(
        db, "SELECT s.text, s.kind FROM spelling s JOIN person p USING (person)"
            " WHERE person = ?1 ORDER BY s.text <> p.name, s.work < 0, s.text LIMIT 1");
    q_db_bind_text(db, ask, 1, out->person);
    bool found = q_db_row(db, ask);
    if (found && !q_str_keep(q_db_text(ask, 0), &deciding->arena, &out->spelling))
        q_db_nomem(db);
    out->kind = found ? (enum q_voice_kind)sqlite3_column_int(ask, 1) : Q_VOICE_PERSON;
    q_db_done(db, ask);
    return db->failed.status == QUOTH_OK &&
           (found || q_decide_refuse(deciding, QUOTH_EMISSING, "nobody here is called so"));
}

static bool check_speaker(struct q_deciding *deciding, const quoth_decision *asked,
                          struct q_decision *out)
{
    if (!check_there(deciding, asked, out))
        return false;
    if (asked->person.ptr)
        return q_decide_person(deciding, asked->person, &out->person) &&
               name_of(deciding, out);
    out->spelling = q_str_trim(asked->spelling);
    out->kind = Q_VOICE_PERSON;
    return check_name(deciding, asked->spelling);
}

static bool check_rename(struct q_deciding *deciding, const quoth_decision *asked,
                         struct q_decision *out)
{
    if (!q_decide_person(deciding, asked->person, &out->person) ||
        !check_name(deciding, asked->spelling))
        return false;
    out->spelling = q_str_trim(asked->spelling);
    sqlite3_stmt *ask =
        q_db_ask(deciding->db, "SELECT 1 FROM person WHERE person = ?1 AND name = ?2");
    q_db_bind_text(deciding->db, ask, 1, out->person);
    q_db_bind_text(deciding->db, ask, 2, out->spelling);
    bool so = q_db_row(deciding->db, ask);
    q_db_done(deciding->db, ask);
    return !so || q_decide_refuse(deciding, QUOTH_EUSAGE, "%.*s goes by that name already",
                                  (int)out->person.len, out->person.ptr);
}

bool q_decide_review(struct q_deciding *deciding, const quoth_decision *asked,
                     struct q_decision *out)
{
    switch (out->verb) {
    case Q_VERB_ACCEPT:
    case Q_VERB_REJECT:
        return check_there(deciding, asked, out);
    case Q_VERB_EDIT:
        return check_edit(deciding, asked, out);
    case Q_VERB_SPEAKER:
        return check_speaker(deciding, asked, out);
    case Q_VERB_RENAME:
        return check_rename(deciding, asked, out);
    default:
        return q_decide_refuse(deciding, QUOTH_EUSAGE, "there is no such verb");
    }
}
