/*
 * Stage 1, read: which parts of a text are the article, and which are not.
 *
 *     Council drops the bridge        →   headline
 *     8 Jun, 2023 12:05               →   dateline
 *     © Jo Roe / SputnikThe bridge    →   credit, caption
 *     LINDHOLM — “No,” she said.      →   dateline, body
 *     Advertisement                   →   furniture
 *
 * A block is a line or a part of one: a paragraph, as scraped text has them. What is not
 * clearly something else is body: a line of furniture in the body does less harm than a
 * quotation that is lost. The text is never rewritten.
 */
#ifndef Q_BLOCK_H
#define Q_BLOCK_H

#include "read/hint.h"
#include "record/article.h"

/** Finds the blocks of `article` (text, title, outlet and authors are set as far as they
 * are given) and what they tell of it where nothing was given: title, authors, date,
 * outlet. Linear in the text. Fails with QUOTH_ENOMEM only. */
quoth_status q_find_blocks(struct quoth_article *article);

/** The same of a text with markup: a line with a hint is what the hint says. */
quoth_status q_find_hinted_blocks(struct quoth_article *article, struct q_hints hints);

#endif
