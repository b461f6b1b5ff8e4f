/*
 * Stage 2, analyse: the network of a model, in integers.
 *
 *     features [T]   →   scores of each label [T][8] and of each link [T][16]
 *
 * Every token's rows of the tables are joined and enter a stream of width d; each block
 * adds to the stream what a gated convolution makes of its layer norm; a last layer reads
 * the scores from it. It runs tile by tile, and gives the same to the bit for every size
 * of tile and every kernel. It decides nothing: label.c does.
 */
#ifndef Q_NETWORK_H
#define Q_NETWORK_H

#include "analyse/model.h"
#include "record/annotation.h"

/** Tokens of a tile; what it needs beside them is in model->reach. */
enum { Q_TILE = 1024 };

struct q_scores {
    int16_t (*labels)[Q_MAX_LABELS]; // [T][8], 1/256 nats; unused lanes are 0
    int16_t (*links)[Q_LINKS];       // [T][Q_LINKS], 1/256 nats; NULL where there are none
};

/** Scores of every token of `annotation`, whose features are there, in `arena`. `tile` is a
 * number of tokens, Q_TILE but for tests. QUOTH_OK or QUOTH_ENOMEM. Linear; beside the
 * scores memory is that of a tile. */
quoth_status q_network_run(const struct q_model *model, const struct q_kernel *kernel,
                           const struct q_annotation *annotation, uint32_t tile,
                           struct q_arena *arena, struct q_scores *scores);

#endif
