#include "archive/remove.h"

#include "archive/column.h"
#include "archive/fill.h"
#include "archive/index.h"
#include "archive/person/voice.h"

// An article that is read back in order to be taken out: its words are wanted again, as
// the index keeps none.
struct removal {
    struct quoth_archive *archive;
    struct q_db *db;
    int64_t article, first;
    uint32_t count;
};

static void take(struct removal *removal, const char *sql)
{
    sqlite3_stmt *ask = q_db_ask(removal->db, sql);
    q_db_bind(removal->db, ask, 1, removal->article);
    q_db_run(removal->db, ask);
}

static bool find(struct removal *removal)
{
    struct q_db *db = removal->db;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT first, count FROM statements WHERE article = ?1");
    q_db_bind(db, ask, 1, removal->article);
    bool has = q_db_row(db, ask);
    if (has) {
        int64_t count = sqlite3_column_int64(ask, 1);
        removal->first = sqlite3_column_int64(ask, 0);
        removal->count = (uint32_t)count;
        if (removal->first < 1 || count < 0 || count > UINT32_MAX ||
            removal->first > INT64_MAX - count)
            q_db_fail(db, QUOTH_EDAMAGED,
                      "the keys of an article's statements are damaged");
    }
    q_db_done(db, ask);
    return has && db->failed.status == QUOTH_OK;
}

// The last keys are free again, and must not be given to others.
static void keep_keys(struct removal *removal)
{
    struct q_db *db = removal->db;
    int64_t next = removal->first + removal->count;
    if (q_db_number(db, "SELECT max(first) FROM statements") > removal->first ||
        q_db_number(db, "SELECT max(next) FROM keys_used") >= next)
        return;
    q_db_run(db, q_db_ask(db, "DELETE FROM keys_used"));
    sqlite3_stmt *ask = q_db_ask(db, "INSERT INTO keys_used (next) VALUES (?1)");
    q_db_bind(db, ask, 1, next);
    q_db_run(db, ask);
}

static void take_words(struct removal *removal, const struct quoth_article *article,
                       const struct quoth_statements *statements)
{
    struct q_db *db = removal->db;
    struct q_arena *arena = &removal->archive->arena;
    struct q_index_words words;
    if (statements->count != removal->count) {
        q_db_fail(db, QUOTH_EDAMAGED, "an article has other statements than were counted");
        return;
    }
    for (uint32_t i = 0; i < removal->count && db->failed.status == QUOTH_OK; i++) {
        if (q_words_of(article, statements, i, arena, &words) != QUOTH_OK)
            q_db_nomem(db);
        else
            q_index_remove(db, removal->first + i, &words);
    }
}

static void take_indexed(struct removal *removal)
{
    struct quoth_article *article = quoth_article_new();
    struct quoth_statements *statements = quoth_statements_new();
    quoth_error error = {.status = QUOTH_OK};
    if (!article || !statements)
        q_db_nomem(removal->db);
    else if (q_fill(removal->archive, removal->article, article, statements, &error))
        q_db_fail(removal->db, error.status, error.message);
    else
        take_words(removal, article, statements);
    quoth_article_free(article);
    quoth_statements_free(statements);
}

static void take_voices(struct removal *removal)
{
    struct q_db *db = removal->db;
    struct q_column *columns =
        Q_ARENA_ARRAY(&removal->archive->arena, struct q_column, removal->count);
    uint32_t *spellings = Q_ARENA_ARRAY(&removal->archive->arena, uint32_t, removal->count);
    quoth_error error = {.status = QUOTH_OK};
    if (!columns || !spellings) {
        q_db_nomem(db);
        return;
    }
    sqlite3_stmt *ask = q_db_ask(db, "SELECT columns FROM statements WHERE article = ?1");
    q_db_bind(db, ask, 1, removal->article);
    if (q_db_row(db, ask) &&
        q_columns_unpack(q_db_bytes(ask, 0), columns, removal->count, &error) != QUOTH_OK)
        q_db_fail(db, error.status, error.message);
    q_db_done(db, ask);
    if (db->failed.status != QUOTH_OK)
        return;
    for (uint32_t i = 0; i < removal->count; i++)
        spellings[i] = columns[i].spelling;
    q_voice_remove(db, removal->article, spellings, removal->count);
}

void q_remove_statements(struct quoth_archive *archive, int64_t article)
{
    struct removal removal = {.archive = archive, .db = &archive->db, .article = article};
    if (!find(&removal))
        return;
    if (removal.count) {
        take_indexed(&removal);
        take_voices(&removal);
        keep_keys(&removal);
    }
    take(&removal, "DELETE FROM statement_ids WHERE article = ?1");
    take(&removal, "DELETE FROM statements WHERE article = ?1");
}
