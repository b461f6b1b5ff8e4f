/*
 * Order by day is told by one scan (of all, or of the articles that have answers), order of
 * adding by the keys. The best so many are kept in a heap whose top is the worst of them.
 *
 * Relevance is told by FTS5 and rank.c, of the 10,000 statements that were added last where
 * there are more; the others stand behind them, the latest added first.
 *
 * Where an article has one place, its statements come one after the other, and the best of
 * them is held until those of another one come.
 */
#include "archive/find.h"

#include "archive/rank.h"
#include "archive/sweep.h"
#include "base/limits.h"

#include <stdlib.h>

struct best {
    const struct q_sort *sort;
    struct q_place *at; // a heap once it is full
    uint32_t count, limit;
    bool ascending;
    struct q_place held; // the first of its article so far, of the keys from `held_from` …
    uint64_t held_from, held_to; // … up to this; 0: none is held
};

/** Does `a` stand before `b`? */
static bool before(const struct q_place *a, const struct q_place *b, bool ascending)
{
    if (a->order != b->order)
        return (a->order > b->order) != ascending;
    return a->key != b->key && (a->key > b->key) != ascending;
}

/** Moves down what stands at `at` until what is worse than it stands above it. */
static void sift(struct best *best, uint32_t at)
{
    struct q_place moved = best->at[at];
    for (;;) {
        uint64_t child = (uint64_t)at * 2 + 1;
        if (child >= best->count)
            break;
        if (child + 1 < best->count &&
            before(&best->at[child], &best->at[child + 1], best->ascending))
            child++;
        if (!before(&moved, &best->at[child], best->ascending))
            break;
        best->at[at] = best->at[child];
        at = (uint32_t)child;
    }
    best->at[at] = moved;
}

static void offer_place(struct best *best, struct q_place place)
{
    if (best->sort->after && !before(&best->sort->last, &place, best->ascending))
        return;
    if (best->count < best->limit) {
        best->at[best->count++] = place;
        if (best->count == best->limit)
            for (uint32_t at = best->count / 2; at > 0; at--)
                sift(best, at - 1);
    } else if (best->limit > 0 && before(&place, &best->at[0], best->ascending)) {
        best->at[0] = place;
        sift(best, 0);
    }
}

static void offer_held(struct best *best)
{
    if (best->held_to)
        offer_place(best, best->held);
    best->held_to = 0;
}

/** Keys of one article come one after the other and rise. */
static void offer(struct best *best, int64_t order, uint64_t key)
{
    struct q_place place = {order, (int64_t)key};
    if (!best->sort->starts) {
        offer_place(best, place);
    } else if (key >= best->held_from && key < best->held_to) {
        if (before(&place, &best->held, best->ascending))
            best->held = place;
    } else {
        offer_held(best);
        best->held = place;
        best->held_from = key;
        best->held_to = q_bits_next(best->sort->starts, key + 1);
    }
}

static int falling(const void *a, const void *b)
{
    return before(b, a, false) - before(a, b, false);
}

static int rising(const void *a, const void *b)
{
    return before(b, a, true) - before(a, b, true);
}

/** The last key of each article. */
static void take_last(const struct q_bits *bits, const struct q_bits *starts,
                      struct q_bits *out)
{
    for (uint64_t key = q_bits_next(bits, 0); key != UINT64_MAX;) {
        uint64_t next = q_bits_next(bits, key + 1);
        if (next == UINT64_MAX || q_bits_next(starts, key + 1) <= next)
            q_bits_set(out, key);
        key = next;
    }
}

static void by_added_last(struct best *best, const struct q_bits *bits)
{
    for (size_t at = bits->count; at > 0 && best->count < best->limit; at--)
        for (uint64_t word = bits->words[at - 1]; word;) {
            unsigned bit = 63 - (unsigned)__builtin_clzll(word);
            offer_place(best, (struct q_place){0, (int64_t)((at - 1) * 64 + bit)});
            word ^= UINT64_C(1) << bit;
        }
}

/** The first that there is room for are the best. */
static void by_added(struct best *best, struct q_db *db, const struct q_bits *bits)
{
    const struct q_bits *starts = best->sort->starts;
    if (best->ascending) {
        for (uint64_t key = q_bits_next(bits, 0);
             key != UINT64_MAX && best->count < best->limit;
             key = q_bits_next(bits, key + 1))
            offer(best, 0, key);
    } else if (starts) {
        struct q_bits last;
        q_bits_init(&last, bits->max);
        take_last(bits, starts, &last);
        if (last.failed)
            q_db_nomem(db);
        by_added_last(best, &last);
        q_bits_release(&last);
    } else {
        by_added_last(best, bits);
    }
}

// What has no day stands last, whichever end comes first.
static void offer_day(struct best *best, int32_t day, uint64_t key)
{
    offer(best, day == Q_DAY_UNTOLD && best->ascending ? INT32_MAX : day, key);
}

static void by_day(struct best *best, struct q_db *db, const struct q_bits *bits,
                   quoth_clock by)
{
    struct q_sweep sweep;
    if (best->sort->days) {
        for (uint64_t key = q_bits_next(bits, 0); key != UINT64_MAX;
             key = q_bits_next(bits, key + 1))
            offer_day(best, best->sort->days[key], key);
        return;
    }
    q_sweep_start(&sweep, db, bits);
    while (q_sweep_next(&sweep)) {
        const struct q_column *columns =
            by == QUOTH_CLOCK_SAID ? q_sweep_columns(&sweep) : NULL;
        if (db->failed.status != QUOTH_OK)
            break;
        uint64_t end = sweep.first + sweep.count;
        for (uint64_t key = q_bits_next(bits, sweep.first); key < end;
             key = q_bits_next(bits, key + 1))
            offer_day(
                best,
                q_day_of(&sweep.days, columns ? &columns[key - sweep.first] : NULL, by),
                key);
    }
    q_sweep_end(&sweep);
}

// What was reviewed stands last.
static void by_doubt(struct best *best, struct q_db *db, const struct q_bits *bits)
{
    struct q_sweep sweep;
    q_sweep_start(&sweep, db, bits);
    while (q_sweep_next(&sweep)) {
        const struct q_column *columns = q_sweep_columns(&sweep);
        if (!columns)
            break;
        uint64_t end = sweep.first + sweep.count;
        for (uint64_t key = q_bits_next(bits, sweep.first); key < end;
             key = q_bits_next(bits, key + 1)) {
            const struct q_column *column = &columns[key - sweep.first];
            offer(best, column->judged ? -1 : (int64_t)q_column_doubt(column), key);
        }
    }
    q_sweep_end(&sweep);
}

// What was weighed, by rising keys, as FTS5 tells it.
struct ranked {
    struct q_arena arena;
    struct q_place *at;
    uint64_t count, room;
    bool failed; // memory is out
};

static void take_rank(void *context, uint64_t key, int64_t score)
{
    struct ranked *ranked = context;
    if (ranked->count == ranked->room) {
        uint64_t room = ranked->room ? ranked->room * 2 : 256;
        struct q_place *more = Q_ARENA_ARRAY(&ranked->arena, struct q_place, room);
        if (!more) {
            ranked->failed = true;
            return;
        }
        if (ranked->count)
            memcpy(more, ranked->at, ranked->count * sizeof *more);
        ranked->at = more;
        ranked->room = room;
    }
    ranked->at[ranked->count++] = (struct q_place){score, (int64_t)key};
}

static void by_rank(struct best *best, struct q_db *db, const struct q_bits *bits,
                    uint64_t *ranked)
{
    struct ranked taken = {.at = NULL};
    q_arena_init(&taken.arena, Q_MAX_ARENA);
    uint64_t from = q_rank(db, best->sort->question, bits, take_rank, &taken, ranked);
    uint64_t at = 0;
    for (uint64_t key = q_bits_next(bits, 0); key != UINT64_MAX;
         key = q_bits_next(bits, key + 1)) {
        int64_t order = key >= from ? 0 : -1; // has none of the words; was not weighed
        while (at < taken.count && taken.at[at].key < (int64_t)key)
            at++;
        if (at < taken.count && taken.at[at].key == (int64_t)key)
            order = taken.at[at].order;
        offer(best, order, key);
    }
    if (taken.failed)
        q_db_nomem(db);
    q_arena_release(&taken.arena);
}

quoth_status q_find_starts(struct quoth_archive *archive, const struct q_bits *bits,
                           struct q_bits *starts, quoth_error *error)
{
    struct q_sweep sweep;
    starts->max = bits->max;
    q_sweep_start(&sweep, &archive->db, bits);
    while (q_sweep_next(&sweep))
        q_bits_set(starts, sweep.first);
    q_sweep_end(&sweep);
    if (starts->failed)
        q_db_nomem(&archive->db);
    return q_db_status(&archive->db, error);
}

quoth_status q_sort_found(struct quoth_archive *archive, const struct q_bits *bits,
                          const struct q_sort *sort, struct q_place *out, uint32_t *count,
                          uint64_t *ranked, quoth_error *error)
{
    struct best best = {
        .sort = sort, .at = out, .limit = sort->limit, .ascending = sort->ascending};
    *ranked = 0;
    switch (sort->order) {
    case QUOTH_ORDER_ADDED:
        by_added(&best, &archive->db, bits);
        break;
    case QUOTH_ORDER_SAID:
        by_day(&best, &archive->db, bits, QUOTH_CLOCK_SAID);
        break;
    case QUOTH_ORDER_PUBLISHED:
        by_day(&best, &archive->db, bits, QUOTH_CLOCK_PUBLISHED);
        break;
    case QUOTH_ORDER_CAPTURED:
        by_day(&best, &archive->db, bits, QUOTH_CLOCK_CAPTURED);
        break;
    case QUOTH_ORDER_DOUBT:
        by_doubt(&best, &archive->db, bits);
        break;
    case QUOTH_ORDER_RELEVANCE:
        best.ascending = false;
        if (q_rank_can(sort->question))
            by_rank(&best, &archive->db, bits, ranked);
        else
            by_day(&best, &archive->db, bits, QUOTH_CLOCK_SAID);
        break;
    }
    offer_held(&best);
    if (best.count > 1)
        qsort(out, best.count, sizeof *out, best.ascending ? rising : falling);
    *count = best.count;
    return q_db_status(&archive->db, error);
}
