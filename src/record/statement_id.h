/*
 * What a statement is named by: its article, its words, and the statement that it is in.
 *
 *     sha256:7c1f…, content [120, 188), cue [196, 200), source [201, 217)   →   5d0e…
 *
 * The extractor has no part in it: another model that finds the same words gives the same
 * id (docs/FORMAT.md, Records). It weighs nothing and checks no span.
 */
#ifndef Q_STATEMENT_ID_H
#define Q_STATEMENT_ID_H

#include "record/article.h"
#include "record/statement.h"

enum { Q_STATEMENT_ID = 32 + 1 }; // hexadecimal digits and their end

/** The id of the statement at `index`: a hash of the article's id, the spans and its
 *  parent's id, which must be set. Spans are byte offsets, each as 4 bytes, least first,
 *  after their number. */
void q_statement_id(const struct quoth_article *article,
                    const struct quoth_statements *statements, uint32_t index,
                    char id[Q_STATEMENT_ID]);

/** Gives each its id. Parents must stand before those inside them. */
void q_name_statements(const struct quoth_article *article,
                       struct quoth_statements *statements);

#endif
