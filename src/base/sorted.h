/*
 * Hashes in ascending order, looked up.
 *
 *     q_find_hash({2, 3, 5}, 3, 5) = 2;   q_find_hash({2, 3, 5}, 3, 4) = 3: it is not there
 */
#ifndef Q_SORTED_H
#define Q_SORTED_H

#include <stdint.h>

/** Index of `hash` among `count` ascending ones, or `count`. Hashes are spread evenly, so
 * that its place is guessed; a wrong guess costs time alone. */
static inline uint32_t q_find_hash(const uint64_t *hashes, uint32_t count, uint64_t hash)
{
    enum { NEAR = 1024 }; // nearly five standard deviations of the guess among 190,000
    uint32_t guess = (uint32_t)(((hash >> 32) * count) >> 32);
    uint32_t low = guess > NEAR ? guess - NEAR : 0;
    uint32_t high = count - guess > NEAR ? guess + NEAR : count;
    if (low > 0 && hashes[low - 1] >= hash)
        low = 0;
    if (high < count && hashes[high] <= hash)
        high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (hashes[middle] < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && hashes[low] == hash ? low : count;
}

#endif
