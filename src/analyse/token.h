/*
 * Stage 2, analyse: words and punctuation, sentences and paragraphs, as spans.
 *
 *     Mr. Doe didn’t say “no.”   →   Mr. | Doe | did | n’t | say | “ | no | . | ”
 *
 * It cuts as the Penn Treebank does, but rewrites nothing. A line break ends a
 * paragraph unless the sentence plainly goes on (hard-wrapped text). It does not
 * pair quote marks: quotemark.c does.
 */
#ifndef Q_TOKEN_H
#define Q_TOKEN_H

#include "base/arena.h"
#include "record/annotation.h"

/** Fills annotation->tokens from `text` (valid UTF-8, at most Q_MAX_ARTICLE).
 *  The array lives in `arena`. QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_tokenize(quoth_str text, struct q_arena *arena,
                        struct q_annotation *annotation);

#endif
