/*
 * Whose the spellings are that were counted, and which outlets the articles have.
 *
 * Few are looked up one by one; of many, the index by person is read from end to end, which
 * has the spellings of a person side by side, and the index by outlet, which has all
 * appearances.
 */
#include "archive/tally.h"

#include "base/counter.h"
#include "base/limits.h"

#include <stdlib.h>

enum {
    FEW_SPELLINGS = 2048, // that are looked up one by one
    FEW_ARTICLES = 256
};

// ── Called something ──

// A row, by what it is called.
struct called {
    quoth_str name; // ptr NULL: nothing
    struct q_tally_row row;
};

static int by_name(const void *a, const void *b)
{
    const struct called *x = a, *y = b;
    int order = q_str_compare(x->name, y->name);
    return order != 0 ? order : (x->row.row > y->row.row) - (x->row.row < y->row.row);
}

/** Puts rows in the order of their names, those of one name together, into `out`. */
static void join_called(struct called *called, size_t count, struct q_tally_rows *out)
{
    qsort(called, count, sizeof *called, by_name);
    const struct called *last = NULL;
    for (size_t i = 0; i < count; i++) {
        if (!called[i].name.ptr) {
            out->none += called[i].row.statements;
        } else if (last && q_str_equal(last->name, called[i].name)) {
            out->at[out->count - 1].statements += called[i].row.statements;
        } else {
            out->at[out->count++] = called[i].row;
            last = &called[i];
        }
    }
}

static quoth_str keep(struct q_db *db, struct q_arena *arena, quoth_str text)
{
    quoth_str copy;
    if (!q_str_keep(text, arena, &copy))
        q_db_nomem(db);
    return copy;
}

/** Room in `out` for `count` rows. */
static bool make_room(struct q_tally *tally, struct q_db *db, size_t count,
                      struct q_tally_rows *out)
{
    out->at = Q_ARENA_ARRAY(&tally->arena, struct q_tally_row, count + 1);
    out->count = 0;
    if (!out->at)
        q_db_nomem(db);
    return out->at != NULL;
}

// ── Persons ──

static void look_up_persons(struct q_tally *tally, struct q_db *db)
{
    struct q_arena scratch;
    const struct q_tally_rows *spellings = &tally->spellings;
    q_arena_init(&scratch, Q_MAX_ARENA);
    struct called *called = Q_ARENA_ARRAY(&scratch, struct called, spellings->count + 1);
    if (!called)
        q_db_nomem(db);
    for (size_t i = 0; called && i < spellings->count; i++) {
        called[i] = (struct called){Q_NO_STR, spellings->at[i]};
        sqlite3_stmt *ask = q_db_ask(db, "SELECT person FROM spelling WHERE spelling = ?1");
        q_db_bind(db, ask, 1, spellings->at[i].row);
        if (q_db_row(db, ask))
            called[i].name = keep(db, &scratch, q_db_text(ask, 0));
        q_db_done(db, ask);
    }
    if (called && make_room(tally, db, spellings->count, &tally->persons))
        join_called(called, spellings->count, &tally->persons);
    q_arena_release(&scratch);
}

/** A table of what `rows` from `first` on count. */
static void make_table(struct q_counter *table, struct q_arena *arena, struct q_db *db,
                       const struct q_tally_rows *rows, int64_t first)
{
    q_counter_init(table, arena);
    for (size_t i = 0; i < rows->count; i++)
        if (rows->at[i].row >= first)
            q_counter_add(table, (uint64_t)rows->at[i].row, rows->at[i].statements);
    if (table->failed)
        q_db_nomem(db);
}

static uint64_t count_of(const struct q_tally *tally, const struct q_counter *table,
                         int64_t spelling)
{
    if (spelling >= 0 && spelling < tally->dense_end)
        return tally->dense[spelling];
    const struct q_count *slot = q_counter_get(table, (uint64_t)spelling);
    return slot ? slot->count : 0;
}

// A person's spellings come one after the other.
static void read_persons(struct q_tally *tally, struct q_db *db,
                         const struct q_counter *table)
{
    struct q_tally_rows *out = &tally->persons;
    struct q_buf last;
    uint64_t named = 0;
    q_buf_init(&last, Q_MAX_LINE);
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT person, spelling FROM spelling INDEXED BY spelling_person"
                     " WHERE person IS NOT NULL ORDER BY person");
    while (q_db_row(db, ask)) {
        int64_t spelling = sqlite3_column_int64(ask, 1);
        uint64_t count = count_of(tally, table, spelling);
        if (!count)
            continue;
        quoth_str person = q_db_text(ask, 0);
        named += count;
        if (out->count > 0 && q_str_equal(person, q_str(last.ptr, last.len))) {
            out->at[out->count - 1].statements += count;
        } else if (out->count == tally->spellings.count) {
            q_db_fail(db, QUOTH_EDAMAGED, "a spelling that is there twice");
        } else {
            out->at[out->count++] = (struct q_tally_row){spelling, count};
            q_buf_clear(&last, Q_MAX_NAME);
            q_buf_add_str(&last, person);
        }
        if (last.failed)
            q_db_fail(db, q_buf_status(&last), "a person's id is too long");
    }
    q_db_done(db, ask);
    q_buf_release(&last);
    for (size_t i = 0; i < tally->spellings.count; i++)
        out->none += tally->spellings.at[i].statements;
    out->none = out->none > named ? out->none - named : 0;
}

quoth_status q_tally_persons(struct q_tally *tally, struct quoth_archive *archive,
                             quoth_error *error)
{
    struct q_db *db = &archive->db;
    if (tally->has_persons)
        return QUOTH_OK;
    const uint64_t nobody = tally->persons.none;
    if (tally->spellings.count <= FEW_SPELLINGS) {
        look_up_persons(tally, db);
    } else {
        struct q_arena scratch;
        struct q_counter table;
        q_arena_init(&scratch, Q_MAX_ARENA);
        make_table(&table, &scratch, db, &tally->spellings, tally->dense_end);
        if (!table.failed && make_room(tally, db, tally->spellings.count, &tally->persons))
            read_persons(tally, db, &table);
        q_arena_release(&scratch);
    }
    quoth_status status = q_db_status(db, error);
    tally->has_persons = status == QUOTH_OK;
    if (status != QUOTH_OK)
        tally->persons = (struct q_tally_rows){.none = nobody};
    return status;
}

// ── Outlets ──

enum { NO_OUTLET = -1, SEVERAL = -2 }; // instead of an outlet's row, which is over 0

static int64_t outlet_in(sqlite3_stmt *ask)
{
    int64_t outlet = sqlite3_column_int64(ask, 0); // NULL: 0
    return outlet > 0 ? outlet : NO_OUTLET;
}

/** The outlet of the appearance that leads. */
static int64_t leading_outlet(struct q_db *db, int64_t article)
{
    int64_t outlet = NO_OUTLET;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT p.outlet FROM article a JOIN appearance p"
                                     " ON p.capture = a.capture AND p.number = a.number"
                                     " WHERE a.article = ?1");
    q_db_bind(db, ask, 1, article);
    if (q_db_row(db, ask))
        outlet = outlet_in(ask);
    q_db_done(db, ask);
    return outlet;
}

/** Into `also` of each article: the outlet of all its appearances. */
static void read_appearances(struct q_db *db, const struct q_counter *articles)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT outlet, article FROM appearance INDEXED BY appearance_outlet");
    while (q_db_row(db, ask)) {
        struct q_count *slot =
            q_counter_get(articles, (uint64_t)sqlite3_column_int64(ask, 1));
        int64_t outlet = outlet_in(ask);
        if (slot)
            slot->also = slot->also == 0 || slot->also == outlet ? outlet : SEVERAL;
    }
    q_db_done(db, ask);
}

/** Adds up by outlet. */
static void count_outlets(struct q_tally *tally, struct q_db *db,
                          struct q_counter *articles, struct q_counter *outlets)
{
    if (tally->articles.count > FEW_ARTICLES)
        read_appearances(db, articles);
    for (uint64_t i = 0; i < articles->room; i++) {
        const struct q_count *slot = &articles->at[i];
        int64_t outlet = slot->also;
        if (!slot->key)
            continue;
        if (outlet == 0 || outlet == SEVERAL)
            outlet = leading_outlet(db, (int64_t)slot->key);
        if (outlet > 0)
            q_counter_add(outlets, (uint64_t)outlet, slot->count);
        else
            tally->outlets.none += slot->count;
    }
    if (outlets->failed)
        q_db_nomem(db);
}

static quoth_str outlet_name(struct q_db *db, struct q_arena *arena, int64_t outlet)
{
    quoth_str name = Q_NO_STR;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT name FROM outlet WHERE outlet = ?1");
    q_db_bind(db, ask, 1, outlet);
    if (q_db_row(db, ask))
        name = keep(db, arena, q_db_text(ask, 0));
    q_db_done(db, ask);
    return name;
}

static void name_outlets(struct q_tally *tally, struct q_db *db,
                         const struct q_counter *outlets, struct q_arena *scratch)
{
    size_t count = 0;
    struct called *called = Q_ARENA_ARRAY(scratch, struct called, outlets->used + 1);
    if (!called) {
        q_db_nomem(db);
        return;
    }
    for (uint64_t i = 0; i < outlets->room; i++)
        if (outlets->at[i].key) {
            int64_t row = (int64_t)outlets->at[i].key;
            called[count++] =
                (struct called){outlet_name(db, scratch, row), {row, outlets->at[i].count}};
        }
    if (make_room(tally, db, count, &tally->outlets))
        join_called(called, count, &tally->outlets);
}

quoth_status q_tally_outlets(struct q_tally *tally, struct quoth_archive *archive,
                             quoth_error *error)
{
    struct q_db *db = &archive->db;
    struct q_arena scratch;
    if (tally->has_outlets)
        return QUOTH_OK;
    const uint64_t nowhere = tally->outlets.none;
    q_arena_init(&scratch, Q_MAX_ARENA);
    struct q_counter articles, outlets;
    q_counter_init(&outlets, &scratch);
    make_table(&articles, &scratch, db, &tally->articles, 0);
    if (!articles.failed) {
        count_outlets(tally, db, &articles, &outlets);
        name_outlets(tally, db, &outlets, &scratch);
    }
    q_arena_release(&scratch);
    quoth_status status = q_db_status(db, error);
    tally->has_outlets = status == QUOTH_OK;
    if (status != QUOTH_OK)
        tally->outlets = (struct q_tally_rows){.none = nowhere};
    return status;
}

// ── What they are called ──

quoth_status q_tally_person(struct q_tally *tally, struct quoth_archive *archive,
                            int64_t spelling, quoth_str *id, quoth_str *name,
                            quoth_error *error)
{
    struct q_db *db = &archive->db;
    *id = *name = Q_NO_STR;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT spelling.person, coalesce(person.name, spelling.text)"
                     " FROM spelling LEFT JOIN person ON person.person = spelling.person"
                     " WHERE spelling.spelling = ?1");
    q_db_bind(db, ask, 1, spelling);
    if (q_db_row(db, ask)) {
        *id = keep(db, &tally->arena, q_db_text(ask, 0));
        *name = keep(db, &tally->arena, q_db_text(ask, 1));
    }
    q_db_done(db, ask);
    if (!id->ptr || !name->ptr)
        q_db_fail(db, QUOTH_EDAMAGED, "a spelling that is nobody's");
    return q_db_status(db, error);
}

quoth_status q_tally_outlet(struct q_tally *tally, struct quoth_archive *archive,
                            int64_t outlet, quoth_str *name, quoth_error *error)
{
    struct q_db *db = &archive->db;
    *name = outlet_name(db, &tally->arena, outlet);
    if (!name->ptr)
        q_db_fail(db, QUOTH_EDAMAGED, "an outlet without a name");
    return q_db_status(db, error);
}
