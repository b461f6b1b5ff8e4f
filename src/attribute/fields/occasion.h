/*
 * Stage 3, attribute: in what event or medium, and where, it was said.
 *
 *     said at a news conference in Minsk   →   a news conference in Minsk; Minsk
 *
 * It reads the telling of a statement (telling.h) and nothing else.
 */
#ifndef Q_OCCASION_H
#define Q_OCCASION_H

#include "attribute/fields/telling.h"

/** Fills occasion and place of every statement of the scene. QUOTH_OK or QUOTH_ENOMEM.
 *  Linear. */
quoth_status q_tell_occasions(const struct q_scene *scene);

#endif
