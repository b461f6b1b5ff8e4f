/*
 * Stage 2, analyse: which tokens are a source, a cue, a content.
 *
 *     “We tried,” she said.   →   pieces  content [0, 5)  source [5, 6)  cue [6, 7)
 *
 * Features go through the network, the best sequence of its labels is cut into pieces,
 * and what it says about who belongs to whom is handed on as it is: attribute/ decides.
 */
#ifndef Q_TAGGER_H
#define Q_TAGGER_H

#include "analyse/model.h"
#include "record/annotation.h"

/** Fills pieces and links of `annotation`, whose tokens and quotations are there
 *  already; both live in `arena`. The model's labels must be Q_LABELS_STATEMENTS.
 *  QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_tag(const struct q_model *model, const struct q_kernel *kernel,
                   quoth_str text, struct q_arena *arena, struct q_annotation *annotation);

#endif
