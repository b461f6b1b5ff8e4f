/*
 * Stage 2, analyse: runs of tokens to which a model gives one label.
 *
 *     “We tried,” she said.   →   runs  [0, 5) 3  [5, 6) 1  [6, 7) 2, what each means
 *                                 is the label set's
 *
 * Features go through the network and the best sequence of its labels is cut into runs.
 * tagger.c and names.c say what they are.
 */
#ifndef Q_LABEL_H
#define Q_LABEL_H

#include "analyse/model.h"
#include "record/annotation.h"

struct q_run {
    uint32_t from, to; // tokens, half-open
    uint8_t tag;       // 1, 2, 3 …: of the labels 2 tag - 1 and 2 tag
    uint8_t certainty; // 0…255
};

struct q_runs {
    struct q_run *at; // in the order of the text
    uint32_t count;
    const int16_t *links; // [token_count][Q_LINKS]; NULL of a model without links
};

/** Runs of the tokens of `annotation`, whose quotations are there already, in `arena`.
 *  QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_find_runs(const struct q_model *model, const struct q_kernel *kernel,
                         quoth_str text, const struct q_annotation *annotation,
                         struct q_arena *arena, struct q_runs *out);

#endif
