#include "base/str.h"

#include "base/arena.h"

bool q_str_equal_nocase(quoth_str a, quoth_str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (q_lower(a.ptr[i]) != q_lower(b.ptr[i]))
            return false;
    return true;
}

// Asked of every token, many times: most words differ in their first letter.
static bool is_word(quoth_str s, const char *word)
{
    for (size_t i = 0; i < s.len; i++)
        if (!word[i] || q_lower(s.ptr[i]) != q_lower(word[i]))
            return false;
    return word[s.len] == '\0';
}

int q_str_compare(quoth_str a, quoth_str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool q_str_is_any(quoth_str s, const char *const *list)
{
    for (; *list; list++)
        if (is_word(s, *list))
            return true;
    return false;
}

bool q_str_starts_nocase(quoth_str s, quoth_str with)
{
    return s.len >= with.len && q_str_equal_nocase(q_str(s.ptr, with.len), with);
}

bool q_str_has_nocase(quoth_str s, quoth_str word)
{
    for (size_t i = 0; i + word.len <= s.len; i++)
        if (q_str_equal_nocase(q_str(s.ptr + i, word.len), word))
            return true;
    return false;
}

quoth_str q_str_trim(quoth_str s)
{
    while (s.len && q_is_white(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && q_is_white(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

quoth_str q_str_take_until(quoth_str *rest, char mark)
{
    if (rest->len == 0)
        return *rest;
    const char *end = memchr(rest->ptr, mark, rest->len);
    size_t len = end ? (size_t)(end - rest->ptr) : rest->len, used = len + (end != NULL);
    quoth_str out = q_str(rest->ptr, len);
    *rest = q_str(rest->ptr + used, rest->len - used);
    return out;
}

void q_hex_write(const uint8_t *bytes, size_t count, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * count] = 0;
}

bool q_hex_read(const char *hex, size_t count, uint8_t *out)
{
    for (size_t i = 0; i < count; i++) {
        int high = q_hex_digit(hex[2 * i]), low = q_hex_digit(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

bool q_str_keep(quoth_str s, struct q_arena *arena, quoth_str *out)
{
    *out = Q_NO_STR;
    if (!s.ptr)
        return true;
    char *copy = q_arena_alloc(arena, s.len + 1);
    if (!copy)
        return false;
    memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    *out = q_str(copy, s.len);
    return true;
}
