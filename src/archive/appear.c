/*
 * Where a text appears: in which captures, when, at which addresses; and what else stood at
 * these addresses.
 *
 *     sha256:7c1f…   →   Herald 2018-04-24 (leads), Evening Post 2018-04-25
 *
 * What a capture tells of the article is unpacked with its bytes, and may be words of the
 * text, which is unpacked with the bytes of the capture that leads. Everything is in the
 * archive's arena, of one request.
 */
#include "archive/archive.h"
#include "archive/fill.h"
#include "archive/id.h"
#include "archive/pack.h"
#include "archive/squeeze.h"
#include "base/calendar.h"
#include "base/date.h"
#include "base/error.h"
#include "base/limits.h"
#include "record/article.h"

#include <stdio.h>

enum { KEEP = 4 * 1024 * 1024, DAY = 24 * 60 * 60 };

// An appearance on its way out of its row; the list is turned into an array at the end.
struct node {
    struct node *next;
    quoth_appearance appearance;
};

struct gathering {
    struct quoth_archive *archive;
    struct quoth_article *article; // scratch: what a row tells of it
    struct node *first, **last;
    size_t count;
    quoth_error *error;
};

// ── What a row holds ──

static bool keep(struct gathering *g, quoth_str *out, quoth_str text)
{
    return q_str_keep(text, &g->archive->arena, out);
}

// `before` and the digits of `bytes`.
static bool keep_hex(struct gathering *g, quoth_str *out, quoth_str before, quoth_str bytes)
{
    char *at = q_arena_alloc(&g->archive->arena, before.len + 2 * bytes.len + 1);
    if (!at)
        return false;
    *out = q_str(at, before.len + 2 * bytes.len);
    if (before.len)
        memcpy(at, before.ptr, before.len);
    q_hex_write((const uint8_t *)bytes.ptr, bytes.len, at + before.len);
    return true;
}

static bool keep_date(struct gathering *g, quoth_date *out, const quoth_date *date)
{
    return keep(g, &out->value, date->value) && keep(g, &out->precision, date->precision) &&
           keep(g, &out->text, date->text);
}

// When it was fetched, as its container says; else the day it was added.
static bool keep_captured(struct gathering *g, quoth_date *out, quoth_str fetched,
                          int64_t added)
{
    char value[Q_DATE_SIZE];
    quoth_date date = {Q_NO_STR, Q_NO_STR, Q_NO_STR};
    if (fetched.ptr && q_date_read_web(fetched, value, &date))
        return keep_date(g, out, &date);
    int64_t days = q_calendar_days(1970, 1, 1) + (int64_t)(added / DAY);
    if (days < 0 || days >= Q_CALENDAR_DAYS)
        return true;
    struct q_civil civil = q_calendar_civil((int32_t)days);
    int len = snprintf(value, sizeof value, "%04d-%02u-%02u", (int)civil.year, civil.month,
                       civil.day);
    date = (quoth_date){q_str(value, (size_t)len), Q_STR("day"), Q_NO_STR};
    return keep_date(g, out, &date);
}

// ── A row ──

// What the columns of both questions are.
enum {
    ID,
    CAPTURE,
    HASH,
    SIZE,
    BYTES,
    ABOUT,
    PATH,
    FETCHED,
    ADDED,
    LEADS,
    TEXT_SIZE,
    TEXT,
    TEXT_SOURCE_SIZE,
    TEXT_SOURCE
};
#define COLUMNS                                                                            \
    "a.id, c.id, s.hash, s.size, s.bytes, p.about, c.path, c.fetched, c.added,"            \
    " p.capture = a.capture AND p.number = a.number, a.size, a.text, t.size, t.bytes"
#define TABLES                                                                             \
    " JOIN article a ON a.article = p.article"                                             \
    " JOIN capture c ON c.capture = p.capture JOIN source s ON s.source = c.source"        \
    " JOIN capture l ON l.capture = a.capture JOIN source t ON t.source = l.source"

// The article's text into the second spare.
static quoth_status read_text(struct gathering *g, sqlite3_stmt *ask)
{
    struct q_buf *bytes = &g->archive->spare[0], *text = &g->archive->spare[1];
    int64_t size = sqlite3_column_int64(ask, TEXT_SIZE);
    q_buf_clear(text, KEEP);
    if (size < 0 || size > (int64_t)Q_MAX_ARTICLE)
        return q_error(g->error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                       "an article's row is damaged");
    quoth_status status = q_fill_source(ask, TEXT_SOURCE_SIZE, bytes, g->error);
    return status != QUOTH_OK ? status
                              : q_unsqueeze(text, q_db_bytes(ask, TEXT), (size_t)size,
                                            q_buf_held(bytes), g->error);
}

// Fills the scratch with what the row's capture tells of the article.
static quoth_status read_about(struct gathering *g, sqlite3_stmt *ask)
{
    struct q_buf *bytes = &g->archive->spare[0], *text = &g->archive->spare[1];
    struct q_buf *about = &g->archive->spare[2];
    q_article_clear(g->article);
    q_buf_clear(about, KEEP);
    quoth_status status = read_text(g, ask);
    if (status != QUOTH_OK)
        return status;
    g->article->text = q_buf_held(text);
    status = q_fill_source(ask, SIZE, bytes, g->error);
    if (status == QUOTH_OK)
        status = q_unsqueeze_most(about, q_db_bytes(ask, ABOUT), Q_MAX_LINE,
                                  q_buf_held(bytes), g->error);
    if (status == QUOTH_OK)
        status = q_unpack_about(q_buf_held(about), g->article, g->error);
    return status;
}

static bool keep_row(struct gathering *g, sqlite3_stmt *ask, quoth_appearance *out)
{
    const struct quoth_article *article = g->article;
    out->size = (uint64_t)sqlite3_column_int64(ask, SIZE);
    out->leads = sqlite3_column_int(ask, LEADS);
    return keep_hex(g, &out->article, Q_STR("sha256:"), q_db_bytes(ask, ID)) &&
           keep_hex(g, &out->capture, Q_STR(""), q_db_bytes(ask, CAPTURE)) &&
           keep_hex(g, &out->source, Q_STR("sha256:"), q_db_bytes(ask, HASH)) &&
           keep_captured(g, &out->captured, q_db_text(ask, FETCHED),
                         sqlite3_column_int64(ask, ADDED)) &&
           keep(g, &out->name, article->name) &&
           keep(g, &out->path, q_db_text(ask, PATH)) && keep(g, &out->url, article->url) &&
           keep(g, &out->outlet, article->outlet) && keep(g, &out->title, article->title) &&
           keep_date(g, &out->published, &article->published);
}

static quoth_status add_row(struct gathering *g, sqlite3_stmt *ask)
{
    quoth_status status = read_about(g, ask);
    struct node *node = q_arena_calloc(&g->archive->arena, 1, sizeof *node);
    if (status != QUOTH_OK)
        return status;
    if (!node || !keep_row(g, ask, &node->appearance))
        return q_error_nomem(g->error);
    *g->last = node;
    g->last = &node->next;
    g->count++;
    return QUOTH_OK;
}

static quoth_status make_array(struct gathering *g, const quoth_appearance **out,
                               size_t *count)
{
    quoth_appearance *array =
        Q_ARENA_ARRAY(&g->archive->arena, quoth_appearance, g->count ? g->count : 1);
    if (!array)
        return q_error_nomem(g->error);
    size_t used = 0;
    for (const struct node *node = g->first; node; node = node->next)
        array[used++] = node->appearance;
    *out = array;
    *count = used;
    return QUOTH_OK;
}

// All rows of `ask`, whose columns are those above.
static quoth_status gather(struct gathering *g, sqlite3_stmt *ask,
                           const quoth_appearance **out, size_t *count)
{
    quoth_status status = QUOTH_OK;
    g->first = NULL;
    g->last = &g->first;
    g->count = 0;
    while (status == QUOTH_OK && q_db_row(&g->archive->db, ask))
        status = add_row(g, ask);
    q_db_done(&g->archive->db, ask);
    if (status == QUOTH_OK)
        status = q_db_status(&g->archive->db, g->error);
    return status == QUOTH_OK ? make_array(g, out, count) : status;
}

// ── Both lists ──

static quoth_status gather_appearances(struct gathering *g, int64_t article,
                                       quoth_origin *out)
{
    struct q_db *db = &g->archive->db;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT " COLUMNS " FROM appearance p" TABLES
                                     " WHERE p.article = ?1 ORDER BY p.capture = a.capture"
                                     " AND p.number = a.number DESC, c.added, c.id,"
                                     " p.number");
    q_db_bind(db, ask, 1, article);
    return gather(g, ask, &out->appearances, &out->count);
}

static quoth_status gather_versions(struct gathering *g, int64_t article, quoth_origin *out)
{
    struct q_db *db = &g->archive->db;
    sqlite3_stmt *ask = q_db_ask(
        db, "SELECT " COLUMNS " FROM (SELECT min(p.capture) AS capture, p.number,"
            " p.article, p.about FROM appearance p WHERE p.article <> ?1 AND p.url IN"
            " (SELECT url FROM appearance WHERE article = ?1 AND url IS NOT NULL)"
            " GROUP BY p.article) p" TABLES " ORDER BY c.added, c.id, p.number");
    q_db_bind(db, ask, 1, article);
    return gather(g, ask, &out->versions, &out->version_count);
}

quoth_status quoth_archive_origin(quoth_archive *archive, quoth_str id, quoth_origin *out,
                                  quoth_error *error)
{
    int64_t article;
    quoth_status status = q_find_article(archive, id, &article, error);
    if (status != QUOTH_OK)
        return status;
    struct gathering g = {
        .archive = archive, .article = quoth_article_new(), .error = error};
    if (!g.article)
        return q_error_nomem(error);
    q_arena_clear(&archive->arena, KEEP);
    status = gather_appearances(&g, article, out);
    if (status == QUOTH_OK)
        status = gather_versions(&g, article, out);
    quoth_article_free(g.article);
    return status;
}
