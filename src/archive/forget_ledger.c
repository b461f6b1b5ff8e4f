#include "archive/forget_ledger.h"

#include "archive/fill.h"
#include "archive/ledger.h"
#include "archive/person/voice.h"
#include "base/error.h"
#include "base/json.h"
#include "base/limits.h"

void q_gone_init(struct q_gone *gone)
{
    *gone = (struct q_gone){0};
    q_arena_init(&gone->arena, Q_MAX_GONE);
}

void q_gone_release(struct q_gone *gone)
{
    q_arena_release(&gone->arena);
}

// ── What is gone ──

static bool make_room(struct q_gone *gone)
{
    if (gone->count < gone->room)
        return true;
    uint32_t room = gone->room ? 2 * gone->room : 64;
    struct q_gone_word *more = Q_ARENA_ARRAY(&gone->arena, struct q_gone_word, room);
    if (!more)
        return false;
    if (gone->count)
        memcpy(more, gone->words, gone->count * sizeof *more);
    gone->words = more;
    gone->room = room;
    return true;
}

// As it stands between the quote marks of a JSON string.
static bool add(struct q_gone *gone, quoth_str word, bool inside)
{
    struct q_buf written;
    struct q_json json;
    q_buf_init(&written, Q_MAX_OUTPUT);
    q_json_init(&json, &written);
    q_json_string(&json, word);
    size_t len = written.failed ? 0 : written.len - 2;
    char *copy = written.failed ? NULL : q_arena_alloc(&gone->arena, len + 1);
    bool good = copy && make_room(gone);
    if (good) {
        memcpy(copy, written.ptr + 1, len);
        gone->words[gone->count++] = (struct q_gone_word){q_str(copy, len), inside};
    }
    q_buf_release(&written);
    return good;
}

static bool add_statements(struct q_gone *gone, struct quoth_archive *archive, int64_t key,
                           struct quoth_article *article,
                           struct quoth_statements *statements)
{
    quoth_error error;
    if (q_fill(archive, key, article, statements, &error) != QUOTH_OK)
        return error.status != QUOTH_ENOMEM; // damaged: its statements have no ids
    for (uint32_t n = 0; n < statements->count; n++)
        if (!add(gone, q_str_from(statements->at[n].id), true))
            return false;
    return true;
}

static bool add_ids(struct q_gone *gone, struct quoth_archive *archive)
{
    struct quoth_article *article = quoth_article_new();
    struct quoth_statements *statements = quoth_statements_new();
    bool good = article && statements;
    sqlite3_stmt *ask = q_db_ask(&archive->db, "SELECT article, a.id FROM forget_article"
                                               " JOIN article a USING (article)");
    while (good && q_db_row(&archive->db, ask)) {
        char hex[2 * 32 + 1];
        quoth_str id = q_db_bytes(ask, 1);
        if (id.len == 32) {
            q_hex_write((const uint8_t *)id.ptr, id.len, hex);
            good = add(gone, q_str_from(hex), true);
        }
        good = good && add_statements(gone, archive, sqlite3_column_int64(ask, 0), article,
                                      statements);
    }
    q_db_done(&archive->db, ask);
    quoth_article_free(article);
    quoth_statements_free(statements);
    return good;
}

static bool has_space(quoth_str text)
{
    return text.len && memchr(text.ptr, ' ', text.len) != NULL;
}

// The ids that gone spellings have of themselves: decisions speak by them of who was joined
// to somebody that stays.
static bool add_own_ids(struct q_gone *gone, struct q_db *db)
{
    static const char gone_ones[] =
        "SELECT text, kind FROM spelling WHERE block <> ''"
        " AND spelling IN (SELECT spelling FROM forget_spelling)";
    bool good = true;
    sqlite3_stmt *ask = q_db_ask(db, gone_ones);
    while (good && q_db_row(db, ask)) {
        char room[Q_VOICE_ID];
        quoth_str id = q_voice_id(q_db_text(ask, 0),
                                  (enum q_voice_kind)sqlite3_column_int(ask, 1), room);
        good = add(gone, id, false);
    }
    q_db_done(db, ask);
    return good;
}

// Names and ids of people who speak nowhere else.
static bool add_names(struct q_gone *gone, struct q_db *db)
{
    bool good = true;
    q_db_do(db, "DROP TABLE IF EXISTS temp.forget_spelling;"
                "CREATE TEMP TABLE forget_spelling AS SELECT spelling FROM spelling"
                " WHERE spelling IN (SELECT spelling FROM forget_voiced)"
                " AND NOT EXISTS (SELECT 1 FROM voiced v"
                "  WHERE v.spelling = spelling.spelling"
                "  AND v.article NOT IN (SELECT article FROM forget_article))");
    static const char names[] =
        "SELECT text FROM spelling WHERE spelling IN (SELECT spelling FROM forget_spelling)"
        " EXCEPT SELECT text FROM spelling"
        "  WHERE spelling NOT IN (SELECT spelling FROM forget_spelling)";
    static const char people[] =
        "SELECT person FROM spelling WHERE person IS NOT NULL"
        "  AND spelling IN (SELECT spelling FROM forget_spelling)"
        " EXCEPT SELECT person FROM spelling"
        "  WHERE spelling NOT IN (SELECT spelling FROM forget_spelling)";
    static const char others[] =
        "SELECT was FROM person_was WHERE person IN ("
        "SELECT person FROM spelling WHERE spelling IN (SELECT spelling FROM "
        "forget_spelling)"
        " EXCEPT SELECT person FROM spelling"
        "  WHERE spelling NOT IN (SELECT spelling FROM forget_spelling))";
    static const char *const all[] = {names, people, others};
    for (int n = 0; good && n < 3; n++) {
        sqlite3_stmt *ask = q_db_ask(db, all[n]);
        while (good && q_db_row(db, ask))
            good = add(gone, q_db_text(ask, 0), has_space(q_db_text(ask, 0)));
        q_db_done(db, ask);
    }
    good = good && add_own_ids(gone, db);
    q_db_do(db, "DROP TABLE IF EXISTS temp.forget_spelling");
    return good;
}

quoth_status q_gone_find(struct q_gone *gone, struct quoth_archive *archive,
                         quoth_error *error)
{
    bool good = add_ids(gone, archive) && add_names(gone, &archive->db);
    quoth_status status = q_db_status(&archive->db, error);
    return status != QUOTH_OK || good ? status : q_error_nomem(error);
}

// ── What speaks of it ──

static bool is_part_of_word(char c)
{
    return q_is_letter(c) || q_is_digit(c) || (unsigned char)c >= 0x80;
}

// Does `word` stand in `text`, between quote marks, or, where it may stand inside a longer
// string, not in the middle of a word?
static bool speaks_of(quoth_str text, const struct q_gone_word *word)
{
    quoth_str w = word->text;
    if (!w.len || w.len > text.len)
        return false;
    const char *end = text.ptr + text.len;
    for (const char *at = text.ptr; (size_t)(end - at) >= w.len; at++) {
        at = memchr(at, w.ptr[0], (size_t)(end - at) - w.len + 1);
        if (!at)
            return false;
        if (memcmp(at, w.ptr, w.len) != 0)
            continue;
        char before = at > text.ptr ? at[-1] : ' ';
        char behind = at + w.len < end ? at[w.len] : ' ';
        if (word->inside ? !is_part_of_word(before) && !is_part_of_word(behind)
                         : before == '"' && behind == '"')
            return true;
    }
    return false;
}

static bool speaks(const struct q_gone *gone, quoth_str payload)
{
    for (uint32_t n = 0; n < gone->count; n++)
        if (speaks_of(payload, &gone->words[n]))
            return true;
    return false;
}

uint64_t q_gone_silence(const struct q_gone *gone, struct q_db *db)
{
    uint64_t count = 0;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT entry, payload FROM ledger WHERE payload IS NOT NULL");
    while (q_db_row(db, ask)) {
        if (!speaks(gone, q_db_text(ask, 1)))
            continue;
        sqlite3_stmt *silence =
            q_db_ask(db, "UPDATE ledger SET salt = NULL, payload = NULL WHERE entry = ?1");
        q_db_bind(db, silence, 1, sqlite3_column_int64(ask, 0));
        q_db_run(db, silence);
        count++;
    }
    q_db_done(db, ask);
    if (count) // what was decided no longer holds: who is who is told again
        q_db_do(db, "INSERT OR IGNORE INTO unsettled"
                    " SELECT DISTINCT block FROM spelling UNION SELECT ''");
    return count;
}

static void put_count(struct q_json *json, const char *key, uint64_t count)
{
    q_json_key(json, key);
    q_json_number(json, count);
}

static const char *kind_of(const quoth_forget_options *options)
{
    return options->article.ptr     ? "article"
           : options->statement.ptr ? "statement"
           : options->speaker.ptr   ? "speaker"
                                    : "url";
}

quoth_status q_gone_tell(struct quoth_archive *archive, const quoth_forget_options *options,
                         const quoth_forgotten *forgotten, int64_t now, quoth_error *error)
{
    struct q_buf payload;
    struct q_json json;
    q_buf_init(&payload, Q_MAX_OUTPUT);
    q_json_init(&json, &payload);
    q_json_object(&json);
    q_json_key(&json, "what");
    q_json_string(&json, q_str_from(kind_of(options)));
    put_count(&json, "articles", forgotten->articles + forgotten->others);
    put_count(&json, "captures", forgotten->captures);
    put_count(&json, "statements", forgotten->statements);
    q_json_key(&json, "why");
    q_json_string(&json, options->why);
    q_json_end(&json);
    if (payload.failed)
        q_db_nomem(&archive->db);
    else
        q_ledger_add(&archive->db, now, archive->who, Q_STR("forget"),
                     q_str(payload.ptr, payload.len));
    q_buf_release(&payload);
    return q_db_status(&archive->db, error);
}
