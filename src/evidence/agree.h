/*
 * Do the files of one proof say the same?
 *
 *     article.txt            its hash is the article's id
 *     statement.json         its words stand at their spans, its id is told again
 *     annotation.json        selects the same words of the same article
 */
#ifndef Q_AGREE_H
#define Q_AGREE_H

#include "evidence/evidence.h"

/** Tells what does not. QUOTH_ENOMEM. */
quoth_status q_evidence_agrees(const struct q_evidence *evidence, struct q_arena *arena,
                               q_evidence_found *found, void *context, quoth_error *error);

#endif
