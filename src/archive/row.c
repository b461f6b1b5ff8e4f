#include "archive/row.h"

#include "base/error.h"
#include "base/limits.h"

void q_answer_row_init(struct q_answer_row *row)
{
    *row = (struct q_answer_row){.first = 0};
    q_arena_init(&row->arena, Q_MAX_ARENA);
    q_buf_init(&row->person, Q_MAX_LINE);
}

void q_answer_row_release(struct q_answer_row *row)
{
    q_arena_release(&row->arena);
    q_buf_release(&row->person);
}

// Reads the columns of the article that the statement `key` lies in.
static quoth_status read_article(struct q_answer_row *row, struct q_db *db, int64_t key,
                                 quoth_error *error)
{
    row->count = 0;
    q_arena_clear(&row->arena, Q_MAX_ARENA);
    sqlite3_stmt *ask = q_db_ask(
        db, "SELECT article, first, count, published, published_to, captured, columns"
            " FROM statements WHERE first <= ?1 AND count > 0 ORDER BY first DESC LIMIT 1");
    q_db_bind(db, ask, 1, key);
    if (q_db_row(db, ask)) {
        int64_t count = sqlite3_column_int64(ask, 2);
        row->article = sqlite3_column_int64(ask, 0);
        row->first = sqlite3_column_int64(ask, 1);
        row->days = (struct q_days){
            .dated = sqlite3_column_type(ask, 3) != SQLITE_NULL,
            .published = sqlite3_column_int(ask, 3),
            .published_to = sqlite3_column_int(ask, 4),
            .captured = sqlite3_column_int(ask, 5),
        };
        quoth_str columns = q_db_bytes(ask, 6);
        quoth_error wrong = {.status = QUOTH_OK};
        // a column has a byte at least: what is damaged asks for no more than it has
        bool fits = row->first > 0 && count > 0 && (uint64_t)count <= columns.len &&
                    key - row->first < count;
        row->columns =
            fits ? Q_ARENA_ARRAY(&row->arena, struct q_column, (size_t)count) : NULL;
        if (!fits)
            q_db_fail(db, QUOTH_EDAMAGED, "a statement that no article has");
        else if (!row->columns)
            q_db_nomem(db);
        else if (q_columns_unpack(columns, row->columns, (uint32_t)count, &wrong))
            q_db_fail(db, wrong.status, wrong.message);
        else
            row->count = (uint32_t)count;
    }
    q_db_done(db, ask);
    quoth_status status = q_db_status(db, error);
    if (status == QUOTH_OK && row->count == 0)
        q_db_fail(db, QUOTH_EDAMAGED, "a statement that no article has");
    return status == QUOTH_OK ? q_db_status(db, error) : status;
}

static void read_person(struct q_answer_row *row, struct q_db *db, uint32_t spelling)
{
    row->person_id = row->person_name = Q_NO_STR;
    q_buf_clear(&row->person, Q_MAX_NAME);
    if (!spelling)
        return;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT person.person, person.name FROM spelling JOIN person"
                     " ON person.person = spelling.person WHERE spelling.spelling = ?1");
    q_db_bind(db, ask, 1, spelling);
    if (q_db_row(db, ask)) {
        quoth_str id = q_db_text(ask, 0), name = q_db_text(ask, 1);
        q_buf_add_str(&row->person, id);
        q_buf_add_str(&row->person, name);
        if (row->person.failed)
            q_db_fail(db, q_buf_status(&row->person), "out of memory");
        else
            row->person_id = q_str(row->person.ptr, id.len);
        if (row->person_id.ptr)
            row->person_name = q_str(row->person.ptr + id.len, name.len);
    }
    q_db_done(db, ask);
}

quoth_status q_answer_row_take(struct q_answer_row *row, struct quoth_archive *archive,
                               int64_t key, quoth_error *error)
{
    struct q_db *db = &archive->db;
    if (row->count == 0 || key < row->first || key - row->first >= row->count) {
        quoth_status status = read_article(row, db, key, error);
        if (status != QUOTH_OK)
            return status;
    }
    if (!row->columns)
        return q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                       "a statement without columns");
    row->number = (uint32_t)(key - row->first);
    read_person(row, db, row->columns[row->number].spelling);
    return q_db_status(db, error);
}

quoth_clock q_answer_row_clock(const struct q_answer_row *row, quoth_clock clock)
{
    int32_t from, to;
    q_dated(&row->days, &row->columns[row->number], &clock, &from, &to);
    return clock;
}

// A savepoint begins a transaction where there is none. What it shows is settled by the
// first read.
quoth_status q_archive_hold(struct quoth_archive *archive, quoth_error *error)
{
    struct q_db *db = &archive->db;
    if (!db->held) {
        q_db_do(db, "SAVEPOINT reading");
        q_db_number(db, "SELECT count(*) FROM sqlite_schema");
    }
    quoth_status status = q_db_status(db, error);
    db->held += status == QUOTH_OK;
    return status;
}

void q_archive_let_go(struct quoth_archive *archive)
{
    struct q_db *db = &archive->db;
    if (--db->held)
        return;
    q_db_do(db, "RELEASE reading");
    q_db_status(db, NULL);
}

uint64_t q_archive_born(struct quoth_archive *archive)
{
    struct q_db *db = &archive->db;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT id, added FROM capture ORDER BY capture LIMIT 1");
    uint64_t born = 0;
    if (q_db_row(db, ask)) {
        quoth_str id = q_db_bytes(ask, 0);
        for (size_t i = 0; i < id.len && i < sizeof born; i++)
            born = born << 8 | (unsigned char)id.ptr[i];
        born ^= (uint64_t)sqlite3_column_int64(ask, 1);
    }
    q_db_done(db, ask);
    return born;
}
