/*
 * Bytes that grow, up to a maximum that is set at birth.
 *
 *     struct q_buf buf;                       buf.ptr = "who said what"
 *     q_buf_init(&buf, Q_MAX_OUTPUT);         buf.len = 13
 *     q_buf_add(&buf, "who said ", 9);
 *     q_buf_add(&buf, "what", 4);
 *     if (buf.failed) …                       once, at the end
 *
 * A failure sticks: after the first one every further add does nothing, so that a
 * writer of many small pieces checks once. It does not terminate its bytes, and knows
 * nothing of what they mean.
 */
#ifndef Q_BUF_H
#define Q_BUF_H

#include "quoth.h"

#include <stdbool.h>

struct q_buf {
    char *ptr; // NULL while nothing was added
    size_t len, cap;
    size_t max;  // `len` never passes this
    bool failed; // memory or the maximum was out; some add was left out whole
    bool full;   // with `failed`: it was the maximum
};

/** `max`: bytes that it may ever hold. Allocates nothing yet. */
void q_buf_init(struct q_buf *buf, size_t max);
void q_buf_release(struct q_buf *buf);

/** Empty again and not failed. Keeps its memory, or gives it back where that is more
 *  than `keep` bytes. */
void q_buf_clear(struct q_buf *buf, size_t keep);

/** Cuts back to `len` bytes (at most what it holds), and forgets a failure. */
void q_buf_cut(struct q_buf *buf, size_t len);

/** Appends all `len` bytes, or none and fails. `ptr` may be NULL when `len` is 0 and
 *  must not point into the buffer. Amortised linear time. */
void q_buf_add(struct q_buf *buf, const char *ptr, size_t len);
void q_buf_add_str(struct q_buf *buf, quoth_str s);
void q_buf_add_char(struct q_buf *buf, char c);

/** What it holds; an empty string where nothing was added. */
static inline quoth_str q_buf_held(const struct q_buf *buf)
{
    return (quoth_str){buf->ptr ? buf->ptr : "", buf->len};
}

/** Room for `len` bytes behind what it holds, to be written to and then added to
 *  `buf->len`; NULL, and failed, where there is none. Valid until the next add. */
char *q_buf_room(struct q_buf *buf, size_t len);

/** The digits of `number`. */
void q_buf_add_number(struct q_buf *buf, uint64_t number);

/** The status that a failed buffer stands for: QUOTH_ELIMIT, QUOTH_ENOMEM, else
 *  QUOTH_OK. */
quoth_status q_buf_status(const struct q_buf *buf);

/** For tests: the n-th growth from now on fails, in this thread (n from 1; 0 switches
 *  it off). */
void q_buf_fail_at(uint64_t n);

#endif
