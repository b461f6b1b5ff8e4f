// One arena, of a test or of all of a file.
#ifndef WITH_ARENA_H
#define WITH_ARENA_H

#include "base/arena.h"
#include "base/limits.h"

static struct q_arena arena;

static inline int open_arena(void **state)
{
    (void)state;
    q_arena_init(&arena, Q_MAX_ARENA);
    return 0;
}

static inline int close_arena(void **state)
{
    (void)state;
    q_arena_release(&arena);
    return 0;
}

#endif
