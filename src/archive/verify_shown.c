/*
 * How captures show an article: what is asked for of each appearance, and the days of the
 * statements, beside what the appearance itself tells.
 */
#include "archive/entry.h"
#include "archive/fill.h"
#include "archive/verify.h"
#include "base/calendar.h"

enum { DAY = 24 * 60 * 60 };

static bool is_day(sqlite3_stmt *row, int column, bool known, int32_t day)
{
    bool has = sqlite3_column_type(row, column) != SQLITE_NULL;
    return has == known && (!known || sqlite3_column_int64(row, column) == day);
}

static bool is_text(sqlite3_stmt *row, int column, quoth_str told)
{
    quoth_str kept = q_db_text(row, column);
    return kept.ptr && told.ptr ? q_str_equal(kept, told) : kept.ptr == told.ptr;
}

// What the columns of the row are.
enum { CAPTURE, LEADS, OUTLET, PUBLISHED, URL, TITLE, ADDRESS, ABOUT };

static bool is_told(sqlite3_stmt *row, const struct quoth_article *article)
{
    int32_t first = 0, last;
    bool dated = q_days_of(article->published.value, &first, &last);
    bool url = sqlite3_column_type(row, URL) != SQLITE_NULL;
    return is_text(row, OUTLET, article->outlet) && is_text(row, TITLE, article->title) &&
           is_text(row, ADDRESS, article->url) && is_day(row, PUBLISHED, dated, first) &&
           url == (article->url.ptr != NULL) &&
           (!url || sqlite3_column_int64(row, URL) == q_url_hash(article->url));
}

// The days of the statements are those of the appearance that leads.
static bool has_days(struct q_verifying *v, int64_t key,
                     const struct quoth_article *article)
{
    struct q_db *db = v->db;
    int32_t first = 0, last = 0, fetched, end;
    bool dated = q_days_of(article->published.value, &first, &last);
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT s.published, s.published_to, s.captured, c.fetched, c.added"
                     " FROM statements s JOIN article a USING (article)"
                     " JOIN capture c ON c.capture = a.capture WHERE s.article = ?1");
    q_db_bind(db, ask, 1, key);
    bool good = true; // no row: told elsewhere
    if (q_db_row(db, ask)) {
        if (!q_days_of(q_db_text(ask, 3), &fetched, &end) || !fetched)
            fetched =
                q_calendar_days(1970, 1, 1) + (int32_t)(sqlite3_column_int64(ask, 4) / DAY);
        good = is_day(ask, 0, dated, first) && is_day(ask, 1, dated, last) &&
               is_day(ask, 2, true, fetched);
    }
    q_db_done(db, ask);
    return good;
}

void q_verify_shown(struct q_verifying *v, int64_t key, const struct quoth_article *article)
{
    struct q_db *db = v->db;
    quoth_str id = q_str_from(article->id);
    struct quoth_article *other = NULL;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT p.capture, p.capture = a.capture AND p.number = a.number,"
                     " o.name, p.published, p.url, p.title, p.address, p.about"
                     " FROM appearance p JOIN article a USING (article)"
                     " LEFT JOIN outlet o ON o.outlet = p.outlet WHERE p.article = ?1");
    q_db_bind(db, ask, 1, key);
    while (v->status == QUOTH_OK && q_db_row(db, ask)) {
        const struct quoth_article *told = article;
        quoth_error error;
        if (!sqlite3_column_int(ask, LEADS)) {
            other = other ? other : quoth_article_new();
            if (!other) {
                q_db_nomem(db);
                break;
            }
            q_article_clear(other);
            other->text = article->text; // which what is told may be words of
            quoth_status status =
                q_fill_about(v->archive, sqlite3_column_int64(ask, CAPTURE),
                             q_db_bytes(ask, ABOUT), other, &error);
            if (!q_verify_went_on(v, status, &error, "article", id))
                continue;
            told = other;
        }
        if (!is_told(ask, told))
            q_verify_tell(v, true, "article", id,
                          "title, address, outlet or day of an appearance are not what it "
                          "tells");
    }
    q_db_done(db, ask);
    if (!has_days(v, key, article))
        q_verify_tell(v, true, "article", id, "its statements have other days");
    quoth_article_free(other);
}
