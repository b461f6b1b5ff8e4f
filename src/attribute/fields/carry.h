/*
 * Stage 3, attribute: the relays that stand in no sentence of the statement's own.
 *
 *     MIREV (Northwire) - …              →   all statements came through Northwire
 *     Source: Northwire                  →   likewise
 *     he said in an interview with the Gazette … Doe also said …   →   that one too
 *
 * What it adds is marked as carried (docs/FORMAT.md, Records).
 */
#ifndef Q_CARRY_H
#define Q_CARRY_H

#include "attribute/telling.h"

/** Adds to `via` of the scene's statements; `interviews` [count] says whose own sentence
 *  tells of an interview with the first of its relays. QUOTH_OK or QUOTH_ENOMEM. Linear. */
quoth_status q_carry_relays(const struct q_scene *scene, const bool *interviews);

#endif
