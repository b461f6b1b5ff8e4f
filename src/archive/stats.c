/*
 * The archive in numbers.
 *
 *     what       name        count   statements
 *     archive    articles    37087       812345
 *     published  2017         9120       201776
 *     outlet     The Herald   5120       100200
 *
 * Bytes are those of the file's pages, which takes a read of the whole file. Everything is
 * in the archive's arena, of one request.
 */
#include "archive/archive.h"

#include "base/calendar.h"
#include "base/error.h"

#include <stdio.h>

enum { KEEP = 1024 * 1024, DAY = 24 * 60 * 60 };

struct node {
    struct node *next;
    quoth_stat stat;
};

struct gathering {
    struct quoth_archive *archive;
    struct q_db *db;
    struct node *first, **last;
    size_t count;
    bool failed; // memory is out
};

static void add_stat(struct gathering *g, const quoth_stat *stat)
{
    struct node *node = q_arena_calloc(&g->archive->arena, 1, sizeof *node);
    quoth_str name;
    if (!node || !q_str_keep(stat->name, &g->archive->arena, &name)) {
        g->failed = true;
        return;
    }
    node->stat = *stat;
    node->stat.name = name;
    *g->last = node;
    g->last = &node->next;
    g->count++;
}

static void add_number(struct gathering *g, quoth_str what, quoth_str name, int64_t count)
{
    quoth_stat stat = {
        .what = what, .name = name, .count = count > 0 ? (uint64_t)count : 0};
    add_stat(g, &stat);
}

// Columns of the row: how many articles, how many statements in them.
static void add_articles(struct gathering *g, quoth_str what, quoth_str name,
                         uint64_t articles, uint64_t statements)
{
    quoth_stat stat = {.what = what,
                       .name = name,
                       .count = articles,
                       .of_articles = 1,
                       .statements = statements};
    add_stat(g, &stat);
}

// ── Whole numbers ──

static int32_t today(const struct gathering *g)
{
    return q_calendar_days(1970, 1, 1) + (int32_t)(q_archive_now(g->archive) / DAY);
}

static void add_whole_number(struct gathering *g, const char *name, const char *sql)
{
    add_number(g, Q_STR("archive"), q_str_from(name), q_db_number(g->db, sql));
}

static void add_sum(struct gathering *g, const char *name, sqlite3_stmt *ask)
{
    if (q_db_row(g->db, ask))
        add_articles(g, Q_STR("archive"), q_str_from(name),
                     (uint64_t)sqlite3_column_int64(ask, 0),
                     (uint64_t)sqlite3_column_int64(ask, 1));
    q_db_done(g->db, ask);
}

static void add_whole(struct gathering *g)
{
    struct q_db *db = g->db;
    add_whole_number(g, "captures", "SELECT count(*) FROM capture");
    add_sum(g, "articles",
            q_db_ask(db, "SELECT count(*), coalesce(sum(count), 0) FROM statements"));
    add_sum(g, "articles undated",
            q_db_ask(db, "SELECT count(*), coalesce(sum(count), 0) FROM statements"
                         " WHERE published IS NULL"));
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT count(*), coalesce(sum(count), 0) FROM statements"
                     " WHERE published > ?1");
    q_db_bind(db, ask, 1, today(g));
    add_sum(g, "articles dated after today", ask);
    add_whole_number(g, "statements", "SELECT coalesce(sum(count), 0) FROM statements");
    add_whole_number(g, "people and organizations", "SELECT count(*) FROM person");
    add_whole_number(g, "spellings of names", "SELECT count(*) FROM spelling");
    add_whole_number(g, "outlets", "SELECT count(*) FROM outlet");
    add_whole_number(g, "decisions in the ledger", "SELECT count(*) FROM ledger");
    add_whole_number(g, "forgotten", "SELECT count(*) FROM tombstone WHERE what > 0");
}

// ── Articles by what they have ──

static void add_rows(struct gathering *g, const char *what, sqlite3_stmt *ask)
{
    while (q_db_row(g->db, ask))
        add_articles(g, q_str_from(what), q_db_text(ask, 0),
                     (uint64_t)sqlite3_column_int64(ask, 1),
                     (uint64_t)sqlite3_column_int64(ask, 2));
    q_db_done(g->db, ask);
}

static void add_outlets(struct gathering *g, uint32_t most)
{
    sqlite3_stmt *ask =
        q_db_ask(g->db, "SELECT o.name, count(*) AS articles, coalesce(sum(s.count), 0)"
                        " FROM (SELECT DISTINCT outlet, article FROM appearance) p"
                        " JOIN outlet o ON o.outlet = p.outlet"
                        " LEFT JOIN statements s ON s.article = p.article"
                        " GROUP BY o.outlet ORDER BY articles DESC, o.name LIMIT ?1");
    q_db_bind(g->db, ask, 1, most ? (int64_t)most : -1);
    add_rows(g, "outlet", ask);
}

static void add_year(struct gathering *g, int32_t year, uint64_t articles,
                     uint64_t statements)
{
    char name[8];
    int len = snprintf(name, sizeof name, "%04d", (int)year);
    if (articles)
        add_articles(g, Q_STR("published"), q_str(name, (size_t)len), articles, statements);
}

static void add_years(struct gathering *g)
{
    sqlite3_stmt *ask = q_db_ask(
        g->db, "SELECT published, count(*), coalesce(sum(count), 0) FROM statements"
               " WHERE published IS NOT NULL GROUP BY published ORDER BY published");
    int32_t year = 0;
    uint64_t articles = 0, statements = 0;
    while (q_db_row(g->db, ask)) {
        int64_t day = sqlite3_column_int64(ask, 0);
        if (day < 0 || day >= Q_CALENDAR_DAYS) {
            q_db_fail(g->db, QUOTH_EDAMAGED, "an article has a day that no calendar has");
            break;
        }
        int32_t its = q_calendar_civil((int32_t)day).year;
        if (its != year) {
            add_year(g, year, articles, statements);
            year = its;
            articles = statements = 0;
        }
        articles += (uint64_t)sqlite3_column_int64(ask, 1);
        statements += (uint64_t)sqlite3_column_int64(ask, 2);
    }
    q_db_done(g->db, ask);
    add_year(g, year, articles, statements);
}

static void add_models(struct gathering *g)
{
    add_rows(g, "model",
             q_db_ask(g->db,
                      "SELECT e.version || ' ' || e.model, count(*) AS articles,"
                      " coalesce(sum(s.count), 0) FROM article a"
                      " JOIN extractor e ON e.extractor = a.extractor"
                      " LEFT JOIN statements s ON s.article = a.article"
                      " GROUP BY e.extractor ORDER BY articles DESC, e.version, e.model"));
}

// ── Bytes ──

static int64_t page_size(struct gathering *g)
{
    return q_db_number(g->db, "PRAGMA page_size");
}

static void add_bytes(struct gathering *g)
{
    int64_t pages = q_db_number(g->db, "PRAGMA page_count");
    add_number(g, Q_STR("bytes"), Q_STR("file"), pages * page_size(g));
}

static void add_parts(struct gathering *g)
{
    int64_t spare = q_db_number(g->db, "PRAGMA freelist_count");
    // Each table with its indexes; the full text is the tables whose names begin so.
    sqlite3_stmt *ask = q_db_ask(
        g->db, "SELECT part, sum(bytes) AS bytes FROM (SELECT CASE"
               " WHEN d.name LIKE 'words\\_%' ESCAPE '\\' THEN 'full text'"
               " WHEN d.name LIKE 'spelling\\_words%' ESCAPE '\\' THEN 'full text'"
               " WHEN d.name LIKE 'sqlite\\_s%' ESCAPE '\\' THEN 'schema'"
               " ELSE coalesce(m.tbl_name, d.name) END AS part, d.pgsize AS bytes"
               " FROM dbstat d LEFT JOIN sqlite_schema m ON m.name = d.name"
               " WHERE d.aggregate = TRUE) GROUP BY part ORDER BY bytes DESC, part");
    while (q_db_row(g->db, ask))
        add_number(g, Q_STR("bytes"), q_db_text(ask, 0), sqlite3_column_int64(ask, 1));
    q_db_done(g->db, ask);
    if (spare > 0)
        add_number(g, Q_STR("bytes"), Q_STR("free"), spare * page_size(g));
}

// ── All ──

quoth_status quoth_archive_stats(quoth_archive *archive, uint32_t outlets, int parts,
                                 const quoth_stat **out, size_t *count, quoth_error *error)
{
    struct gathering g = {.archive = archive, .db = &archive->db};
    g.last = &g.first;
    q_arena_clear(&archive->arena, KEEP);
    add_whole(&g);
    add_years(&g);
    add_outlets(&g, outlets);
    add_models(&g);
    add_bytes(&g);
    if (parts)
        add_parts(&g);
    quoth_status status = q_db_status(g.db, error);
    quoth_stat *array = Q_ARENA_ARRAY(&archive->arena, quoth_stat, g.count);
    if (status != QUOTH_OK)
        return status;
    if (g.failed || !array)
        return q_error_nomem(error);
    size_t used = 0;
    for (const struct node *node = g.first; node; node = node->next)
        array[used++] = node->stat;
    *out = array;
    *count = used;
    return QUOTH_OK;
}
