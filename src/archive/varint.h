/*
 * Numbers in few bytes, and the bytes that hold them read back.
 *
 *     300   →   ac 02        seven bits a byte, the least first, the high bit: more follow
 *
 * What is read may be anything: a failure sticks, and every later number is 0.
 */
#ifndef Q_VARINT_H
#define Q_VARINT_H

#include "base/buf.h"
#include "base/str.h"

void q_varint_put(struct q_buf *out, uint64_t number);

/** A number of either sign as one of none: 0, -1, 1, -2 … as 0, 1, 2, 3 …. */
static inline uint64_t q_varint_fold(int64_t number)
{
    uint64_t twice = (uint64_t)number << 1;
    return number < 0 ? ~twice : twice;
}

static inline int64_t q_varint_unfold(uint64_t number)
{
    return (int64_t)(number & 1 ? ~(number >> 1) : number >> 1);
}

/** A number of either sign, folded. */
void q_varint_put_signed(struct q_buf *out, int64_t number);

/** Bytes that are read from their start. */
struct q_bytes {
    const unsigned char *start, *at, *end;
    bool bad; // something was not what it should be, at `at`
};

void q_bytes_init(struct q_bytes *bytes, quoth_str from);

/** What is left. */
size_t q_bytes_left(const struct q_bytes *bytes);

/** 0, and bad, where none stands there, or one that has a shorter form. */
uint64_t q_varint_take(struct q_bytes *bytes);
int64_t q_varint_take_signed(struct q_bytes *bytes);

/** The same; bad where it is over `most`. */
uint32_t q_varint_take_most(struct q_bytes *bytes, uint32_t most);

/** The next `len` bytes; ptr NULL, and bad, where there are fewer. */
quoth_str q_bytes_take(struct q_bytes *bytes, uint64_t len);

/** Bad: QUOTH_EDAMAGED at its offset, named `what`; so it is when bytes are left. */
quoth_status q_bytes_end(const struct q_bytes *bytes, const char *what, quoth_error *error);

#endif
