/*
 * An article comes back out of the archive, with its statements, as quoth_extract gave
 * them.
 *
 *     article 12   →   quoth_article, quoth_statements that print to the same bytes
 */
#ifndef Q_FILL_H
#define Q_FILL_H

#include "archive/archive.h"
#include "record/article.h"
#include "record/received.h"
#include "record/statement.h"

/** The key of the article whose id is `id` ("sha256:…", or its first digits, 8 at least);
 *  of the statement (32 digits, or its first 8 and more). QUOTH_EMISSING: there is none;
 *  QUOTH_EUSAGE: several begin so, or it is no id. */
quoth_status q_find_article(struct quoth_archive *archive, quoth_str id, int64_t *key,
                            quoth_error *error);
quoth_status q_find_statement(struct quoth_archive *archive, quoth_str id, int64_t *key,
                              quoth_error *error);

/** The article that has the statement with this key, and its number there. */
quoth_status q_article_of(struct quoth_archive *archive, int64_t statement,
                          int64_t *article, uint32_t *number, quoth_error *error);

/** `statements` may be NULL. Metadata is of the leading appearance. QUOTH_EDAMAGED where
 * what is kept is not what it should be. */
quoth_status q_fill(struct quoth_archive *archive, int64_t article,
                    struct quoth_article *out, struct quoth_statements *statements,
                    quoth_error *error);

/** Name, address, outlet, title … as an appearance tells them (its `about`, packed), into
 *  `out`, which has the article's text and keeps what else it has. Asks as
 *  q_fill_received does. */
quoth_status q_fill_about(struct quoth_archive *archive, int64_t capture, quoth_str about,
                          struct quoth_article *out, quoth_error *error);

/** What was received in a capture. `out` lives until the next call. */
quoth_status q_fill_received(struct quoth_archive *archive, int64_t capture,
                             struct q_received *out, quoth_error *error);

#endif
