#include "archive/person/decide.h"

#include "archive/column.h"
#include "archive/fill.h"
#include "archive/person/people.h"
#include "archive/person/voice.h"
#include "base/error.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct parted {
    uint8_t id[16];
    int64_t work, was;
    bool known; // `was` is
};

struct applier {
    struct quoth_archive *archive;
    struct q_db *db;
    struct q_arena arena;
    struct q_decisions decisions;
};

static void *array(struct applier *applier, size_t count, size_t size)
{
    void *made = q_arena_calloc(&applier->arena, count ? count : 1, size);
    if (!made)
        q_db_fail(applier->db, QUOTH_ENOMEM, "out of memory");
    return made;
}

// ── Statements that go to another ──

static void hex_of(const uint8_t id[16], char out[33])
{
    static const char digits[] = "0123456789abcdef";
    for (int i = 0; i < 32; i++)
        out[i] = digits[id[i / 2] >> (i % 2 ? 0 : 4) & 15];
    out[32] = '\0';
}

// The article of a statement and its number there. False: it is not there.
static bool find(struct applier *applier, const uint8_t id[16], int64_t *article,
                 uint32_t *number)
{
    char hex[33];
    int64_t key;
    quoth_error error;
    hex_of(id, hex);
    quoth_status status = q_find_statement(applier->archive, q_str(hex, 32), &key, &error);
    if (status == QUOTH_OK)
        status = q_article_of(applier->archive, key, article, number, &error);
    if (status != QUOTH_OK && status != QUOTH_EMISSING)
        q_db_fail(applier->db, status, error.message);
    return status == QUOTH_OK;
}

static struct q_column *read_columns(struct applier *applier, int64_t article,
                                     uint32_t *count)
{
    struct q_db *db = applier->db;
    struct q_column *columns = NULL;
    quoth_error error = {.status = QUOTH_OK};
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT count, columns FROM statements WHERE article = ?1");
    q_db_bind(db, ask, 1, article);
    if (q_db_row(db, ask)) {
        *count = (uint32_t)sqlite3_column_int64(ask, 0);
        columns = array(applier, *count, sizeof *columns);
        if (columns &&
            q_columns_unpack(q_db_bytes(ask, 1), columns, *count, &error) != QUOTH_OK)
            q_db_fail(db, error.status, error.message);
    }
    q_db_done(db, ask);
    return db->failed.status == QUOTH_OK ? columns : NULL;
}

static void write_columns(struct applier *applier, int64_t article,
                          const struct q_column *columns, uint32_t count)
{
    struct q_buf out;
    q_buf_init(&out, Q_MAX_OUTPUT);
    q_columns_pack(&out, columns, count);
    if (out.failed)
        q_db_fail(applier->db, q_buf_status(&out), "out of memory");
    sqlite3_stmt *ask =
        q_db_ask(applier->db, "UPDATE statements SET columns = ?2 WHERE article = ?1");
    q_db_bind(applier->db, ask, 1, article);
    q_db_bind_bytes(applier->db, ask, 2, q_str(out.ptr, out.len));
    q_db_run(applier->db, ask);
    q_buf_release(&out);
}

// Gives a statement to the spelling that `parted` now says, its role's line of work being
// `was` where that is known.
static void move(struct applier *applier, const uint8_t id[16], const struct parted *was)
{
    struct q_db *db = applier->db;
    int64_t article;
    uint32_t number, count = 0;
    if (!find(applier, id, &article, &number))
        return;
    struct q_column *columns = read_columns(applier, article, &count);
    if (!columns || number >= count || !columns[number].spelling)
        return;
    int64_t from = columns[number].spelling;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT text, kind, work FROM spelling WHERE spelling = ?1");
    q_db_bind(db, ask, 1, from);
    if (q_db_row(db, ask)) {
        int64_t work = sqlite3_column_int64(ask, 2);
        if (work < 0)
            work = was && was->known ? was->was : 0;
        struct q_voice voice = {q_db_text(ask, 0),
                                (enum q_voice_kind)sqlite3_column_int(ask, 1), Q_NO_STR,
                                (int)work};
        int64_t to = q_voice_spelling(db, &voice, id);
        q_db_done(db, ask);
        if (to && to != from) {
            q_voice_move(db, article, number, from, to);
            columns[number].spelling = (uint32_t)to;
            write_columns(applier, article, columns, count);
        }
        return;
    }
    q_db_done(db, ask);
}

// ── The table `parted` ──

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, 16);
}

// What holds, each statement once: the last split of it wins.
static struct parted *wanted(struct applier *applier, uint32_t *count)
{
    size_t most = 0;
    for (uint32_t i = 0; i < applier->decisions.count; i++)
        most += applier->decisions.at[i].statement_count;
    struct parted *out = array(applier, most, sizeof *out);
    *count = 0;
    for (uint32_t i = applier->decisions.count; out && i-- > 0;) {
        const struct q_decision *decision = &applier->decisions.at[i];
        if (decision->verb != Q_VERB_SPLIT || !q_decision_holds(decision))
            continue;
        uint32_t before = *count;
        for (uint32_t s = 0; s < decision->statement_count; s++) {
            if (before > 0 &&
                bsearch(decision->statements[s], out, before, sizeof *out, by_id))
                continue;
            struct parted *one = &out[(*count)++];
            memcpy(one->id, decision->statements[s], 16);
            one->work = q_decision_work(decision);
        }
        qsort(out, *count, sizeof *out, by_id);
    }
    return out;
}

static struct parted *present(struct applier *applier, uint32_t *count)
{
    struct q_db *db = applier->db;
    int64_t most = q_db_number(db, "SELECT count(*) FROM parted");
    struct parted *out = array(applier, (size_t)most, sizeof *out);
    sqlite3_stmt *ask = q_db_ask(db, "SELECT statement, work, was FROM parted");
    *count = 0;
    while (out && *count < most && q_db_row(db, ask)) {
        quoth_str id = q_db_bytes(ask, 0);
        if (id.len != 16)
            continue;
        struct parted *one = &out[(*count)++];
        memcpy(one->id, id.ptr, 16);
        one->work = sqlite3_column_int64(ask, 1);
        one->was = sqlite3_column_int64(ask, 2);
        one->known = sqlite3_column_type(ask, 2) != SQLITE_NULL;
    }
    q_db_done(db, ask);
    if (out)
        qsort(out, *count, sizeof *out, by_id);
    return out;
}

static void put_parted(struct applier *applier, const struct parted *one)
{
    struct q_db *db = applier->db;
    sqlite3_stmt *ask = q_db_ask(db, "INSERT INTO parted (statement, work) VALUES (?1, ?2)"
                                     " ON CONFLICT (statement) DO UPDATE SET work = ?2");
    q_db_bind_bytes(db, ask, 1, q_str((const char *)one->id, 16));
    q_db_bind(db, ask, 2, one->work);
    q_db_run(db, ask);
}

static void drop_parted(struct applier *applier, const struct parted *one)
{
    struct q_db *db = applier->db;
    sqlite3_stmt *ask = q_db_ask(db, "DELETE FROM parted WHERE statement = ?1");
    q_db_bind_bytes(db, ask, 1, q_str((const char *)one->id, 16));
    q_db_run(db, ask);
}

static void sync_parted(struct applier *applier)
{
    uint32_t want = 0, have = 0;
    struct parted *wants = wanted(applier, &want), *has = present(applier, &have);
    for (uint32_t i = 0; wants && has && i < have; i++) {
        if (want > 0 && bsearch(has[i].id, wants, want, sizeof *wants, by_id))
            continue;
        drop_parted(applier, &has[i]);
        move(applier, has[i].id, &has[i]);
    }
    for (uint32_t i = 0; wants && has && i < want; i++) {
        const struct parted *was =
            have ? bsearch(wants[i].id, has, have, sizeof *has, by_id) : NULL;
        if (was && was->work == wants[i].work)
            continue;
        put_parted(applier, &wants[i]);
        move(applier, wants[i].id, was);
    }
}

static void mark(struct applier *applier, const struct q_decision *decision)
{
    const quoth_str ids[] = {decision->person, decision->other};
    for (size_t i = 0; i < 2; i++) {
        quoth_str person =
            ids[i].ptr ? q_people_find(applier->db, ids[i], &applier->arena) : Q_NO_STR;
        if (person.ptr)
            q_people_mark(applier->db, person);
    }
    if (decision->spelling.ptr)
        q_people_mark_spelling(applier->db, decision->spelling);
}

static void start(struct applier *applier, struct quoth_archive *archive)
{
    *applier = (struct applier){.archive = archive, .db = &archive->db};
    q_arena_init(&applier->arena, Q_MAX_ARENA);
    q_decisions_read(applier->db, &applier->arena, &applier->decisions);
}

void q_decisions_apply(struct quoth_archive *archive)
{
    struct applier applier;
    start(&applier, archive);
    for (uint32_t i = 0; i < applier.decisions.count; i++)
        mark(&applier, &applier.decisions.at[i]);
    sync_parted(&applier);
    q_arena_release(&applier.arena);
}

// ── Deciding ──

static const enum q_verb verbs[] = {[QUOTH_VERB_MERGE] = Q_VERB_MERGE,
                                    [QUOTH_VERB_NEVER_MERGE] = Q_VERB_NEVER,
                                    [QUOTH_VERB_ALIAS] = Q_VERB_ALIAS,
                                    [QUOTH_VERB_SPLIT] = Q_VERB_SPLIT,
                                    [QUOTH_VERB_UNDO] = Q_VERB_UNDO};

__attribute__((format(printf, 3, 4))) static bool
refuse(struct applier *applier, quoth_status status, const char *format, ...)
{
    char message[256];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    q_db_fail(applier->db, status, message);
    return false;
}

static bool find_person(struct applier *applier, quoth_str name, quoth_str *out)
{
    if (name.len > 0)
        *out = q_people_called(applier->db, name, &applier->arena);
    else
        *out = Q_NO_STR;
    return applier->db->failed.status == QUOTH_OK &&
           (out->ptr || refuse(applier, QUOTH_EMISSING, "nobody here is called %.*s",
                               (int)name.len, name.ptr));
}

static bool is_never(struct applier *applier, quoth_str a, quoth_str b)
{
    for (uint32_t i = 0; i < applier->decisions.count; i++) {
        const struct q_decision *decision = &applier->decisions.at[i];
        if (decision->verb != Q_VERB_NEVER || !q_decision_holds(decision))
            continue;
        quoth_str one = q_people_find(applier->db, decision->person, &applier->arena);
        quoth_str two = q_people_find(applier->db, decision->other, &applier->arena);
        if (one.ptr && two.ptr &&
            ((q_str_equal(one, a) && q_str_equal(two, b)) ||
             (q_str_equal(one, b) && q_str_equal(two, a))))
            return true;
    }
    return false;
}

// The person whom a spelling is; ptr NULL: nobody is called so.
static quoth_str person_of(struct applier *applier, quoth_str text, quoth_str person)
{
    // Of several the one that is asked for.
    sqlite3_stmt *ask = q_db_ask(
        applier->db, "SELECT person FROM spelling WHERE text = ?1 AND person IS NOT"
                     " NULL ORDER BY person <> ?2, (SELECT count(*) FROM"
                     " voiced v WHERE v.spelling = spelling.spelling) DESC LIMIT 1");
    q_db_bind_text(applier->db, ask, 1, text);
    q_db_bind_text(applier->db, ask, 2, person);
    quoth_str found = Q_NO_STR;
    if (q_db_row(applier->db, ask)) {
        quoth_str name = q_db_text(ask, 0);
        char *copy = array(applier, name.len, 1);
        if (copy) {
            memcpy(copy, name.ptr, name.len);
            found = q_str(copy, name.len);
        }
    }
    q_db_done(applier->db, ask);
    return found;
}

static bool check_two(struct applier *applier, const quoth_decision *asked,
                      struct q_decision *out)
{
    if (!find_person(applier, asked->person, &out->person) ||
        !find_person(applier, asked->other, &out->other))
        return false;
    bool same = q_str_equal(out->person, out->other);
    if (out->verb == Q_VERB_MERGE && same)
        return refuse(applier, QUOTH_EUSAGE, "both are %.*s already", (int)out->person.len,
                      out->person.ptr);
    if (out->verb == Q_VERB_NEVER && same)
        return refuse(applier, QUOTH_EUSAGE,
                      "both are %.*s: split one off, or undo what merged them",
                      (int)out->person.len, out->person.ptr);
    bool never = is_never(applier, out->person, out->other);
    if (out->verb == Q_VERB_MERGE && never)
        return refuse(applier, QUOTH_EUSAGE,
                      "it was decided that %.*s is never that one: undo that first",
                      (int)out->person.len, out->person.ptr);
    if (out->verb == Q_VERB_NEVER && never)
        return refuse(applier, QUOTH_EUSAGE, "that was decided of %.*s already",
                      (int)out->person.len, out->person.ptr);
    return true;
}

static bool check_alias(struct applier *applier, const quoth_decision *asked,
                        struct q_decision *out)
{
    out->spelling = asked->spelling;
    if (!find_person(applier, asked->person, &out->person))
        return false;
    if (!out->spelling.len || q_utf8_check(out->spelling) != out->spelling.len)
        return refuse(applier, QUOTH_EUSAGE, "an alias of %.*s needs a name",
                      (int)out->person.len, out->person.ptr);
    quoth_str now = person_of(applier, out->spelling, Q_STR(""));
    if (now.ptr && q_str_equal(now, out->person))
        return refuse(applier, QUOTH_EUSAGE, "%.*s is called so already",
                      (int)out->person.len, out->person.ptr);
    if (now.ptr && is_never(applier, now, out->person))
        return refuse(applier, QUOTH_EUSAGE,
                      "it was decided that %.*s is never that one: undo that first",
                      (int)out->person.len, out->person.ptr);
    return true;
}

static bool read_id(quoth_str hex, uint8_t out[16])
{
    for (size_t i = 0; hex.len == 32 && i < 16; i++) {
        int high = q_hex_digit(hex.ptr[2 * i]), low = q_hex_digit(hex.ptr[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return hex.len == 32;
}

static bool says(struct applier *applier, const uint8_t id[16], quoth_str person)
{
    int64_t article;
    uint32_t number, count = 0;
    if (!find(applier, id, &article, &number))
        return false;
    struct q_column *columns = read_columns(applier, article, &count);
    if (!columns || number >= count)
        return false;
    sqlite3_stmt *ask =
        q_db_ask(applier->db, "SELECT 1 FROM spelling WHERE spelling = ?1 AND person = ?2");
    q_db_bind(applier->db, ask, 1, columns[number].spelling);
    q_db_bind_text(applier->db, ask, 2, person);
    bool is = q_db_row(applier->db, ask);
    q_db_done(applier->db, ask);
    return is;
}

static bool check_statements(struct applier *applier, const quoth_decision *asked,
                             struct q_decision *out)
{
    uint8_t(*ids)[16] = array(applier, asked->statement_count, sizeof *ids);
    for (size_t i = 0; ids && i < asked->statement_count; i++) {
        if (!read_id(asked->statements[i], ids[i]))
            return refuse(applier, QUOTH_EUSAGE, "%.*s is no id of a statement",
                          (int)asked->statements[i].len, asked->statements[i].ptr);
        if (!says(applier, ids[i], out->person))
            return applier->db->failed.status == QUOTH_OK &&
                   refuse(applier, QUOTH_EMISSING, "%.*s is no statement of that person",
                          (int)asked->statements[i].len, asked->statements[i].ptr);
    }
    out->statements = (const uint8_t(*)[16])ids;
    out->statement_count = (uint32_t)asked->statement_count;
    return ids != NULL;
}

static bool check_split(struct applier *applier, const quoth_decision *asked,
                        struct q_decision *out)
{
    if (!find_person(applier, asked->person, &out->person))
        return false;
    if (asked->statement_count > 0)
        return check_statements(applier, asked, out);
    out->spelling = asked->spelling;
    quoth_str now = person_of(applier, out->spelling, out->person);
    if (!now.ptr || !q_str_equal(now, out->person))
        return refuse(applier, QUOTH_EMISSING, "%.*s is not called so",
                      (int)out->person.len, out->person.ptr);
    sqlite3_stmt *ask = q_db_ask(
        applier->db, "SELECT 1 FROM spelling WHERE person = ?1 AND text <> ?2 LIMIT 1");
    q_db_bind_text(applier->db, ask, 1, out->person);
    q_db_bind_text(applier->db, ask, 2, out->spelling);
    bool others = q_db_row(applier->db, ask);
    q_db_done(applier->db, ask);
    return others ||
           refuse(applier, QUOTH_EUSAGE, "%.*s has no other name: name statements",
                  (int)out->person.len, out->person.ptr);
}

static bool check_undo(struct applier *applier, const quoth_decision *asked,
                       struct q_decision *out)
{
    const struct q_decision *one = NULL;
    for (uint32_t i = 0; i < applier->decisions.count; i++)
        if ((uint64_t)applier->decisions.at[i].entry == asked->entry)
            one = &applier->decisions.at[i];
    bool good = false;
    if (!one)
        refuse(applier, QUOTH_EMISSING, "the ledger has no entry %" PRIu64, asked->entry);
    else if (one->verb == Q_VERB_OTHER)
        refuse(applier, QUOTH_EUSAGE, "entry %" PRIu64 " cannot be undone", asked->entry);
    else if (one->forgotten)
        refuse(applier, QUOTH_EUSAGE, "what entry %" PRIu64 " said is forgotten",
               asked->entry);
    else if (one->undone)
        refuse(applier, QUOTH_EUSAGE, "entry %" PRIu64 " is undone already", asked->entry);
    else
        good = true;
    if (good)
        memcpy(out->undoes, one->digest, Q_LEDGER_HASH);
    return good;
}

static bool check(struct applier *applier, const quoth_decision *asked,
                  struct q_decision *out)
{
    *out = (struct q_decision){.verb = verbs[asked->verb], .why = asked->why};
    if (asked->why.ptr && q_utf8_check(asked->why) != asked->why.len)
        return refuse(applier, QUOTH_EUSAGE, "why is not UTF-8");
    switch (asked->verb) {
    case QUOTH_VERB_MERGE:
    case QUOTH_VERB_NEVER_MERGE:
        return check_two(applier, asked, out);
    case QUOTH_VERB_ALIAS:
        return check_alias(applier, asked, out);
    case QUOTH_VERB_SPLIT:
        return check_split(applier, asked, out);
    case QUOTH_VERB_UNDO:
        return check_undo(applier, asked, out);
    }
    return false;
}

static void write_text(struct q_json *json, const char *key, quoth_str text)
{
    if (!text.ptr)
        return;
    q_json_key(json, key);
    q_json_string(json, text);
}

static void write_payload(struct q_buf *out, const struct q_decision *decision)
{
    struct q_json json;
    q_json_init(&json, out);
    q_json_object(&json);
    write_text(&json, "person", decision->person);
    write_text(&json, "other", decision->other);
    write_text(&json, "spelling", decision->spelling);
    if (decision->statement_count > 0) {
        q_json_key(&json, "statements");
        q_json_array(&json);
        for (uint32_t i = 0; i < decision->statement_count; i++) {
            char hex[33];
            hex_of(decision->statements[i], hex);
            q_json_string(&json, q_str(hex, 32));
        }
        q_json_end(&json);
    }
    if (decision->verb == Q_VERB_UNDO) {
        char hex[65];
        hex_of(decision->undoes, hex);
        hex_of(decision->undoes + 16, hex + 32);
        write_text(&json, "entry", q_str(hex, 64));
    }
    write_text(&json, "why", decision->why);
    q_json_end(&json);
}

static int64_t decide(struct applier *applier, const quoth_decision *asked)
{
    struct q_decision decision;
    struct q_buf payload;
    if (applier->db->failed.status != QUOTH_OK || !check(applier, asked, &decision))
        return 0;
    q_buf_init(&payload, Q_MAX_LINE);
    write_payload(&payload, &decision);
    if (payload.failed)
        q_db_fail(applier->db, q_buf_status(&payload), "out of memory");
    int64_t entry = q_ledger_add(
        applier->db, q_archive_now(applier->archive), applier->archive->who,
        q_str_from(q_verb_name(decision.verb)), q_str(payload.ptr, payload.len));
    q_buf_release(&payload);
    mark(applier, &decision);
    for (uint32_t i = 0; decision.verb == Q_VERB_UNDO && i < applier->decisions.count; i++)
        mark(applier, &applier->decisions.at[i]);
    // Read again, with the new one.
    q_decisions_read(applier->db, &applier->arena, &applier->decisions);
    sync_parted(applier);
    q_people_settle(applier->db);
    return entry;
}

quoth_status quoth_archive_decide(quoth_archive *archive, const quoth_decision *decision,
                                  uint64_t *entry, quoth_error *error)
{
    struct applier applier;
    q_db_begin(&archive->db);
    q_people_settle(&archive->db);
    start(&applier, archive);
    int64_t number = decide(&applier, decision);
    q_db_commit(&archive->db);
    q_arena_release(&applier.arena);
    quoth_status status = q_db_status(&archive->db, error);
    if (status == QUOTH_OK && entry)
        *entry = (uint64_t)number;
    return status;
}
