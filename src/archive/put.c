#include "archive/put.h"

#include "archive/entry.h"
#include "archive/id.h"
#include "archive/remove.h"
#include "archive/reviewed.h"
#include "archive/tomb.h"
#include "archive/varint.h"
#include "base/calendar.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>
#include <time.h>

// What the writer keeps for the next entry; one article's columns take far less.
enum { KEEP = 1024 * 1024, DAY = 24 * 60 * 60 };

struct put {
    struct quoth_archive *archive;
    struct q_db *db;
    const struct quoth_entry *entry;
    struct quoth_added added; // by this entry alone
    int64_t now, capture;
    int32_t today;
};

static quoth_str bytes_of(const uint8_t *bytes, size_t size)
{
    return q_str((const char *)bytes, size);
}

// ── Is it there? ──

static bool has_capture(struct q_db *db, const uint8_t id[16])
{
    sqlite3_stmt *ask = q_db_ask(db, "SELECT 1 FROM capture WHERE id = ?1");
    q_db_bind_bytes(db, ask, 1, bytes_of(id, 16));
    bool has = q_db_row(db, ask);
    q_db_done(db, ask);
    return has;
}

// Where the whole capture lay, or was said to lie.
static bool lay_there(struct q_db *db, const struct q_received *received)
{
    return (received->url.ptr && q_tomb_has_url(db, q_url_hash(received->url))) ||
           (received->given_url.ptr && q_tomb_has_url(db, q_url_hash(received->given_url)));
}

quoth_status q_archive_knows(struct quoth_archive *archive,
                             const struct q_received *received, int *known,
                             quoth_error *error)
{
    struct q_db *db = &archive->db;
    uint8_t id[16], hash[32];
    q_capture_id(received, id, hash);
    bool forgotten = q_tomb_has(db, id, sizeof id) || q_tomb_has(db, hash, sizeof hash) ||
                     lay_there(db, received);
    *known = has_capture(db, id) ? 1 : forgotten ? 2 : 0;
    return q_db_status(db, error);
}

// The bytes hold every article: one that was forgotten takes the capture with it.
static bool was_forgotten(struct put *put)
{
    const struct quoth_entry *entry = put->entry;
    if (q_tomb_has(put->db, entry->id, sizeof entry->id) ||
        q_tomb_has(put->db, entry->hash, sizeof entry->hash) ||
        lay_there(put->db, &entry->received))
        return true;
    for (uint32_t i = 0; i < entry->count; i++) {
        const struct q_entry_article *article = &entry->articles[i];
        if (q_tomb_has(put->db, article->id, sizeof article->id) ||
            (article->url && q_tomb_has_url(put->db, article->url)))
            return true;
    }
    return false;
}

// ── The received half ──

static int64_t put_source(struct put *put)
{
    struct q_db *db = put->db;
    const struct quoth_entry *entry = put->entry;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT source FROM source WHERE hash = ?1");
    q_db_bind_bytes(db, ask, 1, bytes_of(entry->hash, sizeof entry->hash));
    int64_t source = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    if (source)
        return source;
    ask = q_db_ask(db, "INSERT INTO source (hash, size, bytes) VALUES (?1, ?2, ?3)");
    q_db_bind_bytes(db, ask, 1, bytes_of(entry->hash, sizeof entry->hash));
    q_db_bind(db, ask, 2, (int64_t)entry->received.bytes.len);
    q_db_bind_bytes(db, ask, 3, entry->bytes);
    q_db_run(db, ask);
    return sqlite3_last_insert_rowid(db->handle);
}

static void put_capture(struct put *put)
{
    struct q_db *db = put->db;
    const struct q_received *received = &put->entry->received;
    const quoth_str texts[] = {
        received->name,           received->path,      received->url,
        received->charset,        received->fetched,   received->given_charset,
        received->given_outlet,   received->given_url, received->given_published,
        received->given_language, received->flaw};
    int64_t source = put_source(put);
    sqlite3_stmt *ask = q_db_ask(
        db,
        "INSERT INTO capture (id, source, kind, added, offset, number, name, path, url,"
        " charset, fetched, given_charset, given_outlet, given_url, given_published,"
        " given_language, flaw, flaw_offset) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
        " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)");
    q_db_bind_bytes(db, ask, 1, bytes_of(put->entry->id, sizeof put->entry->id));
    q_db_bind(db, ask, 2, source);
    q_db_bind(db, ask, 3, received->kind);
    q_db_bind(db, ask, 4, put->now);
    q_db_bind(db, ask, 5, (int64_t)received->offset);
    q_db_bind(db, ask, 6, (int64_t)received->number);
    for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
        q_db_bind_text(db, ask, 7 + i, texts[i]);
    if (received->flaw.ptr)
        q_db_bind(db, ask, 18, (int64_t)received->flaw_offset);
    q_db_run(db, ask);
    put->capture = sqlite3_last_insert_rowid(db->handle);
}

// ── Statements ──

// One more than the largest key that a statement ever had.
static int64_t next_key(struct q_db *db)
{
    int64_t next = q_db_number(db, "SELECT max(first + count) FROM statements"
                                   " WHERE first = (SELECT max(first) FROM statements)");
    int64_t used = q_db_number(db, "SELECT max(next) FROM keys_used");
    next = next > used ? next : used;
    return next > 0 ? next : 1;
}

static int by_spelling(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b; // spelling, number
    if (x[0] != y[0])
        return x[0] < y[0] ? -1 : 1;
    return x[1] < y[1] ? -1 : x[1] > y[1];
}

// `pairs`: spelling and number of each statement that has a speaker.
static void put_voices(struct put *put, int64_t article, uint32_t (*pairs)[2],
                       uint32_t count)
{
    struct q_buf *numbers = &put->archive->spare[2];
    qsort(pairs, count, sizeof *pairs, by_spelling);
    for (uint32_t i = 0, from = 0; i < count; i++) {
        if (i == from)
            q_buf_clear(numbers, KEEP);
        q_varint_put(numbers, pairs[i][1] - (i > from ? pairs[i - 1][1] : 0));
        if (i + 1 < count && pairs[i + 1][0] == pairs[i][0])
            continue;
        if (numbers->failed)
            q_db_fail(put->db, q_buf_status(numbers), "out of memory");
        q_voice_add(put->db, pairs[i][0], article, q_str(numbers->ptr, numbers->len),
                    i + 1 - from);
        from = i + 1;
    }
}

// Who speaks in each: a spelling, made where it is new.
static void put_spellings(struct put *put, int64_t key,
                          const struct q_entry_article *article, struct q_column *columns)
{
    struct q_arena *arena = &put->archive->arena;
    uint32_t(*pairs)[2] = q_arena_array(arena, article->count, sizeof *pairs), count = 0;
    if (!pairs) {
        q_db_nomem(put->db);
        return;
    }
    for (uint32_t i = 0; i < article->count; i++) {
        const struct q_entry_statement *statement = &article->statements[i];
        columns[i] = article->columns[i];
        columns[i].judged = (uint8_t)q_reviewed_of(put->db, statement->id).judged;
        columns[i].spelling =
            (uint32_t)q_voice_spelling(put->db, &statement->voice, statement->id);
        if (columns[i].spelling == 0)
            continue;
        pairs[count][0] = columns[i].spelling;
        pairs[count++][1] = i;
    }
    put_voices(put, key, pairs, count);
}

static void put_ids(struct put *put, int64_t key, const struct q_entry_article *article)
{
    struct q_db *db = put->db;
    char *handles = q_arena_alloc(&put->archive->arena, (size_t)article->count * Q_HANDLE);
    if (!handles) {
        q_db_nomem(db);
        return;
    }
    for (uint32_t i = 0; i < article->count; i++)
        memcpy(handles + (size_t)i * Q_HANDLE, article->statements[i].id, Q_HANDLE);
    sqlite3_stmt *ask =
        q_db_ask(db, "INSERT INTO statement_ids (article, handles) VALUES (?1, ?2)");
    q_db_bind(db, ask, 1, key);
    q_db_bind_bytes(db, ask, 2, q_str(handles, (size_t)article->count * Q_HANDLE));
    q_db_run(db, ask);
}

static void put_columns(struct put *put, int64_t key, const struct q_entry_article *article,
                        int64_t first, const struct q_column *columns)
{
    struct q_db *db = put->db;
    struct q_buf *packed = &put->archive->spare[2];
    q_buf_clear(packed, KEEP);
    q_columns_pack(packed, columns, article->count);
    if (packed->failed)
        q_db_fail(db, q_buf_status(packed), "out of memory");
    sqlite3_stmt *ask = q_db_ask(
        db, "INSERT INTO statements (article, first, count, published, published_to,"
            " captured, columns) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
    q_db_bind(db, ask, 1, key);
    q_db_bind(db, ask, 2, first);
    q_db_bind(db, ask, 3, article->count);
    if (article->dated) {
        q_db_bind(db, ask, 4, article->published);
        q_db_bind(db, ask, 5, article->published_to);
    }
    q_db_bind(db, ask, 6, article->captured ? article->captured : put->today);
    q_db_bind_bytes(db, ask, 7, q_str(packed->ptr ? packed->ptr : "", packed->len));
    q_db_run(db, ask);
}

static void put_statements(struct put *put, int64_t key,
                           const struct q_entry_article *article)
{
    struct q_db *db = put->db;
    int64_t first = next_key(db);
    if (first > (int64_t)Q_MAX_KEYS - article->count) {
        q_db_fail(db, QUOTH_ELIMIT,
                  "an archive gives 4,294,967,296 statements a key, and this one has given "
                  "all: begin another one");
        return;
    }
    struct q_column *columns =
        Q_ARENA_ARRAY(&put->archive->arena, struct q_column, article->count);
    if (!columns) {
        q_db_nomem(db);
        return;
    }
    put_spellings(put, key, article, columns);
    if (db->failed.status != QUOTH_OK)
        return; // the columns may not be filled
    put_columns(put, key, article, first, columns);
    put_ids(put, key, article);
    for (uint32_t i = 0; i < article->count; i++)
        q_index_add(db, first + i, &article->statements[i].words);
}

// ── Articles ──

static int64_t outlet_key(struct q_db *db, quoth_str name)
{
    sqlite3_stmt *ask = q_db_ask(db, "SELECT outlet FROM outlet WHERE name = ?1");
    q_db_bind_text(db, ask, 1, name);
    int64_t key = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    if (key)
        return key;
    ask = q_db_ask(db, "INSERT INTO outlet (name) VALUES (?1)");
    q_db_bind_text(db, ask, 1, name);
    q_db_run(db, ask);
    return sqlite3_last_insert_rowid(db->handle);
}

static int64_t extractor_key(struct q_db *db, const struct q_entry_article *article)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT extractor FROM extractor WHERE version = ?1 AND model = ?2");
    q_db_bind_text(db, ask, 1, article->version);
    q_db_bind_text(db, ask, 2, article->model);
    int64_t key = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    if (key)
        return key;
    ask = q_db_ask(db, "INSERT INTO extractor (version, model) VALUES (?1, ?2)");
    q_db_bind_text(db, ask, 1, article->version);
    q_db_bind_text(db, ask, 2, article->model);
    q_db_run(db, ask);
    return sqlite3_last_insert_rowid(db->handle);
}

static int64_t article_key(struct q_db *db, const struct q_entry_article *article)
{
    sqlite3_stmt *ask = q_db_ask(db, "SELECT article FROM article WHERE id = ?1");
    q_db_bind_bytes(db, ask, 1, bytes_of(article->id, sizeof article->id));
    int64_t key = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    return key;
}

static void put_appearance(struct put *put, int64_t key,
                           const struct q_entry_article *article)
{
    struct q_db *db = put->db;
    int64_t outlet = article->outlet.ptr ? outlet_key(db, article->outlet) : 0;
    sqlite3_stmt *ask =
        q_db_ask(db, "INSERT INTO appearance (capture, number, article, outlet, published,"
                     " url, title, address, about)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    q_db_bind(db, ask, 1, put->capture);
    q_db_bind(db, ask, 2, article->number);
    q_db_bind(db, ask, 3, key);
    if (article->outlet.ptr)
        q_db_bind(db, ask, 4, outlet);
    if (article->dated)
        q_db_bind(db, ask, 5, article->published);
    if (article->url)
        q_db_bind(db, ask, 6, article->url);
    q_db_bind_text(db, ask, 7, article->title);
    q_db_bind_text(db, ask, 8, article->address);
    q_db_bind_bytes(db, ask, 9, article->about);
    q_db_run(db, ask);
}

static bool is_edited(struct put *put, const struct q_entry_article *article)
{
    sqlite3_stmt *ask = q_db_ask(
        put->db, "SELECT 1 FROM appearance WHERE url = ?1 AND capture <> ?2 LIMIT 1");
    if (!article->url)
        return false;
    q_db_bind(put->db, ask, 1, article->url);
    q_db_bind(put->db, ask, 2, put->capture);
    bool edited = q_db_row(put->db, ask);
    q_db_done(put->db, ask);
    return edited;
}

// What is kept of the article itself: how this capture shows it.
static void bind_article(struct put *put, sqlite3_stmt *ask, int64_t key,
                         const struct q_entry_article *article, int64_t extractor)
{
    struct q_db *db = put->db;
    if (key)
        q_db_bind(db, ask, 1, key);
    q_db_bind_bytes(db, ask, 2, bytes_of(article->id, sizeof article->id));
    q_db_bind(db, ask, 3, put->capture);
    q_db_bind(db, ask, 4, article->number);
    q_db_bind(db, ask, 5, extractor);
    q_db_bind(db, ask, 6, article->size);
    q_db_bind_bytes(db, ask, 7, article->text);
    q_db_bind_bytes(db, ask, 8, article->record);
}

static void put_new(struct put *put, const struct q_entry_article *article)
{
    struct q_db *db = put->db;
    put->added.edited += is_edited(put, article);
    put->added.articles++;
    put->added.statements += article->count;
    put->added.future += article->dated && article->published > put->today + 1;
    int64_t extractor = extractor_key(db, article);
    sqlite3_stmt *ask =
        q_db_ask(db, "INSERT INTO article (article, id, capture, number, extractor, size,"
                     " text, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    bind_article(put, ask, 0, article, extractor);
    q_db_run(db, ask);
    int64_t key = sqlite3_last_insert_rowid(db->handle);
    put_appearance(put, key, article);
    put_statements(put, key, article);
}

// An appearance as it is weighed against another one of the same article.
struct lead {
    bool dated;
    int32_t published; // day
    uint8_t capture[16];
    uint32_t number; // in that capture
};

// Does `one` lead rather than `other`?
static bool leads(const struct lead *one, const struct lead *other)
{
    if (one->dated != other->dated)
        return one->dated;
    if (one->dated && one->published != other->published)
        return one->published < other->published;
    int order = memcmp(one->capture, other->capture, sizeof one->capture);
    return order < 0 || (order == 0 && one->number < other->number);
}

// The appearance that leads the article now.
static struct lead leader_of(struct q_db *db, int64_t key)
{
    struct lead lead = {0};
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT p.published, c.id, a.number FROM article a"
                     " JOIN appearance p ON p.capture = a.capture AND p.number = a.number"
                     " JOIN capture c ON c.capture = a.capture WHERE a.article = ?1");
    q_db_bind(db, ask, 1, key);
    if (q_db_row(db, ask)) {
        quoth_str id = q_db_bytes(ask, 1);
        lead.dated = sqlite3_column_type(ask, 0) != SQLITE_NULL;
        lead.published = sqlite3_column_int(ask, 0);
        lead.number = (uint32_t)sqlite3_column_int64(ask, 2);
        if (id.len == sizeof lead.capture)
            memcpy(lead.capture, id.ptr, id.len);
        else
            q_db_fail(db, QUOTH_EDAMAGED, "a capture's id is none");
    } else {
        q_db_fail(db, QUOTH_EDAMAGED, "an article's capture is not there");
    }
    q_db_done(db, ask);
    return lead;
}

// How this capture shows the article is what is kept of it.
static void put_lead(struct put *put, int64_t key, const struct q_entry_article *article)
{
    struct q_db *db = put->db;
    int64_t extractor = extractor_key(db, article);
    sqlite3_stmt *ask = q_db_ask(
        db, "UPDATE article SET id = ?2, capture = ?3, number = ?4, extractor = ?5,"
            " size = ?6, text = ?7, record = ?8 WHERE article = ?1");
    bind_article(put, ask, key, article, extractor);
    q_db_run(db, ask);
    put_statements(put, key, article);
}

static void put_joined(struct put *put, int64_t key, const struct q_entry_article *article)
{
    struct q_db *db = put->db;
    struct lead old = leader_of(db, key), new = {.dated = article->dated,
                                                 .published = article->published,
                                                 .number = article->number};
    memcpy(new.capture, put->entry->id, sizeof new.capture);
    put->added.joined++;
    put_appearance(put, key, article);
    if (db->failed.status != QUOTH_OK || !leads(&new, &old))
        return;
    q_remove_statements(put->archive, key);
    put_lead(put, key, article);
}

bool q_put_leader(struct quoth_archive *archive, int64_t capture,
                  const struct quoth_entry *entry, const uint8_t id[32])
{
    struct put put = {
        .archive = archive, .db = &archive->db, .entry = entry, .capture = capture};
    sqlite3_stmt *ask = q_db_ask(put.db, "SELECT added FROM capture WHERE capture = ?1");
    q_db_bind(put.db, ask, 1, capture);
    if (q_db_row(put.db, ask))
        put.now = sqlite3_column_int64(ask, 0);
    q_db_done(put.db, ask);
    put.today = q_calendar_days(1970, 1, 1) + (int32_t)(put.now / DAY);
    for (uint32_t i = 0; i < entry->count; i++) {
        if (memcmp(entry->articles[i].id, id, sizeof entry->articles[i].id) != 0)
            continue;
        put_lead(&put, article_key(put.db, &entry->articles[i]), &entry->articles[i]);
        return true;
    }
    return false;
}

// What was found in a capture that is there.
static void put_articles(struct put *put)
{
    const struct quoth_entry *entry = put->entry;
    put->today = q_calendar_days(1970, 1, 1) + (int32_t)(put->now / DAY);
    for (uint32_t i = 0; i < entry->count && put->db->failed.status == QUOTH_OK; i++) {
        int64_t key = article_key(put->db, &entry->articles[i]);
        if (key)
            put_joined(put, key, &entry->articles[i]);
        else
            put_new(put, &entry->articles[i]);
    }
}

static void put_all(struct put *put)
{
    int64_t clock = (int64_t)time(NULL), now = q_archive_now(put->archive);
    put->now = put->entry->added ? put->entry->added : now;
    put->added.behind = now > clock ? (uint64_t)(now - clock) : 0;
    put->added.captures++;
    put_capture(put);
    put_articles(put);
}

// The capture was copied with all that was received.
static void put_again(struct put *put)
{
    struct q_db *db = put->db;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT capture, added FROM capture WHERE id = ?1");
    q_db_bind_bytes(db, ask, 1, bytes_of(put->entry->id, sizeof put->entry->id));
    if (q_db_row(db, ask)) {
        put->capture = sqlite3_column_int64(ask, 0);
        put->now = sqlite3_column_int64(ask, 1);
    } else {
        q_db_fail(db, QUOTH_EDAMAGED,
                  "the bytes of a capture are not those that were received");
    }
    q_db_done(db, ask);
    put->added.captures++;
    put_articles(put);
}

static void add_up(struct quoth_added *all, const struct quoth_added *one)
{
    all->captures += one->captures;
    all->known += one->known;
    all->refused += one->refused;
    all->articles += one->articles;
    all->joined += one->joined;
    all->edited += one->edited;
    all->statements += one->statements;
    all->future += one->future;
    all->behind = one->behind > all->behind ? one->behind : all->behind;
}

quoth_status quoth_archive_put(quoth_archive *archive, const quoth_entry *entry,
                               quoth_added *added, quoth_error *error)
{
    struct put put = {.archive = archive, .db = &archive->db, .entry = entry};
    q_arena_clear(&archive->arena, KEEP);
    q_db_begin(put.db);
    if (archive->remaking)
        put_again(&put);
    else if (has_capture(put.db, entry->id))
        put.added.known++;
    else if (was_forgotten(&put))
        put.added.refused++;
    else
        put_all(&put);
    q_db_commit(put.db);
    quoth_status status = q_db_status(put.db, error);
    if (status == QUOTH_OK && added)
        add_up(added, &put.added);
    return status;
}
