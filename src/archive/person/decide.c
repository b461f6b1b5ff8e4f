#include "archive/person/decide.h"

#include "archive/locate.h"
#include "archive/person/apply.h"
#include "archive/person/people.h"
#include "archive/row.h"
#include "base/error.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

void *q_decide_array(struct q_deciding *deciding, size_t count, size_t size)
{
    void *made = q_arena_calloc(&deciding->arena, count ? count : 1, size);
    if (!made)
        q_db_nomem(deciding->db);
    return made;
}

static const enum q_verb verbs[] = {
    [QUOTH_VERB_MERGE] = Q_VERB_MERGE,   [QUOTH_VERB_NEVER_MERGE] = Q_VERB_NEVER,
    [QUOTH_VERB_ALIAS] = Q_VERB_ALIAS,   [QUOTH_VERB_SPLIT] = Q_VERB_SPLIT,
    [QUOTH_VERB_UNDO] = Q_VERB_UNDO,     [QUOTH_VERB_RENAME] = Q_VERB_RENAME,
    [QUOTH_VERB_ACCEPT] = Q_VERB_ACCEPT, [QUOTH_VERB_REJECT] = Q_VERB_REJECT,
    [QUOTH_VERB_EDIT] = Q_VERB_EDIT,     [QUOTH_VERB_SPEAKER] = Q_VERB_SPEAKER};

bool q_decide_refuse(struct q_deciding *deciding, quoth_status status, const char *format,
                     ...)
{
    char message[256];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    q_db_fail(deciding->db, status, message);
    return false;
}

bool q_decide_missing(struct q_deciding *deciding, uint32_t damaged, const char *why)
{
    return damaged ? q_decide_refuse(deciding, QUOTH_EDAMAGED,
                                     "an article that may have it is damaged; quoth verify "
                                     "names it")
                   : q_decide_refuse(deciding, QUOTH_EMISSING, "%s", why);
}

bool q_decide_person(struct q_deciding *deciding, quoth_str name, quoth_str *out)
{
    if (name.len > 0)
        *out = q_people_called(deciding->db, name, &deciding->arena);
    else
        *out = Q_NO_STR;
    return deciding->db->failed.status == QUOTH_OK &&
           (out->ptr ||
            q_decide_refuse(deciding, QUOTH_EMISSING, "nobody here is called %.*s",
                            (int)name.len, name.ptr));
}

// All that the ledger says: read where a decision must be checked against others.
static const struct q_decisions *known(struct q_deciding *deciding)
{
    if (!deciding->decisions.at && deciding->db->failed.status == QUOTH_OK)
        q_decisions_read(deciding->db, &deciding->arena, &deciding->decisions);
    return &deciding->decisions;
}

static bool is_never(struct q_deciding *deciding, quoth_str a, quoth_str b)
{
    const struct q_decisions *decisions = known(deciding);
    for (uint32_t i = 0; i < decisions->count; i++) {
        const struct q_decision *decision = &decisions->at[i];
        if (decision->verb != Q_VERB_NEVER || !q_decision_holds(decision))
            continue;
        quoth_str one = q_people_find(deciding->db, decision->person, &deciding->arena);
        quoth_str two = q_people_find(deciding->db, decision->other, &deciding->arena);
        if (one.ptr && two.ptr &&
            ((q_str_equal(one, a) && q_str_equal(two, b)) ||
             (q_str_equal(one, b) && q_str_equal(two, a))))
            return true;
    }
    return false;
}

// The person whom a spelling is; ptr NULL: nobody is called so.
static quoth_str person_of(struct q_deciding *deciding, quoth_str text, quoth_str person)
{
    // Of several the one that is asked for.
    sqlite3_stmt *ask = q_db_ask(
        deciding->db, "SELECT person FROM spelling WHERE text = ?1 AND person IS NOT"
                      " NULL ORDER BY person <> ?2, (SELECT count(*) FROM"
                      " voiced v WHERE v.spelling = spelling.spelling) DESC LIMIT 1");
    q_db_bind_text(deciding->db, ask, 1, text);
    q_db_bind_text(deciding->db, ask, 2, person);
    quoth_str found = Q_NO_STR;
    if (q_db_row(deciding->db, ask)) {
        quoth_str name = q_db_text(ask, 0);
        char *copy = q_decide_array(deciding, name.len, 1);
        if (copy) {
            memcpy(copy, name.ptr, name.len);
            found = q_str(copy, name.len);
        }
    }
    q_db_done(deciding->db, ask);
    return found;
}

static bool check_two(struct q_deciding *deciding, const quoth_decision *asked,
                      struct q_decision *out)
{
    if (!q_decide_person(deciding, asked->person, &out->person) ||
        !q_decide_person(deciding, asked->other, &out->other))
        return false;
    bool same = q_str_equal(out->person, out->other);
    if (out->verb == Q_VERB_MERGE && same)
        return q_decide_refuse(deciding, QUOTH_EUSAGE, "both are %.*s already",
                               (int)out->person.len, out->person.ptr);
    if (out->verb == Q_VERB_NEVER && same)
        return q_decide_refuse(deciding, QUOTH_EUSAGE,
                               "both are %.*s: split one off, or undo what merged them",
                               (int)out->person.len, out->person.ptr);
    bool never = is_never(deciding, out->person, out->other);
    if (out->verb == Q_VERB_MERGE && never)
        return q_decide_refuse(
            deciding, QUOTH_EUSAGE,
            "it was decided that %.*s is never that one: undo that first",
            (int)out->person.len, out->person.ptr);
    if (out->verb == Q_VERB_NEVER && never)
        return q_decide_refuse(deciding, QUOTH_EUSAGE, "that was decided of %.*s already",
                               (int)out->person.len, out->person.ptr);
    return true;
}

static bool check_alias(struct q_deciding *deciding, const quoth_decision *asked,
                        struct q_decision *out)
{
    out->spelling = asked->spelling;
    if (!q_decide_person(deciding, asked->person, &out->person))
        return false;
    if (!out->spelling.len || q_utf8_check(out->spelling) != out->spelling.len)
        return q_decide_refuse(deciding, QUOTH_EUSAGE, "an alias of %.*s needs a name",
                               (int)out->person.len, out->person.ptr);
    quoth_str now = person_of(deciding, out->spelling, Q_STR(""));
    if (now.ptr && q_str_equal(now, out->person))
        return q_decide_refuse(deciding, QUOTH_EUSAGE, "%.*s is called so already",
                               (int)out->person.len, out->person.ptr);
    if (now.ptr && is_never(deciding, now, out->person))
        return q_decide_refuse(
            deciding, QUOTH_EUSAGE,
            "it was decided that %.*s is never that one: undo that first",
            (int)out->person.len, out->person.ptr);
    return true;
}

bool q_decide_ids(struct q_deciding *deciding, const quoth_decision *asked,
                  struct q_decision *out)
{
    enum { DIGITS = 2 * sizeof *out->statements };
    if (asked->statement_count > Q_MAX_DECIDED)
        return q_decide_refuse(deciding, QUOTH_EUSAGE,
                               "one decision is about %u statements at most",
                               Q_MAX_DECIDED);
    uint8_t(*ids)[16] = q_decide_array(deciding, asked->statement_count, sizeof *ids);
    for (size_t i = 0; ids && i < asked->statement_count; i++) {
        quoth_str id = asked->statements[i];
        if (id.len != DIGITS || !q_hex_read(id.ptr, sizeof *ids, ids[i]))
            return q_decide_refuse(
                deciding, QUOTH_EUSAGE,
                "%.*s is no whole id of a statement, which has %d digits",
                (int)(id.len < 80 ? id.len : 80), id.ptr ? id.ptr : "", (int)DIGITS);
    }
    if (!ids)
        return false;
    out->statement_count = q_locate_sort(ids, (uint32_t)asked->statement_count);
    out->statements = (const uint8_t(*)[16])ids;
    return true;
}

// The statements that a person says, among those that are asked for.
struct saying {
    struct q_deciding *deciding;
    struct q_answer_row row;
    quoth_str person;
    uint32_t count;
};

static void count_said(void *context, const struct q_located *one)
{
    struct saying *saying = context;
    struct quoth_archive *archive = saying->deciding->archive;
    quoth_error error;
    sqlite3_stmt *ask =
        q_db_ask(&archive->db, "SELECT first FROM statements WHERE article = ?1");
    q_db_bind(&archive->db, ask, 1, one->article);
    int64_t first = q_db_row(&archive->db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(&archive->db, ask);
    quoth_status status =
        q_answer_row_take(&saying->row, archive, first + one->number, &error);
    if (status != QUOTH_OK)
        q_db_fail(&archive->db, status, error.message);
    else
        saying->count +=
            saying->row.person_id.ptr && q_str_equal(saying->row.person_id, saying->person);
}

static bool check_statements(struct q_deciding *deciding, const quoth_decision *asked,
                             struct q_decision *out)
{
    struct saying saying = {.deciding = deciding, .person = out->person};
    if (!q_decide_ids(deciding, asked, out))
        return false;
    q_answer_row_init(&saying.row);
    uint32_t damaged = q_locate(deciding->archive, out->statements, out->statement_count,
                                count_said, &saying);
    q_answer_row_release(&saying.row);
    return deciding->db->failed.status == QUOTH_OK &&
           (saying.count == out->statement_count ||
            q_decide_missing(deciding, damaged,
                             out->statement_count == 1
                                 ? "that is no statement of that person"
                                 : "not all of these are statements of that person"));
}

static bool check_split(struct q_deciding *deciding, const quoth_decision *asked,
                        struct q_decision *out)
{
    if (!q_decide_person(deciding, asked->person, &out->person))
        return false;
    if (asked->statement_count > 0)
        return check_statements(deciding, asked, out);
    out->spelling = asked->spelling;
    quoth_str now = person_of(deciding, out->spelling, out->person);
    if (!now.ptr || !q_str_equal(now, out->person))
        return q_decide_refuse(deciding, QUOTH_EMISSING, "%.*s is not called so",
                               (int)out->person.len, out->person.ptr);
    sqlite3_stmt *ask = q_db_ask(
        deciding->db, "SELECT 1 FROM spelling WHERE person = ?1 AND text <> ?2 LIMIT 1");
    q_db_bind_text(deciding->db, ask, 1, out->person);
    q_db_bind_text(deciding->db, ask, 2, out->spelling);
    bool others = q_db_row(deciding->db, ask);
    q_db_done(deciding->db, ask);
    return others || q_decide_refuse(deciding, QUOTH_EUSAGE,
                                     "%.*s has no other name: name statements",
                                     (int)out->person.len, out->person.ptr);
}

static bool check_undo(struct q_deciding *deciding, const quoth_decision *asked,
                       struct q_decision *out)
{
    const struct q_decision *one =
        asked->entry <= INT64_MAX ? q_decision_at(known(deciding), (int64_t)asked->entry)
                                  : NULL;
    bool good = false;
    if (deciding->db->failed.status != QUOTH_OK)
        return false;
    if (!one)
        q_decide_refuse(deciding, QUOTH_EMISSING, "the ledger has no entry %" PRIu64,
                        asked->entry);
    else if (one->verb == Q_VERB_OTHER)
        q_decide_refuse(deciding, QUOTH_EUSAGE, "entry %" PRIu64 " cannot be undone",
                        asked->entry);
    else if (one->forgotten)
        q_decide_refuse(deciding, QUOTH_EUSAGE, "what entry %" PRIu64 " said is forgotten",
                        asked->entry);
    else if (one->undone)
        q_decide_refuse(deciding, QUOTH_EUSAGE, "entry %" PRIu64 " is undone already",
                        asked->entry);
    else
        good = true;
    if (good)
        memcpy(out->undoes, one->digest, Q_LEDGER_HASH);
    return good;
}

static bool check(struct q_deciding *deciding, const quoth_decision *asked,
                  struct q_decision *out)
{
    *out = (struct q_decision){.why = asked->why};
    if ((size_t)asked->verb >= sizeof verbs / sizeof *verbs)
        return q_decide_refuse(deciding, QUOTH_EUSAGE, "there is no such verb");
    out->verb = verbs[asked->verb];
    if (asked->why.ptr && q_utf8_check(asked->why) != asked->why.len)
        return q_decide_refuse(deciding, QUOTH_EUSAGE, "why is not UTF-8");
    switch (asked->verb) {
    case QUOTH_VERB_MERGE:
    case QUOTH_VERB_NEVER_MERGE:
        return check_two(deciding, asked, out);
    case QUOTH_VERB_ALIAS:
        return check_alias(deciding, asked, out);
    case QUOTH_VERB_SPLIT:
        return check_split(deciding, asked, out);
    case QUOTH_VERB_UNDO:
        return check_undo(deciding, asked, out);
    default:
        return q_decide_review(deciding, asked, out);
    }
}

static void write_text(struct q_json *json, const char *key, quoth_str text)
{
    if (!text.ptr)
        return;
    q_json_key(json, key);
    q_json_string(json, text);
}

static void write_spans(struct q_json *json, const char *key, quoth_spans spans)
{
    q_json_key(json, key);
    q_json_array(json);
    for (uint32_t i = 0; i < spans.count; i++) {
        q_json_array(json);
        q_json_number(json, spans.at[i].start);
        q_json_number(json, spans.at[i].end);
        q_json_end(json);
    }
    q_json_end(json);
}

static void write_payload(struct q_buf *out, const struct q_decision *decision)
{
    struct q_json json;
    q_json_init(&json, out);
    q_json_object(&json);
    write_text(&json, "person", decision->person);
    write_text(&json, "other", decision->other);
    write_text(&json, "spelling", decision->spelling);
    if (decision->verb == Q_VERB_SPEAKER && decision->person.ptr)
        write_text(&json, "kind",
                   decision->kind == Q_VOICE_ORGANIZATION ? Q_STR("organization")
                                                          : Q_STR("person"));
    if (decision->statement_count > 0) {
        q_json_key(&json, "statements");
        q_json_array(&json);
        for (uint32_t i = 0; i < decision->statement_count; i++) {
            char hex[33];
            q_hex_write(decision->statements[i], 16, hex);
            q_json_string(&json, q_str(hex, 32));
        }
        q_json_end(&json);
    }
    if (decision->verb == Q_VERB_EDIT) {
        write_text(&json, "article", decision->article);
        write_spans(&json, "content", decision->content);
        write_spans(&json, "cue", decision->cue);
        write_spans(&json, "source", decision->source);
    }
    if (decision->verb == Q_VERB_UNDO) {
        char hex[65];
        q_hex_write(decision->undoes, 32, hex);
        write_text(&json, "entry", q_str(hex, 64));
    }
    write_text(&json, "why", decision->why);
    q_json_end(&json);
}

// What changes who is who, or what held before: by all of the ledger, with the new entry.
static void apply(struct q_deciding *deciding, const struct q_decision *decision)
{
    const struct q_decisions before = deciding->decisions; // of an undo: it was checked
    q_decision_mark_people(deciding->db, decision, &deciding->arena);
    q_decisions_read(deciding->db, &deciding->arena, &deciding->decisions);
    for (uint32_t i = 0; deciding->db->failed.status == QUOTH_OK && i < before.count; i++)
        if (q_decision_holds(&before.at[i]) != // it was undone, or its undoing was
            q_decision_holds(&deciding->decisions.at[i]))
            q_decision_mark_people(deciding->db, &before.at[i], &deciding->arena);
    q_decisions_sync(deciding->archive, &deciding->decisions, &deciding->arena);
    q_people_settle(deciding->db);
}

static int64_t decide(struct q_deciding *deciding, const quoth_decision *asked)
{
    struct q_decision decision;
    struct q_buf payload;
    if (deciding->db->failed.status != QUOTH_OK || !check(deciding, asked, &decision))
        return 0;
    q_buf_init(&payload, Q_MAX_LINE);
    write_payload(&payload, &decision);
    if (payload.failed)
        q_db_fail(deciding->db, q_buf_status(&payload), "out of memory");
    int64_t entry = q_ledger_add(
        deciding->db, q_archive_now(deciding->archive), deciding->archive->who,
        q_str_from(q_verb_name(decision.verb)), q_str(payload.ptr, payload.len));
    q_buf_release(&payload);
    decision.entry = entry;
    if (q_decision_judges(&decision) != QUOTH_JUDGED_NOT)
        q_decision_judge(deciding->archive, &decision, &deciding->arena);
    else
        apply(deciding, &decision);
    return entry;
}

quoth_status quoth_archive_decide(quoth_archive *archive, const quoth_decision *decision,
                                  uint64_t *entry, quoth_error *error)
{
    struct q_deciding deciding = {.archive = archive, .db = &archive->db};
    q_db_begin(&archive->db);
    q_people_catch_up(archive);
    q_arena_init(&deciding.arena, Q_MAX_ARENA);
    int64_t number = decide(&deciding, decision);
    q_db_commit(&archive->db);
    q_arena_release(&deciding.arena);
    quoth_status status = q_db_status(&archive->db, error);
    if (status == QUOTH_OK && entry)
        *entry = (uint64_t)number;
    return status;
}
