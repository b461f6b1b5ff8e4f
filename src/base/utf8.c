#include "base/utf8.h"

#include <string.h>

uint32_t q_utf8_next(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;
    if (p[0] < 0x80) {
        *at += 1;
        return p[0];
    }
    if (p[0] < 0xe0) {
        *at += 2;
        return (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
    }
    if (p[0] < 0xf0) {
        *at += 3;
        return (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f);
    }
    *at += 4;
    return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3f) << 12 |
           (uint32_t)(p[2] & 0x3f) << 6 | (p[3] & 0x3f);
}

// Length of the valid sequence at p, or 0. The Unicode Standard, table 3-7.
static size_t sequence(const unsigned char *p, size_t left)
{
    unsigned char lead = p[0];
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    size_t len = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (left < len)
        return 0;
    unsigned char low = 0x80, high = 0xbf;
    if (lead == 0xe0)
        low = 0xa0;
    else if (lead == 0xed)
        high = 0x9f;
    else if (lead == 0xf0)
        low = 0x90;
    else if (lead == 0xf4)
        high = 0x8f;
    if (p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    return len;
}

size_t q_utf8_check(quoth_str text)
{
    const unsigned char *p = (const unsigned char *)text.ptr;
    size_t at = 0;
    while (at < text.len) {
        uint64_t eight;
        if (text.len - at >= sizeof eight) { // most of a text is ASCII
            memcpy(&eight, p + at, sizeof eight);
            if (!(eight & UINT64_C(0x8080808080808080))) {
                at += sizeof eight;
                continue;
            }
        }
        size_t len = sequence(p + at, text.len - at);
        if (!len)
            return at;
        at += len;
    }
    return at;
}

size_t q_utf8_put(char *out, uint32_t point)
{
    if (point < 0x80) {
        out[0] = (char)point;
        return 1;
    }
    if (point < 0x800) {
        out[0] = (char)(0xc0 | point >> 6);
        out[1] = (char)(0x80 | (point & 0x3f));
        return 2;
    }
    if (point < 0x10000) {
        out[0] = (char)(0xe0 | point >> 12);
        out[1] = (char)(0x80 | (point >> 6 & 0x3f));
        out[2] = (char)(0x80 | (point & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | point >> 18);
    out[1] = (char)(0x80 | (point >> 12 & 0x3f));
    out[2] = (char)(0x80 | (point >> 6 & 0x3f));
    out[3] = (char)(0x80 | (point & 0x3f));
    return 4;
}

void quoth_bytes_to_points(quoth_str text, uint32_t *offsets, size_t count)
{
    uint32_t point = 0; // characters that start before byte `at`
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        size_t end = offsets[i] < text.len ? offsets[i] : text.len;
        for (; at < end; at++)
            point += q_utf8_starts(text.ptr[at]);
        int inside = at < text.len && !q_utf8_starts(text.ptr[at]);
        offsets[i] = point - (uint32_t)inside;
    }
}

void quoth_points_to_bytes(quoth_str text, uint32_t *offsets, size_t count)
{
    uint32_t point = 0;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        while (at < text.len && point < offsets[i]) {
            at++;
            while (at < text.len && !q_utf8_starts(text.ptr[at]))
                at++;
            point++;
        }
        offsets[i] = (uint32_t)at;
    }
}

quoth_str q_utf8_keep(quoth_str s, struct q_arena *arena)
{
    static const char odd[] = "\xef\xbf\xbd"; // U+FFFD
    if (!s.ptr)
        return (quoth_str){NULL, 0};
    size_t valid = q_utf8_check(s), len = 0;
    char *copy = q_arena_array(arena, s.len, valid == s.len ? 1 : sizeof odd - 1);
    if (!copy)
        return (quoth_str){NULL, 0};
    for (size_t at = 0; at < s.len; at += valid + 1) {
        valid = q_utf8_check((quoth_str){s.ptr + at, s.len - at});
        memcpy(copy + len, s.ptr + at, valid);
        len += valid;
        if (at + valid == s.len)
            break;
        memcpy(copy + len, odd, sizeof odd - 1);
        len += sizeof odd - 1;
    }
    return (quoth_str){copy, len};
}
