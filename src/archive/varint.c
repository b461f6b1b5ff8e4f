#include "archive/varint.h"

#include "base/error.h"

enum { MOST_BYTES = 10 }; // of 64 bits, seven each

void q_varint_put(struct q_buf *out, uint64_t number)
{
    char bytes[MOST_BYTES];
    size_t len = 0;
    for (; number >= 0x80; number >>= 7)
        bytes[len++] = (char)(number | 0x80);
    bytes[len++] = (char)number;
    q_buf_add(out, bytes, len);
}

void q_varint_put_signed(struct q_buf *out, int64_t number)
{
    q_varint_put(out, q_varint_fold(number));
}

void q_bytes_init(struct q_bytes *bytes, quoth_str from)
{
    static const unsigned char none[1];
    bytes->start = from.ptr ? (const unsigned char *)from.ptr : none;
    bytes->at = bytes->start;
    bytes->end = bytes->start + from.len;
    bytes->bad = false;
}

size_t q_bytes_left(const struct q_bytes *bytes)
{
    return bytes->bad ? 0 : (size_t)(bytes->end - bytes->at);
}

uint64_t q_varint_take(struct q_bytes *bytes)
{
    uint64_t number = 0;
    const unsigned char *at = bytes->at;
    for (unsigned shift = 0; !bytes->bad && at < bytes->end && shift < 64; shift += 7) {
        unsigned char byte = *at++;
        number |= (uint64_t)(byte & 0x7f) << shift;
        if (byte & 0x80)
            continue;
        if ((byte == 0 && shift > 0) || (shift == 63 && byte > 1))
            break;
        bytes->at = at;
        return number;
    }
    bytes->bad = true;
    return 0;
}

int64_t q_varint_take_signed(struct q_bytes *bytes)
{
    return q_varint_unfold(q_varint_take(bytes));
}

uint32_t q_varint_take_most(struct q_bytes *bytes, uint32_t most)
{
    const unsigned char *at = bytes->at;
    uint64_t number = q_varint_take(bytes);
    if (number <= most)
        return (uint32_t)number;
    bytes->at = at;
    bytes->bad = true;
    return 0;
}

quoth_str q_bytes_take(struct q_bytes *bytes, uint64_t len)
{
    if (bytes->bad || len > q_bytes_left(bytes)) {
        bytes->bad = true;
        return Q_NO_STR;
    }
    quoth_str taken = q_str((const char *)bytes->at, (size_t)len);
    bytes->at += len;
    return taken;
}

quoth_status q_bytes_end(const struct q_bytes *bytes, const char *what, quoth_error *error)
{
    uint64_t at = (uint64_t)(bytes->at - bytes->start);
    if (bytes->bad)
        return q_error(error, QUOTH_EDAMAGED, at, "the packed %s is damaged", what);
    if (bytes->at < bytes->end)
        return q_error(error, QUOTH_EDAMAGED, at, "the packed %s goes on behind its end",
                       what);
    return QUOTH_OK;
}
