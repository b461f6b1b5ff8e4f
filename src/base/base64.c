#include "base/base64.h"

void q_base64_put(struct q_buf *out, quoth_str bytes)
{
    static const char digits[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t len = (bytes.len + 2) / 3 * 4;
    char *to = len ? q_buf_room(out, len) : NULL;
    if (!to)
        return;
    for (size_t at = 0; at < bytes.len; at += 3) {
        size_t left = bytes.len - at;
        const unsigned char *from = (const unsigned char *)bytes.ptr + at;
        unsigned group = (unsigned)from[0] << 16 | (left > 1 ? (unsigned)from[1] << 8 : 0) |
                         (left > 2 ? from[2] : 0);
        *to++ = digits[group >> 18];
        *to++ = digits[group >> 12 & 63];
        *to++ = (char)(left > 1 ? digits[group >> 6 & 63] : '=');
        *to++ = (char)(left > 2 ? digits[group & 63] : '=');
    }
    out->len += len;
}

int q_base64_digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

bool q_base64_read(struct q_buf *out, quoth_str text)
{
    size_t pad = 0;
    if (text.len % 4)
        return false;
    while (pad < 2 && pad < text.len && text.ptr[text.len - 1 - pad] == '=')
        pad++;
    size_t len = text.len / 4 * 3 - pad, digits = text.len - pad;
    char *to = len ? q_buf_room(out, len) : NULL;
    if (!to)
        return text.len == 0;
    unsigned group = 0, bits = 0;
    char *start = to;
    for (size_t at = 0; at < digits; at++) {
        int value = q_base64_digit(text.ptr[at]);
        if (value < 0)
            return false;
        group = (group << 6 | (unsigned)value) & 0xffffff;
        bits += 6;
        if (bits < 8)
            continue;
        bits -= 8;
        *to++ = (char)(group >> bits & 0xff);
    }
    if (group & ((1u << bits) - 1)) // two ways to write the same bytes
        return false;
    out->len += (size_t)(to - start);
    return true;
}
