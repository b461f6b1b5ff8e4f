// What a test takes, so that it can fail where it takes too long.
#ifndef SECONDS_SINCE_H
#define SECONDS_SINCE_H

#include <stdlib.h>
#include <time.h>

/** Seconds of processor since clock() gave `before`. QUOTH_SLOWER: how many times slower
 *  the tests are for who watches them (valgrind), which is taken out. */
static inline double seconds_since(clock_t before)
{
    const char *slower = getenv("QUOTH_SLOWER");
    return (double)(clock() - before) / CLOCKS_PER_SEC / (slower ? atof(slower) : 1);
}

#endif
