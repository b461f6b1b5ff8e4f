#include "base/counter.h"

#include <stddef.h>

enum { ROOM_AT_FIRST = 256 }; // a power of two, as all of them

void q_counter_init(struct q_counter *counter, struct q_arena *arena)
{
    *counter = (struct q_counter){.arena = arena};
}

/** Where `key` is, or would be. */
static struct q_count *place_of(const struct q_counter *counter, uint64_t key)
{
    uint64_t hash = key * UINT64_C(0x9E3779B97F4A7C15) >> 32;
    uint64_t at = hash & (counter->room - 1);
    while (counter->at[at].key && counter->at[at].key != key)
        at = (at + 1) & (counter->room - 1);
    return &counter->at[at];
}

static bool grow(struct q_counter *counter)
{
    struct q_counter larger = *counter;
    larger.room = counter->room ? counter->room * 2 : ROOM_AT_FIRST;
    larger.at = q_arena_calloc(counter->arena, larger.room, sizeof *larger.at);
    if (!larger.at) {
        counter->failed = true;
        return false;
    }
    for (uint64_t i = 0; i < counter->room; i++)
        if (counter->at[i].key)
            *place_of(&larger, counter->at[i].key) = counter->at[i];
    *counter = larger;
    return true;
}

void q_counter_add(struct q_counter *counter, uint64_t key, uint64_t count)
{
    if (counter->failed || (counter->used * 2 >= counter->room && !grow(counter)))
        return;
    struct q_count *place = place_of(counter, key);
    counter->used += !place->key;
    place->key = key;
    place->count += count;
}

struct q_count *q_counter_get(const struct q_counter *counter, uint64_t key)
{
    struct q_count *place = counter->room && key ? place_of(counter, key) : NULL;
    return place && place->key ? place : NULL;
}
