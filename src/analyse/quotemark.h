/*
 * Stage 2, analyse: pairs of quote marks.
 *
 *     “One, ‘two’.” / "One / "Two."   →   quotations with depth; the second pair
 *     is one quotation over two paragraphs: carried, then continues.
 *
 * Marks pair by kind, within a paragraph. A quotation that its paragraph leaves
 * open is carried when the next paragraph opens with the same kind of mark, and
 * unclosed otherwise: a flag, never an error. An apostrophe is no quote mark.
 */
#ifndef Q_QUOTEMARK_H
#define Q_QUOTEMARK_H

#include "base/arena.h"
#include "record/annotation.h"

/** Fills annotation->quotations and the tokens' depth, opens and closes flags.
 *  QUOTH_OK or QUOTH_ENOMEM. Linear: at most Q_MAX_QUOTE_DEPTH marks are open. */
quoth_status q_pair_quotes(quoth_str text, struct q_arena *arena,
                           struct q_annotation *annotation);

#endif
