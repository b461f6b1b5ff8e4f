/*
 * The words of the index beside those of the records. FTS5 checks no words of a table
 * without content, so that a word that was lost would be found by nobody.
 *
 *     content "bridge" is word 3 of statement 17   →   a number, added to the sum of 17
 *
 * Each word is told twice, by the index and by the record: one adds, the other takes away,
 * and a sum that is not 0 in the end is a statement of other words. 8 bytes a statement.
 */
#include "archive/fill.h"
#include "archive/fts.h"
#include "archive/id.h"
#include "archive/index.h"
#include "archive/sweep.h"
#include "archive/verify.h"
#include "base/bits.h"
#include "base/error.h"

#include <stdlib.h>

// 1 GB of sums.
#define MOST_KEYS (UINT64_C(1) << 27)

struct q_verify_words {
    struct q_fts fts;
    uint64_t keys;
    uint64_t *sums;     // of calloc: keys that nobody has take no memory
    struct q_bits read; // keys whose records were read
};

// ── A word ──

static uint64_t mix(uint64_t n)
{
    n = (n ^ n >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    n = (n ^ n >> 27) * UINT64_C(0x94d049bb133111eb);
    return n ^ n >> 31;
}

static uint64_t add_bytes(uint64_t hash, quoth_str s)
{
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001b3);
    return mix(hash ^ s.len);
}

static uint64_t word(quoth_str column, quoth_str folded, uint64_t at)
{
    return mix(add_bytes(add_bytes(UINT64_C(0xcbf29ce484222325), column), folded) + at);
}

// ── Of the records ──

void q_verify_words_start(struct q_verifying *v)
{
    uint64_t keys = q_sweep_keys(v->db);
    v->words = NULL;
    if (keys > MOST_KEYS) {
        q_verify_tell(v, false, "index", Q_NO_STR,
                      "there are too many statements to compare its words");
        return;
    }
    struct q_verify_words *words = calloc(1, sizeof *words);
    uint64_t *sums = calloc(keys, sizeof *sums);
    if (!words || !sums) {
        free(words);
        free(sums);
        q_db_nomem(v->db);
        return;
    }
    *words = (struct q_verify_words){.keys = keys, .sums = sums};
    q_bits_init(&words->read, keys);
    q_fts_open(&words->fts, v->db);
    v->words = words;
}

static void add_field(struct q_verifying *v, uint64_t key, quoth_str column, quoth_str text,
                      struct q_arena *arena)
{
    struct q_fts_words cut;
    if (q_fts_cut(&v->words->fts, text, arena, &cut) != QUOTH_OK)
        q_db_nomem(v->db);
    for (uint32_t at = 0; at < cut.count; at++)
        v->words->sums[key] += word(column, cut.at[at].folded, at);
}

void q_verify_words_add(struct q_verifying *v, int64_t first,
                        const struct quoth_article *article,
                        const struct quoth_statements *statements, struct q_arena *arena)
{
    if (!v->words || first < 1 || (uint64_t)first + statements->count > v->words->keys)
        return;
    for (uint32_t n = 0; n < statements->count; n++) {
        struct q_index_words words;
        uint64_t key = (uint64_t)first + n;
        if (q_words_of(article, statements, n, arena, &words) != QUOTH_OK)
            q_db_nomem(v->db);
        if (v->db->failed.status != QUOTH_OK)
            return;
        for (enum q_field field = 0; field < Q_FIELDS; field++)
            add_field(v, key, q_index_column(field), words.field[field], arena);
        q_bits_set(&v->words->read, key);
    }
}

// ── Of the index ──

// Looks into the index by a table that is this connection's alone.
static void take_index(struct q_verifying *v)
{
    struct q_verify_words *words = v->words;
    q_db_do(v->db, "PRAGMA query_only = OFF;"
                   "CREATE VIRTUAL TABLE temp.words_of_index"
                   " USING fts5vocab('main', 'words', 'instance')");
    sqlite3_stmt *ask =
        q_db_ask(v->db, "SELECT term, doc, col, offset FROM temp.words_of_index");
    while (q_db_row(v->db, ask)) {
        uint64_t key = (uint64_t)sqlite3_column_int64(ask, 1);
        if (key < words->keys)
            words->sums[key] -= word(q_db_text(ask, 2), q_db_text(ask, 0),
                                     (uint64_t)sqlite3_column_int64(ask, 3));
    }
    q_db_done(v->db, ask);
}

static void drop_table(struct q_verifying *v)
{
    q_db_do(v->db, "DROP TABLE IF EXISTS temp.words_of_index");
    if (v->archive->access == QUOTH_ACCESS_READ)
        q_db_do(v->db, "PRAGMA query_only = ON");
}

// Names the statements whose sum is left: an article of several is filled once.
static void tell_others(struct q_verifying *v, struct quoth_article *article,
                        struct quoth_statements *statements)
{
    uint64_t first = 0;
    uint32_t count = 0;
    const struct q_bits *read = &v->words->read;
    for (uint64_t key = q_bits_next(read, 1); key != UINT64_MAX && v->status == QUOTH_OK;
         key = q_bits_next(read, key + 1)) {
        if (!v->words->sums[key])
            continue;
        int64_t of;
        uint32_t number = (uint32_t)(key - first);
        quoth_error error;
        if (key < first || key - first >= count) {
            quoth_status status =
                q_article_of(v->archive, (int64_t)key, &of, &number, &error);
            if (status == QUOTH_OK)
                status = q_fill(v->archive, of, article, statements, &error);
            count = status == QUOTH_OK ? statements->count : 0;
            first = key - number;
            if (!q_verify_went_on(v, status, &error, "index", Q_NO_STR) || number >= count)
                continue;
        }
        q_verify_tell(v, true, "statement", q_str_from(statements->at[number].id),
                      "the words of the index are not those of its record");
    }
}

static void compare(struct q_verifying *v, struct quoth_article *article,
                    struct quoth_statements *statements)
{
    quoth_error error;
    if (v->status == QUOTH_OK)
        take_index(v);
    quoth_status status = q_db_status(v->db, &error);
    drop_table(v);
    if (q_verify_went_on(v, status, &error, "index", Q_NO_STR))
        tell_others(v, article, statements);
    status = q_db_status(v->db, &error);
    q_verify_went_on(v, status, &error, "index", Q_NO_STR);
}

void q_verify_words_end(struct q_verifying *v)
{
    struct q_verify_words *words = v->words;
    if (!words)
        return;
    struct quoth_article *article = quoth_article_new();
    struct quoth_statements *statements = quoth_statements_new();
    if (article && statements)
        compare(v, article, statements);
    else
        v->status = q_error_nomem(&v->error);
    quoth_article_free(article);
    quoth_statements_free(statements);
    q_fts_close(&words->fts);
    q_bits_release(&words->read);
    free(words->sums);
    free(words);
    v->words = NULL;
}
