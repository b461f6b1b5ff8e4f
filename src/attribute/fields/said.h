/*
 * Stage 3, attribute: when it was said.
 *
 *     said on Thursday   →   2023-06-08
 *
 * It chooses among the times that the analyse stage found; it reads none itself.
 */
#ifndef Q_SAID_H
#define Q_SAID_H

#include "attribute/telling.h"

/** Fills `said` of every statement of the scene. QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_tell_times(const struct q_scene *scene);

#endif
