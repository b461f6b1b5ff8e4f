#include "archive/verify.h"

#include "archive/entry.h"
#include "archive/fill.h"
#include "archive/place.h"
#include "archive/squeeze.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

// Steps between two words on how far it is.
enum { STEPS = 64 };

// ── What is told ──

void q_verify_tell(struct q_verifying *v, bool damage, const char *what, quoth_str which,
                   const char *format, ...)
{
    char message[240];
    va_list args;
    *(damage ? &v->out->damaged : &v->out->different) += 1;
    const quoth_verify_options *options = v->with->options;
    if (!options->found || ++v->told > Q_MAX_FINDINGS)
        return;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    q_error_line(message);
    const quoth_finding finding = {damage, q_str_from(what), which, q_str_from(message)};
    options->found(options->context, &finding);
}

bool q_verify_went_on(struct q_verifying *v, quoth_status status, const quoth_error *error,
                      const char *what, quoth_str which)
{
    if (status == QUOTH_OK)
        return true;
    if (status == QUOTH_EDAMAGED || status == QUOTH_EMISSING || status == QUOTH_ELIMIT ||
        status == QUOTH_EFORMAT) {
        q_verify_tell(v, true, what, which, "%s", error->message);
    } else if (v->status == QUOTH_OK) {
        v->status = status;
        v->error = *error;
    }
    return false;
}

void q_verify_step(struct q_verifying *v)
{
    const quoth_verify_options *options = v->with->options;
    if (++v->done % STEPS == 0 && options->progress)
        options->progress(options->context, v->done, v->total);
}

// ── Walking over damage ──

bool q_verify_next(struct q_verifying *v, const char *sql, const char *what, int64_t *key)
{
    // A page that is damaged hides some rows: those behind it are looked for one key
    // further, later by larger and larger steps.
    enum { SINGLE = 256 };
    int64_t step = 1;
    for (int tries = 0; v->status == QUOTH_OK; tries++) {
        quoth_error error;
        bool row = q_db_next(v->db, sql, key);
        quoth_status status = q_db_status(v->db, &error);
        if (status == QUOTH_OK)
            return row;
        if (tries == 0 || status != QUOTH_EDAMAGED)
            q_verify_went_on(v, status, &error, what, Q_NO_STR);
        if (tries > SINGLE && step <= INT64_MAX / 4) // a damaged page has keys of any size
            step *= 2;
        if (*key > INT64_MAX - step)
            return false;
        *key += step;
    }
    return false;
}

// ── Sources and captures ──

// What is read of a capture again, beside what is kept of it.
static void compare_texts(struct q_verifying *v, int64_t capture, quoth_str which,
                          const struct q_text_id *ids, uint32_t count)
{
    sqlite3_stmt *ask = q_db_ask(
        v->db, "SELECT p.number, a.id FROM appearance p JOIN article a USING (article)"
               " WHERE p.capture = ?1 ORDER BY p.number");
    q_db_bind(v->db, ask, 1, capture);
    while (q_db_row(v->db, ask)) {
        int64_t number = sqlite3_column_int64(ask, 0);
        quoth_str id = q_db_bytes(ask, 1);
        if (number < 0 || number >= count)
            q_verify_tell(v, false, "capture", which,
                          "read differently by this version: its article %" PRId64
                          " is not found, no damage",
                          number);
        else if (id.len != sizeof ids->hash ||
                 memcmp(id.ptr, ids[number].hash, sizeof ids->hash) != 0)
            q_verify_tell(v, false, "capture", which,
                          "read differently by this version: another text for its article "
                          "%" PRId64 ", no damage",
                          number);
    }
    q_db_done(v->db, ask);
}

static void read_again(struct q_verifying *v, int64_t capture, quoth_str which,
                       const struct q_received *received)
{
    const struct q_text_id *ids = NULL;
    uint32_t count = 0;
    quoth_error error;
    if (!v->with->read_again)
        return;
    quoth_status status =
        v->with->read_again(v->with->reader, received, &ids, &count, &error);
    if (q_verify_went_on(v, status, &error, "capture", which))
        compare_texts(v, capture, which, ids, count);
}

static void check_capture(struct q_verifying *v, int64_t capture)
{
    struct q_received received;
    quoth_error error;
    uint8_t id[16] = {0}, told[16], hash[32];
    char which[2 * sizeof id + 1];
    sqlite3_stmt *ask = q_db_ask(v->db, "SELECT id FROM capture WHERE capture = ?1");
    q_db_bind(v->db, ask, 1, capture);
    quoth_str kept = q_db_row(v->db, ask) ? q_db_bytes(ask, 0) : Q_NO_STR;
    if (kept.len == sizeof id)
        memcpy(id, kept.ptr, sizeof id);
    q_db_done(v->db, ask);
    q_hex_write(id, sizeof id, which);
    v->out->captures++;
    quoth_status status = q_db_status(v->db, &error);
    if (status == QUOTH_OK)
        status = q_fill_received(v->archive, capture, &received, &error);
    if (!q_verify_went_on(v, status, &error, "capture", q_str_from(which)))
        return;
    q_capture_id(&received, told, hash);
    if (memcmp(id, told, sizeof id) != 0)
        q_verify_tell(v, true, "capture", q_str_from(which),
                      "its id is not that of what was received");
    read_again(v, capture, q_str_from(which), &received);
}

// The bytes of a source: are they what their hash says? They stay in `bytes`.
static bool check_source(struct q_verifying *v, int64_t source, struct q_buf *bytes)
{
    char name[sizeof "sha256:" + Q_SHA256_HEX] = "sha256:", hex[Q_SHA256_HEX] = "";
    char *kept = name + sizeof "sha256:" - 1;
    quoth_error error;
    q_buf_clear(bytes, bytes->cap);
    sqlite3_stmt *ask =
        q_db_ask(v->db, "SELECT hash, size, bytes FROM source WHERE source = ?1");
    q_db_bind(v->db, ask, 1, source);
    quoth_status status = QUOTH_OK;
    if (q_db_row(v->db, ask)) {
        quoth_str hash = q_db_bytes(ask, 0);
        int64_t size = sqlite3_column_int64(ask, 1);
        if (hash.len == (Q_SHA256_HEX - 1) / 2)
            q_hex_write((const uint8_t *)hash.ptr, hash.len, kept);
        status =
            size < 0 || (uint64_t)size > Q_MAX_LINE
                ? q_error(&error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET, "its size cannot be")
                : q_unsqueeze(bytes, q_db_bytes(ask, 2), (size_t)size, Q_NO_STR, &error);
    }
    q_db_done(v->db, ask);
    if (status == QUOTH_OK)
        status = q_db_status(v->db, &error);
    v->out->sources++;
    if (!q_verify_went_on(v, status, &error, "source", q_str_from(name)))
        return false;
    q_sha256_hex(bytes->ptr, bytes->len, hex);
    if (strcmp(hex, kept) == 0)
        return true;
    q_verify_tell(v, true, "source", q_str_from(name), "its bytes have another hash");
    return false;
}

static void check_sources(struct q_verifying *v)
{
    struct q_buf bytes;
    q_buf_init(&bytes, Q_MAX_LINE);
    int64_t source = INT64_MIN;
    while (q_verify_next(v,
                         "SELECT source FROM source WHERE source > ?1 ORDER BY source"
                         " LIMIT 1",
                         "source", &source)) {
        q_verify_step(v);
        if (!check_source(v, source, &bytes))
            continue; // its captures cannot be read
        sqlite3_stmt *ask = q_db_ask(
            v->db, "SELECT capture FROM capture WHERE source = ?1 ORDER BY capture");
        q_db_bind(v->db, ask, 1, source);
        while (v->status == QUOTH_OK && q_db_row(v->db, ask))
            check_capture(v, sqlite3_column_int64(ask, 0));
        q_db_done(v->db, ask);
        quoth_error error;
        quoth_status status = q_db_status(v->db, &error);
        q_verify_went_on(v, status, &error, "capture", Q_NO_STR);
    }
    q_buf_release(&bytes);
}

// ── The file ──

static void check_file(struct q_verifying *v)
{
    sqlite3_stmt *ask = q_db_ask(v->db, "PRAGMA integrity_check(1000)");
    for (quoth_str flaw; (flaw = q_db_next_flaw(v->db, ask)).ptr;)
        q_verify_tell(v, true, "file", Q_NO_STR, "%.*s", (int)flaw.len, flaw.ptr);
    q_db_done(v->db, ask);
    quoth_error error;
    q_verify_went_on(v, q_db_status(v->db, &error), &error, "file", Q_NO_STR);
}

// FTS5 looks at its index only for one who may write: in a connection of its own, which
// writes nothing. Where nobody may write, that cannot be done, and is told; where it fails,
// so does verifying.
static void check_index(struct q_verifying *v)
{
    struct q_db own = {0};
    quoth_error error;
    if (q_place_is_read_only(v->archive->path)) {
        q_verify_tell(v, false, "index", Q_NO_STR,
                      "not looked at: that needs an archive that may be written");
        return;
    }
    int code = sqlite3_open_v2(v->archive->path, &own.handle,
                               SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK && sqlite3_db_readonly(own.handle, "main") != 0)
        code = SQLITE_CANTOPEN; // to be written, that is: SQLite opens it to be read then
    quoth_status status = q_db_means(own.handle, code);
    if (status == QUOTH_OK) {
        q_db_distrust(&own);
        sqlite3_busy_timeout(own.handle, v->db->wait);
        q_db_begin(&own);
        q_db_do(&own, "INSERT INTO words(words) VALUES ('integrity-check');"
                      "INSERT INTO spelling_words(spelling_words, rank)"
                      " VALUES ('integrity-check', 1)");
        q_db_rollback(&own);
        status = q_db_status(&own, &error);
        if (status == QUOTH_ELOCKED)
            q_error(&error, status, QUOTH_NO_OFFSET,
                    "all but the index of words was looked at, which needs that no other "
                    "program writes: verify it again when it has ended");
    } else {
        q_error(&error, status, QUOTH_NO_OFFSET,
                "the index of words cannot be looked at: %s", sqlite3_errstr(code));
    }
    q_verify_went_on(v, status, &error, "index", Q_NO_STR);
    q_db_close(&own);
}

// ── All ──

quoth_status q_verify(struct quoth_archive *archive, const struct q_verify_with *with,
                      quoth_verified *out, quoth_error *error)
{
    static const quoth_verify_options none = {0};
    struct q_verify_with whole = *with;
    struct q_verifying v = {
        .archive = archive, .db = &archive->db, .with = &whole, .out = out};
    if (!whole.options)
        whole.options = &none;
    *out = (quoth_verified){0};
    q_db_do(v.db, "BEGIN");
    v.total = (uint64_t)(q_db_number(v.db, "SELECT count(*) FROM source") +
                         q_db_number(v.db, "SELECT count(*) FROM article"));
    quoth_status status = q_db_status(v.db, error);
    if (status != QUOTH_OK && status != QUOTH_EDAMAGED)
        return status;
    void (*const parts[])(struct q_verifying *) = {
        check_file, check_sources, q_verify_articles, q_verify_rows, check_index};
    for (size_t n = 0; n < sizeof parts / sizeof *parts && v.status == QUOTH_OK; n++)
        parts[n](&v);
    q_db_rollback(v.db);
    if (with->options && with->options->progress)
        with->options->progress(with->options->context, v.total, v.total);
    if (v.status != QUOTH_OK && error)
        *error = v.error;
    return v.status;
}
