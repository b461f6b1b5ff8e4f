/*
 * Stage 2, analyse: contents as an annotation of their own.
 *
 *     “Two governments told us ‘no’,” she said.
 *         →   Two governments told us ‘no’,      and whose content it is
 *
 * The tagger knows one level: what a text says by itself. What is said inside a content
 * (tests/spec §4) it finds when it reads the content as a text. Tokens stay spans of the
 * article; the quote marks around a content and its opening *that* are left out, so that
 * quote marks inside count from there.
 */
#ifndef Q_INSIDE_H
#define Q_INSIDE_H

#include "base/arena.h"
#include "record/annotation.h"

/** Tokens and quotations of `inner`: the `count` stretches of `outer`, pieces of one
 *  content in their order, as one paragraph. In `arena`. QUOTH_OK or QUOTH_ENOMEM. Linear
 *  in the stretches. */
quoth_status q_annotate_inside(quoth_str text, const struct q_annotation *outer,
                               const struct q_stretch *stretches, uint32_t count,
                               struct q_arena *arena, struct q_annotation *inner);

#endif
