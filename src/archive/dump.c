/*
 * An archive as lines of JSON that another program can read (docs/FORMAT.md, Dump).
 *
 *     {"type": "quoth-dump", "version": 1, …}
 *     {"type": "ledger", …}
 *     {"type": "tombstone", …}
 *     {"type": "capture", "id": "5d0e…", "kind": "html", …, "bytes": "<!doctype…"}
 *     {"type": "article", "capture": "5d0e…", "number": 0, "leads": true, …}
 *     {"type": "statement", …}
 *
 * One capture with all of its own at a time, as it was when the dump began. Articles and
 * statements are printed by print/, through quoth.h. It writes no file.
 */
#include "archive/dump.h"

#include "archive/fill.h"
#include "archive/pack.h"
#include "archive/squeeze.h"
#include "archive/walk.h"
#include "base/base64.h"
#include "base/error.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/utf8.h"

#include <stdlib.h>

// What is kept of memory for the next capture.
enum { KEEP = 4 * 1024 * 1024 };

// Decisions first: some of them tell whose statements are that follow.
enum phase { HEAD, LEDGER, TOMBSTONES, CAPTURES, ENDED };

struct quoth_dump {
    struct quoth_archive *archive;
    enum phase phase;
    int64_t cursor;
    struct q_buf out;
    struct q_arena arena;
    quoth_output *printed;
    quoth_article *article, *other; // as it leads; as another capture shows it
    quoth_statements *statements;
};

// ── Opening ──

void quoth_dump_close(quoth_dump *dump)
{
    if (!dump)
        return;
    q_db_rollback(&dump->archive->db); // of reading alone
    q_buf_release(&dump->out);
    q_arena_release(&dump->arena);
    quoth_output_free(dump->printed);
    quoth_article_free(dump->article);
    quoth_article_free(dump->other);
    quoth_statements_free(dump->statements);
    free(dump);
}

quoth_status quoth_dump_open(quoth_dump **out, quoth_archive *archive, quoth_error *error)
{
    struct q_db *db = &archive->db;
    *out = NULL;
    quoth_dump *dump = calloc(1, sizeof *dump);
    if (!dump)
        return q_error_nomem(error);
    dump->archive = archive;
    q_buf_init(&dump->out, Q_MAX_OUTPUT);
    q_arena_init(&dump->arena, Q_MAX_ARENA);
    dump->printed = quoth_output_new();
    dump->article = quoth_article_new();
    dump->other = quoth_article_new();
    dump->statements = quoth_statements_new();
    if (!dump->printed || !dump->article || !dump->other || !dump->statements)
        q_db_nomem(db);
    q_db_do(db, "BEGIN");
    (void)q_db_number(db, "SELECT 1 FROM sqlite_schema LIMIT 1"); // from now on, one state
    quoth_status status = q_db_status(db, error);
    if (status != QUOTH_OK) {
        quoth_dump_close(dump);
        return status;
    }
    *out = dump;
    return QUOTH_OK;
}

// ── Values ──

static void put_string(struct q_json *json, const char *key, quoth_str value)
{
    q_json_key(json, key);
    q_json_string(json, value);
}

static void put_number(struct q_json *json, const char *key, uint64_t value)
{
    q_json_key(json, key);
    q_json_number(json, value);
}

static void put_hex(struct q_json *json, const char *key, quoth_str bytes)
{
    q_json_key(json, key);
    if (!bytes.ptr) {
        q_json_null(json);
        return;
    }
    q_json_text_open(json);
    for (size_t i = 0; i < bytes.len; i++) {
        char hex[3];
        q_hex_write((const uint8_t *)bytes.ptr + i, 1, hex);
        q_json_text_add(json, q_str(hex, 2));
    }
    q_json_text_close(json);
}

static void put_span(struct q_json *json, const char *key, const uint32_t points[2])
{
    q_json_key(json, key);
    q_json_array(json);
    q_json_number(json, points[0]);
    q_json_number(json, points[1]);
    q_json_end(json);
}

// Can every reader of JSON show them as they are?
static bool is_text(quoth_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f)
            return false;
    }
    return q_utf8_check(bytes) == bytes.len;
}

static void end_line(struct q_json *json)
{
    q_json_end(json);
    q_buf_add_char(json->out, '\n');
}

static quoth_status damaged(quoth_error *error, const char *what)
{
    return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET, "%s", what);
}

static quoth_status status_of(const struct q_buf *out, quoth_error *error)
{
    quoth_status status = q_buf_status(out);
    if (status == QUOTH_ELIMIT)
        return q_error(error, status, QUOTH_NO_OFFSET,
                       "a capture whose lines are too long");
    return status == QUOTH_OK ? status : q_error_nomem(error);
}

// ── A capture ──

static void put_given(struct q_json *json, const struct q_received *received)
{
    q_json_key(json, "given");
    q_json_object(json);
    put_string(json, "charset", received->given_charset);
    put_string(json, "outlet", received->given_outlet);
    put_string(json, "url", received->given_url);
    put_string(json, "published", received->given_published);
    put_string(json, "language", received->given_language);
    q_json_end(json);
}

static void put_flaw(struct q_json *json, quoth_str message, uint64_t offset)
{
    q_json_key(json, "flaw");
    if (!message.ptr) {
        q_json_null(json);
        return;
    }
    q_json_object(json);
    put_string(json, "message", message);
    q_json_key(json, "offset");
    if (offset == QUOTH_NO_OFFSET)
        q_json_null(json);
    else
        q_json_number(json, offset);
    q_json_end(json);
}

// `row`: id, added, hash, how many articles. Not `whole`: these cannot be read.
static void put_capture(struct quoth_dump *dump, const struct q_received *received,
                        bool whole, sqlite3_stmt *row)
{
    struct q_json json;
    bool text = is_text(received->bytes);
    q_json_init(&json, &dump->out);
    q_json_object(&json);
    put_string(&json, "type", Q_STR("capture"));
    put_hex(&json, "id", q_db_bytes(row, 0));
    put_string(&json, "kind", q_received_term(received->kind));
    put_number(&json, "added", (uint64_t)sqlite3_column_int64(row, 1));
    put_string(&json, "name", received->name);
    put_string(&json, "path", received->path);
    put_number(&json, "offset", received->offset);
    put_number(&json, "number", received->number);
    put_string(&json, "url", received->url);
    put_string(&json, "charset", received->charset);
    put_string(&json, "fetched", received->fetched);
    put_flaw(&json, received->flaw, received->flaw_offset);
    put_given(&json, received);
    q_json_key(&json, "articles");
    if (whole)
        q_json_number(&json, (uint64_t)sqlite3_column_int64(row, 3));
    else
        q_json_null(&json);
    put_hex(&json, "hash", q_db_bytes(row, 2));
    q_json_key(&json, text ? "bytes" : "base64");
    q_json_text_open(&json);
    if (text)
        q_json_text_add(&json, received->bytes);
    else
        q_base64_put(&dump->out, received->bytes);
    q_json_text_close(&json);
    end_line(&json);
}

static quoth_status dump_capture(struct quoth_dump *dump, bool whole, quoth_error *error)
{
    struct q_db *db = &dump->archive->db;
    struct q_received received;
    quoth_status status = q_fill_received(dump->archive, dump->cursor, &received, error);
    if (status != QUOTH_OK)
        return status;
    if (!q_received_term(received.kind).ptr)
        return damaged(error, "a capture's row is damaged");
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT c.id, c.added, s.hash, (SELECT count(*) FROM appearance p"
                     " WHERE p.capture = c.capture) FROM capture c"
                     " JOIN source s ON s.source = c.source WHERE c.capture = ?1");
    q_db_bind(db, ask, 1, dump->cursor);
    if (q_db_row(db, ask))
        put_capture(dump, &received, whole, ask);
    q_db_done(db, ask);
    status = q_db_status(db, error);
    return status == QUOTH_OK ? status_of(&dump->out, error) : status;
}

// ── Its articles ──

// Where in its blocks authors and words stand, which the printed article does not tell.
static quoth_status put_inside(struct quoth_dump *dump, struct q_json *json,
                               const struct quoth_article *article)
{
    uint32_t count = article->block_count;
    uint32_t *points = Q_ARENA_ARRAY(&dump->arena, uint32_t, 4 * (size_t)count);
    if (!points)
        return QUOTH_ENOMEM;
    uint32_t *words = points + 2 * (size_t)count;
    for (uint32_t i = 0; i < count; i++) {
        points[2 * i] = article->blocks[i].author.start;
        points[2 * i + 1] = article->blocks[i].author.end;
        words[2 * i] = article->blocks[i].words.start;
        words[2 * i + 1] = article->blocks[i].words.end;
    }
    if (count) {
        quoth_bytes_to_points(article->text, points, 2 * (size_t)count);
        quoth_bytes_to_points(article->text, words, 2 * (size_t)count);
    }
    q_json_key(json, "inside");
    q_json_array(json);
    for (uint32_t i = 0; i < count; i++) {
        bool author = points[2 * i] < points[2 * i + 1];
        bool said = words[2 * i] < words[2 * i + 1];
        if (!author && !said)
            continue;
        q_json_object(json);
        put_number(json, "block", i);
        if (author)
            put_span(json, "author", points + 2 * i);
        if (said)
            put_span(json, "words", words + 2 * i);
        q_json_end(json);
    }
    q_json_end(json);
    return QUOTH_OK;
}

// The article as `quoth read` prints it, behind keys of ours. `row`: id of the capture.
static quoth_status put_article(struct quoth_dump *dump, quoth_str capture, uint64_t number,
                                bool leads, const quoth_article *article,
                                quoth_error *error)
{
    static const quoth_print_options how = {.format = QUOTH_PRINT_JSON};
    const struct quoth_statements *found = dump->statements;
    struct q_json json;
    q_arena_clear(&dump->arena, KEEP);
    quoth_output_clear(dump->printed);
    quoth_status status = quoth_print_article(dump->printed, article, &how, error);
    if (status != QUOTH_OK)
        return status;
    q_json_init(&json, &dump->out);
    q_json_object(&json);
    put_string(&json, "type", Q_STR("article"));
    put_hex(&json, "capture", capture);
    put_number(&json, "number", number);
    q_json_key(&json, "leads");
    q_json_bool(&json, leads);
    q_json_key(&json, "extractor");
    q_json_object(&json);
    put_string(&json, "version", found->version);
    put_string(&json, "model", found->model);
    q_json_end(&json);
    put_string(&json, "why", found->why);
    put_number(&json, "statements", leads ? found->count : 0);
    put_flaw(&json, article->flaw.status ? q_str_from(article->flaw.message) : Q_NO_STR,
             article->flaw.offset);
    if (put_inside(dump, &json, article) != QUOTH_OK)
        return q_error_nomem(error);
    quoth_str rest = quoth_output_text(dump->printed); // "{…}", and a line end
    q_buf_add_str(&dump->out, Q_STR(", "));
    q_buf_add_str(&dump->out, q_str(rest.ptr + 1, rest.len - 1));
    return QUOTH_OK;
}

static quoth_status put_statements(struct quoth_dump *dump, quoth_error *error)
{
    static const quoth_print_options how = {.format = QUOTH_PRINT_NDJSON};
    quoth_output_clear(dump->printed);
    quoth_status status =
        quoth_print(dump->printed, dump->article, dump->statements, &how, error);
    if (status == QUOTH_OK)
        q_buf_add_str(&dump->out, quoth_output_text(dump->printed));
    return status;
}

// What another capture than the leading one tells of the article, which is filled.
static quoth_status fill_other(struct quoth_dump *dump, quoth_str about, quoth_error *error)
{
    struct quoth_article *other = dump->other;
    const struct quoth_article *article = dump->article;
    q_article_clear(other);
    other->text = article->text; // which stays filled
    memcpy(other->id, article->id, sizeof other->id);
    quoth_status status = q_fill_about(dump->archive, dump->cursor, about, other, error);
    other->language = article->language;
    other->blocks = article->blocks;
    other->block_count = article->block_count;
    return status;
}

// `row`: id of the capture, number, article, about, does it lead.
static quoth_status dump_article(struct quoth_dump *dump, sqlite3_stmt *row,
                                 quoth_error *error)
{
    quoth_str capture = q_db_bytes(row, 0);
    uint64_t number = (uint64_t)sqlite3_column_int64(row, 1);
    bool leads = sqlite3_column_int(row, 4) != 0;
    quoth_status status = q_fill(dump->archive, sqlite3_column_int64(row, 2), dump->article,
                                 dump->statements, error);
    if (status != QUOTH_OK)
        return status == QUOTH_EMISSING ? damaged(error, "an article is not there")
                                        : status;
    if (!leads)
        status = fill_other(dump, q_db_bytes(row, 3), error);
    if (status == QUOTH_OK)
        status = put_article(dump, capture, number, leads,
                             leads ? dump->article : dump->other, error);
    if (status == QUOTH_OK && leads)
        status = put_statements(dump, error);
    return status == QUOTH_OK ? status_of(&dump->out, error) : status;
}

static quoth_status dump_articles(struct quoth_dump *dump, quoth_error *error)
{
    struct q_db *db = &dump->archive->db;
    quoth_status status = QUOTH_OK, read;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT c.id, p.number, p.article, p.about,"
                     " a.capture = p.capture AND a.number = p.number FROM appearance p"
                     " JOIN capture c ON c.capture = p.capture"
                     " LEFT JOIN article a ON a.article = p.article"
                     " WHERE p.capture = ?1 ORDER BY p.number");
    q_db_bind(db, ask, 1, dump->cursor);
    while (status == QUOTH_OK && q_db_row(db, ask))
        status = dump_article(dump, ask, error);
    q_db_done(db, ask);
    read = q_db_status(db, status == QUOTH_OK ? error : NULL);
    return status == QUOTH_OK ? read : status;
}

// ── The ledger, and what was forgotten ──

static quoth_status dump_head(struct quoth_dump *dump, quoth_error *error)
{
    struct q_json json;
    q_json_init(&json, &dump->out);
    q_json_object(&json);
    put_string(&json, "type", Q_STR("quoth-dump"));
    put_number(&json, "version", Q_DUMP_VERSION);
    put_string(&json, "program", q_str_from(quoth_version()));
    end_line(&json);
    dump->phase = LEDGER;
    return status_of(&dump->out, error);
}

static void put_entry(struct quoth_dump *dump, sqlite3_stmt *row)
{
    struct q_json json;
    q_json_init(&json, &dump->out);
    q_json_object(&json);
    put_string(&json, "type", Q_STR("ledger"));
    put_number(&json, "entry", (uint64_t)sqlite3_column_int64(row, 0));
    put_number(&json, "at", (uint64_t)sqlite3_column_int64(row, 1));
    put_string(&json, "who", q_db_text(row, 2));
    put_string(&json, "verb", q_db_text(row, 3));
    put_hex(&json, "salt", q_db_bytes(row, 4));
    put_string(&json, "payload", q_db_text(row, 5));
    put_hex(&json, "digest", q_db_bytes(row, 6));
    put_hex(&json, "hash", q_db_bytes(row, 7));
    end_line(&json);
}

static void put_tombstone(struct quoth_dump *dump, sqlite3_stmt *row)
{
    struct q_json json;
    q_json_init(&json, &dump->out);
    q_json_object(&json);
    put_string(&json, "type", Q_STR("tombstone"));
    put_hex(&json, "hash", q_db_bytes(row, 0));
    put_number(&json, "what", (uint64_t)sqlite3_column_int64(row, 1));
    put_number(&json, "at", (uint64_t)sqlite3_column_int64(row, 2));
    end_line(&json);
}

// There are few of both: each kind is one piece.
static quoth_status dump_ledger(struct quoth_dump *dump, quoth_error *error)
{
    struct q_db *db = &dump->archive->db;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT entry, at, who, verb, salt, payload, digest,"
                                     " hash FROM ledger ORDER BY entry");
    dump->phase = TOMBSTONES;
    while (q_db_row(db, ask))
        put_entry(dump, ask);
    q_db_done(db, ask);
    quoth_status status = q_db_status(db, error);
    return status == QUOTH_OK ? status_of(&dump->out, error) : status;
}

static quoth_status dump_tombstones(struct quoth_dump *dump, quoth_error *error)
{
    struct q_db *db = &dump->archive->db;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT hash, what, at FROM tombstone WHERE what > 0"
                                     " ORDER BY hash");
    dump->phase = CAPTURES;
    while (q_db_row(db, ask))
        put_tombstone(dump, ask);
    q_db_done(db, ask);
    quoth_status status = q_db_status(db, error);
    return status == QUOTH_OK ? status_of(&dump->out, error) : status;
}

// ── One after the other ──

// Tells which capture it was.
static void locate(struct quoth_dump *dump, quoth_status status, quoth_error *error)
{
    if (!error || status != QUOTH_EDAMAGED)
        return;
    const quoth_error told = *error;
    q_error(error, status, told.offset, "capture %lld: %.180s", (long long)dump->cursor,
            told.message);
}

// The articles are damaged, as `error` tells; what was received is worth more.
static quoth_status dump_received(struct quoth_dump *dump, quoth_error *error)
{
    quoth_error own;
    quoth_status status = dump_capture(dump, false, &own);
    if (status == QUOTH_OK)
        return QUOTH_EDAMAGED;
    q_buf_cut(&dump->out, 0);
    if (status != QUOTH_EDAMAGED && error)
        *error = own;
    return status;
}

static quoth_status next_capture(struct quoth_dump *dump, quoth_error *error)
{
    quoth_status status = q_walk_captures(dump->archive, &dump->cursor, error);
    if (status == QUOTH_END) {
        dump->phase = ENDED;
        return QUOTH_OK;
    }
    if (status != QUOTH_OK)
        return status;
    status = dump_capture(dump, true, error);
    bool received = status == QUOTH_OK;
    if (received)
        status = dump_articles(dump, error);
    if (status == QUOTH_OK)
        return QUOTH_OK;
    q_buf_cut(&dump->out, 0);
    locate(dump, status, error);
    return received && status == QUOTH_EDAMAGED ? dump_received(dump, error) : status;
}

quoth_status quoth_dump_next(quoth_dump *dump, quoth_str *lines, quoth_error *error)
{
    quoth_status status = QUOTH_OK;
    q_buf_clear(&dump->out, KEEP);
    while (status == QUOTH_OK && dump->out.len == 0 && dump->phase != ENDED) {
        if (dump->phase == HEAD)
            status = dump_head(dump, error);
        else if (dump->phase == CAPTURES)
            status = next_capture(dump, error);
        else if (dump->phase == LEDGER)
            status = dump_ledger(dump, error);
        else
            status = dump_tombstones(dump, error);
    }
    *lines = q_str(dump->out.len ? dump->out.ptr : "", dump->out.len);
    return status == QUOTH_OK && dump->out.len == 0 ? QUOTH_END : status;
}
