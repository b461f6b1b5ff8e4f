#include "archive/forget.h"

#include "archive/archive.h"
#include "archive/fill.h"
#include "archive/forget_ledger.h"
#include "archive/id.h"
#include "archive/person/apply.h"
#include "archive/person/people.h"
#include "archive/put.h"
#include "archive/rebuild.h"
#include "archive/tomb.h"
#include "base/error.h"

#include <stdio.h>
#include <time.h>

enum { KEEP = 1024 * 1024 };

struct forgetting {
    struct quoth_archive *archive;
    struct q_db *db;
    const struct q_forget_with *with;
    const quoth_forget_options *options;
    quoth_forgotten *out;
};

// What goes: articles, those asked for and those that stand nowhere else; captures; of
// articles that stay without the capture that led, the one that leads from now on. Keys
// only, in memory.
static const char tables[] =
    "DROP TABLE IF EXISTS temp.forget_article; DROP TABLE IF EXISTS temp.forget_capture;"
    "DROP TABLE IF EXISTS temp.forget_lead; DROP TABLE IF EXISTS temp.forget_voiced;"
    "CREATE TEMP TABLE forget_article (article INTEGER PRIMARY KEY, asked INTEGER);"
    "CREATE TEMP TABLE forget_capture (capture INTEGER PRIMARY KEY);"
    "CREATE TEMP TABLE forget_lead (article INTEGER PRIMARY KEY, capture INTEGER);"
    "CREATE TEMP TABLE forget_voiced (spelling INTEGER, article INTEGER)";

// ── What is asked for ──

static void ask_article(struct forgetting *f, int64_t article)
{
    sqlite3_stmt *ask =
        q_db_ask(f->db, "INSERT OR IGNORE INTO forget_article VALUES (?1, 1)");
    q_db_bind(f->db, ask, 1, article);
    q_db_run(f->db, ask);
}

static void ask_speaker(struct forgetting *f)
{
    quoth_str person = q_people_called(f->db, f->options->speaker, &f->archive->arena);
    if (!person.ptr)
        return;
    sqlite3_stmt *ask = q_db_ask(
        f->db, "INSERT OR IGNORE INTO forget_article SELECT v.article, 1 FROM voiced v"
               " JOIN spelling s USING (spelling) WHERE s.person = ?1");
    q_db_bind_text(f->db, ask, 1, person);
    q_db_run(f->db, ask);
}

static bool lies_there(sqlite3_stmt *row, int column, int64_t url)
{
    quoth_str told = q_db_text(row, column);
    return told.ptr && q_url_hash(told) == url;
}

static void ask_url(struct forgetting *f)
{
    int64_t url = q_url_hash(f->options->url);
    sqlite3_stmt *ask =
        q_db_ask(f->db, "INSERT OR IGNORE INTO forget_article"
                        " SELECT DISTINCT article, 1 FROM appearance WHERE url = ?1");
    q_db_bind(f->db, ask, 1, url);
    q_db_run(f->db, ask);
    // Whole captures: a feed at this address, a page without a text.
    ask = q_db_ask(f->db, "SELECT capture, url, given_url FROM capture"
                          " WHERE url IS NOT NULL OR given_url IS NOT NULL");
    while (q_db_row(f->db, ask)) {
        if (!lies_there(ask, 1, url) && !lies_there(ask, 2, url))
            continue;
        sqlite3_stmt *take =
            q_db_ask(f->db, "INSERT OR IGNORE INTO forget_capture VALUES (?1)");
        q_db_bind(f->db, take, 1, sqlite3_column_int64(ask, 0));
        q_db_run(f->db, take);
    }
    q_db_done(f->db, ask);
}

static quoth_status ask_for(struct forgetting *f, quoth_error *error)
{
    const quoth_forget_options *options = f->options;
    int64_t article = 0, key;
    uint32_t number;
    quoth_status status = QUOTH_OK;
    if (options->article.ptr)
        status = q_find_article(f->archive, options->article, &article, error);
    if (options->statement.ptr)
        status = q_find_statement(f->archive, options->statement, &key, error);
    if (options->statement.ptr && status == QUOTH_OK)
        status = q_article_of(f->archive, key, &article, &number, error);
    if (status != QUOTH_OK)
        return status;
    if (article)
        ask_article(f, article);
    if (options->speaker.ptr)
        ask_speaker(f);
    if (options->url.ptr)
        ask_url(f);
    bool none = !q_db_number(f->db, "SELECT count(*) FROM forget_article") &&
                !q_db_number(f->db, "SELECT count(*) FROM forget_capture");
    status = q_db_status(f->db, error);
    return status != QUOTH_OK || !none
               ? status
               : q_error(error, QUOTH_EMISSING, QUOTH_NO_OFFSET, "there is nothing %s %.*s",
                         options->url.ptr ? "at" : "by",
                         (int)(options->url.ptr ? options->url : options->speaker).len,
                         (options->url.ptr ? options->url : options->speaker).ptr);
}

// ── What that takes ──

// Captures hold the words of all that appears in them; so do others of the same bytes.
static void find_captures(struct q_db *db)
{
    q_db_do(db, "INSERT OR IGNORE INTO forget_capture SELECT capture FROM appearance"
                " WHERE article IN (SELECT article FROM forget_article);"
                "INSERT OR IGNORE INTO forget_capture SELECT capture FROM capture"
                " WHERE source IN (SELECT source FROM capture"
                "  WHERE capture IN (SELECT capture FROM forget_capture));"
                "INSERT OR IGNORE INTO forget_article SELECT DISTINCT article, 0"
                " FROM appearance p WHERE capture IN (SELECT capture FROM forget_capture)"
                " AND NOT EXISTS (SELECT 1 FROM appearance o WHERE o.article = p.article"
                "  AND o.capture NOT IN (SELECT capture FROM forget_capture))");
}

// In the order of put.c's leads.
static void find_leads(struct q_db *db)
{
    q_db_do(db, "INSERT INTO forget_lead SELECT a.article, (SELECT p.capture"
                "  FROM appearance p JOIN capture c USING (capture)"
                "  WHERE p.article = a.article"
                "  AND p.capture NOT IN (SELECT capture FROM forget_capture)"
                "  ORDER BY p.published IS NULL, p.published, c.id, p.number LIMIT 1)"
                " FROM article a WHERE a.capture IN (SELECT capture FROM forget_capture)"
                " AND a.article NOT IN (SELECT article FROM forget_article);"
                "INSERT INTO forget_voiced SELECT spelling, article FROM voiced"
                " WHERE article IN (SELECT article FROM forget_article"
                "  UNION ALL SELECT article FROM forget_lead)");
}

static void count(struct forgetting *f)
{
    struct q_db *db = f->db;
    quoth_forgotten *out = f->out;
    out->captures = (uint64_t)q_db_number(db, "SELECT count(*) FROM forget_capture");
    out->sources =
        (uint64_t)q_db_number(db, "SELECT count(DISTINCT source) FROM capture"
                                  " WHERE capture IN (SELECT capture FROM forget_capture)");
    out->articles =
        (uint64_t)q_db_number(db, "SELECT count(*) FROM forget_article WHERE asked");
    out->others =
        (uint64_t)q_db_number(db, "SELECT count(*) FROM forget_article WHERE NOT asked");
    out->statements =
        (uint64_t)q_db_number(db, "SELECT coalesce(sum(count), 0) FROM statements"
                                  " WHERE article IN (SELECT article FROM forget_article)");
    out->kept = (uint64_t)q_db_number(
        db, "SELECT count(DISTINCT article) FROM appearance"
            " WHERE capture IN (SELECT capture FROM forget_capture)"
            " AND article NOT IN (SELECT article FROM forget_article)");
}

// ── Rows go ──

static void write_tombs(struct forgetting *f, int64_t now)
{
    struct q_db *db = f->db;
    sqlite3_stmt *ask = q_db_ask(
        db, "INSERT OR IGNORE INTO tombstone SELECT hash, ?1, ?2 FROM source WHERE source"
            " IN (SELECT source FROM capture"
            "  WHERE capture IN (SELECT capture FROM forget_capture))");
    q_db_bind(db, ask, 1, Q_TOMB_SOURCE);
    q_db_bind(db, ask, 2, now);
    q_db_run(db, ask);
    ask =
        q_db_ask(db, "INSERT OR IGNORE INTO tombstone SELECT id, ?1, ?2 FROM article"
                     " WHERE article IN (SELECT article FROM forget_article WHERE asked)");
    q_db_bind(db, ask, 1, Q_TOMB_TEXT);
    q_db_bind(db, ask, 2, now);
    q_db_run(db, ask);
    if (f->options->url.ptr)
        q_tomb_add_url(db, q_url_hash(f->options->url), now);
    q_db_do(db, "DELETE FROM tombstone WHERE hash = x''"); // of one that was not ended
    q_tomb_add(db, Q_TOMB_UNFINISHED, (const uint8_t *)"", 0, now);
}

static void take_voices(struct q_db *db)
{
    sqlite3_stmt *ask = q_db_ask(db, "SELECT spelling, article FROM forget_voiced");
    while (q_db_row(db, ask)) {
        uint32_t spelling = (uint32_t)sqlite3_column_int64(ask, 0);
        q_voice_remove(db, sqlite3_column_int64(ask, 1), &spelling, 1);
    }
    q_db_done(db, ask);
}

// Keys of statements are not given again.
static void keep_keys(struct q_db *db)
{
    q_db_do(db, "INSERT OR IGNORE INTO keys_used"
                " SELECT first + count FROM statements WHERE count > 0"
                " ORDER BY first DESC LIMIT 1;"
                "DELETE FROM keys_used WHERE next < (SELECT max(next) FROM keys_used)");
}

static void take_rows(struct q_db *db)
{
    keep_keys(db);
    take_voices(db);
    q_db_do(
        db,
        "DELETE FROM same_words WHERE EXISTS (SELECT 1 FROM statements s"
        " WHERE s.first <= statement AND s.first + s.count > statement"
        " AND (s.article IN (SELECT article FROM forget_article)"
        "  OR s.article IN (SELECT article FROM forget_lead)));"
        "DELETE FROM statements WHERE article IN (SELECT article FROM forget_article)"
        " OR article IN (SELECT article FROM forget_lead);"
        "DELETE FROM statement_ids WHERE article IN (SELECT article FROM forget_article)"
        " OR article IN (SELECT article FROM forget_lead);"
        "DELETE FROM appearance WHERE capture IN (SELECT capture FROM forget_capture);"
        "DELETE FROM article WHERE article IN (SELECT article FROM forget_article);"
        "DELETE FROM capture WHERE capture IN (SELECT capture FROM forget_capture);"
        "DELETE FROM source WHERE source NOT IN (SELECT source FROM capture);"
        "DELETE FROM outlet WHERE outlet NOT IN"
        " (SELECT outlet FROM appearance WHERE outlet IS NOT NULL);"
        "DELETE FROM extractor WHERE extractor NOT IN (SELECT extractor FROM article)");
}

// ── Articles that another capture has too ──

static bool next_lead(struct q_db *db, int64_t *article, int64_t *capture, uint8_t id[32])
{
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT l.article, l.capture, a.id FROM forget_lead l JOIN article a"
                     " USING (article) WHERE l.article > ?1 ORDER BY l.article LIMIT 1");
    q_db_bind(db, ask, 1, *article);
    bool row = q_db_row_behind(db, ask, article);
    if (row) {
        quoth_str bytes = q_db_bytes(ask, 2);
        *capture = sqlite3_column_int64(ask, 1);
        memset(id, 0, 32);
        if (bytes.len == 32)
            memcpy(id, bytes.ptr, 32);
    }
    q_db_done(db, ask);
    return row;
}

// Each is read again, so that the archive is what it would be without what was forgotten.
static quoth_status read_leads(struct forgetting *f, quoth_error *error)
{
    struct quoth_entry *entry = quoth_entry_new();
    quoth_status status = entry ? QUOTH_OK : q_error_nomem(error);
    int64_t article = 0, capture;
    uint8_t id[32];
    while (status == QUOTH_OK && next_lead(f->db, &article, &capture, id)) {
        struct q_received received;
        status = q_fill_received(f->archive, capture, &received, error);
        if (status == QUOTH_OK)
            status = f->with->read_again(f->with->reader, &received, entry, error);
        q_arena_clear(&f->archive->arena, KEEP);
        if (status == QUOTH_OK && !q_put_leader(f->archive, capture, entry, id))
            status = q_error(error, QUOTH_EVERSION, QUOTH_NO_OFFSET,
                             "this version reads a capture that stays differently than the "
                             "one that added it: rebuild the archive first");
    }
    quoth_entry_free(entry);
    return status;
}

// ── The index is made again: FTS5 keeps words of rows that went ──

static void index_article(struct quoth_archive *archive, int64_t key, int64_t first,
                          struct quoth_article *article,
                          struct quoth_statements *statements)
{
    struct q_index_words words;
    quoth_error error;
    struct q_db *db = &archive->db;
    if (q_fill(archive, key, article, statements, &error) != QUOTH_OK) {
        // Damaged before: it stays so, and out of the index.
        if (error.status != QUOTH_EDAMAGED)
            q_db_fail(db, error.status, error.message);
        return;
    }
    q_arena_clear(&archive->arena, KEEP);
    for (uint32_t n = 0; n < statements->count && db->failed.status == QUOTH_OK; n++) {
        if (q_words_of(article, statements, n, &archive->arena, &words) != QUOTH_OK)
            q_db_nomem(db);
        q_index_add(db, first + n, &words);
    }
}

static void index_all(struct quoth_archive *archive)
{
    struct q_db *db = &archive->db;
    struct quoth_article *article = quoth_article_new();
    struct quoth_statements *statements = quoth_statements_new();
    if (!article || !statements)
        q_db_nomem(db);
    q_db_do(db, "INSERT INTO words(words) VALUES ('delete-all');"
                "INSERT INTO spelling_words(spelling_words) VALUES ('rebuild')");
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT article, first FROM statements WHERE count > 0");
    while (article && statements && q_db_row(db, ask))
        index_article(archive, sqlite3_column_int64(ask, 0), sqlite3_column_int64(ask, 1),
                      article, statements);
    q_db_done(db, ask);
    quoth_article_free(article);
    quoth_statements_free(statements);
}

// ── Both steps ──

static quoth_status take_all(struct forgetting *f, quoth_error *error)
{
    struct q_db *db = f->db;
    struct q_gone gone;
    int64_t now = q_archive_now(f->archive);
    q_gone_init(&gone);
    quoth_status status = q_gone_find(&gone, f->archive, error);
    write_tombs(f, now);
    take_rows(db);
    if (status == QUOTH_OK)
        status = q_db_status(db, error);
    if (status == QUOTH_OK)
        status = read_leads(f, error);
    if (status == QUOTH_OK) {
        f->out->decisions = q_gone_silence(&gone, db);
        if (f->out->decisions) // what they split off elsewhere goes back
            q_decisions_apply(f->archive);
        index_all(f->archive); // last: until then names that go are in it
        status = q_gone_tell(f->archive, f->options, f->out, now, error);
    }
    q_gone_release(&gone);
    return status;
}

// Gets the lock, finds what goes, and takes it, in one transaction.
static quoth_status first_step(struct forgetting *f, quoth_error *error)
{
    struct q_db *db = f->db;
    q_db_do(db, tables);
    q_db_begin(db);
    quoth_status status = q_db_status(db, error);
    if (status == QUOTH_OK)
        status = ask_for(f, error);
    if (status == QUOTH_OK) {
        find_captures(db);
        find_leads(db);
        count(f);
        status = q_db_status(db, error);
    }
    if (status == QUOTH_OK && !f->options->dry_run)
        status = take_all(f, error);
    if (status == QUOTH_OK && !f->options->dry_run) {
        q_db_commit(db);
        status = q_db_status(db, error);
    }
    q_db_rollback(db);
    return status;
}

bool q_forget_unfinished(struct q_db *db)
{
    return q_tomb_has(db, (const uint8_t *)"", 0);
}

static quoth_status still_read(quoth_error *error)
{
    return q_error(error, QUOTH_ELOCKED, QUOTH_NO_OFFSET,
                   "it is taken out, but another program still reads the archive as it was "
                   "before, and so it is still in the file's log: end that program, then "
                   "quoth forget --finish");
}

// In milliseconds, of a clock that nobody sets.
static int64_t clock_now(void)
{
    struct timespec now = {0};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

// Everything in the log is brought into the file, and the log cut to nothing. SQLite waits
// for those who read it, but not for those who bring it into the file themselves.
static quoth_status cut_log(struct q_db *db, quoth_error *error)
{
    enum { STEP = 50 }; // ms
    int wait = db->wait;
    int64_t until = clock_now() + wait;
    quoth_status status = QUOTH_ELOCKED;
    for (int64_t left = wait; status == QUOTH_ELOCKED && left >= 0;
         left = until - clock_now()) {
        if (left < wait)
            sqlite3_sleep(STEP);
        q_db_wait(db, (int)left);
        sqlite3_stmt *ask = q_db_ask(db, "PRAGMA wal_checkpoint(TRUNCATE)");
        bool busy = q_db_row(db, ask) && sqlite3_column_int64(ask, 0) != 0;
        q_db_done(db, ask);
        status = q_db_status(db, error);
        if (status == QUOTH_OK && busy)
            status = QUOTH_ELOCKED;
    }
    q_db_wait(db, wait);
    return status == QUOTH_ELOCKED ? still_read(error) : status;
}

// The mark, and whose it is: one more may forget while the first is ended, and its mark
// stays.
struct mark {
    int64_t what, of; // of: the last entry of the ledger that tells of a forgetting
};

#define LAST_FORGOTTEN "coalesce((SELECT max(entry) FROM ledger WHERE verb = 'forget'), 0)"

static bool read_mark(struct q_db *db, struct mark *mark)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT what, " LAST_FORGOTTEN " FROM tombstone WHERE hash = x''");
    bool there = q_db_row(db, ask);
    if (there)
        *mark = (struct mark){.what = sqlite3_column_int64(ask, 0),
                              .of = sqlite3_column_int64(ask, 1)};
    q_db_done(db, ask);
    return there;
}

// The file is written anew by way of its log, which is cut before: whoever reads what was
// there before keeps all of the log, and with each try it would have one more copy of the
// archive. Once is enough: from then on only the log is to be cut. Zeros over what is
// deleted (secure_delete) do not do: SQLite leaves copies of rows that it moved.
static quoth_status write_anew(struct quoth_archive *archive, const struct mark *mark,
                               quoth_error *error)
{
    struct q_db *db = &archive->db;
    quoth_status status = quoth_archive_settle(archive, error);
    if (status == QUOTH_OK)
        status = cut_log(db, error);
    if (status != QUOTH_OK)
        return status;
    // The copy that VACUUM makes may be larger than memory.
    q_db_do(db, "PRAGMA temp_store = FILE; VACUUM");
    (void)sqlite3_exec(db->handle, "PRAGMA temp_store = MEMORY", NULL, NULL, NULL);
    q_db_begin(db);
    sqlite3_stmt *ask = q_db_ask(
        db, "UPDATE tombstone SET what = ?1 WHERE hash = x'' AND ?2 = " LAST_FORGOTTEN);
    q_db_bind(db, ask, 1, Q_TOMB_UNCUT);
    q_db_bind(db, ask, 2, mark->of);
    q_db_run(db, ask);
    q_db_commit(db);
    return q_db_status(db, error);
}

// The mark goes, and with it what a rebuild left: nobody rebuilds while this one may write.
static quoth_status end(struct quoth_archive *archive, const struct mark *mark,
                        quoth_error *error)
{
    struct q_db *db = &archive->db;
    q_db_begin(db);
    if (db->failed.status == QUOTH_OK && !q_rebuild_sweep(archive->path))
        q_db_fail(
            db, QUOTH_EIO,
            "what a rebuild left beside the archive cannot be deleted, and holds what "
            "was forgotten: delete it, then quoth forget --finish");
    sqlite3_stmt *ask =
        q_db_ask(db, "DELETE FROM tombstone WHERE hash = x'' AND ?1 = " LAST_FORGOTTEN);
    q_db_bind(db, ask, 1, mark->of);
    q_db_run(db, ask);
    q_db_commit(db);
    return q_db_status(db, error);
}

quoth_status q_forget_finish(struct quoth_archive *archive, quoth_error *error)
{
    struct q_db *db = &archive->db;
    struct mark mark;
    bool unfinished = read_mark(db, &mark);
    quoth_status status = q_db_status(db, error);
    if (status != QUOTH_OK || !unfinished)
        return status;
    if (mark.what != Q_TOMB_UNCUT)
        status = write_anew(archive, &mark, error);
    if (status == QUOTH_OK) // what others write to it from then on has nothing of it
        status = cut_log(db, error);
    return status == QUOTH_OK ? end(archive, &mark, error) : status;
}

quoth_status q_forget(struct quoth_archive *archive, const struct q_forget_with *with,
                      const quoth_forget_options *options, quoth_forgotten *out,
                      quoth_error *error)
{
    struct forgetting f = {archive, &archive->db, with, options, out};
    int told = (options->article.ptr != NULL) + (options->statement.ptr != NULL) +
               (options->speaker.ptr != NULL) + (options->url.ptr != NULL);
    *out = (quoth_forgotten){0};
    if (told != 1)
        return q_error(
            error, QUOTH_EUSAGE, QUOTH_NO_OFFSET,
            "one article, statement, speaker or URL is to be forgotten at a time");
    if (!options->why.len && !options->dry_run)
        return q_error(error, QUOTH_EUSAGE, QUOTH_NO_OFFSET, "there must be a reason why");
    quoth_status status = first_step(&f, error);
    quoth_error dropped;
    q_db_do(f.db, "DROP TABLE IF EXISTS temp.forget_article;"
                  "DROP TABLE IF EXISTS temp.forget_capture;"
                  "DROP TABLE IF EXISTS temp.forget_lead;"
                  "DROP TABLE IF EXISTS temp.forget_voiced");
    (void)q_db_status(f.db, &dropped);
    return status == QUOTH_OK && !options->dry_run ? q_forget_finish(archive, error)
                                                   : status;
}
