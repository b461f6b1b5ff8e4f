// Numbers that are anything, and the same in each run.
#ifndef RANDOM_BELOW_H
#define RANDOM_BELOW_H

#include <stdint.h>

static uint32_t random_state; // a test begins with one of its own

static inline uint32_t random_below(uint32_t end)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)random_state * end) >> 32);
}

#endif
