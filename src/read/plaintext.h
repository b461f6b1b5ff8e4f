/*
 * Stage 1, read: a text file is one article.
 *
 *     2017-interview.txt: "Minsk, Reuters…"   →   article 2017-interview: "Minsk, Reuters…"
 *
 * The text is the file's, with its line ends; only a byte order mark is left out and
 * another charset turned into UTF-8. It does not look for a title, byline or date.
 */
#ifndef Q_PLAINTEXT_H
#define Q_PLAINTEXT_H

#include "record/article.h"

/** `name` without the ending of what it is packed in (`x.html.gz` → `x.html`). */
quoth_str q_plaintext_unpacked(quoth_str name);

/** An article's name: the last part of `path` without its endings (`x.html.gz` → `x`).
 *  A dot in front begins none, nor does one before digits (`v1.2`) or white space. */
quoth_str q_plaintext_name(quoth_str path);

/** Takes `bytes` for the text of `article`, which is cleared first. `charset` may be NULL:
 *  found out. Fails as q_charset_read, and with QUOTH_ELIMIT at Q_MAX_ARTICLE; `article` is
 *  then empty. */
quoth_status q_plaintext_read(quoth_str bytes, const char *charset,
                              struct quoth_article *article, quoth_error *error);

#endif
