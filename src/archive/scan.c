#include "archive/scan.h"

#include "base/limits.h"

#define ROW "SELECT article, first, count, published, published_to, captured, columns"

// An article that is looked up costs as much as so many that are read in order, times the
// statements that one has.
enum { LOOKED_UP_COSTS = 256 };

uint64_t q_scan_keys(struct q_db *db)
{
    int64_t end =
        q_db_number(db, "SELECT first + count FROM statements ORDER BY first DESC LIMIT 1");
    return end > 1 ? (uint64_t)end : 1;
}

void q_scan_start(struct q_scan *scan, struct q_db *db, const struct q_bits *within)
{
    *scan = (struct q_scan){.db = db, .within = within};
    q_arena_init(&scan->arena, Q_MAX_ARENA);
    if (within)
        scan->looks_up = q_bits_count(within) * LOOKED_UP_COSTS < q_scan_keys(db);
    scan->ask = scan->looks_up ? q_db_ask(db, ROW " FROM statements WHERE first <= ?1"
                                                  " ORDER BY first DESC LIMIT 1")
                               : q_db_ask(db, ROW " FROM statements");
}

/** True: the row is of an article that is asked for. */
static bool read_row(struct q_scan *scan)
{
    sqlite3_stmt *ask = scan->ask;
    int64_t first = sqlite3_column_int64(ask, 1), count = sqlite3_column_int64(ask, 2);
    if (first < 1 || count < 0 || count > UINT32_MAX || first > INT64_MAX - count) {
        q_db_fail(scan->db, QUOTH_EDAMAGED, "the keys of an article's statements");
        return false;
    }
    scan->first = (uint64_t)first;
    scan->count = (uint32_t)count;
    if (scan->within && q_bits_next(scan->within, scan->first) >= scan->first + scan->count)
        return false;
    scan->article = sqlite3_column_int64(ask, 0);
    scan->days = (struct q_days){
        .dated = sqlite3_column_type(ask, 3) != SQLITE_NULL,
        .published = sqlite3_column_int(ask, 3),
        .published_to = sqlite3_column_int(ask, 4),
        .captured = sqlite3_column_int(ask, 5),
    };
    return true;
}

static bool look_up(struct q_scan *scan)
{
    for (;;) {
        uint64_t key = q_bits_next(scan->within, scan->next);
        if (key > INT64_MAX)
            return false;
        q_db_done(scan->db, scan->ask);
        q_db_bind(scan->db, scan->ask, 1, (int64_t)key);
        bool found = q_db_row(scan->db, scan->ask) && read_row(scan);
        if (scan->db->failed.status != QUOTH_OK)
            return false;
        // A key that no article has is passed over.
        scan->next = found ? scan->first + scan->count : key + 1;
        if (found)
            return true;
    }
}

bool q_scan_next(struct q_scan *scan)
{
    if (scan->looks_up)
        return look_up(scan);
    while (q_db_row(scan->db, scan->ask)) {
        if (read_row(scan))
            return true;
    }
    return false;
}

const struct q_column *q_scan_columns(struct q_scan *scan)
{
    if (scan->count > scan->room_count) {
        q_arena_clear(&scan->arena, 0);
        scan->room = Q_ARENA_ARRAY(&scan->arena, struct q_column, scan->count);
        scan->room_count = scan->room ? scan->count : 0;
    }
    quoth_error error;
    if (scan->count > scan->room_count)
        q_db_fail(scan->db, QUOTH_ENOMEM, "out of memory");
    else if (q_columns_unpack(q_db_bytes(scan->ask, 6), scan->room, scan->count, &error) !=
             QUOTH_OK)
        q_db_fail(scan->db, error.status, error.message);
    return scan->db->failed.status == QUOTH_OK ? scan->room : NULL;
}

void q_scan_end(struct q_scan *scan)
{
    q_db_done(scan->db, scan->ask);
    q_arena_release(&scan->arena);
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
