#include "archive/fill.h"

#include "archive/id.h"
#include "archive/pack.h"
#include "archive/squeeze.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/utf8.h"

enum { KEEP = 4 * 1024 * 1024 }; // of each buffer, for the next article

// ── An article ──

static void set_id(struct quoth_article *out, quoth_str hash)
{
    memcpy(out->id, "sha256:", sizeof "sha256:" - 1);
    q_hex_write((const uint8_t *)hash.ptr, Q_TEXT_HASH, out->id + sizeof "sha256:" - 1);
}

static quoth_status bad(quoth_error *error, const char *what)
{
    return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET, "%s", what);
}

quoth_status q_fill_source(sqlite3_stmt *ask, int column, struct q_buf *out,
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
    if (id.len != Q_TEXT_HASH || size < 0 || size > (int64_t)Q_MAX_ARTICLE)
        return bad(error, "an article's row is damaged");
    quoth_status status = q_fill_source(ask, SOURCE_SIZE, bytes, error);
    q_buf_clear(text, KEEP);
    q_buf_clear(about, KEEP);
    if (status == QUOTH_OK)
        status = q_unsqueeze(text, q_db_bytes(ask, TEXT), (size_t)size, q_buf_held(bytes),
                             error);
    if (status == QUOTH_OK)
        status = q_unsqueeze_most(about, q_db_bytes(ask, ABOUT), Q_MAX_LINE,
                                  q_buf_held(bytes), error);
    if (status == QUOTH_OK && q_utf8_check(q_buf_held(text)) != text->len)
        status = bad(error, "an article's text is not UTF-8");
    if (status != QUOTH_OK)
        return status;
    out->text = q_article_keep(out, q_buf_held(text));
    out->path = q_article_keep(out, path);
    set_id(out, id);
    if (!out->text.ptr || (path.ptr && !out->path.ptr))
        return q_error_nomem(error);
    return q_unpack_about(q_buf_held(about), out, error);
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
        status = q_unpack_record(q_buf_held(record), out, statements, error);
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
        status = q_fill_source(ask, 3, &archive->spare[0], error);
        if (status == QUOTH_OK)
            status = fill_strings(archive, ask, out, error);
        out->bytes = q_buf_held(&archive->spare[0]);
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
    return received.path.ptr && !out->path.ptr
               ? q_error_nomem(error)
               : q_unpack_about(q_buf_held(told), out, error);
}
