#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 256 };

static _Thread_local uint64_t fail_in;

void q_buf_fail_at(uint64_t n)
{
    fail_in = n;
}

void q_buf_init(struct q_buf *buf, size_t max)
{
    *buf = (struct q_buf){.max = max};
}

void q_buf_release(struct q_buf *buf)
{
    free(buf->ptr);
    q_buf_init(buf, buf->max);
}

void q_buf_clear(struct q_buf *buf, size_t keep)
{
    if (buf->cap > keep)
        q_buf_release(buf);
    q_buf_cut(buf, 0);
}

void q_buf_cut(struct q_buf *buf, size_t len)
{
    if (len < buf->len)
        buf->len = len;
    buf->failed = false;
    buf->full = false;
}

static bool fail(struct q_buf *buf, bool full)
{
    buf->failed = true;
    buf->full = full;
    return false;
}

// Room for `len` more bytes. Doubles, so that n bytes cost O(n) copying.
static bool grow(struct q_buf *buf, size_t len)
{
    if (len > buf->max - buf->len)
        return fail(buf, true);
    size_t need = buf->len + len;
    size_t cap = buf->cap ? buf->cap : FIRST_CAP;
    while (cap < need && cap <= buf->max / 2)
        cap *= 2;
    if (cap < need || cap > buf->max)
        cap = buf->max;
    if (fail_in && --fail_in == 0)
        return fail(buf, false);
    char *ptr = realloc(buf->ptr, cap);
    if (!ptr)
        return fail(buf, false);
    buf->ptr = ptr;
    buf->cap = cap;
    return true;
}

void q_buf_add(struct q_buf *buf, const char *ptr, size_t len)
{
    if (buf->failed || len == 0)
        return;
    if (len > buf->cap - buf->len && !grow(buf, len))
        return;
    memcpy(buf->ptr + buf->len, ptr, len);
    buf->len += len;
}

char *q_buf_room(struct q_buf *buf, size_t len)
{
    if (buf->failed || (len > buf->cap - buf->len && !grow(buf, len)))
        return NULL;
    return buf->ptr + buf->len;
}

void q_buf_add_str(struct q_buf *buf, quoth_str s)
{
    q_buf_add(buf, s.ptr, s.len);
}

void q_buf_add_char(struct q_buf *buf, char c)
{
    q_buf_add(buf, &c, 1);
}

void q_buf_add_number(struct q_buf *buf, uint64_t number)
{
    char digits[20]; // of 2^64 - 1
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    q_buf_add(buf, digits + at, sizeof digits - at);
}

quoth_status q_buf_status(const struct q_buf *buf)
{
    if (!buf->failed)
        return QUOTH_OK;
    return buf->full ? QUOTH_ELIMIT : QUOTH_ENOMEM;
}
