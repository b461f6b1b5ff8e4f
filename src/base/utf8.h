/* UTF-8: decode, validate, mend. */
#ifndef Q_UTF8_H
#define Q_UTF8_H

#include "base/arena.h"
#include "quoth.h"

#include <stdbool.h>

/** Does a character start with this byte of valid text, rather than go on? */
static inline bool q_utf8_starts(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

/** The character at `*at`, which is moved behind it. The text must be valid. */
uint32_t q_utf8_next(const char **at);

/** Offset of the first byte that is not valid UTF-8 (overlong forms, surrogates
 *  and code points past U+10FFFF included), or text.len. */
size_t q_utf8_check(quoth_str text);

/** Writes `point` to `out` (room for 4 bytes); its length in bytes. */
size_t q_utf8_put(char *out, uint32_t point);

/** A copy of `s` in `arena`, every byte that is not UTF-8 as U+FFFD. ptr NULL: memory is
 *  out, or `s` has none. */
quoth_str q_utf8_keep(quoth_str s, struct q_arena *arena);

#endif
