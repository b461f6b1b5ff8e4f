#include "archive/index.h"

#include "archive/fts.h"
#include "base/buf.h"
#include "base/limits.h"

quoth_str q_index_column(enum q_field field)
{
    static const char *const columns[Q_FIELDS] = {"content", "source", "addressee", "via",
                                                  "place"};
    return q_str_from(columns[field]);
}

static void bind_words(struct q_db *db, sqlite3_stmt *ask, int64_t key,
                       const struct q_index_words *words)
{
    q_db_bind(db, ask, 1, key);
    for (int field = 0; field < Q_FIELDS; field++)
        q_db_bind_text(db, ask, 2 + field, words->field[field]);
}

void q_index_add(struct q_db *db, int64_t key, const struct q_index_words *words)
{
    sqlite3_stmt *ask =
        q_db_ask(db, "INSERT INTO words (rowid, content, source, addressee, via, place)"
                     " VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    bind_words(db, ask, key, words);
    q_db_run(db, ask);
}

void q_index_remove(struct q_db *db, int64_t key, const struct q_index_words *words)
{
    sqlite3_stmt *ask = q_db_ask(
        db, "INSERT INTO words (words, rowid, content, source, addressee, via, place)"
            " VALUES ('delete', ?1, ?2, ?3, ?4, ?5, ?6)");
    bind_words(db, ask, key, words);
    q_db_run(db, ask);
}

void q_index_write_phrase(struct q_buf *out, quoth_str text)
{
    q_buf_add_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        // FTS5 reads a question up to its first zero byte, which parts words like a space.
        q_buf_add_char(out, text.ptr[i] ? text.ptr[i] : ' ');
        if (text.ptr[i] == '"')
            q_buf_add_char(out, '"');
    }
    q_buf_add_char(out, '"');
}

static void write_phrase(struct q_buf *out, const struct q_question *words)
{
    q_index_write_phrase(out, words->text);
    if (words->prefix)
        q_buf_add_str(out, Q_STR(" *"));
}

void q_index_write(struct q_buf *out, const struct q_question *question)
{
    bool near = question->asks == Q_ASKS_NEAR;
    enum q_field field = near && question->first ? question->first->field : question->field;
    q_buf_add_str(out, q_index_column(field));
    q_buf_add_str(out, Q_STR(" : "));
    if (!near) {
        write_phrase(out, question);
        return;
    }
    q_buf_add_str(out, Q_STR("NEAR("));
    for (const struct q_question *words = question->first; words; words = words->next) {
        write_phrase(out, words);
        q_buf_add_char(out, ' ');
    }
    q_buf_add_str(out, Q_STR(", "));
    q_buf_add_number(out, question->number);
    q_buf_add_char(out, ')');
}

/** FTS5 leaves a phrase without words out of a NEAR; here it stands nowhere, so that the
 *  whole stands nowhere. */
static bool has_words(struct q_db *db, const struct q_question *near)
{
    struct q_fts fts;
    q_fts_open(&fts, db);
    bool all = true;
    for (const struct q_question *words = near->first; words && all; words = words->next)
        all = q_fts_has_words(&fts, words->text);
    q_fts_close(&fts);
    return all;
}

static bool can_be(struct q_db *db, const struct q_question *const *all, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (all[i]->asks == Q_ASKS_NEAR && (!all[i]->first || !has_words(db, all[i])))
            return false;
    return true;
}

static void take(struct q_db *db, sqlite3_stmt *ask, struct q_bits *bits)
{
    while (q_db_row(db, ask)) {
        int64_t key = sqlite3_column_int64(ask, 0);
        if (key < 1 || (uint64_t)key >= bits->max)
            q_db_fail(db, QUOTH_EDAMAGED, "the index has a key that no statement has");
        else
            q_bits_set(bits, (uint64_t)key);
    }
    q_db_done(db, ask);
}

static uint64_t last_of(const struct q_bits *bits)
{
    size_t at = bits->count;
    while (at > 0 && !bits->words[at - 1])
        at--;
    return at == 0 ? 0 : at * 64 - 1 - (uint64_t)__builtin_clzll(bits->words[at - 1]);
}

void q_index_match(struct q_db *db, const struct q_buf *match, const struct q_bits *within,
                   struct q_bits *bits)
{
    if (match->failed) {
        q_db_fail(db, q_buf_status(match), "too many words are looked for");
        return;
    }
    quoth_str text = q_str(match->ptr, match->len);
    if (!within) {
        sqlite3_stmt *ask = q_db_ask(db, "SELECT rowid FROM words WHERE words MATCH ?1");
        q_db_bind_text(db, ask, 1, text);
        take(db, ask, bits);
        return;
    }
    uint64_t first = q_bits_next(within, 0), last = last_of(within);
    if (first == UINT64_MAX)
        return;
    sqlite3_stmt *ask = q_db_ask(db, "SELECT rowid FROM words WHERE words MATCH ?1"
                                     " AND rowid BETWEEN ?2 AND ?3");
    q_db_bind_text(db, ask, 1, text);
    q_db_bind(db, ask, 2, (int64_t)first);
    q_db_bind(db, ask, 3, (int64_t)last);
    take(db, ask, bits);
}

void q_index_find_all(struct q_db *db, const struct q_question *const *all, size_t count,
                      const struct q_bits *within, struct q_bits *bits)
{
    if (!can_be(db, all, count))
        return;
    struct q_buf match;
    q_buf_init(&match, Q_MAX_MATCH);
    for (size_t i = 0; i < count; i++) {
        q_buf_add_str(&match, i > 0 ? Q_STR(" AND (") : Q_STR("("));
        q_index_write(&match, all[i]);
        q_buf_add_char(&match, ')');
    }
    q_index_match(db, &match, within, bits);
    q_buf_release(&match);
}

void q_index_find(struct q_db *db, const struct q_question *question, struct q_bits *bits)
{
    q_index_find_all(db, &question, 1, NULL, bits);
}
