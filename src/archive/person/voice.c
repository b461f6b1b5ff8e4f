#include "archive/person/voice.h"

#include "archive/person/key.h"
#include "archive/person/work.h"
#include "base/limits.h"

struct q_voice q_voice_of(const quoth_statement *statement)
{
    static const struct {
        const char *name;
        enum q_voice_kind kind;
    } kinds[] = {{"person", Q_VOICE_PERSON},
                 {"organization", Q_VOICE_ORGANIZATION},
                 {"group", Q_VOICE_GROUP},
                 {"document", Q_VOICE_DOCUMENT},
                 {"anonymous", Q_VOICE_ANONYMOUS}};
    struct q_voice voice = {.name = statement->speaker_name,
                            .role = statement->speaker_role};
    if (!voice.name.ptr || !voice.name.len || !statement->speaker_kind.ptr)
        return (struct q_voice){.name = Q_NO_STR, .role = Q_NO_STR};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (q_str_equal(statement->speaker_kind, q_str_from(kinds[i].name)))
            voice.kind = kinds[i].kind;
    if (voice.kind == Q_VOICE_PERSON)
        voice.work = (int)q_work_of(voice.role);
    return voice;
}

// ── Spellings ──

static int64_t find(struct q_db *db, const struct q_voice *voice, int64_t work)
{
    sqlite3_stmt *ask = q_db_ask(
        db, "SELECT spelling FROM spelling WHERE text = ?1 AND kind = ?2 AND work = ?3");
    q_db_bind_text(db, ask, 1, voice->name);
    q_db_bind(db, ask, 2, voice->kind);
    q_db_bind(db, ask, 3, work);
    int64_t key = q_db_row(db, ask) ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    return key;
}

static int64_t make(struct q_db *db, const struct q_voice *voice, int64_t work)
{
    char room[Q_KEY_ROOM];
    quoth_str block = Q_STR("");
    if (voice->kind == Q_VOICE_PERSON ||
        (voice->kind == Q_VOICE_ORGANIZATION && q_key_names_one(voice->name)))
        block = q_key_block(voice->name, voice->kind, room);
    sqlite3_stmt *ask =
        q_db_ask(db, "INSERT INTO spelling (text, kind, work, block, statements, articles)"
                     " VALUES (?1, ?2, ?3, ?4, 0, 0)");
    q_db_bind_text(db, ask, 1, voice->name);
    q_db_bind(db, ask, 2, voice->kind);
    q_db_bind(db, ask, 3, work);
    q_db_bind_text(db, ask, 4, block);
    q_db_run(db, ask);
    int64_t key = sqlite3_last_insert_rowid(db->handle);
    ask = q_db_ask(db, "INSERT INTO spelling_words (rowid, text) VALUES (?1, ?2)");
    q_db_bind(db, ask, 1, key);
    q_db_bind_text(db, ask, 2, voice->name);
    q_db_run(db, ask);
    return key;
}

// The work by which the ledger parts this statement from its speaker; else `work`.
static int64_t parted_work(struct q_db *db, const uint8_t id[16], int64_t work)
{
    quoth_str statement = q_str((const char *)id, 16);
    sqlite3_stmt *ask = q_db_ask(db, "SELECT work, was FROM parted WHERE statement = ?1");
    q_db_bind_bytes(db, ask, 1, statement);
    bool parted = q_db_row(db, ask);
    int64_t now = parted ? sqlite3_column_int64(ask, 0) : work;
    bool known = parted && sqlite3_column_type(ask, 1) != SQLITE_NULL &&
                 sqlite3_column_int64(ask, 1) == work;
    q_db_done(db, ask);
    if (!parted || known)
        return now;
    ask = q_db_ask(db, "UPDATE parted SET was = ?2 WHERE statement = ?1");
    q_db_bind_bytes(db, ask, 1, statement);
    q_db_bind(db, ask, 2, work);
    q_db_run(db, ask);
    return now;
}

int64_t q_voice_spelling(struct q_db *db, const struct q_voice *voice,
                         const uint8_t statement_id[16])
{
    if (!voice->name.ptr)
        return 0;
    int64_t work = parted_work(db, statement_id, voice->work);
    int64_t key = find(db, voice, work);
    if (!key && db->failed.status == QUOTH_OK)
        key = make(db, voice, work);
    return db->failed.status == QUOTH_OK ? key : 0;
}

// ── Who speaks where ──

static void mark(struct q_db *db, int64_t spelling)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "INSERT OR IGNORE INTO unsettled"
                     " SELECT block FROM spelling WHERE spelling = ?1 AND block <> ''");
    q_db_bind(db, ask, 1, spelling);
    q_db_run(db, ask);
}

static void count_more(struct q_db *db, int64_t spelling, int64_t statements,
                       int64_t articles)
{
    sqlite3_stmt *ask = q_db_ask(db, "UPDATE spelling SET statements = statements + ?2,"
                                     " articles = articles + ?3 WHERE spelling = ?1");
    q_db_bind(db, ask, 1, spelling);
    q_db_bind(db, ask, 2, statements);
    q_db_bind(db, ask, 3, articles);
    q_db_run(db, ask);
    mark(db, spelling);
}

void q_voice_add(struct q_db *db, int64_t spelling, int64_t article, quoth_str numbers,
                 uint32_t count)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "INSERT INTO voiced (spelling, article, count, numbers)"
                     " VALUES (?1, ?2, ?3, ?4)");
    q_db_bind(db, ask, 1, spelling);
    q_db_bind(db, ask, 2, article);
    q_db_bind(db, ask, 3, count);
    q_db_bind_bytes(db, ask, 4, numbers);
    q_db_run(db, ask);
    count_more(db, spelling, count, 1);
}

// Nobody is called so any more: no byte of the name stays.
static void drop_unvoiced(struct q_db *db, int64_t spelling)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT text FROM spelling WHERE spelling = ?1 AND articles = 0");
    q_db_bind(db, ask, 1, spelling);
    bool unvoiced = q_db_row(db, ask);
    if (unvoiced) {
        sqlite3_stmt *drop =
            q_db_ask(db, "INSERT INTO spelling_words (spelling_words, rowid, text)"
                         " VALUES ('delete', ?1, ?2)");
        q_db_bind(db, drop, 1, spelling);
        q_db_bind_text(db, drop, 2, q_db_text(ask, 0));
        q_db_run(db, drop);
    }
    q_db_done(db, ask);
    if (!unvoiced)
        return;
    ask = q_db_ask(db, "DELETE FROM spelling WHERE spelling = ?1");
    q_db_bind(db, ask, 1, spelling);
    q_db_run(db, ask);
}

static void remove_one(struct q_db *db, int64_t spelling, int64_t article)
{
    sqlite3_stmt *ask = q_db_ask(
        db, "DELETE FROM voiced WHERE spelling = ?1 AND article = ?2 RETURNING count");
    q_db_bind(db, ask, 1, spelling);
    q_db_bind(db, ask, 2, article);
    bool was = q_db_row(db, ask);
    int64_t count = was ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    if (!was)
        return; // seen before in `spellings`
    count_more(db, spelling, -count, -1);
    drop_unvoiced(db, spelling);
}

void q_voice_remove(struct q_db *db, int64_t article, const uint32_t *spellings,
                    uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (spellings[i])
            remove_one(db, spellings[i], article);
}
