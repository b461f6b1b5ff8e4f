/*
 * An arena: many allocations, one lifetime, one release. One an article and a
 * request. Under ASan a gap of poison stands between objects, so that an overrun
 * is seen; in every build the n-th allocation can be made to fail, so that the
 * tests can walk each failure.
 */
#ifndef Q_ARENA_H
#define Q_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct q_arena_block;

struct q_arena {
    struct q_arena_block *first, *now;
    size_t used; // bytes handed out of `now`
    size_t held; // bytes of all blocks
    size_t max;  // `held` never passes this
};

/** `max`: bytes that the arena may hold in all. Allocates nothing yet. */
void q_arena_init(struct q_arena *arena, size_t max);
void q_arena_release(struct q_arena *arena);

/** Forgets every object but keeps the memory for the next article, at most
 *  `keep` bytes of it. */
void q_arena_clear(struct q_arena *arena, size_t keep);

/** `size` bytes, aligned for any object, not zeroed; NULL when memory or the
 *  arena's maximum is out. Lives until clear or release. */
void *q_arena_alloc(struct q_arena *arena, size_t size);

/** `count` objects of `size` bytes, zeroed; NULL as above or on overflow. */
void *q_arena_calloc(struct q_arena *arena, size_t count, size_t size);

/** An array of `count` objects of a type, not zeroed. */
#define Q_ARENA_ARRAY(arena, type, count)                                                  \
    ((type *)q_arena_array((arena), (count), sizeof(type)))
void *q_arena_array(struct q_arena *arena, size_t count, size_t size);

/** For tests: the n-th allocation from now on fails, in this thread (n from 1;
 *  0 switches it off). */
void q_arena_fail_at(uint64_t n);

#endif
