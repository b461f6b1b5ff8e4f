/*
 * Stage 3, attribute: to whom it was said.
 *
 *     told reporters   →   reporters
 *
 * It reads the telling of a statement (telling.h) and nothing else.
 */
#ifndef Q_ADDRESSEE_H
#define Q_ADDRESSEE_H

#include "attribute/fields/telling.h"

/** Fills addressee of every statement of the scene. QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_tell_addressees(const struct q_scene *scene);

#endif
