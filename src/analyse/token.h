/*
 * Stage 2, analyse: words and punctuation, sentences and paragraphs, as spans.
 *
 *     Mr. Doe didn’t say “no.”   →   Mr. | Doe | did | n’t | say | “ | no | . | ”
 *
 * It cuts as the Penn Treebank does, but rewrites nothing. A line break ends a
 * paragraph unless the sentence plainly goes on (hard-wrapped text). Of an article's
 * blocks it reads those that are the article's voice: captions, credits, inserts and
 * furniture have no tokens, and so lend no words to a statement. It does not pair quote
 * marks: quotemark.c does.
 */
#ifndef Q_TOKEN_H
#define Q_TOKEN_H

#include "base/arena.h"
#include "record/annotation.h"

/** Fills annotation->tokens from `text` (valid UTF-8, at most Q_MAX_ARTICLE) and its
 *  `count` blocks; of none, all of it is read. The array lives in `arena`. QUOTH_OK or
 *  QUOTH_ENOMEM. Linear. */
quoth_status q_tokenize(quoth_str text, const quoth_block *blocks, uint32_t count,
                        struct q_arena *arena, struct q_annotation *annotation);

#endif
