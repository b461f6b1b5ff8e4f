/*
 * A set of numbers as bits, which grows; the answer to a part of a question.
 *
 *     {3, 5, 6} and {5, 6, 9}   →   {5, 6}
 *
 * Costs an eighth of a byte for each number up to the largest. A failure (memory, or more
 * than `max`) sticks, also over to what it is joined with, and is asked for once at the
 * end, as with q_buf.
 */
#ifndef Q_BITS_H
#define Q_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct q_bits {
    uint64_t *words; // bit n % 64 of word n / 64
    size_t count;    // words in use; those behind are none
    size_t room;
    uint64_t max; // no number reaches it
    bool failed;
};

void q_bits_init(struct q_bits *bits, uint64_t max);
void q_bits_release(struct q_bits *bits);
void q_bits_clear(struct q_bits *bits);

void q_bits_set(struct q_bits *bits, uint64_t n);
void q_bits_set_range(struct q_bits *bits, uint64_t from, uint64_t to); // [from, to)
bool q_bits_has(const struct q_bits *bits, uint64_t n);

/** The first number at or behind `n`; UINT64_MAX: there is none. */
uint64_t q_bits_next(const struct q_bits *bits, uint64_t n);
uint64_t q_bits_count(const struct q_bits *bits);

/** `bits` becomes what is in both, in either, in it but not in `other`. */
void q_bits_and(struct q_bits *bits, const struct q_bits *other);
void q_bits_or(struct q_bits *bits, const struct q_bits *other);
void q_bits_without(struct q_bits *bits, const struct q_bits *other);

/** For tests: the n-th growth from now on fails, in this thread (n from 1; 0 switches
 *  it off). */
void q_bits_fail_at(uint64_t n);

#endif
