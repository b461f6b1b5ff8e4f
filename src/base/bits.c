#include "base/bits.h"

#include <stdlib.h>
#include <string.h>

enum { WORD = 64, FIRST_ROOM = 64 };

static _Thread_local uint64_t fail_in;

void q_bits_fail_at(uint64_t n)
{
    fail_in = n;
}

void q_bits_init(struct q_bits *bits, uint64_t max)
{
    *bits = (struct q_bits){.max = max};
}

void q_bits_release(struct q_bits *bits)
{
    free(bits->words);
    q_bits_init(bits, bits->max);
}

void q_bits_clear(struct q_bits *bits)
{
    bits->count = 0;
    bits->failed = false;
}

// `count` words in use at least; those that come to it are empty. Doubles, so that n words
// cost O(n) copying.
static bool reach(struct q_bits *bits, size_t count)
{
    if (count <= bits->count)
        return true;
    size_t room = bits->room ? bits->room : FIRST_ROOM;
    while (room < count && room <= SIZE_MAX / 2)
        room *= 2;
    if (room < count || room > SIZE_MAX / sizeof *bits->words)
        return !(bits->failed = true);
    if (room > bits->room) {
        uint64_t *words = fail_in && --fail_in == 0
                              ? NULL
                              : realloc(bits->words, room * sizeof *bits->words);
        if (!words)
            return !(bits->failed = true);
        bits->words = words;
        bits->room = room;
    }
    memset(bits->words + bits->count, 0, (count - bits->count) * sizeof *bits->words);
    bits->count = count;
    return true;
}

void q_bits_set(struct q_bits *bits, uint64_t n)
{
    if (n >= bits->max)
        bits->failed = true;
    if (!bits->failed && reach(bits, n / WORD + 1))
        bits->words[n / WORD] |= UINT64_C(1) << n % WORD;
}

void q_bits_set_range(struct q_bits *bits, uint64_t from, uint64_t to)
{
    if (from >= to)
        return;
    if (to > bits->max)
        bits->failed = true;
    if (bits->failed || !reach(bits, (to - 1) / WORD + 1))
        return;
    size_t first = from / WORD, last = (to - 1) / WORD;
    uint64_t head = UINT64_MAX << from % WORD;
    uint64_t tail = UINT64_MAX >> (WORD - 1 - (to - 1) % WORD);
    if (first == last) {
        bits->words[first] |= head & tail;
        return;
    }
    bits->words[first] |= head;
    memset(bits->words + first + 1, 0xff, (last - first - 1) * sizeof *bits->words);
    bits->words[last] |= tail;
}

bool q_bits_has(const struct q_bits *bits, uint64_t n)
{
    return n / WORD < bits->count && bits->words[n / WORD] >> n % WORD & 1;
}

uint64_t q_bits_next(const struct q_bits *bits, uint64_t n)
{
    uint64_t at = n / WORD;
    if (at >= bits->count)
        return UINT64_MAX;
    uint64_t word = bits->words[at] & UINT64_MAX << n % WORD;
    while (!word && ++at < bits->count)
        word = bits->words[at];
    return word ? at * WORD + (uint64_t)__builtin_ctzll(word) : UINT64_MAX;
}

uint64_t q_bits_count(const struct q_bits *bits)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < bits->count; i++)
        sum += (uint64_t)__builtin_popcountll(bits->words[i]);
    return sum;
}

void q_bits_and(struct q_bits *bits, const struct q_bits *other)
{
    bits->failed = bits->failed || other->failed;
    if (bits->failed)
        return;
    if (bits->count > other->count)
        bits->count = other->count;
    for (size_t i = 0; i < bits->count; i++)
        bits->words[i] &= other->words[i];
}

void q_bits_or(struct q_bits *bits, const struct q_bits *other)
{
    bits->failed = bits->failed || other->failed;
    if (bits->failed || !reach(bits, other->count))
        return;
    for (size_t i = 0; i < other->count; i++)
        bits->words[i] |= other->words[i];
}

void q_bits_without(struct q_bits *bits, const struct q_bits *other)
{
    size_t count = bits->count < other->count ? bits->count : other->count;
    bits->failed = bits->failed || other->failed;
    for (size_t i = 0; i < count && !bits->failed; i++)
        bits->words[i] &= ~other->words[i];
}
