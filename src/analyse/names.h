/*
 * Stage 2, analyse: names of persons, organizations and places.
 *
 *     Mayor Ana Silva of Porto   →   person [1, 3)  place [4, 5)
 *
 * A title before a name is not in it, nor is the ’s behind it. Who or what a name means,
 * and which names are of one person, is the attribute stage's to say.
 */
#ifndef Q_NAMES_H
#define Q_NAMES_H

#include "analyse/model.h"
#include "record/annotation.h"

/** Fills the names of `annotation`, whose tokens and quotations are there already; they
 *  live in `arena`. The model's labels must be Q_LABELS_NAMES. QUOTH_OK or QUOTH_ENOMEM.
 *  Linear, but for a sort of the words with a capital. */
quoth_status q_find_names(const struct q_model *model, const struct q_kernel *kernel,
                          quoth_str text, struct q_arena *arena,
                          struct q_annotation *annotation);

#endif
