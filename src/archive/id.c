#include "archive/id.h"

#include "archive/fill.h"
#include "base/error.h"

enum { LEAST_DIGITS = 8 };

// ── Ids as people type them ──

quoth_str q_article_digits(quoth_str id)
{
    enum { BEFORE = sizeof "sha256:" - 1 };
    bool said = q_str_starts_nocase(id, Q_STR("sha256:"));
    return said ? q_str(id.ptr + BEFORE, id.len - BEFORE) : id;
}

bool q_id_range(quoth_str digits, size_t bytes, uint8_t *least, uint8_t *most)
{
    memset(least, 0, bytes);
    memset(most, 0xff, bytes);
    if (digits.len == 0 || digits.len > 2 * bytes)
        return false;
    for (size_t i = 0; i < digits.len; i++) {
        int digit = q_hex_digit(digits.ptr[i]);
        unsigned shift = i % 2 ? 0 : 4;
        if (digit < 0)
            return false;
        least[i / 2] = (uint8_t)(least[i / 2] | (unsigned)digit << shift);
        most[i / 2] =
            (uint8_t)((most[i / 2] & ~(0xfu << shift)) | (unsigned)digit << shift);
    }
    return true;
}

static quoth_status read_digits(quoth_str id, size_t bytes, uint8_t *least, uint8_t *most,
                                quoth_error *error)
{
    if (id.len >= LEAST_DIGITS && q_id_range(id, bytes, least, most))
        return QUOTH_OK;
    return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                   "\"%.*s\" is no id: %d hexadecimal digits at least, %zu at most",
                   (int)(id.len < 80 ? id.len : 80), id.ptr ? id.ptr : "", LEAST_DIGITS,
                   2 * bytes);
}

static quoth_status none(const char *what, quoth_str id, quoth_error *error)
{
    return q_error(error, QUOTH_EMISSING, QUOTH_NO_OFFSET, "there is no %s %.*s", what,
                   (int)id.len, id.ptr);
}

static quoth_status several(const char *what, quoth_str id, quoth_error *error)
{
    return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
                   "several %ss begin with %.*s: give more of its digits", what,
                   (int)id.len, id.ptr);
}

quoth_status q_find_article(struct quoth_archive *archive, quoth_str id, int64_t *key,
                            quoth_error *error)
{
    struct q_db *db = &archive->db;
    uint8_t least[Q_TEXT_HASH], most[Q_TEXT_HASH];
    int64_t found = 0, more = 0;
    id = q_article_digits(id);
    quoth_status status = read_digits(id, sizeof least, least, most, error);
    if (status != QUOTH_OK)
        return status;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT article FROM article WHERE id BETWEEN ?1 AND ?2 LIMIT 2");
    q_db_bind_bytes(db, ask, 1, q_str((const char *)least, sizeof least));
    q_db_bind_bytes(db, ask, 2, q_str((const char *)most, sizeof most));
    if (q_db_row(db, ask))
        found = sqlite3_column_int64(ask, 0);
    if (q_db_row(db, ask))
        more = sqlite3_column_int64(ask, 0);
    q_db_done(db, ask);
    status = q_db_status(db, error);
    if (status != QUOTH_OK)
        return status;
    if (!found)
        return none("article", id, error);
    *key = found;
    return more ? several("article", id, error) : QUOTH_OK;
}

// ── From a statement's id to its key ──

struct candidate {
    int64_t article;
    uint32_t number;
};

// More than a few that share 8 digits are told from each other by typing one more.
enum { MOST_CANDIDATES = 64 };

// All statements whose ids begin with the same four bytes; how many.
static uint32_t gather(struct q_db *db, const uint8_t handle[Q_HANDLE],
                       struct candidate out[MOST_CANDIDATES])
{
    uint32_t count = 0;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT article, handles FROM statement_ids");
    while (count < MOST_CANDIDATES && q_db_row(db, ask)) {
        quoth_str handles = q_db_bytes(ask, 1);
        for (size_t at = 0; at + Q_HANDLE <= handles.len; at += Q_HANDLE)
            if (memcmp(handles.ptr + at, handle, Q_HANDLE) == 0 && count < MOST_CANDIDATES)
                out[count++] = (struct candidate){sqlite3_column_int64(ask, 0),
                                                  (uint32_t)(at / Q_HANDLE)};
    }
    q_db_done(db, ask);
    return count;
}

// Does the whole id of a candidate begin so?
static quoth_status begins_so(struct quoth_archive *archive, const struct candidate *one,
                              quoth_str id, struct quoth_article *article,
                              struct quoth_statements *statements, bool *so,
                              quoth_error *error)
{
    quoth_status status = q_fill(archive, one->article, article, statements, error);
    if (status != QUOTH_OK)
        return status;
    if (one->number >= statements->count)
        return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                       "an article has fewer statements than ids");
    quoth_str whole = q_str_from(statements->at[one->number].id);
    *so = id.len <= whole.len && q_str_equal_nocase(q_str(whole.ptr, id.len), id);
    return QUOTH_OK;
}

// Leaves in `list` those that are meant.
static quoth_status weed(struct quoth_archive *archive, quoth_str id,
                         struct candidate *list, uint32_t *count, quoth_error *error)
{
    struct quoth_article *article = quoth_article_new();
    struct quoth_statements *statements = quoth_statements_new();
    quoth_status status = article && statements ? QUOTH_OK : q_error_nomem(error);
    uint32_t kept = 0;
    for (uint32_t i = 0; statements && i < *count && status == QUOTH_OK; i++) {
        bool so = false;
        status = begins_so(archive, &list[i], id, article, statements, &so, error);
        if (so)
            list[kept++] = list[i];
    }
    *count = kept;
    quoth_article_free(article);
    quoth_statements_free(statements);
    return status;
}

static int64_t first_key(struct q_db *db, int64_t article)
{
    int64_t first = 0;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT first FROM statements WHERE article = ?1");
    q_db_bind(db, ask, 1, article);
    if (q_db_row(db, ask))
        first = sqlite3_column_int64(ask, 0);
    else
        q_db_fail(db, QUOTH_EDAMAGED, "an article that has ids has no statements");
    q_db_done(db, ask);
    return first;
}

quoth_status q_find_statement(struct quoth_archive *archive, quoth_str id, int64_t *key,
                              quoth_error *error)
{
    struct q_db *db = &archive->db;
    uint8_t least[Q_ID_BYTES], most[Q_ID_BYTES];
    struct candidate list[MOST_CANDIDATES];
    quoth_status status = read_digits(id, sizeof least, least, most, error);
    if (status != QUOTH_OK)
        return status;
    uint32_t count = gather(db, least, list);
    status = q_db_status(db, error);
    if (status == QUOTH_OK && count && id.len > LEAST_DIGITS)
        status = weed(archive, id, list, &count, error);
    if (status != QUOTH_OK)
        return status;
    if (count != 1)
        return count ? several("statement", id, error) : none("statement", id, error);
    *key = first_key(db, list[0].article) + list[0].number;
    return q_db_status(db, error);
}

quoth_status q_article_of(struct quoth_archive *archive, int64_t statement,
                          int64_t *article, uint32_t *number, quoth_error *error)
{
    struct q_db *db = &archive->db;
    int64_t at = -1, count = 0;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT article, ?1 - first, count FROM statements WHERE first <= ?1"
                     " AND count > 0 ORDER BY first DESC LIMIT 1");
    q_db_bind(db, ask, 1, statement);
    if (q_db_row(db, ask)) {
        *article = sqlite3_column_int64(ask, 0);
        at = sqlite3_column_int64(ask, 1);
        count = sqlite3_column_int64(ask, 2);
    }
    q_db_done(db, ask);
    quoth_status status = q_db_status(db, error);
    if (status != QUOTH_OK)
        return status;
    if (at < 0 || at >= count)
        return q_error(error, QUOTH_EMISSING, QUOTH_NO_OFFSET,
                       "there is no such statement (any more)");
    *number = (uint32_t)at;
    return QUOTH_OK;
}
