/*
 * The sweep counts by numbers (spelling, article, day), which tally_called.c looks up:
 * whose they are, and what those are called.
 */
#include "archive/tally.h"

#include "archive/sweep.h"
#include "base/calendar.h"
#include "base/counter.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>

enum {
    DENSE = 1 << 22 // spellings below it (16 MB) are counted in an array, which is faster
};

// ── The sweep ──

struct counting {
    struct q_tally *tally;
    struct q_db *db;
    const struct q_bits *bits;
    quoth_clock clock;
    struct q_arena scratch;
    struct q_counter spellings, articles, days;
    struct q_tally_day day; // the last one's, not in the table yet
};

// What follows each other is often of one day.
static void end_day(struct counting *counting)
{
    struct q_tally_day *day = &counting->day;
    uint64_t key = 1 + (uint64_t)day->day * Q_TALLY_CLASSES;
    for (unsigned class = 0; class < Q_TALLY_CLASSES; class ++)
        if (day->counts[class])
            q_counter_add(&counting->days, key + class, day->counts[class]);
    *day = (struct q_tally_day){.day = 0};
}

static void count_day(struct counting *counting, const struct q_days *days,
                      const struct q_column *column)
{
    int32_t day = q_day_of(days, column, counting->clock);
    uint64_t class = column->depth > 1 ? Q_TALLY_NESTED : column->kind;
    if (day == Q_DAY_UNTOLD) {
        counting->tally->undated++;
        return;
    }
    if (!q_calendar_has(day)) {
        q_db_fail(counting->db, QUOTH_EDAMAGED, "a day that no calendar has");
        return;
    }
    if (day != counting->day.day) {
        end_day(counting);
        counting->day.day = day;
    }
    counting->day.counts[class]++;
}

static void count_spelling(struct counting *counting, uint32_t spelling)
{
    if (!spelling)
        counting->tally->persons.none++;
    else if (spelling < counting->tally->dense_end)
        counting->tally->dense[spelling]++;
    else
        q_counter_add(&counting->spellings, spelling, 1);
}

static void count_article(struct counting *counting, const struct q_sweep *sweep,
                          const struct q_column *columns)
{
    struct q_tally *tally = counting->tally;
    uint64_t end = sweep->first + sweep->count, count = 0;
    for (uint64_t key = q_bits_next(counting->bits, sweep->first); key < end;
         key = q_bits_next(counting->bits, key + 1)) {
        const struct q_column *column = &columns[key - sweep->first];
        tally->kinds[column->kind]++;
        tally->acts[column->act]++;
        tally->addressed += column->parts >> Q_PART_TO & 1;
        tally->relayed += column->parts >> Q_PART_VIA & 1;
        count_spelling(counting, column->spelling);
        count_day(counting, &sweep->days, column);
        count++;
    }
    tally->all += count;
    if (sweep->article > 0)
        q_counter_add(&counting->articles, (uint64_t)sweep->article, count);
    else
        tally->outlets.none += count;
}

static int by_row(const void *a, const void *b)
{
    const struct q_tally_row *x = a, *y = b;
    return (x->row > y->row) - (x->row < y->row);
}

/** Behind what `out` has; room for them, if it has none. */
static void keep_rows(struct counting *counting, const struct q_counter *table,
                      struct q_tally_rows *out)
{
    if (!out->at)
        out->at =
            Q_ARENA_ARRAY(&counting->tally->arena, struct q_tally_row, table->used + 1);
    for (uint64_t i = 0; out->at && i < table->room; i++)
        if (table->at[i].key)
            out->at[out->count++] =
                (struct q_tally_row){(int64_t)table->at[i].key, table->at[i].count};
    if (!out->at)
        q_db_nomem(counting->db);
}

/** Those of the array, and behind them those of the table. */
static void keep_spellings(struct counting *counting)
{
    struct q_tally *tally = counting->tally;
    struct q_tally_rows *out = &tally->spellings;
    uint64_t count = counting->spellings.used;
    for (uint32_t i = 0; i < tally->dense_end; i++)
        count += tally->dense[i] > 0;
    out->at = Q_ARENA_ARRAY(&tally->arena, struct q_tally_row, count + 1);
    for (uint32_t i = 0; out->at && i < tally->dense_end; i++)
        if (tally->dense[i])
            out->at[out->count++] = (struct q_tally_row){i, tally->dense[i]};
    keep_rows(counting, &counting->spellings, out);
}

static void keep_days(struct counting *counting)
{
    struct q_tally *tally = counting->tally;
    struct q_tally_rows classes = {.count = 0};
    keep_rows(counting, &counting->days, &classes);
    tally->days = Q_ARENA_ARRAY(&tally->arena, struct q_tally_day, classes.count + 1);
    if (!classes.at || !tally->days) {
        q_db_nomem(counting->db);
        return;
    }
    qsort(classes.at, classes.count, sizeof *classes.at, by_row);
    for (size_t i = 0; i < classes.count; i++) {
        int64_t number = classes.at[i].row - 1;
        int32_t day = (int32_t)(number / Q_TALLY_CLASSES);
        if (tally->day_count == 0 || tally->days[tally->day_count - 1].day != day)
            tally->days[tally->day_count++] = (struct q_tally_day){.day = day};
        tally->days[tally->day_count - 1].counts[number % Q_TALLY_CLASSES] =
            classes.at[i].statements;
    }
}

static bool make_dense(struct counting *counting)
{
    struct q_tally *tally = counting->tally;
    int64_t last = q_db_number(counting->db, "SELECT max(spelling) FROM spelling");
    tally->dense_end = last < 0 ? 0 : last < DENSE ? (uint32_t)last + 1 : DENSE;
    tally->dense =
        q_arena_calloc(&tally->arena, tally->dense_end + 1, sizeof *tally->dense);
    if (!tally->dense)
        q_db_nomem(counting->db);
    return tally->dense != NULL;
}

static void sweep_all(struct counting *counting)
{
    struct q_sweep sweep;
    q_sweep_start(&sweep, counting->db, counting->bits);
    while (q_sweep_next(&sweep)) {
        const struct q_column *columns = q_sweep_columns(&sweep);
        if (columns)
            count_article(counting, &sweep, columns);
    }
    q_sweep_end(&sweep);
    end_day(counting);
    if (counting->spellings.failed || counting->articles.failed || counting->days.failed)
        q_db_nomem(counting->db);
}

quoth_status q_tally_count(struct q_tally *tally, struct quoth_archive *archive,
                           const struct q_bits *bits, quoth_clock clock, quoth_error *error)
{
    if (tally->counted)
        return QUOTH_OK;
    q_tally_release(tally);
    struct counting counting = {
        .tally = tally, .db = &archive->db, .bits = bits, .clock = clock};
    q_arena_init(&counting.scratch, Q_MAX_ARENA);
    q_counter_init(&counting.spellings, &counting.scratch);
    q_counter_init(&counting.articles, &counting.scratch);
    q_counter_init(&counting.days, &counting.scratch);
    if (make_dense(&counting)) {
        sweep_all(&counting);
        keep_spellings(&counting);
        keep_rows(&counting, &counting.articles, &tally->articles);
        keep_days(&counting);
    }
    q_arena_release(&counting.scratch);
    quoth_status status = q_db_status(counting.db, error);
    tally->counted = status == QUOTH_OK;
    return status;
}

void q_tally_init(struct q_tally *tally)
{
    *tally = (struct q_tally){.counted = false};
    q_arena_init(&tally->arena, Q_MAX_ARENA);
}

void q_tally_release(struct q_tally *tally)
{
    q_arena_release(&tally->arena);
    q_tally_init(tally);
}

// ── The latest with a part ──

// A statement and its day.
struct dated {
    int32_t day;
    uint64_t key;
};

static int latest_first(const void *a, const void *b)
{
    const struct dated *x = a, *y = b;
    int order = (x->day < y->day) - (x->day > y->day);
    return order != 0 ? order : (x->key < y->key) - (x->key > y->key);
}

static int by_key(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

struct latest {
    struct dated *at;
    uint64_t count, room;
};

static void take_part(struct latest *latest, const struct q_sweep *sweep,
                      const struct q_column *columns, enum q_part part, quoth_clock clock)
{
    uint64_t end = sweep->first + sweep->count;
    for (uint64_t key = q_bits_next(sweep->within, sweep->first);
         key < end && latest->count < latest->room;
         key = q_bits_next(sweep->within, key + 1)) {
        const struct q_column *column = &columns[key - sweep->first];
        if (column->parts >> part & 1)
            latest->at[latest->count++] =
                (struct dated){q_day_of(&sweep->days, column, clock), key};
    }
}

static void take_latest(struct q_db *db, const struct q_bits *bits, enum q_part part,
                        quoth_clock clock, struct latest *out)
{
    struct q_sweep sweep;
    q_sweep_start(&sweep, db, bits);
    while (q_sweep_next(&sweep)) {
        const struct q_column *columns = q_sweep_columns(&sweep);
        if (columns)
            take_part(out, &sweep, columns, part, clock);
    }
    q_sweep_end(&sweep);
    if (out->count > 1)
        qsort(out->at, out->count, sizeof *out->at, latest_first);
}

quoth_status q_tally_latest(struct quoth_archive *archive, const struct q_bits *bits,
                            enum q_part part, quoth_clock clock, uint64_t *out,
                            uint32_t *count, quoth_error *error)
{
    struct q_arena scratch;
    struct latest latest = {.room = q_bits_count(bits)};
    q_arena_init(&scratch, Q_MAX_ARENA);
    latest.at = Q_ARENA_ARRAY(&scratch, struct dated, latest.room + 1);
    if (!latest.at)
        return q_error_nomem(error);
    take_latest(&archive->db, bits, part, clock, &latest);
    *count = latest.count < *count ? (uint32_t)latest.count : *count;
    for (uint32_t i = 0; i < *count; i++)
        out[i] = latest.at[i].key;
    if (*count > 1)
        qsort(out, *count, sizeof *out, by_key);
    q_arena_release(&scratch);
    return q_db_status(&archive->db, error);
}
