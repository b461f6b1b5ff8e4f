#include "archive/fill.h"

#include "archive/pack.h"
#include "archive/squeeze.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"

enum {
    KEEP = 4 * 1024 * 1024, // of each buffer, for the next article
    TEXT_HASH = 32,
    LEAST_DIGITS = 8,
    HANDLE = 4 // bytes of a statement's id in statement_ids
};

// ── Ids as people type them ──

// The first digits of an id, as the smallest and the largest that begins so.
struct digits {
    uint8_t least[TEXT_HASH], most[TEXT_HASH];
    size_t count;
};

static quoth_status read_digits(quoth_str id, size_t bytes, struct digits *out,
                                quoth_error *error)
{
    memset(out->least, 0, sizeof out->least);
    memset(out->most, 0xff, sizeof out->most);
    out->count = id.len;
    bool good = id.len >= LEAST_DIGITS && id.len <= 2 * bytes;
    for (size_t i = 0; good && i < id.len; i++) {
        int digit = q_hex_digit(id.ptr[i]), shift = i % 2 ? 0 : 4;
        good = digit >= 0;
        out->least[i / 2] |= (uint8_t)((unsigned)digit << shift);
        out->most[i / 2] &= (uint8_t) ~(~(unsigned)digit << shift & (15u << shift));
    }
    if (good)
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
    struct digits digits;
    int64_t found = 0, more = 0;
    if (id.ptr && q_str_starts(id, Q_STR("sha256:")))
        id = q_str_cut(id, sizeof "sha256:" - 1, (uint32_t)id.len);
    quoth_status status = read_digits(id, TEXT_HASH, &digits, error);
    if (status != QUOTH_OK)
        return status;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT article FROM article WHERE id BETWEEN ?1 AND ?2 LIMIT 2");
    q_db_bind_bytes(db, ask, 1, q_str((const char *)digits.least, TEXT_HASH));
    q_db_bind_bytes(db, ask, 2, q_str((const char *)digits.most, TEXT_HASH));
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
static uint32_t gather(struct q_db *db, const uint8_t handle[HANDLE],
                       struct candidate out[MOST_CANDIDATES])
{
    uint32_t count = 0;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT article, handles FROM statement_ids");
    while (count < MOST_CANDIDATES && q_db_row(db, ask)) {
        quoth_str handles = q_db_bytes(ask, 1);
        for (size_t at = 0; at + HANDLE <= handles.len; at += HANDLE)
            if (memcmp(handles.ptr + at, handle, HANDLE) == 0 && count < MOST_CANDIDATES)
                out[count++] = (struct candidate){sqlite3_column_int64(ask, 0),
                                                  (uint32_t)(at / HANDLE)};
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
    enum { STATEMENT_ID = 16 };
    struct q_db *db = &archive->db;
    struct digits digits;
    struct candidate list[MOST_CANDIDATES];
    quoth_status status = read_digits(id, STATEMENT_ID, &digits, error);
    if (status != QUOTH_OK)
        return status;
    uint32_t count = gather(db, digits.least, list);
    status = q_db_status(db, error);
    if (status == QUOTH_OK && count && digits.count > LEAST_DIGITS)
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

// ── An article ──

static void set_id(struct quoth_article *out, quoth_str hash)
{
    memcpy(out->id, "sha256:", sizeof "sha256:" - 1);
    q_hex_write((const uint8_t *)hash.ptr, TEXT_HASH, out->id + sizeof "sha256:" - 1);
}

static quoth_status bad(quoth_error *error, const char *what)
{
    return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET, "%s", what);
}

static quoth_str held(const struct q_buf *buf)
{
    return q_str(buf->ptr ? buf->ptr : "", buf->len);
}

// A source's bytes into `out`; `column` is their size, the packed ones stand behind it.
static quoth_status unpack_bytes(sqlite3_stmt *ask, int column, struct q_buf *out,
                                 quoth_error *error)
{
    int64_t size = sqlite3_column_int64(ask, column);
    q_buf_clear(out, KEEP);
    if (size < 0 || size > (int64_t)Q_MAX_LINE)
        return bad(error, "a source has a size that none has");
    return q_unsqueeze(out, q_db_bytes(ask, column + 1), (size_t)size, Q_NO_STR, error);
}

// What the columns of `fill_one` are.
enum { ID, SIZE, TEXT, RECORD, ABOUT, PATH, SOURCE_SIZE, SOURCE_BYTES, VERSION, MODEL };

// The text, and what is told of it.
static quoth_status fill_article(struct quoth_archive *archive, sqlite3_stmt *ask,
                                 struct quoth_article *out, quoth_error *error)
{
    struct q_buf *bytes = &archive->spare[0], *text = &archive->spare[1];
    struct q_buf *about = &archive->spare[2];
    int64_t size = sqlite3_column_int64(ask, SIZE);
    quoth_str id = q_db_bytes(ask, ID), path = q_db_text(ask, PATH);
    if (id.len != TEXT_HASH || size < 0 || size > (int64_t)Q_MAX_ARTICLE)
        return bad(error, "an article's row is damaged");
    quoth_status status = unpack_bytes(ask, SOURCE_SIZE, bytes, error);
    q_buf_clear(text, KEEP);
    q_buf_clear(about, KEEP);
    if (status == QUOTH_OK)
        status = q_unsqueeze(text, q_db_bytes(ask, TEXT), (size_t)size, held(bytes), error);
    if (status == QUOTH_OK)
        status =
            q_unsqueeze_most(about, q_db_bytes(ask, ABOUT), Q_MAX_LINE, held(bytes), error);
    if (status == QUOTH_OK && q_utf8_check(held(text)) != text->len)
        status = bad(error, "an article's text is not UTF-8");
    if (status != QUOTH_OK)
        return status;
    out->text = q_article_keep(out, held(text));
    out->path = q_article_keep(out, path);
    set_id(out, id);
    if (!out->text.ptr || (path.ptr && !out->path.ptr))
        return q_error_nomem(error);
    return q_unpack_about(held(about), out, error);
}

// Blocks and statements.
static quoth_status fill_statements(struct quoth_archive *archive, sqlite3_stmt *ask,
                                    struct quoth_article *out,
                                    struct quoth_statements *statements, quoth_error *error)
{
    struct q_buf *record = &archive->spare[2];
    q_buf_clear(record, KEEP);
    quoth_status status =
        q_unsqueeze_most(record, q_db_bytes(ask, RECORD), Q_MAX_LINE, out->text, error);
    if (status == QUOTH_OK)
        status = q_unpack_record(held(record), out, statements, error);
    if (status != QUOTH_OK)
        return status;
    struct q_arena *arena = &statements->arena;
    return q_str_keep(q_db_text(ask, VERSION), arena, &statements->version) &&
                   q_str_keep(q_db_text(ask, MODEL), arena, &statements->model)
               ? QUOTH_OK
               : q_error_nomem(error);
}

// They are read in any case: blocks and statements are one record.
static quoth_status fill_record(struct quoth_archive *archive, sqlite3_stmt *ask,
                                struct quoth_article *out,
                                struct quoth_statements *statements, quoth_error *error)
{
    if (statements)
        return fill_statements(archive, ask, out, statements, error);
    struct quoth_statements *unwanted = quoth_statements_new();
    quoth_status status = unwanted ? fill_statements(archive, ask, out, unwanted, error)
                                   : q_error_nomem(error);
    quoth_statements_free(unwanted);
    return status;
}

static quoth_status fill_one(struct quoth_archive *archive, sqlite3_stmt *ask,
                             struct quoth_article *out, struct quoth_statements *statements,
                             quoth_error *error)
{
    struct q_db *db = &archive->db;
    if (!q_db_row(db, ask)) {
        quoth_status status = q_db_status(db, error);
        return status != QUOTH_OK ? status
                                  : q_error(error, QUOTH_EMISSING, QUOTH_NO_OFFSET,
                                            "there is no such article (any more)");
    }
    if (sqlite3_column_type(ask, SOURCE_BYTES) == SQLITE_NULL)
        return bad(error, "an article's capture is not there");
    quoth_status status = fill_article(archive, ask, out, error);
    return status != QUOTH_OK ? status : fill_record(archive, ask, out, statements, error);
}

quoth_status q_fill(struct quoth_archive *archive, int64_t article,
                    struct quoth_article *out, struct quoth_statements *statements,
                    quoth_error *error)
{
    struct q_db *db = &archive->db;
    q_article_clear(out);
    if (statements)
        q_statements_clear(statements);
    sqlite3_stmt *ask = q_db_ask(
        db, "SELECT a.id, a.size, a.text, a.record, p.about, c.path, s.size, s.bytes,"
            " e.version, e.model FROM article a"
            " LEFT JOIN appearance p ON p.capture = a.capture AND p.number = a.number"
            " LEFT JOIN capture c ON c.capture = a.capture"
            " LEFT JOIN source s ON s.source = c.source"
            " LEFT JOIN extractor e ON e.extractor = a.extractor WHERE a.article = ?1");
    q_db_bind(db, ask, 1, article);
    quoth_status status = fill_one(archive, ask, out, statements, error);
    q_db_done(db, ask);
    if (status != QUOTH_OK) {
        q_article_clear(out);
        if (statements)
            q_statements_clear(statements);
    }
    return status;
}

// ── A capture ──

static quoth_status fill_strings(struct quoth_archive *archive, sqlite3_stmt *ask,
                                 struct q_received *out, quoth_error *error)
{
    struct q_buf *kept = &archive->spare[1];
    quoth_str *const texts[] = {
        &out->name,           &out->path,      &out->url,
        &out->charset,        &out->fetched,   &out->given_charset,
        &out->given_outlet,   &out->given_url, &out->given_published,
        &out->given_language, &out->flaw};
    enum { TEXTS = sizeof texts / sizeof texts[0], FIRST = 5 };
    size_t room = 0;
    for (int i = 0; i < TEXTS; i++)
        room += q_db_text(ask, FIRST + i).len;
    q_buf_clear(kept, KEEP);
    if (room && !q_buf_room(kept, room)) // so that it does not move
        return q_error(error, q_buf_status(kept), QUOTH_NO_OFFSET,
                       "a capture's strings are too long, or memory is out");
    for (int i = 0; i < TEXTS; i++) {
        quoth_str text = q_db_text(ask, FIRST + i);
        *texts[i] =
            text.ptr ? q_str(kept->ptr ? kept->ptr + kept->len : "", text.len) : Q_NO_STR;
        q_buf_add_str(kept, text);
    }
    return QUOTH_OK;
}

quoth_status q_fill_received(struct quoth_archive *archive, int64_t capture,
                             struct q_received *out, quoth_error *error)
{
    struct q_db *db = &archive->db;
    sqlite3_stmt *ask = q_db_ask(
        db, "SELECT c.kind, c.offset, c.number, s.size, s.bytes, c.name, c.path, c.url,"
            " c.charset, c.fetched, c.given_charset, c.given_outlet, c.given_url,"
            " c.given_published, c.given_language, c.flaw, c.flaw_offset FROM capture c"
            " LEFT JOIN source s ON s.source = c.source WHERE c.capture = ?1");
    *out = (struct q_received){.bytes = Q_NO_STR};
    q_db_bind(db, ask, 1, capture);
    quoth_status status = QUOTH_OK;
    if (!q_db_row(db, ask)) {
        status = q_db_status(db, error);
        if (status == QUOTH_OK)
            status = q_error(error, QUOTH_EMISSING, QUOTH_NO_OFFSET,
                             "there is no such capture (any more)");
    } else if (sqlite3_column_type(ask, 4) == SQLITE_NULL) {
        status = bad(error, "a capture's bytes are not there");
    } else {
        out->kind = (enum q_received_kind)sqlite3_column_int(ask, 0);
        out->offset = (uint64_t)sqlite3_column_int64(ask, 1);
        out->number = (uint64_t)sqlite3_column_int64(ask, 2);
        out->flaw_offset = (uint64_t)sqlite3_column_int64(ask, 16);
        status = unpack_bytes(ask, 3, &archive->spare[0], error);
        if (status == QUOTH_OK)
            status = fill_strings(archive, ask, out, error);
        out->bytes = held(&archive->spare[0]);
    }
    q_db_done(db, ask);
    return status;
}

quoth_status q_fill_about(struct quoth_archive *archive, int64_t capture, quoth_str about,
                          struct quoth_article *out, quoth_error *error)
{
    struct q_received received;
    struct q_buf *told = &archive->spare[2];
    quoth_status status = q_fill_received(archive, capture, &received, error);
    q_buf_clear(told, KEEP);
    if (status == QUOTH_OK)
        status = q_unsqueeze_most(told, about, Q_MAX_LINE, received.bytes, error);
    if (status != QUOTH_OK)
        return status;
    out->path = q_article_keep(out, received.path);
    return received.path.ptr && !out->path.ptr ? q_error_nomem(error)
                                               : q_unpack_about(held(told), out, error);
}
