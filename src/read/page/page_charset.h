/*
 * Stage 1, read: in which characters a page or a feed is written, and it in UTF-8.
 *
 *     <meta charset="iso-8859-1">…caf\xe9…   →   …café…     charset "WINDOWS-1252"
 *     <meta charset="iso-8859-1">…café…      →   the bytes  charset "UTF-8": the page lies
 *
 * Unlike plain text (read/charset.h) a page says what it is, may lie, and is read whatever
 * is wrong with it: a byte that is no character becomes U+FFFD, or in UTF-8 what
 * windows-1252 has there, and a flaw tells the first one. What is not text at all is
 * refused. Nothing of the page but the declaration is looked at: character references are
 * the parser's.
 */
#ifndef Q_PAGE_CHARSET_H
#define Q_PAGE_CHARSET_H

#include "base/arena.h"
#include "read/page/page.h"

struct q_page_text {
    quoth_str text;      // valid UTF-8 without mark and NUL
    const char *charset; // as iconv names it; a literal, or in the arena
    size_t mark;         // bytes of the source before the first character
    bool same;           // `text` is the source itself, from `mark` on; else in the arena
    quoth_error flaw;    // QUOTH_OK: none
};

/** The charset that an HTML page declares in its head, as it is written there: in <meta> or
 *  in <?xml …?>. ptr NULL: none. */
quoth_str q_page_charset_declared(quoth_str bytes);

/** Reads `bytes`. What decides, in this order: `told->asked`, a byte order mark,
 *  `told->charset`, `declared` (by the page or feed itself; ptr NULL: nothing), UTF-8 where
 *  they are valid as such, what they look like, windows-1252. Bytes that are valid UTF-8
 * with characters of several bytes are UTF-8 whatever HTTP or they themselves say. Fails
 * with QUOTH_EFORMAT (binary data), QUOTH_ELIMIT (more than Q_MAX_PAGE in UTF-8),
 * QUOTH_EUSAGE (iconv does not know what was asked), QUOTH_ENOMEM. */
quoth_status q_page_charset_read(quoth_str bytes, const struct q_page_told *told,
                                 quoth_str declared, struct q_arena *arena,
                                 struct q_page_text *out, quoth_error *error);

/** Turns byte offsets into `text->text`, which ascend, into those of `bytes`, from which it
 *  was read, in place. An offset inside a character becomes that of the character. Fails
 * with QUOTH_ENOMEM. */
quoth_status q_page_charset_sources(quoth_str bytes, const struct q_page_text *text,
                                    uint32_t *offsets, size_t count, quoth_error *error);

#endif
