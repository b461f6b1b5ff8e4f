/*
 * A place in a text that is read from its start to its end.
 *
 *     struct q_cursor c = q_cursor_at(Q_STR("2023-06")); c.at at "2023-06", 4 digits ahead
 *     q_cursor_pass(&c, '2');                              true, then 3 are
 */
#ifndef Q_CURSOR_H
#define Q_CURSOR_H

#include "base/str.h"

struct q_cursor {
    const char *at, *end;
};

static inline struct q_cursor q_cursor_at(quoth_str text)
{
    return (struct q_cursor){text.ptr, text.ptr + text.len};
}

/** What is ahead. */
static inline quoth_str q_cursor_rest(const struct q_cursor *c)
{
    return q_str(c->at, (size_t)(c->end - c->at));
}

/** Passes over `wanted` if that is next. */
static inline bool q_cursor_pass(struct q_cursor *c, char wanted)
{
    if (c->at == c->end || *c->at != wanted)
        return false;
    c->at++;
    return true;
}

/** How many digits are ahead. */
static inline size_t q_cursor_digits(const struct q_cursor *c)
{
    size_t count = 0;
    while (c->at + count < c->end && q_is_digit(c->at[count]))
        count++;
    return count;
}

/** The letters (ASCII) that are ahead. */
static inline quoth_str q_cursor_word(const struct q_cursor *c)
{
    size_t len = 0;
    while (c->at + len < c->end && q_is_letter(c->at[len]))
        len++;
    return q_str(c->at, len);
}

#endif
