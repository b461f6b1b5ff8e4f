#include "archive/person/apply.h"

#include "archive/column.h"
#include "archive/locate.h"
#include "archive/person/people.h"
#include "archive/person/voice.h"
#include "archive/reviewed.h"
#include "base/limits.h"

#include <stdlib.h>

struct applier {
    struct quoth_archive *archive;
    struct q_db *db;
    struct q_arena *arena;
    uint8_t (*changed)[16]; // ids of statements of which something else is said now
    uint32_t changed_count;
    bool checks; // only tells what would be changed
    // The article whose statements are changed, read once for all of them.
    int64_t article;
    struct q_column *columns; // NULL: none, or it is damaged
    uint32_t count;
};

static void *array(struct q_db *db, struct q_arena *arena, size_t count, size_t size)
{
    void *made = q_arena_calloc(arena, count ? count : 1, size);
    if (!made)
        q_db_nomem(db);
    return made;
}

// ── What the ledger says ──

struct told {
    const uint8_t *id;
    uint32_t at; // which decision
};

// By statement, the last decision first.
static int by_id(const void *a, const void *b)
{
    const struct told *x = a, *y = b;
    int order = memcmp(x->id, y->id, 16);
    return order != 0 ? order : (x->at < y->at) - (x->at > y->at);
}

static bool tells(const struct q_decision *decision)
{
    return q_decision_holds(decision) && decision->statement_count > 0;
}

struct q_wanted *q_decisions_wanted(struct q_db *db, const struct q_decisions *decisions,
                                    struct q_arena *arena, uint32_t *count)
{
    size_t most = 0, all = 0;
    for (uint32_t i = 0; i < decisions->count; i++)
        most += tells(&decisions->at[i]) ? decisions->at[i].statement_count : 0;
    struct told *told = array(db, arena, most, sizeof *told);
    struct q_wanted *out = array(db, arena, most, sizeof *out);
    *count = 0;
    if (!told || !out)
        return NULL;
    for (uint32_t i = 0; i < decisions->count; i++)
        for (uint32_t s = 0;
             tells(&decisions->at[i]) && s < decisions->at[i].statement_count; s++)
            told[all++] = (struct told){decisions->at[i].statements[s], i};
    qsort(told, all, sizeof *told, by_id);
    for (size_t i = 0; i < all; i++) {
        const struct q_decision *decision = &decisions->at[told[i].at];
        if (*count == 0 || memcmp(out[*count - 1].id, told[i].id, 16) != 0)
            memcpy(out[(*count)++].id, told[i].id, 16);
        struct q_wanted *one = &out[*count - 1];
        bool speaks = q_decision_of_people(decision);
        if (!speaks && !one->judges)
            one->judges = decision;
        if (speaks && !one->speaks)
            one->speaks = decision;
        if (decision->verb == Q_VERB_SPEAKER && !one->named)
            one->named = decision;
    }
    return out;
}

// ── The tables ──

// A row of `given` or of `reviewed`, as it is or as it is to be.
struct row {
    uint8_t id[16];
    int64_t entry;
    quoth_judged judged; // of `reviewed`
    quoth_str text;      // of `given`; ptr NULL: as it was found
    int64_t kind, work;
};

static bool same(const struct row *a, const struct row *b)
{
    return a->entry == b->entry && a->judged == b->judged && a->kind == b->kind &&
           a->work == b->work && !a->text.ptr == !b->text.ptr &&
           q_str_equal(a->text, b->text);
}

// Of a speaker who is there the spelling is one of its own, as of a split: it joins nobody
// but him (people.c). One who is new is called so like others in articles.
static struct row given_row(const struct q_wanted *wanted)
{
    struct row row = {.entry = wanted->speaks->entry, .text = Q_NO_STR};
    memcpy(row.id, wanted->id, sizeof row.id);
    if (wanted->named) {
        row.text = wanted->named->spelling;
        row.kind = wanted->named->kind;
    }
    if (wanted->speaks->verb == Q_VERB_SPLIT || wanted->speaks->person.ptr)
        row.work = q_decision_work(wanted->speaks);
    return row;
}

static struct row reviewed_row(const struct q_wanted *wanted)
{
    struct row row = {.entry = wanted->judges->entry,
                      .judged = q_decision_judges(wanted->judges),
                      .text = Q_NO_STR};
    memcpy(row.id, wanted->id, sizeof row.id);
    return row;
}

// By statement. `sql` gives the columns of a row, in its order.
static struct row *read_rows(struct applier *applier, int64_t most, const char *sql,
                             uint32_t *count)
{
    struct q_db *db = applier->db;
    struct row *out = array(db, applier->arena, (size_t)most, sizeof *out);
    sqlite3_stmt *ask = q_db_ask(db, sql);
    *count = 0;
    while (out && *count < most && q_db_row(db, ask)) {
        quoth_str id = q_db_bytes(ask, 0);
        struct row *one = &out[*count];
        if (id.len != sizeof one->id)
            continue;
        memcpy(one->id, id.ptr, id.len);
        one->entry = sqlite3_column_int64(ask, 1);
        one->judged = (quoth_judged)sqlite3_column_int(ask, 2);
        if (!q_str_keep(q_db_text(ask, 3), applier->arena, &one->text))
            q_db_nomem(db);
        one->kind = sqlite3_column_int64(ask, 4);
        one->work = sqlite3_column_int64(ask, 5);
        ++*count;
    }
    q_db_done(db, ask);
    return out;
}

static void put_row(struct q_db *db, const struct row *row)
{
    sqlite3_stmt *ask =
        row->judged
            ? q_db_ask(db, "INSERT OR REPLACE INTO reviewed (statement, entry, judged)"
                           " VALUES (?1, ?2, ?3)")
            : q_db_ask(db, "INSERT OR REPLACE INTO given (statement, entry, text, kind,"
                           " work) VALUES (?1, ?2, ?3, ?4, ?5)");
    q_db_bind_bytes(db, ask, 1, q_str((const char *)row->id, sizeof row->id));
    q_db_bind(db, ask, 2, row->entry);
    if (row->judged) {
        q_db_bind(db, ask, 3, row->judged);
    } else {
        q_db_bind_text(db, ask, 3, row->text);
        if (row->text.ptr)
            q_db_bind(db, ask, 4, row->kind);
        q_db_bind(db, ask, 5, row->work);
    }
    q_db_run(db, ask);
}

static void drop_row(struct q_db *db, const struct row *row)
{
    sqlite3_stmt *ask = row->judged
                            ? q_db_ask(db, "DELETE FROM reviewed WHERE statement = ?1")
                            : q_db_ask(db, "DELETE FROM given WHERE statement = ?1");
    q_db_bind_bytes(db, ask, 1, q_str((const char *)row->id, sizeof row->id));
    q_db_run(db, ask);
}

// Makes a table's rows `has` those of `wants`, both by id.
static void sync_rows(struct applier *applier, const struct row *wants, uint32_t want,
                      const struct row *has, uint32_t have)
{
    uint32_t w = 0, h = 0;
    while (w < want || h < have) {
        int order = w == want   ? 1
                    : h == have ? -1
                                : memcmp(wants[w].id, has[h].id, sizeof wants->id);
        const struct row *wanted = order <= 0 ? &wants[w++] : NULL;
        const struct row *there = order >= 0 ? &has[h++] : NULL;
        if (wanted && there && same(wanted, there))
            continue;
        if (!applier->checks && wanted)
            put_row(applier->db, wanted);
        if (!applier->checks && !wanted)
            drop_row(applier->db, there);
        memcpy(applier->changed[applier->changed_count++], wanted ? wanted->id : there->id,
               sizeof wanted->id);
    }
}

static void sync_tables(struct applier *applier, const struct q_decisions *decisions)
{
    struct q_db *db = applier->db;
    uint32_t count = 0, given_count = 0, reviewed_count = 0, gives = 0, reviews = 0;
    struct q_wanted *wanted = q_decisions_wanted(db, decisions, applier->arena, &count);
    struct row *given = read_rows(applier, q_db_number(db, "SELECT count(*) FROM given"),
                                  "SELECT statement, entry, 0, text, kind, work FROM given"
                                  " ORDER BY statement",
                                  &given_count);
    struct row *reviewed =
        read_rows(applier, q_db_number(db, "SELECT count(*) FROM reviewed"),
                  "SELECT statement, entry, judged, NULL, 0, 0 FROM reviewed"
                  " ORDER BY statement",
                  &reviewed_count);
    struct row *give = array(db, applier->arena, count, sizeof *give);
    struct row *review = array(db, applier->arena, count, sizeof *review);
    applier->changed =
        array(db, applier->arena, 2 * (size_t)count + given_count + reviewed_count,
              sizeof *applier->changed);
    if (!applier->changed || db->failed.status != QUOTH_OK)
        return;
    for (uint32_t i = 0; i < count; i++) {
        if (wanted[i].speaks)
            give[gives++] = given_row(&wanted[i]);
        if (wanted[i].judges)
            review[reviews++] = reviewed_row(&wanted[i]);
    }
    sync_rows(applier, give, gives, given, given_count);
    sync_rows(applier, review, reviews, reviewed, reviewed_count);
}

// ── The statements that are there ──

static void read_columns(struct applier *applier)
{
    struct q_db *db = applier->db;
    quoth_error error = {.status = QUOTH_OK};
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT count, columns FROM statements WHERE article = ?1");
    q_db_bind(db, ask, 1, applier->article);
    if (q_db_row(db, ask)) {
        quoth_str bytes = q_db_bytes(ask, 1);
        int64_t count = sqlite3_column_int64(ask, 0);
        // a column has a byte at least: what is damaged asks for no more than it has
        applier->count = count > 0 && (uint64_t)count <= bytes.len ? (uint32_t)count : 0;
        applier->columns =
            array(db, applier->arena, applier->count, sizeof *applier->columns);
        if (applier->columns &&
            q_columns_unpack(bytes, applier->columns, applier->count, &error) != QUOTH_OK)
            q_db_fail(db, error.status, error.message);
    }
    q_db_done(db, ask);
}

static void write_columns(struct applier *applier)
{
    struct q_db *db = applier->db;
    struct q_buf out;
    if (!applier->columns || db->failed.status != QUOTH_OK)
        return;
    q_buf_init(&out, Q_MAX_OUTPUT);
    q_columns_pack(&out, applier->columns, applier->count);
    if (out.failed)
        q_db_fail(db, q_buf_status(&out), "out of memory");
    sqlite3_stmt *ask =
        q_db_ask(db, "UPDATE statements SET columns = ?2 WHERE article = ?1");
    q_db_bind(db, ask, 1, applier->article);
    q_db_bind_bytes(db, ask, 2, q_str(out.ptr, out.len));
    q_db_run(db, ask);
    q_buf_release(&out);
}

static void change(void *context, const struct q_located *one)
{
    struct applier *applier = context;
    struct q_db *db = applier->db;
    if (!applier->columns || one->article != applier->article) {
        write_columns(applier);
        applier->article = one->article;
        applier->columns = NULL;
        applier->count = 0;
        read_columns(applier);
    }
    if (!applier->columns || one->number >= applier->count)
        return;
    struct q_column *column = &applier->columns[one->number];
    const uint8_t *id = applier->changed[one->index];
    struct q_voice voice = q_voice_of(&one->statements->at[one->number]);
    column->judged = (uint8_t)q_reviewed_of(db, id).judged;
    int64_t from = column->spelling, to = q_voice_spelling(db, &voice, id);
    if (db->failed.status != QUOTH_OK || from == to)
        return;
    q_voice_move(db, one->article, one->number, from, to);
    column->spelling = (uint32_t)to;
}

static void change_statements(struct applier *applier)
{
    if (applier->db->failed.status != QUOTH_OK)
        return;
    applier->changed_count = q_locate_sort(applier->changed, applier->changed_count);
    q_locate(applier->archive, (const uint8_t(*)[16])applier->changed,
             applier->changed_count, change, applier);
    write_columns(applier);
}

void q_decisions_sync(struct quoth_archive *archive, const struct q_decisions *decisions,
                      struct q_arena *arena)
{
    struct applier applier = {.archive = archive, .db = &archive->db, .arena = arena};
    if (applier.db->failed.status == QUOTH_OK)
        sync_tables(&applier, decisions);
    change_statements(&applier);
}

void q_decision_judge(struct quoth_archive *archive, const struct q_decision *decision,
                      struct q_arena *arena)
{
    struct applier applier = {.archive = archive, .db = &archive->db, .arena = arena};
    uint32_t count = decision->statement_count;
    applier.changed = array(applier.db, arena, count, sizeof *applier.changed);
    for (uint32_t i = 0; applier.changed && i < count; i++) {
        struct q_wanted wanted = {.judges = decision};
        memcpy(wanted.id, decision->statements[i], sizeof wanted.id);
        memcpy(applier.changed[i], wanted.id, sizeof wanted.id);
        struct row row = reviewed_row(&wanted);
        put_row(applier.db, &row);
        applier.changed_count = i + 1;
    }
    change_statements(&applier);
}

uint32_t q_decisions_amiss(struct quoth_archive *archive,
                           const struct q_decisions *decisions, struct q_arena *arena)
{
    struct applier applier = {
        .archive = archive, .db = &archive->db, .arena = arena, .checks = true};
    sync_tables(&applier, decisions);
    return applier.changed_count;
}

// ── People ──

void q_decision_mark_people(struct q_db *db, const struct q_decision *decision,
                            struct q_arena *arena)
{
    const quoth_str ids[] = {decision->person, decision->other};
    for (size_t i = 0; i < 2; i++) {
        quoth_str person = ids[i].ptr ? q_people_find(db, ids[i], arena) : Q_NO_STR;
        if (person.ptr)
            q_people_mark(db, person);
    }
    if (decision->spelling.ptr)
        q_people_mark_spelling(db, decision->spelling);
}

void q_decisions_apply(struct quoth_archive *archive)
{
    struct q_decisions decisions = {.count = 0};
    struct q_arena arena;
    q_arena_init(&arena, Q_MAX_ARENA);
    q_decisions_read(&archive->db, &arena, &decisions);
    for (uint32_t i = 0; i < decisions.count; i++)
        q_decision_mark_people(&archive->db, &decisions.at[i], &arena);
    q_decisions_sync(archive, &decisions, &arena);
    q_arena_release(&arena);
}
