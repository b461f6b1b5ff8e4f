/*
 * Stage 2, analyse: runs of tokens that have one label.
 *
 *     scores of “We tried,” she said.   →   runs  [0, 5) 3  [5, 6) 1  [6, 7) 2
 *
 * The best sequence of the labels is cut into runs. What a label means is the label
 * set's: tagger.c and names.c know.
 */
#ifndef Q_LABEL_H
#define Q_LABEL_H

#include "analyse/network.h"

struct q_run {
    uint32_t from, to; // tokens, half-open
    uint8_t tag;       // 1, 2, 3 …: of the labels 2 tag - 1 and 2 tag
    uint8_t certainty; // 0…255
};

struct q_runs {
    struct q_run *at; // in the order of the text
    uint32_t count;
};

/** Runs of `tokens` tokens with these scores, in `arena`. QUOTH_OK or QUOTH_ENOMEM.
 *  Linear. */
quoth_status q_find_runs(const struct q_model *model, const struct q_scores *scores,
                         uint32_t tokens, struct q_arena *arena, struct q_runs *out);

#endif
