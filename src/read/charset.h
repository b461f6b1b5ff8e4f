/*
 * Stage 1, read: in which characters bytes are written, and the same text in UTF-8.
 *
 *     63 61 66 e9 0a                →   "café\n"   (windows-1252)
 *     ef bb bf 63 61 66 c3 a9 0a    →   "café\n"   (UTF-8, without its mark)
 *
 * UTF-8 is never rewritten, but for a byte order mark that is left out. What is not text
 * is refused, not repaired.
 */
#ifndef Q_CHARSET_H
#define Q_CHARSET_H

#include "base/arena.h"
#include "base/str.h"

enum { Q_CHARSET_NAME = 64 }; // room for a charset's name

/** Does iconv know `name`? */
bool q_charset_known(const char *name);

/** The kind of file that `bytes` begin, by its first bytes, e.g. "PNG"; NULL: none that
 *  is known to be binary. */
const char *q_charset_binary(quoth_str bytes);

/** Length of a UTF-8 byte order mark at the start: 3 or 0. */
size_t q_charset_mark(quoth_str bytes);

/** The charset that a byte order mark tells, and the mark's length; NULL and 0: none. */
const char *q_charset_marked(quoth_str bytes, size_t *len);

/** Do so many control characters (NUL is one) stand early in `bytes` that they are no text?
 *  They are in a charset of single bytes or UTF-8. `first` is where the first one stands.
 */
bool q_charset_controls(quoth_str bytes, size_t *first);

/** Counts what `bytes` are as UTF-8: characters of several bytes, and bytes that are wrong.
 */
void q_charset_count_utf8(quoth_str bytes, size_t *characters, size_t *errors);

/** What bytes that are not UTF-8 from `first` on look like: a charset that iconv knows,
 * maybe in `name`; NULL: nothing is likely. */
const char *q_charset_guess(quoth_str bytes, size_t first, char name[Q_CHARSET_NAME]);

/** What the byte stands for in windows-1252; 0: nothing. */
uint32_t q_charset_western(unsigned char byte);

/** A copy of `bytes` as UTF-8 in `arena`. They are in `charset`, or where that is NULL:
 *  as a byte order mark says, UTF-8 if they are valid as such, else what they look like.
 *  Fails with QUOTH_EFORMAT (binary data, a NUL, a byte that the charset has not, no
 *  charset found) at the byte of `bytes`, QUOTH_ELIMIT (more than Q_MAX_ARTICLE when
 *  converted), QUOTH_EUSAGE (iconv knows no such charset), QUOTH_ENOMEM. */
quoth_status q_charset_read(quoth_str bytes, const char *charset, struct q_arena *arena,
                            quoth_str *text, quoth_error *error);

#endif
