/*
 * Stage 3, attribute: through whom the words came to the outlet.
 *
 *     was quoted by TASS as telling Rossiyskaya Gazeta   →   [Rossiyskaya Gazeta, TASS]
 *
 * Neither the outlet itself nor the speaker of a parent is listed.
 */
#ifndef Q_VIA_H
#define Q_VIA_H

#include "attribute/telling.h"

/** Fills `via` of every statement of the scene, behind addressees and occasions. QUOTH_OK
 * or QUOTH_ENOMEM. Linear. */
quoth_status q_tell_relays(const struct q_scene *scene);

#endif
