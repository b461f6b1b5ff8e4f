#include "archive/upgrade.h"

#include "archive/column.h"
#include "archive/fill.h"
#include "archive/person/apply.h"
#include "archive/person/people.h"
#include "base/limits.h"

enum { KEEP = 1024 * 1024 };

struct upgrade {
    struct quoth_archive *archive;
    struct q_db *db;
    struct q_arena arena;
    struct quoth_article *article;
    struct quoth_statements *statements;
};

// The columns of an article as they were; NULL: they are damaged, or memory is out.
static struct q_column *read_columns(struct upgrade *u, int64_t key, uint32_t *count)
{
    struct q_db *db = u->db;
    struct q_column *columns = NULL;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT count, columns FROM statements WHERE article = ?1");
    q_db_bind(db, ask, 1, key);
    if (q_db_row(db, ask)) {
        quoth_str bytes = q_db_bytes(ask, 1);
        int64_t told = sqlite3_column_int64(ask, 0);
        // a column has a byte at least: what is damaged asks for no more than it has
        *count = told > 0 && (uint64_t)told <= bytes.len ? (uint32_t)told : 0;
        columns = Q_ARENA_ARRAY(&u->arena, struct q_column, *count);
        if (!columns)
            q_db_nomem(db);
        else if (q_columns_unpack_1(bytes, columns, *count, NULL) != QUOTH_OK)
            columns = NULL;
    }
    q_db_done(db, ask);
    return columns;
}

static void write_columns(struct upgrade *u, int64_t key, const struct q_column *columns,
                          uint32_t count)
{
    struct q_buf packed;
    q_buf_init(&packed, Q_MAX_OUTPUT);
    q_columns_pack(&packed, columns, count);
    if (packed.failed)
        q_db_fail(u->db, q_buf_status(&packed), "out of memory");
    sqlite3_stmt *ask =
        q_db_ask(u->db, "UPDATE statements SET columns = ?2 WHERE article = ?1");
    q_db_bind(u->db, ask, 1, key);
    q_db_bind_bytes(u->db, ask, 2, q_str(packed.ptr ? packed.ptr : "", packed.len));
    q_db_run(u->db, ask);
    q_buf_release(&packed);
}

static void upgrade_article(struct upgrade *u, int64_t key)
{
    uint32_t count = 0;
    quoth_error error;
    struct q_column *columns = read_columns(u, key, &count);
    if (!columns || !count)
        return;
    quoth_status status = q_fill(u->archive, key, u->article, u->statements, &error);
    if (status != QUOTH_OK && status != QUOTH_EDAMAGED && status != QUOTH_EMISSING)
        q_db_fail(u->db, status, error.message);
    for (uint32_t n = 0; status == QUOTH_OK && n < count && n < u->statements->count; n++)
        columns[n].speaker_confidence = (uint8_t)u->statements->at[n].speaker_confidence;
    write_columns(u, key, columns, count);
}

void q_upgrade_2(struct quoth_archive *archive)
{
    struct upgrade u = {.archive = archive,
                        .db = &archive->db,
                        .article = quoth_article_new(),
                        .statements = quoth_statements_new()};
    q_arena_init(&u.arena, Q_MAX_ARENA);
    if (!u.article || !u.statements)
        q_db_nomem(u.db);
    int64_t key = 0;
    while (q_db_next(u.db,
                     "SELECT article FROM statements WHERE article > ?1 ORDER BY article"
                     " LIMIT 1",
                     &key)) {
        upgrade_article(&u, key);
        q_arena_clear(&u.arena, KEEP);
    }
    q_decisions_apply(archive);
    q_people_settle(u.db);
    q_arena_release(&u.arena);
    quoth_article_free(u.article);
    quoth_statements_free(u.statements);
}
