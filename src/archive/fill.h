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

/** A source's bytes into `out`, of a row: `column` is their size, the packed ones stand
 *  behind it. */
quoth_status q_fill_source(sqlite3_stmt *row, int column, struct q_buf *out,
                           quoth_error *error);

/** What was received in a capture. `out` lives until the next call. */
quoth_status q_fill_received(struct quoth_archive *archive, int64_t capture,
                             struct q_received *out, quoth_error *error);

#endif
