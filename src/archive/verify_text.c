/*
 * Articles: the text and its hash, each statement at its place, and what is asked for of it
 * (columns, voices, words) beside what is told again from its record.
 */
#include "archive/verify.h"

#include "archive/column.h"
#include "archive/fill.h"
#include "archive/id.h"
#include "archive/index.h"
#include "archive/keep.h"
#include "archive/person/voice.h"
#include "archive/reviewed.h"
#include "archive/sweep.h"
#include "archive/varint.h"
#include "base/error.h"
#include "base/hash.h"
#include "record/statement_id.h"

#include <inttypes.h>
#include <stdlib.h>

enum { KEEP = 1024 * 1024 };

// One article that is looked at.
struct looking {
    struct q_verifying *v;
    int64_t key;
    char id[sizeof "sha256:" + 64]; // as the archive has it
    struct quoth_article *article;
    struct quoth_statements *statements;
    struct q_arena arena;
    int64_t first;
    struct q_column *columns; // as kept
    uint64_t voices;          // rows of `voiced` that were asked for
    bool unread;              // an article could not be read
};

static void says(const struct looking *l, const char *message)
{
    q_verify_tell(l->v, true, "article", q_str_from(l->id), "%s", message);
}

static void statement_says(const struct looking *l, uint32_t n, const char *message)
{
    q_verify_tell(l->v, true, "statement", q_str_from(l->statements->at[n].id),
                  "%s (of article %s)", message, l->id);
}

// ── Spans and ids ──

static bool stands(const struct looking *l, quoth_spans spans)
{
    quoth_str text = l->article->text;
    uint32_t behind = 0;
    for (uint32_t n = 0; n < spans.count; n++) {
        quoth_span span = spans.at[n];
        if (span.start < behind || !q_keep_has(text, span.start, span.end))
            return false;
        behind = span.end;
    }
    return true;
}

static bool all_stand(const struct looking *l, const quoth_statement *s)
{
    for (uint32_t n = 0; n < s->via_count; n++)
        if (!stands(l, s->via[n].spans))
            return false;
    return s->content.count && stands(l, s->content) && stands(l, s->cue) &&
           stands(l, s->source) && stands(l, s->inserts) && stands(l, s->addressee.spans) &&
           stands(l, s->occasion.spans) && stands(l, s->place.spans) &&
           stands(l, s->said.spans);
}

// The first bytes of the ids, by which they are found.
static void check_handles(const struct looking *l)
{
    struct q_db *db = l->v->db;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT handles FROM statement_ids WHERE article = ?1");
    q_db_bind(db, ask, 1, l->key);
    quoth_str handles = q_db_row(db, ask) ? q_db_bytes(ask, 0) : Q_NO_STR;
    bool good = handles.len == (size_t)l->statements->count * Q_HANDLE;
    for (uint32_t n = 0; good && n < l->statements->count; n++) {
        char hex[2 * Q_HANDLE + 1];
        q_hex_write((const uint8_t *)handles.ptr + (size_t)n * Q_HANDLE, Q_HANDLE, hex);
        if (memcmp(hex, l->statements->at[n].id, sizeof hex - 1) != 0)
            statement_says(l, n, "it is not found by its id");
    }
    q_db_done(db, ask);
    if (!good)
        says(l, "the ids of its statements are not those of its record");
}

static void check_statement(const struct looking *l, uint32_t n)
{
    const struct quoth_statements *all = l->statements;
    char id[Q_STATEMENT_ID];
    if (all->at[n].parent != QUOTH_NO_PARENT && all->at[n].parent >= all->count) {
        statement_says(l, n, "it is inside one that is not there");
        return;
    }
    if (!all_stand(l, &all->at[n])) {
        statement_says(l, n, "its words do not stand in the text");
        return;
    }
    q_statement_id(l->article, all, n, id);
    if (strcmp(id, all->at[n].id) != 0)
        statement_says(l, n, "its id is not that of its spans");
}

// ── What is asked for ──

static bool same_column(const struct q_column *a, const struct q_column *b)
{
    return a->kind == b->kind && a->act == b->act && a->form == b->form &&
           a->block == b->block && a->depth == b->depth && a->confidence == b->confidence &&
           a->speaker_confidence == b->speaker_confidence && a->traits == b->traits &&
           a->parts == b->parts && a->said == b->said &&
           (!a->said || (a->from == b->from && a->to == b->to));
}

// Who speaks in a statement, and what was judged of it, is told by its record and by what
// the ledger's index has under its id.
static void check_decided(struct looking *l, uint32_t n)
{
    struct q_db *db = l->v->db;
    struct q_voice voice = q_voice_of(&l->statements->at[n]);
    uint8_t id[16];
    if (!q_hex_read(l->statements->at[n].id, sizeof id, id))
        return;
    int64_t want = q_voice_key(db, &voice, id);
    if (want != l->columns[n].spelling)
        statement_says(l, n, "its speaker is not the one of its record or of the ledger");
    if (q_reviewed_of(db, id).judged != (quoth_judged)l->columns[n].judged)
        statement_says(l, n, "what was judged of it is not what the ledger says");
}

static void check_columns(struct looking *l)
{
    uint32_t count = l->statements->count;
    struct q_column *told = Q_ARENA_ARRAY(&l->arena, struct q_column, count);
    if (!told && count) {
        l->v->status = q_error_nomem(&l->v->error);
        return;
    }
    q_columns_of(l->statements, told);
    for (uint32_t n = 0; n < count; n++) {
        if (!same_column(&told[n], &l->columns[n]))
            statement_says(l, n, "its columns are not those of its record");
        check_decided(l, n);
    }
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

// Each statement that a spelling is said to have in this article must have that spelling.
// False: one has not.
static bool has_voices(struct looking *l, uint32_t spelling, uint32_t *seen)
{
    struct q_db *db = l->v->db;
    struct q_bytes bytes;
    uint64_t at = 0;
    bool good = true;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT numbers FROM voiced WHERE spelling = ?1 AND article = ?2");
    q_db_bind(db, ask, 1, spelling);
    q_db_bind(db, ask, 2, l->key);
    bool row = q_db_row(db, ask);
    q_bytes_init(&bytes, row ? q_db_bytes(ask, 0) : Q_STR(""));
    while (good && q_bytes_left(&bytes) > 0) {
        at += q_varint_take(&bytes);
        good =
            !bytes.bad && at < l->statements->count && l->columns[at].spelling == spelling;
        ++*seen;
    }
    q_db_done(db, ask);
    l->voices += row;
    return good;
}

// Voices are kept twice, by statement and by speaker: each number must be in both.
static void check_voices(struct looking *l)
{
    uint32_t count = l->statements->count, seen = 0, voiced = 0;
    uint32_t *spellings = Q_ARENA_ARRAY(&l->arena, uint32_t, count);
    if (!count)
        return;
    if (!spellings) {
        l->v->status = q_error_nomem(&l->v->error);
        return;
    }
    for (uint32_t n = 0; n < count; n++)
        if (l->columns[n].spelling != 0)
            spellings[voiced++] = l->columns[n].spelling;
    qsort(spellings, voiced, sizeof *spellings, by_number);
    bool good = true;
    for (uint32_t n = 0; n < voiced; n++)
        if (n == 0 || spellings[n] != spellings[n - 1])
            good = has_voices(l, spellings[n], &seen) && good;
    if (!good || seen != voiced)
        says(l, "who speaks in it is not kept alike by statement and by speaker");
}

// Rows of `voiced` that no statement asked for; where an article could not be read, nobody
// knows.
static void check_voices_left(struct looking *l)
{
    quoth_error error;
    uint64_t rows = (uint64_t)q_db_number(
        l->v->db,
        "SELECT count(*) FROM voiced WHERE article IN (SELECT article FROM article)");
    quoth_status status = q_db_status(l->v->db, &error);
    if (q_verify_went_on(l->v, status, &error, "person", Q_NO_STR) && !l->unread &&
        rows != l->voices)
        q_verify_tell(l->v, true, "person", Q_NO_STR,
                      "voices are kept of articles whose statements are not theirs");
}

static void check_words(struct looking *l)
{
    struct q_db *db = l->v->db;
    for (uint32_t n = 0; n < l->statements->count; n++) {
        sqlite3_stmt *ask = q_db_ask(db, "SELECT 1 FROM words_docsize WHERE id = ?1");
        q_db_bind(db, ask, 1, l->first + n);
        bool there = q_db_row(db, ask);
        q_db_done(db, ask);
        if (!there)
            statement_says(l, n, "its words are not in the index");
    }
}

// ── One article ──

static void check_text(const struct looking *l, int64_t size)
{
    char hex[Q_SHA256_HEX];
    quoth_str text = l->article->text;
    q_sha256_hex(text.ptr, text.len, hex);
    if (strcmp(hex, l->id + sizeof "sha256:" - 1) != 0)
        says(l, "its text has another hash");
    if (size < 0 || (uint64_t)size != text.len)
        says(l, "its text has another length");
}

static quoth_status read_columns(struct looking *l, quoth_error *error)
{
    struct q_db *db = l->v->db;
    uint32_t count = l->statements->count;
    quoth_status status = QUOTH_OK;
    sqlite3_stmt *ask =
        q_db_ask(db, "SELECT first, count, columns FROM statements WHERE article = ?1");
    q_db_bind(db, ask, 1, l->key);
    l->columns = Q_ARENA_ARRAY(&l->arena, struct q_column, count);
    if (!l->columns && count)
        status = q_error_nomem(error);
    else if (!q_db_row(db, ask))
        status = q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                         "its row of statements is missing");
    else if (sqlite3_column_int64(ask, 1) != count)
        status = q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                         "it has another number of statements");
    else if (sqlite3_column_int64(ask, 0) < 1 ||
             sqlite3_column_int64(ask, 0) > (int64_t)q_sweep_most_keys(db) - count)
        status = q_error(error, QUOTH_EDAMAGED, QUOTH_NO_OFFSET,
                         "its statements have keys that none can have");
    else
        status = q_columns_unpack(q_db_bytes(ask, 2), l->columns, count, error);
    l->first = status == QUOTH_OK ? sqlite3_column_int64(ask, 0) : 0;
    q_db_done(db, ask);
    return status;
}

static void check_article(struct looking *l)
{
    struct q_verifying *v = l->v;
    quoth_error error;
    int64_t size = -1;
    memcpy(l->id, "sha256:", sizeof "sha256:");
    sqlite3_stmt *ask = q_db_ask(v->db, "SELECT id, size FROM article WHERE article = ?1");
    q_db_bind(v->db, ask, 1, l->key);
    if (q_db_row(v->db, ask)) {
        quoth_str id = q_db_bytes(ask, 0);
        size = sqlite3_column_int64(ask, 1);
        if (id.len == 32)
            q_hex_write((const uint8_t *)id.ptr, id.len, l->id + sizeof "sha256:" - 1);
    }
    q_db_done(v->db, ask);
    quoth_status status = q_db_status(v->db, &error);
    if (status == QUOTH_OK)
        status = q_fill(v->archive, l->key, l->article, l->statements, &error);
    v->out->articles++;
    l->unread = l->unread || status != QUOTH_OK;
    if (!q_verify_went_on(v, status, &error, "article", q_str_from(l->id)))
        return;
    v->out->statements += l->statements->count;
    check_text(l, size);
    status = read_columns(l, &error);
    l->unread = l->unread || status != QUOTH_OK;
    if (!q_verify_went_on(v, status, &error, "article", q_str_from(l->id)))
        return;
    for (uint32_t n = 0; n < l->statements->count; n++)
        check_statement(l, n);
    check_handles(l);
    check_columns(l);
    check_voices(l);
    check_words(l);
    q_verify_words_add(v, l->first, l->article, l->statements, &l->arena);
    q_verify_shown(v, l->key, l->article);
    status = q_db_status(v->db, &error);
    q_verify_went_on(v, status, &error, "article", q_str_from(l->id));
}

void q_verify_articles(struct q_verifying *v)
{
    struct looking l = {.v = v,
                        .key = INT64_MIN,
                        .article = quoth_article_new(),
                        .statements = quoth_statements_new()};
    q_arena_init(&l.arena, (size_t)1 << 32);
    if (!l.article || !l.statements)
        v->status = q_error_nomem(&v->error);
    q_verify_words_start(v);
    while (q_verify_next(v,
                         "SELECT article FROM article WHERE article > ?1 ORDER BY article"
                         " LIMIT 1",
                         "article", &l.key)) {
        q_verify_step(v);
        check_article(&l);
        q_arena_clear(&l.arena, KEEP);
    }
    check_voices_left(&l);
    q_verify_words_end(v);
    q_arena_release(&l.arena);
    quoth_article_free(l.article);
    quoth_statements_free(l.statements);
}
