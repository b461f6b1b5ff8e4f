/*
 * Weights of evidence, as a model file has them.
 *
 *     "cue=say"   →   hash   →   412/256 nats for a statement
 */
#ifndef Q_WEIGHTS_H
#define Q_WEIGHTS_H

#include <stdint.h>

struct q_weights {
    const uint64_t *hashes; // quoth_word_hash of what is weighed, ascending
    const int16_t *values;  // 1/256 nats, for a statement
    uint32_t count;         // 0: the model judges nothing
    int32_t least;          // sum from which on it is a statement, 1/256 nats
};

#endif
