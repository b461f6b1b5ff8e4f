/*
 * Stage 2, analyse: the best sequence of labels, by the scores of the labels and of
 * one label behind another.
 *
 *     scores [T][8], start [8], follow [8][8]   →   path [T]
 */
#ifndef Q_VITERBI_H
#define Q_VITERBI_H

#include "analyse/model.h"

/** Fills path[count] from scores[count][Q_MAX_LABELS] with labels below model->labels.
 *  Of sequences with one score the lower label wins, from the end. QUOTH_OK or
 *  QUOTH_ENOMEM. Linear. */
quoth_status q_viterbi(const struct q_model *model, const int16_t *scores, uint32_t count,
                       struct q_arena *arena, uint8_t *path);

#endif
