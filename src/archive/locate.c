#include "archive/locate.h"

#include "archive/fill.h"
#include "archive/id.h"
#include "base/limits.h"

#include <stdlib.h>

// A statement whose id begins as one that is asked for.
struct candidate {
    int64_t article;
    uint32_t number, index; // of the first that begins so
};

struct locating {
    struct quoth_archive *archive;
    struct q_db *db;
    const uint8_t (*ids)[Q_ID_BYTES];
    uint32_t count;
    struct q_arena arena;
    struct candidate *found;
    uint32_t found_count, room;
    uint32_t damaged; // articles
};

static int by_id(const void *a, const void *b)
{
    return memcmp(a, b, Q_ID_BYTES);
}

uint32_t q_locate_sort(uint8_t (*ids)[16], uint32_t count)
{
    uint32_t kept = 0;
    if (count > 1)
        qsort(ids, count, sizeof *ids, by_id);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || memcmp(ids[kept - 1], ids[i], Q_ID_BYTES) != 0)
            memmove(ids[kept++], ids[i], Q_ID_BYTES);
    return kept;
}

// The first id that begins with `handle`, or `count`.
static uint32_t first_of(const struct locating *l, const uint8_t *handle)
{
    uint32_t low = 0, high = l->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (memcmp(l->ids[middle], handle, Q_HANDLE) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < l->count && memcmp(l->ids[low], handle, Q_HANDLE) == 0 ? low : l->count;
}

static bool keep(struct locating *l, struct candidate one)
{
    if (l->found_count == l->room) {
        uint32_t room = l->room ? 2 * l->room : 64;
        struct candidate *more = Q_ARENA_ARRAY(&l->arena, struct candidate, room);
        if (!more) {
            q_db_nomem(l->db);
            return false;
        }
        if (l->found_count > 0)
            memcpy(more, l->found, l->found_count * sizeof *more);
        l->found = more;
        l->room = room;
    }
    l->found[l->found_count++] = one;
    return true;
}

static void gather(struct locating *l)
{
    sqlite3_stmt *ask = q_db_ask(l->db, "SELECT article, handles FROM statement_ids");
    bool good = true;
    while (good && q_db_row(l->db, ask)) {
        quoth_str handles = q_db_bytes(ask, 1);
        for (size_t at = 0; good && at + Q_HANDLE <= handles.len; at += Q_HANDLE) {
            uint32_t index = first_of(l, (const uint8_t *)handles.ptr + at);
            if (index < l->count)
                good = keep(l, (struct candidate){sqlite3_column_int64(ask, 0),
                                                  (uint32_t)(at / Q_HANDLE), index});
        }
    }
    q_db_done(l->db, ask);
}

// Which of those that begin so has the whole id `hex`; `count`: none.
static uint32_t index_of(const struct locating *l, uint32_t first, const char *hex)
{
    uint8_t id[Q_ID_BYTES];
    if (!q_hex_read(hex, Q_ID_BYTES, id))
        return l->count;
    for (uint32_t i = first; i < l->count && memcmp(l->ids[i], id, Q_HANDLE) == 0; i++)
        if (memcmp(l->ids[i], id, Q_ID_BYTES) == 0)
            return i;
    return l->count;
}

static bool fill(struct locating *l, int64_t key, struct quoth_article *article,
                 struct quoth_statements *statements)
{
    quoth_error error;
    quoth_status status = q_fill(l->archive, key, article, statements, &error);
    if (status != QUOTH_OK && status != QUOTH_EDAMAGED && status != QUOTH_EMISSING)
        q_db_fail(l->db, status, error.message);
    l->damaged += status == QUOTH_EDAMAGED;
    return status == QUOTH_OK;
}

static void take_all(struct locating *l, struct quoth_article *article,
                     struct quoth_statements *statements,
                     void (*take)(void *context, const struct q_located *one),
                     void *context)
{
    int64_t filled = 0;
    bool good = false;
    for (uint32_t i = 0; i < l->found_count && l->db->failed.status == QUOTH_OK; i++) {
        const struct candidate *one = &l->found[i];
        if (i == 0 || one->article != filled)
            good = fill(l, one->article, article, statements);
        filled = one->article;
        if (!good || one->number >= statements->count)
            continue;
        uint32_t index = index_of(l, one->index, statements->at[one->number].id);
        if (index < l->count)
            take(context, &(struct q_located){index, one->article, one->number, article,
                                              statements});
    }
}

uint32_t q_locate(struct quoth_archive *archive, const uint8_t (*ids)[16], uint32_t count,
                  void (*take)(void *context, const struct q_located *one), void *context)
{
    struct locating l = {
        .archive = archive, .db = &archive->db, .ids = ids, .count = count};
    if (count == 0)
        return 0;
    struct quoth_article *article = quoth_article_new();
    struct quoth_statements *statements = quoth_statements_new();
    q_arena_init(&l.arena, Q_MAX_ARENA);
    if (!article || !statements)
        q_db_nomem(l.db);
    else
        gather(&l);
    if (article && statements)
        take_all(&l, article, statements, take, context);
    q_arena_release(&l.arena);
    quoth_article_free(article);
    quoth_statements_free(statements);
    return l.damaged;
}
