/*
 * Stage 1, read: lines that are told by the words they begin with.
 *
 *     "Sign up for our newsletter"                →   furniture
 *     "Editor’s note: This story was changed."    →   insert
 *     "Follow the money, she said."               →   none: a sentence
 *
 * The list is what pages of news have most often; what is not in it stays body.
 */
#ifndef Q_DEBRIS_H
#define Q_DEBRIS_H

#include "base/str.h"

/** Is `line` (trimmed) told by its first words? `*kind` is then what it is, and `*words`
 * the length of those words, with the bullets in front of them. */
bool q_debris_find(quoth_str line, quoth_block_kind *kind, size_t *words);

/** For tests: NULL, or the phrase that stands out of order. */
const char *q_debris_unsorted(void);

#endif
