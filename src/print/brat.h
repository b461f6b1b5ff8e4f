/*
 * Statements of one article in brat's standoff format, for training.
 *
 *     T1	Content 1 20	We sell the bridge,
 *     A1	Told T1 accepted
 *     A2	Kind T1 direct
 *     A3	Act T1 speech
 *     #1	AnnotatorNotes T1	3c31ac91b27a7a4f2a24b690297a323e
 *     T2	Source 27 30	Arn
 *     #2	AnnotatorNotes T2	arn-lindholm Arn Lindholm
 *     T3	Cue 22 26	said
 *     E1	Cue:T3 Source:T2 Content:T1
 *
 * Without a cue a relation binds source and content: R1 Says Arg1:T2 Arg2:T1. Offsets are
 * code points; what would end a line in the covered text stands as a space, one for one.
 * Source: brat.nlplab.org/standoff.html.
 */
#ifndef Q_BRAT_H
#define Q_BRAT_H

#include "base/arena.h"
#include "base/buf.h"

struct q_brat_statement {
    const quoth_statement *found;
    quoth_judged judged;              // no rejected one
    quoth_spans content, cue, source; // as they are to be learned
    quoth_str person, name;           // ptr NULL: nobody
};

/** Appends them. Fails by `out`, or with QUOTH_ENOMEM. */
quoth_status q_print_brat(struct q_buf *out, quoth_str text,
                          const struct q_brat_statement *statements, size_t count,
                          struct q_arena *scratch);

#endif
