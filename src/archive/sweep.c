#include "archive/sweep.h"

#include "base/limits.h"

#define ROW "SELECT article, first, count, published, published_to, captured, columns"

// An article that is looked up costs as much as so many that are read in order, times the
// statements that one has.
enum { LOOKED_UP_COSTS = 256 };

// However small the file, its keys may go so far, as those that were forgotten are not
// given again: as bits, 8 MB.
#define KEYS_OF_ANY (UINT64_C(1) << 26)

uint64_t q_sweep_keys(struct q_db *db)
{
    int64_t end = q_db_number(db, "SELECT first + count FROM statements WHERE count > 0"
                                  " ORDER BY first DESC LIMIT 1");
    return end > 1 ? (uint64_t)end : 1;
}

uint64_t q_sweep_most_keys(struct q_db *db)
{
    uint64_t pages = (uint64_t)q_db_number(db, "PRAGMA page_count");
    uint64_t bytes = pages * (uint64_t)q_db_number(db, "PRAGMA page_size");
    uint64_t most = bytes > KEYS_OF_ANY ? bytes : KEYS_OF_ANY;
    return most < Q_MAX_KEYS ? most : Q_MAX_KEYS;
}

void q_sweep_start(struct q_sweep *sweep, struct q_db *db, const struct q_bits *within)
{
    *sweep = (struct q_sweep){.db = db, .within = within};
    q_arena_init(&sweep->arena, Q_MAX_ARENA);
    if (within)
        sweep->looks_up = q_bits_count(within) * LOOKED_UP_COSTS < q_sweep_keys(db);
    sweep->ask = sweep->looks_up
                     ? q_db_ask(db, ROW " FROM statements WHERE first <= ?1"
                                        " AND count > 0 ORDER BY first DESC LIMIT 1")
                     : q_db_ask(db, ROW " FROM statements");
}

/** True: the row is of an article that is asked for. */
static bool read_row(struct q_sweep *sweep)
{
    sqlite3_stmt *ask = sweep->ask;
    int64_t first = sqlite3_column_int64(ask, 1), count = sqlite3_column_int64(ask, 2);
    if (first < 1 || count < 0 || count > UINT32_MAX || first > INT64_MAX - count) {
        q_db_fail(sweep->db, QUOTH_EDAMAGED,
                  "the keys of an article's statements are damaged");
        return false;
    }
    sweep->first = (uint64_t)first;
    sweep->count = (uint32_t)count;
    if (sweep->within &&
        q_bits_next(sweep->within, sweep->first) >= sweep->first + sweep->count)
        return false;
    sweep->article = sqlite3_column_int64(ask, 0);
    sweep->days = (struct q_days){
        .dated = sqlite3_column_type(ask, 3) != SQLITE_NULL,
        .published = sqlite3_column_int(ask, 3),
        .published_to = sqlite3_column_int(ask, 4),
        .captured = sqlite3_column_int(ask, 5),
    };
    return true;
}

static bool look_up(struct q_sweep *sweep)
{
    for (;;) {
        uint64_t key = q_bits_next(sweep->within, sweep->next);
        if (key > INT64_MAX)
            return false;
        q_db_done(sweep->db, sweep->ask);
        q_db_bind(sweep->db, sweep->ask, 1, (int64_t)key);
        bool found = q_db_row(sweep->db, sweep->ask) && read_row(sweep);
        if (sweep->db->failed.status != QUOTH_OK)
            return false;
        // A key that no article has is passed over.
        sweep->next = found ? sweep->first + sweep->count : key + 1;
        if (found)
            return true;
    }
}

bool q_sweep_next(struct q_sweep *sweep)
{
    if (sweep->looks_up)
        return look_up(sweep);
    while (q_db_row(sweep->db, sweep->ask)) {
        if (read_row(sweep))
            return true;
    }
    return false;
}

const struct q_column *q_sweep_columns(struct q_sweep *sweep)
{
    quoth_str bytes = q_db_bytes(sweep->ask, 6);
    if (sweep->count > bytes.len) { // before there is room made for them
        q_db_fail(sweep->db, QUOTH_EDAMAGED,
                  "the columns of an article's statements are damaged");
        return NULL;
    }
    if (sweep->count > sweep->room_count) {
        q_arena_clear(&sweep->arena, 0);
        sweep->room = Q_ARENA_ARRAY(&sweep->arena, struct q_column, sweep->count);
        sweep->room_count = sweep->room ? sweep->count : 0;
    }
    quoth_error error;
    if (sweep->count > sweep->room_count)
        q_db_nomem(sweep->db);
    else if (q_columns_unpack(bytes, sweep->room, sweep->count, &error) != QUOTH_OK)
        q_db_fail(sweep->db, error.status, error.message);
    return sweep->db->failed.status == QUOTH_OK ? sweep->room : NULL;
}

void q_sweep_end(struct q_sweep *sweep)
{
    q_db_done(sweep->db, sweep->ask);
    q_arena_release(&sweep->arena);
}

void q_dated(const struct q_days *days, const struct q_column *column, quoth_clock *clock,
             int32_t *from, int32_t *to)
{
    if (*clock == QUOTH_CLOCK_SAID && column && column->said) {
        *from = column->from;
        *to = column->to;
    } else if (*clock != QUOTH_CLOCK_CAPTURED && days->dated) {
        *clock = QUOTH_CLOCK_PUBLISHED;
        *from = days->published;
        *to = days->published_to;
    } else {
        *clock = QUOTH_CLOCK_CAPTURED;
        *from = *to = days->captured;
    }
}

int32_t q_day_of(const struct q_days *days, const struct q_column *column, quoth_clock by)
{
    quoth_clock clock = by;
    int32_t from, to;
    q_dated(days, column, &clock, &from, &to);
    return clock == QUOTH_CLOCK_CAPTURED && by != clock ? Q_DAY_UNTOLD : from;
}
