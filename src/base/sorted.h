/*
 * Hashes in ascending order, looked up.
 *
 *     q_find_hash({2, 3, 5}, 3, 5) = 2;   q_find_hash({2, 3, 5}, 3, 4) = 3: it is not there
 */
#ifndef Q_SORTED_H
#define Q_SORTED_H

#include <stdint.h>

/** Index of `hash` among `count` ascending ones, or `count`. */
static inline uint32_t q_find_hash(const uint64_t *hashes, uint32_t count, uint64_t hash)
{
    uint32_t low = 0, high = count;
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
