/* Borrowed text: (pointer, length), never copied, never terminated. */
#ifndef Q_STR_H
#define Q_STR_H

#include "quoth.h"

#include <stdbool.h>
#include <string.h>

struct q_arena;

/** A string literal as borrowed text. */
#define Q_STR(literal) ((quoth_str){"" literal, sizeof(literal) - 1})
#define Q_NO_STR ((quoth_str){NULL, 0})

static inline quoth_str q_str(const char *ptr, size_t len)
{
    return (quoth_str){ptr, len};
}

/** `text` may be NULL. */
static inline quoth_str q_str_from(const char *text)
{
    return (quoth_str){text, text ? strlen(text) : 0};
}

/** A copy in the arena, terminated; a missing string stays missing. False: memory is out,
 *  and it is missing too. */
bool q_str_keep(quoth_str s, struct q_arena *arena, quoth_str *out);

static inline bool q_str_equal(quoth_str a, quoth_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/** In the order of their bytes, what is shorter first: below 0, 0, above 0. */
int q_str_compare(quoth_str a, quoth_str b);

/** The same, or both are missing. */
static inline bool q_str_same(quoth_str a, quoth_str b)
{
    return a.ptr && b.ptr ? q_str_equal(a, b) : a.ptr == b.ptr;
}

/** The bytes [start, end) of `s`. */
static inline quoth_str q_str_cut(quoth_str s, uint32_t start, uint32_t end)
{
    return (quoth_str){s.ptr + start, end - start};
}

static inline bool q_str_starts(quoth_str s, quoth_str with)
{
    return s.len >= with.len && memcmp(s.ptr, with.ptr, with.len) == 0;
}

static inline bool q_str_ends(quoth_str s, quoth_str with)
{
    return s.len >= with.len && memcmp(s.ptr + s.len - with.len, with.ptr, with.len) == 0;
}

/** The small letter of an ASCII capital; anything else as it is. */
static inline char q_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline bool q_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool q_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/** Writes the hexadecimal digits of `count` bytes, and their end: 2 * count + 1. */
void q_hex_write(const uint8_t *bytes, size_t count, char *out);

/** What a hexadecimal digit counts; -1: it is none. */
static inline int q_hex_digit(char c)
{
    if (q_is_digit(c))
        return c - '0';
    c = q_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/** Reads 2 * count of them. False: one is none. */
bool q_hex_read(const char *hex, size_t count, uint8_t *out);

/** White space of ASCII, as markup has it. */
static inline bool q_is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/** The same and the vertical tab, as text has it. */
static inline bool q_is_white(char c)
{
    return q_is_space(c) || c == '\v';
}

/** Equal when ASCII letters are folded. */
bool q_str_equal_nocase(quoth_str a, quoth_str b);

/** Does it start with `with`, does `word` stand in it, when ASCII letters are folded? The
 *  second takes time in proportion to both lengths: for short ones. */
bool q_str_starts_nocase(quoth_str s, quoth_str with);
bool q_str_has_nocase(quoth_str s, quoth_str word);

/** Is it one of `list`, which ends with NULL? ASCII letters are folded. */
bool q_str_is_any(quoth_str s, const char *const *list);

/** Cuts off `rest` and returns what stands before the first `mark`, or all of it. */
quoth_str q_str_take_until(quoth_str *rest, char mark);

/** Without white space (ASCII) at its ends. */
quoth_str q_str_trim(quoth_str s);

#endif
