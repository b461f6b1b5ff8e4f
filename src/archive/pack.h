/*
 * What is derived of an article as bytes: drawn byte by byte at the top of pack.c.
 *
 *     about:   name, url, outlet, title, authors, dates …, each with where it was read
 *     record:  language, blocks, statements with all their fields
 *
 * Spans are kept as they are, in bytes of the text; words of the text are never kept twice.
 * What is unpacked is what was packed, to the byte of every output.
 */
#ifndef Q_PACK_H
#define Q_PACK_H

#include "base/buf.h"
#include "record/article.h"
#include "record/statement.h"

/** Append to `out`, where a failure sticks. */
void q_pack_about(struct q_buf *out, const struct quoth_article *article);
void q_pack_record(struct q_buf *out, const struct quoth_article *article,
                   const struct quoth_statements *statements);

/** Fill what was packed: of the article all but text, id, path and map; of the statements,
 *  which are cleared before, all but version, model and what quoth_extract_options.explain
 *  adds. The article's text and id must be set; what is filled may point into the text.
 * Bytes that were not packed by the above fail with QUOTH_EDAMAGED at their offset,
 * whatever they are; else QUOTH_ENOMEM. */
quoth_status q_unpack_about(quoth_str bytes, struct quoth_article *article,
                            quoth_error *error);
quoth_status q_unpack_record(quoth_str bytes, struct quoth_article *article,
                             struct quoth_statements *statements, quoth_error *error);

#endif
