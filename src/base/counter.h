/*
 * How often each number came: a table of open addressing, in an arena.
 *
 *     17, 40, 17   →   17: 2, 40: 1
 *
 * A failure (memory) sticks and is asked for once at the end, as with q_buf. What a table
 * outgrew stays in the arena until that is cleared: twice the last one at most.
 */
#ifndef Q_COUNTER_H
#define Q_COUNTER_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct q_count {
    uint64_t key, count; // key 0: an empty place
    int64_t also;        // the caller's; 0 at first
};

struct q_counter {
    struct q_arena *arena;
    struct q_count *at; // `room` places, in no order
    uint64_t room, used;
    bool failed;
};

void q_counter_init(struct q_counter *counter, struct q_arena *arena);

/** Adds to what `key`, which is not 0, counts. */
void q_counter_add(struct q_counter *counter, uint64_t key, uint64_t count);

/** NULL: it counts nothing. Valid until the next that is added. */
struct q_count *q_counter_get(const struct q_counter *counter, uint64_t key);

#endif
